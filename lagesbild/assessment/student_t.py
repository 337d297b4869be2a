"""Quantiles of Student's t, for the intervals of lines and changes."""

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt


@lru_cache(maxsize=512)
def t_value(probability: float, freedom: int) -> float:
    """The quantile of Student's t that ``probability`` lies below: 0.95 with 8 degrees of freedom is 1.8595.

    The distribution function has a closed form for whole degrees of freedom; it is inverted by halving, to the
    last figure. Raises ValueError unless 0.5 ≤ probability < 1 and freedom ≥ 1.
    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    if not 0.5 <= probability < 1 or freedom < 1:
        raise ValueError(f"No quantile for {probability} with {freedom} degrees of freedom.")
    low, high = 0.0, 2.0
    while below(high, freedom) < probability:
        high *= 2
    for _halving in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def below(t: float, freedom: int) -> float:
    """The probability that Student's t is at most ``t``, which is not negative."""
    angle = atan(t / sqrt(freedom))
    squared = cos(angle) ** 2
    odd = freedom % 2
    term, total = 1.0, 0.0
    for step in range(1 + odd, freedom, 2):
        total += term
        term *= squared * step / (step + 1)
    within = 2 / pi * (angle + sin(angle) * cos(angle) * total) if odd else sin(angle) * total
    return (1 + within) / 2
