import pytest

from lagesbild.assessment import Break, Direction, Method, Point, Reference, ReferenceKind, Rule, Text

UP = Direction.UP


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: Point(2020, None), "value for 2020 is None"),
        (lambda: Point(2020, float("nan")), "value for 2020 is nan"),
        (lambda: Point(2020, float("inf")), "value for 2020 is inf"),
        (lambda: Point(2020, "12,4"), "value for 2020 is '12,4'"),
        (lambda: Point(2020, 1e200), "value for 2020 is 1e"),
        (lambda: Break("2018"), "first year of the new series"),
        (lambda: Point("2020", 1), "year '2020' is not a whole number"),
        (lambda: Point(2020, 1, "guess"), "Unknown flag 'guess'"),
        (lambda: Rule("up"), "Unknown direction 'up'"),
        (lambda: Rule(UP, method="guess"), "Use one of mann-kendall, theil-sen, regression, baseline"),
        (lambda: Rule(UP, decimals=7), "from 0 to 6"),
        (lambda: Rule(UP, cycle_years=0), "years between measurements"),
        (lambda: Rule(UP, window_years=0), "years that each value covers"),
        (lambda: Rule(UP, start_year="2010"), "Give a whole year"),
        (lambda: Rule(UP, unit="%"), "Text"),
        (lambda: Reference("goal", Text("Mål"), 1), "Unknown kind of reference value 'goal'"),
        (lambda: Reference("target", "Mål", 1), "both languages"),
        (lambda: Reference("target", Text("Mål"), None), "'Mål' is None"),
        (lambda: Reference("target", Text("Mål"), 1, "2030"), "whole year"),
        (
            lambda: Rule(UP, method="baseline", references=[Reference("baseline", Text("Start"), 1)]),
            "baseline's year",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(wrong, says):
    with pytest.raises(ValueError, match=says):
        wrong()


def test_plain_words_and_lists_are_taken():
    rule = Rule(
        1, "regression", breaks=[Break(2012), Break(2005)], references=[Reference("limit", Text("Gräns"), 1)]
    )

    assert (rule.direction, rule.method) == (Direction.UP, Method.REGRESSION)
    assert [b.year for b in rule.breaks] == [2005, 2012]
    assert rule.references[0].kind is ReferenceKind.LIMIT
    assert hash(rule) == hash(rule)
