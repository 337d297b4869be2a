"""The register of cooperation and external funding in the open API. Everything passes ``.public()``."""

from datetime import date
from decimal import Decimal

from django.db.models import Prefetch
from ninja import Query, Router, Schema

from lagesbild.barometer import overview
from lagesbild.cooperation.audit import commitments as listed
from lagesbild.cooperation.audit.auditor_questions import Answer
from lagesbild.cooperation.funding.money import ProjectMoney, Rates, Total, project_money
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
    ResultLine,
)
from lagesbild.website.api.shapes import Page, Words, words

router = Router()


class PartnerOut(Schema):
    """``role``: in a partnership its own words, in a project one of four kinds."""

    slug: str
    name: Words
    country: str
    role: Words | str
    address: str


class ResponsibleOut(Schema):
    organisation: str
    role: str
    position: str


class DecisionOut(Schema):
    body: Words | None
    decided_on: date
    paragraph: str
    about: Words
    dnr: str


class DocumentOut(Schema):
    title: str
    address: str
    dnr: str


class GapOut(Schema):
    """Why something that an auditor asks for is not there."""

    asked: str
    reason: str
    note: Words


class ReviewOut(Schema):
    reviewed_on: date
    conclusion: Words


class CommonOut(Schema):
    """What a partnership and a project have alike."""

    uid: str
    slug: str
    name: Words
    description: Words
    status: str
    partners: list[PartnerOut]
    responsible: list[ResponsibleOut]
    decisions: list[DecisionOut]
    documents: list[DocumentOut]
    gaps: list[GapOut]
    result: Words
    goals: list[str]
    global_goals: list[int]
    focus_areas: list[Words]
    themes: list[Words]
    dnr: str
    source: str
    is_example: bool
    address: str


class PartnershipOut(CommonOut):
    kind: str
    since: date | None
    since_precision: str
    ends: date | None
    open_ended: bool
    review_on: date | None
    yearly_cost: float | None
    own_funding: float | None
    cost_note: Words
    reviews: list[ReviewOut]


class TotalOut(Schema):
    """A sum in kronor, null where not one amount is known, and what is left out of it."""

    kronor: float | None
    unknown: int
    without_rate: list[str]


class MoneyOut(Schema):
    budget: TotalOut
    granted: TotalOut
    own_cash: TotalOut
    own_kind: TotalOut
    received: TotalOut
    spent: TotalOut
    unfunded: float | None


class BudgetLineOut(Schema):
    starts: date
    finishes: date
    about: Words
    value: float


class ResultLineOut(Schema):
    level: str
    text: Words
    unit: Words
    baseline: float | None
    baseline_year: int | None
    target: float | None
    target_on: date | None
    actual: float | None
    actual_on: date | None
    note: Words


class ConsideredOut(Schema):
    civil_society: str
    civil_society_why: str
    environmental_management: str
    environmental_management_why: str
    external_funding: str
    external_funding_why: str


class ProjectOut(CommonOut):
    role: str
    starts: date | None
    finishes: date | None
    partnership: str | None
    currency: str
    budget: float | None
    own_cash: float | None
    own_kind: float | None
    money: MoneyOut
    budget_lines: list[BudgetLineOut]
    results: list[ResultLineOut]
    continues: Words
    considered: ConsideredOut
    global_targets: list[str]
    countries: dict[str, float]
    sector: str


class ParticipantsOut(Schema):
    role: str
    age: str
    sex: str
    from_abroad: bool
    count: int


class ExchangeOut(Schema):
    uid: str
    slug: str
    name: Words
    kind: str
    starts: date
    finishes: date | None
    place: str
    country: str
    partnership: str | None
    project: str | None
    organisation: str | None
    description: Words
    result: Words
    participants: list[ParticipantsOut]
    participants_note: Words
    cost: float | None
    global_goals: list[int]
    themes: list[Words]
    dnr: str
    source: str
    is_example: bool
    address: str


class InstalmentOut(Schema):
    due_on: date | None
    value: float
    received_on: date | None


class ClaimOut(Schema):
    submitted_on: date
    value: float
    approved_on: date | None
    approved: float | None
    paid_on: date | None
    came_as: str


