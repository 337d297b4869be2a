"""How much neighbouring years resemble each other, and how much less such years say than independent ones."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import asin, floor, fsum, pi, sqrt
from operator import mul

from lagesbild.assessment.series import Point

CORRELATED_FROM = 10
"""From this many values correlation is allowed for; below, it cannot be told from chance."""
MOST = 0.95
"""A correlation is never taken to be higher."""
UNKNOWN = 0.3
"""The correlation of residuals where too few of the years are neighbours to measure it."""
STEPS = 100
EXACT = 40
# Residuals this small beside the values are what binary numbers leave, not what was measured.
STRAIGHT = 1e-20


def correlation(points: Sequence[Point]) -> float:
    """The correlation between neighbouring years, from 0 to MOST; 0 below CORRELATED_FROM values.

    That of the residuals of a least-squares line over years that follow each other, r₁, is too low in short series
    and is put right as (n·r₁ + 2) / (n − 4). With fewer than n/2 pairs of neighbouring years r₁ is taken to be 0.3.
    Residuals of 0 have none.
    """
    if len(points) < CORRELATED_FROM:
        return 0.0
    return correlation_of(tuple(point.year for point in points), tuple(point.value for point in points))


# The word and the line ask of the same values.
@lru_cache(maxsize=256)
def correlation_of(years: tuple[int, ...], values: tuple[float, ...]) -> float:
    left_over = residuals(years, values)
    squares = sum(map(mul, left_over, left_over))
    if squares <= STRAIGHT * sum(map(mul, values, values)):
        return 0.0
    return corrected(_neighbourly(years, left_over, squares), len(values))


def corrected(r1: float, n: int) -> float:
    """The correlation of the years themselves, by that of the residuals of ``n`` values."""
    return min(max((n * r1 + 2) / (n - 4), 0.0), MOST)


def residuals(years: Sequence[int], values: Sequence[float]) -> list[float]:
    """How far each value lies above its least-squares line."""
    mean_year, mean = sum(years) / len(years), fsum(values) / len(values)
    from_mean = [year - mean_year for year in years]
    above = [value - mean for value in values]
    slope = sum(map(mul, from_mean, above)) / sum(map(mul, from_mean, from_mean))
    return [level - slope * x for x, level in zip(from_mean, above, strict=True)]


def inflation(years: Sequence[int], correlated: float) -> float:
    """How many times larger the variance of Mann–Kendall's S is when years are ``correlated`` than when they are not.

    Var S = ΣΣ (2/π)·asin(corr(xⱼ − xᵢ, xₗ − xₖ)) over pairs of pairs, with the correlation ρ^|years apart|. Read from
    a table by hundredths of ρ, with straight lines between them; above 40 values by Hamed and Rao's sum instead.
    """
    if correlated <= 0:
        return 1.0
    first = years[0]
    steps = correlated * STEPS
    below = floor(steps)
    pattern = tuple(year - first for year in years)
    low = inflation_at(pattern, below)
    return low + (steps - below) * (inflation_at(pattern, below + 1) - low) if steps > below else low


@lru_cache(maxsize=4096)
def inflation_at(pattern: tuple[int, ...], step: int) -> float:
    if step == 0:
        return 1.0
    if len(pattern) > EXACT:
        return _asymptotic(len(pattern), step / STEPS)
    n = len(pattern)
    powers = [(step / STEPS) ** years for years in range(2 * pattern[-1] + 1)]
    total = fsum(
        times * asin(_alike(powers, length, other, shift))
        for length, other, shift, times in kinds_of_pairs(pattern)
    )
    return 2 / pi * total / (n * (n - 1) * (2 * n + 5) / 18)


def _alike(powers: list[float], length: int, other: int, shift: int) -> float:
    """The correlation of two differences: over ``length`` years, and over ``other`` that begin ``shift`` later."""
    shared = (
        powers[abs(shift + other - length)]
        - powers[abs(shift - length)]
        - powers[abs(shift + other)]
        + powers[abs(shift)]
    )
    return max(min(shared / (2 * sqrt((1 - powers[length]) * (1 - powers[other]))), 1.0), -1.0)


@lru_cache(maxsize=256)
def kinds_of_pairs(pattern: tuple[int, ...]) -> tuple[tuple[int, int, int, int], ...]:
    """Every kind of pair of differences (two lengths, how much later the second begins) and how many there are."""
    there = sum(1 << year for year in pattern)
    starts = [there & (there >> length) for length in range(pattern[-1] + 1)]
    return tuple(_counted(starts, pattern[-1]))


def _counted(starts: list[int], span: int) -> Iterator[tuple[int, int, int, int]]:
    lengths = [length for length in range(1, span + 1) if starts[length]]
    for place, length in enumerate(lengths):
        for other in lengths[place:]:
            # The two may change places.
            ways = 1 if other == length else 2
            for shift in range(-span, span + 1):
                later = starts[other] >> shift if shift >= 0 else starts[other] << -shift
                if times := (starts[length] & later).bit_count():
                    yield length, other, shift, ways * times


def _asymptotic(n: int, correlated: float) -> float:
    """Hamed and Rao 1998, J. Hydrology 204, with the correlations that ρ gives the ranks."""
    total = fsum(
        (n - lag) * (n - lag - 1) * (n - lag - 2) * 6 / pi * asin(correlated**lag / 2)
        for lag in range(1, n - 2)
    )
    return 1 + 2 / (n * (n - 1) * (n - 2)) * total


def _neighbourly(years: Sequence[int], left_over: Sequence[float], squares: float) -> float:
    """r₁, over the pairs of years that follow each other."""
    products = [
        left_over[place] * left_over[place - 1]
        for place in range(1, len(years))
        if years[place] - years[place - 1] == 1
    ]
    return sum(products) / squares if 2 * len(products) >= len(years) else UNKNOWN
