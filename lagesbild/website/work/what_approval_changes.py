"""What approving an answer would change in public: the words that differ, and what the figures would then say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from lagesbild.assessment import Point, Verdict, disagrees, judge
from lagesbild.barometer.models import Goal, Indicator, IndicatorGoal
from lagesbild.figures import queries
from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import reported
from lagesbild.reporting.models import Item, ReportedValue
from lagesbild.reporting.public_difference import Change, difference, is_english_left
from lagesbild.reporting.publishing import is_answered_later
from lagesbild.reporting.reported_period import period_of
from lagesbild.tables.like_with_like import like_with_like
from lagesbild.tables.numbers import Number, read_number, typed_in
from lagesbild.tables.periods import Period
from lagesbild.website.indicators.answers import IndicatorAnswer, answers, public_indicators
from lagesbild.website.work.text_difference import TextPart, parts


@dataclass(frozen=True)
class Shift:
    """What an indicator is said to do now, and what it would be said to do."""

    indicator: Indicator
    before: Verdict
    after: Verdict

    @property
    def changed(self) -> bool:
        return self.before.answer.code != self.after.answer.code or _words(self.before) != _words(self.after)

    @property
    def levels(self) -> list[tuple[str, str, str]]:
        """(which level, is it reached now, would it be) of each decided level."""
        language = language_in_force()
        return [
            (before.reference.label.in_(language), before.label.in_(language), two.label.in_(language))
            for before, two in zip(self.before.statuses, self.after.statuses, strict=True)
        ]


def _words(verdict: Verdict) -> list[str]:
    return [str(status.word) for status in verdict.statuses]


@dataclass(frozen=True)
class FieldChange:
    """One change, with what differs between the two texts marked."""

    change: Change
    before: list[TextPart]
    after: list[TextPart]


@dataclass(frozen=True)
class Proposed:
    """All that somebody needs to know before they approve. ``remarks`` are sentences, worst first."""

    item: Item
    changes: tuple[FieldChange, ...]
    shift: Shift | None
    remarks: tuple[str, ...]


def proposed(items: Iterable[Item], *, home: Municipality, year_now: int) -> list[Proposed]:
    """What each item would change; the figures are asked for once."""
    items = list(items)
    verdicts = _answers(items, home, year_now)
    return [_proposed(item, verdicts, home) for item in items]


def _answers(items: list[Item], home: Municipality, year_now: int) -> dict[int, IndicatorAnswer]:
    """The answers of the indicators that the items ask about, and of the main ones of their goals, by id."""
    goals = {item.goal_id for item in items if item.kind == Item.Kind.ASSESSMENT}
    main = IndicatorGoal.objects.filter(goal__in=goals, role=IndicatorGoal.Role.MAIN)
    indicator_ids = {item.indicator_id for item in items if item.indicator_id} | set(
        main.values_list("indicator", flat=True)
    )
    public_rows = public_indicators().filter(pk__in=indicator_ids)
    return {
        answer.indicator.pk: answer for answer in answers(public_rows, area=home.home_area, year_now=year_now)
    }


def _proposed(item: Item, verdicts: dict[int, IndicatorAnswer], home: Municipality) -> Proposed:
    changes = tuple(FieldChange(change, *parts(change.before, change.after)) for change in difference(item))
    shift = shift_of(item, verdicts[item.indicator_id], home) if item.indicator_id in verdicts else None
    return Proposed(item, changes, shift, tuple(_remarks(item, verdicts, changes)))


def shift_of(item: Item, now: IndicatorAnswer, home: Municipality) -> Shift | None:
    """What the answer's figure would do to the indicator's verdict; None where it cannot be read."""
    missing = bool(item.content.get("missing"))
    outcome = read_number(item.content.get("value", ""), typed_in(item.indicator.unit_sv))
    if not missing and not isinstance(outcome, Number):
        return None
    period = period_of(item.content.get("period", ""))
    values = _known_values(now, home)
    after = {**values, period: (None if missing else float(outcome.value), "")} if period else values
    return Shift(now.indicator, _verdict(now, values), _verdict(now, after))


def _verdict(now: IndicatorAnswer, values: Mapping[Period, tuple[float | None, str]]) -> Verdict:
    """The verdict on those of the values that are alike."""
    measured = {period: amount for period, amount in values.items() if amount[0] is not None}
    points = [Point(period.year, *measured[period]) for period in like_with_like(measured).used]
    return judge(points, now.rule, year_now=now.year_now)


def _known_values(now: IndicatorAnswer, home: Municipality) -> dict[Period, tuple[float | None, str]]:
    """What the pages show, with what is approved and not built yet: so two answers in a row add up."""
    values = {observation.when: (observation.value, observation.flag) for observation in now.observations}
    approved = ReportedValue.objects.filter(
        indicator=now.indicator, area=home.home_area, subgroup=now.indicator.subgroup
    )
    for reported_value in approved.order_by("approved_at", "pk"):
        number = None if reported_value.value is None else float(reported_value.value)
        values[Period.parse(reported_value.period)] = number, ""
    return values


def _remarks(item: Item, verdicts: dict[int, IndicatorAnswer], changes) -> Iterable[str]:
    if item.kind == Item.Kind.ASSESSMENT and (why := _against_figures(item, verdicts)):
        yield _("Bedömningen och siffrorna säger olika.") + " " + why
    if item.kind == Item.Kind.VALUE and not item.indicator.figure:
        yield _(
            "Nyckeltalet har inget id i siffrorna, så värdet syns inte på sidan. Ge det ett id i redigeringen först."
        )
    if is_answered_later(item):
        yield _(
            "Ett svar på samma fråga från en senare omgång är redan publicerat. Det här kan inte godkännas."
        )
    if is_english_left(item):
        yield _("Den svenska texten ändras, men den engelska säger samma som förut.")
    if not changes:
        yield _("Svaret är detsamma som det som är publikt.")


def _against_figures(item: Item, verdicts: dict[int, IndicatorAnswer]) -> str:
    grade = int(item.content.get("grade") or 0) or None
    if grade is None:
        return ""
    links = item.goal.indicator_links.filter(role=IndicatorGoal.Role.MAIN)
    codes = [verdicts[pk].answer.code for pk in links.values_list("indicator", flat=True) if pk in verdicts]
    why = disagrees(grade, codes, _label(item.goal, grade))
    return why.in_(language_in_force()) if why else ""


def _label(goal: Goal, grade: int) -> str:
    return goal.programme.grade_label(grade)


def reported_until(store: Path) -> datetime | None:
    """When the reported figures that the pages show were gathered; None where they show none."""
    runs = [row["fetched"] for (origin, _run), row in queries.origins(store).items() if origin == reported.ID]
    return max(runs, default=None)


def not_built(until: datetime | None) -> int:
    """How many approved figures the pages do not show yet, which show those up to ``until``."""
    waiting = ReportedValue.objects.exclude(indicator__figure="")
    return (waiting.filter(approved_at__gt=until) if until else waiting).count()
