"""The auditor's list: every public partnership and project, and what is answered about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, QuerySet, prefetch_related_objects

from lagesbild.cooperation.audit.auditor_questions import (
    OF_A_PARTNERSHIP,
    OF_A_PROJECT,
    AuditorAnswers,
    auditor_answers,
)
from lagesbild.cooperation.audit.commitment_sums import MoneySums
from lagesbild.cooperation.funding.money import Rates, Total, project_money
from lagesbild.cooperation.models import (
    Claim,
    Cost,
    Grant,
    Instalment,
    Lesson,
    Partnership,
    Project,
    Repayment,
)
from lagesbild.cooperation.read_together import read_together
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class Commitment:
    """A line of the list."""

    thing: Partnership | Project
    asked: AuditorAnswers
    partners: tuple[Organisation, ...]
    grants: tuple[Grant, ...]
    money: MoneySums | None
    """What a project costs and who has promised what."""
    flows: "Flows | None"
    """What has come and gone in a project, where that was asked for: every cost is then read."""
    analysed_on: date | None
    """A partnership's latest review; a project's latest lesson."""
    together: tuple[Partnership | Project, ...]
    """A partnership's public projects; the public partnership that a project is part of."""

    @property
    def is_project(self) -> bool:
        return isinstance(self.thing, Project)

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(partner.country for partner in self.partners))


@dataclass(frozen=True)
class Flows:
    """What has come to a project and what it has used, in kronor."""

    received: Total
    repaid: Total
    spent: Total


def commitments(start: int, stop: int, rates: Rates, *, flows: bool = False) -> list[Commitment]:
    """Some lines of the list, partnerships first, each by name: a few queries whatever their number.

    ``flows``: with what has come and gone in each project.
    """
    before = Partnership.objects.public().count()
    partnerships = _partnerships(start, stop) if start < before else []
    projects = _projects(max(start - before, 0), stop - before, flows) if stop > before else []
    return _commitments_of(partnerships, rates, flows) + _commitments_of(projects, rates, flows)


def all_commitments(rates: Rates, chunk: int = 500) -> Iterable[Commitment]:
    """The whole list with what has come and gone, some hundred lines at a time in memory."""
    count = Partnership.objects.public().count() + Project.objects.public().count()
    for start in range(0, count, chunk):
        yield from commitments(start, start + chunk, rates, flows=True)


def _partnerships(start: int, stop: int) -> list[Partnership]:
    names = (
        Project.objects.public().only("name_sv", "name_en", "slug", "partnership").order_by("name_sv", "pk")
    )
    in_order = Partnership.objects.public().order_by("name_sv", "pk")
    partnerships = read_together(in_order[start:stop], *OF_A_PARTNERSHIP, "partners", "documents", "reviews")
    prefetch_related_objects(partnerships, Prefetch("projects", queryset=names))
    return partnerships


def _projects(start: int, stop: int, flows: bool) -> list[Project]:
    in_order = Project.objects.public().select_related("partnership").order_by("name_sv", "pk")
    if flows:
        return read_together(in_order[start:stop], *OF_A_PROJECT, "partners", "documents")
    of_a_project = ("responsibilities", "decisions", "gaps", "partners", "documents")
    return read_with_promises(in_order[start:stop], *of_a_project)


def read_with_promises(projects: QuerySet, *paths: str) -> list[Project]:
    """The projects with what :class:`MoneySums` is made of. ``received``, ``repaid`` and ``spent`` are then empty:
    a hundred projects have thousands of costs, and these are left where they are."""
    with_grants = read_together(projects, "grants", *paths)
    prefetch_related_objects(
        with_grants,
        Prefetch("costs", queryset=Cost.objects.none()),
        Prefetch("grants__instalments", queryset=Instalment.objects.none()),
        Prefetch("grants__claims", queryset=Claim.objects.none()),
        Prefetch("grants__repayments", queryset=Repayment.objects.none()),
    )
    return with_grants


def _commitments_of(things: Iterable[Partnership | Project], rates: Rates, flows: bool) -> list[Commitment]:
    things = list(things)
    if not things:
        return []
    if isinstance(things[0], Partnership):
        return [_partnership_line(partnership, rates) for partnership in things]
    learnt = _latest_lessons(things)
    return [_project_line(project, rates, learnt.get(project.pk), flows) for project in things]


def _partnership_line(partnership: Partnership, rates: Rates) -> Commitment:
    reviews = [review.reviewed_on for review in partnership.reviews.all()]
    return Commitment(
        thing=partnership,
        asked=auditor_answers(partnership, rates),
        partners=_public_partners(partnership),
        grants=(),
        money=None,
        flows=None,
        analysed_on=max(reviews, default=None),
        together=tuple(partnership.projects.all()),
    )


def _project_line(project: Project, rates: Rates, learnt: date | None, flows: bool) -> Commitment:
    money = project_money(project, rates)
    return Commitment(
        thing=project,
        asked=auditor_answers(project, rates, money),
        partners=_public_partners(project),
        grants=tuple(grant for grant in project.grants.all() if grant.live and grant.programme.live),
        money=MoneySums.of(money),
        flows=Flows(money.received, money.repaid, money.spent) if flows else None,
        analysed_on=learnt,
        together=(project.partnership,) if project.partnership and project.partnership.live else (),
    )


def _public_partners(thing: Partnership | Project) -> tuple[Organisation, ...]:
    return tuple(partner.organisation for partner in thing.partners.all() if partner.organisation.live)


def _latest_lessons(projects: list[Project]) -> dict[int, date]:
    lessons = Lesson.objects.public().filter(project__in=[project.pk for project in projects]).order_by()
    return dict(lessons.values_list("project").annotate(latest=Max("noted_on")))
