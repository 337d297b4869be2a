"""Four values by themselves say nothing. Beside what the same four years did in all municipalities they may."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import NormalDist

from lagesbild.assessment.mann_kendall import LEVEL, NO_CLAIM, TrendClaim
from lagesbild.assessment.series import Point, TrendLine
from lagesbild.assessment.words import Evidence

FOUR = 4
FEWEST_PLACES = 30
"""Fewer municipalities with the same four years are not pooled."""
_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.975)
# The 97.5 % quantile of Student's t with the two degrees of freedom that four values leave.
_T = 4.302652729749
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class FourYears:
    """One municipality's four ``points`` and its ``population``."""

    points: tuple[Point, ...]
    population: float

    def __post_init__(self) -> None:
        if len(self.points) != FOUR or self.population <= 0:
            raise ValueError("Four values and a population above zero are what can be pooled.")


@dataclass(frozen=True, slots=True)
class CountrySlope:
    """What all municipalities did in the same four ``years``: the ``slope`` a year and its ``variance``.

    ``between`` (τ²) is how much the municipalities' own slopes vary; the variance of one's values about its line is
    ``noise`` + ``noise_per_head`` / population. ``places`` is how many were pooled.
    """

    years: tuple[int, ...]
    slope: float
    variance: float
    between: float
    noise: float
    noise_per_head: float
    places: int

    def noise_of(self, population: float) -> float:
        return self.noise + self.noise_per_head / population


@dataclass(frozen=True, slots=True)
class Pool:
    """What four values of one municipality are held beside: the country's same four years, and its ``population``."""

    country: CountrySlope
    population: float


def country_slope(places: Sequence[FourYears]) -> CountrySlope | None:
    """What ``places``, all with the same four years, did together; None where fewer than 30 are.

    The noise is fitted to the variances about each municipality's own line; τ² is that of Paule and Mandel; the slope
    is the mean of the slopes weighted by w = 1 / (noise/Σ(t − t̄)² + τ²). Its variance is at least 1/Σw, and at least
    (4.303/1.96)² times that of a line through the country's own four values: what happens to all municipalities in a
    year moves them together, and only four years tell how much.

    Source: Paule and Mandel 1982, J. Res. Natl. Bur. Stand. 87. Raises ValueError for years that differ.
    """
    if len(places) < FEWEST_PLACES:
        return None
    years = _common_years(places)
    lines = [_line(years, [point.value for point in place.points]) for place in places]
    noise, per_head = _noise([place.population for place in places], [line[1] for line in lines])
    spread = _spread(years)
    own = [(noise + per_head / place.population) / spread for place in places]
    slopes = [slope for slope, _variance in lines]
    between = _paule_mandel(slopes, own)
    weights = _weights(own, between)
    slope = _weighted(slopes, weights)
    columns = zip(*([point.value for point in place.points] for place in places), strict=True)
    _slope, about_line = _line(years, [_weighted(column, weights) for column in columns])
    least = 1 / fsum(weights) if any(own) or between else 0.0
    variance = max(least, (_T / _Z) ** 2 * about_line / spread)
    return CountrySlope(years, slope, variance, between, noise, per_head, len(places))


def pooled_claim(points: Sequence[Point], population: float, country: CountrySlope) -> TrendClaim:
    """What four ``points`` say beside ``country``: at most a weak claim, and only the way they go themselves.

    The municipality's own slope and the country's are weighed by how sure each is (the country's with what
    municipalities vary between themselves); the claim is made where the 95 % interval leaves out 0.
    """
    claim, _line = pooled_line(points, Pool(country, population))
    return claim


