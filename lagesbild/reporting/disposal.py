"""What is disposed of by age: nothing that the municipality has not said for how long it is kept, but for log-ins and
files that belong to nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from lagesbild.barometer.models import sent_tables
from lagesbild.barometer.models.sent_tables import SentTable
from lagesbild.cooperation.models import imported
from lagesbild.cooperation.models.imported import ImportedFile
from lagesbild.organisations.unclaimed_files import remove_unclaimed
from lagesbild.reporting.models import Letter, Step


@dataclass(frozen=True)
class Disposed:
    """How many of each: removed, and steps that no longer say who made them."""

    sessions: int
    lists: int
    letters: int
    steps: int
    files: int


@transaction.atomic
def dispose(days: Mapping[str, int], now: datetime) -> Disposed:
    """``days`` that letters and the names at steps are kept; 0 is always.

    The step itself is a public record and stays: its text is disposed of with the round, by a decision, by hand.
    """
    return Disposed(
        Session.objects.filter(expire_date__lt=now).delete()[0],
        _lists(now),
        _letters(days["letters"], now),
        _steps(days["steps"], now),
        remove_unclaimed(now),
    )


def _lists(now: datetime) -> int:
    """Files that somebody began to read in, and did not hand in."""
    lists = ImportedFile.objects.filter(uploaded_at__lt=now - imported.KEPT)
    tables = SentTable.objects.filter(sent_at__lt=now - sent_tables.KEPT, handed_in_at=None)
    return lists.delete()[0] + tables.delete()[0]


def _letters(days: int, now: datetime) -> int:
    """Of rounds that are closed, or of none: until then a letter says that somebody has been asked."""
    if not days:
        return 0
    old = Letter.objects.filter(day__lt=(now - timedelta(days=days)).date(), again_from=None)
    number, _by_model = old.exclude(round__status="open").delete()
    return number


def _steps(days: int, now: datetime) -> int:
    if not days:
        return 0
    old = Step.objects.filter(item__round__closed_at__lt=now - timedelta(days=days), by__isnull=False)
    return old.update(by=None)
