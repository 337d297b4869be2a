"""What has changed in public: what, when, from what to what. Without persons, and nothing of what was never public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision

from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator, Programme
from lagesbild.reporting.models import Item, ReportedValue, Step
from lagesbild.website.indicators.page import period_in_words
from lagesbild.website.kept_until_changed import kept_until_changed
from lagesbild.website.work.history import amount, grade_in_words
from lagesbild.website.work.revision_diff import Changed, changes

LONGEST = 140
"""Characters of a text that are told in the list; the whole is on the page."""


@dataclass(frozen=True)
class PublicChange:
    at: datetime
    what: str
    name: str
    address: str
    changes: tuple[Changed, ...] = ()
    why: str = ""


@kept_until_changed
def public_changes(limit: int) -> list[PublicChange]:
    """The latest changes, newest first."""
    all_changes = [*_published(limit), *_assessed(limit), *_reported(limit), *_corrected(limit)]
    return sorted(all_changes, key=lambda change: change.at, reverse=True)[:limit]


def _gates() -> dict:
    return {
        Goal: overview.public_goals(),
        Indicator: Indicator.objects.public(),
        Action: Action.objects.public(),
        Programme: Programme.objects.public(),
    }


def _published(limit: int) -> Iterable[PublicChange]:
    """Each publication beside the one before it: drafts in between were never public."""
    for model, gate in _gates().items():
        kind = ContentType.objects.get_for_model(model)
        public = gate.in_bulk()
        log = ModelLogEntry.objects.filter(content_type=kind, action="wagtail.publish")
        log = log.filter(revision__isnull=False)
        latest = [
            entry for entry in log.order_by("-timestamp", "-pk")[:limit] if int(entry.object_id) in public
        ]
        before = _versions_before(log, {entry.object_id for entry in latest})
        revision_ids = {pk for entry in latest for pk in (entry.revision_id, before.get(entry.pk)) if pk}
        versions = Revision.objects.in_bulk(revision_ids)
        for entry in latest:
            thing, version = public[int(entry.object_id)], versions.get(entry.revision_id)
            earlier = versions.get(before.get(entry.pk))
            differing = (
                changes(model, earlier.content, version.content, public=True) if earlier and version else []
            )
            if earlier and not differing:
                continue  # an assessment or a figure is told of by itself
            what = _("Ändrat") if earlier else _("Nytt")
            yield PublicChange(
                entry.timestamp,
                f"{what}: {model._meta.verbose_name}",
                thing.name,
                thing.get_absolute_url(),
                _short(differing),
            )


def _versions_before(log, ids: set[str]) -> dict[int, int]:
    """Log entry → the version that was public before it."""
    by_thing = defaultdict(list)
    for pk, thing, version in (
        log.filter(object_id__in=ids)
        .order_by("timestamp", "pk")
        .values_list("pk", "object_id", "revision_id")
    ):
        by_thing[thing].append((pk, version))
    pairs = (zip(rows[1:], rows, strict=False) for rows in by_thing.values())
    return {entry: earlier for rows in pairs for (entry, _version), (_entry, earlier) in rows}


def _assessed(limit: int) -> Iterable[PublicChange]:
    public = overview.public_goals().in_bulk()
    published = GoalAssessment.objects.public().exclude(first_published_at=None)
    latest = list(published.filter(goal__in=public).order_by("-first_published_at", "-pk")[:limit])
    by_goal = defaultdict(list)
    of_goals = {assessment.goal_id for assessment in latest}
    for assessment in published.filter(goal__in=of_goals).order_by("-assessed_on", "-pk"):
        assessment.goal = public[assessment.goal_id]
        by_goal[assessment.goal_id].append(assessment)
    for assessment in latest:
        assessment.goal = public[assessment.goal_id]
        before = [
            earlier
            for earlier in by_goal[assessment.goal_id]
            if earlier.first_published_at < assessment.first_published_at
        ]
        yield PublicChange(
            assessment.first_published_at,
            _("Ny bedömning"),
            assessment.goal.name,
            assessment.goal.get_absolute_url(),
            _short(_between(before[0] if before else None, assessment)),
        )


def _between(before: GoalAssessment | None, after: GoalAssessment) -> list[Changed]:
    """The grade, from what only where it is another; the reasons where they are all that is new."""
    grades = grade_in_words(before), grade_in_words(after)
    if before is None or grades[0] != grades[1]:
        return [Changed(_("Bedömning"), *grades)]
    same = Changed(_("Bedömning"), "", _("%(grade)s, som förut") % {"grade": grades[1]})
    reasons = before.motivation_sv, after.motivation_sv
    return [same] if reasons[0] == reasons[1] else [same, Changed(_("Motivering"), *reasons)]


def _reported(limit: int) -> Iterable[PublicChange]:
    """Each value beside the one that was approved of the same before it."""
    values = ReportedValue.objects.filter(indicator__live=True).exclude(indicator__figure="")
    latest = list(values.select_related("indicator").order_by("-approved_at", "-pk")[:limit])
    of_the_same = defaultdict(list)
    indicators = {reported.indicator_id for reported in latest}
    for reported in ReportedValue.objects.filter(indicator__in=indicators).order_by("approved_at"):
        of_the_same[_what_is_measured(reported)].append(reported)
    for reported in latest:
        before = [
            earlier
            for earlier in of_the_same[_what_is_measured(reported)]
            if earlier.approved_at < reported.approved_at
        ]
        texts = [
            amount(value.value, value.missing, reported.indicator) if value else ""
            for value in (before[-1] if before else None, reported)
        ]
        change = Changed(period_in_words(reported.period), *texts)
        yield PublicChange(
            reported.approved_at,
            _("Nytt mätvärde"),
            reported.indicator.name,
            reported.indicator.get_absolute_url(),
            (change,),
            reported.correction,
        )


def _what_is_measured(reported: ReportedValue) -> tuple:
    return reported.indicator_id, reported.area, reported.subgroup, reported.period


def _corrected(limit: int) -> Iterable[PublicChange]:
    """Corrections of words, with the reason. Those of figures are told of with the figure."""
    steps = Step.objects.filter(what=Step.What.CORRECTED).exclude(item__kind=Item.Kind.VALUE)
    gates = {
        field: set(_gates()[model].values_list("pk", flat=True))
        for field, model in (("goal", Goal), ("action", Action))
    }
    for step in steps.select_related("item__goal__programme", "item__action").order_by("-at")[:limit]:
        field = "goal" if step.item.goal_id else "action"
        if getattr(step.item, f"{field}_id") in gates[field]:
            thing = step.item.thing
            yield PublicChange(step.at, _("Rättat"), thing.name, thing.get_absolute_url(), why=step.note)


def _short(differing: list[Changed]) -> tuple[Changed, ...]:
    return tuple(Changed(change.what, _cut(change.before), _cut(change.after)) for change in differing)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
