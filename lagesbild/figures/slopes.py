"""The Theil–Sen line of every series at once: ``assessment.theil_sen`` for a whole country.

Two ways to the same numbers. ``by_pairs`` joins the table with itself, in Ibis alone: every engine can. ``in_arrays``
takes all series of one length together, in numpy, and is five times as quick as DuckDB's own ordering of lists.
"""

from functools import lru_cache
from statistics import NormalDist

import ibis
import numpy as np
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment.series import FEWEST

SERIES = ["indicator", "area", "subgroup"]
SLOPES_AT_A_TIME = 1_000_000
"""So many are put in order together, of long series at least one's. It bounds the memory."""

_Z = NormalDist().inv_cdf(0.975)


def by_pairs(series: Table, points: Table) -> Table:
    """``series`` (with n, of its ``points``: used_year, value) with ``slope``, ``low`` and ``high``.

    They are null with fewer than FEWEST points.
    """
    judged = series.filter(_.n >= FEWEST).select(*SERIES, "n")
    told = judged.join(_in_order(points), SERIES).join(_ties(points), SERIES)
    pairs = _.n * (_.n - 1) // 2
    reach = _Z * ((_.n * (_.n - 1) * (2 * _.n + 5) - _.ties) / 18).sqrt()
    ranked = told.mutate(pairs=pairs.cast("int32"), reach=reach).mutate(
        lowest=ibis.greatest(((_.pairs - _.reach) / 2).round().cast("int32") - 1, 0),
        highest=ibis.least(((_.pairs + _.reach) / 2).round().cast("int32"), _.pairs - 1),
    )
    middle = (_.slopes[((_.pairs - 1) // 2).cast("int32")] + _.slopes[(_.pairs // 2).cast("int32")]) / 2
    lines = ranked.select(*SERIES, slope=middle, low=_.slopes[_.lowest], high=_.slopes[_.highest])
    return series.left_join(lines, SERIES, rname="line_{name}").drop([f"line_{name}" for name in SERIES])


def _in_order(points: Table) -> Table:
    """The slopes between all pairs of values of each series, from the lowest up."""
    earlier = points.select(*SERIES, "value", year="used_year")
    later = earlier.view().rename(later_year="year", later_value="value")
    pairs = earlier.join(later, [*SERIES, earlier.year < later.later_year])
    slope = (_.later_value - _.value) / (_.later_year - _.year)
    return pairs.group_by(SERIES).agg(slopes=slope.collect()).mutate(slopes=_.slopes.sort())


def _ties(points: Table) -> Table:
    """The sum of t(t − 1)(2t + 5) over each series' groups of t equal values."""
    alike = points.group_by([*SERIES, "value"]).agg(times=_.count())
    return alike.group_by(SERIES).agg(ties=(_.times * (_.times - 1) * (2 * _.times + 5)).sum())


@ibis.udf.scalar.pyarrow(
    signature=(
        ("array<struct<year: int32, value: float64>>",),
        "struct<slope: float64, low: float64, high: float64>",
    )
)
def in_arrays(points):
    """The line of each series, given its ``points`` in any order; null with fewer than FEWEST."""
    points = points.combine_chunks()
    starts, counts = points.offsets.to_numpy()[:-1], np.diff(points.offsets.to_numpy())
    years, values = (points.values.field(name).to_numpy() for name in ("year", "value"))
    lines = np.full((3, len(counts)), np.nan)
    for n in np.unique(counts[counts >= FEWEST]):
        alike = np.flatnonzero(counts == n)
        rows = max(SLOPES_AT_A_TIME // len(_pairs(n)[0]), 1)
        for first in range(0, len(alike), rows):
            part = alike[first : first + rows]
            places = starts[part, None] + np.arange(n)
            lines[:, part] = _lines(years[places], values[places])
    return pa.StructArray.from_arrays(
        [pa.array(end, from_pandas=True) for end in lines], ["slope", "low", "high"]
    )


def _lines(years: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Slopes and both ends of their intervals, of series of the same length: a row each."""
    count = values.shape[1]
    one, other = _pairs(count)
    rises = values[:, other] - values[:, one]
    slopes = np.sort(rises / (years[:, other] - years[:, one]), axis=1)
    # A value adds 6a(a + 2) for its a equals further on: the t of a group together t(t − 1)(2t + 5).
    equals = np.add.reduceat(rises == 0, np.flatnonzero(other == one + 1), axis=1, dtype=int)
    ties = (6 * equals * (equals + 2)).sum(axis=1)
    reach = _Z * np.sqrt((count * (count - 1) * (2 * count + 5) - ties) / 18)
    pairs, row = len(one), np.arange(len(slopes))
    lowest = np.maximum(np.rint((pairs - reach) / 2).astype(int) - 1, 0)
    highest = np.minimum(np.rint((pairs + reach) / 2).astype(int), pairs - 1)
    middle = (slopes[:, (pairs - 1) // 2] + slopes[:, pairs // 2]) / 2
    return middle, slopes[row, lowest], slopes[row, highest]


@lru_cache(maxsize=32)
def _pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.triu_indices(count, 1)
