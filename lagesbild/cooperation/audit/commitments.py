"""The auditor's list: every public partnership and project, what is answered about it, and the sums of all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef, Prefetch, Q
from django.utils.translation import get_language

from lagesbild.cooperation.audit.auditor_questions import Asked, asked, with_answers
from lagesbild.cooperation.funding.money import KRONOR, ProjectMoney, Rates, Total, project_money, total
from lagesbild.cooperation.models import (
    Claim,
    Cost,
    Gap,
    Grant,
    Instalment,
    Lesson,
    Partnership,
    PartnershipDecision,
    PartnershipGap,
    PartnershipResponsibility,
    Project,
    ProjectDecision,
    ProjectGap,
    ProjectResponsibility,
)
from lagesbild.organisations.models import Organisation

NOT_DECIDED = (Project.Status.IDEA, Project.Status.APPLIED, Project.Status.REJECTED)
"""Projects that stand in the list without being a promise to anybody."""


@dataclass(frozen=True)
class Commitment:
    """A line of the list."""

    thing: Partnership | Project
    asked: Asked
    partners: tuple[Organisation, ...]
    grants: tuple[Grant, ...]
    money: "Money | None"
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
class Money:
    """The sums of some projects, in kronor; a partnership's cost goes on by the year and is summed apart."""

    budget: Total = Total()
    granted: Total = Total()
    own_cash: Total = Total()
    own_kind: Total = Total()

    @classmethod
    def of(cls, money: ProjectMoney) -> "Money":
        return cls(money.budget, money.granted, money.own_cash, money.own_kind)

    @property
    def own(self) -> Total:
        return self.own_cash + self.own_kind


@dataclass(frozen=True)
class Flows:
    """What has come to a project and what it has used, in kronor."""

    received: Total
    spent: Total


