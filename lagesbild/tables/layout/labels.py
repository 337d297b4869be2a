"""The places that rows name, in one column or in several that must agree: a code beside a name."""

from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.tables.columns import fold
from lagesbild.tables.outcome import Wording
from lagesbild.tables.places import COUNTRY, COUNTY_NAMES, REGION, Place, Places

PLACES_DISAGREE = Wording(
    "Två kolumner säger olika platser: {one} och {other}.",
    "Two columns name different places: {one} and {other}.",
)
PLACES_DISAGREE_DO = Wording(
    "Rätta den ena, eller lämna bort kolumnen som inte är platsen.",
    "Mend one of them, or leave out the column that is not the place.",
)

ENOUGH = 1_000
"""Different cells of a column that show whether it is one of places."""


def is_digits(cell: Any) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdigit())


def place_in(cell: Any, places: Places) -> Place | None:
    """The place that the cell names, if it names one."""
    if not isinstance(cell, str | int | float) or cell == "":
        return None
    outcome = places.find(cell)
    return outcome if isinstance(outcome, Place) else None


def agrees(place: Place, cell: Any, places: Places) -> bool:
    """Whether the cell names this place too. Beside the code of a county its bare name is enough: 01, Stockholm."""
    other = place_in(cell, places)
    if other == place:
        return True
    if place.kind not in (REGION, COUNTRY) or not isinstance(cell, str):
        return False
    county = fold(COUNTY_NAMES.get(place.code[-2:], place.name)).removesuffix(" län")
    return fold(cell).removesuffix("s") in (county, county.removesuffix("s"))


def covers(place: Place, cell: Any, places: Places) -> bool:
    """Whether the cell names this place, its county or the country."""
    other = place_in(cell, places)
    if other is None:
        return agrees(place, cell, places)
    in_county = (
        other.kind == REGION and place.code[:2] == other.code[-2:] and place.kind not in (REGION, COUNTRY)
    )
    return in_county or other.kind == COUNTRY or agrees(place, cell, places)


def county_of_short_name(cell: Any, places: Places) -> Place | None:
    """The county that is called as the town is: Stockholm, Jönköping. None where the name can only be one of them."""
    town = place_in(cell, places)
    if (
        town is None
        or town.kind in (REGION, COUNTRY)
        or not isinstance(cell, str)
        or fold(cell) != fold(town.name)
    ):
        return None
    return next(
        (place for place in places.places if place.kind == REGION and agrees(place, cell, places)), None
    )


def place_of_row(
    cells: Mapping[str, Any], places: Places, *, counties: bool = False
) -> Place | Wording | None:
    """The one place that the cells name, or that they disagree, or None where none is known.

    ``counties``: a short name that may be a town or a county is the county.
    """
    in_order = sorted((cell for cell in cells.values() if cell != ""), key=lambda cell: not is_digits(cell))
    named = [place for cell in in_order if (place := place_in(cell, places))]
    if not named:
        return None
    place = (county_of_short_name(in_order[0], places) if counties else None) or named[0]
    others = [
        cell for cell in in_order if place_in(cell, places) != place and not agrees(place, cell, places)
    ]
    if others:
        return PLACES_DISAGREE.fill(one=f"{place.name} ({place.code})", other=str(others[0]))
    return place


def share_of_places(cells: Sequence[Any], places: Places) -> float:
    """How large a share of the different cells that are filled name a place."""
    different = {cell: None for cell in cells if cell != "" and isinstance(cell, str | int | float)}
    readings = [place_in(cell, places) is not None for cell in list(different)[:ENOUGH]]
    return sum(readings) / len(readings) if readings else 0.0
