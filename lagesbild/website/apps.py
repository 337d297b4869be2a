from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "lagesbild.website"
    verbose_name = _("Webbplatsen")

    def ready(self):
        self._raise_the_public_number()
        self._preview_on_public_pages()

    def _raise_the_public_number(self):
        """Laid anew with the tables: taken away first of all, and laid when rights and the rest have been written, so
        that they are there only where a migration came to its end. The signals are sent for each application with
        tables, and ours has none."""
        with_tables = [application for application in apps.get_app_configs() if application.models_module]
        pre_migrate.connect(_before_tables_change, sender=with_tables[0])
        post_migrate.connect(_after_tables_changed, sender=with_tables[-1])

    def _preview_on_public_pages(self):
        """An editor's preview is the public page itself, drawn with what has not been saved yet."""
        from lagesbild.barometer.models import Action, Goal, Indicator, Programme
        from lagesbild.cooperation.models import Exchange, Partnership, Project
        from lagesbild.framework.publishing import preview_views
        from lagesbild.organisations.models import Organisation

        views = {
            Action: "goals.actions.action_page",
            Exchange: "register.exchanges.exchange_page",
            Goal: "goals.views.goal_preview",
            Indicator: "indicators.views.indicator_page",
            Organisation: "goals.responsible.organisation_page",
            Partnership: "register.partnerships.partnership_page",
            Programme: "goals.views.programme_preview",
            Project: "register.projects.project_page",
        }
        preview_views.update({model: f"{self.name}.{view}" for model, view in views.items()})


def _before_tables_change(using, **_signal):
    from lagesbild.website.public_tables import take_triggers_away

    take_triggers_away(connections[using])


def _after_tables_changed(using, **_signal):
    from lagesbild.website.public_tables import lay_triggers

    lay_triggers(connections[using])
