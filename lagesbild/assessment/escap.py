"""Progress as the United Nations regional commissions measure it, after the one for Asia and the Pacific (ESCAP).

Source: ESCAP, Asia and the Pacific SDG Progress Report, annex Technical notes, sections Current Status Index and
Anticipated Progress Index. What is marked [m] was not found word for word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite

from lagesbild.assessment.growth import base_point
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import Point

BASE_YEAR, TARGET_YEAR = 2015, 2030
ON_TARGET, AWAY = 0.10, 1.00


class Outlook(StrEnum):
    """What it takes to get there, from the least to the most."""

    MAINTAIN = "maintain"
    ACCELERATE = "accelerate"
    REVERSE = "reverse"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Anticipated:
    """``gap``: the part of the way (0 none, 1 all of it) that is expected to be left in the target year."""

    outlook: Outlook
    gap: float | None
    expected: float | None
    slope: float | None


def current_status(
    base: float, latest: float, target: float, direction: Direction, *, parity: bool = False
) -> float | None:
    """How much of the way from ``base`` to ``target`` is done, 0 to 10 (outside when passed or going back).

    10·D·(I − I₀) / |TV − I₀|, D being ±1; for ``parity`` indicators, where both too much and too little is bad,
    10 − 10·|TV − I| / |TV − I₀|. None without a direction, or when the base already was at the target.
    Source: the module's, Current Status Index.
    """
    way = abs(target - base)
    if way == 0 or (direction is Direction.NONE and not parity):
        return None
    done = 10 - 10 * abs(target - latest) / way if parity else 10 * direction * (latest - base) / way
    return done if isfinite(done) else None


def anticipated(
    points: Sequence[Point],
    direction: Direction,
    target: float,
    *,
    target_year: int = TARGET_YEAR,
    base_year: int = BASE_YEAR,
    parity: bool = False,
) -> Anticipated:
    """Will the target be reached in its year if things go on as they do?

    A straight line through ``points`` (by year), recent years weighing more, is drawn out to ``target_year``; gap =
    |target − expected| / |target − base|, 0 when the expected value is at the target or beyond. At most 10 % left:
    maintain; up to 100 %: accelerate; more: reverse [m: the cuts]. A value weighs as its place on the way from
    the first year to the latest, (year − first + 1) / (latest − first + 1) [m: our choice, the notes only say that
    recent data weigh more]. The base is ``base_year``'s value, else the nearest later, else earlier [m].

    Not assessed with fewer than two points, without a direction, or with a base at the target and no way to go.
    Source: the module's, Anticipated Progress Index.
    """
    base = base_point(points, base_year, or_earlier=True)
    if base is None or len(points) < 2 or (direction is Direction.NONE and not parity):
        return Anticipated(Outlook.NOT_ASSESSED, None, None, None)
    slope, expected = _drawn_out(points, target_year)
    distance = abs(target - expected) if parity else max(direction * (target - expected), 0.0)
    way = abs(target - base.value)
    if distance == 0:
        return Anticipated(Outlook.MAINTAIN, 0.0, expected, slope)
    if way == 0 or not isfinite(distance / way):
        return Anticipated(Outlook.NOT_ASSESSED, None, expected, slope)
    return Anticipated(_outlook(distance / way), distance / way, expected, slope)


def _outlook(gap: float) -> Outlook:
    # What is exactly at a cut may come out a hair beyond it in binary.
    gap = round(gap, 9)
    if gap <= ON_TARGET:
        return Outlook.MAINTAIN
    return Outlook.ACCELERATE if gap <= AWAY else Outlook.REVERSE


def _drawn_out(points: Sequence[Point], year: int) -> tuple[float, float]:
    """The slope of the weighted least-squares line, and its height in ``year``."""
    first, span = points[0].year, points[-1].year - points[0].year + 1
    weights = [(point.year - first + 1) / span for point in points]
    total = fsum(weights)
    mean_year = fsum(w * point.year for w, point in zip(weights, points, strict=True)) / total
    mean = fsum(w * point.value for w, point in zip(weights, points, strict=True)) / total
    offsets = [(w * (point.year - mean_year), point) for w, point in zip(weights, points, strict=True)]
    spread = fsum(offset * (point.year - mean_year) for offset, point in offsets)
    slope = fsum(offset * (point.value - mean) for offset, point in offsets) / spread
    return slope, mean + slope * (year - mean_year)
