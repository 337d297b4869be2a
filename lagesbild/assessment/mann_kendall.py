"""Mann–Kendall: do later values lie above earlier ones more often than chance would have it? The default's word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import floor, sqrt
from operator import gt, lt, sub
from statistics import NormalDist

from lagesbild.assessment.autocorrelation import correlation, inflation
from lagesbild.assessment.series import Point
from lagesbild.assessment.words import Evidence

ONE_IN = 20
"""A claim is wrong once in so many series that only vary. Whole, so that exactly 5 % is exactly 5 %."""
LEVEL = 1 / ONE_IN
WEAK_FROM = 6
"""From this many values a weak claim can be made; with five it would be made in 8 % of series that only vary."""
EXACT = 40
"""Up to this many values the distribution is exact."""
# Values nearer each other than this, beside the largest, may be the same as decimals.
NEAR = 1e-11
_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(1 - LEVEL / 2)


@dataclass(frozen=True, slots=True)
class TrendClaim:
    """Which way a series goes, if that can be said.

    ``direction`` is the sign of the change in the values, never good or bad; 0 where chance may explain it.
    ``strength`` is STRONG (a firm claim, p < 0.05), WEAK (the middle p at most 0.05) or NONE. ``p`` is the probability
    of so uneven an order, or a more uneven one, when nothing happens; ``mid_p`` counts what is just as uneven by half.
    """

    direction: int
    strength: Evidence
    p: float
    mid_p: float


NO_CLAIM = TrendClaim(0, Evidence.NONE, 1.0, 1.0)


def mann_kendall(points: Sequence[Point]) -> TrendClaim:
    """Whether ``points`` (by year) rise or fall.

    S = Σ sign(yⱼ − yᵢ) over all pairs i < j. Firm: p < 0.05 by the exact distribution of S given which values are
    equal; above 40 values by the normal, with its variance corrected for equal values. Weak, from six values: a middle
    p of at most 0.05. From ten values years that resemble their neighbours are allowed for: the distribution is read
    at |S|/√c, c being how much they widen it (see ``autocorrelation``). A constant series and fewer than three values
    claim nothing.

    Source: Mann 1945, Econometrica 13; Kendall, Rank Correlation Methods, 1975; the middle p: Lancaster 1961,
    J. Am. Stat. Assoc. 56.
    """
    evenness = evenness_of(points)
    return claim(evenness.score, evenness.widened, evenness.n, evenness.ties) if evenness else NO_CLAIM


def way_if_independent(points: Sequence[Point]) -> int:
    """The direction that would be claimed of ``points`` if no year resembled the one before.

    0 if none would, and where no year is taken to: then the claim stands as it is.
    """
    if correlation(points) <= 0:
        return 0
    values = as_decimals(tuple(point.value for point in points))
    score = _score(values)
    least = least_claimed(1, len(values), ties_in(values))
    return (score > 0) - (score < 0) if score and least is not None and abs(score) >= least else 0


@dataclass(frozen=True, slots=True)
class Evenness:
    """How evenly a series of ``n`` values rises or falls: its ``score`` S, the sizes of its groups of equal values, and
    how many times correlated years have ``widened`` the variance of S."""

    score: int
    widened: float
    n: int
    ties: tuple[int, ...]


def evenness_of(points: Sequence[Point]) -> Evenness | None:
    """What a claim rests on; None for a constant series or fewer than three values."""
    if len(points) < 3:
        return None
    values = as_decimals(tuple(point.value for point in points))
    return evenness(points, values, _score(values)) if min(values) != max(values) else None


def evenness(points: Sequence[Point], values: Sequence[float], score: int) -> Evenness:
    """The same of ``points`` whose ``values`` as decimals and ``score`` are known already."""
    widened = inflation([point.year for point in points], correlation(points))
    return Evenness(score, widened, len(values), ties_in(values))


def ties_in(values: Sequence[float]) -> tuple[int, ...]:
    """The sizes of the groups of equal ``values``, from the smallest up."""
    if len(set(values)) == len(values):
        return ()
    return tuple(sorted(times for times in Counter(values).values() if times > 1))


def claim(score: int, widened: float, n: int, ties: tuple[int, ...]) -> TrendClaim:
    """What a ``score`` S among ``n`` values with ``ties`` among them says, its variance ``widened`` so many times."""
    reached = abs(score) / sqrt(widened) if widened != 1 else abs(score)
    p, mid_p, firm, weak = _read(reached, n, ties)
    strength = Evidence.STRONG if firm else Evidence.WEAK if weak and n >= WEAK_FROM else Evidence.NONE
    way = (score > 0) - (score < 0)
    return TrendClaim(way if strength else 0, strength, p, mid_p)


def published(value: float) -> float:
    """``value`` as decimals, without what binary numbers leave behind: 0.1 + 0.2 is 0.3."""
    return float(f"{value:.12g}")


def least_claimed(widened: float, n: int, ties: tuple[int, ...]) -> int | None:
    """The least |S| that claims anything; None where no order does."""
    limits = threshold(n, ties)
    if widened == 1 and limits.included:
        return int(limits.claimed)
    least = floor(limits.claimed * sqrt(widened)) + 1
    return least if least <= differing(n, ties) else None


@dataclass(frozen=True, slots=True)
class Threshold:
    """What |S|/√c must be beyond for a claim, and for a firm one.

    ``included``: just as much as ``claimed`` is a claim too, where years are independent.
    """

    claimed: float
    included: bool
    firm: float


@lru_cache(maxsize=4096)
def threshold(n: int, ties: tuple[int, ...]) -> Threshold:
    """The threshold for ``n`` values with ``ties`` among them."""
    if n > EXACT:
        reach = _Z * _deviation(n, ties)
        return Threshold(reach, False, reach + 1)
    below, total = distribution(n, ties)
    most = differing(n, ties)
    firm = sum(2 * ONE_IN * at_least < total for at_least in below)
    rare = sum(2 * ONE_IN * at_least <= total for at_least in below) if n >= WEAK_FROM else firm
    claimed = most - 2 * rare
    middle = below[rare] + (below[rare - 1] if rare else 0)
    return Threshold(claimed, n >= WEAK_FROM and claimed > 0 and ONE_IN * middle <= total, most - 2 * firm)


@lru_cache(maxsize=1024)
def as_decimals(values: tuple[float, ...]) -> tuple[float, ...]:
    """``values`` as published where that makes some of them equal; else as they are."""
    ordered = sorted(values)
    near = NEAR * max(ordered[-1], -ordered[0])
    if not any(0 < apart < near for apart in map(sub, ordered[1:], ordered)):
        return values
    decimals = tuple(map(published, values))
    return decimals if len(set(decimals)) < len(set(values)) else values


def _score(values: Sequence[float]) -> int:
    score = 0
    for apart in range(1, len(values)):
        later = values[apart:]
        score += sum(map(gt, later, values)) - sum(map(lt, later, values))
    return score


def _read(reached: float, n: int, ties: tuple[int, ...]) -> tuple[float, float, bool, bool]:
    """p, the middle p, and whether they are a firm or a weak claim, at a score of ``reached``."""
    if n > EXACT:
        return _read_normal(reached, n, ties)
    below, total = distribution(n, ties)
    # An order with d pairs the wrong way has S = (all pairs) − 2d.
    most = (differing(n, ties) - reached) / 2
    last = floor(most)
    at_least = below[last] if last >= 0 else 0
    more = (below[last - 1] if last else 0) if last == most else at_least
    firm, weak = 2 * ONE_IN * at_least < total, ONE_IN * (at_least + more) <= total
    return min(2 * at_least / total, 1.0), min((at_least + more) / total, 1.0), firm, weak


def _read_normal(reached: float, n: int, ties: tuple[int, ...]) -> tuple[float, float, bool, bool]:
    deviation = _deviation(n, ties)
    p = min(2 * _NORMAL.cdf(-max(reached - 1, 0) / deviation), 1.0)
    mid_p = 2 * _NORMAL.cdf(-reached / deviation)
    return p, mid_p, p < LEVEL, reached > _Z * deviation


def _deviation(n: int, ties: tuple[int, ...]) -> float:
    return sqrt((_term(n) - sum(map(_term, ties))) / 18)


def _term(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def differing(n: int, ties: tuple[int, ...]) -> int:
    """How many pairs are not of equal values."""
    return n * (n - 1) // 2 - sum(times * (times - 1) // 2 for times in ties)


@lru_cache(maxsize=4096)
def distribution(n: int, ties: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """How many orders of ``n`` values have at most 0, 1, 2 … pairs the wrong way, and how many there are in all.

    Their generating function is [n]ₑ! / Π [g]ₑ! over the sizes g of groups of equal values: whole numbers throughout.
    """
    orders = [1] + [0] * differing(n, ties)
    for factor in range(2, n + 1):
        _multiply(orders, factor)
    for factor in (step for times in ties for step in range(2, times + 1)):
        _divide(orders, factor)
    below = tuple(accumulate(orders))
    return below, below[-1]


def _multiply(series: list[int], factor: int) -> None:
    """By 1 + q + … + q^(factor − 1), in place and cut at its length: by 1 − q^factor, then by the sum of all powers."""
    for power in range(len(series) - 1, factor - 1, -1):
        series[power] -= series[power - factor]
    for power in range(1, len(series)):
        series[power] += series[power - 1]


def _divide(series: list[int], factor: int) -> None:
    for power in range(len(series) - 1, 0, -1):
        series[power] -= series[power - 1]
    for power in range(factor, len(series)):
        series[power] += series[power - factor]
