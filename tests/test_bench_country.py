"""What the country's bench holds us against does the same work: the query by hand says the product's own words."""

import random

import ibis
import pytest
from ibis import _

from bench import by_hand
from lagesbild.assessment import Break, Direction, Rule
from lagesbild.figures import comparisons, country
from lagesbild.figures.tables import AREA, MEMBER
from tests.figures import country_drawing as drawing

PLACES = ("0680", "0682", "0683", "0684", "1280", "1281", "1283")


@pytest.fixture(scope="module")
def con():
    chance = random.Random(17)
    rows = []
    for indicator, length in (("N1", 4), ("N2", 8), ("N3", 12), ("N4", 20)):
        for area in PLACES:
            slope = chance.choice((-0.3, 0, 0.3))
            values = [
                round(slope * year + chance.gauss(0, 1), chance.choice((0, 3))) for year in range(length)
            ]
            values[1] = None if indicator == "N4" else values[1]
            rows += drawing.line(indicator, 2025 - length, *values, area=area)
    con = ibis.duckdb.connect()
    con.raw_sql("CREATE SCHEMA figures")
    con.create_table("observation", ibis.memtable(drawing.table(rows)), database="figures")
    return con


@pytest.fixture(scope="module")
def rules():
    return country.rule_table(
        {
            "N1": Rule(Direction.UP),
            "N2": Rule(Direction.DOWN),
            "N3": Rule(Direction.NONE),
            "N4": Rule(Direction.UP, breaks=(Break(2008),)),
        }
    )


@pytest.fixture(scope="module")
def by_one_query(con, rules):
    area = ibis.memtable(
        [{"area": code, "name": code, "kind": "municipality"} for code in PLACES], schema=AREA
    )
    con.create_table("place", area.select("area"))
    con.create_table("peer", ibis.memtable([{"area": "0680", "other": "0682", "size": 1}]))
    con.create_table("rule", rules.select("indicator", "direction", "cycle_years", cut=_.breaks[0]))
    patterns = [con.raw_sql(query).fetchall() for query in (by_hand.TIES, by_hand.STEPS_NEEDED)]
    for name, table in zip(("limits", "inflations"), by_hand.worked_out(*patterns), strict=True):
        con.create_table(name, ibis.memtable(table))
    con.raw_sql(by_hand.SAME_WORK)
    return con.table("same_work").to_pyarrow().to_pylist()


def test_the_words_of_the_query_by_hand_are_the_products_own(con, rules, by_one_query):
    trends = country.trends(con.table("observation", database="figures"), rules).to_pyarrow().to_pylist()
    words = {(row["indicator"], row["area"]): (row["movement"], row["verdict"], row["n"]) for row in trends}

    assert len({word for word, _verdict, _n in words.values()}) == 4
    assert {
        (row["indicator"], row["area"]): (row["movement"], row["verdict"], row["n"]) for row in by_one_query
    } == words


def test_and_so_are_its_places(con, rules, by_one_query):
    area = ibis.memtable(
        [{"area": code, "name": code, "kind": "municipality"} for code in PLACES], schema=AREA
    )
    observation = con.table("observation", database="figures")
    placed = comparisons.comparisons(observation, area, ibis.memtable([], schema=MEMBER), rules)

    assert places_of(by_one_query) == places_of(con.to_pyarrow(placed).to_pylist())


def places_of(rows):
    return {
        (row["indicator"], row["area"]): (
            row["rank"],
            row["quartile"],
            round(row["median"], 9),
            row["county_n"],
        )
        for row in rows
    }
