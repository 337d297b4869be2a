from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "lagesbild.cooperation"
    verbose_name = _("Samarbeten och finansiering")
    default_auto_field = "django.db.models.BigAutoField"
