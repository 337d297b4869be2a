"""Which way every series of the country moves, all at once: the rules of ``assessment`` as Ibis expressions.

Table in, table out, with no loop over series; the same expressions run on DuckDB and on Spark, and for the slopes
DuckDB has a quicker way as well (see ``slopes``). What each rule means is told in ``assessment``, whose functions for
one series are the plain reference that the tests compare with.
"""

from collections.abc import Mapping

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment import Direction, Method, Rule
from lagesbild.assessment.regression import t_quantile
from lagesbild.assessment.series import FEWEST, STRONG
from lagesbild.figures import claims, counting, joined_claims, slopes
from lagesbild.figures.alike import alike
from lagesbild.figures.counting import YearOverview
from lagesbild.figures.margin_lines import with_margin_lines
from lagesbild.figures.slopes import SERIES

TREND = ibis.schema(
    {
        "indicator": "string",
        "area": "string",
        "subgroup": "string",
        "movement": "string",  # rising, falling, no_clear_change or too_few
        "evidence": "string",  # of the movement: weak, strong, or empty where no interval is judged
        "n": "int32",
        "first_year": "int32",
        "last_year": "int32",
        "slope": "float64",  # units a year
        "slope_low": "float64",
        "slope_high": "float64",
        "latest": "float64",  # the newest value that is neither extrapolated nor a repeat
        "latest_year": "int32",
        "verdict": "string",  # improving, no_clear_change, worsening, too_few or not_judged
    }
)
RULE = ibis.schema(
    {
        "indicator": "string",
        "direction": "int32",
        "method": "string",
        "start_year": "int32",
        "cycle_years": "int32",
        "window_years": "int32",
        "breaks": "array<int32>",
        "baseline": "float64",
        "baseline_year": "int32",
        "margin_indicator": "string",  # empty where nobody publishes the margins of its values
    }
)

_TOO_LARGE = 1e100
_MANN_KENDALL, _THEIL_SEN, _REGRESSION, _BASELINE = map(
    str, (Method.MANN_KENDALL, Method.THEIL_SEN, Method.REGRESSION, Method.BASELINE)
)


def rule_table(rules: Mapping[str, Rule]) -> Table:
    """The rules by indicator, as the table that :func:`trends` takes, with the schema RULE."""
    import pandas as pd  # half a second of every start, and only a build needs it

    rows = [_rule_row(indicator, rule) for indicator, rule in rules.items()]
    # As objects: left to itself pandas makes a year beside a None a float, which Spark takes for no year at all.
    return ibis.memtable(pd.DataFrame(rows, columns=RULE.names, dtype=object), schema=RULE)


def trends(
    observation: Table, rules: Table, *, joined: bool | None = None, margins: Table | None = None
) -> Table:
    """One row a series that has numbers, with the schema TREND. The lines are drawn at once, the words when asked for.

    ``observation`` needs indicator, area, subgroup, period, year, value and flag; ``rules`` has the schema RULE,
    and an indicator without one is judged by Mann–Kendall without direction. Numbers are as the methods of
    ``assessment`` give them, in the indicator's unit. Null, NaN and numbers beyond 1e100 are no measurements.
    Of a series' periods only those that are alike count (see ``alike``): one value a year. The pairs of values are
    ``joined`` in Ibis alone, by itself wherever the engine is not DuckDB (see ``slopes``). ``margins``: the
    observations that hold the published margins of values, where they are not among these.
    """
    numbers = measured(observation)
    overview = counting.look(numbers, rules)
    # Not drop(): what Ibis selects it can name and have worked out once.
    points = counting.marked(alike(numbers).select(*SERIES, "year", "value", "flag"), rules, overview)
    if joined is None:
        joined = observation.get_backend().name != "duckdb"
    if joined:
        points = slopes.worked_out_once(points)
    series = (
        joined_claims.by_pairs(points.group_by(SERIES).agg(**_SUMMARY), _used(points))
        if joined
        else _with_lines(points)
    )
    lined = _by_default_method(_with_rules(series, rules))
    if overview.margins:
        published = _margins(observation if margins is None else margins, overview)
        lined = with_margin_lines(lined, _used(points), rules, published)
    return (
        _in_words(_with_other_methods(lined, points, rules, overview, joined)).select(TREND.names).cast(TREND)
    )


