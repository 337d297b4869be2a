from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BarometerConfig(AppConfig):
    name = "lagesbild.barometer"
    verbose_name = _("Barometern")
    default_auto_field = "django.db.models.BigAutoField"
