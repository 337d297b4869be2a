"""What would change a verdict."""

import random
from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.assessment import (
    AnswerCode,
    Break,
    Direction,
    Method,
    Reference,
    Rule,
    Text,
    by_other_methods,
    find_sensitivity,
    judge,
)

from .drawing import PERCENT, series

UP = Rule(Direction.UP, unit=PERCENT)


def moved(points, year, move):
    return [type(p)(p.year, p.value + move, p.flag) if p.year == year else p for p in points]


def test_a_clear_rise_falls_with_a_much_lower_last_value():
    rising = series(2015, 10, 12, 11, 14, 15, 17, 16, 19)
    sensitivity = find_sensitivity(rising, UP)
    assert sensitivity.higher is None
    assert judge(moved(rising, 2022, sensitivity.lower), UP).answer.code == AnswerCode.NO_CLEAR_CHANGE
    assert sensitivity.year_earlier == AnswerCode.BETTER
    assert "Utan 2022 hade svaret varit detsamma." in sensitivity.why.sv


def test_the_move_is_the_least_that_does_it():
    unclear = series(2015, 10, 12, 9, 13, 11, 12, 10, 13)
    sensitivity = find_sensitivity(unclear, UP)
    for move in (sensitivity.higher, sensitivity.lower):
        if move is not None:
            step = 0.01 if move > 0 else -0.01
            assert judge(moved(unclear, 2022, move), UP).answer.code != AnswerCode.NO_CLEAR_CHANGE
            assert judge(moved(unclear, 2022, move - step), UP).answer.code == AnswerCode.NO_CLEAR_CHANGE


def test_a_verdict_that_rests_on_the_last_year_says_so():
    late = series(2015, 9, 8, 10, 11, 12, 10, 14, 14)
    sensitivity = find_sensitivity(late, Rule(Direction.UP, Method.THEIL_SEN, unit=PERCENT))
    assert sensitivity.year_earlier == AnswerCode.NO_CLEAR_CHANGE
    assert (
        "Hade värdet för 2022 varit 2\N{NO-BREAK SPACE}procentenheter lägre hade svaret blivit"
        in sensitivity.why.sv
    )
    assert "Utan 2022 hade svaret varit: ingen tydlig förändring." in sensitivity.why.sv
    assert "Without 2022 the answer would have been: no clear change." in sensitivity.why["en"]


def test_where_the_other_years_show_no_way_one_value_cannot_be_said_to_be_firm():
    sensitivity = find_sensitivity(series(2015, 5, 1, 4, 2, 3), UP)

    assert (sensitivity.higher, sensitivity.lower) == (None, None)
    assert "räcker inte för ett annat svar: övriga år visar ingen riktning" in sensitivity.why.sv
    assert "rimligt värde" not in sensitivity.why.sv


def test_nothing_is_asked_where_nothing_is_judged():
    assert find_sensitivity(series(2015, 1, 2, 3), UP) is None
    assert find_sensitivity(series(2015, 1, 2, 3, 4, 5, 6, 7, 8), Rule(Direction.NONE)) is None


def test_a_constant_series_can_be_asked_about():
    assert find_sensitivity(series(2015, *[5] * 8), UP).why


def test_the_other_methods_are_each_asked_once():
    others = list(by_other_methods(series(2015, 10, 12, 11, 14, 15, 17, 16, 19), UP))
    assert [trend.method for trend in others] == [Method.THEIL_SEN, Method.REGRESSION, Method.BASELINE]


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=12))
def test_any_move_named_changes_the_answer(values):
    points = series(2000, *values)
    sensitivity = find_sensitivity(points, UP)
    code = judge(points, UP).answer.code
    for move in (sensitivity.higher, sensitivity.lower):
        assert move is None or judge(moved(points, points[-1].year, move), UP).answer.code != code


