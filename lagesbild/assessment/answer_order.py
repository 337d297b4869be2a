"""In what order goals stand: that which goes worst, best, or that we know least of, first."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from lagesbild.assessment.answer_rollup import AnswerRollUp
from lagesbild.assessment.answer_words import UNKNOWN, WORST_FIRST


class GoalOrder(StrEnum):
    """The orders that a reader may choose. The values stand in addresses."""

    WORST = "samst"
    BEST = "bast"
    LEAST_KNOWN = "vet-minst"
    NUMBER = "nummer"


def order_key(order: GoalOrder) -> Callable[[AnswerRollUp], tuple]:
    """What goals are sorted by. Those that are equal keep the order that they had."""
    return _KEYS[order]


def _worst(roll_up: AnswerRollUp) -> tuple:
    """By the worst answer, then by how many there are of it, then by the next. Unknown answers are no bad ones: a goal
    that has nothing else comes last."""
    return (
        not roll_up.known,
        not roll_up.total,
        *(-roll_up.counts.get(code, 0) for code in _KNOWN_WORST_FIRST),
    )


def _best(roll_up: AnswerRollUp) -> tuple:
    """The same order from its other end: no goal is both among the best and among the worst."""
    return (
        not roll_up.known,
        not roll_up.total,
        *(roll_up.counts.get(code, 0) for code in _KNOWN_WORST_FIRST),
    )


def _least_known(roll_up: AnswerRollUp) -> tuple:
    """First what nothing measures, then by the share whose answer says nothing of where it is going."""
    return (roll_up.known / roll_up.total if roll_up.total else -1.0, roll_up.known, -roll_up.total)


_KNOWN_WORST_FIRST = tuple(code for code in WORST_FIRST if code not in UNKNOWN)
_KEYS: Mapping[GoalOrder, Callable[[AnswerRollUp], tuple]] = {
    GoalOrder.WORST: _worst,
    GoalOrder.BEST: _best,
    GoalOrder.LEAST_KNOWN: _least_known,
    GoalOrder.NUMBER: lambda roll_up: (),
}
