"""The line through a series, where it is in a year, and when it reaches a target: one line and one set for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import frexp, fsum, ldexp, sqrt
from operator import mul

from lagesbild.assessment.autocorrelation import correlation
from lagesbild.assessment.series import Point
from lagesbild.assessment.student_t import t_value

_TAIL = 0.95
"""Below the upper end of a 90 % interval."""


class ArrivalKind(StrEnum):
    """How much can be said of the year when a target is reached."""

    BOUNDED = "bounded"
    EARLIEST_ONLY = "earliest_only"
    CANNOT_BE_SAID = "cannot_be_said"


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a line reaches a target, in decimals of a year. ``earliest`` and ``latest`` are the ends of a 90 % set.

    EARLIEST_ONLY has no latest: when, or if, it gets there cannot be said. CANNOT_BE_SAID has neither. ``middle`` is
    where the line itself crosses the target; None for a flat one. The set is never cut at a horizon, and lies in the
    past where the line comes from the target.
    """

    earliest: float | None
    middle: float | None
    latest: float | None
    kind: ArrivalKind


@dataclass(frozen=True, slots=True)
class FittedLine:
    """The least-squares line of ``n`` values: ``slope`` through ``mean_value`` in ``mean_year``.

    ``s2`` is the variance of the values about the true line (what is left over divided by n − f − g), ``spread`` the
    sum of squared distances of years from their mean.
    ``f`` and ``g`` are how many times larger the variances of the slope and of the mean are because neighbouring years
    resemble each other; 1 below ten values.
    """

    slope: float
    mean_year: float
    mean_value: float
    n: int
    s2: float
    spread: float
    last_year: int
    f: float = 1.0
    g: float = 1.0

    @property
    def slope_variance(self) -> float:
        return self.f * self.s2 / self.spread

    @property
    def mean_variance(self) -> float:
        return self.g * self.s2 / self.n

    def at(self, year: float) -> tuple[float, float, float]:
        """The line in ``year`` between the ends of its 90 % interval: low, middle, high."""
        distance = year - self.mean_year
        middle = self.mean_value + self.slope * distance
        variance = self.mean_variance + self.slope_variance * distance * distance
        reach = t_value(_TAIL, self.n - 2) * sqrt(variance)
        return middle - reach, middle, middle + reach

    def slope_interval(self, percent: int = 90) -> tuple[float, float]:
        """The ends of the slope's interval."""
        reach = t_value((1 + percent / 100) / 2, self.n - 2) * sqrt(self.slope_variance)
        return self.slope - reach, self.slope + reach

    def arrival(self, target: float) -> Arrival:
        """When the line reaches ``target``: every year in whose 90 % interval (see ``at``) the target lies.

        Source: Fieller 1954, J. R. Stat. Soc. B 16. With q the quantile and d = target − mean, the years x from the
        mean year for which (b² − q²·Vb)·x² − 2·d·b·x + d² − q²·Vm ≤ 0.
        """
        q2 = t_value(_TAIL, self.n - 2) ** 2
        d = target - self.mean_value
        middle = self.mean_year + d / self.slope if self.slope else None
        near_one = self._near_one(d)
        d, slope, square = d * near_one, self.slope * near_one, near_one * near_one
        a = slope * slope - q2 * self.slope_variance * square
        b, c = d * slope, d * d - q2 * self.mean_variance * square
        root = sqrt(max(b * b - a * c, 0.0))
        if a > 0:
            return Arrival(
                self.mean_year + (b - root) / a, middle, self.mean_year + (b + root) / a, ArrivalKind.BOUNDED
            )
        return self._open_ended(a, b, c, root, middle)

    def _near_one(self, d: float) -> float:
        """A power of two that brings the values near 1, where fourth powers are neither 0 nor infinite."""
        largest = max(abs(d), abs(self.slope), sqrt(self.slope_variance), sqrt(self.mean_variance))
        return ldexp(1.0, -frexp(largest)[1])

    def _open_ended(self, a: float, b: float, c: float, root: float, middle: float | None) -> Arrival:
        """Where the slope may be 0 the set is all years but some: said only if the years ahead begin among those."""
        years = (b - root) / a if a and root else c / (2 * b) if b > 0 else 0.0
        earliest = self.mean_year + years
        if root and c > 0 and earliest > self.last_year:
            return Arrival(earliest, middle, None, ArrivalKind.EARLIEST_ONLY)
        return Arrival(None, middle, None, ArrivalKind.CANNOT_BE_SAID)


def fit(points: Sequence[Point]) -> FittedLine | None:
    """The least-squares line of ``points`` (by year); None with fewer than three, whose spread cannot be known."""
    n = len(points)
    if n < 3:
        return None
    first = points[0]
    # Counted from the first value, so that a constant series is exactly flat.
    years, values = (
        [point.year - first.year for point in points],
        [point.value - first.value for point in points],
    )
    mean_year, mean = sum(years) / n, fsum(values) / n
    from_mean, above = [year - mean_year for year in years], [value - mean for value in values]
    spread = sum(map(mul, from_mean, from_mean))
    slope = sum(map(mul, from_mean, above)) / spread
    misses = [level - slope * x for x, level in zip(from_mean, above, strict=True)]
    left_over = sum(map(mul, misses, misses))
    f, g = _widened(tuple(years), correlation(points))
    # Correlated years lie nearer their own line than they do the true one: n − f − g is what is left of n.
    s2 = left_over / max(n - f - g, 1.0)
    return FittedLine(slope, first.year + mean_year, first.value + mean, n, s2, spread, points[-1].year, f, g)


def _widened(years: tuple[int, ...], correlated: float) -> tuple[float, float]:
    """f = ΣΣ (tᵢ − t̄)(tⱼ − t̄)·ρ^|tᵢ − tⱼ| / Σ(tᵢ − t̄)² and g = ΣΣ ρ^|tᵢ − tⱼ| / n."""
    if correlated <= 0:
        return 1.0, 1.0
    spread, apart = _apart(years)
    f = 1 + 2 * fsum(products * correlated**lag for lag, products, _pairs in apart) / spread
    g = 1 + 2 * fsum(pairs * correlated**lag for lag, _products, pairs in apart) / len(years)
    return f, g


@lru_cache(maxsize=256)
def _apart(years: tuple[int, ...]) -> tuple[float, tuple[tuple[int, float, int], ...]]:
    """Σ(t − t̄)², and by how many years pairs lie apart: the sum of (tᵢ − t̄)(tⱼ − t̄), and how many pairs."""
    mean = fsum(years) / len(years)
    products: dict[int, float] = {}
    pairs: dict[int, int] = {}
    for place, year in enumerate(years):
        for later in years[place + 1 :]:
            lag = later - year
            products[lag] = products.get(lag, 0.0) + (year - mean) * (later - mean)
            pairs[lag] = pairs.get(lag, 0) + 1
    spread = fsum((year - mean) ** 2 for year in years)
    return spread, tuple((lag, products[lag], pairs[lag]) for lag in products)
