"""Whose barometer it can be: Sweden's 290 municipalities and 21 regions, and whom each is compared with.

Codes, names and groups as Kolada publishes them (RKA, April 2026; similar municipalities of 2025). A point on the map
is the middle of the area, worked out from the municipalities' borders. No open list of organisation numbers was
found, so there are none.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lagesbild.tables.columns import fold
from lagesbild.tables.outcome import Refusal, Wording, sentences, short
from lagesbild.tables.places import COUNTRY, MUNICIPALITY, REGION, Place, PlaceReason, Places

FILE = Path(__file__).with_name("municipalities.csv")
ALL_MUNICIPALITIES = "G2328"
SWEDEN = Place("0000", "Riket", COUNTRY)
KINDS = {"kommun": MUNICIPALITY, "region": REGION}


@dataclass(frozen=True)
class HomePlace:
    """A municipality or a region that may have a barometer. A region has no groups, nor has Gotland a county's."""

    code: str
    name: str
    kind: str
    county_code: str
    county: str
    latitude: float
    longitude: float
    similar_group: str
    similar_year: int | None
    similar: tuple[str, ...]
    county_group: str

    @property
    def groups(self) -> tuple[str, ...]:
        """Kolada's groups that it is compared with, the nearest first."""
        beside = (self.similar_group, self.county_group, ALL_MUNICIPALITIES)
        return tuple(group for group in beside if group) if self.kind == MUNICIPALITY else ()


class NoSuchPlace(ValueError):
    """What was written is no municipality or region. ``wording`` says why, and what to write, in both languages."""

    def __init__(self, wording: Wording):
        self.wording = wording
        super().__init__(wording.en)


@cache
def home_places() -> dict[str, HomePlace]:
    """Each municipality and region by its four-digit code."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        places = [_home_place(row) for row in csv.DictReader(lines, delimiter=";")]
    return {place.code: place for place in places}


def _home_place(row: dict[str, str]) -> HomePlace:
    return HomePlace(
        row["kod"],
        row["namn"],
        KINDS[row["slag"]],
        row["länskod"],
        row["län"],
        float(row["latitud"]),
        float(row["longitud"]),
        row["liknande_grupp"],
        int(row["liknande_år"]) if row["liknande_år"] else None,
        tuple(filter(None, row["liknande_kommuner"].split(","))),
        row["länsgrupp"],
    )


def find_place(text: str) -> HomePlace:
    """The municipality or region that a code or a name stands for. Raises NoSuchPlace with the nearest suggestion.

    A code without its leading nought is refused with the right one: figures are found by four digits.
    """
    place = _places().read(text)
    if isinstance(place, Refusal):
        raise NoSuchPlace(_unknown(text) if place.why == PlaceReason.UNKNOWN else sentences(place))
    if place == SWEDEN:
        raise NoSuchPlace(_NOT_THE_COUNTRY)
    if text.strip().isdecimal() and text.strip() != place.code:
        raise NoSuchPlace(_MEANT.fill(text=text.strip(), code=place.code, name=place.name))
    return home_places()[place.code]


@cache
def _places() -> Places:
    return Places((SWEDEN, *(Place(place.code, place.name, place.kind) for place in home_places().values())))


def _unknown(text: str) -> Wording:
    alike = [place for place in _places().alike(fold(text)) if place != SWEDEN]
    if not alike:
        return _UNKNOWN.fill(text=short(text))
    return _PERHAPS.fill(text=short(text), code=alike[0].code, name=alike[0].name)


_UNKNOWN = Wording(
    "”{text}” är ingen svensk kommun eller region. Skriv fyra siffror eller namnet, till exempel 0780 eller Växjö.",
    "“{text}” is no Swedish municipality or region. Write four digits or the name, for example 0780 or Växjö.",
)
_PERHAPS = Wording(
    "”{text}” är ingen svensk kommun eller region. Menar du {name} ({code})?",
    "“{text}” is no Swedish municipality or region. Do you mean {name} ({code})?",
)
_NOT_THE_COUNTRY = Wording(
    "0000 är hela riket. Skriv kommunens egen kod eller namn, till exempel 0780 eller Växjö.",
    "0000 is the whole country. Write the municipality's own code or name, for example 0780 or Växjö.",
)
_MEANT = Wording(
    "Koden {text} finns inte. Menar du {code} {name}? Skriv alla fyra siffrorna.",
    "There is no code {text}. Do you mean {code} {name}? Write all four digits.",
)
