import pytest

from lagesbild.assessment import Direction, Reference, ReferenceKind, Rule, Text
from lagesbild.assessment.published import by_published_methods, next_target

from .drawing import PERCENT, series

RISING = series(2015, 40, 42, 44, 46, 48, 50)


def rule(*targets, direction=Direction.UP):
    """A rule with targets drawn as (value, year)."""
    label = Text("Mål", "Target")
    references = tuple(Reference(ReferenceKind.TARGET, label, *target) for target in targets)
    return Rule(direction, unit=PERCENT, references=references)


def labels(points, of_rule):
    return {
        f"{verdict.key} {verdict.method['en']}": verdict.label.en
        for verdict in by_published_methods(points, of_rule)
    }


def test_every_method_that_can_judge_says_its_word():
    assert labels(RISING, rule((75, 2030))) == {
        "wetter Germany's weather symbols": "Slightly cloudy",
        "eurostat Eurostat, five years": "Progress",
        "statcan Statistics Canada": "Substantial progress",
        "unsd The UN Statistics Division": "On track",
    }


@pytest.mark.parametrize(
    ("points", "of_rule"),
    [
        (RISING, rule((75, 2030), direction=Direction.NONE)),
        ((), rule((75, 2030))),
        (series(2020, 40), rule((75, 2030))),
    ],
)
def test_nothing_is_said_where_nothing_can_be_judged(points, of_rule):
    assert labels(points, of_rule) == {}


def test_fifteen_years_are_judged_where_there_are_as_many():
    falling = series(2008, *range(60, 44, -1))

    assert labels(falling, rule())["eurostat Eurostat, fifteen years"] == "Movement away"


@pytest.mark.parametrize(
    ("targets", "value"),
    [
        ([(50, 2040), (40, 2030)], 40),
        ([(50, 2020), (40, 2015)], 50),
        ([(50, None), (40, 2015)], 40),
        ([(50, None)], 50),
    ],
)
def test_the_next_target_counts(targets, value):
    assert next_target(rule(*targets), 2020).value == value


def test_without_a_target_there_is_none():
    assert next_target(rule(), 2020) is None