def measured(observation: Table) -> Table:
    """The observations that are numbers. NaN is above every number on both engines."""
    numbers = observation.filter(_.value > -_TOO_LARGE, _.value < _TOO_LARGE)
    return numbers.select(*SERIES, "period", "year", "value", flag=_.flag.fill_null(""))


def _margins(observation: Table, overview: YearOverview) -> Table:
    """The published margins, one a series and year."""
    return alike(measured(observation.filter(_.indicator.isin(overview.margins))))


# The methods

_EXTENT = {
    "n": _.used_year.count().cast("int32"),
    "first_year": _.used_year.min(),
    "last_year": _.used_year.max(),
}
_YEARS_AND_VALUES = ibis.struct({"year": _.used_year, "value": _.value}).collect(where=_.used_year.notnull())
_SUMMARY = {
    **_EXTENT,
    "latest": _.value.argmax(_.year, where=_.known_year.notnull()),
    "latest_year": _.known_year.max(),
}


def _with_lines(points: Table) -> Table:
    """One row a series: its counts, its latest and its claimed line (slope, low, high, weak), null where too few.

    Asked for here and now, as numpy takes many series together: DuckDB would hand over two thousand at a time.
    """
    series = points.group_by(SERIES).agg(**_SUMMARY, used=_YEARS_AND_VALUES)
    *counts, used = series.to_pyarrow().combine_chunks().columns
    lines = claims.of_lists(used.combine_chunks()).flatten()
    return ibis.memtable(pa.table([*counts, *lines], [*series.columns[:-1], *claims.LINE]))


def _used(points: Table) -> Table:
    return points.filter(_.used_year.notnull())


def _by_default_method(series: Table) -> Table:
    """``series`` with slope, low and high of those that the default method judges, else null."""
    judged = series.method == _MANN_KENDALL
    return series.mutate(**{name: judged.ifelse(series[name], None) for name in ("slope", "low", "high")})


def _with_other_methods(
    lined: Table, points: Table, rules: Table, overview: YearOverview, joined: bool
) -> Table:
    """``lined``, where the lines of indicators with another method stand in their place."""
    used = _used(points)
    theil_sen = _joined_theil_sen if joined else _theil_sen
    others = [
        line(used.semi_join(rules.filter(_.method == method), "indicator"), rules, overview)
        for method, line in ((_THEIL_SEN, theil_sen), (_REGRESSION, _regression), (_BASELINE, _between_two))
        if method in overview.methods
    ]
    if not others:
        return lined
    joined = lined.left_join(ibis.union(*others) if others[1:] else others[0], SERIES, rname="other_{name}")
    replaced = [name for name in others[0].columns if name not in SERIES]
    return joined.mutate(**{name: ibis.coalesce(_[f"other_{name}"], _[name]) for name in replaced})


def _theil_sen(points: Table, rules: Table, overview: YearOverview) -> Table:
    """The Theil–Sen line of every series of at least FEWEST ``points``."""
    series = points.group_by(SERIES).agg(**_EXTENT, used=_YEARS_AND_VALUES).filter(_.n >= FEWEST)
    return _as_lines(series.mutate(line=slopes.in_arrays(_.used)).unpack("line"))


def _joined_theil_sen(points: Table, rules: Table, overview: YearOverview) -> Table:
    """The same without numpy."""
    series = points.group_by(SERIES).agg(**_EXTENT).filter(_.n >= FEWEST)
    return _as_lines(slopes.by_pairs(series, points))


def _regression(points: Table, rules: Table, overview: YearOverview) -> Table:
    """The least-squares line of every series of at least FEWEST ``points``."""
    whole = ibis.window(group_by=SERIES)
    ends = points.group_by(SERIES).agg(
        n=_.count().cast("int32"),
        first_year=_.used_year.min(),
        last_year=_.used_year.max(),
        first=_.value.argmin(_.used_year),
    )
    # Counted from the first value, so that a constant series is exactly zero.
    positioned = points.join(ends.filter(_.n >= FEWEST), SERIES).mutate(
        x=(_.used_year - _.first_year).cast("float64"), y=_.value - _.first
    )
    centred = positioned.mutate(x=_.x - _.x.mean().over(whole), y=_.y - _.y.mean().over(whole))
    sloped = centred.mutate(spread=(_.x * _.x).sum().over(whole), product=(_.x * _.y).sum().over(whole))
    missed = sloped.mutate(slope=_.product / _.spread).mutate(missed=_.y - _.slope * _.x)
    lines = missed.group_by([*SERIES, "n", "first_year", "last_year", "slope", "spread"]).agg(
        left_over=(_.missed * _.missed).sum()
    )
    most = max(overview.last - overview.first + 1, FEWEST)
    quantiles = [{"n": n, "t": t_quantile(n - 2)} for n in range(FEWEST, most + 1)]
    fitted = lines.join(ibis.memtable(quantiles, schema={"n": "int32", "t": "float64"}), "n")
    fitted = fitted.mutate(reach=_.t * (_.left_over / (_.n - 2) / _.spread).sqrt())
    return _as_lines(fitted.mutate(low=_.slope - _.reach, high=_.slope + _.reach))


