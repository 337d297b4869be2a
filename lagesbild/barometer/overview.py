"""Questions to the words: which goals belong together, what is judged of them, what has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, Prefetch

from lagesbild.assessment import ActionStatus, GoalRollUp, roll_up_goals
from lagesbild.barometer.models import (
    Action,
    ActionResponsibility,
    Goal,
    GoalAssessment,
    Indicator,
    Programme,
)
from lagesbild.barometer.models.actions import STATUS_FIELDS, status_on
from lagesbild.barometer.models.goals import DEEPEST
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.tables_asked import asked_also, pointed_at

# PostgreSQL and SQLite do not agree on where nothing comes in order.
IN_FORCE_FIRST = F("programme__superseded_by_id").asc(nulls_first=True)


@dataclass
class Branch:
    """A goal, the level it stands on, what is judged of it, and the goals below it."""

    goal: Goal
    depth: int
    assessments: list[GoalAssessment]
    below: list["Branch"] = field(default_factory=list)
    contributes: frozenset[int] = frozenset()
    """The numbers of the global goals that the goal says it contributes to."""

    @cached_property
    def level(self):
        return self.goal.programme.level(self.depth)

    @property
    def assessed(self) -> bool:
        """Whether goals on this level are judged at all."""
        return self.level.assessed if self.level else True

    @property
    def assessment(self) -> GoalAssessment | None:
        return self.assessments[0] if self.assessments else None

    @property
    def grade(self) -> int | None:
        return self.assessment.grade if self.assessment else None

    @property
    def counted_grade(self) -> int | None:
        """The grade of the latest assessment that is no example's invention."""
        real = (assessment for assessment in self.assessments if not assessment.is_example)
        return next((assessment.grade for assessment in real), None)

    def walk(self):
        """This branch and every one below it, top down."""
        yield self
        for branch in self.below:
            yield from branch.walk()

    def judged(self) -> list["Branch"]:
        return [branch for branch in self.walk() if branch.assessed]


def roll_up(branches: list[Branch]) -> GoalRollUp:
    """The goals that are judged among the branches and below them, each once.

    Goals that nobody has assessed count as their own part, unless their programme says otherwise. So do those that
    only an example has assessed.
    """
    judged = {below.goal.pk: below for branch in branches for below in branch.judged()}.values()
    counting = [
        branch.counted_grade
        for branch in judged
        if branch.counted_grade or branch.goal.programme.counts_unassessed
    ]
    return roll_up_goals(counting, sum(bool(branch.grade) and not branch.counted_grade for branch in judged))


def public_goals():
    """Published goals of published programmes, none of them under a goal that is not published."""
    goals = Goal.objects.public().filter(programme__live=True).select_related("programme__superseded_by")
    for above in range(1, DEEPEST):
        goals = goals.exclude(**{"__".join(["parent"] * above) + "__live": False})
    return goals


def forest(goals=None) -> list[Branch]:
    """Every public goal in its tree, with its public assessments, the latest first.

    The branches are the asker's own. The goals are shared by all who ask for every one, and nobody may change them.
    """
    goals = _every_public_goal() if goals is None else _with_assessments(goals)
    branches = {
        goal.pk: Branch(goal, 0, list(assessments), contributes=contributes)
        for goal, assessments, contributes in goals
    }
    roots = []
    for branch in branches.values():
        parent = branches.get(branch.goal.parent_id)
        (parent.below if parent else roots).append(branch)
    for root in roots:
        _set_depths(root, 0)
    return roots


def goals_of_keys(keys: Collection[int]) -> list[Goal]:
    """The public ones among some goals, in the order of programmes and lists. They are shared by all who ask."""
    return [goal for goal, *_rest in _every_public_goal() if goal.pk in keys] if keys else []


@kept_until_written
def _every_public_goal() -> list[tuple[Goal, list[GoalAssessment], frozenset[int]]]:
    asked_also(pointed_at(Goal, GoalAssessment, Programme))
    return _with_assessments(public_goals().select_related("programme__decided_by"))


def _with_assessments(goals) -> list[tuple[Goal, list[GoalAssessment], frozenset[int]]]:
    """Each with the numbers of the global goals that it contributes to."""
    in_order = list(
        goals.prefetch_related("global_goals", Prefetch("assessments", _public_assessments())).order_by(
            IN_FORCE_FIRST, "programme__name_sv", "programme_id", "order", "code", "pk"
        )
    )
    programmes = {goal.programme_id: goal.programme for goal in in_order}
    for goal in in_order:
        goal.programme = programmes[goal.programme_id]  # one object each: its levels are then read once
    return [
        (
            goal,
            list(goal.assessments.all()),
            frozenset(contributes.pk for contributes in goal.global_goals.all()),
        )
        for goal in in_order
    ]


def _set_depths(branch: Branch, depth: int) -> None:
    branch.depth = depth
    for below in branch.below:
        _set_depths(below, depth + 1)


