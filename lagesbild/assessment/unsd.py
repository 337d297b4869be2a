"""Progress as the United Nations Statistics Division charts it.

Source: UNSD, Sustainable Development Goals Progress Chart 2023, Technical Note, as Eustat documents its own use of
it (Measuring progress on the Sustainable Development Goals, sections 2.1, 2.2 and exceptions).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from lagesbild.assessment.growth import annual_growth, base_point
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import Point
from lagesbild.assessment.status import reached

BASE_YEAR, TARGET_YEAR = 2015, 2030
NEAR_AN_END = 1.0
"""How near 0 or 100 a value counts as there."""
IN_PLACE_OF_ZERO = 0.001

_CUTS_WITH_TARGET = (0.95, 0.10)
_CUTS_WITHOUT = (0.02, 0.005)


class Category(StrEnum):
    """From the best to none at all."""

    TARGET_MET = "target_met"
    ON_TRACK = "on_track"
    FAIR_PROGRESS = "fair_progress"
    STAGNATION_OR_REVERSAL = "stagnation_or_reversal"
    NOT_ASSESSED = "not_assessed"


POINTS = {
    Category.TARGET_MET: 3,
    Category.ON_TRACK: 3,
    Category.FAIR_PROGRESS: 2,
    Category.STAGNATION_OR_REVERSAL: 1,
}
"""What each category scores."""


@dataclass(frozen=True, slots=True)
class UnsdProgress:
    """``ratio``: the expected part of the way with a target, growth a year in the good direction without."""

    category: Category
    ratio: float | None
    expected: float | None
    base: Point | None
    latest: Point | None


def progress(
    points: Sequence[Point],
    direction: Direction,
    *,
    target: float | None = None,
    target_year: int = TARGET_YEAR,
    base_year: int = BASE_YEAR,
) -> UnsdProgress:
    """Where will growth at the present rate have led by the target year?

    From the base (``base_year``, else the nearest later year, else the nearest earlier) to the latest of ``points``
    (by year): expected = y·(1 + CAGR)^(target year − t), ratio = (expected − base) / (target − base). On track from
    0.95, fair progress from 0.10, below: stagnation or reversal. Without a target growth in the good direction of
    2 % a year is on track, 0.5 % fair.

    A target met now is met; so is a value within one unit of a target of 0 or 100. A target of zero counts as
    0.001. A base that met the target and a latest value that does not: stagnation or reversal. Values of different
    sign, a base of zero, no direction or a single year: not assessed. Source: the module's, 2.1 and 2.2; the
    rule of one unit is not found word for word [m].
    """
    base = base_point(points, base_year, or_earlier=True)
    latest = points[-1] if points else None
    if base is None or direction is Direction.NONE:
        return UnsdProgress(Category.NOT_ASSESSED, None, None, base, latest)
    if target is not None and _met(latest.value, target, direction):
        return UnsdProgress(Category.TARGET_MET, None, None, base, latest)
    growth = annual_growth(base, latest)
    if growth is None:
        return UnsdProgress(Category.NOT_ASSESSED, None, None, base, latest)
    if target is None:
        ratio = (-growth if base.value < 0 else growth) * direction
        return UnsdProgress(_category(ratio, _CUTS_WITHOUT), ratio, None, base, latest)
    return _towards(target or IN_PLACE_OF_ZERO, base, latest, growth, direction, target_year)


def _towards(
    target: float, base: Point, latest: Point, growth: float, direction: Direction, year: int
) -> UnsdProgress:
    if reached(base.value, target, direction):
        return UnsdProgress(Category.STAGNATION_OR_REVERSAL, None, None, base, latest)
    try:
        expected = latest.value * (1 + growth) ** max(year - latest.year, 0)
    except OverflowError:
        return UnsdProgress(Category.NOT_ASSESSED, None, None, base, latest)
    ratio = (expected - base.value) / (target - base.value)
    if not isfinite(ratio):
        return UnsdProgress(Category.NOT_ASSESSED, None, None, base, latest)
    return UnsdProgress(_category(ratio, _CUTS_WITH_TARGET), ratio, expected, base, latest)


def _met(value: float, target: float, direction: Direction) -> bool:
    at_an_end = (target, direction) in ((0, Direction.DOWN), (100, Direction.UP))
    return reached(value, target, direction) or (at_an_end and abs(value - target) <= NEAR_AN_END)


def _category(ratio: float, cuts: tuple[float, float]) -> Category:
    if ratio >= cuts[0]:
        return Category.ON_TRACK
    return Category.FAIR_PROGRESS if ratio >= cuts[1] else Category.STAGNATION_OR_REVERSAL
