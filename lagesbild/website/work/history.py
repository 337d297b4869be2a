"""Everything that has happened to something, in order: who changed what, when, from what to what, and why.

Four sources are put together: the versions and the log of the editor, the steps of the rounds, the assessments of a
goal, and the figures as they were fetched. For staff: it tells who.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision

from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator
from lagesbild.figures.vintages import vintages_of
from lagesbild.organisations.models import Municipality, User
from lagesbild.reporting.models import Item, ReportedValue, Step
from lagesbild.website.indicators.page import period_in_words, reason_in_words
from lagesbild.website.work import answer_form
from lagesbild.website.work.names import name_of
from lagesbild.website.work.revision_diff import Changed, changes

KINDS = {"mal": Goal, "nyckeltal": Indicator, "atgard": Action, "varde": ReportedValue}
"""What each thing is called in the address of its history."""

SAME_TIME = timedelta(seconds=10)
"""What is saved and published by one press of a button is one event."""

PUBLISHED = ("wagtail.publish",)
SAVED = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.rename")


@dataclass(frozen=True)
class HistoryEvent:
    """``revision`` is the version that it made, where one can be brought back. ``by`` is empty for what no person
    did."""

    at: datetime
    by: str
    what: str
    changes: tuple[Changed, ...] = ()
    why: str = ""
    revision: int | None = None
    public: bool = field(default=False)


def events(thing, home: Municipality) -> list[HistoryEvent]:
    """The history of a goal, an indicator, an action or a reported value, the latest first."""
    all_events = list(SOURCES[type(thing)](thing, home))
    # Of two at the same moment, the one that came second is the later.
    return sorted(all_events, key=lambda event: event.at)[::-1]


def _of_goal(goal: Goal, home: Municipality) -> Iterable[HistoryEvent]:
    yield from _versions(goal)
    yield from _assessments(goal)
    yield from _steps(Item.objects.filter(goal=goal), {})


def _of_action(action: Action, home: Municipality) -> Iterable[HistoryEvent]:
    yield from _versions(action)
    yield from _steps(Item.objects.filter(action=action), {})


def _of_indicator(indicator: Indicator, home: Municipality) -> Iterable[HistoryEvent]:
    yield from _versions(indicator)
    reported = ReportedValue.objects.filter(indicator=indicator)
    yield from _reported(indicator, reported, Item.objects.filter(indicator=indicator))
    yield from _fetched(indicator, home.home_area)


def _of_value(value: ReportedValue, home: Municipality) -> Iterable[HistoryEvent]:
    """One period's figure: as it was reported each time, and as it was fetched into the figures."""
    same = {name: getattr(value, name) for name in ("indicator", "area", "subgroup", "period")}
    reported = ReportedValue.objects.filter(**same)
    items = Item.objects.filter(steps__reported_value__in=reported).distinct()
    yield from _reported(value.indicator, reported, items)
    yield from _fetched(value.indicator, value.area, value.period)


SOURCES = {Goal: _of_goal, Indicator: _of_indicator, Action: _of_action, ReportedValue: _of_value}


# --- The editor's versions and log ------------------------------------------------------------------------


def _versions(thing) -> Iterable[HistoryEvent]:
    log = list(ModelLogEntry.objects.for_instance(thing).select_related("user").order_by("timestamp", "pk"))
    by_version = defaultdict(list)
    for entry in log:
        by_version[entry.revision_id].append(entry)
    before: dict | None = None
    told_entries: set[int] = set()
    for version in Revision.objects.for_instance(thing).select_related("user").order_by("created_at", "pk"):
        entries = [entry for entry in by_version[version.pk] if _at_once(entry, version)]
        told_entries |= {entry.pk for entry in entries}
        differing = tuple(changes(type(thing), before, version.content)) if before is not None else ()
        published = any(entry.action in PUBLISHED for entry in entries)
        user = version.user or next((entry.user for entry in entries if entry.user), None)
        yield HistoryEvent(
            version.created_at,
            name_of(user) if user else "",
            _what_was_done(entries, first=before is None, published=published),
            differing,
            revision=version.pk,
            public=published,
        )
        before = version.content
    yield from (_logged(entry) for entry in log if entry.pk not in told_entries and entry.action not in SAVED)


def _at_once(entry: ModelLogEntry, version: Revision) -> bool:
    same_person = not entry.user_id or not version.user_id or entry.user_id == version.user_id
    return same_person and abs(entry.timestamp - version.created_at) < SAME_TIME


def _what_was_done(entries: list[ModelLogEntry], *, first: bool, published: bool) -> str:
    if any(entry.action == "wagtail.revert" for entry in entries):
        return _("Hämtade tillbaka en tidigare version som utkast")
    if first:
        return _("Lades in och publicerades") if published else _("Lades in som utkast")
    return _("Ändrade och publicerade") if published else _("Sparade ett utkast")


def _logged(entry: ModelLogEntry) -> HistoryEvent:
    words = {
        "wagtail.publish": _("Publicerade ett utkast"),
        "wagtail.unpublish": _("Avpublicerade"),
        "wagtail.delete": _("Tog bort"),
        "wagtail.lock": _("Låste"),
        "wagtail.unlock": _("Låste upp"),
        "wagtail.workflow.start": _("Skickade för granskning"),
        "wagtail.workflow.approve": _("Godkände i granskningen"),
        "wagtail.workflow.reject": _("Bad om ändringar i granskningen"),
        "wagtail.workflow.cancel": _("Avbröt granskningen"),
    }
    return HistoryEvent(
        entry.timestamp,
        name_of(entry.user) if entry.user_id else "",
        words.get(entry.action, entry.message),
        why=str(entry.comment or ""),
        public=entry.action in (*PUBLISHED, "wagtail.unpublish"),
    )


