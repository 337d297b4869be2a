"""Questions to the register about others' money: how much, from whom, for which goals, and our own share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lagesbild.barometer.models import Goal
from lagesbild.barometer.overview import public_goals
from lagesbild.cooperation.funding.money import Rates, Total
from lagesbild.cooperation.funding.register_rows import (
    ConvertedAmount,
    FundingRegister,
    Received,
    converted,
    granted,
    grouped,
    known_kronor,
    summed,
)
from lagesbild.cooperation.models import (
    AT_WORK,
    NOT_DECIDED,
    OVER,
    Project,
)
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.global_goals import global_goals

STAGES = (
    ("at_work", AT_WORK),
    ("granted", (Project.Status.GRANTED,)),
    ("over", OVER),
    ("not_promised", NOT_DECIDED),
)
"""The lives of projects as the own share is summed: what goes on, what will, what has been, what nobody promised."""


@dataclass(frozen=True)
class FundingSums:
    """What was granted, has come in and has gone back, in kronor; ``made_up`` is the part of it that is examples."""

    grants: int = 0
    examples: int = 0
    granted: Total = Total()
    made_up: Total = Total()
    received: Total = Total()
    received_made_up: Total = Total()
    repaid: Total = Total()
    funders: int = 0
    projects: int = 0


def sums(
    grants: Sequence[dict], received: Sequence[Received] = (), repaid: Sequence[Received] = ()
) -> FundingSums:
    made_up = [grant for grant in grants if grant["is_example"]]
    return FundingSums(
        grants=len(grants),
        examples=len(made_up),
        granted=granted(grants),
        made_up=granted(made_up),
        received=summed(payment.amount for payment in received),
        received_made_up=summed(payment.amount for payment in received if payment.is_example),
        repaid=summed(payment.amount for payment in repaid),
        funders=len({grant["funder"] for grant in grants}),
        projects=len({grant["project"] for grant in grants}),
    )


@dataclass(frozen=True)
class FundingLine:
    """One funder, year or goal. ``of`` is None where it is not known or belongs to none.

    Its sums are worked out when somebody asks: of a long list most lines are on another page.
    """

    of: Any
    grants: list[dict]
    received: Sequence[Received] = ()

    @cached_property
    def sums(self) -> FundingSums:
        return sums(self.grants, self.received)


def by_funder(
    register: FundingRegister, grants: list[dict], received: Sequence[Received]
) -> list[FundingLine]:
    """The one that has granted most first."""
    funders = register.funders
    gave = grouped(grants, lambda grant: grant["funder"])
    came = grouped(received, lambda payment: payment.funder)
    lines = [FundingLine(funders[key], gave[key], came[key]) for key in {**gave, **came}]
    return sorted(lines, key=lambda line: (-known_kronor(line.grants), line.of.name_sv))


def by_year(grants: list[dict], received: Sequence[Received]) -> list[FundingLine]:
    """The latest first; last, what was granted on a day that is not known."""
    gave = grouped(grants, lambda grant: grant["decided_on"].year if grant["decided_on"] else None)
    came = grouped(received, lambda payment: payment.year)
    years = sorted({**gave, **came}, key=lambda year: year or 0, reverse=True)
    return [FundingLine(year, gave[year], came[year]) for year in years]


def by_global_goal(grants: list[dict]) -> list[FundingLine]:
    """Each of the 17 that some project with a grant points at; last, the grants of projects that point at none.

    A grant counts in full at every goal of its project, so the lines add up to more than there is.
    """
    return _by_goal(grants, "global_goals", "globalgoal", global_goals())


def by_own_goal(grants: list[dict]) -> list[FundingLine]:
    """The same by the municipality's own public goals. ``of`` is a goal's id: :func:`with_goals` gives the goals."""
    goals = _own_goals_with_projects() if grants else ()
    return _by_goal(grants, "goals", "goal", {pk: pk for pk in goals})


@kept_until_written
def _own_goals_with_projects() -> list[int]:
    return list(
        public_goals()
        .filter(pk__in=Project.goals.through.objects.values("goal"))
        .values_list("pk", flat=True)
    )


@kept_until_written
def _goals_of_projects(field: str, column: str) -> list[tuple[int, int]]:
    return list(getattr(Project, field).through.objects.order_by().values_list("project", column))


def with_goals(lines: Iterable[FundingLine]) -> list[FundingLine]:
    """Some lines of :func:`by_own_goal`, each with its goal. Apart, since making goals of all would take long."""
    lines = list(lines)
    goals = Goal.objects.select_related("programme").in_bulk([line.of for line in lines if line.of])
    return [FundingLine(goals.get(line.of), line.grants) for line in lines]


def _by_goal(grants: list[dict], field: str, column: str, goals: Mapping[int, Any]) -> list[FundingLine]:
    by_project, by_goal = grouped(grants, lambda grant: grant["project"]), defaultdict(list)
    pointing = set()
    for project, goal in _goals_of_projects(field, column):
        if goal in goals and project in by_project:
            by_goal[goal] += by_project[project]
            pointing.add(project)
    lines = [FundingLine(goal, by_goal[key]) for key, goal in goals.items() if key in by_goal]
    without = [grant for grant in grants if grant["project"] not in pointing]
    return lines + ([FundingLine(None, without)] if without else [])


@dataclass(frozen=True)
class OwnShare:
    """What we put in ourselves, in the projects of a stage."""

    stage: str
    projects: int
    cash: Total
    kind: Total
    made_up: Total


def own_shares(projects: Iterable[dict], rates: Rates) -> list[OwnShare]:
    """Own money and own work by the life of the project, at the rate of its first day. Stages without projects too."""
    staged = grouped(projects, lambda row: row["status"])
    return [
        _own_share(stage, [row for status in statuses for row in staged[status]], rates)
        for stage, statuses in STAGES
    ]


def _own_share(stage: str, projects: list[dict], rates: Rates) -> OwnShare:
    def own(name: str, rows: Iterable[dict]) -> list[ConvertedAmount]:
        return [converted(row[name], row["currency"], row["starts"], rates) for row in rows]

    made_up = [row for row in projects if row["is_example"]]
    return OwnShare(
        stage=stage,
        projects=len(projects),
        cash=summed(own("own_cash", projects)),
        kind=summed(own("own_kind", projects)),
        made_up=summed(own("own_cash", made_up) + own("own_kind", made_up)),
    )
