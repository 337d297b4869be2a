"""Which way every series of the country moves: rising, falling, or no clear change.

Says nothing of good or bad: that takes a direction, which is a judgement and is put on when the page is drawn.
"""

from collections.abc import Mapping

import ibis
from ibis.expr.types import Table

from lagesbild.assessment import Rule
from lagesbild.figures import country
from lagesbild.figures.slopes import SERIES

MOVEMENT = ibis.schema({name: kind for name, kind in country.TREND.items() if name != "verdict"})


def movements(observation: Table, rules: Mapping[str, Rule], margins: Table | None = None) -> Table:
    """One row a series that has numbers, with the schema MOVEMENT; see :func:`country.trends`."""
    trends = country.trends(observation, country.rule_table(for_all_areas(rules)), margins=margins)
    # In order, so that one indicator's rows lie together in the store and are found without reading the rest.
    return trends.select(MOVEMENT.names).order_by(SERIES)


def for_all_areas(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules without what one organisation has decided for itself: method, start year and baseline."""
    return {
        indicator: Rule(
            rule.direction,
            breaks=rule.breaks,
            cycle_years=rule.cycle_years,
            window_years=rule.window_years,
            margin_indicator=rule.margin_indicator,
        )
        for indicator, rule in rules.items()
    }
