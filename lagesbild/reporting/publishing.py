"""From an approved answer to what the public sees: one transaction for each item, logged, and only what was asked.

A figure becomes a :class:`ReportedValue`, a source like the others; words are published on what they are about.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError

from lagesbild.barometer.models import GoalAssessment
from lagesbild.framework.publishing import Published
from lagesbild.organisations.models import Municipality, User
from lagesbild.reporting.answering import TAKEN_BACK, CannotAnswer, cleaned, is_taken_back
from lagesbild.reporting.models import Item, ReportedValue, Round, Step
from lagesbild.reporting.public_difference import difference, newest_value
from lagesbild.reporting.reported_period import period_of
from lagesbild.reporting.text_marks import as_html
from lagesbild.reporting.validating import problems, read_date
from lagesbild.tables.numbers import Number, read_number, typed_in
from lagesbild.tables.outcome import sentences


@dataclass(frozen=True)
class ApprovalOutcome:
    """What came of one item: ``trouble`` is empty where it was published."""

    item: Item
    trouble: str = ""


def approve(
    pks: Iterable[int], *, by: User, at: datetime, versions: Mapping[int, int] | None = None
) -> list[ApprovalOutcome]:
    """Publish each item that is handed in. One that cannot be is told of; the others are published all the same.

    ``versions``: the version of each that the approver has read; one that has changed since is not published.
    """
    return [_approved(pk, by, at, versions.get(pk) if versions else None) for pk in pks]


def _approved(pk: int, by: User, at: datetime, version: int | None) -> ApprovalOutcome:
    try:
        with transaction.atomic():
            item = Item.objects.select_for_update().get(pk=pk)
            if is_taken_back(item):
                return ApprovalOutcome(item, str(TAKEN_BACK))
            if item.status != Item.Status.SUBMITTED:
                return ApprovalOutcome(item, _("Frågan är inte inlämnad, så den kan inte godkännas."))
            if version is not None and version != item.version:
                return ApprovalOutcome(item, _("Svaret har ändrats sedan du läste det. Läs det igen."))
            if is_answered_later(item):
                return ApprovalOutcome(
                    item, _("Ett svar på samma fråga från en senare omgång är redan publicerat.")
                )
            _publish(item, item.content, Step.What.APPROVED, "", by, at)
            return ApprovalOutcome(item)
    except PublishPermissionError:
        return ApprovalOutcome(Item.objects.get(pk=pk), _("Du får inte publicera det här."))
    except ValidationError as error:
        return ApprovalOutcome(Item.objects.get(pk=pk), " ".join(error.messages))


def correct(
    pk: int, content: dict, reason: str, *, by: User, at: datetime, version: int | None = None
) -> Item:
    """Change what an approved item published, also after the round has closed. The reason is shown publicly.

    ``version``: the one that was read before correcting; a later one is not written over unseen. Raises
    CannotAnswer, or ValidationError with what must be put right, by field.
    """
    if not reason.strip():
        raise CannotAnswer(_("Skriv varför det rättas. Skälet visas på den publika sidan."))
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=pk)
        if item.status != Item.Status.APPROVED:
            raise CannotAnswer(_("Bara det som är godkänt kan rättas."))
        if version is not None and version != item.version:
            raise CannotAnswer(_("Någon annan har rättat svaret sedan du öppnade det. Läs det igen."))
        if _is_passed(item):
            raise CannotAnswer(
                _(
                    "Det som är publicerat i dag är något annat än det här svaret. Rätta det senaste i stället."
                )
            )
        sent = cleaned(item.kind, content)
        if sent == item.content:
            raise CannotAnswer(_("Ingenting är ändrat."))
        if wrong := problems(item, sent):
            raise ValidationError(wrong)
        _publish(item, sent, Step.What.CORRECTED, reason.strip(), by, at)
    return item


def is_answered_later(item: Item) -> bool:
    """Whether a later round's answer to the same has been published. Values stand each for its own year."""
    same = Item.objects.filter(
        kind=item.kind, goal=item.goal_id, action=item.action_id, status=Item.Status.APPROVED
    )
    return item.kind != Item.Kind.VALUE and same.filter(round__opened_at__gt=item.round.opened_at).exists()


