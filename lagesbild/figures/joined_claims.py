"""Mann–Kendall for every series at once, in Ibis alone: what ``claims`` does in numpy, for every other engine.

The patterns of equal values and of years are looked up first, what they mean is worked out by ``assessment`` in Python,
and a small table of it is joined back.
"""

import ibis
import numpy as np
from ibis import _
from ibis.expr.types import Column, Table, Value

from lagesbild.assessment.autocorrelation import CORRELATED_FROM, MOST, STEPS, STRAIGHT, UNKNOWN
from lagesbild.assessment.mann_kendall import differing, threshold
from lagesbild.assessment.series import FEWEST
from lagesbild.figures.claims import inflation_table
from lagesbild.figures.slopes import SERIES, in_order, worked_out_once

_THRESHOLD = {
    "n": "int32",
    "ties": "string",
    "claimed": "float64",
    "included": "boolean",
    "firm": "float64",
    "most": "float64",
}
_INFLATION = {"years": "string", "step": "int32", "inflation": "float64", "next_inflation": "float64"}
_WHOLE = ibis.window(group_by=SERIES)
_IN_TIME = ibis.window(group_by=SERIES, order_by="used_year")


def by_pairs(series: Table, points: Table) -> Table:
    """``series`` (with n, of its ``points``: used_year, value) with ``slope``, ``low``, ``high`` and ``weak``.

    They are null with fewer than FEWEST points. Looks at the patterns first.
    """
    judged = series.filter(_.n >= FEWEST).select(*SERIES, "n")
    points = worked_out_once(
        _as_decimals(points.semi_join(judged, SERIES).select(*SERIES, "used_year", "value"))
    )
    shapes = worked_out_once(judged.join(_ties(points), SERIES).join(_years(points), SERIES))
    limited = shapes.join(_thresholds(shapes), ["n", "ties"])
    widened = _widened(limited.join(_correlations(points), SERIES), shapes)
    lines = _lines(widened.join(in_order(points), SERIES))
    joined = series.left_join(lines, SERIES, rname="line_{name}")
    return joined.drop([f"line_{name}" for name in SERIES])


def _as_decimals(points: Table) -> Table:
    """The values without what binary numbers leave behind, in series where that makes some of them equal."""
    rounded = points.mutate(decimal=_rounded(points.value))
    distinct = rounded.group_by(SERIES).agg(values=_.value.nunique(), decimals=_.decimal.nunique())
    fewer = distinct.filter(_.decimals < _["values"]).select(*SERIES, merged=True)
    joined = rounded.left_join(fewer, SERIES, rname="fewer_{name}")
    value = _.merged.fill_null(False).ifelse(_.decimal, _.value)
    return joined.select(*SERIES, "used_year", value=value)


def _rounded(value: Value) -> Value:
    """To twelve figures."""
    scale = ibis.literal(10.0) ** (11 - value.abs().log10().floor())
    return (value == 0).ifelse(0.0, (value * scale).round().cast("float64") / scale)


def _ties(points: Table) -> Table:
    """The sizes of each series' groups of equal values, as "2,3"."""
    alike = points.group_by([*SERIES, "value"]).agg(times=_.count().cast("int32"))
    sizes = alike.group_by(SERIES).agg(sizes=_.times.collect(where=_.times > 1))
    return sizes.select(*SERIES, ties=_listed(_.sizes.sort()).fill_null(""))


def _years(points: Table) -> Table:
    """Each series' years, counted from its first, as "0,1,3"."""
    dated = points.mutate(apart=(_.used_year - _.used_year.min().over(_WHOLE)).cast("int32"))
    return dated.group_by(SERIES).agg(apart=_.apart.collect()).select(*SERIES, years=_listed(_.apart.sort()))


def _listed(numbers: Column) -> Column:
    return numbers.map(lambda number: number.cast("string")).join(",")


def _thresholds(shapes: Table) -> Table:
    """What a score must be beyond, for every pattern of equal values that there is."""
    patterns = shapes.select("n", "ties").distinct().to_pyarrow().to_pylist()
    return ibis.memtable([threshold_row(**pattern) for pattern in patterns], schema=_THRESHOLD)


def threshold_row(n: int, ties: str) -> dict:
    """What a score must be beyond, for one pattern: ``ties`` are the numbers of values that are equal, with commas."""
    sizes = tuple(map(int, ties.split(","))) if ties else ()
    limit = threshold(n, sizes)
    return {
        "n": n,
        "ties": ties,
        "claimed": float(limit.claimed),
        "included": limit.included,
        "firm": float(limit.firm),
        "most": float(differing(n, sizes)),
    }


