"""Days as they are written in the editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.telepath import register
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.datetime import AdminDateInputAdapter


class DayInput(AdminDateInput):
    """Wagtail's field for a day, which leaves what was written until somebody has read it."""

    def __init__(self, attrs=None, format=None):
        super().__init__({"placeholder": _("åååå-mm-dd"), **(attrs or {})}, format)

    def get_config(self):
        # Wagtail's calendar puts today in the place of any day it cannot read, and nobody is told.
        return super().get_config() | {"validateOnBlur": False}


def use_in_editor() -> None:
    """Every day in the editor is written so."""
    register(AdminDateInputAdapter(), DayInput)
    messages = {"invalid": _("Skriv dagen med siffror: år, månad och dag, till exempel 2026-03-01.")}
    register_form_field_override(models.DateField, override={"widget": DayInput, "error_messages": messages})
