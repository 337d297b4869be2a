"""When something last happened in a cooperation, and what that says: green, yellow, red; grey where nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.models import (
    AT_WORK,
    BEEN_AT_WORK,
    Exchange,
    Lesson,
    PartnershipReview,
    Project,
)


class Light(models.TextChoices):
    GREEN = "green", _("Aktivitet det senaste året")
    YELLOW = "yellow", _("Mer än ett år sedan något hände")
    RED = "red", _("Ingen aktivitet på två år")
    GREY = "grey", _("Ingen aktivitet är noterad")


@dataclass(frozen=True)
class LatestActivity:
    """The light, and the day it was judged from: None where nothing is noted."""

    light: Light
    latest: date | None
    goes_on: bool = False
    """A project is at work today: then the latest day is today, and says nothing."""

    @property
    def label(self) -> str:
        return str(self.light.label)


def activity(latest: date | None, today: date, goes_on: bool = False) -> LatestActivity:
    """Green within a year, yellow in the second, red after two years; grey where nothing is noted.

    That nobody has noted anything does not mean that nothing happened. The same day a year ago is still within the
    year. A day to come is as good as today.
    """
    if latest is None:
        return LatestActivity(Light.GREY, None, goes_on)
    if latest < years_before(today, 2):
        return LatestActivity(Light.RED, latest, goes_on)
    light = Light.GREEN if latest >= years_before(today, 1) else Light.YELLOW
    return LatestActivity(light, latest, goes_on)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; of a leap day, the day before."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def latest_activity(partnership_ids: Iterable[int], today: date) -> dict[int, date]:
    """The last day, not after today, when something public happened in each partnership; nothing where it never did.

    An exchange, a day of a project at work, a review, a lesson: its own, or in a project of its.
    Two queries whatever the number.
    """
    ids = list(partnership_ids)
    exchanges, *others = (
        *_of_tied(Exchange, ids, Coalesce("finishes", "starts"), Q(starts__lte=today)),
        *_of_tied(Lesson, ids, F("noted_on"), Q(noted_on__lte=today)),
        _of_reviews(ids, today),
    )
    noted = [(pk, min(day, today)) for pk, day in exchanges.union(*others, all=True)]
    latest: dict[int, date] = {}
    for pk, day in [*noted, *_of_projects(ids, today)]:
        latest[pk] = max(day, latest.get(pk, day))
    return latest


def met_since(first: date, today: date) -> set[int]:
    """The partnerships where a public exchange, or one of their projects', began in these days. One query."""
    exchanges = Exchange.objects.public().filter(starts__range=(first, today)).order_by()
    rows = exchanges.values_list("partnership", "project__partnership").distinct()
    return {own or of_project for own, of_project in rows} - {None}


def at_work(partnership_ids: Iterable[int], today: date) -> set[int]:
    """The partnerships with a public project that goes on today. One query."""
    unfinished = Q(finishes=None) | Q(finishes__gte=today)
    projects = Project.objects.public().filter(
        unfinished, partnership__in=list(partnership_ids), status__in=AT_WORK, starts__lte=today
    )
    return set(projects.order_by().values_list("partnership", flat=True))


def _of_tied(model, ids, day, happened: Q) -> tuple[QuerySet, QuerySet]:
    """Exchanges or lessons: the partnership named on them, or else that of their project.

    Two halves of one question, since each then has an index to go by: told as one, it reads all there are.
    """
    happened_in = model.objects.public().filter(happened).order_by()
    own = happened_in.filter(partnership__in=ids).values_list("partnership")
    of_project = happened_in.filter(partnership=None, project__partnership__in=ids)
    of_project = of_project.values_list("project__partnership")
    return own.annotate(latest=Max(day)), of_project.annotate(latest=Max(day))


def _of_reviews(ids, today: date) -> QuerySet:
    reviews = PartnershipReview.objects.filter(partnership__in=ids, reviewed_on__lte=today)
    return reviews.order_by().values_list("partnership").annotate(latest=Max("reviewed_on"))


def _of_projects(ids, today: date) -> list[tuple[int, date]]:
    """A project at work is active every day until its last; without a last day, today if it still goes on.

    One that is over before its last day was so on a day that nobody has noted: only its first is sure.
    """
    projects = Project.objects.public().filter(
        partnership__in=ids, status__in=BEEN_AT_WORK, starts__lte=today
    )
    rows = projects.order_by().values_list("partnership", "status", "starts", "finishes")
    return [
        (
            pk,
            min(finishes or today, today)
            if status in AT_WORK or (finishes and finishes <= today)
            else starts,
        )
        for pk, status, starts, finishes in rows
    ]