def _correlations(points: Table) -> Table:
    """Each series' correlation between neighbouring years, and its least-squares slope."""
    centred = points.mutate(
        x=_.used_year - _.used_year.mean().over(_WHOLE), y=_.value - _.value.mean().over(_WHOLE)
    )
    sloped = centred.mutate(line=(_.x * _.y).sum().over(_WHOLE) / (_.x * _.x).sum().over(_WHOLE))
    missed = sloped.mutate(missed=_.y - _.line * _.x)
    missed = missed.mutate(
        before=_.missed.lag().over(_IN_TIME), neighbour=_.used_year - _.used_year.lag().over(_IN_TIME) == 1
    )
    sums = missed.group_by([*SERIES, "line"]).agg(
        count=_.count(),
        squares=(_.missed * _.missed).sum(),
        values=(_.value * _.value).sum(),
        products=(_.missed * _.before).sum(where=_.neighbour),
        neighbours=_.neighbour.fill_null(False).cast("int32").sum(),
    )
    r1 = (2 * _.neighbours >= _["count"]).ifelse(_.products / _.squares, UNKNOWN)
    corrected = ((_["count"] * _.r1 + 2) / (_["count"] - 4)).clip(0.0, MOST)
    counts = (_["count"] >= CORRELATED_FROM) & (_.squares > STRAIGHT * _["values"])
    sums = sums.mutate(r1=r1).mutate(correlation=counts.ifelse(corrected, 0.0))
    return sums.select(*SERIES, "line", "correlation")


def _widened(series: Table, shapes: Table) -> Table:
    """``series`` with the root of how many times correlated years widen the variance of their scores."""
    stepped = series.mutate(steps=_.correlation * STEPS).mutate(step=_.steps.floor().cast("int32"))
    joined = stepped.left_join(_inflations(shapes), ["years", "step"], rname="table_{name}")
    inflation = _.inflation + (_.steps - _.step) * (_.next_inflation - _.inflation)
    return joined.mutate(widened=inflation.fill_null(1.0).sqrt())


def _inflations(shapes: Table) -> Table:
    """The inflation at each hundredth of correlation, and at the next, for every pattern of years that there is."""
    long = shapes.filter(_.n >= CORRELATED_FROM).select("years").distinct()
    patterns = long.to_pyarrow().column("years").to_pylist()
    rows = [row for years in patterns for row in _inflation_rows(years)]
    if not rows:
        return ibis.memtable(
            [{"years": "", "step": 0, "inflation": 1.0, "next_inflation": 1.0}], schema=_INFLATION
        )
    return ibis.memtable(rows, schema=_INFLATION)


def _inflation_rows(years: str) -> list[dict]:
    last = round(MOST * STEPS)
    table = inflation_table(tuple(map(int, years.split(","))), np.arange(last + 1)).tolist()
    return [
        {"years": years, "step": step, "inflation": here, "next_inflation": table[min(step + 1, last)]}
        for step, here in enumerate(table)
    ]


def _lines(series: Table) -> Table:
    """The claimed line of each of ``series``, whose slopes are in order."""
    rising, falling = _.slopes.filter(lambda slope: slope > 0), _.slopes.filter(lambda slope: slope < 0)
    with_pairs = series.mutate(rising=rising, falling=falling, pairs=_.slopes.length())
    with_pairs = with_pairs.mutate(score=_.rising.length() - _.falling.length())
    least = (_.included & (_.widened == 1)).ifelse(_.claimed, (_.claimed * _.widened).floor() + 1)
    placed = with_pairs.mutate(least=least.cast("float64"))
    outside = ibis.greatest((_.pairs - _.least) / 2, 0).floor().cast("int32")
    claimed = (_.score.abs() >= _.least) & (_.score != 0)
    placed = placed.mutate(outside=outside, way=claimed.ifelse(_.score.sign().cast("int32"), 0))
    middle = (_.slopes[((_.pairs - 1) // 2).cast("int32")] + _.slopes[(_.pairs // 2).cast("int32")]) / 2
    never = _.least > _.most
    lines = placed.mutate(
        middle=middle,
        low=never.ifelse(ibis.least(_.slopes[0], 0.0), _at(_.slopes, _.outside)),
        high=never.ifelse(
            ibis.greatest(_at(_.slopes, _.pairs - 1), 0.0), _at(_.slopes, _.pairs - 1 - _.outside)
        ),
        smallest=(_.way > 0).ifelse(_at(_.rising, ibis.literal(0)), _at(_.falling, _.falling.length() - 1)),
        weak=(_.way != 0) & (_.score.abs() / _.widened <= _.firm),
    )
    return _agreeing(lines).select(*SERIES, "slope", "low", "high", "weak")


def _at(slopes: Column, place: Value) -> Value:
    """What stands at a ``place``, null where there is none: Spark refuses to be asked."""
    is_there = (place >= 0) & (place < slopes.length())
    return is_there.ifelse(slopes[place.cast("int32")], ibis.null("float64"))


def _agreeing(lines: Table) -> Table:
    """Where a way is claimed, nothing of slope and interval is 0 or goes the other way."""
    slope = ibis.cases(
        ((_.way == 0) | (_.middle * _.way > 0), _.middle), (_.line * _.way > 0, _.line), else_=_.smallest
    )
    ends = {
        name: ((_.way != 0) & (_[name] * _.way <= 0)).ifelse(_.smallest, _[name]) for name in ("low", "high")
    }
    lines = lines.mutate(slope=slope, **ends)
    return lines.mutate(low=ibis.least(_.low, _.slope), high=ibis.greatest(_.high, _.slope))
