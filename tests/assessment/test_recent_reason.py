import pytest

from lagesbild.assessment import Direction, Rule, Text, judge
from lagesbild.assessment.recent_reason import recent_sentence

from .drawing import PERCENT, series


def recent(points, **rule):
    rule = Rule(Direction.UP, **{"unit": PERCENT} | rule)
    verdict = judge(points, rule)
    return recent_sentence(verdict, rule).sv.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("points", "rule", "sentence"),
    [
        (series(2020, 50, 51), {}, ""),
        (
            series(2020, 50, 51, 53),
            {},
            "2022 var värdet 2 procentenheter högre än 2021. Det är det högsta sedan mätningarna började 2020.",
        ),
        (
            series(2020, 200, 150, 183),
            {"unit": Text("ton", "tonnes")},
            "2022 var värdet 22 % högre än 2021.",
        ),
        (series(2020, 50, 51, 51), {}, "2022 var värdet detsamma som 2021."),
        (
            series(2010, 40, 41, 42, 43, 44, 45, 46, 60),
            {},
            "2017 var värdet 14 procentenheter högre än 2016, en större ändring än vanligt. Det är det högsta sedan "
            "mätningarna började 2010.",
        ),
        (
            series(2018, 70, 60, 61, 62, 63),
            {"start_year": 2019},
            "2022 var värdet 1 procentenhet högre än 2021. Det är det högsta sedan 2019.",
        ),
    ],
)
def test_the_recent_years_in_words(points, rule, sentence):
    assert recent(points, **rule) == sentence
