"""From an approved answer to what the public sees: one transaction for each item, logged, and only what was asked.

A figure becomes a :class:`ReportedValue`, a source like the others; words are published on what they are about.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError

from lagesbild.barometer.models import Action, Goal, GoalAssessment
from lagesbild.framework.publishing import Published
from lagesbild.organisations.models import Municipality, User
from lagesbild.reporting.answering import TAKEN_BACK, CannotAnswer, cleaned, is_taken_back
from lagesbild.reporting.models import Item, ReportedValue, Round, Step
from lagesbild.reporting.numbers import NotANumber, typed_number
from lagesbild.reporting.text_marks import as_html, as_plain
from lagesbild.reporting.validating import problems, read_date


@dataclass(frozen=True)
class Outcome:
    """What came of one item: ``trouble`` is empty where it was published."""

    item: Item
    trouble: str = ""


def approve(
    pks: Iterable[int], *, by: User, at: datetime, seen: Mapping[int, int] | None = None
) -> list[Outcome]:
    """Publish each item that is handed in. One that cannot be is told of; the others are published all the same.

    ``seen``: the version of each that the approver has read; one that has changed since is not published.
    """
    return [_approved(pk, by, at, seen.get(pk) if seen else None) for pk in pks]


def _approved(pk: int, by: User, at: datetime, seen: int | None) -> Outcome:
    try:
        with transaction.atomic():
            item = Item.objects.select_for_update().get(pk=pk)
            if is_taken_back(item):
                return Outcome(item, str(TAKEN_BACK))
            if item.status != Item.Status.SUBMITTED:
                return Outcome(item, _("Frågan är inte inlämnad, så den kan inte godkännas."))
            if seen is not None and seen != item.version:
                return Outcome(item, _("Svaret har ändrats sedan du läste det. Läs det igen."))
            if is_answered_later(item):
                return Outcome(item, _("Ett svar på samma fråga från en senare omgång är redan publicerat."))
            _publish(item, item.content, Step.What.APPROVED, "", by, at)
            return Outcome(item)
    except PublishPermissionError:
        return Outcome(Item.objects.get(pk=pk), _("Du får inte publicera det här."))
    except ValidationError as error:
        return Outcome(Item.objects.get(pk=pk), " ".join(error.messages))
    except NotANumber as error:
        # The unit of the indicator has changed since the answer was written.
        return Outcome(Item.objects.get(pk=pk), str(error))


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


def corrections(thing: Published) -> list[tuple[date, str]]:
    """(day, reason) of what was corrected on something after it was approved, the latest first. Public."""
    return told_corrections(corrected_steps(thing).values_list("at", "note"))


def corrected_steps(thing: Published):
    """The steps that :func:`corrections` tells of, for whoever asks for them together with something else."""
    field = {Goal: "goal", Action: "action"}.get(type(thing), "indicator")
    return Step.objects.filter(what=Step.What.CORRECTED, **{f"item__{field}": thing.pk})


def told_corrections(steps: Iterable[tuple[datetime, str]]) -> list[tuple[date, str]]:
    return [(timezone.localdate(at), note) for at, note in sorted(steps, reverse=True)]


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
        period=content["period"],
        value=None if missing else typed_number(content["value"], item.indicator.unit_sv),
        missing=missing,
        comment_sv=content.get("comment", ""),
        source=content.get("source", "")[:300],
        correction=step.note[:300] if step.what == Step.What.CORRECTED else "",
        step=step,
        approved_at=step.at,
    )
    value.full_clean()
    value.save()


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


@dataclass(frozen=True)
class Change:
    """One thing that approving would change: what, as it is public now, and as it would be. As text."""

    what: str
    before: str
    after: str


def difference(item: Item, content: dict | None = None) -> list[Change]:
    """What the public would see differently, in words. Only what differs."""
    content = item.content if content is None else content
    shown = SHOWN[item.kind](item, content)
    return [Change(what, before, after) for _name, what, before, after in shown if before != after]


def is_english_left(item: Item) -> bool:
    """Whether the Swedish words would change while the English ones would go on saying what they say now."""
    shown = {name: (before, after) for name, _what, before, after in SHOWN[item.kind](item, item.content)}
    english = [(name, *texts) for name, texts in shown.items() if name.endswith("_en")]
    return any(
        after and before == after and len({*shown[name.replace("_en", "_sv")]}) > 1
        for name, before, after in english
    )


def _shown_assessment(item: Item, content: dict):
    before = GoalAssessment.objects.public().filter(goal=item.goal).order_by("-assessed_on", "-pk").first()
    grade = int(content.get("grade") or 0)
    label = item.goal.programme.grade_label
    yield (
        "grade",
        _("Bedömning"),
        label(before.grade) if before and before.grade else _("Ej bedömt"),
        label(grade) if 1 <= grade <= 5 else _("Ej bedömt"),
    )
    for name, what in (("motivation_sv", _("Motivering")), ("motivation_en", _("Motivering på engelska"))):
        yield name, what, getattr(before, name, ""), content.get(name, "")


def _shown_value(item: Item, content: dict):
    before = newest_value(item, content.get("period", ""))
    after = content.get("missing") or _as_understood(content.get("value", ""), item.indicator.unit_sv)
    yield "value", content.get("period", ""), _said(before), after


def newest_value(item: Item, period: str) -> ReportedValue | None:
    """What was last reported of the indicator and period."""
    found = ReportedValue.objects.filter(
        indicator=item.indicator, area=Municipality.load().home_area, period=period
    )
    return found.filter(subgroup=item.indicator.subgroup).order_by("approved_at", "pk").last()


def _said(value: ReportedValue | None) -> str:
    if value is None:
        return _("Inget värde")
    if value.value is None:
        return value.missing
    return f"{_plain(value.value)} {value.indicator.unit_sv}"


def _as_understood(text: str, unit: str) -> str:
    """What was typed, with its unit once."""
    try:
        return f"{_plain(typed_number(text, unit))} {unit}"
    except NotANumber:
        return f"{text} {unit}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _shown_action(item: Item, content: dict):
    action = item.action
    labels = dict(Action.Status.choices)
    before = action.set_status or action.status(timezone.localdate())
    yield "status", _("Läge"), str(labels[before]), str(labels.get(content.get("status"), ""))
    yield "finished_on", _("Blev klar"), str(action.finished_on or ""), content.get("finished_on", "")
    yield "result_sv", _("Resultat"), action.result_sv, content.get("result_sv", "")
    yield "result_en", _("Resultat på engelska"), action.result_en, content.get("result_en", "")


def _shown_text(item: Item, content: dict):
    goal = item.goal
    # As it would stand on the page: spaces and marks that make no difference there are none here.
    after = {name: as_plain(as_html(content.get(name, ""))) for name in ("status_sv", "status_en")}
    yield "status_sv", _("Hur går det?"), as_plain(goal.status_sv), after["status_sv"]
    yield "status_en", _("Hur går det? på engelska"), as_plain(goal.status_en), after["status_en"]
    yield "as_of", _("Texten gäller"), str(goal.as_of or ""), content.get("as_of", "")


# Each: (field of the answer, what it is called, as it is public now, as it would be).
SHOWN: dict[str, Callable] = {
    Item.Kind.ASSESSMENT: _shown_assessment,
    Item.Kind.VALUE: _shown_value,
    Item.Kind.ACTION: _shown_action,
    Item.Kind.TEXT: _shown_text,
}


def may_correct(item: Item) -> bool:
    return item.status == Item.Status.APPROVED and item.round.status != Round.Status.DRAFT
