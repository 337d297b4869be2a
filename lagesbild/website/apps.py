from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebsiteConfig(AppConfig):
    name = "lagesbild.website"
    verbose_name = _("Webbplatsen")

    def ready(self):
        """An editor's preview is the public page itself, drawn with what has not been saved yet."""
        from lagesbild.barometer.models import Action, Goal, Indicator, Programme
        from lagesbild.cooperation.models import Exchange, Partnership, Project
        from lagesbild.framework.publishing import preview_views
        from lagesbild.organisations.models import Organisation
        from lagesbild.website.goals import actions, responsible
        from lagesbild.website.goals import views as goals
        from lagesbild.website.indicators import views as indicators
        from lagesbild.website.register import exchanges, partnerships, projects

        preview_views.update(
            {
                Action: actions.action_page,
                Exchange: exchanges.exchange_page,
                Goal: goals.goal_preview,
                Indicator: indicators.indicator_page,
                Organisation: responsible.organisation_page,
                Partnership: partnerships.partnership_page,
                Programme: goals.programme_page,
                Project: projects.project_page,
            }
        )
