"""A round: what it would ask of whom, opening it, and closing it with a record that nobody can change unseen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator
from lagesbild.barometer.overview import Branch, all_branches, forest
from lagesbild.organisations.models import Organisation, Responsibility, User
from lagesbild.reporting.models import Item, Record, Round, Step

FOLLOW_UP, IMPLEMENTATION = Responsibility.Role.FOLLOW_UP, Responsibility.Role.IMPLEMENTATION
FIELD = {Item.Kind.ASSESSMENT: "goal", Item.Kind.TEXT: "goal", Item.Kind.VALUE: "indicator"} | {
    Item.Kind.ACTION: "action"
}
"""Which field of an item holds what each kind asks about."""


class RoundProblem(Exception):
    """The round cannot be opened or closed as it is. The message says what to do; nothing was changed."""


@dataclass(frozen=True)
class RoundQuestion:
    """One thing that would be asked of one organisation."""

    kind: Item.Kind
    thing: Goal | Indicator | Action
    organisation: Organisation


@dataclass(frozen=True)
class RoundPreview:
    """What opening the round would ask, and what it would not: ``unowned`` has nobody who answers for it,
    ``elsewhere`` is asked already in another open round."""

    asked: tuple[RoundQuestion, ...]
    unowned: tuple[tuple[Item.Kind, Goal | Indicator | Action], ...]
    elsewhere: tuple[RoundQuestion, ...]


def preview(round: Round) -> RoundPreview:
    """What would be asked of whom, by the public duties as they stand now."""
    chosen_units = set(round.organisations.values_list("pk", flat=True)) if round.pk else set()
    open_elsewhere = {
        (item.kind, getattr(item, f"{FIELD[item.kind]}_id"), item.organisation_id)
        for item in Item.objects.filter(round__status=Round.Status.OPEN).exclude(round=round.pk)
    }
    questions, unowned, elsewhere = [], [], []
    for kind, thing, role in _subjects(round):
        owners = [duty.organisation for duty in thing.responsibilities.all() if duty.role == role]
        if not owners:
            unowned.append((kind, thing))
        for owner in owners:
            question = RoundQuestion(kind, thing, owner)
            if chosen_units and owner.pk not in chosen_units:
                continue
            (elsewhere if (kind, thing.pk, owner.pk) in open_elsewhere else questions).append(question)
    return RoundPreview(tuple(questions), tuple(unowned), tuple(elsewhere))


def _subjects(round: Round):
    """(kind, thing, the duty that answers) of everything the round asks about, with duties read."""
    asks_goals = round.asks_assessments or round.asks_texts
    # A programme whose first day has not come is not followed up.
    branches = [branch for branch in all_branches(forest() if asks_goals else []) if _has_begun(branch)]
    goals = _with_duties(Goal).in_bulk([branch.goal.pk for branch in branches])
    if round.asks_assessments:
        for branch in branches:
            if branch.assessed and not branch.goal.represents_id:
                yield Item.Kind.ASSESSMENT, goals[branch.goal.pk], FOLLOW_UP
    if round.asks_values:
        for indicator in _with_duties(Indicator).filter(by_form=True):
            yield Item.Kind.VALUE, indicator, FOLLOW_UP
    if round.asks_actions:
        ended = (Action.Status.DONE, Action.Status.CANCELLED)
        for action in _with_duties(Action).filter(finished_on=None).exclude(set_status__in=ended):
            yield Item.Kind.ACTION, action, IMPLEMENTATION
    if round.asks_texts:
        for branch in branches:
            if branch.goal.represents_id or branch.goal.status_sv:
                yield Item.Kind.TEXT, goals[branch.goal.pk], FOLLOW_UP


def _has_begun(branch: Branch) -> bool:
    return branch.goal.programme.has_begun


def _with_duties(model):
    duties = model._meta.get_field("responsibilities").related_model.objects.filter(organisation__live=True)
    return model.objects.public().prefetch_related(
        Prefetch("responsibilities", queryset=duties.select_related("organisation"))
    )


def open_round(pk: int, *, by: User, at: datetime) -> Round:
    """Ask: one item for each thing and organisation of the preview. Raises RoundProblem."""
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=pk)
        if round.status != Round.Status.DRAFT:
            raise RoundProblem(_("Omgången är redan öppnad."))
        if round.closes_on < timezone.localdate(at):
            raise RoundProblem(
                _("Sista dagen att svara har redan varit. Ändra den innan du öppnar omgången.")
            )
        previewed = preview(round)
        if not previewed.asked:
            raise RoundProblem(_("Ingen skulle få någon fråga. Ange ansvariga, eller välj mer att fråga om."))
        Item.objects.bulk_create(
            Item(
                round=round,
                kind=question.kind,
                organisation=question.organisation,
                **{FIELD[question.kind]: question.thing},
            )
            for question in previewed.asked
        )
        round.status, round.opened_at = Round.Status.OPEN, at
        round.save()
    return round


def close_round(pk: int, *, by: User, at: datetime, public_pages: dict | None = None) -> Record:
    """Close the round, and freeze what was known and decided.

    ``public_pages``: what the public pages said that day, by the caller, who sees them (figures and verdicts of the
    indicators), as plain data. Raises RoundProblem.
    """
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=pk)
        if round.status != Round.Status.OPEN:
            raise RoundProblem(_("Bara en öppen omgång kan stängas."))
        round.status, round.closed_at = Round.Status.CLOSED, at
        round.save()
        content = _frozen(round, by, public_pages or {})
        return Record.objects.create(round=round, content=content, sha256=checksum(content), made_at=at)


def canonical(content) -> bytes:
    """The content as JSON in one fixed form: keys in order, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def checksum(content) -> str:
    """The SHA-256 of :func:`canonical`: anybody who has the file can check it."""
    return hashlib.sha256(canonical(content)).hexdigest()


