"""Linear regression: the straight line with the least squared distance to the values."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import NormalDist

from lagesbild.assessment.series import Point, TrendLine

_Z = NormalDist().inv_cdf(0.975)

# The 97.5 % quantile of Student's t for 1, 2, 3 … degrees of freedom.
# fmt: off
_T = (
    12.706204736175, 4.302652729749, 3.182446305284, 2.776445105198, 2.570581835636,
    2.446911851145, 2.364624251593, 2.306004135204, 2.262157162798, 2.228138851986,
    2.200985160092, 2.178812829667, 2.160368656463, 2.144786687918, 2.13144954556,
    2.119905299221, 2.109815577833, 2.100922040241, 2.093024054408, 2.085963447266,
    2.079613844728, 2.073873067904, 2.068657610419, 2.063898561628, 2.059538552753,
    2.055529438643, 2.05183051648, 2.048407141795, 2.045229642133, 2.042272456301,
    2.039513446396, 2.03693334346, 2.034515297449, 2.032244509318, 2.03010792825,
    2.02809400098, 2.026192463029, 2.024394163912, 2.022690920037, 2.021075390306,
)
# fmt: on


def regression(points: Sequence[Point]) -> TrendLine:
    """How much the value changes in a year along the least-squares line, as Swedish barometers usually count.

    slope = Σ(year − mean)(y − mean) / Σ(year − mean)², with the 95 % interval slope ± t·s.e. on n − 2
    degrees of freedom. It trusts every value: one odd year near an end moves it much, and values that follow
    each other make the interval too narrow. A constant series gives 0 from 0 to 0.

    Takes at least three points of different years; raises ValueError otherwise.
    Source: any textbook; used since a start year by the sustainability report of Skaraborg 2023.
    """
    n = len(points)
    if n < 3:
        raise ValueError("Regression needs at least three values of different years.")
    # Counted from the first value, so that a constant series is exactly zero.
    years = _centred([point.year - points[0].year for point in points])
    values = _centred([point.value - points[0].value for point in points])
    spread = fsum(x * x for x in years)
    slope = fsum(x * y for x, y in zip(years, values, strict=True)) / spread
    left_over = fsum((y - slope * x) ** 2 for x, y in zip(years, values, strict=True))
    reach = t_quantile(n - 2) * sqrt(left_over / (n - 2) / spread)
    return TrendLine(slope, slope - reach, slope + reach)


def t_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t; above 40 degrees of freedom by expansion, to 1e-7."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z, v = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def _centred(numbers: list[float]) -> list[float]:
    mean = fsum(numbers) / len(numbers)
    return [number - mean for number in numbers]
