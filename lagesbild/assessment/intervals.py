"""How sure is a share or a count? Intervals that hold for small numbers."""

from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""For 95 % intervals."""


def wilson(count: float, of: float, z: float = Z) -> tuple[float, float]:
    """The interval round a share: ``count`` out of ``of``. Both ends between 0 and 1, 95 % by default.

    (2np + z² ± z·√(z² + 4np(1 − p))) / (2(n + z²)). It holds near 0 and 1 and for few cases, where p ± 1.96·s.e.
    does not: 0 of 10 is 0 to 0.28. ``count`` may be a fraction, reckoned back from a rounded share. Raises ValueError
    unless 0 ≤ count ≤ of and of > 0.
    Source: Wilson 1927, J. Am. Stat. Assoc. 22; as in Public Health England, Technical Guide: Confidence
    Intervals, 2018, appendix 3.
    """
    if not 0 <= count <= of or of <= 0:
        raise ValueError(f"{count} of {of} is no share. Give a count from 0 to the whole.")
    middle = 2 * count + z * z
    reach = z * sqrt(z * z + 4 * count * (1 - count / of))
    low, high = ((middle + way * reach) / (2 * (of + z * z)) for way in (-1, 1))
    # Exactly at the ends, which rounding else misses by 1e-17.
    return (0.0 if count == 0 else max(low, 0.0)), (1.0 if count == of else min(high, 1.0))


def byar(count: float, z: float = Z) -> tuple[float, float]:
    """The interval round a count of events, 95 % by default. Divide by the population for a rate.

    Low O·(1 − 1/(9O) − z/(3√O))³, high (O + 1)·(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³. Within 0.2 % of the exact Poisson
    interval from 10 events on; below that the low end is a little off. No events: low 0. Raises ValueError for a
    negative count.
    Source: Breslow and Day, Statistical Methods in Cancer Research II, 1987; as in Public Health England,
    Technical Guide: Confidence Intervals, 2018, appendix 1.
    """
    if count < 0:
        raise ValueError(f"{count} is no count of events. Give 0 or more.")
    more = count + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    if count == 0:
        return 0.0, high
    return max(count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3, 0.0), high
