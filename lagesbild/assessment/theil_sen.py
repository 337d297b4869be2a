"""Theil–Sen: the median slope between all pairs of values, and the word from its interval. The default until 2026."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from lagesbild.assessment.series import Point, TrendLine

_Z = NormalDist().inv_cdf(0.975)


def theil_sen(points: Sequence[Point]) -> TrendLine:
    """How much the value usually changes in a year, little disturbed by single odd years.

    Every pair of values gives a slope, (y₂ − y₁) / (year₂ − year₁), over actual years, so gaps do no harm.
    The answer is the median of them; the interval (95 %) is cut from the ordered slopes by rank, with the
    variance of Kendall's S corrected for equal values. A constant series gives 0 from 0 to 0. Below five
    values the interval is every slope there is and says little.

    Takes at least two points of different years; raises ValueError otherwise.
    Source: Theil 1950; Sen 1968, J. Am. Stat. Assoc. 63, equation 2.6.
    """
    slopes = _slopes(points)
    if not slopes:
        raise ValueError("Theil–Sen needs at least two values of different years.")
    count = len(slopes)
    reach = _Z * _spread_of_s([point.value for point in points])
    lowest = max(round((count - reach) / 2) - 1, 0)
    highest = min(round((count + reach) / 2), count - 1)
    return TrendLine(_median(slopes), slopes[lowest], slopes[highest])


def _slopes(points: Sequence[Point]) -> list[float]:
    pairs = [(point.year, point.value) for point in points]
    return sorted(
        (later_value - value) / (later - year)
        for place, (year, value) in enumerate(pairs)
        for later, later_value in pairs[place + 1 :]
    )


def _spread_of_s(values: list[float]) -> float:
    ties = sum(_term(times) for times in Counter(values).values() if times > 1)
    return sqrt((_term(len(values)) - ties) / 18)


def _term(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _median(ordered: list[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
