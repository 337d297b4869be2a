"""Countries by ISO 3166 code: their names, and their part of the world (UN M49).

Here with the other shared vocabulary: organisations have a country, and may not ask the register of cooperation.
"""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lagesbild.framework.language import is_english
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
    codes = dict(MORE_NAMES)
    for country in countries().values():
        codes |= dict.fromkeys(
            (country.code.casefold(), country.name_sv.casefold(), country.name_en.casefold()), country.code
        )
    return codes


def country_choices() -> list[tuple[str, str]]:
    """Every country's code and its name in the language in force: Sweden, then the others by the alphabet."""
    swedish = not is_english()
    in_order = sorted(
        countries().values(), key=lambda country: (country.code != FIRST, alphabetical(country.name, swedish))
    )
    return [(country.code, country.name) for country in in_order]


def alphabetical(name: str, swedish: bool = True) -> str:
    """What a name is sorted by: in Swedish å, ä and ö are letters after z, everywhere else marks are nothing."""
    letters = name.casefold().translate(_AFTER_Z) if swedish else name.casefold()
    return "".join(
        character
        for character in unicodedata.normalize("NFD", letters)
        if not unicodedata.combining(character)
    )
