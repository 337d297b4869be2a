from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "lagesbild.reporting"
    verbose_name = _("Uppföljning")
    default_auto_field = "django.db.models.BigAutoField"
