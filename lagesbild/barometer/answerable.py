"""What an organisation answers for: its goals, the indicators that tell of them, and its actions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Value

from lagesbild.barometer.models import (
    Action,
    ActionResponsibility,
    Goal,
    GoalResponsibility,
    IndicatorResponsibility,
)
from lagesbild.barometer.overview import Branch, all_branches, forest
from lagesbild.organisations.models import Organisation, Responsibility

OWN_UNITS = (Organisation.Kind.ADMINISTRATION, Organisation.Kind.UNIT)
"""What these carry out they do for the organisation above them. A board or a company answers for itself."""


@dataclass(frozen=True)
class Duties:
    """By key: the goals that an organisation answers for, with its roles, and the indicators that it follows up."""

    goals: Mapping[int, set[str]]
    indicators: set[int]


def duties_of(organisation: Organisation) -> Duties:
    """One question."""
    # With "in", an organisation that is not saved yet answers for nothing.
    of_goals = GoalResponsibility.objects.filter(organisation__in=[organisation.pk]).order_by()
    of_indicators = IndicatorResponsibility.objects.filter(organisation__in=[organisation.pk]).order_by()
    rows = of_goals.values_list("goal", "role", Value(True)).union(
        of_indicators.values_list("indicator", "role", Value(False)), all=True
    )
    duties = Duties(defaultdict(set), set())
    for key, role, is_goal in rows:
        if is_goal:
            duties.goals[key].add(role)
        else:
            duties.indicators.add(key)
    return duties


def goals_of(duties: Duties) -> list[Goal]:
    """The public goals that somebody follows up or carries out, in force first, with their assessments, latest first.

    ``follows_up`` and ``depth`` on each say which duty it is and the goal's level in its programme.
    """
    branches = [branch for branch in all_branches(forest()) if branch.goal.pk in duties.goals]
    in_force = [branch for branch in branches if not branch.goal.programme.successor]
    return [
        _goal_with_duty(branch, duties.goals[branch.goal.pk])
        for branch in sorted(in_force, key=_by_programme)
    ]


def _goal_with_duty(branch: Branch, roles: set[str]) -> Goal:
    """A copy: the goal itself is shared by all who ask for every one."""
    goal = copy(branch.goal)
    goal.follows_up = Responsibility.Role.FOLLOW_UP in roles
    goal.depth = branch.depth
    return goal


def _by_programme(branch: Branch) -> tuple:
    goal = branch.goal
    return goal.programme.name_sv, goal.programme_id, goal.order, goal.code, goal.pk


def actions_of(organisation: Organisation, units: Iterable[Organisation], today: date) -> list[Action]:
    """Public actions of its own and of its ``units``. ``answering`` on each: the public duties. One question."""
    answering = [organisation.pk, *(unit.pk for unit in units)]
    mine = ActionResponsibility.objects.filter(organisation__in=answering, action__live=True)
    duties = (
        ActionResponsibility.objects.filter(action__in=mine.values("action"), organisation__live=True)
        .select_related("action", "organisation")
        .order_by("action__name_sv", "action_id", "sort_order")
    )
    actions: dict[int, Action] = {}
    for duty in duties:
        action = actions.setdefault(duty.action_id, duty.action)
        action.answering = [*getattr(action, "answering", ()), duty]
        action.status_now = action.status(today)
    return list(actions.values())


def units_and_predecessors(organisation: Organisation) -> tuple[list[Organisation], list[Organisation]]:
    """Public organisations below it, and those that it came after. One question."""
    around: QuerySet = Organisation.objects.public().filter(
        Q(parent__in=[organisation.pk]) | Q(successor__in=[organisation.pk])
    )
    organisations = list(around) if organisation.pk else []
    units = [unit for unit in organisations if unit.parent_id == organisation.pk]
    return units, [before for before in organisations if before.successor_id == organisation.pk]
