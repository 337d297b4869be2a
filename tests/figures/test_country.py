"""The whole country at once says the same as the functions for one series, on DuckDB."""

import math
import random

import ibis
import pytest
from scipy.stats import theilslopes

from lagesbild.assessment import Break, Direction, Method, Reference, Rule, Text, compare
from lagesbild.figures import claims, comparisons, country
from lagesbild.figures.tables import AREA, MEMBER
from tests.conftest import DRAWINGS

from .country_drawing import differences, expected, line, random_country, row, same, table

pytestmark = pytest.mark.long

WAYS = pytest.mark.parametrize("joined", [False, True], ids=["in arrays", "pairs joined"])


@pytest.fixture
def con():
    return ibis.duckdb.connect()


def loaded(con, rows):
    return con.create_table(ibis.util.gen_name("observation"), ibis.memtable(table(rows)))


def trends(con, rows, rules, joined=None):
    observation = loaded(con, rows)
    return con.to_pyarrow(country.trends(observation, country.rule_table(rules), joined=joined)).to_pylist()


def of_one(con, values, rule, joined=None, first=2015):
    [found] = trends(con, line("N1", first, *values), {"N1": rule}, joined)
    return found


# Drawings


@WAYS
def test_rising_is_improving_where_up_is_better(con, joined):
    found = of_one(con, (1, 2, 3, 4, 5, 6, 7, 8), Rule(Direction.UP), joined)
    assert (found["movement"], found["evidence"], found["verdict"]) == ("rising", "strong", "improving")
    assert (found["n"], found["first_year"], found["last_year"]) == (8, 2015, 2022)
    assert (found["slope_low"], found["slope"], found["slope_high"]) == (1, 1, 1)
    assert (found["latest"], found["latest_year"]) == (8, 2022)


@pytest.mark.parametrize(
    ("values", "direction", "movement", "verdict"),
    [
        ((1, 2, 3, 4, 5), Direction.DOWN, "rising", "worsening"),
        ((5, 4, 3, 2, 1), Direction.DOWN, "falling", "improving"),
        ((1, 2, 3, 4, 5), Direction.NONE, "rising", "not_judged"),
        ((4, 4, 4, 4, 4), Direction.UP, "no_clear_change", "no_clear_change"),
        ((1, 2, 3, 4), Direction.UP, "too_few", "too_few"),
        ((1, None, 3, None, 5, None, 7, None, 9), Direction.UP, "rising", "improving"),
    ],
)
def test_words(con, values, direction, movement, verdict):
    found = of_one(con, values, Rule(direction))
    assert (found["movement"], found["verdict"]) == (movement, verdict)


def test_without_a_rule_nothing_is_judged(con):
    [found] = trends(con, line("N1", 2015, 1, 2, 3, 4, 5), {})
    assert (found["movement"], found["verdict"]) == ("rising", "not_judged")


def test_only_values_since_the_last_break_count(con):
    rule = Rule(Direction.UP, breaks=(Break(2018), Break(2020), Break(2030)))
    found = of_one(con, (90, 80, 70, 60, 50, 1, 2, 3, 4, 5), rule)
    assert (found["first_year"], found["n"], found["movement"]) == (2020, 5, "rising")


def test_a_value_that_only_repeats_is_counted_once_a_cycle(con):
    rule = Rule(Direction.UP, cycle_years=3)
    assert of_one(con, (1, 1, 1, 1, 1, 2, 2, 2), rule)["n"] == 3


@WAYS
def test_a_claim_of_equal_values_has_a_size_that_agrees(con, joined):
    found = of_one(con, (0, 0, 0, 0, 0, 1, 1, 1), Rule(Direction.UP), joined)
    assert (found["movement"], found["evidence"], found["verdict"]) == ("rising", "strong", "improving")
    assert 0 < found["slope_low"] <= found["slope"] <= found["slope_high"]


@WAYS
def test_an_order_that_chance_nearly_gives_is_weak_evidence(con, joined):
    found = of_one(con, (5, 3, 6, 4, 7, 8, 9, 6.5), Rule(Direction.UP), joined)
    assert (found["movement"], found["evidence"]) == ("rising", "weak")


@WAYS
def test_values_are_compared_as_decimals(con, joined):
    found = of_one(con, (0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.3), Rule(Direction.UP), joined)
    assert (found["movement"], found["slope_high"]) == ("no_clear_change", 0)


def test_a_promise_is_counted_from_its_baseline(con):
    rule = Rule(Direction.UP, references=(Reference("baseline", Text("Utgångsår"), 50, 2018),))
    found = of_one(con, (90, 80, 70, 50, 51, 52, 53, 54), rule)
    assert (found["first_year"], found["n"], found["movement"]) == (2018, 5, "rising")


def test_of_values_that_share_years_only_every_so_many_count(con):
    found = of_one(con, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Rule(Direction.UP, window_years=5))
    assert (found["n"], found["first_year"], found["last_year"]) == (3, 2015, 2025)