def pooled_line(points: Sequence[Point], pool: Pool) -> tuple[TrendClaim, TrendLine | None]:
    """:func:`pooled_claim` with the slope that both together give and its 95 % interval; no line for other years."""
    country = pool.country
    years = tuple(point.year for point in points)
    if years != country.years:
        return NO_CLAIM, None
    slope, _about_line = _line(years, [point.value for point in points])
    own = country.noise_of(pool.population) / _spread(years)
    mean, variance = _together((slope, own), (country.slope, country.between + country.variance))
    reach = _Z * sqrt(variance)
    line = TrendLine(mean, mean - reach, mean + reach)
    if not mean or slope * mean <= 0:
        return NO_CLAIM, line
    p = 2 * _NORMAL.cdf(-abs(mean) / sqrt(variance)) if variance else 0.0
    way = 1 if mean > 0 else -1
    return (TrendClaim(way, Evidence.WEAK, p, p) if p < LEVEL else TrendClaim(0, Evidence.NONE, p, p)), line


def _common_years(places: Sequence[FourYears]) -> tuple[int, ...]:
    years = {tuple(point.year for point in place.points) for place in places}
    if len(years) > 1:
        raise ValueError("Only the same four years can be pooled.")
    return years.pop()


def _line(years: Sequence[int], values: Sequence[float]) -> tuple[float, float]:
    """The least-squares slope, and the variance of the values about the line."""
    mean_year, mean = fsum(years) / FOUR, fsum(values) / FOUR
    slope = fsum(
        (year - mean_year) * (value - mean) for year, value in zip(years, values, strict=True)
    ) / _spread(years)
    squares = fsum(
        (value - mean - slope * (year - mean_year)) ** 2 for year, value in zip(years, values, strict=True)
    )
    return slope, squares / (FOUR - 2)


def _spread(years: Sequence[int]) -> float:
    mean = fsum(years) / FOUR
    return fsum((year - mean) ** 2 for year in years)


def _noise(populations: Sequence[float], variances: Sequence[float]) -> tuple[float, float]:
    """α and γ of the variance α + γ / population, by least squares, neither below 0."""
    inverse = [1 / population for population in populations]
    mean_inverse, mean = fsum(inverse) / len(inverse), fsum(variances) / len(variances)
    spread = fsum((x - mean_inverse) ** 2 for x in inverse)
    per_head = 0.0
    if spread > 1e-12 * mean_inverse**2:
        products = ((x - mean_inverse) * (v - mean) for x, v in zip(inverse, variances, strict=True))
        per_head = max(fsum(products) / spread, 0.0)
    noise = mean - per_head * mean_inverse
    if noise >= 0:
        return noise, per_head
    # All of it by population: through the origin.
    squares = fsum(x * x for x in inverse)
    return 0.0, fsum(x * v for x, v in zip(inverse, variances, strict=True)) / squares


def _paule_mandel(slopes: Sequence[float], own: Sequence[float]) -> float:
    """The τ² at which the weighted squares about the weighted mean are what chance would give: k − 1."""
    if not min(own) or _excess(slopes, own, 0.0) <= 0:
        return 0.0
    low, high = 0.0, max(own)
    while _excess(slopes, own, high) > 0:
        high *= 2
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _excess(slopes, own, middle) > 0 else (low, middle)
    return (low + high) / 2


def _excess(slopes: Sequence[float], own: Sequence[float], between: float) -> float:
    weights = _weights(own, between)
    mean = _weighted(slopes, weights)
    squares = (w * (slope - mean) ** 2 for w, slope in zip(weights, slopes, strict=True))
    return fsum(squares) - (len(slopes) - 1)


def _weights(own: Sequence[float], between: float) -> list[float]:
    # Values without any noise are all as sure as each other.
    return [1 / (variance + between) if variance + between else 1.0 for variance in own]


def _weighted(numbers: Sequence[float], weights: Sequence[float]) -> float:
    return fsum(number * weight for number, weight in zip(numbers, weights, strict=True)) / fsum(weights)


def _together(own: tuple[float, float], prior: tuple[float, float]) -> tuple[float, float]:
    """The mean and variance of one slope of which two estimates (value, variance) are had."""
    (value, variance), (other, other_variance) = own, prior
    total = variance + other_variance
    if not total:
        return value, 0.0
    return (value * other_variance + other * variance) / total, variance * other_variance / total
