"""What is asked of somebody: the items of the organisations they act for, and in what order to take them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lagesbild.organisations.models import User
from lagesbild.reporting.answering import WRITABLE
from lagesbild.reporting.models import Item, Round, Step

KINDS = list(Item.Kind)
# What has come back is waited for; then what has been begun; then the rest in the order of its kind.
FIRST = {Item.Status.RETURNED: 0}


def contacts() -> QuerySet[User]:
    """Those whose role it is to answer for their organisations. It takes a group: an administrator has every right,
    and no duty by it."""
    groups = Group.objects.filter(
        permissions__content_type__app_label="reporting", permissions__codename="answer_item"
    )
    return User.objects.filter(is_active=True, groups__in=groups).distinct()


def items_of(user: User) -> QuerySet[Item]:
    """What is and was asked of the organisations that the user answers for. No other item exists for them."""
    return (
        Item.objects.filter(organisation__users__in=contacts().filter(pk=user.pk))
        .exclude(round__status=Round.Status.DRAFT)
        .select_related("round", "organisation", "goal__programme", "indicator", "action", "changed_by")
    )


@dataclass(frozen=True)
class Task:
    """A round as one person meets it: what they have left, in the order to take it, and what is done."""

    round: Round
    left: tuple[Item, ...]
    done: tuple[Item, ...]

    @property
    def count(self) -> int:
        return len(self.left) + len(self.done)


def tasks(user: User) -> list[Task]:
    """The open rounds that ask the user something, the one that closes first first."""
    by_round: dict[int, list[Item]] = {}
    for item in items_of(user).filter(round__status=Round.Status.OPEN):
        by_round.setdefault(item.round_id, []).append(item)
    tasks_of_user = [_task(items) for items in by_round.values()]
    return sorted(tasks_of_user, key=lambda task: (task.round.closes_on, task.round.pk))


def _task(items: list[Item]) -> Task:
    items = in_order(items)
    unanswered = tuple(item for item in items if item.status in WRITABLE)
    return Task(items[0].round, unanswered, tuple(item for item in items if item not in unanswered))


def in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(
        items,
        key=lambda asked_item: (
            FIRST.get(asked_item.status, 1),
            KINDS.index(asked_item.kind),
            str(asked_item.thing),
            asked_item.pk,
        ),
    )


def next_item(user: User, after: Item) -> Item | None:
    """What to take after ``after``, whether that is done or not; None when nothing else is left."""
    unanswered = [item for task in tasks(user) for item in task.left if item.pk != after.pk]
    later = [item for item in unanswered if item.round_id == after.round_id and _place(item) > _place(after)]
    return (later or unanswered or [None])[0]


def _place(item: Item) -> tuple:
    return KINDS.index(item.kind), str(item.thing), item.pk


def question(item: Item) -> str:
    """What is asked, in one plain sentence."""
    words = {"name": item.thing.name, "year": item.round.year}
    return {
        Item.Kind.ASSESSMENT: _("Hur går det för målet ”%(name)s”?"),
        Item.Kind.VALUE: _("Vilket värde har ”%(name)s” för %(year)s?"),
        Item.Kind.ACTION: _("Hur långt har åtgärden ”%(name)s” kommit?"),
        Item.Kind.TEXT: _("Stämmer texten ”Hur går det?” om ”%(name)s”? Skriv om det som har ändrats."),
    }[item.kind] % words


def days_left(round: Round, today: date) -> int:
    """Below zero when the last day has passed."""
    return (round.closes_on - today).days


def asked_back(item: Item) -> Step | None:
    """The question it came back with, while it is waiting for an answer."""
    if item.status != Item.Status.RETURNED:
        return None
    return item.steps.filter(what=Step.What.RETURNED).select_related("by").last()


def late_texts(item: Item) -> list[Step]:
    """Texts that were saved after somebody else's and stand beside it still: the latest of each person.

    Until whoever wrote it has saved anew, or the answer is handed in; that the other went on typing settles nothing.
    """
    latest: dict[int | None, Step] = {}
    for step in item.steps.select_related("by"):
        if step.what == Step.What.CONFLICT:
            latest[step.by_id] = step
        elif step.what == Step.What.SAVED:
            latest.pop(step.by_id, None)
        else:
            latest.clear()
    return [step for step in latest.values() if step.content != item.content]
