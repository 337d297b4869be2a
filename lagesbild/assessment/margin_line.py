"""A line through values whose publisher says how uncertain each of them is: weighed by that, and claimed beside it."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import NormalDist

from lagesbild.assessment.autocorrelation import CORRELATED_FROM
from lagesbild.assessment.mann_kendall import TrendClaim
from lagesbild.assessment.regression import t_quantile
from lagesbild.assessment.series import FEWEST, Point, TrendLine
from lagesbild.assessment.words import Evidence

Z = NormalDist().inv_cdf(0.975)
"""A published margin is that of a 95 % interval: this many standard errors."""


def is_weighable(points: Sequence[Point]) -> bool:
    """Whether the word rests on the margins: all of the values have one, and they are five to nine.

    From ten values on neighbouring years can be told to resemble each other, which no margin knows of.
    """
    return FEWEST <= len(points) < CORRELATED_FROM and all(point.margin for point in points)


def margin_line(points: Sequence[Point]) -> tuple[TrendClaim, TrendLine]:
    """What ``points`` (by year, each with a margin) claim, and by how much they change in a year.

    The least-squares line weighed by 1/s.e.², s.e. = margin / 1.96. Claimed where 0 lies outside the slope's 95 %
    interval: slope ± max(1.96·s.e., t·s.e.·√(χ²/(n − 2))), where χ² = Σ ((value − line) / s.e.)². So values that vary
    no more than their margins are judged by these, and values that vary more by how much they do. Five values that
    lie on a line within narrow margins are claimed, which their order alone could not be.

    Source: weights as the trend marker of Fingertips; the wider of two errors: Birge 1932, Phys. Rev. 40.
    """
    n = len(points)
    surest = min(point.margin for point in points)
    weights = [(surest / point.margin) ** 2 for point in points]
    years = _centred([point.year - points[0].year for point in points], weights)
    # Counted from the first value, so that a constant series has exactly no slope.
    values = _centred([point.value - points[0].value for point in points], weights)
    spread = fsum(w * x * x for w, x in zip(weights, years, strict=True))
    slope = fsum(w * x * y for w, x, y in zip(weights, years, values, strict=True)) / spread
    error = surest / Z / sqrt(spread)
    left_over = fsum(w * (y - slope * x) ** 2 for w, x, y in zip(weights, years, values, strict=True))
    by_values = t_quantile(n - 2) * sqrt(left_over / (n - 2) / spread)
    reach = max(Z * error, by_values)
    way = (slope - reach > 0) - (slope + reach < 0)
    p = 2 * NormalDist().cdf(-Z * abs(slope) / reach)
    strength = Evidence.STRONG if way else Evidence.NONE
    return TrendClaim(way, strength, p, p), TrendLine(slope, slope - reach, slope + reach)


def _centred(numbers: Sequence[float], weights: Sequence[float]) -> list[float]:
    mean = fsum(w * number for w, number in zip(weights, numbers, strict=True)) / fsum(weights)
    return [number - mean for number in numbers]