def _public_assessments():
    return GoalAssessment.objects.public().order_by("-assessed_on", "-pk")


def all_branches(roots: list[Branch]) -> list[Branch]:
    return [branch for root in roots for branch in root.walk()]


def by_global_goal(roots: list[Branch]) -> dict[int, list[Branch]]:
    """The branches that belong to each global goal: those that represent it, and others that say they contribute.

    A programme whose day has not come has none.
    """
    branches = defaultdict(list)
    for root in roots:
        for branch in root.walk() if root.goal.programme.has_begun else ():
            goal = branch.goal
            if goal.represents_id:
                branches[goal.represents_id].append(branch)
            for number in branch.contributes - {goal.represents_id}:
                branches[number].append(branch)
    return branches


def goal_numbers(roots: list[Branch]) -> dict[int, set[int]]:
    """Which global goals each goal belongs to: its own, and those of the goals above it."""
    numbers = {}

    def walk(branch, above):
        numbers[branch.goal.pk] = above | branch.contributes | {branch.goal.represents_id} - {None}
        for below in branch.below:
            walk(below, numbers[branch.goal.pk])

    for root in roots:
        walk(root, set())
    return numbers


def representative(number: int, branches: list[Branch]) -> Goal | None:
    """The goal whose words stand on the page of a global goal."""
    own = [branch.goal for branch in branches if branch.goal.represents_id == number]
    return min((goal for goal in own if goal.programme.has_begun), key=_turn, default=None)


def page_name(goal: GlobalGoal, branches: list[Branch]) -> str:
    """What the page of a global goal is called: as the municipality calls its own version of it."""
    own = representative(goal.number, branches)
    return own.name if own and own.name else goal.name


def _turn(goal: Goal) -> tuple:
    """A programme that is not replaced comes first; of several the one that began last. One without a first day has
    been there always, so that it takes no page from another unseen."""
    programme = goal.programme
    began = programme.valid_from.toordinal() if programme.valid_from else 0
    return programme.successor is not None, -began, programme.name_sv, goal.pk


def takes_over(programme: Programme, numbers: Iterable[int]) -> list[tuple[int, Goal]]:
    """(number, goal) of the global goals whose pages the programme would take from another, from its first day.

    ``numbers``: the global goals that the programme has, or will have, versions of.
    """
    others = all_branches(forest(public_goals().exclude(programme=programme.pk)))
    standing = [(number, representative(number, others)) for number in sorted(set(numbers))]
    began = programme.valid_from.toordinal() if programme.valid_from else 0
    return [
        (number, goal)
        for number, goal in standing
        if goal and _turn(goal) > (False, -began, programme.name_sv, programme.pk or 0)
    ]


def public_actions():
    """Published actions with their public goals and responsible units, in a few queries whatever their number."""
    return _with_units(Action.objects.public()).prefetch_related(Prefetch("goals", queryset=public_goals()))


def actions_for(goal_ids: Collection[int]) -> list[Action]:
    """Published actions that belong to any of the goals, with their responsible units. They are the asker's own."""
    return [copy(action) for action, goals in _every_action() if not goals.isdisjoint(goal_ids)]


@kept_until_written
def _every_action() -> list[tuple[Action, frozenset[int]]]:
    """Each in the order of the list, with the keys of its goals."""
    asked_also(pointed_at(Action, ActionResponsibility))
    goals = defaultdict(set)
    for action_id, goal_id in Action.goals.through.objects.values_list("action_id", "goal_id"):
        goals[action_id].add(goal_id)
    actions = _with_units(Action.objects.public())
    return [(action, frozenset(goals[action.pk])) for action in actions]


def action_statuses(today) -> dict[int, ActionStatus]:
    """Where every published action stands, by id, in the order of the list."""
    rows = Action.objects.public().values_list("pk", *STATUS_FIELDS)
    return {pk: status_on(today, *fields) for pk, *fields in rows}


def actions_by_id(ids) -> list[Action]:
    """Some published actions with their responsible units, in the order of ``ids``."""
    actions = _with_units(Action.objects.public()).in_bulk(ids)
    return [actions[pk] for pk in ids]


def _with_units(actions):
    return actions.prefetch_related(
        Prefetch("responsibilities", queryset=_with_public_units(ActionResponsibility))
    )


def _with_public_units(model):
    return model.objects.filter(organisation__live=True).select_related("organisation")


def duties(thing) -> list:
    """Who answers for something, as far as they are public; in a preview, as it stands in the editor."""
    return [duty for duty in thing.responsibilities.select_related("organisation") if duty.organisation.live]


def latest_changes(limit: int) -> list:
    """What was last published, newest first, without telling by whom."""
    changed = []
    for queryset in (
        public_goals(),
        Indicator.objects.public(),
        Action.objects.public(),
        Programme.objects.public(),
    ):
        changed += queryset.exclude(last_published_at=None).order_by("-last_published_at")[:limit]
    return sorted(changed, key=lambda thing: thing.last_published_at, reverse=True)[:limit]
