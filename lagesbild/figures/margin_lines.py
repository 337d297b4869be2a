"""Lines through values with published margins, for every series at once: ``assessment.margin_line`` in Ibis."""

import ibis
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment import Method
from lagesbild.assessment.autocorrelation import CORRELATED_FROM
from lagesbild.assessment.regression import t_quantile
from lagesbild.assessment.series import FEWEST
from lagesbild.figures.slopes import SERIES, worked_out_once

_WHOLE = ibis.window(group_by=SERIES)
_AREA_KEY = ["margin_indicator", "area", "subgroup", "used_year"]


def with_margin_lines(lined: Table, used: Table, rules: Table, margins: Table) -> Table:
    """``lined`` (slope, low, high, weak) where series whose values have margins are judged by these.

    ``used``: the points that trends rest on (used_year, value). ``margins``: the numbers of the indicators that
    publish them, one a series and year.
    """
    # Spark would else put the whole search for like periods into the plan of every sum.
    weighed = worked_out_once(_weighed(used, rules, worked_out_once(margins)))
    lines = worked_out_once(_lines(weighed))
    joined = lined.left_join(lines, SERIES, rname="margin_{name}")
    by_margins = joined.margin_slope.notnull()
    return joined.mutate(
        **{name: ibis.coalesce(joined[f"margin_{name}"], joined[name]) for name in ("slope", "low", "high")},
        weak=by_margins.ifelse(False, joined.weak),
    ).select(lined.columns)


def _weighed(used: Table, rules: Table, margins: Table) -> Table:
    """The points of series of five to nine values that all have a margin: their ``weight``, x and y."""
    tied = rules.filter(_.margin_indicator != "", _.method == str(Method.MANN_KENDALL))
    published = margins.filter(_.value > 0).select(
        "area", "subgroup", margin_indicator="indicator", used_year="year", margin="value"
    )
    points = used.select(*SERIES, "used_year", "value").join(
        tied.select("indicator", "margin_indicator"), "indicator"
    )
    joined = points.left_join(published, _AREA_KEY, rname="published_{name}")
    counted = joined.mutate(
        n=_.value.count().over(_WHOLE),
        with_margin=_.margin.count().over(_WHOLE),
        surest=_.margin.min().over(_WHOLE),
        first_year=_.used_year.min().over(_WHOLE),
    )
    whole = counted.filter(_.n >= FEWEST, _.n < CORRELATED_FROM, _.with_margin == _.n)
    firsts = whole.group_by(SERIES).agg(first=_.value.argmin(_.used_year))
    return whole.join(firsts, SERIES).mutate(
        weight=(_.surest / _.margin) ** 2,
        x=(_.used_year - _.first_year).cast("float64"),
        y=_.value - _.first,
    )


def _lines(weighed: Table) -> Table:
    total = weighed.mutate(total=_.weight.sum().over(_WHOLE))
    centred = total.mutate(
        x=_.x - (_.weight * _.x).sum().over(_WHOLE) / _.total,
        y=_.y - (_.weight * _.y).sum().over(_WHOLE) / _.total,
    )
    sloped = centred.mutate(
        spread=(_.weight * _.x * _.x).sum().over(_WHOLE), product=(_.weight * _.x * _.y).sum().over(_WHOLE)
    ).mutate(slope=_.product / _.spread)
    lines = sloped.group_by([*SERIES, "n", "surest", "spread", "slope"]).agg(
        left_over=(_.weight * (_.y - _.slope * _.x) ** 2).sum()
    )
    quantiles = [{"n": n, "t": t_quantile(n - 2)} for n in range(FEWEST, CORRELATED_FROM)]
    fitted = lines.join(ibis.memtable(quantiles, schema={"n": "int64", "t": "float64"}), "n")
    reach = ibis.greatest(
        fitted.surest / fitted.spread.sqrt(),
        fitted.t * (fitted.left_over / (fitted.n - 2) / fitted.spread).sqrt(),
    )
    return fitted.select(*SERIES, "slope", low=fitted.slope - reach, high=fitted.slope + reach)
