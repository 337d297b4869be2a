"""What the last years say: the last change, records, and whether the way has turned."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import fsum, sqrt

from lagesbild.assessment.mann_kendall import as_decimals, mann_kendall
from lagesbild.assessment.once import once
from lagesbild.assessment.series import Point
from lagesbild.assessment.student_t import t_value
from lagesbild.assessment.turn import Turn, find_turn

FEWEST_YEARS = 3
"""Fewer values have no recent years to tell of."""
_ENOUGH_CHANGES = 3
# Beside the values themselves a smaller difference is what binary numbers leave.
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class LastChange:
    """From the last value but one to the last. ``percent`` is None where the earlier is not above zero.

    ``unusual``: outside what the earlier changes (a year) lead to expect in 95 of 100 cases; None where there are
    too few of them to tell.
    """

    from_year: int
    to_year: int
    absolute: float
    percent: float | None
    unusual: bool | None


@dataclass(frozen=True, slots=True)
class Extreme:
    """The last value is the highest (``direction`` 1) or lowest (−1) since ``since``, when it last was as high or low.

    ``ever``: it has never been so, and ``since`` is the first year there is.
    """

    direction: int
    since: int
    ever: bool


@dataclass(frozen=True)
class RecentYears:
    """The recent years of three or more ``points``, by year. The questions are answered when they are asked: a list
    of answers asks for the turn alone."""

    points: tuple[Point, ...]

    @once
    def change(self) -> LastChange:
        return _last_change(self.points)

    @once
    def record(self) -> Extreme | None:
        return _record(self.points)

    @once
    def _last_run(self) -> tuple[int, int]:
        return _run(self.points)

    @property
    def run(self) -> int:
        """How many changes in a row went the way of the last one; 0 for no change."""
        return self._last_run[0]

    @property
    def run_direction(self) -> int:
        return self._last_run[1]

    @property
    def run_years(self) -> int:
        """How many years the run covers."""
        return self.points[-1].year - self.points[-1 - self.run].year

    @once
    def years_other_way(self) -> int:
        """How many years the run covers where the values before it claim the other way."""
        earlier = self.points[: len(self.points) - self.run]
        if not self.run_direction or mann_kendall(earlier).direction != -self.run_direction:
            return 0
        return self.run_years

    @once
    def turn(self) -> Turn | None:
        return find_turn(self.points)

    @once
    def turn_without_last(self) -> bool:
        """Whether the same turn is told without the last value."""
        return self.turn is not None and _still_told(self.turn, self.points[:-1])


def recent_years(points: Sequence[Point]) -> RecentYears | None:
    """What the last of ``points`` (by year) say; None with fewer than three."""
    return RecentYears(tuple(points)) if len(points) >= FEWEST_YEARS else None


def _last_change(points: Sequence[Point]) -> LastChange:
    earlier, last = points[-2:]
    absolute = last.value - earlier.value
    percent = 100 * absolute / earlier.value if earlier.value > 0 else None
    return LastChange(earlier.year, last.year, absolute, percent, _unusual(points))


def _unusual(points: Sequence[Point]) -> bool | None:
    """Whether the last yearly change lies outside the 95 % prediction interval of the earlier ones."""
    changes = [(later.value - point.value) / (later.year - point.year) for point, later in pairwise(points)]
    *earlier, last = changes
    if len(earlier) < _ENOUGH_CHANGES:
        return None
    m = len(earlier)
    mean = fsum(earlier) / m
    deviation = sqrt(fsum((change - mean) ** 2 for change in earlier) / (m - 1))
    reach = t_value(0.975, m - 1) * deviation * sqrt(1 + 1 / m)
    return abs(last - mean) > reach + _NOTHING * max(abs(point.value) for point in points)


def _record(points: Sequence[Point]) -> Extreme | None:
    """The more telling of the two: a value the same as its predecessor is neither."""
    values = as_decimals(tuple(point.value for point in points))
    direction = (values[-1] > values[-2]) - (values[-1] < values[-2])
    if not direction:
        return None
    as_far = [
        point.year
        for point, value in zip(points[:-1], values, strict=False)
        if (value - values[-1]) * direction >= 0
    ]
    return Extreme(direction, as_far[-1] if as_far else points[0].year, not as_far)


def _run(points: Sequence[Point]) -> tuple[int, int]:
    values = as_decimals(tuple(point.value for point in points))
    signs = [(later > value) - (later < value) for value, later in pairwise(values)]
    last = signs[-1]
    return (sum(1 for _sign in takewhile(last.__eq__, reversed(signs))) if last else 0), last


def _still_told(turn: Turn, earlier: Sequence[Point]) -> bool:
    other = find_turn(earlier)
    return other is not None and other.direction == turn.direction
