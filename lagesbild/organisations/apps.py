from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "lagesbild.organisations"
    verbose_name = _("Organisationer")
    default_auto_field = "django.db.models.BigAutoField"