# --- Assessments, answers and figures ---------------------------------------------------------------------


def _assessments(goal: Goal) -> Iterable[HistoryEvent]:
    """Each published assessment beside the one before it."""
    before = None
    for assessment in goal.assessments.public().order_by("assessed_on", "pk"):
        user = assessment.latest_revision.user if assessment.latest_revision_id else None
        differing = [Changed(_("Bedömning"), grade_in_words(before), grade_in_words(assessment))]
        differing.append(
            Changed(_("Motivering"), before.motivation_sv if before else "", assessment.motivation_sv)
        )
        at = assessment.first_published_at or datetime.combine(
            assessment.assessed_on, datetime.min.time(), UTC
        )
        yield HistoryEvent(
            at,
            name_of(user) if user else "",
            _("Ny bedömning"),
            tuple(change for change in differing if change.before != change.after),
            public=True,
        )
        before = assessment


def grade_in_words(assessment: GoalAssessment | None) -> str:
    if assessment is None:
        return _("Ej bedömt")
    return assessment.goal.programme.grade_label(assessment.grade)


def _steps(items, figures: dict[int, Changed]) -> Iterable[HistoryEvent]:
    """Every step of some items. ``figures``: what the approval of a figure changed, by its step."""
    related = ("round", "organisation", "goal__programme", "indicator", "action")
    for item in items.select_related(*related).prefetch_related("steps__by"):
        before: dict = {}
        for step in item.steps.all():
            approved = figures.get(step.pk)
            yield HistoryEvent(
                step.at,
                name_of(step.by),
                f"{step.get_what_display()} ({item.round.name}, {item.organisation.name})",
                (approved,) if approved else tuple(_answered(item, step, before)),
                why=step.note,
                public=step.what in (Step.What.APPROVED, Step.What.CORRECTED),
            )
            if step.what != Step.What.CONFLICT:
                before = step.content if step.what != Step.What.MOVED else before


def _answered(item: Item, step: Step, before: dict) -> Iterable[Changed]:
    if step.what == Step.What.MOVED:
        return
    called = answer_form.labels(item)
    for name in {**before, **step.content}:
        texts = [answer_form.worded(item, name, content.get(name, "")) for content in (before, step.content)]
        if texts[0] != texts[1]:
            yield Changed(called.get(name, name), *texts)


def _reported(indicator: Indicator, values, items) -> Iterable[HistoryEvent]:
    """The reported values and the answers that they came of. A value without a step was loaded."""
    before: dict[tuple[str, ...], str] = {}
    by_step: dict[int, Changed] = {}
    for value in values.order_by("approved_at", "pk"):
        key = (value.area, value.subgroup, value.period)
        amount_text = amount(value.value, value.missing, indicator)
        change = Changed(period_in_words(value.period), before.get(key, ""), amount_text)
        before[key] = amount_text
        if value.step_id:
            by_step[value.step_id] = change
        else:
            yield HistoryEvent(value.approved_at, "", _("Mätvärdet lades in"), (change,), public=True)
    yield from _steps(items, by_step)


def _fetched(indicator: Indicator, area: str, period: str = "") -> Iterable[HistoryEvent]:
    """What each fetch found new or other than before."""
    if not indicator.figure:
        return
    vintages = vintages_of(settings.FIGURES, indicator.figure, area, subgroup=indicator.subgroup)
    by_period: dict[str, str] = {}
    runs: dict[tuple, list[Changed]] = {}
    for vintage in vintages:
        if period and vintage.period != period:
            continue
        figure = _("borttaget av källan") if vintage.deleted else _vintage(vintage, indicator)
        if by_period.get(vintage.period) != figure:
            run = runs.setdefault((vintage.fetched, vintage.origin, vintage.run), [])
            run.append(Changed(period_in_words(vintage.period), by_period.get(vintage.period, ""), figure))
        by_period[vintage.period] = figure
    for (fetched, origin, _run), differing in runs.items():
        revised = [change for change in differing if change.before]
        what = (
            _("Källan ändrade äldre siffror (%(origin)s)")
            if revised
            else _("Nya siffror hämtades (%(origin)s)")
        )
        yield HistoryEvent(_aware(fetched), "", what % {"origin": origin}, tuple(differing), public=True)


def _vintage(vintage, indicator: Indicator) -> str:
    if vintage.value is None:
        return vintage.text or reason_in_words(vintage.reason)
    return amount(vintage.value, "", indicator)


def amount(value, missing: str, indicator: Indicator) -> str:
    if value is None:
        return reason_in_words(missing)
    plain = f"{float(value):f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{plain} {indicator.unit}".strip()


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- Who may see it ---------------------------------------------------------------------------------------


def may_see(user: User, thing) -> bool:
    """Those who follow rounds see all; others what their own organisations answer for."""
    about = thing.indicator if isinstance(thing, ReportedValue) else thing
    mine = user.organisations.values("pk")
    return (
        user.has_perm("reporting.view_round") or about.responsibilities.filter(organisation__in=mine).exists()
    )
