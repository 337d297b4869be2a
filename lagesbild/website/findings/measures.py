"""The indicators of a page as whoever reads its prose needs them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lagesbild.assessment import Text
from lagesbild.barometer.measures import Measure, MeasuredAnswer
from lagesbild.barometer.overview import Branch
from lagesbild.website.indicators.answers import IndicatorAnswer


def measures(answers: Iterable[IndicatorAnswer], language: str) -> Iterator[Measure]:
    """Name, definition and unit in ``language``; Swedish where the other is empty. Made when they are asked for."""
    return (_measure(answer, language) for answer in answers)


def _measure(answer: IndicatorAnswer, language: str) -> Measure:
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
        decided=tuple(reference.value for reference in indicator.reference_values.all()),
        answer=_measured_answer(answer),
    )


def _measured_answer(answer: IndicatorAnswer) -> MeasuredAnswer:
    """An invented example answers too: a text beside it may not say otherwise."""
    verdict = answer.verdict
    return MeasuredAnswer(
        verdict.answer.code, verdict.answer.label, answer.rule.direction, verdict.trend.first_year
    )


def on_pages(
    branches: Iterable[Branch], answers: Iterable[IndicatorAnswer]
) -> dict[int, list[IndicatorAnswer]]:
    """Goal → the answers that its page shows: its own and those of the goals below it."""
    under = defaultdict(list)
    for answer in answers:
        for link in answer.indicator.links:
            under[link.goal_id].append(answer)
    return {
        branch.goal.pk: list(
            {
                answer.indicator.pk: answer for below in branch.walk() for answer in under[below.goal.pk]
            }.values()
        )
        for branch in branches
    }
