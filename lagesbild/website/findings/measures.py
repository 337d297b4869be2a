"""The indicators of a page as whoever reads its prose needs them."""

from collections import defaultdict
from collections.abc import Iterable

from lagesbild.assessment import Text
from lagesbild.barometer.agreement import Measure
from lagesbild.barometer.overview import Branch
from lagesbild.website.indicators.answers import Answer


def measures(found: Iterable[Answer], language: str) -> list[Measure]:
    """Name, definition and unit in ``language``; Swedish where the other is empty."""
    return [_measure(answer, language) for answer in found]


def _measure(answer: Answer, language: str) -> Measure:
    indicator = answer.indicator
    name, definition, unit = (
        Text(getattr(indicator, f"{field}_sv"), getattr(indicator, f"{field}_en")).in_(language)
        for field in ("name", "definition", "unit")
    )
    return Measure(
        key=str(indicator.uid),
        name=name,
        definition=definition,
        unit=unit,
        values={point.year: point.value for point in answer.points},
        decided=tuple(one.value for one in indicator.reference_values.all()),
    )


def on_pages(branches: Iterable[Branch], found: Iterable[Answer]) -> dict[int, list[Answer]]:
    """Goal → the answers that its page shows: its own and those of the goals below it."""
    under = defaultdict(list)
    for answer in found:
        for link in answer.indicator.links:
            under[link.goal_id].append(answer)
    return {
        branch.goal.pk: list(
            {one.indicator.pk: one for below in branch.walk() for one in under[below.goal.pk]}.values()
        )
        for branch in branches
    }
