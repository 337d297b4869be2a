"""Which values of a whole country may be compared: ``tables.like_with_like`` for every series at once, in Ibis.

Nearly all figures are of whole years, and for them nothing is worked out: only indicators that have other periods
are looked through.
"""

from collections import defaultdict
from collections.abc import Iterable

import ibis
from ibis import _
from ibis.expr.types import Table

from lagesbild.figures.slopes import SERIES
from lagesbild.tables.like_with_like import likeness
from lagesbild.tables.periods import Kind, Period

YEAR_LENGTH = 4
"""A whole year is written in four digits, and no other period so shortly."""
_FACTS = ibis.schema(
    {
        "period": "string",
        "place": "int64",  # its place in time among those of the table
        "recency": "int64",  # the same where a whole year counts as later than its parts
        "is_whole": "int32",  # of one or more whole years
        "is_year": "int32",
        "is_day": "int32",
        "likeness": "string",  # what periods that can be compared have in common
        "daily_likeness": "string",  # the same where years have several days
    }
)
_PARTS = 1000
"""More than a year has days, weeks, months, quarters and halves together."""
_MOST_PLACES = 1_000_000


def alike(numbers: Table) -> Table:
    """``numbers`` without the values that are not compared, one value a series and year. Looks at the periods first.

    ``numbers`` needs indicator, area, subgroup, period and year.
    """
    odd = numbers.filter(_.period.length() != YEAR_LENGTH)
    indicators = odd.select("indicator").distinct().to_pyarrow()["indicator"].to_pylist()
    if not indicators:
        return numbers
    is_odd = _.indicator.isin(indicators)
    parted = numbers.filter(is_odd)
    return numbers.filter(~is_odd).union(_compared(parted).select(numbers.columns))


def with_recency(numbers: Table) -> Table:
    """``numbers`` with ``recency``: one number a period, the larger the later; a whole year is later than its parts."""
    odd = numbers.filter(_.period.length() != YEAR_LENGTH)
    plain = numbers.mutate(recency=_.year.cast("int64") * _PARTS + _PARTS - 1)
    texts = odd.select("period").distinct().to_pyarrow()["period"].to_pylist()
    if not texts:
        return plain
    dated = odd.join(period_facts(texts).select("period", "recency"), "period")
    return plain.filter(_.period.length() == YEAR_LENGTH).union(dated.select(plain.columns))


def period_facts(periods: Iterable[str]) -> Table:
    """What the engine needs to know of the periods. Raises ValueError for a text that is no period."""
    in_time = sorted(map(Period.parse, periods))
    by_year: dict[int, list[Period]] = defaultdict(list)
    for period in sorted(in_time, key=lambda period: (period.is_whole, period)):
        by_year[period.year].append(period)
    recency = {
        period: year * _PARTS + (_PARTS - 1 if period.kind == Kind.YEAR else place)
        for year, of_year in by_year.items()
        for place, period in enumerate(of_year)
    }
    rows = [_facts(place, recency[period], period) for place, period in enumerate(in_time)]
    return ibis.memtable(rows, schema=_FACTS)


def _facts(place: int, recency: int, period: Period) -> dict:
    return {
        "period": str(period),
        "place": place,
        "recency": recency,
        "is_whole": int(period.is_whole),
        "is_year": int(period.kind == Kind.YEAR),
        "is_day": int(period.kind == Kind.DAY),
        "likeness": repr(likeness(period, daily=False)),
        "daily_likeness": repr(likeness(period, daily=True)),
    }


def _compared(numbers: Table) -> Table:
    """The largest group of like periods of each series that reaches its last year or the year before."""
    texts = numbers.select("period").distinct().to_pyarrow()["period"].to_pylist()
    in_series, in_year = ibis.window(group_by=SERIES), ibis.window(group_by=[*SERIES, "year"])
    in_group = ibis.window(group_by=[*SERIES, "group"])
    parts_too = (
        numbers.join(period_facts(texts), "period")
        .mutate(has_whole_year=_.is_year.max().over(in_year))
        .filter((_.is_whole == 1) | (_.has_whole_year == 0))
        .mutate(days=_.is_day.sum().over(in_year))
    )
    grouped = parts_too.mutate(most_days=_.days.max().over(in_series)).mutate(
        group=(_.most_days > 1).ifelse(_.daily_likeness, _.likeness)
    )
    sized = grouped.mutate(
        n=_.place.count().over(in_group),
        last_place=_.place.max().over(in_group),
        group_year=_.year.max().over(in_group),
        last_year=_.year.max().over(in_series),
    )
    reaches = _.group_year >= _.last_year - 1
    weighed = sized.mutate(weight=reaches.ifelse(_.n * _MOST_PLACES + _.last_place, -1))
    return weighed.mutate(most=_.weight.max().over(in_series)).filter(_.weight == _.most)