class ReportOut(Schema):
    about: Words
    due_on: date
    done_on: date | None


class GrantOut(Schema):
    uid: str
    project: str
    programme: str
    programme_name: Words
    funder: str | None
    reference: str
    currency: str
    value: float | None
    value_note: Words
    decided_on: date | None
    starts: date | None
    finishes: date | None
    share: float | None
    in_arrears: bool
    instalments: list[InstalmentOut]
    claims: list[ClaimOut]
    reports: list[ReportOut]
    decisions: list[DecisionOut]
    retained_until: date | None
    retention_rule: str
    archive: str
    dnr: str
    source: str
    is_example: bool
    address: str


class ApplicationOut(Schema):
    uid: str
    name: Words
    call: str | None
    project: str | None
    status: str
    starts: date | None
    finishes: date | None
    currency: str
    budget: float | None
    applied: float | None
    own_cash: float | None
    own_kind: float | None
    sent_on: date | None
    decided_on: date | None
    dnr: str
    is_example: bool


class LessonOut(Schema):
    uid: str
    kind: str
    title: Words
    noted_on: date
    partnership: str | None
    project: str | None
    exchange: str | None
    organisation: str | None
    evidence: Words
    evidence_address: str
    done: Words
    done_on: date | None
    themes: list[Words]
    is_example: bool
    address: str


class FundingProgrammeOut(Schema):
    uid: str
    name: Words
    funder: str | None
    funder_name: Words | None
    about: Words
    ends: date | None
    ends_note: Words
    source: str


class RuleOut(Schema):
    kind: str
    minimum: float | None
    maximum: float | None
    places: str
    applies_to: str
    per_year: bool
    text: Words
    verified: bool
    valid_from: date | None
    valid_to: date | None
    source: str


class CallOut(Schema):
    uid: str
    programme: str | None
    reference: str
    name: Words
    summary: Words
    opens: date | None
    deadline: date | None
    currency: str
    amount_min: float | None
    amount_max: float | None
    rules: list[RuleOut]
    global_goals: list[int]
    themes: list[Words]
    source: str
    address: str


class AnswerOut(Schema):
    """An answer in words, or why there is none; ``explained`` is false where nobody has said why."""

    known: bool
    text: Words
    explained: bool


class CommitmentOut(Schema):
    type: str
    slug: str
    name: Words
    kind: str
    status: str
    partners: list[PartnerOut]
    owner: AnswerOut
    decision: AnswerOut
    cost: AnswerOut
    own_funding: AnswerOut
    start: AnswerOut
    end: AnswerOut
    result: AnswerOut
    cost_kronor: float | None
    cost_covers: str
    granted_kronor: float | None
    own_funding_kronor: float | None
    starts: date | None
    ends: date | None
    analysed_on: date | None
    dnr: str
    source: str
    is_example: bool
    address: str


@router.get(
    "/commitments",
    response=list[CommitmentOut],
    summary="The auditor's list: partnerships and projects with seven answers each",
    url_name="commitments",
)
def commitments(request, page: Query[Page]):
    found = listed.commitments(page.offset, page.offset + page.limit, Rates.load())
    return [_commitment(one) for one in found]


@router.get("/partnerships", response=list[PartnershipOut], summary="Lasting cooperation with others")
def partnerships(request, page: Query[Page]):
    found = (
        _with_the_common(Partnership.objects.public()).prefetch_related("reviews").order_by("name_sv", "pk")
    )
    return [_partnership(one) for one in page.of(found)]


@router.get("/projects", response=list[ProjectOut], summary="Projects, with partners, money and results")
def projects(request, page: Query[Page]):
    found = (
        _with_the_common(Project.objects.public())
        .select_related("partnership")
        .prefetch_related(
            "budget_lines",
            "result_lines",
            "countries",
            "global_targets",
            "costs",
            "grants__programme",
            "grants__instalments",
            "grants__claims",
        )
        .order_by("name_sv", "pk")
    )
    rates = Rates.load()
    return [_project(one, rates) for one in page.of(found)]


