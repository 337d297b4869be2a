"""Which values of the whole country count, all at once: ``assessment.series`` as Ibis expressions."""

from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment.series import UNSETTLED
from lagesbild.figures.slopes import SERIES, worked_out_once

_LEAVING_OUT = ("cycle_years", "window_years", "start_year")

# What there is, asked before the expression is written


@dataclass(frozen=True)
class YearOverview:
    """``special``: the indicators whose rules leave values out; ``cyclic``: those of them whose values may repeat;
    ``windowed``: those whose values cover several years.
    """

    first: int
    last: int
    special: tuple[str, ...]
    cyclic: tuple[str, ...]
    cycle: int | None
    windowed: tuple[str, ...]
    window: int | None
    methods: frozenset[str]
    margins: tuple[str, ...] = ()
    """The indicators that publish the margins of others' values."""

    @property
    def rounds(self) -> int:
        """How often the shortest cycle fits in the years."""
        return (self.last - self.first) // self.cycle if self.cycle else 0

    @property
    def windows(self) -> int:
        """How often the shortest window fits in the years."""
        return (self.last - self.first) // self.window if self.window else 0


def look(numbers: Table, rules: Table) -> YearOverview:
    [extent] = numbers.agg(first=_.year.min(), last=_.year.max()).to_pyarrow().to_pylist()
    rule_rows = rules.to_pyarrow().to_pylist()
    cyclic = [rule for rule in rule_rows if (rule["cycle_years"] or 0) > 1]
    windowed = [rule for rule in rule_rows if (rule["window_years"] or 0) > 1]
    return YearOverview(
        first=extent["first"] or 0,
        last=extent["last"] or 0,
        special=tuple(
            rule["indicator"]
            for rule in rule_rows
            if rule["breaks"] or any(rule[name] is not None for name in _LEAVING_OUT)
        ),
        cyclic=tuple(rule["indicator"] for rule in cyclic),
        cycle=min((rule["cycle_years"] for rule in cyclic), default=None),
        windowed=tuple(rule["indicator"] for rule in windowed),
        window=min((rule["window_years"] for rule in windowed), default=None),
        methods=frozenset(rule["method"] for rule in rule_rows),
        margins=tuple(sorted({rule["margin_indicator"] for rule in rule_rows} - {"", None})),
    )


# Which values count


def marked(points: Table, rules: Table, overview: YearOverview) -> Table:
    """``points`` with ``used_year`` and ``known_year``: the year of a value that the trend rests on, else null, and
    of one that may be the latest.

    A value of a special indicator may stand several times, but at most once with each of the two: count by them.
    """
    settled, measured = _.flag.notin(UNSETTLED), _.flag != "extrapolated"
    marks = {"used_year": settled.ifelse(_.year, None), "known_year": measured.ifelse(_.year, None)}
    if not overview.special:
        return points.mutate(**marks)
    # By their names and not by a join, so that the engine passes over what it need not read.
    is_special = _.indicator.isin(overview.special)
    plain, special_points, special = (
        points.filter(~is_special).mutate(**marks),
        worked_out_once(points.filter(is_special)),
        rules.filter(is_special),
    )
    used = _since_break(special_points.filter(settled), special_points, special)
    fresh = _not_settled_since(
        _since_break(special_points.filter(measured), special_points.filter(measured), special)
    )
    if overview.cycle:
        used = _without_repeats(used, special, overview)
        fresh = _without_repeats(fresh, special, overview)
    used = _since_start(used, special)
    if overview.window:
        used = _apart(used, special, overview)
    # Stacked, as joining back costs more; all of them once without marks too, so that no series is lost.
    nothing = {"used_year": ibis.null("int32"), "known_year": ibis.null("int32")}
    counted = [
        used.mutate(**{**nothing, "used_year": _.year}),
        fresh.mutate(**{**nothing, "known_year": _.year}),
        special_points.mutate(**nothing),
    ]
    return ibis.union(plain, *(points_counted.select(plain.columns) for points_counted in counted))


