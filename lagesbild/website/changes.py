"""What was last published, in every trade."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from lagesbild.barometer import overview as barometer
from lagesbild.barometer.models import Action, Goal, Indicator, Programme
from lagesbild.barometer.overview import Branch
from lagesbild.cooperation.models import Exchange, Partnership, Project
from lagesbild.cooperation.partners import related
from lagesbild.reporting.models import ReportedValue
from lagesbild.website.indicators.page import period_in_words
from lagesbild.website.kept_until_changed import kept_until_changed

FILLING = timedelta(days=1)
"""What is published for the first time within a day of the very first thing is the site being filled, no change."""


@dataclass(frozen=True)
class LatestChange:
    day: date
    what: str
    name: str
    address: str
    is_example: bool = False


def latest_changes(limit: int) -> list:
    """Newest first, without telling by whom."""
    changed = barometer.latest_changes(limit) + related.latest_changes(limit)
    return sorted(changed, key=lambda thing: thing.last_published_at, reverse=True)[:limit]


@kept_until_changed
def changed_since_the_start(limit: int) -> list[LatestChange]:
    """What has changed but by the filling of the site, newest first, each thing once and without telling by whom.

    Assessments of public goals are told of by the day that they were made.
    """
    branches = barometer.all_branches(barometer.forest())
    changed = [*_published(limit), *_reported(limit), *_assessed(branches)]
    by_address = {change.address: change for change in sorted(changed, key=lambda change: change.day)}
    return sorted(by_address.values(), key=lambda change: change.day, reverse=True)[:limit]


def _published(limit: int) -> Iterable[LatestChange]:
    """Of more entries than are wanted: many may be of one thing, or of what is no longer public."""
    entries = list(_later_publications()[: limit * 6])
    public = {kind: gate.in_bulk(_keys(entries, kind)) for kind, gate in _gates(entries).items()}
    for entry in entries:
        thing = public[entry.content_type_id].get(int(entry.object_id))
        if thing is not None:
            yield LatestChange(
                timezone.localdate(entry.timestamp),
                _("Ändrat") if entry.was_public else _("Nytt"),
                thing.name,
                thing.get_absolute_url(),
                getattr(thing, "is_example", False),
            )


def _later_publications():
    """Publications of what was public already, and first ones after the day when the site was filled."""
    published = ModelLogEntry.objects.filter(action="wagtail.publish")
    same = {"content_type": OuterRef("content_type"), "object_id": OuterRef("object_id")}
    first = published.order_by("timestamp", "pk").values("timestamp")[:1]
    kinds = ContentType.objects.get_for_models(*_PUBLIC).values()
    later = published.filter(content_type__in=[kind.pk for kind in kinds]).annotate(
        was_public=Exists(published.filter(**same, pk__lt=OuterRef("pk"))),
        filled_at=Subquery(first),
    )
    return later.filter(Q(was_public=True) | Q(timestamp__gt=F("filled_at") + FILLING)).order_by(
        "-timestamp", "-pk"
    )


def _gates(entries: list) -> dict[int, QuerySet]:
    """The gate to the public of every kind of thing among the entries, by the kind's key."""
    kinds = {entry.content_type_id for entry in entries}
    models = {ContentType.objects.get_for_id(kind).model_class(): kind for kind in kinds}
    return {
        kind: barometer.public_goals() if model is Goal else model.objects.public()
        for model, kind in models.items()
    }


def _keys(entries: list, kind: int) -> set[int]:
    return {int(entry.object_id) for entry in entries if entry.content_type_id == kind}


def _reported(limit: int) -> Iterable[LatestChange]:
    values = ReportedValue.objects.filter(indicator__live=True).exclude(indicator__figure="")
    for reported in values.select_related("indicator").order_by("-approved_at", "-pk")[: limit * 6]:
        indicator = reported.indicator
        yield LatestChange(
            timezone.localdate(reported.approved_at),
            _("Ny siffra, %(period)s") % {"period": period_in_words(reported.period)},
            indicator.name,
            indicator.get_absolute_url(),
            indicator.is_example,
        )


def _assessed(branches: Iterable[Branch]) -> Iterable[LatestChange]:
    for branch in branches:
        if assessment := branch.assessment:
            grade = branch.goal.programme.grade_label(assessment.grade)
            yield LatestChange(
                assessment.assessed_on,
                _("Bedömning: %(grade)s") % {"grade": grade},
                branch.goal.name,
                branch.goal.get_absolute_url(),
                assessment.is_example,
            )


_PUBLIC = (Goal, Indicator, Action, Programme, Partnership, Project, Exchange)
