import pytest

from lagesbild.assessment import Direction, Rule, Text, judge
from lagesbild.assessment.moved_alike import moved_alike

from .drawing import PERCENT, series

TONNES = Text("ton", "tonnes")


def alike(values, pairs, unit=TONNES):
    rule = Rule(Direction.DOWN, unit=unit)
    return moved_alike(judge(series(2020, *values), rule).recent, pairs, rule).sv.replace("\u00a0", " ")


def places(*percents: float) -> list[tuple[float, float]]:
    return [(100.0, 100.0 + percent) for percent in percents]


@pytest.mark.parametrize(
    ("values", "pairs", "unit", "sentence"),
    [
        # 22 % here: half of it is 11, and the round number below that is 10
        (
            (100, 90, 109.8),
            places(*[12] * 25, *[10] * 3, *[-30] * 4),
            TONNES,
            "I 25 av 32 kommuner ökade det med mer än 10 %.",
        ),
        (
            (100, 98, 93.1),
            places(*[-3] * 20, *[-2] * 10, 50),
            TONNES,
            "I 20 av 31 kommuner minskade det med mer än 2 %.",
        ),
        # per cent are told in percentage points
        (
            (40, 42, 45),
            [(40.0, 42.0)] * 29 + [(40.0, 40.5)],
            PERCENT,
            "I 29 av 30 kommuner ökade det med mer än 1 procentenhet.",
        ),
        # no amount that can be divided by is counted with
        ((1, 2, 3), [(0.0, 5.0)] * 40, TONNES, ""),
        ((1, 2, 3), places(*[60] * 29), TONNES, ""),
        ((1, 2, 2), places(*[60] * 40), TONNES, ""),
        ((1, 2), places(*[60] * 40), TONNES, ""),
    ],
)
def test_how_many_moved_as_this_one_did(values, pairs, unit, sentence):
    assert alike(values, pairs, unit) == sentence