def _not_settled_since(points: Table) -> Table:
    """The values but the preliminary ones that a settled one follows."""
    settled = _.flag.notin(UNSETTLED)
    # Grouped and joined, here and below: an engine cuts a table into windows at six times the price.
    lasts = points.filter(settled).group_by(SERIES).agg(last_settled=_.year.max())
    dated = points.left_join(lasts, SERIES, rname="settled_{name}")
    return dated.filter(settled | _.last_settled.isnull() | (_.year > _.last_settled)).select(points.columns)


def _since_break(points: Table, whole: Table, rules: Table) -> Table:
    """The values of ``points`` since the last break that is not after the last value of ``whole``."""
    lasts = whole.group_by(SERIES).agg(last=_.year.max())
    breaks = rules.select("indicator", cut=_.breaks.unnest())
    cuts = lasts.join(breaks, "indicator").filter(_.cut <= _.last).group_by(SERIES).agg(cut=_.cut.max())
    cut = points.left_join(cuts, SERIES, rname="cut_{name}")
    return cut.filter(_.cut.isnull() | (_.year >= _.cut)).select(points.columns)


def _without_repeats(points: Table, rules: Table, overview: YearOverview) -> Table:
    """Of equal values that follow each other, the first, and then the first after each whole cycle."""
    repeating = _.indicator.isin(overview.cyclic)
    in_time = ibis.window(group_by=SERIES, order_by="year")
    up_to_here = ibis.window(group_by=SERIES, order_by="year", preceding=None, following=0)
    run = (
        points.filter(repeating)
        .join(rules.select("indicator", "cycle_years"), "indicator")
        .mutate(changed=(_.value != _.value.lag().over(in_time)).fill_null(True).cast("int32"))
        .mutate(run=_.changed.sum().over(up_to_here))
    )
    ends = run.group_by([*SERIES, "run"]).agg(anchor=_.year.min(), last=_.year.max())
    run = run.join(ends, [*SERIES, "run"]).mutate(fresh=_.year == _.anchor)
    # Few runs are as long as a cycle, and only they have more measurements than their first.
    long = _.last - _.anchor >= _.cycle_years
    measured = [run.filter(~long & _.fresh), _with_rounds(run.filter(long), overview.rounds).filter(_.fresh)]
    return ibis.union(
        points.filter(~repeating), *(points_measured.select(points.columns) for points_measured in measured)
    )


def _with_rounds(run: Table, rounds: int) -> Table:
    """``run`` with ``fresh`` for every measurement: a round finds each run's next one from its last."""
    in_run = ibis.window(group_by=[*SERIES, "run"])
    for _round in range(rounds):
        after = (_.year >= _.anchor + _.cycle_years).ifelse(_.year, None)
        run = run.mutate(anchor=after.min().over(in_run))
        run = run.mutate(fresh=_.fresh | (_.year == _.anchor).fill_null(False))
    return run


def _since_start(points: Table, rules: Table) -> Table:
    started = points.join(rules.select("indicator", "start_year"), "indicator")
    return started.filter(_.start_year.isnull() | (_.year >= _.start_year)).select(points.columns)


def _apart(points: Table, rules: Table, overview: YearOverview) -> Table:
    """Of values that cover several years each, those that share none, counted back from the last."""
    overlapping = _.indicator.isin(overview.windowed)
    in_series = ibis.window(group_by=SERIES)
    windowed = (
        points.filter(overlapping)
        .join(rules.select("indicator", "window_years"), "indicator")
        .mutate(anchor=_.year.max().over(in_series))
        .mutate(counts=_.year == _.anchor)
    )
    for _round in range(overview.windows):
        before = (_.year <= _.anchor - _.window_years).ifelse(_.year, None)
        windowed = windowed.mutate(anchor=before.max().over(in_series))
        windowed = windowed.mutate(counts=_.counts | (_.year == _.anchor).fill_null(False))
    return points.filter(~overlapping).union(windowed.filter(_.counts).select(points.columns))
