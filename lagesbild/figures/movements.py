"""Which way every series of the country moves: rising, falling, or no clear change.

Says nothing of good or bad: that takes a direction, which is a judgement and is put on when the page is drawn.
"""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment import Direction, Point, Rule, TrendWord, judge

MOVEMENT = ibis.schema(
    {
        "indicator": "string",
        "area": "string",
        "subgroup": "string",
        "movement": "string",  # rising, falling, no_clear_change or too_few
        "evidence": "string",
        "n": "int32",
        "first_year": "int32",
        "last_year": "int32",
        "slope": "float64",  # units a year
        "slope_low": "float64",
        "slope_high": "float64",
    }
)
SERIES = ["indicator", "area", "subgroup"]
WORDS = {TrendWord.IMPROVING: "rising", TrendWord.WORSENING: "falling"}


def movements(observation: Table, rules: Mapping[str, Rule]) -> Table:
    """One row a series that has numbers, with the schema MOVEMENT.

    Where two periods end in the same year (2022/23 and 2023), the later one as published counts.
    """
    rows = (
        observation.filter(_.value.notnull())
        .group_by([*SERIES, "year"])
        .agg(value=_.value.argmax(_.period), flag=_.flag.argmax(_.period))
        .group_by(SERIES)
        .agg(
            years=_.year.collect(order_by=_.year),
            values=_.value.collect(order_by=_.year),
            flags=_.flag.collect(order_by=_.year),
        )
        .order_by(SERIES)
        .to_pyarrow()
        .to_pylist()
    )
    return ibis.memtable([_movement(row, rules.get(row["indicator"])) for row in rows], schema=MOVEMENT)


def _movement(row: dict, rule: Rule | None) -> dict:
    points = [Point(*point) for point in zip(row["years"], row["values"], row["flags"], strict=True)]
    trend = judge(points, _upwards(rule)).trend
    return {
        **{name: row[name] for name in SERIES},
        "movement": WORDS.get(trend.word, str(trend.word)),
        **{name: getattr(trend, name) for name in MOVEMENT.names[4:]},
    }


def _upwards(rule: Rule | None) -> Rule:
    """The rule's breaks and cycle, with up as the good direction: better then means rising."""
    if rule is None:
        return Rule(direction=Direction.UP)
    return Rule(direction=Direction.UP, breaks=rule.breaks, cycle_years=rule.cycle_years)
