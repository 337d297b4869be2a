"""What stands before many answers, looked up together: says of each what earlier.py says of one, in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lagesbild.barometer.models import GoalAssessment
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import earlier, validating
from lagesbild.reporting.earlier import Earlier
from lagesbild.reporting.models import Item, ReportedValue


@dataclass(frozen=True)
class Standing:
    """``assessments``: goal → its last public one. ``values``: indicator and group → reported, the latest first."""

    assessments: dict[int, GoalAssessment]
    values: dict[tuple[int, str], list[ReportedValue]]

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Standing":
        items = list(items)
        goals = {item.goal_id for item in items if item.kind == Item.Kind.ASSESSMENT}
        indicators = {item.indicator_id for item in items if item.kind == Item.Kind.VALUE}
        return cls(_assessments(goals), _values(indicators))

    def earlier(self, item: Item) -> Earlier | None:
        """As :func:`earlier.earlier`."""
        if item.kind == Item.Kind.ASSESSMENT:
            last = self.assessments.get(item.goal_id)
            found = earlier.of_assessment(last) if last else None
        elif item.kind == Item.Kind.VALUE:
            value = next(iter(self._reported(item)), None)
            found = earlier.of_value(value) if value else None
        else:
            # What it says of an action or a text stands in the action and the goal: there is nothing to look up.
            return earlier.earlier(item)
        return found if found and any(found.content.values()) else None

    def beginning(self, item: Item, today: date) -> dict[str, str]:
        """As :func:`earlier.beginning`."""
        if item.kind == Item.Kind.ASSESSMENT:
            return {}
        if item.kind == Item.Kind.VALUE:
            last = self.earlier(item)
            return {"period": str(item.round.year), "source": last.content["source"] if last else ""}
        return earlier.beginning(item, today)

    def problems(self, item: Item, content: dict[str, str]) -> dict[str, str]:
        """As :func:`earlier.problems`."""
        return validating.problems(item, content, last=self.last_value(item, content.get("period", "")))

    def last_value(self, item: Item, period: str) -> Decimal | None:
        """As :func:`earlier.last_value`."""
        if item.kind != Item.Kind.VALUE:
            return None
        before = (one for one in self._reported(item) if not period or one.period < period)
        return next((one.value for one in before if one.value is not None), None)

    def _reported(self, item: Item) -> list[ReportedValue]:
        return self.values.get((item.indicator_id, item.indicator.subgroup), [])


def _assessments(goals: set[int]) -> dict[int, GoalAssessment]:
    found = GoalAssessment.objects.public().filter(goal__in=goals).order_by("assessed_on", "pk")
    return {one.goal_id: one for one in found}  # the last of each goal stays


def _values(indicators: set[int]) -> dict[tuple[int, str], list[ReportedValue]]:
    home = Municipality.load().home_area
    found = ReportedValue.objects.filter(indicator__in=indicators, area=home)
    values: dict[tuple[int, str], list[ReportedValue]] = {}
    for one in found.order_by("-period", "-approved_at", "-pk"):
        values.setdefault((one.indicator_id, one.subgroup), []).append(one)
    return values
