"""Where every municipality of the country stands among the others, all at once: ``assessment.compare`` in Ibis.

Table in, table out; the same expressions run on DuckDB and on Spark. No position is good or bad.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment import Direction
from lagesbild.figures.alike import with_recency
from lagesbild.figures.country import measured
from lagesbild.figures.store import MEMBERS_NEEDED

COMPARISON = ibis.schema(
    {
        "indicator": "string",
        "subgroup": "string",
        "area": "string",
        "year": "int32",
        "value": "float64",
        "rank": "int32",  # from the better end, else from the highest; equal values share a rank
        "n": "int32",  # municipalities with a value, itself among them
        "ties": "int32",  # others with the very same value
        "quartile": "int32",  # null with fewer than four, or when a tie spans several
        "median": "float64",  # of the others
        "county_mean": "float64",  # unweighted, of the county's municipalities with a value, itself among them
        "county_n": "int32",
        "similar_mean": "float64",  # unweighted, of the similar municipalities; null where too few have a value
        "similar_n": "int32",
    }
)
THEME = "övergripande"
FIGURE = "figure"
"""The number of an indicator and subgroup: quicker to sort and to group by than their names."""

_SIMILAR = r"^Liknande kommuner,? *(.+), ([^,]+), (\d{4})$"
_COUNTY_DIGITS = 2


def comparisons(observation: Table, area: Table, member: Table, rules: Table, *, theme: str = THEME) -> Table:
    """One row a municipality for each indicator and subgroup, with the schema COMPARISON. Lazy, but for the periods.

    All are compared in one period: the latest of which at least half as many municipalities have a value as of the
    fullest, extrapolated values apart. A whole year comes before its parts. ``rules`` gives directions, with the schema
    RULE of ``country``; ``member`` and ``area`` are the store's tables, and ``theme`` is which of Kolada's groups of
    similar municipalities to take. Rank, median and quartile are null where there is nobody to compare with.
    """
    municipalities = area.filter(_.kind == "municipality").select("area")
    # What is extrapolated has no place: the same factor for all, it ranks the year before once more.
    numbers = measured(observation).filter(_.flag != "extrapolated").semi_join(municipalities, "area")
    placed = _placed(_of_one_period(with_recency(numbers)), rules)
    # All from the same table, so that the engine works it out once.
    middles = _middles(placed)
    county = _county_means(placed)
    similar = _similar_means(placed, similar_municipalities(area, member, theme))
    joined = (
        placed.join(middles, FIGURE)
        .join(county, [FIGURE, "county"])
        .left_join(similar, [FIGURE, "area"], rname="similar_{name}")
    )
    return joined.mutate(median=_median_of_others(joined)).select(COMPARISON.names).cast(COMPARISON)


def similar_municipalities(area: Table, member: Table, theme: str = THEME) -> Table:
    """Who is similar to whom, as Kolada sees it: ``area``, ``other`` and ``size``, how many they are.

    A group says in its name whom it is for: "Liknande kommuner, övergripande, Jönköping, 2025". Of several years
    the latest counts.
    """
    groups = area.filter(_.kind == "group", _.name.re_search(_SIMILAR)).select(
        group_area="area",
        theme=_.name.re_extract(_SIMILAR, 1),
        name=_.name.re_extract(_SIMILAR, 2),
        year=_.name.re_extract(_SIMILAR, 3).cast("int32"),
    )
    latest = groups.filter(_.theme == theme).group_by("name").agg(group_area=_.group_area.argmax(_.year))
    municipalities = area.filter(_.kind == "municipality").select("area", "name")
    owned = latest.join(municipalities, "name").select("group_area", "area")
    others = member.select("group_area", other="area").distinct().join(owned, "group_area")
    sizes = others.group_by("area").agg(size=_.count())
    return others.join(sizes, "area").select("area", "other", "size")


def _of_one_period(numbers: Table) -> Table:
    """The values of the period in which each indicator and subgroup is compared, with its number as FIGURE."""
    figure_key = ["indicator", "subgroup"]
    reporting = numbers.group_by([*figure_key, "recency"]).agg(n=_.count())
    most = reporting.mutate(most=_.n.max().over(group_by=figure_key))
    latest_periods = most.filter(_.n * 2 >= _.most).group_by(figure_key).agg(recency=_.recency.max())
    numbered = latest_periods.mutate(figure=ibis.row_number().over(order_by=figure_key).cast("int32"))
    latest = numbers.join(numbered, [*figure_key, "recency"])
    return latest.select(FIGURE, *figure_key, "area", "year", "value", county=_.area.left(_COUNTY_DIGITS))


def _placed(values: Table, rules: Table) -> Table:
    """``values`` with place, rank, ties and quartile. ``place`` counts from 0 at the lowest value."""
    directions = rules.select("indicator", "direction")
    ruled = values.left_join(directions, "indicator", rname="rule_{name}")
    upwards = ibis.window(group_by=FIGURE, order_by="value")
    # In the same order as the places, so that the engine sorts once.
    alike = ibis.range_window(group_by=FIGURE, order_by="value", preceding=0, following=0)
    with_ranks = ruled.mutate(
        n=_.value.count().over(group_by=FIGURE),
        place=ibis.row_number().over(upwards),
        below=ibis.rank().over(upwards),
        ties=_.value.count().over(alike) - 1,
    )
    lowest_first = (with_ranks.direction == int(Direction.DOWN)).fill_null(False)
    above = with_ranks.n - 1 - with_ranks.below - with_ranks.ties
    before = lowest_first.ifelse(with_ranks.below, above)
    ranked = with_ranks.mutate(before=before)
    quarter = 4 * ranked.before // ranked.n
    whole = (ranked.n >= 4) & (quarter == 4 * (ranked.before + ranked.ties) // ranked.n)
    alone = ranked.n == 1
    placed = ranked.mutate(
        rank=alone.ifelse(None, ranked.before + 1), quartile=whole.ifelse(quarter + 1, None)
    )
    # Not drop(): what Ibis selects it can name and have worked out once, though it is asked for four times.
    return placed.select(*values.columns, "n", "place", "ties", "rank", "quartile")


def _middles(placed: Table) -> Table:
    """The values about the middle of each indicator and subgroup: of an even number two, of an odd one three."""
    lower, upper = ((_.n - 1) // 2), (_.n // 2)
    return placed.group_by(FIGURE).agg(
        under=_.value.max(where=_.place == lower - 1),
        lower=_.value.max(where=_.place == lower),
        upper=_.value.max(where=_.place == upper),
        over=_.value.max(where=_.place == upper + 1),
    )


def _median_of_others(row: Table) -> ibis.Value:
    """The median once the municipality's own value is taken out of the ordered values."""
    return ibis.cases(
        (row.n == 1, None),
        (row.n % 2 == 0, (row.value <= row.lower).ifelse(row.upper, row.lower)),
        (row.value < row.lower, (row.lower + row.over) / 2),
        (row.value > row.lower, (row.under + row.lower) / 2),
        else_=(row.under + row.over) / 2,
    )


def _county_means(placed: Table) -> Table:
    return placed.group_by([FIGURE, "county"]).agg(county_mean=_.value.mean(), county_n=_.count())


def _similar_means(placed: Table, similar: Table) -> Table:
    others = placed.select(FIGURE, "value", other="area").join(similar, "other")
    means = others.group_by([FIGURE, "area"]).agg(mean=_.value.mean(), similar_n=_.count(), size=_.size.max())
    enough = means.similar_n >= means.size * MEMBERS_NEEDED
    return means.select(FIGURE, "area", "similar_n", similar_mean=enough.ifelse(means.mean, None))
