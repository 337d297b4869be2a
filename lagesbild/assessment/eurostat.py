"""Growth over five and fifteen years, as Eurostat follows the goals in the European Union.

Source: Eurostat, Sustainable development in the European Union, monitoring report: average annual growth over the
past five years (short term) and fifteen (long term), and "progress" or "movement away". Its cuts between significant,
moderate and insufficient progress were not found word for word, so no such grade is given here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from lagesbild.assessment.growth import annual_growth
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import Point


class GrowthTerm(IntEnum):
    """How many years back the growth is counted from."""

    SHORT = 5
    LONG = 15


class Movement(StrEnum):
    PROGRESS = "progress"
    NO_MOVEMENT = "no_movement"
    MOVEMENT_AWAY = "movement_away"
    NOT_CALCULATED = "not_calculated"


@dataclass(frozen=True, slots=True)
class EurostatGrowth:
    """``growth`` a year in the good direction; ``ratio``: that over the growth needed, None without a target ahead."""

    movement: Movement
    growth: float | None
    ratio: float | None
    base: Point | None
    latest: Point | None


def growth(
    points: Sequence[Point],
    direction: Direction,
    term: GrowthTerm = GrowthTerm.SHORT,
    *,
    target: float | None = None,
    target_year: int | None = None,
) -> EurostatGrowth:
    """Which way ``points`` (by year) have moved since exactly five or fifteen years before the latest.

    CAGR = (y / y₀)^(1 / years) − 1, in the good direction: above zero progress, below it movement away. With a
    target ahead the ratio is CAGR over the one that leads from the base to the target, (T / y₀)^(1 / (t_T − t₀)) − 1.
    All values negative: the direction is turned. No value of that year, values of different sign, a base of zero or no
    direction: not calculated. Source: the module's; the ratio as Statistics Canada describes it after Eurostat.
    """
    latest = points[-1] if points else None
    base = next((point for point in points if point.year == latest.year - term), None) if latest else None
    rate = annual_growth(base, latest) if base else None
    if rate is None or direction is Direction.NONE:
        return EurostatGrowth(Movement.NOT_CALCULATED, None, None, base, latest)
    good = rate * direction * (-1 if base.value < 0 else 1)
    return EurostatGrowth(
        _movement(good), good, _ratio(base, good, direction, target, target_year), base, latest
    )


def _movement(good: float) -> Movement:
    if good == 0:
        return Movement.NO_MOVEMENT
    return Movement.PROGRESS if good > 0 else Movement.MOVEMENT_AWAY


def _ratio(
    base: Point, good: float, direction: Direction, target: float | None, target_year: int | None
) -> float | None:
    if target is None or target_year is None:
        return None
    rate = annual_growth(base, Point(target_year, target))
    needed = None if rate is None else rate * direction * (-1 if base.value < 0 else 1)
    # Where the base was there already nothing is needed, and a share of nothing is no number.
    return good / needed if needed and needed > 0 else None