def test_of_two_periods_of_a_year_the_later_as_published_counts(con):
    rows = [*line("N1", 2015, 1, 2, 3, 4), row("N1", 2019, 99, period="2018/19"), row("N1", 2019, 5)]
    [found] = trends(con, rows, {})
    assert (found["n"], found["latest"], found["slope"]) == (5, 5, 1)


def test_unsettled_values_are_left_out_and_the_latest_is_no_extrapolation(con):
    rows = [
        *line("N1", 2015, 1, 2, 3, 4, 5),
        row("N1", 2020, 50, flag="preliminary"),
        row("N1", 2021, 60, flag="extrapolated"),
    ]
    [found] = trends(con, rows, {})
    assert (found["n"], found["last_year"], found["latest"], found["latest_year"]) == (5, 2019, 50, 2020)


def test_what_is_no_number_is_no_measurement(con):
    rows = [
        *line("N1", 2015, 1, 2, 3, 4, 5),
        row("N1", 2020, math.nan),
        row("N1", 2021, None),
        row("N1", 2022, math.inf),
        row("N1", 2023, -1e100),
        row("N2", 2023, None),
    ]
    [found] = trends(con, rows, {})
    assert (found["indicator"], found["n"], found["last_year"]) == ("N1", 5, 2019)


@WAYS
def test_a_series_may_be_long(con, joined):
    rows = line("N1", 1750, *(year % 7 + year / 10 for year in range(250))) + line("N2", 1990, 1, 2, 3, 4, 5)
    assert not differences(trends(con, rows, {}, joined), expected(rows, {}))


def test_no_numbers_give_no_rows(con):
    assert trends(con, [row("N1", 2020, None)], {}) == []


# Against the functions for one series


@WAYS
@pytest.mark.parametrize("seed", range(DRAWINGS))
def test_random_series_and_rules(con, joined, seed):
    rows, rules = random_country(seed, indicators=80, areas=8)
    assert not differences(trends(con, rows, rules, joined), expected(rows, rules))


def test_both_ways_give_the_very_same_numbers(con, monkeypatch):
    monkeypatch.setattr(claims, "SLOPES_AT_A_TIME", 300)
    rows, _rules = random_country(3, indicators=20, areas=40)
    in_arrays, pairs_joined = (trends(con, rows, {}, joined) for joined in (False, True))
    assert in_series(in_arrays) == in_series(pairs_joined)


def in_series(found):
    return sorted(found, key=lambda one: (one["indicator"], one["area"]))


@pytest.mark.parametrize("method", list(Method))
def test_each_method_alone(con, method):
    rows, rules = random_country(7, indicators=10, areas=10)
    rules = {name: Rule(rule.direction, method) for name, rule in rules.items()}
    assert not differences(trends(con, rows, rules), expected(rows, rules))


SLOPES = {"N1": Rule(Direction.NONE, Method.THEIL_SEN)}


@pytest.mark.parametrize(
    ("joined", "count"), [(False, 4_000), (True, 1_000)], ids=["at once", "pairs joined"]
)
def test_thousands_of_series_have_the_slopes_and_intervals_of_scipy(con, joined, count):
    drawn = random.Random(11)
    rows = [point for number in range(count) for point in any_series(drawn, f"{number:05}")]
    slopes = trends(con, rows, SLOPES, joined)
    assert len(slopes) == count
    assert not unlike_scipy(slopes, rows)


def any_series(drawn, area):
    n = drawn.randint(5, 14)
    years = sorted(drawn.sample(range(2003, 2024), n))
    values = drawn.choice([lambda: drawn.gauss(0, 1), lambda: float(drawn.randint(0, 3)), lambda: -4.0])
    return [row("N1", year, values(), area=area) for year in years]


def unlike_scipy(found, rows):
    """The areas whose slope or interval is not scipy's to 1e-12."""
    ours = {one["area"]: [one[name] for name in ("slope", "slope_low", "slope_high")] for one in found}
    theirs = {area: _scipy(points) for area, points in _by_area(rows).items()}
    close = {"rel_tol": 1e-12, "abs_tol": 1e-12}
    return [
        (area, ours[area], wanted)
        for area, wanted in theirs.items()
        if not all(math.isclose(a, b, **close) for a, b in zip(ours[area], wanted, strict=True))
    ]


def _scipy(points):
    years, values = zip(*points, strict=True)
    slope, _intercept, low, high = theilslopes(values, years, 0.95)
    return [slope, low, high]


def _by_area(rows):
    areas = {}
    for one in rows:
        areas.setdefault(one["area"], []).append((one["year"], one["value"]))
    return areas


# Among others

FIVE = ("0680", "0682", "0683", "1480", "1490")


