"""Countries by ISO 3166 code: their names, and their part of the world (UN M49).

Here with the other shared vocabulary: organisations have a country, and may not ask the register of cooperation.
"""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from lagesbild.framework.translated import Translated

FILE = Path(__file__).parent / "countries.csv"
FIRST = "SE"
"""The country that stands first in a list to choose from: nearly every organisation is Swedish."""
MORE_NAMES = {
    **dict.fromkeys(("england", "skottland", "wales", "uk", "great britain"), "GB"),
    **dict.fromkeys(("czech republic", "tjeckiska republiken"), "CZ"),
    **dict.fromkeys(("folkrepubliken kina", "prc"), "CN"),
    **dict.fromkeys(("holland", "nederländerna"), "NL"),
    **dict.fromkeys(("united states of america", "förenta staterna"), "US"),
}
"""What people also write."""
_AFTER_Z = str.maketrans("åäö", "{|}")


@dataclass(frozen=True)
class Country:
    code: str
    part: str
    name_sv: str
    name_en: str

    name = Translated()


@cache
def countries() -> dict[str, Country]:
    """Code → country."""
    with open(FILE, encoding="utf-8", newline="") as file:
        return {
            row["code"]: Country(row["code"], row["part"], row["sv"], row["en"])
            for row in csv.DictReader(file)
        }


def country_code(text: str) -> str:
    """The two letters of a country given by them or by its name in Swedish or English; empty if it is none."""
    return _by_name().get(" ".join(text.split()).strip(" .").casefold(), "")


@cache
def _by_name() -> dict[str, str]:
    found = dict(MORE_NAMES)
    for each in countries().values():
        found |= dict.fromkeys(
            (each.code.casefold(), each.name_sv.casefold(), each.name_en.casefold()), each.code
        )
    return found


def country_choices() -> list[tuple[str, str]]:
    """Every country's code and its name in the language in force: Sweden, then the others by the alphabet."""
    swedish = not (get_language() or "sv").startswith("en")
    named = sorted(countries().values(), key=lambda one: (one.code != FIRST, alphabetical(one.name, swedish)))
    return [(one.code, one.name) for one in named]


def alphabetical(name: str, swedish: bool = True) -> str:
    """What a name is sorted by: in Swedish å, ä and ö are letters after z, everywhere else marks are nothing."""
    letters = name.casefold().translate(_AFTER_Z) if swedish else name.casefold()
    return "".join(each for each in unicodedata.normalize("NFD", letters) if not unicodedata.combining(each))
