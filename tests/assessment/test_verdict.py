from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagesbild.assessment import Break, Direction, Point, Reference, Rule, Text, judge, judge_in_order

from .drawing import PERCENT, series

POINTS = series(2010, 8, 9, 8, 10, 11, 10, 12, 13)
RULE = Rule(
    Direction.UP, unit=PERCENT, references=[Reference("target", Text("Målvärde", "Target"), 20, 2030)]
)


def test_a_verdict_is_the_same_however_the_points_come():
    assert judge(iter(POINTS), RULE) == judge(list(reversed(POINTS)), RULE) == judge_in_order(POINTS, RULE)


def test_a_verdict_can_be_cached():
    cached = lru_cache(judge_in_order)

    assert cached(POINTS, RULE, 2026) is cached(series(2010, 8, 9, 8, 10, 11, 10, 12, 13), RULE, 2026)
    assert hash(cached(POINTS, RULE, 2026))


def test_no_points_at_all():
    verdict = judge([], RULE)

    assert (verdict.latest, verdict.trend.word, verdict.decimals) == (None, "too_few", 0)
    assert verdict.trend.why.sv == "Det finns inga mätvärden att bedöma."


@pytest.mark.parametrize(
    ("values", "latest", "repeated_to"),
    [
        ((20, 22), 2011, None),
        ((20, 22, 22, 22), 2011, 2013),
        ((20, 20, 20, 20, 20, 20, 20), 2016, None),  # a whole cycle later: measured again
        ((20, 22, 22, ("extrapolated", 30)), 2011, 2012),
        ((20, 22, 22, ("preliminary", 22)), 2011, 2013),
        ((20, 22, 22, ("preliminary", 23), ("preliminary", 23)), 2013, 2014),
        ((20, ("preliminary", 22), 22), 2012, None),  # settled now: that is the value the trend rests on
        ((("extrapolated", 22),), None, None),
    ],
)
def test_the_latest_is_a_measurement_and_no_repeat_of_one(values, latest, repeated_to):
    verdict = judge(series(2010, *values), Rule(Direction.UP, cycle_years=6))

    assert (verdict.latest and verdict.latest.year, verdict.repeated_to) == (latest, repeated_to)


def test_after_a_break_everything_is_measured_anew():
    verdict = judge(series(2010, 20, 20, 20, 20), Rule(Direction.UP, cycle_years=6, breaks=[Break(2012)]))

    assert (verdict.latest, verdict.repeated_to) == (Point(2012, 20), 2013)


def test_without_a_cycle_nothing_is_a_repeat():
    verdict = judge(series(2010, 20, 20, 20), Rule(Direction.UP))

    assert (verdict.latest, verdict.repeated_to) == (Point(2012, 20), None)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(-9, 9), st.floats(-1e99, 1e99)), max_size=15),
    st.floats(-1e99, 1e99),
    st.sampled_from([None, 1990, 2005, 2030]),
    st.sampled_from(list(Direction)),
    st.sampled_from(["mann-kendall", "theil-sen", "regression", "baseline"]),
    st.sampled_from([None, 2, 6]),
)
def test_every_series_gets_whole_sentences(values, target, year, direction, method, cycle):
    rule = Rule(
        direction,
        method,
        cycle_years=cycle,
        unit=PERCENT,
        references=[Reference("target", Text("Målvärde", "Target"), target, year)],
    )
    verdict = judge(series(2000, *values), rule, year_now=2026)
    reasons = [verdict.trend.why, verdict.pace.why, *(status.why for status in verdict.statuses)]

    for sentence in [words[language] for words in reasons for language in ("sv", "en")]:
        assert sentence.endswith(".") and not set("{}") & set(sentence)
        assert "  " not in sentence and "None" not in sentence
    if verdict.pace.word == "wrong_way":
        assert verdict.trend.word == "worsening"
    if verdict.pace.word == "on_track":
        assert verdict.trend.word == "improving"