def places(*groups):
    """Municipalities, and a group of similar ones for the first: (name, year, members)."""
    areas = [{"area": code, "name": f"Ort{code}", "kind": "municipality"} for code in FIVE]
    areas += [{"area": "0006", "name": "Regionen", "kind": "region"}]
    members = []
    for number, (name, others) in enumerate(groups):
        areas.append({"area": f"G{number}", "name": name, "kind": "group"})
        members += [{"group_area": f"G{number}", "area": other, "year": None} for other in others]
    return ibis.memtable(areas, schema=AREA), ibis.memtable(members, schema=MEMBER)


def compared(con, rows, rules=None, groups=()):
    observation = loaded(con, rows)
    told = comparisons.comparisons(observation, *places(*groups), country.rule_table(rules or {}))
    return {(one["indicator"], one["area"]): one for one in con.to_pyarrow(told).to_pylist()}


def of_each(year, *numbers, indicator="N1", areas=FIVE, **said):
    pairs = zip(areas, numbers, strict=False)
    return [row(indicator, year, value, area=area, **said) for area, value in pairs if value is not None]


def test_ranked_from_the_better_end(con):
    rows = of_each(2023, 1, 2, 2, 3, 9)
    up = compared(con, rows, {"N1": Rule(Direction.UP)})
    down = compared(con, rows, {"N1": Rule(Direction.DOWN)})
    undecided = compared(con, rows)
    assert [up["N1", area]["rank"] for area in FIVE] == [5, 3, 3, 2, 1]
    assert [down["N1", area]["rank"] for area in FIVE] == [1, 2, 2, 4, 5]
    assert [undecided["N1", area]["rank"] for area in FIVE] == [5, 3, 3, 2, 1]
    assert up["N1", "0682"]["ties"] == 1


def test_the_year_is_the_latest_in_which_half_have_reported(con):
    rows = [
        *of_each(2022, 1, 2, 3, 4, 5),
        *of_each(2023, 6, 7, 8),
        *of_each(2024, 9),
        *of_each(2024, 1, 1, 1, 1, 1, flag="extrapolated", indicator="N2"),
        *of_each(2023, 1, 2, indicator="N2"),
    ]
    assert {(name, one["year"], one["n"]) for (name, _area), one in compared(con, rows).items()} == {
        ("N1", 2023, 3),
        ("N2", 2023, 2),
    }


def test_a_region_or_a_group_is_not_compared(con):
    rows = [*of_each(2023, 1, 2, 3), row("N1", 2023, 9, area="0006"), row("N1", 2023, 9, area="G0")]
    assert {area for _name, area in compared(con, rows)} == set(FIVE[:3])


def test_alone_there_is_nobody_to_compare_with(con):
    found = compared(con, of_each(2023, 5))["N1", "0680"]
    assert (found["rank"], found["n"], found["ties"], found["median"], found["quartile"]) == (
        None,
        1,
        0,
        None,
        None,
    )


def test_the_county_and_the_similar(con):
    rows = [*of_each(2023, 1, 2, 3, 10, 20), *of_each(2023, 1, 2, 3, indicator="N2")]
    groups = [
        ("Liknande kommuner, övergripande, Ort0680, 2024", ("0683",)),
        ("Liknande kommuner, övergripande, Ort0680, 2025", ("0682", "1480")),
        ("Liknande kommuner äldreomsorg, Ort0680, 2026", ("0683",)),
        ("Småkom", ("0683",)),
    ]
    found = compared(con, rows, groups=groups)
    assert (found["N1", "0680"]["county_mean"], found["N1", "0680"]["county_n"]) == (2, 3)
    assert (found["N1", "1480"]["county_mean"], found["N1", "1480"]["similar_mean"]) == (15, None)
    assert (found["N1", "0680"]["similar_mean"], found["N1", "0680"]["similar_n"]) == (6, 2)
    # One of two similar municipalities has a value: too few for a mean.
    assert (found["N2", "0680"]["similar_mean"], found["N2", "0680"]["similar_n"]) == (None, 1)


def test_random_values_stand_as_compare_has_them(con):
    drawn = random.Random(3)
    rows, rules, areas = [], {}, FIVE
    for number in range(300):
        name = f"N{number}"
        rules[name] = Rule(drawn.choice(list(Direction)))
        values = [drawn.choice([None, 1.0, 2.0, drawn.gauss(0, 1), -0.0, 0.0]) for _ in areas]
        rows += of_each(2023, *values, indicator=name)
    found = compared(con, rows, rules)
    assert len(found) == len(rows)
    for one in rows:
        name, area = one["indicator"], one["area"]
        peers = {other["area"]: other["value"] for other in rows if other["indicator"] == name}
        wanted = compare(area, one["value"], peers, direction=rules[name].direction)
        for what in ("rank", "n", "ties", "median", "quartile"):
            assert same(found[name, area][what], getattr(wanted, what)), (name, area, what)
