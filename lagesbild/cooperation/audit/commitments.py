"""The auditor's list: every public partnership and project, and what is answered about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch

from lagesbild.cooperation.audit.auditor_questions import AuditorAnswers, auditor_answers, with_answers
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
)
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
        return tuple(dict.fromkeys(one.country for one in self.partners))


@dataclass(frozen=True)
class Flows:
    """What has come to a project and what it has used, in kronor."""

    received: Total
    spent: Total


def commitments(start: int, stop: int, rates: Rates, *, flows: bool = False) -> list[Commitment]:
    """Some lines of the list, partnerships first, each by name: a few queries whatever their number.

    ``flows``: with what has come and gone in each project.
    """
    before = Partnership.objects.public().count()
    partnerships = _partnerships()[start:stop] if start < before else []
    projects = _projects(flows)[max(start - before, 0) : stop - before] if stop > before else []
    return _lines(partnerships, rates, flows) + _lines(projects, rates, flows)


def all_commitments(rates: Rates, chunk: int = 500) -> Iterable[Commitment]:
    """The whole list with what has come and gone, some hundred lines at a time in memory."""
    count = Partnership.objects.public().count() + Project.objects.public().count()
    for start in range(0, count, chunk):
        yield from commitments(start, start + chunk, rates, flows=True)


def _partnerships():
    found = with_answers(Partnership.objects.public())
    names = (
        Project.objects.public().only("name_sv", "name_en", "slug", "partnership").order_by("name_sv", "pk")
    )
    return found.prefetch_related(
        "partners__organisation", "documents__document", "reviews", Prefetch("projects", queryset=names)
    ).order_by("name_sv", "pk")


def _projects(flows: bool):
    found = Project.objects.public()
    found = with_answers(found) if flows else _with_answers_but_no_flows(found)
    found = found.select_related("partnership")
    return found.prefetch_related("partners__organisation", "documents__document").order_by("name_sv", "pk")


def _with_answers_but_no_flows(projects):
    return with_promises(projects).prefetch_related(
        "responsibilities__organisation", "decisions__body", "gaps"
    )


def with_promises(projects):
    """The projects with what :class:`MoneySums` is made of. ``received`` and ``spent`` of project_money are then empty:
    a hundred projects have thousands of costs, and these are left where they are."""
    return projects.prefetch_related(
        "grants__programme__funder",
        Prefetch("costs", queryset=Cost.objects.none()),
        Prefetch("grants__instalments", queryset=Instalment.objects.none()),
        Prefetch("grants__claims", queryset=Claim.objects.none()),
    )


def _lines(things: Iterable[Partnership | Project], rates: Rates, flows: bool) -> list[Commitment]:
    things = list(things)
    if not things:
        return []
    if isinstance(things[0], Partnership):
        return [_partnership_line(one, rates) for one in things]
    learnt = _latest_lessons(things)
    return [_project_line(one, rates, learnt.get(one.pk), flows) for one in things]


def _partnership_line(one: Partnership, rates: Rates) -> Commitment:
    reviews = [review.reviewed_on for review in one.reviews.all()]
    return Commitment(
        thing=one,
        asked=auditor_answers(one, rates),
        partners=_public_partners(one),
        grants=(),
        money=None,
        flows=None,
        analysed_on=max(reviews, default=None),
        together=tuple(one.projects.all()),
    )


def _project_line(one: Project, rates: Rates, learnt: date | None, flows: bool) -> Commitment:
    money = project_money(one, rates)
    return Commitment(
        thing=one,
        asked=auditor_answers(one, rates, money),
        partners=_public_partners(one),
        grants=tuple(grant for grant in one.grants.all() if grant.live and grant.programme.live),
        money=MoneySums.of(money),
        flows=Flows(money.received, money.spent) if flows else None,
        analysed_on=learnt,
        together=(one.partnership,) if one.partnership and one.partnership.live else (),
    )


def _public_partners(thing: Partnership | Project) -> tuple[Organisation, ...]:
    return tuple(one.organisation for one in thing.partners.all() if one.organisation.live)


def _latest_lessons(projects: list[Project]) -> dict[int, date]:
    lessons = Lesson.objects.public().filter(project__in=[one.pk for one in projects]).order_by()
    return dict(lessons.values_list("project").annotate(latest=Max("noted_on")))
