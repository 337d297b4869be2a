"""What would change a verdict."""

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.assessment import (
    Direction,
    Method,
    Rule,
    TrendWord,
    by_other_methods,
    find_sensitivity,
    judge,
)
from tests.assessment.drawing import PERCENT, series

UP = Rule(Direction.UP, unit=PERCENT)


def moved(points, year, move):
    return [type(p)(p.year, p.value + move, p.flag) if p.year == year else p for p in points]


def test_a_clear_rise_falls_with_a_much_lower_last_value():
    rising = series(2015, 10, 12, 11, 14, 15, 17, 16, 19)
    found = find_sensitivity(rising, UP)
    assert found.higher is None
    assert judge(moved(rising, 2022, found.lower), UP).trend.word == TrendWord.NO_CLEAR_CHANGE
    assert found.year_earlier == TrendWord.IMPROVING
    assert "Utan 2022 hade svaret varit detsamma." in found.why.sv


def test_the_move_is_the_least_that_does_it():
    unclear = series(2015, 10, 12, 9, 13, 11, 12, 10, 13)
    found = find_sensitivity(unclear, UP)
    for move in (found.higher, found.lower):
        if move is not None:
            step = 0.01 if move > 0 else -0.01
            assert judge(moved(unclear, 2022, move), UP).trend.word != TrendWord.NO_CLEAR_CHANGE
            assert judge(moved(unclear, 2022, move - step), UP).trend.word == TrendWord.NO_CLEAR_CHANGE


def test_a_verdict_that_rests_on_the_last_year_says_so():
    late = series(2015, 9, 8, 10, 11, 12, 10, 14, 14)
    found = find_sensitivity(late, UP)
    assert found.year_earlier == TrendWord.NO_CLEAR_CHANGE
    assert "Hade värdet för 2022 varit 2\N{NO-BREAK SPACE}procentenheter lägre hade svaret blivit" in found.why.sv
    assert "Utan 2022 hade svaret varit: ingen tydlig förändring." in found.why.sv
    assert "Without 2022 the answer would have been: no clear change." in found.why["en"]


def test_nothing_is_asked_where_nothing_is_judged():
    assert find_sensitivity(series(2015, 1, 2, 3), UP) is None
    assert find_sensitivity(series(2015, 1, 2, 3, 4, 5, 6, 7, 8), Rule(Direction.NONE)) is None


def test_a_constant_series_can_be_asked_about():
    assert find_sensitivity(series(2015, *[5] * 8), UP).why


def test_the_other_methods_are_each_asked_once():
    others = list(by_other_methods(series(2015, 10, 12, 11, 14, 15, 17, 16, 19), UP))
    assert [trend.method for trend in others] == [Method.REGRESSION, Method.BASELINE]


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=12))
def test_any_move_named_changes_the_word(values):
    points = series(2000, *values)
    found = find_sensitivity(points, UP)
    word = judge(points, UP).trend.word
    for move in (found.higher, found.lower):
        assert move is None or judge(moved(points, points[-1].year, move), UP).trend.word != word
