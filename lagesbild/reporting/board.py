"""The coordinator's board of a round: who has done what, what is late, and what waits for somebody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.organisations.models import Organisation
from lagesbild.reporting.answering import WRITABLE
from lagesbild.reporting.models import Item, Round

READY = (Item.Status.SUBMITTED, Item.Status.APPROVED)
"""What the organisation has done its part of."""
LATE = "late"
"""Not a status of its own: asked, not handed in, and the last day has passed."""


@dataclass(frozen=True)
class ItemProgress:
    """How far some items have come. ``counts`` has every status, also those that nothing has."""

    counts: dict[str, int]
    late: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def ready(self) -> int:
        return sum(self.counts[status] for status in READY)

    @property
    def share(self) -> int | None:
        """Whole per cent ready, None of nothing. Never 100 before everything is."""
        return 100 * self.ready // self.total if self.total else None

    def words(self) -> str:
        """ "3 av 5 klara", what a bar says to those who cannot see it."""
        return _("%(ready)s av %(total)s klara") % {"ready": self.ready, "total": self.total}


@dataclass(frozen=True)
class UnitProgress:
    organisation: Organisation
    standing: ItemProgress


@dataclass(frozen=True)
class Board:
    items: tuple[Item, ...]
    lines: tuple[UnitProgress, ...]
    all: ItemProgress


def items_in(round: Round) -> QuerySet[Item]:
    """Every item of a round with all that a list tells of it, in few questions."""
    items = Item.objects.filter(round=round).order_by("organisation__name_sv", "kind", "pk")
    return items.select_related(*TOLD)


TOLD = ("round", "organisation", "goal__programme", "indicator", "action", "changed_by")


def board(round: Round, *, today: date) -> Board:
    """Where a round stands, by organisation in the order of their names."""
    items = tuple(items_in(round))
    by_unit: dict[Organisation, list[Item]] = {}
    for item in items:
        by_unit.setdefault(item.organisation, []).append(item)
    lines = tuple(UnitProgress(unit, progress_of(own, today)) for unit, own in by_unit.items())
    return Board(items, lines, progress_of(items, today))


def progress_of(items: Iterable[Item], today: date) -> ItemProgress:
    items = list(items)
    counts = Counter(item.status for item in items)
    return ItemProgress(
        {str(status): counts[status] for status in Item.Status}, sum(is_late(item, today) for item in items)
    )


def is_late(item: Item, today: date) -> bool:
    """Whether it should have been handed in. In a closed round the day that counts is the one it closed."""
    closed = item.round.closed_at
    day = timezone.localdate(closed) if closed else today
    return item.status in WRITABLE and item.round.closes_on < day


def filtered_items(
    items: Iterable[Item], *, today: date, status: str = "", kind: str = "", unit: str = ""
) -> list[Item]:
    """The items that a filter leaves; ``status`` may be LATE, ``unit`` is an organisation's slug."""
    return [
        item
        for item in items
        if (not kind or item.kind == kind)
        and (not unit or item.organisation.slug == unit)
        and (not status or (is_late(item, today) if status == LATE else item.status == status))
    ]


def waiting_for_approval() -> QuerySet[Item]:
    """Everything that is handed in in rounds that are open or closed, what has waited longest first."""
    items = Item.objects.filter(status=Item.Status.SUBMITTED).exclude(round__status=Round.Status.DRAFT)
    return items.select_related(*TOLD).order_by("changed_at", "pk")
