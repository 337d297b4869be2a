"""How much a series changes in a year, where Mann–Kendall says which way: a size that agrees with the word."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import sub, truediv

from lagesbild.assessment.fitted_line import fit
from lagesbild.assessment.mann_kendall import (
    NO_CLAIM,
    Evenness,
    TrendClaim,
    as_decimals,
    claim,
    evenness,
    least_claimed,
)
from lagesbild.assessment.series import Point, TrendLine


def claimed_line(points: Sequence[Point]) -> tuple[TrendClaim, TrendLine]:
    """What Mann–Kendall claims of ``points`` (by year, three or more), and by how much they change in a year.

    The size is Theil–Sen's, the median slope between all pairs of values; where something is claimed and that is 0
    (many equal values) the least-squares slope. The interval (95 %) holds the slopes that Mann–Kendall would not
    claim a change from, given the same equal values and the same correlation of years: 0 lies outside it just where a
    way is claimed. Where equal values would let it reach 0, it ends at the smallest slope there is instead.
    """
    values = as_decimals(tuple(point.value for point in points))
    if len(points) < 3 or min(values) == max(values):
        return NO_CLAIM, TrendLine(0.0, 0.0, 0.0)
    slopes = pair_slopes([point.year for point in points], values)
    order = evenness(points, values, score_of(slopes))
    way = claim(order.score, order.widened, order.n, order.ties)
    middle = median(slopes)
    low, high = _interval(slopes, order)
    if not way.direction:
        return way, TrendLine(middle, low, high)
    return way, _agreeing(points, slopes, middle, (low, high), way.direction)


def pair_slopes(years: Sequence[int], values: Sequence[float]) -> list[float]:
    """The slopes between all pairs of values, from the lowest up."""
    slopes: list[float] = []
    for apart in range(1, len(years)):
        rises, runs = map(sub, values[apart:], values), map(sub, years[apart:], years)
        slopes.extend(map(truediv, rises, runs))
    slopes.sort()
    return slopes


def score_of(ordered: Sequence[float]) -> int:
    """Mann–Kendall's S by the ``ordered`` slopes between all pairs: how many more rise than fall."""
    return len(ordered) - bisect_right(ordered, 0.0) - bisect_left(ordered, 0.0)


def median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _interval(slopes: Sequence[float], order: Evenness) -> tuple[float, float]:
    """A slope with k of N below it has S = N − 2k; those with a smaller |S| than claims are left in."""
    least = least_claimed(order.widened, order.n, order.ties)
    if least is None:
        # Nothing can be claimed whatever the order, not even from slopes that all go the same way.
        return min(slopes[0], 0.0), max(slopes[-1], 0.0)
    outside = max((len(slopes) - least) // 2, 0)
    return slopes[outside], slopes[-1 - outside]


def _agreeing(
    points: Sequence[Point], slopes: Sequence[float], middle: float, ends: tuple[float, float], way: int
) -> TrendLine:
    """The line where a way is claimed: of slope and interval nothing is 0 or goes the other way."""
    smallest = min((slope for slope in slopes if slope * way > 0), key=abs)
    slope = middle if middle * way > 0 else fit(points).slope
    if slope * way <= 0:
        slope = smallest
    agreeing = [end if end * way > 0 else smallest for end in ends]
    return TrendLine(slope, min(*agreeing, slope), max(*agreeing, slope))
