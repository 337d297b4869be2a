"""What stands before an answer: what is public now, what the form begins with, and the figure to compare with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from lagesbild.barometer.models import GoalAssessment
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import validating
from lagesbild.reporting.models import Item, ReportedValue
from lagesbild.reporting.text_marks import as_plain


@dataclass(frozen=True)
class Earlier:
    """The last answer that was published, as ``content`` of the same fields as the item's, and its day."""

    content: dict[str, str]
    on: date | None = None
    by: str = ""


def earlier(item: Item) -> Earlier | None:
    """What is public of what the item asks about; None where nothing is."""
    found = LAST[item.kind](item)
    return found if found and any(found.content.values()) else None


def _assessment(item: Item) -> Earlier | None:
    last = GoalAssessment.objects.public().filter(goal=item.goal).order_by("-assessed_on", "-pk").first()
    return of_assessment(last) if last else None


def of_assessment(last: GoalAssessment) -> Earlier:
    content = {
        "grade": str(last.grade or 0),
        "motivation_sv": last.motivation_sv,
        "motivation_en": last.motivation_en,
    }
    return Earlier(content, last.assessed_on, last.assessed_by)


def _value(item: Item) -> Earlier | None:
    last = reported(item).first()
    return of_value(last) if last else None


def of_value(last: ReportedValue) -> Earlier:
    number = "" if last.value is None else f"{last.value.normalize():f}".replace(".", ",")
    content = {"period": last.period, "value": number, "missing": last.missing}
    return Earlier(
        content | {"comment": last.comment_sv, "source": last.source}, timezone.localdate(last.approved_at)
    )


def _action(item: Item) -> Earlier:
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


def _text(item: Item) -> Earlier:
    goal = item.goal
    content = {"status_sv": as_plain(goal.status_sv), "status_en": as_plain(goal.status_en)}
    content |= {"as_of": goal.as_of.isoformat() if goal.as_of else ""}
    return Earlier(content, goal.as_of)


LAST = {
    Item.Kind.ASSESSMENT: _assessment,
    Item.Kind.VALUE: _value,
    Item.Kind.ACTION: _action,
    Item.Kind.TEXT: _text,
}


def beginning(item: Item, today: date) -> dict[str, str]:
    """What an untouched form holds: what is the same each year, so that only the news is typed."""
    last = earlier(item)
    before = last.content if last else {}
    if item.kind == Item.Kind.VALUE:
        return {"period": str(item.round.year), "source": before.get("source", "")}
    if item.kind == Item.Kind.ACTION:
        return before
    if item.kind == Item.Kind.TEXT:
        return before | {"as_of": today.isoformat()}
    return {}


def unchanged(item: Item, today: date) -> dict[str, str]:
    """The answer that says the same as last time."""
    if item.kind in (Item.Kind.ACTION, Item.Kind.TEXT):
        return beginning(item, today)
    last = earlier(item)
    return beginning(item, today) | (last.content if last else {})


def reported(item: Item):
    """The values reported of the item's indicator, the latest period first, and of a period the latest approved."""
    home = Municipality.load().home_area
    found = ReportedValue.objects.filter(
        indicator=item.indicator, area=home, subgroup=item.indicator.subgroup
    )
    return found.order_by("-period", "-approved_at", "-pk")


def last_value(item: Item, period: str) -> Decimal | None:
    """The latest published value from before ``period``, to ask about a leap from it."""
    if item.kind != Item.Kind.VALUE:
        return None
    before = reported(item).filter(value__isnull=False)
    found = (before.filter(period__lt=period) if period else before).first()
    return found.value if found else None


def problems(item: Item, content: dict) -> dict[str, str]:
    """:func:`validating.problems`, with the figure to compare with looked up."""
    return validating.problems(item, content, last=last_value(item, content.get("period", "")))
