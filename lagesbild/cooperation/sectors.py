"""The OECD's purpose codes (DAC) for what aid is about, chosen by name in the editor and kept as five digits.

The codes and their English names are those of the IATI Standard's list; three digits name a group of them. The Swedish
names are ours.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from lagesbild.framework.language import is_english

FIVE_DIGITS = RegexValidator(r"^\d{5}$", _("Fem siffror, till exempel 15150."))


class Sector(NamedTuple):
    code: str
    name_sv: str
    name_en: str

    @property
    def name(self) -> str:
        return self.name_en if is_english() else self.name_sv


@cache
def sectors() -> dict[str, Sector]:
    """Those in use by code, the groups too."""
    with (Path(__file__).parent / "iati" / "sectors.csv").open(newline="") as file:
        return {row["code"]: Sector(**row) for row in csv.DictReader(file)}


def sector_choices() -> list:
    """Grouped, each with its code before its name: whoever knows the code types it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, sector in sectors().items():
        if len(code) == 5:
            groups.setdefault(code[:3], []).append((code, f"{code} {sector.name}"))
    return [(sectors()[group].name, choices) for group, choices in groups.items()]


class SectorSelect(forms.Select):
    """Also shows a code that is on the list no more: a look at the form must not lose it."""

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        for code in value:
            if code and code not in sectors():
                option = self.create_option(name, code, code, True, len(groups), attrs=attrs)
                groups.append((None, [option], len(groups)))
        return groups


class SectorChoice(forms.ChoiceField):
    widget = SectorSelect

    def __init__(self, **options):
        super().__init__(**{"choices": lambda: BLANK_CHOICE_DASH + sector_choices()} | options)

    def valid_value(self, value):
        # What was in use when it was written stays, and the page on open aid data says that it is not.
        return super().valid_value(value) or str(value).isdecimal()


class SectorField(models.CharField):
    """Five digits, chosen by name."""

    def __init__(self, *args, **options):
        super().__init__(*args, **({"max_length": 5, "validators": [FIVE_DIGITS]} | options))

    def formfield(self, **options):
        # Past CharField's own: a choice has no length.
        return models.Field.formfield(self, **{"form_class": SectorChoice, **options})

    def deconstruct(self):
        # In the database it is text like any other.
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options
