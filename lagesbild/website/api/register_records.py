"""What the open API tells of partnerships, projects, exchanges, lessons and the auditor's list, field by field."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.models import Grant
from lagesbild.website.api.shapes import (
    Names,
    Numbers,
    OfPublicOrganisations,
    OpenRecord,
    PublicName,
    PublicSlug,
    Uid,
    Uids,
    Words,
    at,
    words,
)

ADDRESS = "get_absolute_url"


class PartnerOut(OpenRecord):
    """``role``: in a partnership its own words, in a project one of four kinds."""

    slug: str = at("organisation.slug")
    name: Words = at("organisation.name")
    country: str = at("organisation.country")
    role: Words | str
    address: str = at(f"organisation.{ADDRESS}")

    @staticmethod
    def resolve_role(partner):
        return words(partner, "role") if hasattr(partner, "role_sv") else partner.role


Partners = Annotated[list[PartnerOut], OfPublicOrganisations]


class ResponsibleOut(OpenRecord):
    organisation: str = at("organisation.slug")
    role: str
    position: str


class DecisionOut(OpenRecord):
    body: PublicName
    decided_on: date
    paragraph: str
    about: Words
    dnr: str


class DocumentOut(OpenRecord):
    title: str
    address: str = at("href")
    dnr: str


class GapOut(OpenRecord):
    """Why something that an auditor asks for is not there."""

    asked: str
    reason: str
    note: Words


class ReviewOut(OpenRecord):
    reviewed_on: date
    conclusion: Words


class CommonOut(OpenRecord):
    """What a partnership and a project have alike."""

    uid: Uid
    slug: str
    name: Words
    description: Words
    status: str
    partners: Partners
    responsible: Annotated[list[ResponsibleOut], OfPublicOrganisations] = at("responsibilities")
    decisions: list[DecisionOut]
    documents: list[DocumentOut]
    gaps: list[GapOut]
    result: Words
    goals: Uids
    global_goals: Numbers
    focus_areas: Names
    themes: Names
    dnr: str
    source: str = at("source_url")
    is_example: bool
    address: str = at(ADDRESS)


class FeeOut(OpenRecord):
    """What a membership costs in a year, in its own currency."""

    year: int
    value: float
    currency: str
    paid_on: date | None


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
    fees: list[FeeOut]
    reviews: list[ReviewOut]


class TotalOut(OpenRecord):
    """A sum in kronor, null where not one amount is known, and what is left out of it.

    ``old_rate``: amounts in it whose rate is more than seven days older than they are.
    """

    kronor: float | None = at("known")
    unknown: int
    without_rate: list[str]
    old_rate: list[str]


class MoneyOut(OpenRecord):
    budget: TotalOut
    granted: TotalOut
    own_cash: TotalOut
    own_kind: TotalOut
    received: TotalOut
    repaid: TotalOut
    spent: TotalOut
    unfunded: float | None


class BudgetLineOut(OpenRecord):
    starts: date
    finishes: date
    about: Words
    value: float
    currency: str = at("in_currency")
    organisation: PublicSlug


class ResultLineOut(OpenRecord):
    """``value`` among the levels is that of the measure above it, in a period, of all or of a group."""

    level: str
    text: Words
    unit: Words
    baseline: float | None
    baseline_year: int | None
    target: float | None
    target_on: date | None
    actual: float | None
    actual_on: date | None
    measured_as: str
    target_words: Words
    actual_words: Words
    starts: date | None
    finishes: date | None
    group: Words
    note: Words


class ConsideredOut(OpenRecord):
    civil_society: str
    civil_society_why: str
    environmental_management: str
    environmental_management_why: str
    external_funding: str
    external_funding_why: str


def _shares(countries) -> dict:
    return {part.country: part.share for part in countries}


class ProjectOut(CommonOut):
    role: str
    starts: date | None
    finishes: date | None
    partnership: PublicSlug
    currency: str
    budget: float | None
    own_cash: float | None
    own_kind: float | None
    money: MoneyOut  # set on the project by whoever knows the rates
    budget_lines: list[BudgetLineOut]
    results: list[ResultLineOut] = at("result_lines")
    continues: Words
    considered: ConsideredOut
    global_targets: Annotated[list[str], BeforeValidator(lambda targets: [goal.code for goal in targets])]
    countries: Annotated[dict[str, float], BeforeValidator(_shares)]
    sector: str

    @staticmethod
    def resolve_considered(project):
        return project


def _public_grant(grant: Grant | None) -> str | None:
    is_public = grant and grant.live and grant.programme.live and grant.project.live
    return str(grant.uid) if is_public else None


class ParticipantsOut(OpenRecord):
    role: str
    age: str
    sex: str
    from_abroad: bool
    count: int


class ExchangeOut(OpenRecord):
    uid: Uid
    slug: str
    name: Words
    kind: str
    starts: date
    finishes: date | None
    place: str
    country: str
    partnership: PublicSlug
    project: PublicSlug
    organisation: PublicSlug
    description: Words
    result: Words
    participants: list[ParticipantsOut]
    participants_note: Words
    cost: float | None
    currency: str
    grant: Annotated[str | None, BeforeValidator(_public_grant)]
    global_goals: Numbers
    themes: Names
    dnr: str
    source: str = at("source_url")
    is_example: bool
    address: str = at(ADDRESS)


class LessonOut(OpenRecord):
    uid: Uid
    kind: str
    title: Words
    noted_on: date
    partnership: PublicSlug
    project: PublicSlug
    exchange: PublicSlug
    organisation: PublicSlug
    evidence: Words
    evidence_address: str = at("evidence_url")
    done: Words
    done_on: date | None
    themes: Names
    is_example: bool
    address: str = at(ADDRESS)


class AnswerOut(OpenRecord):
    """An answer in words, or why there is none; ``explained`` is false where nobody has said why."""

    known: bool = at("is_known")
    text: Words
    explained: bool

    @staticmethod
    def resolve_text(answer):
        return {language: answer.text_in(language) for language in ("sv", "en")}


def _kronor(total: Total | None):
    return total and total.known


Kronor = Annotated[float | None, BeforeValidator(_kronor)]


class CommitmentOut(OpenRecord):
    type: str
    slug: str = at("thing.slug")
    name: Words = at("thing.name")
    kind: str
    status: str = at("thing.status")
    partners: Partners = at("thing.partners")
    owner: AnswerOut = at("asked.owner")
    decision: AnswerOut = at("asked.decision")
    cost: AnswerOut = at("asked.cost")
    own_funding: AnswerOut = at("asked.own_funding")
    start: AnswerOut = at("asked.start")
    end: AnswerOut = at("asked.end")
    result: AnswerOut = at("asked.result")
    cost_kronor: Kronor = at("asked.cost.value")
    cost_covers: str
    granted_kronor: Kronor
    own_funding_kronor: Kronor = at("asked.own_funding.value")
    starts: date | None = at("asked.start.value")
    ends: date | None = at("asked.end.value")
    analysed_on: date | None
    dnr: str = at("thing.dnr")
    source: str = at("thing.source_url")
    is_example: bool = at("thing.is_example")
    address: str = at(f"thing.{ADDRESS}")

    @staticmethod
    def resolve_type(commitment):
        return "project" if commitment.is_project else "partnership"

    @staticmethod
    def resolve_kind(commitment):
        return commitment.thing.role if commitment.is_project else commitment.thing.kind

    @staticmethod
    def resolve_cost_covers(commitment):
        return "whole project" if commitment.is_project else "a year"

    @staticmethod
    def resolve_granted_kronor(commitment):
        return commitment.money and commitment.money.granted
