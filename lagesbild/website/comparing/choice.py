"""Whom to compare with, and in what order: all of it in the address, so that a link keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from lagesbild.framework.language import language_in_force
from lagesbild.kits.home_places import HomePlace, NoSuchPlace, find_place, home_places
from lagesbild.tables.places import MUNICIPALITY

MOST_PLACES = 300
LONGEST_SEARCH = 60


class PlaceGroup(StrEnum):
    # From the few that are alike to all there are.
    SIMILAR = "liknande"
    COUNTY = "lan"
    ALL = "alla"


class RankingOrder(StrEnum):
    PLACE = "plats"
    LOWEST = "lagst"
    HIGHEST = "hogst"
    FELL = "minskat"
    ROSE = "okat"
    NAME = "namn"


@dataclass(frozen=True)
class PlaceChoice:
    """``areas``: codes, without the home's own. ``group``: which ready group they are, None where picked one by one."""

    areas: tuple[str, ...]
    group: PlaceGroup | None = None
    order: RankingOrder = RankingOrder.PLACE
    since: str = ""
    search: str = ""
    everything: bool = False
    goal: str = ""
    refusals: tuple[str, ...] = ()
    canonical: bool = True

    @property
    def codes(self) -> str:
        return ",".join(self.areas)

    @property
    def query(self) -> str:
        """The choice as it stands in an address, what goes without saying left out."""
        parameters = {
            "mal": self.goal,
            "urval": self.group if self.group and self.group != PlaceGroup.SIMILAR else "",
            "kommuner": "" if self.group else self.codes or "-",
            "ordning": self.order if self.order != RankingOrder.PLACE else "",
            "sedan": self.since,
            "hitta": self.search,
            "visa": "alla" if self.everything else "",
        }
        return urlencode({name: text for name, text in parameters.items() if text}, safe=",")

    def with_group(self, group: PlaceGroup, home: str) -> "PlaceChoice":
        return replace(self, areas=areas_of(group, home), group=group)

    def without(self, area: str) -> "PlaceChoice":
        return replace(self, areas=tuple(code for code in self.areas if code != area), group=None)


def read_choice(query: QueryDict, home: str, names: Mapping[str, str]) -> PlaceChoice:
    """What an address asks for. ``names``: the municipalities that have values, by code.

    Nobody named means those that are similar, or where nobody knows which they are, the county's.
    """
    areas, refusals, written = _read_places(query.getlist("kommuner"), names)
    areas = tuple(area for area in dict.fromkeys(areas) if area != home)[:MOST_PLACES]
    group = None if "kommuner" in query else _group(query.get("urval", ""), home)
    order = query.get("ordning", "")
    return PlaceChoice(
        areas_of(group, home) if group else areas,
        group,
        RankingOrder(order) if order in set(RankingOrder) else RankingOrder.PLACE,
        query.get("sedan", "")[:LONGEST_SEARCH],
        query.get("hitta", "").strip()[:LONGEST_SEARCH],
        query.get("visa") == "alla",
        query.get("mal", "")[:LONGEST_SEARCH],
        tuple(refusals),
        not written and len(query.getlist("kommuner")) < 2,
    )


def _read_places(texts: list[str], names: Mapping[str, str]) -> tuple[list[str], list[str], bool]:
    """The codes, sentences on what was not understood, and whether anything was written by name."""
    words = [word.strip() for text in texts for word in text.split(",")][:MOST_PLACES]
    areas, refusals, written = [], [], False
    for word in filter(lambda word: word and word != "-", words):
        if word in names:
            areas.append(word)
            continue
        try:
            place = find_place(word)
        except NoSuchPlace as trouble:
            refusals.append(trouble.wording.in_(language_in_force()))
            written = True
        else:
            # A code of a municipality without values is an address as good as any.
            written = written or word != place.code or place.kind != MUNICIPALITY
            areas += [place.code] if place.kind == MUNICIPALITY else _of_county(place.code[-2:])
    return areas, refusals, written


def _group(text: str, home: str) -> PlaceGroup:
    if text in set(PlaceGroup) and (text == PlaceGroup.ALL or areas_of(PlaceGroup(text), home)):
        return PlaceGroup(text)
    return next((group for group in PlaceGroup if areas_of(group, home)), PlaceGroup.ALL)


def areas_of(group: PlaceGroup | None, home: str) -> tuple[str, ...]:
    """The codes of a ready group, without the home's own. Of all nobody is picked out."""
    place = home_places().get(home)
    if place is None or group == PlaceGroup.ALL:
        return ()
    areas = place.similar if group == PlaceGroup.SIMILAR else _of_county(place.county_code)
    return tuple(area for area in areas if area != home)


def _of_county(county: str) -> list[str]:
    return [code for code, place in home_places().items() if _is_in(place, county)]


def _is_in(place: HomePlace, county: str) -> bool:
    return place.kind == MUNICIPALITY and place.county_code == county


def groups_for(home: str) -> list[PlaceGroup]:
    """The groups that the home has."""
    return [group for group in PlaceGroup if group == PlaceGroup.ALL or areas_of(group, home)]
