"""What a rule of a call is about, in the editor: countries, groups of them, or counties and municipalities, by name."""

from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lagesbild.cooperation.countries import COUNTY_NAMES, GROUP_NAMES, UNKNOWN_REST, municipalities
from lagesbild.framework.countries import alphabetical, country_choices
from lagesbild.framework.country_field import CountriesChoice, CountriesField

TOLD = {
    "invalid_choice": gettext_lazy("%(value)s är ingen plats vi känner igen. Ta bort den och välj i listan.")
}


def place_choices() -> list:
    """Everything that a rule can name, in groups."""
    return _choices(get_language() or "sv")


@lru_cache(maxsize=4)
def _choices(language: str) -> list:
    groups = [(key, _capital(name.in_(language))) for key, name in GROUP_NAMES.items()]
    groups.append((UNKNOWN_REST, _("Fler som vi inte känner till")))
    counties = [(code, _("%(name)s (län)") % {"name": name}) for code, name in COUNTY_NAMES.items()]
    smaller = [(code, _("%(name)s (kommun)") % {"name": name}) for code, name in municipalities().items()]
    return [
        (_("Grupper av länder"), groups),
        (_("Länder"), country_choices()),
        (_("Län"), _by_name(counties)),
        (_("Kommuner"), _by_name(smaller)),
    ]


def place_name(code: str) -> str:
    """What the list calls it; the code itself where it is not there."""
    return next((name for _group, places in place_choices() for key, name in places if key == code), code)


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _by_name(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: alphabetical(choice[1]))


class PlacesChoice(CountriesChoice):
    """Places of a rule, kept in one text: ``EU NO ?``."""

    def __init__(self, **options):
        super().__init__(**{"choices": place_choices, "error_messages": TOLD, **options})


class PlacesField(CountriesField):
    form = PlacesChoice
