"""Has the way turned in recent years? A line with one bend, and how sure the bend is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from lagesbild.assessment.mann_kendall import mann_kendall
from lagesbild.assessment.series import Point
from lagesbild.assessment.student_t import t_value

TURN_FROM = 8
"""Fewer values cannot tell a turn from chance."""
_NEAREST, _FURTHEST = 2, 5
_LEVEL = 0.90
# Of the squares there are: less is what binary numbers leave.
_NOTHING = 1e-18


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
    last = points[-1].year
    for point in points[:-2]:
        if _NEAREST <= last - point.year <= _FURTHEST:
            yield _bend(points, point.year)


def _bend(points: Sequence[Point], turning: int) -> _Bend:
    """The least-squares line that may bend in ``turning``, and the bend divided by its standard error."""
    years = _centred([point.year - turning for point in points])
    past = _centred([max(point.year - turning, 0) for point in points])
    values = _centred([point.value - points[0].value for point in points])
    tt, pp, tp = _sum(years, years), _sum(past, past), _sum(years, past)
    ty, py = _sum(years, values), _sum(past, values)
    spread = tt * pp - tp * tp
    before, bend = (pp * ty - tp * py) / spread, (tt * py - tp * ty) / spread
    squares = fsum(
        (value - before * year - bend * later) ** 2
        for year, later, value in zip(years, past, values, strict=True)
    )
    error = sqrt(max(squares, _NOTHING * _sum(values, values)) / (len(points) - 3) * tt / spread)
    return _Bend(turning, before, bend, bend / error if error else 0.0)


def _centred(numbers: list[float]) -> list[float]:
    mean = fsum(numbers) / len(numbers)
    return [number - mean for number in numbers]


def _sum(numbers: list[float], others: list[float]) -> float:
    return fsum(number * other for number, other in zip(numbers, others, strict=True))
