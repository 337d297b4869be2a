"""Which fields answer each of the auditor's questions: of one commitment, or of rows when many are counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from lagesbild.cooperation.models import (
    Gap,
    MembershipFee,
    Partnership,
    PartnershipDecision,
    PartnershipGap,
    PartnershipResponsibility,
    Project,
    ProjectDecision,
    ProjectGap,
    ProjectResponsibility,
)
from lagesbild.framework.language import is_english

Facts = Mapping[str, Any]
"""The fields of :data:`ANSWERED_BY` by name: of an object (:func:`facts_of`) or of a row (:func:`fact_rows`)."""

OF_BOTH = {
    Gap.Question.OWNER: ("has_owner",),
    Gap.Question.DECISION: ("has_decision",),
    Gap.Question.RESULT: ("has_result",),
}
ANSWERED_BY: dict[type[Model], dict[Gap.Question, tuple[str, ...]]] = {
    Partnership: OF_BOTH
    | {
        Gap.Question.COST: ("yearly_cost", "fee_value"),
        Gap.Question.OWN_FUNDING: ("own_funding",),
        Gap.Question.START: ("since",),
        Gap.Question.END: ("open_ended", "ends"),
    },
    Project: OF_BOTH
    | {
        Gap.Question.COST: ("budget",),
        Gap.Question.OWN_FUNDING: ("own_cash", "own_kind"),
        Gap.Question.START: ("starts",),
        Gap.Question.END: ("finishes",),
    },
}
"""A question is answered where at least one of its fields is filled in."""
OF_FEE = ("currency", "year", "paid_on")
"""What is told of the latest fee besides its ``value``, as ``fee_…``: a partnership's cost where no other is known."""
IN_ORDER = {
    kind: [(question, answered_by[question]) for question in Gap.Question]
    for kind, answered_by in ANSWERED_BY.items()
}


@dataclass(frozen=True)
class RelatedModels:
    """The models of what hangs on a commitment, and their field for it."""

    field: str
    responsibility: type[Model]
    decision: type[Model]
    gap: type[Model]


RELATED = {
    Partnership: RelatedModels("partnership", PartnershipResponsibility, PartnershipDecision, PartnershipGap),
    Project: RelatedModels("project", ProjectResponsibility, ProjectDecision, ProjectGap),
}


def unanswered(kind: type[Model], facts: Facts) -> list[Gap.Question]:
    """In the auditor's order. Nought kronor is an answer; a box that is not ticked is none."""
    missing = []
    # Loops, since it is asked of every commitment there is: any() over a generator takes four times as long.
    for question, fields in IN_ORDER[kind]:
        for field in fields:
            if (content := facts[field]) is not None and content is not False:
                break
        else:
            missing.append(question)
    return missing


def is_explained(question: Gap.Question, gap: tuple[str, str] | None, facts: Facts) -> bool:
    """Whether somebody has said why there is no answer. ``gap``: the reason and the note (in Swedish) of its gap.

    That it is unknown is no reason why. What is written of a cost without an amount is one, unless a gap gives it.
    """
    if gap is None:
        return question == Gap.Question.COST and bool(facts.get("cost_note_sv"))
    reason, note = gap
    return reason != Gap.GapReason.UNKNOWN or bool(note)


# --- The facts, of one and of many ------------------------------------------------------------------------


def facts_of(thing: Partnership | Project) -> Facts:
    """Reads ``responsibilities`` with their organisations and ``decisions``."""
    related: dict[str, Callable[[], Any]] = {
        "has_owner": lambda: any(duty.organisation.live for duty in thing.responsibilities.all()),
        "has_decision": lambda: bool(thing.decisions.all()),
        "has_result": lambda: bool(thing.result),
        "cost_note_sv": lambda: getattr(thing, "cost_note_sv", ""),
        "fee_value": lambda: (
            max(thing.fees.all(), key=lambda fee: fee.year).value if thing.fees.all() else None
        ),
    }
    names = ("cost_note_sv", *(name for fields in ANSWERED_BY[type(thing)].values() for name in fields))
    return {name: related[name]() if name in related else getattr(thing, name) for name in names}


def fact_rows(things: QuerySet, more: tuple[str, ...]) -> list[dict[str, Any]]:
    """A row of facts for each, with its ``pk`` and the fields ``more``. One query."""
    related = RELATED[things.model]
    whose = {related.field: OuterRef("pk")}
    result = Q(result_sv__gt="")
    if is_english():
        result |= Q(result_en__gt="")
    rows = things.order_by().annotate(
        has_owner=Exists(related.responsibility.objects.filter(**whose, organisation__live=True)),
        has_decision=Exists(related.decision.objects.filter(**whose)),
        has_result=result,
    )
    if things.model is Partnership:
        latest_fee = MembershipFee.objects.filter(partnership=OuterRef("pk")).order_by("-year")
        rows = rows.annotate(
            **{f"fee_{name}": Subquery(latest_fee.values(name)[:1]) for name in ("value", *OF_FEE)}
        )
    fields = {name for names in ANSWERED_BY[things.model].values() for name in names}
    return list(rows.values(*dict.fromkeys(("pk", *sorted(fields), *more))))


def gaps_of_all(kind: type[Model]) -> dict[tuple[int, str], tuple[str, str]]:
    """(thing, question) → reason and note of its gap."""
    related = RELATED[kind]
    gaps = related.gap.objects.order_by().values_list(related.field, "asked", "reason", "note_sv")
    return {(pk, question): (reason, note) for pk, question, reason, note in gaps}