@router.get(
    "/exchanges", response=list[ExchangeOut], summary="Meetings, visits and youth exchanges, in counts"
)
def exchanges(request, page: Query[Page]):
    found = (
        Exchange.objects.public()
        .select_related("partnership", "project", "organisation")
        .prefetch_related("participants", "global_goals", "themes")
        .order_by("-starts", "name_sv", "pk")
    )
    return [_exchange(one) for one in page.of(found)]


@router.get("/grants", response=list[GrantOut], summary="Money that funders have decided to give")
def grants(request, page: Query[Page]):
    found = (
        Grant.objects.public()
        .select_related("project", "programme__funder")
        .prefetch_related("instalments", "claims", "reports", "decisions__body")
        .order_by("-decided_on", "pk")
    )
    return [_grant(one) for one in page.of(found)]


@router.get("/applications", response=list[ApplicationOut], summary="What has been applied for")
def applications(request, page: Query[Page]):
    found = (
        Application.objects.public().select_related("call__programme", "project").order_by("-sent_on", "pk")
    )
    return [_application(one) for one in page.of(found)]


@router.get("/lessons", response=list[LessonOut], summary="Success factors and challenges")
def lessons(request, page: Query[Page]):
    found = (
        Lesson.objects.public()
        .select_related("partnership", "project", "exchange", "organisation")
        .prefetch_related("themes")
        .order_by("-noted_on", "pk")
    )
    return [_lesson(one) for one in page.of(found)]


@router.get("/funding-programmes", response=list[FundingProgrammeOut], summary="Funders and their programmes")
def funding_programmes(request, page: Query[Page]):
    found = FundingProgramme.objects.public().select_related("funder").order_by("name_sv", "pk")
    return [_funding_programme(one) for one in page.of(found)]


@router.get("/calls", response=list[CallOut], summary="Calls, with their dates and rules")
def calls(request, page: Query[Page]):
    found = (
        Call.objects.public()
        .select_related("programme")
        .prefetch_related("rules", "global_goals", "themes")
        .order_by("deadline", "name_sv", "pk")
    )
    return [_call(one) for one in page.of(found)]


def _commitment(one: listed.Commitment) -> dict:
    thing, found = one.thing, one.asked
    return {
        **_told(thing),
        "type": "project" if one.is_project else "partnership",
        "slug": thing.slug,
        "name": words(thing, "name"),
        "kind": thing.role if one.is_project else thing.kind,
        "status": thing.status,
        "partners": [_partner(each) for each in thing.partners.all() if each.organisation.live],
        **{question.value: _answer(answer) for question, answer in found.answers.items()},
        "cost_kronor": _kronor(found.cost.value),
        "cost_covers": "whole project" if one.is_project else "a year",
        "granted_kronor": _kronor(one.money and one.money.granted),
        "own_funding_kronor": _kronor(found.own_funding.value),
        "starts": found.start.value,
        "ends": found.end.value,
        "analysed_on": one.analysed_on,
        "address": thing.get_absolute_url(),
    }


def _answer(answer: Answer) -> dict:
    return {
        "known": answer.is_known,
        "text": {language: answer.text_in(language) for language in ("sv", "en")},
        "explained": answer.explained,
    }


def _kronor(found: Total | None) -> Decimal | None:
    return found.known if found else None


def _with_the_common(found):
    """All that :func:`_common` reads, in a few queries whatever the number."""
    return found.prefetch_related(
        "partners__organisation",
        "responsibilities__organisation",
        "decisions__body",
        "documents__document",
        "gaps",
        "global_goals",
        "focus_areas",
        "themes",
        Prefetch("goals", queryset=overview.public_goals()),
    )


