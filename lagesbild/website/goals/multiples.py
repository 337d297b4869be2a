"""A goal's indicators as small multiples: which stand together, and on which axes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lagesbild.website.drawing.sparkline import SharedAxes
from lagesbild.website.indicators.answers import IndicatorAnswer, rolled_up, with_parts


@dataclass(frozen=True)
class Multiples:
    """``main`` first, then each whole with its parts, then what only complements, which is folded."""

    main: list[IndicatorAnswer]
    wholes: list[tuple[IndicatorAnswer, list[IndicatorAnswer]]]
    complementary: list[IndicatorAnswer]

    @property
    def folded(self):
        """How many of each answer are folded away, so that their signs stand outside."""
        return rolled_up(self.complementary)


def multiples(goal_answers: Iterable[IndicatorAnswer]) -> Multiples:
    wholes = with_parts(goal_answers)
    main = [answer for answer in wholes if _is_main(answer)] or wholes
    with_parts_here = [(answer, list(_below(answer))) for answer in wholes if answer.indicator.parts_here]
    complementary = [answer for answer in wholes if answer not in main]
    groups = [main, complementary, *(parts for _whole, parts in with_parts_here)]
    for group in groups:
        _share_axes(group)
    return Multiples(main, with_parts_here, complementary)


def _is_main(answer: IndicatorAnswer) -> bool:
    return any(link.role == link.Role.MAIN for link in answer.indicator.links)


def _below(answer: IndicatorAnswer) -> Iterable[IndicatorAnswer]:
    for part in answer.indicator.parts_here:
        yield part
        yield from _below(part)


def _share_axes(group: list[IndicatorAnswer]) -> None:
    """Those of one unit are drawn on the same axes, from zero; one alone has its own."""
    by_unit = defaultdict(list)
    for answer in group:
        answer.indicator.shared_axes = None
        if len(answer.points) > 1:
            by_unit[answer.indicator.unit_sv].append(answer)
    for alike in by_unit.values():
        if len(alike) > 1:
            axes = _axes(alike)
            for answer in alike:
                answer.indicator.shared_axes = axes


def _axes(alike: list[IndicatorAnswer]) -> SharedAxes:
    points = [point for answer in alike for point in answer.points]
    years, values = [point.year for point in points], [point.value for point in points]
    return SharedAxes(min(years), max(years), min(0, *values), max(0, *values))