@dataclass(frozen=True)
class Overall:
    """What stands above the list and at its foot."""

    partnerships: int
    projects: int
    missing: int
    """Answers, seven to each commitment, that are missing."""
    unexplained: int
    """Those of them for which nobody has given a reason."""
    by_question: dict[Gap.Asked, tuple[int, int]]
    """Question → missing, and of them without a reason."""
    yearly_cost: Total
    """Of partnerships, a year."""
    own_funding: Total
    """Of partnerships, a year."""
    money: Money
    """Of every project in the list."""
    not_decided: Money
    """Of those that are ideas, waiting for an answer or have got a no."""
    examples: Money
    """Of those that are made up."""
    not_decided_count: int
    example_count: int
    """Partnerships and projects that are made up."""

    @property
    def count(self) -> int:
        return self.partnerships + self.projects

    @property
    def questions(self) -> int:
        return self.count * len(Gap.Asked)


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
    """The projects with what :class:`Money` is made of. ``received`` and ``spent`` of project_money are then empty:
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
        asked=asked(one, rates),
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
        asked=asked(one, rates),
        partners=_public_partners(one),
        grants=tuple(grant for grant in one.grants.all() if grant.live and grant.programme.live),
        money=Money.of(money),
        flows=Flows(money.received, money.spent) if flows else None,
        analysed_on=learnt,
        together=(one.partnership,) if one.partnership and one.partnership.live else (),
    )


def _public_partners(thing: Partnership | Project) -> tuple[Organisation, ...]:
    return tuple(one.organisation for one in thing.partners.all() if one.organisation.live)


def _latest_lessons(projects: list[Project]) -> dict[int, date]:
    lessons = Lesson.objects.public().filter(project__in=[one.pk for one in projects]).order_by()
    return dict(lessons.values_list("project").annotate(latest=Max("noted_on")))


# --- The sums of all --------------------------------------------------------------------------------------
# Counted from bare rows: thousands of commitments with all that hangs on them take seconds to read, and the
# page wants milliseconds. The tests hold them to what `asked` and `project_money` say of each.

EVERY = Q()
PARTNERSHIP_FIELDS = (
    "pk",
    "is_example",
    "yearly_cost",
    "own_funding",
    "cost_note_sv",
    "since",
    "ends",
    "open_ended",
)
PROJECT_FIELDS = (
    "pk",
    "is_example",
    "status",
    "budget",
    "currency",
    "own_cash",
    "own_kind",
    "starts",
    "finishes",
)


def overall(rates: Rates, of_partnerships: Q = EVERY, of_projects: Q = EVERY) -> Overall:
    """How much there is, what is missing and what it comes to; of all, or of those that the conditions hold for.

    Seven queries whatever the number.
    """
    partnerships = _rows(
        Partnership.objects.public().filter(of_partnerships),
        PARTNERSHIP_FIELDS,
        PartnershipResponsibility.objects.filter(partnership=OuterRef("pk")),
        PartnershipDecision.objects.filter(partnership=OuterRef("pk")),
    )
    projects = _rows(
        Project.objects.public().filter(of_projects),
        PROJECT_FIELDS,
        ProjectResponsibility.objects.filter(project=OuterRef("pk")),
        ProjectDecision.objects.filter(project=OuterRef("pk")),
    )
    granted = _granted()
    by_question = _missing(partnerships, projects)
    not_decided = [row for row in projects if row["status"] in NOT_DECIDED]
    made_up = [row for row in projects if row["is_example"]]
    return Overall(
        partnerships=len(partnerships),
        projects=len(projects),
        missing=sum(missing for missing, _bare in by_question.values()),
        unexplained=sum(bare for _missing, bare in by_question.values()),
        by_question=by_question,
        yearly_cost=total(((row["yearly_cost"], KRONOR, None) for row in partnerships), rates),
        own_funding=total(((row["own_funding"], KRONOR, None) for row in partnerships), rates),
        money=_money(projects, granted, rates),
        not_decided=_money(not_decided, granted, rates),
        examples=_money(made_up, granted, rates),
        not_decided_count=len(not_decided),
        example_count=len(made_up) + sum(row["is_example"] for row in partnerships),
    )


def _rows(things, fields: tuple[str, ...], duties, decisions) -> list[dict]:
    result = Q(result_sv__gt="")
    if (get_language() or "sv").startswith("en"):
        result |= Q(result_en__gt="")
    return list(
        things.order_by()
        .annotate(
            has_owner=Exists(duties.filter(organisation__live=True)),
            has_decision=Exists(decisions),
            has_result=result,
        )
        .values(*fields, "has_owner", "has_decision", "has_result")
    )


def _granted() -> dict[int, list[tuple[Decimal | None, str, date | None]]]:
    """Project → (amount, currency, day) of each public grant."""
    found = defaultdict(list)
    rows = Grant.objects.public().order_by().values_list("project", "value", "currency", "decided_on")
    for project, *amount in rows:
        found[project].append(tuple(amount))
    return found


def _money(projects: list[dict], granted, rates: Rates) -> Money:
    def summed(field: str) -> Total:
        return total(((row[field], row["currency"], row["starts"]) for row in projects), rates)

    grants = (amount for row in projects for amount in granted.get(row["pk"], ()))
    return Money(summed("budget"), total(grants, rates), summed("own_cash"), summed("own_kind"))


def _missing(partnerships: list[dict], projects: list[dict]) -> dict[Gap.Asked, tuple[int, int]]:
    found = {question: [0, 0] for question in Gap.Asked}
    both = (
        (partnerships, _gaps(PartnershipGap, "partnership"), _unanswered_of_partnership),
        (projects, _gaps(ProjectGap, "project"), _unanswered_of_project),
    )
    for rows, gaps, unanswered in both:
        for row in rows:
            for question in unanswered(row):
                found[question][0] += 1
                found[question][1] += not _is_explained(row, question, gaps)
    return {question: (missing, bare) for question, (missing, bare) in found.items()}


def _gaps(model, whose: str) -> dict[tuple[int, str], bool]:
    """(thing, question) → whether its gap says why."""
    rows = model.objects.order_by().values_list(whose, "asked", "reason", "note_sv")
    return {(pk, question): reason != Gap.Reason.UNKNOWN or bool(note) for pk, question, reason, note in rows}


def _is_explained(row: dict, question: Gap.Asked, gaps: dict[tuple[int, str], bool]) -> bool:
    noted = question == Gap.Asked.COST and bool(row.get("cost_note_sv"))
    return gaps.get((row["pk"], question.value), noted)


def _unanswered(row: dict) -> list[Gap.Asked]:
    known = {
        Gap.Asked.OWNER: row["has_owner"],
        Gap.Asked.DECISION: row["has_decision"],
        Gap.Asked.RESULT: row["has_result"],
    }
    return [question for question, is_known in known.items() if not is_known]


def _unanswered_of_partnership(row: dict) -> list[Gap.Asked]:
    known = {
        Gap.Asked.COST: row["yearly_cost"] is not None,
        Gap.Asked.OWN_FUNDING: row["own_funding"] is not None,
        Gap.Asked.START: row["since"] is not None,
        Gap.Asked.END: row["open_ended"] or row["ends"] is not None,
    }
    return _unanswered(row) + [question for question, is_known in known.items() if not is_known]


def _unanswered_of_project(row: dict) -> list[Gap.Asked]:
    known = {
        Gap.Asked.COST: row["budget"] is not None,
        Gap.Asked.OWN_FUNDING: row["own_cash"] is not None or row["own_kind"] is not None,
        Gap.Asked.START: row["starts"] is not None,
        Gap.Asked.END: row["finishes"] is not None,
    }
    return _unanswered(row) + [question for question, is_known in known.items() if not is_known]