def _is_passed(item: Item) -> bool:
    """Whether something else has become public since: a later round's answer, or what somebody wrote in the editor."""
    if item.kind == Item.Kind.VALUE:
        newest = newest_value(item, item.content["period"])
        return newest is not None and newest.step.item_id != item.pk
    return bool(difference(item))


def _publish(item: Item, content: dict, what: str, note: str, by: User, at: datetime) -> None:
    number = (item.steps.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    step = item.steps.create(number=number, what=what, content=content, note=note, by=by, at=at)
    PUBLISH[item.kind](item, content, step)
    item.content, item.status = content, Item.Status.APPROVED
    item.version, item.changed_at, item.changed_by = item.version + 1, at, by
    item.save()


def _publish_assessment(item: Item, content: dict, step: Step) -> None:
    """A new assessment is added; those before it stay."""
    assessment = GoalAssessment(
        goal=item.goal,
        grade=int(content["grade"]) or None,
        assessed_on=timezone.localdate(step.at),
        assessed_by=item.organisation.name_sv[:120],
        motivation_sv=content["motivation_sv"],
        motivation_en=content.get("motivation_en", ""),
        live=False,
    )
    assessment.full_clean()
    assessment.save()
    assessment.save_revision(user=step.by).publish(user=step.by)


def _publish_value(item: Item, content: dict, step: Step) -> None:
    missing = content.get("missing", "")
    value = ReportedValue(
        indicator=item.indicator,
        area=Municipality.load().home_area,
        subgroup=item.indicator.subgroup,
        period=str(period_of(content["period"]) or content["period"]),
        value=None if missing else _number(content["value"], item.indicator.unit_sv),
        missing=missing,
        comment_sv=content.get("comment", ""),
        source=content.get("source", "")[:300],
        correction=step.note[:300] if step.what == Step.What.CORRECTED else "",
        step=step,
        approved_at=step.at,
    )
    value.full_clean()
    value.save()


def _number(typed: str, unit: str) -> Decimal:
    """What was typed. The unit may have changed since it was handed in, so that it is no number any more."""
    outcome = read_number(typed, typed_in(unit))
    if not isinstance(outcome, Number):
        raise ValidationError(sentences(outcome).in_(get_language()))
    return outcome.value


def _publish_action(item: Item, content: dict, step: Step) -> None:
    action = item.action
    # Whoever says what the dates say has not taken the status out of their hands.
    by_dates = not action.set_status and content["status"] == action.status(timezone.localdate(step.at))
    fields = {
        "set_status": "" if by_dates else content["status"],
        "finished_on": read_date(content.get("finished_on", "")),
        "result_sv": content.get("result_sv", ""),
        "result_en": content.get("result_en", ""),
    }
    _publish_fields(item.action, fields, step)


def _publish_text(item: Item, content: dict, step: Step) -> None:
    fields = {
        "status_sv": as_html(content["status_sv"]),
        "status_en": as_html(content.get("status_en", "")),
        "as_of": read_date(content["as_of"]),
    }
    _publish_fields(item.goal, fields, step)


PUBLISH: dict[str, Callable] = {
    Item.Kind.ASSESSMENT: _publish_assessment,
    Item.Kind.VALUE: _publish_value,
    Item.Kind.ACTION: _publish_action,
    Item.Kind.TEXT: _publish_text,
}


def _publish_fields(thing: Published, fields: dict, step: Step) -> None:
    """Publish some fields on top of what is public. A draft that somebody has of the rest stays a draft."""
    live = type(thing).objects.get(pk=thing.pk)
    if not live.live:
        raise ValidationError(
            _("Det som svaret gäller är inte längre publicerat, så svaret kan inte publiceras.")
        )
    drafted = live.latest_revision if live.has_unpublished_changes else None
    _set(live, fields)
    live.full_clean()
    live.save_revision(user=step.by).publish(user=step.by)
    if drafted:
        draft = drafted.as_object()
        _set(draft, fields)
        draft.save_revision(user=drafted.user, clean=False)


def _set(thing: Published, fields: dict) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)


def may_correct(item: Item) -> bool:
    return item.status == Item.Status.APPROVED and item.round.status != Round.Status.DRAFT
