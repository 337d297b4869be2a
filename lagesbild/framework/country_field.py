"""Countries in the editor: chosen by their names, kept as their two letters."""

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from lagesbild.framework.choose_several import ChooseSeveral
from lagesbild.framework.countries import countries, country_choices

TOLD = {"invalid_choice": _("%(value)s är inget land vi känner igen. Välj landet i listan.")}


class CountrySelect(forms.Select):
    """Also shows a code that is on no list: a look at the form must not lose it."""

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        for code in value:
            if code and code not in countries():
                option = self.create_option(name, code, code, True, len(groups), attrs=attrs)
                groups.append((None, [option], len(groups)))
        return groups


class CountryChoice(forms.ChoiceField):
    widget = CountrySelect

    def __init__(self, **options):
        super().__init__(
            **{"choices": lambda: BLANK_CHOICE_DASH + country_choices(), "error_messages": TOLD, **options}
        )


class CountriesChoice(forms.MultipleChoiceField):
    """Several countries, kept in one text: ``DK FI SE``."""

    widget = ChooseSeveral

    def __init__(self, **options):
        super().__init__(**{"choices": country_choices, "error_messages": TOLD, **options})

    def prepare_value(self, value):
        return _codes(value) if isinstance(value, str) else value

    def clean(self, value):
        return " ".join(super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(_codes(initial or ""), data)


def _codes(written: str) -> list[str]:
    return written.upper().replace(",", " ").split()


class CountryField(models.CharField):
    """The two letters of a country."""

    form = CountryChoice

    def __init__(self, *args, **options):
        checks = [RegexValidator(r"^[A-Z]{2}$", _("Skriv landets två bokstäver, till exempel SE."))]
        super().__init__(*args, **({"max_length": 2, "validators": checks} | options))

    def formfield(self, **options):
        # Past CharField's own: a choice has no length.
        return models.Field.formfield(self, **{"form_class": self.form, **options})

    def deconstruct(self):
        # In the database it is text like any other.
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class CountriesField(CountryField):
    """The letters of several countries, with spaces between them."""

    form = CountriesChoice

    def __init__(self, *args, **options):
        super().__init__(*args, **({"max_length": 100, "validators": []} | options))