def _between_two(points: Table, rules: Table, overview: YearOverview) -> Table:
    """From the baseline to the latest of ``points``; the decided baseline where no break lies between."""
    ends = points.group_by(SERIES).agg(
        first_year=_.used_year.min(),
        last_year=_.used_year.max(),
        first=_.value.argmin(_.used_year),
        last=_.value.argmax(_.used_year),
    )
    breaks = rules.select("indicator", cut=_.breaks.unnest())
    cuts = ends.join(breaks, "indicator").filter(_.cut <= _.last_year).group_by(SERIES).agg(cut=_.cut.max())
    ruled = ends.join(rules.select("indicator", "baseline", "baseline_year"), "indicator").left_join(
        cuts, SERIES, rname="cut_{name}"
    )
    comparable = (_.baseline_year < _.last_year) & (_.cut.isnull() | (_.baseline_year >= _.cut))
    pair = ruled.mutate(decided=(comparable & _.baseline.notnull()).fill_null(False)).mutate(
        first=_.decided.ifelse(_.baseline, _.first),
        first_year=_.decided.ifelse(_.baseline_year, _.first_year),
    )
    pair = pair.filter(_.first_year < _.last_year)
    pair = pair.mutate(n=ibis.literal(2, "int32"), slope=(_.last - _.first) / (_.last_year - _.first_year))
    return _as_lines(pair.mutate(low=_.slope, high=_.slope))


def _as_lines(table: Table) -> Table:
    return table.select(*SERIES, "n", "first_year", "last_year", "slope", "low", "high")


# The words


def _with_rules(series: Table, rules: Table) -> Table:
    """``series`` with direction and method; the default where no rule is."""
    joined = series.left_join(
        rules.select("indicator", "direction", "method"), "indicator", rname="rule_{name}"
    )
    return joined.drop("rule_indicator").fill_null(
        {"direction": int(Direction.NONE), "method": _MANN_KENDALL}
    )


def _in_words(lined: Table) -> Table:
    """The movement, its evidence and, with the direction, the verdict."""
    interval = lined.method != _BASELINE
    movement = ibis.cases(
        (lined.slope.isnull(), "too_few"),
        ((lined.low <= 0) & (lined.high >= 0), "no_clear_change"),
        (lined.low > 0, "rising"),
        else_="falling",
    )
    enough = (lined.n >= STRONG) & ~(lined.weak.fill_null(False) & (lined.method == _MANN_KENDALL))
    evidence = ibis.cases((lined.slope.isnull() | ~interval, ""), (enough, "strong"), else_="weak")
    good = (lined.direction > 0).ifelse("rising", "falling")
    verdict = ibis.cases(
        (~lined.direction.isin([int(way) for way in Direction if way.is_a_way]), "not_judged"),
        (movement.isin(["too_few", "no_clear_change"]), movement),
        (movement == good, "improving"),
        else_="worsening",
    )
    return lined.mutate(
        movement=movement,
        evidence=evidence,
        verdict=verdict,
        slope_low=interval.ifelse(lined.low, None),
        slope_high=interval.ifelse(lined.high, None),
    )


def _rule_row(indicator: str, rule: Rule) -> dict:
    rule = rule.from_its_baseline()
    return {
        "indicator": indicator,
        "direction": int(rule.direction),
        "method": str(rule.method),
        "start_year": rule.start_year,
        "cycle_years": rule.cycle_years,
        "window_years": rule.window_years,
        "breaks": [series_break.year for series_break in rule.breaks],
        "baseline": rule.baseline.value if rule.baseline else None,
        "baseline_year": rule.baseline.year if rule.baseline else None,
        "margin_indicator": rule.margin_indicator,
    }
