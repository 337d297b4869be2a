import pytest

from lagesbild.assessment import Direction, Reference, Rule, Text, judge

from .drawing import PERCENT, series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE


def status(values, direction, kind, value, year=None, year_now=None, **rule):
    reference = Reference(kind, Text("Målvärde", "Target"), value, year)
    rule = Rule(direction, unit=PERCENT, references=[reference], **rule)
    return judge(series(2020, *values), rule, year_now=year_now).statuses[0]


@pytest.mark.parametrize(
    ("latest", "direction", "target", "word"),
    [
        (75, UP, 75, "reached"),
        (74.999999999, UP, 75, "not_reached"),
        (76, UP, 75, "reached"),
        (75, DOWN, 75, "reached"),
        (75.000000001, DOWN, 75, "not_reached"),
        (0.1 + 0.2, DOWN, 0.3, "not_reached"),  # unrounded, exactly as stored
        (76, NONE, 75, "not_judged"),
    ],
)
def test_reached_is_at_or_beyond_unrounded(latest, direction, target, word):
    assert status([latest], direction, "target", target).word == word


@pytest.mark.parametrize(
    ("target_year", "year_now", "word"),
    [
        (2030, None, "not_reached"),
        (2030, 2026, "not_reached"),
        (2021, None, "passed_unreached"),  # measured in the target year
        (2022, None, "not_reached"),  # the figures end in 2021, and there is no clock
        (2022, 2023, "passed_unreached"),
        (2022, 2022, "not_reached"),
    ],
)
def test_when_a_target_year_has_passed(target_year, year_now, word):
    assert status([60, 61], UP, "target", 75, target_year, year_now).word == word


def test_a_target_year_without_a_measurement_is_said_to_be_unknown():
    why = status([60, 61], UP, "target", 75, 2023, year_now=2026).why

    assert "Om det nåddes i tid vet vi inte." in why.sv
    assert "is not known" in why.en


def test_a_target_reached_in_time_and_lost_is_not_called_unreached():
    found = status([76, 70], UP, "target", 75, 2020)

    assert found.word == "not_reached"
    assert "Målvärdet nåddes målåret" in found.why.sv


def test_a_limit_is_kept_not_reached():
    found = status([16], DOWN, "limit", 40, 2005)

    assert found.word == "reached"
    assert found.label.sv == "Gränsen klaras"
    assert found.gap == -24
    assert status([41], DOWN, "limit", 40, 2005).word == "not_reached"


def test_a_baseline_has_no_status():
    rule = Rule(UP, references=[Reference("baseline", Text("Utgångsvärde"), 3, 2014)])

    assert judge(series(2020, 4), rule).statuses == ()


def test_nothing_measured_nothing_judged():
    found = status([], UP, "target", 75, 2030)

    assert (found.word, found.gap) == ("not_judged", None)


def test_a_preliminary_value_is_said_to_be_so():
    assert status([("preliminary", 80)], UP, "target", 75).why.sv.endswith("Värdet är preliminärt.")


def test_a_repeated_value_is_dated_by_its_measurement():
    why = status([36, 36, 36], UP, "target", 75, 2030, cycle_years=6).why

    assert "Det senaste värdet, 36\u00a0% (mätt 2020, upprepat till 2022), når inte målvärdet" in why.sv
    assert "The latest value, 36% (measured in 2020, repeated until 2022), does not reach" in why.en


def test_a_target_year_with_only_a_repeat_was_not_measured():
    found = status([36, 36, 36], UP, "target", 75, 2021, cycle_years=6)

    assert found.word == "passed_unreached"
    assert "gäller ett tidigare år: 36\u00a0% (mätt 2020, upprepat till 2022)" in found.why.sv
    assert "Om det nåddes i tid vet vi inte." in found.why.sv


def test_the_value_that_stood_in_the_target_year_counts_though_it_was_a_repeat():
    #            measured in 2020 and 2023, target year 2022
    assert status([76, 76, 76, 70], UP, "target", 75, 2022, cycle_years=3).word == "not_reached"


def test_a_decided_value_is_quoted_as_it_was_decided():
    target = Reference("target", Text("Målvärde", "Target"), 12.5, 2030)
    rule = Rule(Direction.UP, unit=PERCENT, decimals=0, references=(target,))
    (status,) = judge(series(2020, 9, 10), rule).statuses
    assert status.why.sv.startswith("Målvärde: 12,5\N{NO-BREAK SPACE}%")


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        (5.9, ["not_reached", "reached"]),
        (6.0, ["reached", "reached"]),
        (8.5, ["reached", "reached"]),
        (8.6, ["reached", "not_reached"]),
    ],
)
def test_a_level_to_hold_is_judged_inwards_from_both_its_limits(latest, words):
    limits = [Reference("limit", Text(name), value) for name, value in (("Lägst", 6), ("Högst", 8.5))]
    verdict = judge(series(2015, 7, 7, 7, 7, 7, latest), Rule(Direction.HOLD, references=limits))

    assert [status.word for status in verdict.statuses] == words
    assert (verdict.trend.word, verdict.pace.word) == ("not_judged", "not_judged")
    assert "hållas mellan sina gränser" in verdict.trend.why.sv


def test_a_level_to_hold_without_two_limits_is_not_judged():
    rule = Rule(Direction.HOLD, references=[Reference("limit", Text("Högst"), 8.5)])

    assert rule.held_between is None
    assert judge(series(2020, 9), rule).statuses[0].word == "not_judged"
