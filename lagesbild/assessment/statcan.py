"""Progress as Statistics Canada measures it and Open SDG builds it in, inspired by Eurostat.

Source: Open SDG, Progress Measurement Methodology for the Sustainable Development Goals (the page "Progress
methodology" of its documentation). Sections stand at each function.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isfinite
from statistics import fmean

from lagesbild.assessment.growth import annual_growth, base_point
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import Point
from lagesbild.assessment.status import reached

BASE_YEAR, TARGET_YEAR = 2015, 2030
IN_PLACE_OF_ZERO = 0.001
BEST, WORST = 5.0, -5.0

_CUTS_WITH_TARGET = (0.95, 0.6, 0.0)
_CUTS_WITHOUT = (0.015, 0.005, 0.0)
_SCORE_WITH_TARGET = ((-0.6, -5.0), (0.6, 0.0), (1.3, 5.0))
_CURVE = 4.44


class StatcanStatus(StrEnum):
    """From the best to none at all."""

    TARGET_ACHIEVED = "target_achieved"
    SUBSTANTIAL_PROGRESS = "substantial_progress"
    MODERATE_PROGRESS = "moderate_progress"
    LIMITED_PROGRESS = "limited_progress"
    DETERIORATION = "deterioration"
    NOT_AVAILABLE = "not_available"


_STEPS = (StatcanStatus.SUBSTANTIAL_PROGRESS, StatcanStatus.MODERATE_PROGRESS, StatcanStatus.LIMITED_PROGRESS)


@dataclass(frozen=True, slots=True)
class StatcanProgress:
    """``value``: R with a target, growth a year without; None where neither can be counted.

    ``score`` −5 to 5, None where there is none. ``base`` and ``latest`` are the two points compared.
    """

    value: float | None
    status: StatcanStatus
    score: float | None
    base: Point | None
    latest: Point | None


def progress(
    points: Sequence[Point],
    direction: Direction,
    *,
    target: float | None = None,
    target_year: int = TARGET_YEAR,
    base_year: int = BASE_YEAR,
    limit: float | None = None,
) -> StatcanProgress:
    """How fast a series moves towards its target, or in the right direction where it has none.

    From the base (``base_year``, else the next later year) to the latest of ``points`` (by year):
    CAGR = (y / y₀)^(1 / (t − t₀)) − 1. With a target R = d·CAGR / |CAGR needed|, d being ±1: substantial from 0.95,
    moderate from 0.6, limited from 0, else deterioration. Without: d·CAGR against 1.5 %·C, 0.5 %·C and 0, where C
    comes from :func:`limit_factor`, else 1. A target met now is achieved whatever the trend.

    Scores are straight between R −0.6 → −5, 0.6 → 0, 1.3 → 5; without a target between −2 % → −5, 0 → −2.5,
    0.5 %·C → 0, 1.5 %·C → 2.5, 2 %·C → 5. Open SDG rounds two of the slopes, so it differs by up to 1e-4.

    A zero base or target counts as 0.001. All values negative: the direction is turned. Base and latest of
    different sign, no direction, or a single year: not available. A base exactly at its limit and kept there
    scores 5. A limit beside a target is ignored. Source: sections Methodology and Considerations and Exceptions.
    """
    base = base_point(points, base_year)
    if base is None or direction is Direction.NONE:
        return StatcanProgress(None, StatcanStatus.NOT_AVAILABLE, None, base, points[-1] if points else None)
    latest = points[-1]
    aim = IN_PLACE_OF_ZERO if target == 0 else target
    if aim is not None and reached(latest.value, aim, direction):
        value = _ratio(base, latest, direction, aim, target_year)
        return StatcanProgress(_finite(value), StatcanStatus.TARGET_ACHIEVED, BEST, base, latest)
    value = _value(base, latest, direction, aim, target_year)
    if value is None:
        return StatcanProgress(None, StatcanStatus.NOT_AVAILABLE, None, base, latest)
    factor = limit_factor(base.value, limit) if aim is None and limit is not None else 1.0
    cuts = _CUTS_WITH_TARGET if aim is not None else tuple(cut * factor for cut in _CUTS_WITHOUT)
    points_of_line = _SCORE_WITH_TARGET if aim is not None else _score_without(factor)
    return StatcanProgress(_finite(value), _status(value, cuts), _along(points_of_line, value), base, latest)


def limit_factor(base: float, limit: float) -> float:
    """C: how much the cuts are lowered for a base near a natural limit it cannot pass. 0 at it, 1 far off.

    1 − (y₀ / limit)^4.44 below the limit, 1 − ((2·limit − y₀) / limit)^4.44 above it, and 1 from twice the limit
    on: equal at equal relative distances on both sides. Signs are disregarded. Source: section Indicators
    without quantitative targets, and the programme that runs it (open-sdg/sdg-build).
    """
    value, bound = abs(base), abs(limit)
    if value >= 2 * bound:
        return 1.0
    near = value if value <= bound else 2 * bound - value
    return 1 - (near / bound) ** _CURVE


def indicator(scores: Sequence[float], *, all_achieved: bool) -> tuple[float | None, StatcanStatus]:
    """An indicator's score and status from its series: the mean score, and the status that it falls in.

    From 2.5 substantial, 0 moderate, −2.5 limited, else deterioration; achieved only when all series are. No
    scores: not available. Source: section Aggregated progress status.
    """
    if not scores:
        return None, StatcanStatus.NOT_AVAILABLE
    mean = fmean(scores)
    return mean, StatcanStatus.TARGET_ACHIEVED if all_achieved else _status(mean, (2.5, 0.0, -2.5))


def _value(base: Point, latest: Point, direction: Direction, aim: float | None, year: int) -> float | None:
    return _growth(base, latest, direction) if aim is None else _ratio(base, latest, direction, aim, year)


def _ratio(base: Point, latest: Point, direction: Direction, aim: float, year: int) -> float | None:
    growth = _growth(base, latest, direction)
    needed = annual_growth(_without_zero(base), Point(year, aim))
    if growth is None or needed is None:
        return None
    if needed == 0:
        # The base was at the target: leaving it is as bad as can be, and no finite number.
        return growth / abs(growth) * float("inf") if growth else None
    return growth / abs(needed)


def _growth(base: Point, latest: Point, direction: Direction) -> float | None:
    growth = annual_growth(_without_zero(base), latest)
    sign = -1 if base.value < 0 else 1
    return None if growth is None else sign * direction * growth


def _without_zero(base: Point) -> Point:
    return Point(base.year, base.value or IN_PLACE_OF_ZERO)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _status(value: float, cuts: Sequence[float]) -> StatcanStatus:
    reached_steps = (status for status, cut in zip(_STEPS, cuts, strict=True) if value >= cut)
    return next(reached_steps, StatcanStatus.DETERIORATION)


def _score_without(factor: float) -> tuple[tuple[float, float], ...]:
    rising = ((0.005 * factor, 0.0), (0.015 * factor, 2.5), (0.02 * factor, 5.0))
    return ((-0.02, -5.0), (0.0, -2.5), *rising)


def _along(line: Sequence[tuple[float, float]], value: float) -> float:
    """The height at ``value`` of the line through the points, level beyond both ends."""
    if value >= line[-1][0]:
        return line[-1][1]
    for (start, low), (end, high) in pairwise(line):
        if start <= value < end:
            return low + (high - low) * (value - start) / (end - start)
    return line[0][1]