def _common(thing: Partnership | Project) -> dict:
    return {
        **_told(thing),
        "slug": thing.slug,
        "name": words(thing, "name"),
        "description": words(thing, "description"),
        "status": thing.status,
        "partners": [_partner(one) for one in thing.partners.all() if one.organisation.live],
        "responsible": [
            {"organisation": one.organisation.slug, "role": one.role, "position": one.position}
            for one in thing.responsibilities.all()
            if one.organisation.live
        ],
        "decisions": _decisions(thing),
        "documents": [
            {"title": one.title, "address": one.href, "dnr": one.dnr} for one in thing.documents.all()
        ],
        "gaps": [
            {"asked": one.asked, "reason": one.reason, "note": words(one, "note")} for one in thing.gaps.all()
        ],
        "result": words(thing, "result"),
        "goals": [str(goal.uid) for goal in thing.goals.all()],
        "global_goals": _numbers(thing),
        "focus_areas": [words(one, "name") for one in thing.focus_areas.all()],
        "themes": _themes(thing),
        "address": thing.get_absolute_url(),
    }


def _told(thing) -> dict:
    """What everything in the register says of itself."""
    return {
        "uid": str(thing.uid),
        "dnr": thing.dnr,
        "source": thing.source_url,
        "is_example": thing.is_example,
    }


def _partner(one) -> dict:
    organisation = one.organisation
    return {
        "slug": organisation.slug,
        "name": words(organisation, "name"),
        "country": organisation.country,
        "role": words(one, "role") if hasattr(one, "role_sv") else one.role,
        "address": organisation.get_absolute_url(),
    }


def _decisions(thing) -> list[dict]:
    return [
        {
            "body": words(one.body, "name") if one.body.live else None,
            "decided_on": one.decided_on,
            "paragraph": one.paragraph,
            "about": words(one, "about"),
            "dnr": one.dnr,
        }
        for one in thing.decisions.all()
    ]


def _numbers(thing) -> list[int]:
    return [goal.number for goal in thing.global_goals.all()]


def _themes(thing) -> list[dict]:
    return [words(theme, "name") for theme in thing.themes.all()]


def _slug(thing) -> str | None:
    """How something else is found in its own list; None where it is not published."""
    return thing.slug if thing and thing.live else None


def _partnership(one: Partnership) -> dict:
    plain = (
        "kind",
        "since",
        "since_precision",
        "ends",
        "open_ended",
        "review_on",
        "yearly_cost",
        "own_funding",
    )
    return {
        **_common(one),
        **{name: getattr(one, name) for name in plain},
        "cost_note": words(one, "cost_note"),
        "reviews": [
            {"reviewed_on": review.reviewed_on, "conclusion": words(review, "conclusion")}
            for review in one.reviews.all()
        ],
    }


def _project(one: Project, rates: Rates) -> dict:
    plain = ("role", "starts", "finishes", "currency", "budget", "own_cash", "own_kind", "sector")
    return {
        **_common(one),
        **{name: getattr(one, name) for name in plain},
        "partnership": _slug(one.partnership),
        "money": money_out(project_money(one, rates)),
        "budget_lines": [
            {
                "starts": line.starts,
                "finishes": line.finishes,
                "about": words(line, "about"),
                "value": line.value,
            }
            for line in one.budget_lines.all()
        ],
        "results": [_result_line(line) for line in one.result_lines.all()],
        "continues": words(one, "continues"),
        "considered": {name: getattr(one, name) for name in ConsideredOut.model_fields},
        "global_targets": [target.code for target in one.global_targets.all()],
        "countries": {each.country: each.share for each in one.countries.all()},
    }


def _result_line(line: ResultLine) -> dict:
    plain = ("level", "baseline", "baseline_year", "target", "target_on", "actual", "actual_on")
    both = ("text", "unit", "note")
    return {name: getattr(line, name) for name in plain} | {name: words(line, name) for name in both}


def money_out(money: ProjectMoney) -> dict:
    parts = ("budget", "granted", "own_cash", "own_kind", "received", "spent")
    return {name: total_out(getattr(money, name)) for name in parts} | {"unfunded": money.unfunded}


def total_out(total: Total) -> dict[str, Decimal | int | list[str] | None]:
    return {
        "kronor": total.known,
        "unknown": total.unknown,
        "without_rate": list(total.without_rate),
    }


