"""Has the way turned in recent years? A line with one bend, and how sure the bend is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, sqrt
from operator import mul

from lagesbild.assessment.mann_kendall import mann_kendall
from lagesbild.assessment.series import Point
from lagesbild.assessment.student_t import t_value

TURN_FROM = 8
"""Fewer values cannot tell a turn from chance."""
_NEAREST, _FURTHEST = 2, 5
_LEVEL = 0.90
# Of the squares there are: less is what binary numbers leave.
_NOTHING = 1e-13


@dataclass(frozen=True, slots=True)
class Turn:
    """The way turned after ``year``: since then the values go in ``direction`` (1 up, −1 down), ``slope`` a year."""

    year: int
    direction: int
    slope: float


@dataclass(frozen=True, slots=True)
class _Bend:
    year: int
    before: float
    bend: float
    ratio: float

    @property
    def after(self) -> float:
        return self.before + self.bend


def find_turn(points: Sequence[Point]) -> Turn | None:
    """The turn that the last of ``points`` (by year) tell of, if any; None with fewer than eight.

    y = a + b·t + c·max(t − t₀, 0) for each t₀ two to five years before the last, with two values or more after it.
    The c that is largest against its error and goes against b is told when it is beyond the 90 % quantile of Student's
    t with n − 3 degrees of freedom, the slope after t₀ has the other sign, and the years until t₀ claim their way by
    Mann–Kendall. What is told a little too often is whether, not when: the year may be one off.
    """
    if len(points) < TURN_FROM:
        return None
    bends = [bend for bend in _bends(points) if bend.before * bend.bend < 0]
    strongest = max(bends, key=lambda bend: abs(bend.ratio), default=None)
    if strongest is None or strongest.before * strongest.after >= 0:
        return None
    if abs(strongest.ratio) <= t_value(_LEVEL, len(points) - 3):
        return None
    before = mann_kendall([point for point in points if point.year <= strongest.year])
    way = 1 if strongest.after > 0 else -1
    return Turn(strongest.year, way, strongest.after) if before.direction == -way else None


def _bends(points: Sequence[Point]) -> Iterator[_Bend]:
    first = points[0]
    years = tuple(point.year - first.year for point in points)
    mean = fsum(point.value - first.value for point in points) / len(points)
    values = [point.value - first.value - mean for point in points]
    squares = _sum(values, values)
    for shape in _shapes(years):
        yield _bend(first.year, shape, values, squares)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a bend in a year looks like in series with the same years: time and time since, from their means, and
    the sums of their squares and products."""

    turning: int
    time: tuple[float, ...]
    since: tuple[float, ...]
    tt: float
    ss: float
    ts: float


@lru_cache(maxsize=256)
def _shapes(years: tuple[int, ...]) -> tuple[_Shape, ...]:
    turnings = [year for year in years[:-2] if _NEAREST <= years[-1] - year <= _FURTHEST]
    return tuple(_shape(years, turning) for turning in turnings)


def _shape(years: tuple[int, ...], turning: int) -> _Shape:
    time = _centred([year - turning for year in years])
    since = _centred([max(year - turning, 0) for year in years])
    return _Shape(turning, time, since, _sum(time, time), _sum(since, since), _sum(time, since))


def _bend(first_year: int, shape: _Shape, values: list[float], squares: float) -> _Bend:
    """The least-squares line that may bend, and the bend divided by its standard error."""
    ty, sy = _sum(shape.time, values), _sum(shape.since, values)
    spread = shape.tt * shape.ss - shape.ts * shape.ts
    before, bend = (shape.ss * ty - shape.ts * sy) / spread, (shape.tt * sy - shape.ts * ty) / spread
    left_over = max(squares - before * ty - bend * sy, _NOTHING * squares)
    error = sqrt(left_over / (len(values) - 3) * shape.tt / spread)
    return _Bend(first_year + shape.turning, before, bend, bend / error if error else 0.0)


def _centred(numbers: list[float]) -> tuple[float, ...]:
    mean = fsum(numbers) / len(numbers)
    return tuple(number - mean for number in numbers)


def _sum(numbers: Sequence[float], others: Sequence[float]) -> float:
    return sum(map(mul, numbers, others))
