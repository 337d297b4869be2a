from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrameworkConfig(AppConfig):
    name = "lagesbild.framework"
    verbose_name = _("Globala mål")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from lagesbild.framework import days, number_field, thread_connections

        days.use_in_editor()
        number_field.use_in_editor()
        thread_connections.close_after_threads()
