"""What a list made, made public together as it stands: all of it, or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from modelcluster.models import get_all_child_relations


@dataclass(frozen=True)
class PendingDraft:
    """Something whose last saved version is not public. ``wrong`` says what has to be mended in it first."""

    thing: Model
    wrong: tuple[str, ...]


def drafts(things: Iterable[Model]) -> list[PendingDraft]:
    """Those of ``things`` that wait to be published, as they were last saved, in the same order."""
    waiting = (
        thing
        for thing in things
        if thing.latest_revision_id and (not thing.live or thing.has_unpublished_changes)
    )
    return [PendingDraft(thing, tuple(_lacking(thing.get_latest_revision_as_object()))) for thing in waiting]


def publish(waiting: Iterable[PendingDraft], *, by) -> None:
    """Publish what :func:`drafts` found. Whoever calls has seen to it that nothing is wrong, and that ``by`` may."""
    with transaction.atomic():
        for draft in waiting:
            draft.thing.latest_revision.publish(user=by)


def _lacking(thing: Model) -> list[str]:
    """What the editor would say if it were published there: a draft is saved even when it lacks something."""
    messages = _validation_messages(thing.full_clean)
    for relation in get_all_child_relations(thing):
        for part in getattr(thing, relation.get_accessor_name()).all():
            messages += _validation_messages(
                lambda part=part, whole=relation.field.name: part.clean_fields(exclude={whole})
            )
            messages += _validation_messages(part.clean)
    return list(dict.fromkeys(messages))


def _validation_messages(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except ValidationError as wrong:
        return wrong.messages
    return []
