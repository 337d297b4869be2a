"""Numbers as they are typed in the editor and in the forms of staff: text, read here and shown back as it was read.

The browser's own field for numbers reads by the browser's language, not by the page's: where that is not Swedish,
``11,45`` is sent as 1145 and ``12 500,50`` as 1250050, and nobody is told.
"""

from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override

from lagesbild.tables.number_words import written
from lagesbild.tables.numbers import Number, NumberRules, read_number
from lagesbild.tables.outcome import Doubt

MONEY_DECIMALS = 2
UNGROUPED = 10_000
"""Whole numbers below this have no space in them: most are years."""
TOLD = {
    "min_value": _("Skriv %(limit_value)s eller mer."),
    "max_value": _("Skriv %(limit_value)s eller mindre."),
}


class NumberField(forms.Field):
    """A decimal number in Swedish or English writing. What could mean two things is asked about."""

    widget = forms.TextInput
    default_error_messages = TOLD
    number_type: Callable[[Decimal], Decimal | int | float] = Decimal
    keyboard = "decimal"

    def __init__(self, *, min_value=None, max_value=None, max_digits=None, decimal_places=None, **options):
        self.decimal_places = decimal_places
        self.min_value = min_value
        self.rules = NumberRules(
            negative=min_value is None or min_value < 0,
            whole=self.number_type is int,
            decimals=decimal_places,
            most=None if max_digits is None else Decimal(10) ** (max_digits - (decimal_places or 0)),
        )
        super().__init__(**options)
        if min_value is not None:
            self.validators.append(MinValueValidator(min_value))
        if max_value is not None:
            self.validators.append(MaxValueValidator(max_value))

    def widget_attrs(self, widget):
        # The keys for numbers on a telephone may lack the minus sign.
        keyboard = {} if (self.min_value or 0) < 0 else {"inputmode": self.keyboard}
        return {"autocomplete": "off", **keyboard}

    def to_python(self, value):
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        outcome = read_number(value, self.rules)
        if isinstance(outcome, Number):
            return self.number_type(outcome.value)
        language = get_language()
        raise ValidationError(
            f"{outcome.what.in_(language)} {outcome.do.in_(language)}",
            code="doubtful" if isinstance(outcome, Doubt) else "invalid",
        )

    def prepare_value(self, value):
        outcome = None if value in self.empty_values else read_number(value, self.rules)
        return self.shown(outcome.value) if isinstance(outcome, Number) else value

    def shown(self, number: Decimal) -> str:
        """The number so that it is read back as the same: never three decimals, which may be thousands."""
        if self.number_type is int and abs(number) < UNGROUPED:
            return str(number)
        text = written(number, "sv")
        decimals = len(text.partition(",")[2])
        if decimals and self.decimal_places == MONEY_DECIMALS:
            return text + "0" * (MONEY_DECIMALS - decimals)
        return f"{text}0" if decimals == 3 and isinstance(read_number(text, self.rules), Doubt) else text


class WholeNumberField(NumberField):
    number_type = int
    keyboard = "numeric"


class MeasureField(NumberField):
    """A number that is stored as a float, with as many decimals as are typed."""

    number_type = float


def use_in_editor() -> None:
    """Every number of ours in the editor is typed so. Wagtail's own are left to its scripts."""
    register_form_field_override(models.DecimalField, override=_typed_in(NumberField))
    register_form_field_override(models.FloatField, override=_typed_in(MeasureField))
    register_form_field_override(models.IntegerField, override=_typed_in(WholeNumberField))


def _typed_in(form_field: type[NumberField]) -> Callable[[models.Field], dict]:
    def override(model_field: models.Field) -> dict:
        # What is chosen in a list is not typed.
        if model_field.choices or not model_field.model.__module__.startswith("lagesbild."):
            return {}
        return {"form_class": form_field} | _lowest(model_field)

    return override


def _lowest(model_field: models.Field) -> dict:
    """The least that the model takes, which its form is not told of: whole numbers tell it themselves."""
    if isinstance(model_field, models.IntegerField):
        return {}
    limits = [check.limit_value for check in model_field.validators if isinstance(check, MinValueValidator)]
    return {"min_value": max(limits)} if limits else {}
