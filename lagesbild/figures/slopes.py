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
SLOPES_AT_A_TIME = 200_000
"""So many are put in order together, of long series at least one's: what a processor keeps near itself."""

_Z = NormalDist().inv_cdf(0.975)


def by_pairs(series: Table, points: Table) -> Table:
    """``series`` (with n, of its ``points``: used_year, value) with ``slope``, ``low`` and ``high``.

    They are null with fewer than FEWEST points.
    """
    judged = series.filter(_.n >= FEWEST).select(*SERIES, "n")
    paired = judged.join(in_order(points), SERIES).join(_ties(points), SERIES)
    pairs = _.n * (_.n - 1) // 2
    reach = _Z * ((_.n * (_.n - 1) * (2 * _.n + 5) - _.ties) / 18).sqrt()
    ranked = paired.mutate(pairs=pairs.cast("int32"), reach=reach).mutate(
        lowest=ibis.greatest(((_.pairs - _.reach) / 2).round().cast("int32") - 1, 0),
        highest=ibis.least(((_.pairs + _.reach) / 2).round().cast("int32"), _.pairs - 1),
    )
    middle = (_.slopes[((_.pairs - 1) // 2).cast("int32")] + _.slopes[(_.pairs // 2).cast("int32")]) / 2
    lines = ranked.select(*SERIES, slope=middle, low=_.slopes[_.lowest], high=_.slopes[_.highest])
    return series.left_join(lines, SERIES, rname="line_{name}").drop([f"line_{name}" for name in SERIES])


def in_order(points: Table) -> Table:
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
        rows = max(SLOPES_AT_A_TIME // (n * (n - 1) // 2), 1)
        for first in range(0, len(alike), rows):
            part = alike[first : first + rows]
            places = starts[part, None] + np.arange(n)
            lines[:, part] = _lines(*in_time(years[places], values[places]))
    return pa.StructArray.from_arrays(
        [pa.array(end, from_pandas=True) for end in lines], ["slope", "low", "high"]
    )


def in_time(years: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if (years[:, 1:] > years[:, :-1]).all():
        return years, values
    order = np.argsort(years, axis=1)
    return np.take_along_axis(years, order, axis=1), np.take_along_axis(values, order, axis=1)


def _lines(years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Slopes and both ends of their intervals, of series of the same length, in order of time: a row each."""
    row, count = np.arange(len(values)), values.shape[1]
    slopes = slopes_of(years, values)
    slopes.sort(axis=1)
    pairs = slopes.shape[1]
    reach = _Z * np.sqrt((count * (count - 1) * (2 * count + 5) - _ties_in(values)) / 18)
    lowest = np.maximum(np.rint((pairs - reach) / 2).astype(int) - 1, 0)
    highest = np.minimum(np.rint((pairs + reach) / 2).astype(int), pairs - 1)
    middle = (slopes[:, (pairs - 1) // 2] + slopes[:, pairs // 2]) / 2
    return np.array([middle, slopes[row, lowest], slopes[row, highest]])


def slopes_of(years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The slopes between all pairs of each row's values: a row each, in no order."""
    # Turned, so that each step runs along the series.
    first, other = _pairs(values.shape[1])
    turned = np.ascontiguousarray(values.T)
    slopes = turned[other]
    slopes -= turned[first]
    if (years == years[:1]).all():
        slopes /= (years[0, other] - years[0, first])[:, None]
    else:
        turned = np.ascontiguousarray(years.T)
        slopes /= turned[other] - turned[first]
    return np.ascontiguousarray(slopes.T)


def _ties_in(values: np.ndarray) -> np.ndarray:
    """The sum of t(t − 1)(2t + 5) over each row's groups of t equal values."""
    in_order = np.sort(values, axis=1)
    equal = in_order[:, 1:] == in_order[:, :-1]
    ties = np.zeros(len(values), dtype=int)
    tied = np.flatnonzero(equal.any(axis=1))
    place = np.arange(1, values.shape[1])
    before = place - np.maximum.accumulate(np.where(equal[tied], 0, place), axis=1)
    # A value adds 6a(a + 2) for its a equals before it: the t of a group together t(t − 1)(2t + 5).
    ties[tied] = (6 * before * (before + 2)).sum(axis=1)
    return ties


@lru_cache(maxsize=64)
def _pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.triu_indices(count, 1)


def worked_out_once(table: Table) -> Table:
    """``table``, for expressions that ask for it many times: left to themselves the engines find it anew each time.

    Here it is kept in memory for as long as an expression holds on to it. Spark keeps it until its session ends, and
    forgets how it came about: kept with that, its plan is planned once more wherever the table is asked for.
    """
    backend = table.get_backend()
    if backend.name == "duckdb":
        return ibis.memtable(table.to_pyarrow())
    # Spark knows tables in memory, such as rules, only once it has been asked with them.
    table.limit(0).to_pyarrow()
    name = ibis.util.gen_name("worked_out")
    backend.raw_sql(backend.compile(table)).localCheckpoint().createTempView(name)
    return backend.table(name)
