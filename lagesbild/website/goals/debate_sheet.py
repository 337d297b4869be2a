"""The page of a committee: what it has promised beside what came of it, what is late, what is new, on one A4."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lagesbild.assessment import OFF_TRACK, ActionStatus, AnswerRollUp, Text, disagrees
from lagesbild.assessment.answer_words import FROM_WORST
from lagesbild.barometer.models import Action, Goal, GoalAssessment, Programme
from lagesbild.website.indicators.answers import IndicatorAnswer, rolled_up, wholes

PAPER_GOALS, PAPER_FIGURES, PAPER_NAMES, PAPER_LINES = 6, 2, 8, 3
PAPER_ROWS = 10
"""So much is printed on the one A4: goals and figures of each, names of goals that nothing is known of, lines of a
list, and goals and actions together. The rest are counted."""
LATE_FIRST = (
    ActionStatus.LATE,
    ActionStatus.STARTED,
    ActionStatus.NOT_STARTED,
    ActionStatus.DONE,
    ActionStatus.CANCELLED,
)


@dataclass(frozen=True)
class DebatedGoal:
    """A goal: what its figures say, the worst first, and what the responsible person judges.

    ``goal`` is None for the figures that belong to none of the goals.
    """

    goal: Goal | None
    answers: tuple[IndicatorAnswer, ...]
    assessments: tuple[GoalAssessment, ...] = ()
    is_assessed_level: bool = False
    disagreement: Text | None = None

    @property
    def assessment(self) -> GoalAssessment | None:
        return self.assessments[0] if self.assessments else None

    @property
    def grade(self) -> int | None:
        return self.assessment.grade if self.assessment else None

    @property
    def is_bare(self) -> bool:
        """Whether there is neither a figure nor an assessment to tell of."""
        return not self.answers and not self.assessments

    @property
    def unprinted(self) -> int:
        return max(0, len(self.answers) - PAPER_FIGURES)


@dataclass(frozen=True)
class DebateSheet:
    rows: tuple[DebatedGoal, ...]
    bare: tuple[Goal, ...]
    """The goals that nothing measures and nobody has assessed."""
    actions: tuple[Action, ...]
    done_before: int
    """Actions that were done or called off more than a year ago, and are not listed."""
    followed_up: int
    carried_out: int
    roll_up: AnswerRollUp

    def __bool__(self) -> bool:
        return bool(self.rows or self.bare or self.actions or self.done_before)

    @property
    def goal_count(self) -> int:
        return self.followed_up + self.carried_out

    @property
    def late(self) -> list[Action]:
        return [action for action in self.actions if action.status_now == ActionStatus.LATE]

    @property
    def unmeasured(self) -> int:
        """The goals that no indicator follows."""
        return len(self.bare) + sum(1 for row in self.rows if row.goal and not row.answers)

    @property
    def printed(self) -> dict[str, int]:
        """How many of each are on paper."""
        goals = min(len(self.rows), PAPER_GOALS)
        return {
            "goals": goals,
            "figures": PAPER_FIGURES,
            "names": PAPER_NAMES,
            "actions": PAPER_ROWS - goals,
            "lines": PAPER_LINES,
        }

    @property
    def unprinted(self) -> dict[str, int]:
        totals = {"goals": len(self.rows), "names": len(self.bare), "actions": len(self.actions)}
        return {name: max(0, total - self.printed[name]) for name, total in totals.items()}

    @property
    def programmes(self) -> list[Programme]:
        goals = [row.goal for row in self.rows if row.goal] + list(self.bare)
        return list({goal.programme_id: goal.programme for goal in goals}.values())


def debate_sheet(
    goals: list[Goal], indicator_answers: list[IndicatorAnswer], actions: list[Action], since: date
) -> DebateSheet:
    """``goals`` and ``actions`` as :mod:`lagesbild.barometer.answerable` gives them, and their figures."""
    rows = sorted(_goal_rows(goals, wholes(indicator_answers)), key=_worst_first)
    current = [action for action in actions if not _is_settled(action, since)]
    followed_up = [goal for goal in goals if goal.follows_up]
    counting = _followed_up(rows) if followed_up else rows
    return DebateSheet(
        tuple(row for row in rows if not row.is_bare),
        tuple(row.goal for row in rows if row.is_bare),
        tuple(sorted(current, key=_late_first)),
        len(actions) - len(current),
        len(followed_up),
        len(goals) - len(followed_up),
        rolled_up({answer.indicator.pk: answer for row in counting for answer in row.answers}.values()),
    )


def _goal_rows(goals: list[Goal], indicator_answers: list[IndicatorAnswer]) -> Iterable[DebatedGoal]:
    by_goal = defaultdict(list)
    for answer in indicator_answers:
        for link in answer.indicator.links:
            by_goal[link.goal_id].append((link.role != link.Role.MAIN, answer))
    for goal in goals:
        yield _goal_row(goal, by_goal[goal.pk])
    here = {goal.pk for goal in goals}
    by_themselves = [
        answer
        for answer in indicator_answers
        if not any(link.goal_id in here for link in answer.indicator.links)
    ]
    if by_themselves:
        yield DebatedGoal(None, tuple(sorted(by_themselves, key=_rung)))


def _goal_row(goal: Goal, figures: list[tuple[bool, IndicatorAnswer]]) -> DebatedGoal:
    in_order = sorted(figures, key=lambda figure: (figure[0], _rung(figure[1])))
    main_codes = [answer.answer.code for is_complementary, answer in figures if not is_complementary]
    assessments = tuple(goal.assessments.all())
    grade = assessments[0].grade if assessments else None
    level = goal.programme.level(goal.depth)
    disagreement = disagrees(grade, main_codes, goal.programme.grade_label(grade)) if grade else None
    return DebatedGoal(
        goal,
        tuple(answer for _is_complementary, answer in in_order),
        assessments,
        level.assessed if level else True,
        disagreement,
    )


def _followed_up(rows: list[DebatedGoal]) -> list[DebatedGoal]:
    return [row for row in rows if row.goal is None or row.goal.follows_up]


def _rung(answer: IndicatorAnswer) -> int:
    return FROM_WORST[answer.answer.code]


def _worst_first(row: DebatedGoal) -> tuple:
    """What goes worst by the figures, then by a person; goals that others follow up stand last."""
    worst = min(map(_rung, row.answers), default=len(FROM_WORST))
    return bool(row.goal and not row.goal.follows_up), worst, row.grade not in OFF_TRACK, row.grade is None


def _late_first(action: Action) -> tuple:
    return LATE_FIRST.index(action.status_now), action.finishes or date.max


def _is_settled(action: Action, since: date) -> bool:
    """Whether it was done or called off so long ago that it is no news."""
    if action.status_now == ActionStatus.DONE:
        return (action.finished_on or action.finishes or date.min) < since
    return action.status_now == ActionStatus.CANCELLED and (action.finishes or date.max) < since
