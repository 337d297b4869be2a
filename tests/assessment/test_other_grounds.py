import pytest

from lagesbild.assessment import Direction, Reference, Rule, Text, judge
from lagesbild.assessment.other_grounds import by_older_edition, by_other_start
from tests.assessment.drawing import series

NOW = 2026
NEWEST = {
    1990: 719715.4,
    2000: 684365.15,
    2005: 673344.42,
    2010: 689903.63,
    2015: 553081.06,
    2020: 486965.88,
    2021: 491603.29,
    2022: 458346.65,
    2023: 453839.88,
    2024: 554166.57,
}
BEFORE = {
    1990: 674951,
    2000: 639462,
    2005: 626498,
    2010: 689104,
    2015: 567936,
    2016: 536839,
    2017: 533320,
    2018: 518439,
    2019: 513355,
    2020: 494451,
    2021: 494400,
    2022: 458771,
    2023: 455227,
}


def points(by_year):
    return [series(year, value)[0] for year, value in by_year.items()]


def halved(**more):
    """Jönköping's emissions: half of 2005 in 2030."""
    target = Reference("target", Text("Mål", "Goal"), 336672, 2030)
    baseline = Reference("baseline", Text("2005", "2005"), 673344, 2005)
    return Rule(Direction.DOWN, references=(target, baseline), unit=Text("ton", "tonnes"), **more)


def test_an_older_edition_is_held_against_its_own_half():
    rule = halved(start_year=2005)
    answer = judge(points(NEWEST), rule, year_now=NOW).answer
    told = by_older_edition(answer, points(BEFORE), rule, "2025", year_now=NOW)
    assert answer.code == "uncertain"
    assert told.sv.startswith("I utgåvan från 2025, som slutar 2023, är svaret ett annat, ”")
    assert "313 249" in told.sv.replace("\u00a0", " ") and "omkring 2036" in told.sv
    assert told.en.startswith("In the edition of 2025, which ends in 2023, the answer is another, “")


def test_an_older_edition_with_the_same_answer_is_not_told():
    rule = halved(start_year=2005)
    answer = judge(points(NEWEST), rule, year_now=NOW).answer
    assert by_older_edition(answer, points(NEWEST), rule, "2025", year_now=NOW) is None
    assert by_older_edition(answer, [], rule, "2025", year_now=NOW) is None


@pytest.mark.parametrize(
    ("values", "start", "sentence"),
    [
        ((30, 27, 29, 26, 27, 24, 26, 23, 24, 21, 23, 20, 22, 19), 2017, "Räknat från 2010"),
        ((30, 27, 29, 26, 27, 24, 26, 23, 24, 21, 23, 20, 22, 19), None, None),
        ((40, 21, 22, 20, 21, 20, 19, 20), None, "Räknat från 2011"),
        ((14, 21, 20, 19, 20, 18, 19, 17), None, "Räknat från 2011"),
        ((10, 20, 30), None, None),
    ],
)
def test_another_start_that_turns_the_answer(values, start, sentence):
    rule = Rule(Direction.DOWN, start_year=start)
    drawn = series(2010, *values)
    told = by_other_start(judge(drawn, rule, year_now=NOW).answer, drawn, rule, year_now=NOW)
    assert (told is None) if sentence is None else told.sv.startswith(sentence)
