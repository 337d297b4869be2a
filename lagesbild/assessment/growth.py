"""The compound annual growth rate and the value it starts from, as the methods of statistics offices use them."""

from collections.abc import Sequence
from math import isfinite

from lagesbild.assessment.series import Point


def annual_growth(first: Point, last: Point) -> float | None:
    """The compound annual growth rate (y / y₀)^(1 / (t − t₀)) − 1: 0.02 is two per cent a year.

    None where it has no meaning: values of different sign, a first value of zero, or no years between. A last
    value of zero gives −1. It bends near zero and near 100 %: a line is often the better model.
    """
    if last.year <= first.year or first.value == 0 or first.value * last.value < 0:
        return None
    growth = (last.value / first.value) ** (1 / (last.year - first.year)) - 1
    return growth if isfinite(growth) else None


def base_point(points: Sequence[Point], year: int, *, or_earlier: bool = False) -> Point | None:
    """The point of ``year``, else the nearest later one, else (when allowed) the nearest earlier one.

    ``points`` stand by year. None when there is none.
    """
    later = next((point for point in points if point.year >= year), None)
    if later is None and or_earlier:
        return points[-1] if points else None
    return later
