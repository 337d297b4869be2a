"""The slopes between all pairs of values of every series, in order: what Theil–Sen rests on, as Ibis expressions.

Two ways to the same list. ``by_columns`` lays a series' years side by side and is the fast one when series are many;
its expression holds every pair of years, so it has room for WIDEST years. ``by_pairs`` joins the table with itself
and takes any years.
"""

from itertools import combinations

import ibis
from ibis import _
from ibis.expr.types import ArrayColumn, IntegerColumn, Table

SERIES = ["indicator", "area", "subgroup"]
WIDEST = 26
"""The newest years that get a column: the years of Kolada's longest common series and one more."""

# The same word on each engine. DuckDB's own list_sort is four times slower than its ``size`` smallest.
IN_ORDER = {
    "duckdb": "CREATE OR REPLACE TEMPORARY MACRO in_order(list, size) AS list_aggregate(list, 'min', size)",
    "pyspark": (
        "CREATE OR REPLACE TEMPORARY FUNCTION in_order(list ARRAY<DOUBLE>, size INT) "
        "RETURNS ARRAY<DOUBLE> RETURN array_sort(list)"
    ),
}


@ibis.udf.scalar.builtin(signature=(("array<float64>", "int32"), "array<float64>"))
def in_order(list, size):
    """The numbers of ``list``, which has room for ``size``, from the lowest up; nulls last or left out."""


def teach_in_order(table: Table) -> None:
    """Define ``in_order`` in the session that ``table`` belongs to."""
    con = table.get_backend()
    con.raw_sql(IN_ORDER[con.name])


def columns(years: range) -> dict[str, ibis.Deferred]:
    """Aggregates that lay out ``used_year`` and ``value`` of a series as one column a year."""
    return {_column(year): _.value.max(where=_.used_year == year) for year in years}


def by_columns(series: Table, years: range) -> Table:
    """``series`` with its slopes in order and its ties in place of its year columns."""
    judged = series.mutate(slopes=_slopes(series, years), ties=_ties(series, years))
    return judged.drop([_column(year) for year in years])


def by_pairs(points: Table) -> Table:
    """One row a series of at least two ``points`` (used_year, value): its slopes in order and its ties."""
    earlier = points.select(*SERIES, year="used_year", value="value")
    later = earlier.view().rename(later_year="year", later_value="value")
    pairs = earlier.join(later, [*SERIES, earlier.year < later.later_year])
    slope = (_.later_value - _.value) / (_.later_year - _.year)
    slopes = pairs.group_by(SERIES).agg(slopes=slope.collect()).mutate(slopes=_.slopes.sort())
    alike = earlier.group_by([*SERIES, "value"]).agg(times=_.count())
    ties = alike.group_by(SERIES).agg(ties=(_.times * (_.times - 1) * (2 * _.times + 5)).sum())
    return slopes.join(ties, SERIES).cast({"ties": "int64"})


def _slopes(series: Table, years: range) -> ArrayColumn:
    pairs = [
        (series[_column(later)] - series[_column(year)]) / (later - year)
        for year, later in combinations(years, 2)
    ]
    return in_order(ibis.array(pairs), ibis.literal(len(pairs), "int32"))


def _ties(series: Table, years: range) -> IntegerColumn:
    """Sum of t(t − 1)(2t + 5) over groups of t equal values: each value adds 6a(a + 2) for its a later equals."""
    alike = [
        sum((_filled(series, later) == _filled(series, year)).cast("int32") for later in years[place + 1 :])
        for place, year in enumerate(years[:-1])
    ]
    return sum(6 * later * (later + 2) for later in alike).cast("int64")


def _filled(series: Table, year: int) -> ibis.Value:
    # No value is that large, and no two years have the same stand-in.
    return series[_column(year)].fill_null(year * 1e200)


def _column(year: int) -> str:
    return f"y{year}"
