"""What stands before an answer: what is public now, what the form begins with, and the figure to compare with.

:class:`EarlierAnswers` looks it up for many items in a few queries; the functions say the same of one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from lagesbild.barometer.models import GoalAssessment
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import validating
from lagesbild.reporting.models import Item, ReportedValue
from lagesbild.reporting.reported_period import period_of
from lagesbild.reporting.text_marks import as_plain
from lagesbild.tables.like_with_like import likeness
from lagesbild.tables.periods import Period


@dataclass(frozen=True)
class Earlier:
    """The last answer that was published, as ``content`` of the same fields as the item's, and its day."""

    content: dict[str, str]
    on: date | None = None
    by: str = ""


@dataclass(frozen=True)
class EarlierAnswers:
    """``assessments``: goal → its last public one. ``values``: indicator and group → reported, the latest first."""

    assessments: dict[int, GoalAssessment]
    values: dict[tuple[int, str], list[ReportedValue]]

    @classmethod
    def of(cls, items: Iterable[Item]) -> "EarlierAnswers":
        items = list(items)
        goals = {item.goal_id for item in items if item.kind == Item.Kind.ASSESSMENT}
        indicators = {item.indicator_id for item in items if item.kind == Item.Kind.VALUE}
        return cls(_assessments(goals) if goals else {}, _values(indicators) if indicators else {})

    def earlier(self, item: Item) -> Earlier | None:
        """What is public of what the item asks about; None where nothing is."""
        answer = LAST[item.kind](item, self)
        return answer if answer and any(answer.content.values()) else None

    def beginning(self, item: Item, today: date) -> dict[str, str]:
        """What an untouched form holds: what is the same each year, so that only the news is typed."""
        if item.kind == Item.Kind.ASSESSMENT:
            return {}
        answer = self.earlier(item)
        content = answer.content if answer else {}
        if item.kind == Item.Kind.VALUE:
            return {"period": str(item.round.year), "source": content.get("source", "")}
        return content | {"as_of": today.isoformat()} if item.kind == Item.Kind.TEXT else content

    def unchanged(self, item: Item, today: date) -> dict[str, str]:
        """The answer that says the same as last time."""
        if item.kind in (Item.Kind.ACTION, Item.Kind.TEXT):
            return self.beginning(item, today)
        answer = self.earlier(item)
        return self.beginning(item, today) | (answer.content if answer else {})

    def last_value(self, item: Item, period: str) -> Decimal | None:
        """The latest published value of a like time before ``period``, to ask about a leap from it."""
        if item.kind != Item.Kind.VALUE:
            return None
        before = (report for report in self.reported(item) if _is_before(report, period_of(period)))
        return next((report.value for report in before if report.value is not None), None)

    def problems(self, item: Item, content: dict[str, str]) -> dict[str, str]:
        """:func:`validating.problems`, with the figure to compare with looked up."""
        return validating.problems(item, content, last=self.last_value(item, content.get("period", "")))

    def reported(self, item: Item) -> list[ReportedValue]:
        """The item's indicator's, the latest period first, and of a period the latest approved."""
        return self.values.get((item.indicator_id, item.indicator.subgroup), [])


def earlier(item: Item) -> Earlier | None:
    return EarlierAnswers.of([item]).earlier(item)


def beginning(item: Item, today: date) -> dict[str, str]:
    return EarlierAnswers.of([item]).beginning(item, today)


def unchanged(item: Item, today: date) -> dict[str, str]:
    return EarlierAnswers.of([item]).unchanged(item, today)


def last_value(item: Item, period: str) -> Decimal | None:
    return EarlierAnswers.of([item]).last_value(item, period)


def problems(item: Item, content: dict) -> dict[str, str]:
    return EarlierAnswers.of([item]).problems(item, content)


# --- Looking up -------------------------------------------------------------------------------------------


def _assessments(goals: set[int]) -> dict[int, GoalAssessment]:
    public = GoalAssessment.objects.public().filter(goal__in=goals).order_by("assessed_on", "pk")
    return {assessment.goal_id: assessment for assessment in public}  # the last of each goal stays


def _values(indicators: set[int]) -> dict[tuple[int, str], list[ReportedValue]]:
    home = Municipality.load().home_area
    reports = ReportedValue.objects.filter(indicator__in=indicators, area__in=("", home))
    values: dict[tuple[int, str], list[ReportedValue]] = {}
    latest_first = sorted(
        reports, key=lambda report: (Period.parse(report.period), report.approved_at, report.pk), reverse=True
    )
    for report in latest_first:
        values.setdefault((report.indicator_id, report.subgroup), []).append(report)
    return values


def _is_before(report: ReportedValue, period: Period | None) -> bool:
    if period is None:
        return True
    reported = Period.parse(report.period)
    return reported < period and likeness(reported, daily=False) == likeness(period, daily=False)


# --- As an answer -----------------------------------------------------------------------------------------


def _assessment(item: Item, answers: EarlierAnswers) -> Earlier | None:
    last = answers.assessments.get(item.goal_id)
    if last is None:
        return None
    content = {
        "grade": str(last.grade or 0),
        "motivation_sv": last.motivation_sv,
        "motivation_en": last.motivation_en,
    }
    return Earlier(content, last.assessed_on, last.assessed_by)


def _value(item: Item, answers: EarlierAnswers) -> Earlier | None:
    last = next(iter(answers.reported(item)), None)
    if last is None:
        return None
    number = "" if last.value is None else f"{last.value.normalize():f}".replace(".", ",")
    content = {"period": last.period, "value": number, "missing": last.missing}
    content |= {"comment": last.comment_sv, "source": last.source}
    return Earlier(content, timezone.localdate(last.approved_at))


def _action(item: Item, answers: EarlierAnswers) -> Earlier:
    action = item.action
    content = {
        # Without a status set by hand it follows from the dates.
        "status": str(action.set_status or action.status(timezone.localdate())),
        "finished_on": action.finished_on.isoformat() if action.finished_on else "",
        "result_sv": action.result_sv,
        "result_en": action.result_en,
    }
    published = action.last_published_at
    return Earlier(content, timezone.localdate(published) if published else None)


def _text(item: Item, answers: EarlierAnswers) -> Earlier:
    goal = item.goal
    content = {"status_sv": as_plain(goal.status_sv), "status_en": as_plain(goal.status_en)}
    content |= {"as_of": goal.as_of.isoformat() if goal.as_of else ""}
    return Earlier(content, goal.as_of)


LAST: dict[str, Callable[[Item, EarlierAnswers], Earlier | None]] = {
    Item.Kind.ASSESSMENT: _assessment,
    Item.Kind.VALUE: _value,
    Item.Kind.ACTION: _action,
    Item.Kind.TEXT: _text,
}
