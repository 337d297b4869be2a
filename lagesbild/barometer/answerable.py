"""What an organisation answers for: its goals, the indicators that tell of them, and its actions."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from lagesbild.barometer.models import Action, ActionResponsibility, Goal, GoalAssessment, GoalResponsibility
from lagesbild.barometer.models.goals import DEEPEST
from lagesbild.barometer.overview import public_goals
from lagesbild.organisations.models import Organisation, Responsibility

OWN_UNITS = (Organisation.Kind.ADMINISTRATION, Organisation.Kind.UNIT)
"""What these carry out they do for the organisation above them. A board or a company answers for itself."""


def goals_of(organisation: Organisation) -> list[Goal]:
    """The public goals that it follows up or carries out, in force first, with their assessments, the latest first.

    ``follows_up`` and ``depth`` on each say which duty it is and the goal's level in its programme. Two questions.
    """
    # With "in", an organisation that is not saved yet answers for nothing.
    duties = GoalResponsibility.objects.filter(organisation__in=[organisation.pk])
    follow_up = duties.filter(role=Responsibility.Role.FOLLOW_UP, goal=OuterRef("pk"))
    assessments = GoalAssessment.objects.public().order_by("-assessed_on", "-pk")
    goals = (
        public_goals()
        .filter(pk__in=duties.values("goal"))
        .annotate(follows_up=Exists(follow_up), depth=_depth())
        .select_related("programme__decided_by")
        .prefetch_related(Prefetch("assessments", assessments))
        .order_by("programme__name_sv", "order", "code", "pk")
    )
    return [goal for goal in goals if not goal.programme.successor]


def _depth() -> Case:
    """How many goals stand above."""
    levels = (When(**{"__".join(["parent"] * (above + 1)): None}, then=above) for above in range(DEEPEST))
    return Case(*levels, default=DEEPEST)


def indicators_of(organisation: Organisation, goals: Iterable[Goal]) -> Q:
    """Those under its goals, and those that it follows up by themselves."""
    of_goals = Q(goal_links__goal__in=[goal.pk for goal in goals])
    return of_goals | Q(responsibilities__organisation__in=[organisation.pk])


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
