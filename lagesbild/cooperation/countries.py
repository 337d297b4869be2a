"""What countries belong to since when, and lists of countries as rules have them.

Memberships are dated, because a rule is checked as of a day: the United Kingdom counted as an EU country until
2020-01-31. The EEA ("EES") is here the EU and the three countries of EFTA that are in it.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from lagesbild.assessment import Text
from lagesbild.figures.areas import known_areas
from lagesbild.framework.countries import countries

FILE = Path(__file__).parent / "country_groups.csv"
UNKNOWN_REST = "?"
"""In a list of places: there are more on it, and we do not know which."""

GROUP_NAMES = {
    "EU": Text("EU", "the EU"),
    "EES": Text("EES", "the EEA"),
    "EFTA": Text("Efta", "EFTA"),
    "KANDIDAT": Text("kandidatländerna", "the candidate countries"),
    "NORDEN": Text("Norden", "the Nordic countries"),
    "EUROPA": Text("Europa", "Europe"),
    "AFRIKA": Text("Afrika", "Africa"),
    "ASIEN": Text("Asien", "Asia"),
    "NORDAMERIKA": Text("Nordamerika", "North America"),
    "SYDAMERIKA": Text("Sydamerika", "South America"),
    "OCEANIEN": Text("Oceanien", "Oceania"),
}
COUNTY_NAMES = {
    "01": "Stockholm",
    "03": "Uppsala",
    "04": "Södermanland",
    "05": "Östergötland",
    "06": "Jönköping",
    "07": "Kronoberg",
    "08": "Kalmar",
    "09": "Gotland",
    "10": "Blekinge",
    "12": "Skåne",
    "13": "Halland",
    "14": "Västra Götaland",
    "17": "Värmland",
    "18": "Örebro",
    "19": "Västmanland",
    "20": "Dalarna",
    "21": "Gävleborg",
    "22": "Västernorrland",
    "23": "Jämtland",
    "24": "Västerbotten",
    "25": "Norrbotten",
}


@cache
def municipalities() -> dict[str, str]:
    """Code → name of Sweden's municipalities."""
    return {code: name for code, (name, kind) in known_areas().items() if kind == "municipality"}


def area_name(code: str) -> str:
    """A county's or a municipality's name; the code itself where it is none we know."""
    return COUNTY_NAMES.get(code) or municipalities().get(code, code)


@dataclass(frozen=True)
class Membership:
    """Countries that came into a group on a day, and left it on another if they have."""

    group: str
    since: date
    until: date
    codes: frozenset[str]


@cache
def memberships() -> tuple[Membership, ...]:
    with open(FILE, encoding="utf-8", newline="") as file:
        return tuple(
            Membership(row["group"], _day(row["since"], date.min), _day(row["until"], date.max), _codes(row))
            for row in csv.DictReader(file)
        )


def country_name(code: str) -> Text:
    """The country's name; the code itself where it is none we know."""
    country = countries().get(code)
    return Text(country.name_sv, country.name_en) if country else Text(code)


@lru_cache(maxsize=1000)
def members(group: str, on: date) -> frozenset[str]:
    """The codes of those in a group (a key of GROUP_NAMES) on a day."""
    member_codes = {
        code for membership in memberships() if _holds(membership, group, on) for code in membership.codes
    }
    if group == "EES":
        member_codes |= members("EU", on)
    return frozenset(
        member_codes or {country.code for country in countries().values() if country.part == group}
    )


def _holds(membership: Membership, group: str, on: date) -> bool:
    return membership.group == group and membership.since <= on <= membership.until


@dataclass(frozen=True)
class RulePlaces:
    """A list of countries as a rule has it: "EU NO IS", or "EU ?" where the rest of the list is not known."""

    tokens: tuple[str, ...]

    @classmethod
    def read(cls, written: str) -> "RulePlaces":
        return cls(tuple(written.upper().split()))

    def __bool__(self) -> bool:
        return bool(self.tokens)

    @property
    def is_whole(self) -> bool:
        """Whether a country that does not stand on the list is known not to."""
        return UNKNOWN_REST not in self.tokens

    @property
    def unknown(self) -> tuple[str, ...]:
        """What is neither a country, nor a group, nor a question mark."""
        return tuple(
            token
            for token in self.tokens
            if token != UNKNOWN_REST and token not in GROUP_NAMES and token not in countries()
        )

    @property
    def not_areas(self) -> tuple[str, ...]:
        """What is no county or municipality."""
        return tuple(
            token for token in self.tokens if token not in COUNTY_NAMES and token not in municipalities()
        )

    def holds(self, code: str, on: date) -> bool | None:
        """Whether a country is on the list that day; None where nobody knows."""
        if any(
            code == token or (token in GROUP_NAMES and code in members(token, on)) for token in self.tokens
        ):
            return True
        return False if self.is_whole else None

    @property
    def names(self) -> tuple[Text, ...]:
        """What stands on the list, in words."""
        known_tokens = (token for token in self.tokens if token != UNKNOWN_REST)
        return tuple(GROUP_NAMES.get(token) or country_name(token) for token in known_tokens)


def _day(written: str, otherwise: date) -> date:
    return date.fromisoformat(written) if written else otherwise


def _codes(row: dict[str, str]) -> frozenset[str]:
    return frozenset(row["codes"].split())