def test_an_odd_year_may_hide_a_change_that_lies_between():
    #     with a much higher last value the line bends, and the interval widens again
    points = series(2015, 49.3, 47.6, 47.8, 49.3, 52.6, 49.0)
    rule = Rule(Direction.UP, Method.REGRESSION, unit=PERCENT)
    sensitivity = find_sensitivity(points, rule)

    assert sensitivity.higher == pytest.approx(4.57)
    assert judge(moved(points, 2020, sensitivity.higher), rule).answer.code == AnswerCode.BETTER
    assert judge(moved(points, 2020, 10), rule).answer.code == AnswerCode.NO_CLEAR_CHANGE
    assert "Inget rimligt värde" not in sensitivity.why.sv


def test_repeats_move_with_the_value_they_repeat():
    repeated = series(2000, 10, 10, 12, 12, 11, 11, 14, 14, 15, 15, 17, 17, 16, 16, 19, 19)
    once = [point for point in repeated if point.year % 2 == 0]

    assert find_sensitivity(repeated, Rule(Direction.UP, cycle_years=2)) == find_sensitivity(
        once, Rule(Direction.UP)
    )


def test_a_value_that_waits_after_a_break_leaves_nothing_to_ask():
    broken = series(2010, 50, 52, 54, 56, 58, 60, ("preliminary", 20))

    assert find_sensitivity(broken, Rule(Direction.UP, breaks=[Break(2016)])) is None


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("seed", range(40))
def test_the_move_is_what_a_plain_search_step_by_step_finds(method, seed):
    points = random_series(random.Random(seed))
    rule = Rule(Direction.UP, method, decimals=0)
    sensitivity = find_sensitivity(points, rule)

    for move, sign in ((sensitivity.higher, 1), (sensitivity.lower, -1)):
        assert move == pytest.approx(step_by_step(points, rule, sign))


def random_series(drawn):
    """5–12 values of two figures, some alike and some far off."""
    values = [
        drawn.choice([drawn.gauss(50, 3), drawn.gauss(50, 3), 50, 62]) for _ in range(drawn.randint(5, 12))
    ]
    return series(2010, *(round(value + year * drawn.choice([0, 0.5])) for year, value in enumerate(values)))


def step_by_step(points, rule, sign):
    """The least move that gives another answer, trying them all."""
    verdict = judge(points, rule)
    *others, last = points
    values = [point.value for point in verdict.trend.used]
    span = (max(values) - min(values)) or abs(values[0]) or 1
    step = sign * next(10.0**-places for places in range(6) if 10.0**-places <= span / 100)
    for steps in range(1, ceil(2 * span / abs(step)) + 1):
        other = type(last)(last.year, last.value + steps * step)
        if judge((*others, other), rule).answer.code != verdict.answer.code:
            return steps * step
    return None


# Of answers about a promise.

PROMISE = Rule(Direction.UP, unit=PERCENT, references=[Reference("target", Text("Mål", "Target"), 20, 2030)])


def test_the_answer_is_asked_for_and_not_only_the_trend():
    sensitivity = find_sensitivity(series(2015, 10, 12, 11, 14, 15, 17, 16, 19), PROMISE, 2023)
    assert sensitivity.higher == 1
    assert (
        "Hade värdet för 2022 varit 1\N{NO-BREAK SPACE}procentenhet högre hade svaret blivit: nått."
        in sensitivity.why.sv
    )
    assert "would have been: reached." in sensitivity.why["en"]


def test_a_target_far_off_may_be_missed_whatever_the_last_value():
    rule = replace(PROMISE, references=[Reference("target", Text("Mål", "Target"), 200, 2020)])
    sensitivity = find_sensitivity(series(2015, 10, 12, 11, 14, 15, 17, 16, 19), rule, 2023)
    assert (
        sensitivity.why.sv
        == "Inget rimligt värde för 2022 hade ändrat svaret. Utan 2022 hade svaret varit detsamma."
    )


def test_a_target_without_a_way_is_not_called_firm():
    rule = replace(PROMISE, references=[Reference("target", Text("Mål", "Target"), 90, 2030)])
    sensitivity = find_sensitivity(series(2018, 5, 1, 4, 2, 3), rule, 2023)
    assert (
        "rimligt värde" not in sensitivity.why.sv and "räcker inte för ett annat svar" in sensitivity.why.sv
    )


def test_of_what_is_not_known_nothing_is_asked():
    assert find_sensitivity(series(2019, 1, 2, 3, 4), PROMISE, 2023) is None
