"""The goals of a year's report: those under goal 17, and those that the year's cooperation points at."""

from collections.abc import Iterable
from dataclasses import dataclass

from lagesbild.barometer import overview
from lagesbild.barometer.models import Goal, GoalAssessment
from lagesbild.cooperation.audit.report_year import ReportYear
from lagesbild.cooperation.models import (
    Partnership,
    Project,
)

GOAL_17 = 17


@dataclass(frozen=True)
class JudgedGoal:
    goal: Goal
    assessment: GoalAssessment | None
    """The latest until the year's end."""
    under_17: bool
    """Else a goal that some cooperation of the year points at."""
    is_judged: bool
    """Whether goals on its level are judged at all."""


def judged_goals(year: ReportYear, things: Iterable[Partnership | Project]) -> tuple[JudgedGoal, ...]:
    """``things``: the year's cooperation, read with its goals."""
    roots = overview.forest()
    below_17 = [b for branch in overview.by_global_goal(roots)[GOAL_17] for b in branch.judged()]
    pointed_at = {goal.pk for thing in things for goal in thing.goals.all()}
    others = [branch for branch in overview.all_branches(roots) if branch.goal.pk in pointed_at]
    by_goal: dict[int, JudgedGoal] = {}
    for branch, under_17 in [(b, True) for b in below_17] + [(b, False) for b in others]:
        if _in_force(branch.goal.programme, year):
            latest = _latest(branch.assessments, year)
            by_goal.setdefault(branch.goal.pk, JudgedGoal(branch.goal, latest, under_17, branch.assessed))
    return tuple(by_goal.values())


def _latest(assessments: list[GoalAssessment], year: ReportYear) -> GoalAssessment | None:
    return next((assessment for assessment in assessments if assessment.assessed_on <= year.as_of), None)


def _in_force(programme, year: ReportYear) -> bool:
    """Whether the programme was in force in the year, as far as its dates tell; a replaced one without was not."""
    if programme.valid_from and programme.valid_from > year.as_of:
        return False
    if programme.valid_to:
        return programme.valid_to >= year.first
    newer = programme.successor
    return newer is None or (newer.valid_from is not None and newer.valid_from > year.first)
