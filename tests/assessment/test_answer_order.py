"""The order of goals, told by how many of their indicators have each answer."""

import pytest

from lagesbild.assessment import AnswerRollUp
from lagesbild.assessment.answer_order import GoalOrder, order_key

GOALS = {
    "two missed": {"missed": 2, "reached": 5},
    "one missed": {"missed": 1, "few": 9},
    "slow": {"too_slow": 3},
    "all well": {"reached": 2, "better": 1},
    "no change": {"no_clear_change": 1},
    "unknown": {"few": 3, "unmet_unknown": 1},
    "unmeasured": {},
}


@pytest.mark.parametrize(
    "order, names",
    [
        (
            GoalOrder.WORST,
            "two missed, one missed, slow, no change, all well, unknown, unmeasured",
        ),
        (
            GoalOrder.BEST,
            "all well, no change, slow, one missed, two missed, unknown, unmeasured",
        ),
        (
            GoalOrder.LEAST_KNOWN,
            "unmeasured, unknown, one missed, no change, slow, all well, two missed",
        ),
        (
            GoalOrder.NUMBER,
            "two missed, one missed, slow, all well, no change, unknown, unmeasured",
        ),
    ],
)
def test_goals_in_the_order_that_was_asked_for(order, names):
    key = order_key(order)
    assert sorted(GOALS, key=lambda name: key(AnswerRollUp(GOALS[name]))) == names.split(", ")
