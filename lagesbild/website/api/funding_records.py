"""What the open API tells of funding: grants, applications, programmes and calls, field by field."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from lagesbild.cooperation.models import Call
from lagesbild.website.api.register_records import ADDRESS, DecisionOut
from lagesbild.website.api.shapes import (
    Names,
    Numbers,
    OpenRecord,
    PublicName,
    PublicSlug,
    Uid,
    Words,
    at,
)


class InstalmentOut(OpenRecord):
    due_on: date | None
    value: float
    received_on: date | None


class ClaimOut(OpenRecord):
    submitted_on: date
    value: float
    approved_on: date | None
    approved: float | None
    paid_on: date | None
    came_as: str


class RepaymentOut(OpenRecord):
    """Money that goes back to the funder: wanted, and then paid."""

    demanded_on: date | None
    value: float
    repaid_on: date | None
    reason: Words


class ReportOut(OpenRecord):
    about: Words
    due_on: date
    done_on: date | None


class GrantOut(OpenRecord):
    uid: Uid
    project: str = at("project.slug")
    programme: Uid = at("programme.uid")
    programme_name: Words = at("programme.name")
    funder: PublicSlug = at("programme.funder")
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
    repayments: list[RepaymentOut]
    reports: list[ReportOut]
    decisions: list[DecisionOut]
    retained_until: date | None
    retention_rule: str
    archive: str
    dnr: str
    source: str = at("source_url")
    is_example: bool
    address: str = at(ADDRESS)


def is_public_call(call: Call) -> bool:
    """As ``Call.objects.public()`` says, for one that is read already."""
    return call.live and (call.programme is None or call.programme.live)


def _public_call(call: Call) -> str | None:
    return str(call.uid) if is_public_call(call) else None


class ApplicationOut(OpenRecord):
    uid: Uid
    name: Words
    call: Annotated[str | None, BeforeValidator(_public_call)]
    project: PublicSlug
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


class FundingProgrammeOut(OpenRecord):
    uid: Uid
    name: Words
    funder: PublicSlug
    funder_name: PublicName = at("funder")
    about: Words
    ends: date | None
    ends_note: Words
    source: str = at("source_url")


class RuleOut(OpenRecord):
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
    source: str = at("source_url")


class CallOut(OpenRecord):
    uid: Uid
    programme: Annotated[str | None, BeforeValidator(lambda programme: programme and str(programme.uid))]
    reference: str
    name: Words
    summary: Words
    opens: date | None
    deadline: date | None
    currency: str
    amount_min: float | None
    amount_max: float | None
    rules: list[RuleOut]
    global_goals: Numbers
    themes: Names
    source: str = at("url")
    address: str = at(ADDRESS)
