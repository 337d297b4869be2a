"""How much a series changes in a year, where Mann–Kendall says which way: a size that agrees with the word."""

from collections.abc import Sequence

from lagesbild.assessment.fitted_line import fit
from lagesbild.assessment.mann_kendall import (
    NO_CLAIM,
    Claim,
    Evenness,
    as_decimals,
    claim,
    evenness_of,
    least_claimed,
)
from lagesbild.assessment.series import Point, TrendLine


def claimed_line(points: Sequence[Point]) -> tuple[Claim, TrendLine]:
    """What Mann–Kendall claims of ``points`` (by year, three or more), and by how much they change in a year.

    The size is Theil–Sen's, the median slope between all pairs of values; where something is claimed and that is 0
    (many equal values) the least-squares slope. The interval (95 %) holds the slopes that Mann–Kendall would not
    claim a change from, given the same equal values and the same correlation of years: 0 lies outside it just where a
    way is claimed. Where equal values would let it reach 0, it ends at the smallest slope there is instead.
    """
    evenness = evenness_of(points)
    if evenness is None:
        return NO_CLAIM, TrendLine(0.0, 0.0, 0.0)
    way = claim(evenness.score, evenness.widened, evenness.n, evenness.ties)
    slopes = pair_slopes([point.year for point in points], as_decimals([point.value for point in points]))
    middle = median(slopes)
    low, high = _interval(slopes, evenness)
    if not way.direction:
        return way, TrendLine(middle, low, high)
    return way, _agreeing(points, slopes, middle, (low, high), way.direction)


def pair_slopes(years: Sequence[int], values: Sequence[float]) -> list[float]:
    """The slopes between all pairs of values, from the lowest up."""
    slopes = []
    for place, (year, value) in enumerate(zip(years, values, strict=True)):
        for later in range(place + 1, len(years)):
            slopes.append((values[later] - value) / (years[later] - year))
    slopes.sort()
    return slopes


def median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _interval(slopes: Sequence[float], evenness: Evenness) -> tuple[float, float]:
    """A slope with k of N below it has S = N − 2k; those with a smaller |S| than claims are left in."""
    least = least_claimed(evenness.widened, evenness.n, evenness.ties)
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
