"""Which way every series moves: a table of observations, and one row a series."""

import ibis
import pyarrow
import pytest

from lagesbild.assessment import Break, Direction, Rule, Text
from lagesbild.figures.movements import MOVEMENT, movements
from lagesbild.figures.tables import OBSERVATION
from lagesbild.tables.periods import Period


def table(*rows):
    """(period, value) or (period, value, flag) of N1 in Jönköping; a dict changes more."""
    return ibis.memtable(pyarrow.Table.from_pylist([_row(*row) for row in rows], OBSERVATION.to_pyarrow()))


def _row(period, value, flag="", **more):
    year = Period.parse(str(period)).year
    blank = dict.fromkeys(OBSERVATION) | {"indicator": "N1", "area": "0680", "subgroup": "T"}
    return blank | {"period": str(period), "year": year, "value": value, "flag": flag} | more


def moved(*rows, **rules):
    """The rows of MOVEMENT."""
    return ibis.duckdb.connect().to_pyarrow(movements(table(*rows), rules)).to_pylist()


def word(*rows, **rules):
    [row] = moved(*rows, **rules)
    return row["movement"]


def year_by_year(first, *numbers):
    return list(enumerate(map(float, numbers), first))


@pytest.mark.parametrize(
    "numbers, movement",
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), "rising"),
        ((8, 7, 6, 5, 4, 3, 2, 1), "falling"),
        ((1, 2, 1, 2, 1, 2, 1, 2), "no_clear_change"),
        ((5, 5, 5, 5, 5, 5, 5, 5), "no_clear_change"),
        ((1, 2, 3, 4), "too_few"),
    ],
)
def test_words_that_say_nothing_of_good_or_bad(numbers, movement):
    assert word(*year_by_year(2015, *numbers)) == movement


def test_a_falling_indicator_where_down_is_good_is_still_falling():
    rules = {"N1": Rule(Direction.DOWN)}
    assert word(*year_by_year(2015, 8, 7, 6, 5, 4, 3, 2, 1), **rules) == "falling"


def test_a_row_holds_its_years_count_and_slope():
    [row] = moved(*year_by_year(2015, 1, 2, 3, 4, 5, 6, 7, 8))
    assert list(row) == list(MOVEMENT.names)
    assert (row["indicator"], row["area"], row["subgroup"]) == ("N1", "0680", "T")
    assert (row["n"], row["first_year"], row["last_year"], row["slope"]) == (8, 2015, 2022, 1.0)
    assert row["slope_low"] <= 1.0 <= row["slope_high"]


def test_like_is_compared_with_like():
    school_years = [("2019/20", 1.0), ("2020/21", 2.0), ("2021/22", 3.0), ("2022/23", 4.0), ("2023/24", 5.0)]
    [row] = moved(*school_years, ("2023", 99.0), (2024, 100.0))
    assert (row["n"], row["last_year"], row["latest"], row["movement"]) == (5, 2024, 5.0, "rising")
    [only] = moved(("2022/23", 4.0), ("2023", 5.0, "extrapolated"))
    assert only["n"] == 0  # The later of the two, of which neither is like the other, is no measurement.


@pytest.mark.parametrize(
    ("rows", "latest", "n"),
    [
        # A whole year comes before its parts.
        ([("2022", 90.0), ("2023", 100.0), ("2023-Q1", 25.0)], 100.0, 2),
        # A part that begins the next year is not like the whole years.
        ([("2021", 80.0), ("2022", 90.0), ("2023-Q1", 25.0)], 90.0, 2),
        # First halves with first halves, of two groups as large the later.
        ([("2022-H1", 40.0), ("2022-H2", 60.0), ("2023-H1", 44.0)], 44.0, 2),
        ([("2022-H1", 40.0), ("2022-H2", 60.0), ("2023-H1", 41.0), ("2023-H2", 61.0)], 61.0, 2),
        # By time, never by letters.
        ([("2021-01-31", 7.0), ("2021-11-30", 3.0)], 3.0, 1),
        ([("2021-09", 1.0), ("2021-10", 2.0)], 2.0, 1),
        ([("2020-06-04", 1.0), ("2024-06-09", 2.0)], 2.0, 2),
    ],
)
def test_the_latest_of_periods_that_are_alike(rows, latest, n):
    [row] = moved(*rows)
    assert (row["latest"], row["n"]) == (latest, n)


def test_periods_may_come_in_any_order():
    assert word(*reversed(year_by_year(2015, 1, 2, 3, 4, 5, 6, 7, 8))) == "rising"


def test_each_area_and_subgroup_is_a_series_of_its_own():
    rows = [
        _row(year, value * sign, area=area, subgroup=subgroup)
        for area, subgroup, sign in (("0680", "T", 1), ("0680", "K", -1), ("0683", "T", 1))
        for year, value in year_by_year(2015, 1, 2, 3, 4, 5, 6, 7, 8)
    ]
    observation = ibis.memtable(pyarrow.Table.from_pylist(rows, OBSERVATION.to_pyarrow()))
    found = ibis.duckdb.connect().to_pyarrow(movements(observation, {})).to_pylist()
    assert [(row["area"], row["subgroup"], row["movement"]) for row in found] == [
        ("0680", "K", "falling"),
        ("0680", "T", "rising"),
        ("0683", "T", "rising"),
    ]


def test_series_without_numbers_have_no_row():
    assert moved((2020, None), (2021, None)) == []
    assert moved() == []


def test_missing_years_are_not_zeros():
    rows = [(2015, 10.0), (2016, None), (2017, 10.0), (2018, None), (2019, 10.0), (2020, 10.0), (2021, 10.0)]
    [row] = moved(*rows)
    assert (row["n"], row["slope"], row["movement"]) == (5, 0.0, "no_clear_change")


def test_unsettled_values_do_not_count():
    rows = [*year_by_year(2015, 1, 2, 3, 4), (2019, 5.0, "preliminary"), (2020, 6.0, "extrapolated")]
    [row] = moved(*rows)
    assert (row["n"], row["last_year"], row["movement"]) == (4, 2018, "too_few")


def test_the_rules_breaks_and_cycle_count_here_too():
    jump = year_by_year(2010, 1, 2, 3, 4, 9, 9, 9, 9, 9)
    broken = Rule(Direction.UP, breaks=[Break(2014, Text("ny metod"))])
    assert word(*jump) == "rising"
    assert word(*jump, N1=broken) == "no_clear_change"

    repeated = year_by_year(2010, 1, 1, 1, 2, 2, 2, 3, 3, 3)
    assert word(*repeated) == "rising"
    assert word(*repeated, N1=Rule(Direction.UP, cycle_years=3)) == "too_few"
