from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "lagesbild.organisations"
    verbose_name = _("Organisationer")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lagesbild.organisations import pictures
        from lagesbild.organisations.right_names import name_rights

        post_migrate.connect(name_rights)
        pictures.use_in_editor()