def is_unchanged(record: Record) -> bool:
    """Whether the record still is what it was when the round closed."""
    return checksum(record.content) == record.sha256


def _frozen(round: Round, by: User, public_pages: dict) -> dict:
    items = round.items.select_related("organisation", "goal", "indicator", "action")
    items = items.prefetch_related(Prefetch("steps", Step.objects.select_related("by")))
    return {
        "round": {
            "name": round.name,
            "year": round.year,
            "instructions": round.instructions_sv,
            "opened": round.opened_at.isoformat(),
            "last_day": round.closes_on.isoformat(),
            "closed": round.closed_at.isoformat(),
            "closed_by": by.get_username(),
        },
        "items": [_frozen_item(item) for item in items],
        "assessments": [
            {
                "goal": str(assessment.goal.uid),
                "name": str(assessment.goal),
                "grade": assessment.grade,
                "on": assessment.assessed_on.isoformat(),
                "motivation": assessment.motivation_sv,
            }
            for assessment in latest_assessments(item.goal for item in items if item.goal)
        ],
        "shown": public_pages,
    }


def _frozen_item(item: Item) -> dict:
    return {
        "kind": item.kind,
        "thing": str(item.thing.uid),
        "name": str(item.thing),
        "organisation": item.organisation.name_sv,
        "status": item.status,
        "content": item.content,
        "steps": [
            {
                "number": step.number,
                "what": step.what,
                "at": step.at.isoformat(),
                "by": step.by.get_username() if step.by else None,
                "note": step.note,
                "content": step.content,
            }
            for step in item.steps.all()
        ],
    }


def latest_assessments(goals: Iterable[Goal]) -> list[GoalAssessment]:
    """The assessment in force of each goal, in one query."""
    pks = {goal.pk for goal in goals}
    public = GoalAssessment.objects.public().filter(goal__in=pks).select_related("goal")
    latest = {}
    for assessment in public.order_by("assessed_on", "pk"):
        latest[assessment.goal_id] = assessment
    return list(latest.values())
