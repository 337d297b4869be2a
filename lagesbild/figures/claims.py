"""Mann–Kendall for every series at once: ``assessment.claimed_line`` for a whole country, in numpy.

All series of one length are taken together. What depends only on the pattern of equal values, or of the years between
values, is worked out by ``assessment`` for each distinct pattern (a hundred or so in a country) and put back.
"""

from functools import lru_cache

import numpy as np
import pyarrow as pa

from lagesbild.assessment.autocorrelation import (
    CORRELATED_FROM,
    EXACT,
    MOST,
    STEPS,
    STRAIGHT,
    UNKNOWN,
    inflation_at,
)
from lagesbild.assessment.mann_kendall import NEAR, as_decimals, differing, threshold
from lagesbild.assessment.series import FEWEST
from lagesbild.figures.slopes import SLOPES_AT_A_TIME, in_time, slopes_of

LINE = ("slope", "low", "high", "weak")
_MOST_BITS = 62
_WIDEST, _SPANS_APART = 36, 12
"""Patterns of at most so many years are taken together, by spans so many years apart."""
_STEPS_THERE = round(MOST * STEPS) + 2
"""The hundredths of correlation that there are, and one after the last."""


def of_lists(points: pa.ListArray) -> pa.StructArray:
    """The claimed line of each series, with the fields of LINE, given its ``points`` (year, value) in any order.

    Null with fewer than FEWEST. ``weak``: what is claimed is claimed weakly. Nothing is claimed just where 0 lies from
    ``low`` to ``high``.
    """
    starts, counts = points.offsets.to_numpy()[:-1], np.diff(points.offsets.to_numpy())
    years, values = (points.values.field(name).to_numpy() for name in ("year", "value"))
    lines, weak = np.full((3, len(counts)), np.nan), np.zeros(len(counts), dtype=bool)
    for n in np.unique(counts[counts >= FEWEST]):
        alike = np.flatnonzero(counts == n)
        rows = max(SLOPES_AT_A_TIME // (n * (n - 1) // 2), 1)
        for first in range(0, len(alike), rows):
            part = alike[first : first + rows]
            places = starts[part, None] + np.arange(n)
            lines[:, part], weak[part] = claimed_lines(*in_time(years[places], values[places]))
    ends = [pa.array(end, from_pandas=True) for end in lines]
    return pa.StructArray.from_arrays([*ends, pa.array(weak)], LINE)


def claimed_lines(years: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slopes with both ends of their intervals, and what is weak: series of one length, in order, a row each."""
    values, ordered = _as_decimals(values)
    slopes = slopes_of(years, values)
    slopes.sort(axis=1)
    score = (slopes > 0).sum(axis=1) - (slopes < 0).sum(axis=1)
    claimed, included, firm, most = _thresholds(ordered)
    widened = np.sqrt(_inflations(years, values))
    least = np.floor(claimed * widened) + 1
    least = np.where(included & (widened == 1), claimed, least)
    size = np.abs(score)
    way = np.where((size >= least) & (size > 0), np.sign(score), 0)
    lines = _with_ends(slopes, least, most)
    _agree(lines, slopes, way, years, values)
    return lines, (way != 0) & (size / widened <= firm)


def _as_decimals(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The values without what binary numbers leave behind, and the same from the lowest up."""
    ordered = np.sort(values, axis=1)
    apart = np.diff(ordered, axis=1)
    near = (apart > 0) & (apart < NEAR * np.abs(ordered[:, [0, -1]]).max(axis=1)[:, None])
    rows = np.flatnonzero(near.any(axis=1))
    if len(rows):
        values = values.copy()
        values[rows] = [as_decimals(tuple(row)) for row in values[rows].tolist()]
        ordered[rows] = np.sort(values[rows], axis=1)
    return values, ordered


def _thresholds(ordered: np.ndarray) -> np.ndarray:
    """What each row's score must be beyond, whether that much is enough, the same for firm, and the highest score."""
    count = ordered.shape[1]
    patterns, which = _distinct(ordered[:, 1:] == ordered[:, :-1])
    limits = np.array([_limits(count, pattern.tobytes()) for pattern in patterns])
    claimed, included, firm, most = limits.T[:, which]
    return claimed, included.astype(bool), firm, most


def _distinct(equal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct rows, and which of them each row is."""
    if not equal.any():
        return equal[:1], np.zeros(len(equal), dtype=int)
    if equal.shape[1] > _MOST_BITS:
        patterns, which = np.unique(equal, axis=0, return_inverse=True)
        return patterns, which.reshape(-1)
    keys = equal @ (1 << np.arange(equal.shape[1]))
    _keys, firsts, which = np.unique(keys, return_index=True, return_inverse=True)
    return equal[firsts], which


@lru_cache(maxsize=100_000)
def _limits(count: int, pattern: bytes) -> tuple[float, float, float, float]:
    """The same for one pattern, whose bytes tell whether a value equals the one before it."""
    runs = pattern.split(b"\0")
    ties = tuple(sorted(len(run) + 1 for run in runs if run))
    limit = threshold(count, ties)
    return limit.claimed, limit.included, limit.firm, differing(count, ties)


def _inflations(years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """How many times correlated years widen the variance of each row's score."""
    inflations = np.ones(len(values))
    if values.shape[1] < CORRELATED_FROM:
        return inflations
    steps = _correlations(years, values) * STEPS
    correlated = np.flatnonzero(steps > 0)
    if len(correlated):
        apart = years[correlated] - years[correlated, :1]
        inflations[correlated] = _inflations_of(apart, steps[correlated])
    return inflations


def _inflations_of(apart: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """The inflation of rows with these years between their values, at so many hundredths of correlation."""
    firsts, which = _distinct_years(apart)
    below = np.floor(steps).astype(int)
    # Which pattern and step each row needs, and the step after it: each once.
    needed = np.unique([which * _STEPS_THERE + below, which * _STEPS_THERE + below + 1])
    bounds = np.searchsorted(needed, _STEPS_THERE * np.arange(len(firsts) + 1))
    tables = np.stack(
        [
            inflation_table(tuple(pattern), needed[bounds[place] : bounds[place + 1]] % _STEPS_THERE)
            for place, pattern in enumerate(apart[firsts].tolist())
        ]
    )
    return tables[which, below] + (steps - below) * (tables[which, below + 1] - tables[which, below])


def _distinct_years(apart: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each distinct row first stands, and which of them each row is."""
    if apart[:, -1].max() > _MOST_BITS:
        _rows, firsts, which = np.unique(apart, axis=0, return_index=True, return_inverse=True)
        return firsts, which.reshape(-1)
    keys = (1 << apart.astype(np.int64)).sum(axis=1)
    _keys, firsts, which = np.unique(keys, return_index=True, return_inverse=True)
    return firsts, which


def _correlations(years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """``assessment.autocorrelation.correlation`` of each row."""
    n = values.shape[1]
    time = years - years.mean(axis=1)[:, None]
    left_over = values - values.mean(axis=1)[:, None]
    slope = np.einsum("ij,ij->i", left_over, time) / np.einsum("ij,ij->i", time, time)
    left_over -= slope[:, None] * time
    squares = np.einsum("ij,ij->i", left_over, left_over)
    bent = squares > STRAIGHT * np.einsum("ij,ij->i", values, values)
    neighbours = np.diff(years, axis=1) == 1
    products = np.einsum("ij,ij->i", left_over[:, :-1] * neighbours, left_over[:, 1:])
    r1 = np.divide(products, squares, out=np.zeros(len(values)), where=bent)
    r1[2 * neighbours.sum(axis=1) < n] = UNKNOWN
    return np.where(bent, np.clip((n * r1 + 2) / (n - 4), 0, MOST), 0)


def inflation_table(pattern: tuple[int, ...], steps: np.ndarray) -> np.ndarray:
    """The inflation at each of ``steps``, hundredths of correlation: ``assessment.autocorrelation.inflation_at``."""
    table = _table(pattern)
    missing = steps[np.isnan(table[steps])].tolist()
    if missing:
        table[missing] = [_inflation(pattern, step) for step in missing]
    return table


# Many more than a country has: what is worked out anew costs a thousand times what is kept.
@lru_cache(maxsize=16_384)
def _table(pattern: tuple[int, ...]) -> np.ndarray:
    """What has been worked out for a pattern of years; NaN where nothing has."""
    table = np.full(_STEPS_THERE, np.nan)
    table[0] = 1
    return table


def _inflation(pattern: tuple[int, ...], step: int) -> float:
    n, last = len(pattern), pattern[-1]
    if n > EXACT or last > _WIDEST:
        return inflation_at(pattern, step)
    span = -(-last // _SPANS_APART) * _SPANS_APART
    # Not by BLAS: on numbers this few its threads wait for each other longer than they work.
    total = np.einsum("i,i->", _pairs_of_differences(pattern, span), _angles(span, step))
    return 2 / np.pi * total / (n * (n - 1) * (2 * n + 5) / 18)


@lru_cache(maxsize=256)
def _pairs_of_differences(pattern: tuple[int, ...], span: int) -> np.ndarray:
    """``assessment.autocorrelation.kinds_of_pairs``: how many pairs of differences there are, by the length of the one,
    of the other, and how much later the other begins (from ``span`` years before)."""
    there = np.zeros(2 * span + 1)
    there[list(pattern)] = 1
    # Of each length: in which years a difference begins.
    begins = np.array(
        [there[: span + 1] * there[length : span + 1 + length] for length in range(1, span + 1)]
    )
    later = np.zeros((span, 3 * span + 1))
    later[:, span : 2 * span + 1] = begins
    shifted = np.lib.stride_tricks.sliding_window_view(later, span + 1, axis=1)
    return np.tensordot(begins, shifted, axes=(1, 2)).ravel()


# The same whatever the pattern: of each hundredth once.
@lru_cache(maxsize=3 * _STEPS_THERE)
def _angles(span: int, step: int) -> np.ndarray:
    """The arc sine of the correlation of two differences, by their lengths and how much later the second begins."""
    powers = (step / STEPS) ** np.arange(2 * span + 1)
    lengths, shifts = np.arange(1, span + 1), np.arange(-span, span + 1)
    length, other = lengths[:, None, None], lengths[:, None]
    shared = (
        powers[np.abs(shifts + other - length)]
        - powers[np.abs(shifts - length)]
        - powers[np.abs(shifts + other)]
        + powers[np.abs(shifts)]
    )
    alike = shared / (2 * np.sqrt((1 - powers[length]) * (1 - powers[other])))
    return np.arcsin(np.clip(alike, -1, 1)).ravel()


def _with_ends(slopes: np.ndarray, least: np.ndarray, most: np.ndarray) -> np.ndarray:
    pairs, row = slopes.shape[1], np.arange(len(slopes))
    outside = np.maximum((pairs - least) // 2, 0).astype(int)
    middle = (slopes[:, (pairs - 1) // 2] + slopes[:, pairs // 2]) / 2
    low, high = slopes[row, outside], slopes[row, pairs - 1 - outside]
    # Where nothing can be claimed whatever the order.
    never = least > most
    low[never] = np.minimum(slopes[never, 0], 0)
    high[never] = np.maximum(slopes[never, -1], 0)
    return np.array([middle, low, high])


def _agree(
    lines: np.ndarray, slopes: np.ndarray, way: np.ndarray, years: np.ndarray, values: np.ndarray
) -> None:
    """Where a way is claimed, nothing of slope and interval is 0 or goes the other way; in place."""
    rows = np.flatnonzero((way != 0) & (lines * way <= 0).any(axis=0))
    if not len(rows):
        return
    ways = way[rows]
    along = slopes[rows] * ways[:, None]
    smallest = np.where(along > 0, along, np.inf).min(axis=1)
    slope, *ends = lines[:, rows] * ways
    slope = np.where(slope > 0, slope, _least_squares(years[rows], values[rows]) * ways)
    slope = np.where(slope > 0, slope, smallest)
    ends = [np.where(end > 0, end, smallest) for end in ends]
    low, high = (pick([*ends, slope], axis=0) for pick in (np.min, np.max))
    upwards = ways > 0
    lines[:, rows] = slope * ways, np.where(upwards, low, -high), np.where(upwards, high, -low)


def _least_squares(years: np.ndarray, values: np.ndarray) -> np.ndarray:
    time = years - years.mean(axis=1)[:, None]
    level = values - values.mean(axis=1)[:, None]
    return np.einsum("ij,ij->i", time, level) / np.einsum("ij,ij->i", time, time)
