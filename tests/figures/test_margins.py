"""Published margins in a store: the country says what is said of one series at a time, also where it is rebuilt."""

import random

import ibis
import pytest

from lagesbild.assessment import Direction, Point, Rule
from lagesbild.assessment.series import with_margins
from lagesbild.assessment.trend import find_trend
from lagesbild.figures import country, queries
from tests.figures.country_drawing import differences, expected, row, table
from tests.figures.drawing import built, run

RULE = Rule(Direction.UP, margin_indicator="M1")


def rows(seed: int) -> list[dict]:
    """Series of four to eleven values of N1, most with margins of M1; one in ten margins is missing."""
    chance, drawn = random.Random(seed), []
    for place in range(24):
        slope = chance.choice([0, 0, 0.5, -0.5])
        for year in range(2012, 2016 + place % 8):
            value = round(50 + slope * (year - 2012) + chance.gauss(0, 1), 1)
            drawn.append(row("N1", year, value, area=f"{place:04}"))
            if place % 3 or chance.random() < 0.9:
                drawn.append(row("M1", year, round(chance.uniform(0.5, 3), 1), area=f"{place:04}"))
    return drawn


@pytest.mark.parametrize("joined", [False, True], ids=["in arrays", "pairs joined"])
def test_the_country_at_once_judges_by_margins_as_one_series_does(joined):
    con, drawn, rules = ibis.duckdb.connect(), rows(3), {"N1": RULE}
    observation = con.create_table("observation", ibis.memtable(table(drawn)))
    judged = con.to_pyarrow(country.trends(observation, country.rule_table(rules), joined=joined)).to_pylist()
    assert differences(judged, expected(drawn, rules)) == []


def test_a_store_judges_by_margins_and_again_when_only_they_are_new(tmp_path):
    values = [f"N1 0680 {2019 + n} {10 + n}" for n in range(5)]
    run(tmp_path / "raw", "drawn", 2024, *values, *(f"M1 0680 {2019 + n} 9" for n in range(5)))
    assert movement(built(tmp_path, tmp_path / "raw", rules={"N1": RULE})) == "no_clear_change"

    run(tmp_path / "raw", "drawn", 2025, *(f"M1 0680 {2019 + n} 1" for n in range(5)), whole=False)
    path = built(tmp_path, tmp_path / "raw", rules={"N1": RULE})
    assert movement(path) == "rising"
    assert find_trend(_points(path), RULE).word == "improving"


def movement(path) -> str:
    return queries.rows_of(path, "SELECT movement FROM movement WHERE indicator = 'N1'", {})[0][0]


def _points(path) -> tuple[Point, ...]:
    series = queries.series(path, ["N1", "M1"], ["0680"])
    values, margins = ({o.year: o.value for o in series[name, "0680", "T"]} for name in ("N1", "M1"))
    return with_margins([Point(year, value) for year, value in values.items()], margins)