def _exchange(one: Exchange) -> dict:
    plain = ("slug", "kind", "starts", "finishes", "place", "country", "cost")
    both = ("name", "description", "result", "participants_note")
    return {
        **_told(one),
        **{name: getattr(one, name) for name in plain},
        **{name: words(one, name) for name in both},
        "partnership": _slug(one.partnership),
        "project": _slug(one.project),
        "organisation": _slug(one.organisation),
        "participants": [
            {name: getattr(group, name) for name in ParticipantsOut.model_fields}
            for group in one.participants.all()
        ],
        "global_goals": _numbers(one),
        "themes": _themes(one),
        "address": one.get_absolute_url(),
    }


def _grant(one: Grant) -> dict:
    plain = (
        "reference",
        "currency",
        "value",
        "decided_on",
        "starts",
        "finishes",
        "share",
        "in_arrears",
        "retained_until",
        "retention_rule",
        "archive",
    )
    return {
        **_told(one),
        **{name: getattr(one, name) for name in plain},
        "project": one.project.slug,
        "programme": str(one.programme.uid),
        "programme_name": words(one.programme, "name"),
        "funder": _slug(one.programme.funder),
        "value_note": words(one, "value_note"),
        "instalments": [_fields(each, InstalmentOut) for each in one.instalments.all()],
        "claims": [_fields(each, ClaimOut) for each in one.claims.all()],
        "reports": [
            {"about": words(each, "about"), "due_on": each.due_on, "done_on": each.done_on}
            for each in one.reports.all()
        ],
        "decisions": _decisions(one),
        "address": one.get_absolute_url(),
    }


def _fields(thing, shape: type[Schema]) -> dict:
    return {name: getattr(thing, name) for name in shape.model_fields}


def _application(one: Application) -> dict:
    plain = (
        "status",
        "starts",
        "finishes",
        "currency",
        "budget",
        "applied",
        "own_cash",
        "own_kind",
        "sent_on",
        "decided_on",
        "dnr",
        "is_example",
    )
    return {
        **{name: getattr(one, name) for name in plain},
        "uid": str(one.uid),
        "name": words(one, "name"),
        "call": str(one.call.uid) if is_public_call(one.call) else None,
        "project": _slug(one.project),
    }


def is_public_call(call: Call) -> bool:
    """As ``Call.objects.public()`` says, for one that is read already."""
    return call.live and (call.programme is None or call.programme.live)


def _lesson(one: Lesson) -> dict:
    return {
        "uid": str(one.uid),
        "kind": one.kind,
        "title": words(one, "title"),
        "noted_on": one.noted_on,
        "partnership": _slug(one.partnership),
        "project": _slug(one.project),
        "exchange": _slug(one.exchange),
        "organisation": _slug(one.organisation),
        "evidence": words(one, "evidence"),
        "evidence_address": one.evidence_url,
        "done": words(one, "done"),
        "done_on": one.done_on,
        "themes": _themes(one),
        "is_example": one.is_example,
        "address": one.get_absolute_url(),
    }


def _funding_programme(one: FundingProgramme) -> dict:
    return {
        "uid": str(one.uid),
        "name": words(one, "name"),
        "funder": _slug(one.funder),
        "funder_name": words(one.funder, "name") if one.funder.live else None,
        "about": words(one, "about"),
        "ends": one.ends,
        "ends_note": words(one, "ends_note"),
        "source": one.source_url,
    }


def _call(one: Call) -> dict:
    plain = ("reference", "opens", "deadline", "currency", "amount_min", "amount_max")
    return {
        **{name: getattr(one, name) for name in plain},
        "uid": str(one.uid),
        "programme": str(one.programme.uid) if one.programme else None,
        "name": words(one, "name"),
        "summary": words(one, "summary"),
        "rules": [_rule(rule) for rule in one.rules.all()],
        "global_goals": _numbers(one),
        "themes": _themes(one),
        "source": one.url,
        "address": one.get_absolute_url(),
    }


def _rule(rule) -> dict:
    plain = (
        "kind",
        "minimum",
        "maximum",
        "places",
        "applies_to",
        "per_year",
        "verified",
        "valid_from",
        "valid_to",
    )
    return {
        **{name: getattr(rule, name) for name in plain},
        "text": words(rule, "text"),
        "source": rule.source_url,
    }
