"""Baseline against latest: two values and the difference. Common, simple, and silent about chance."""

from collections.abc import Sequence

from lagesbild.assessment.rule import Reference
from lagesbild.assessment.series import Break, Point


def baseline(
    points: Sequence[Point], reference: Reference | None = None, breaks: Sequence[Break] = ()
) -> tuple[Point, Point] | None:
    """The two values to compare: the baseline and the latest. None when there are not two.

    The baseline is the decided one where it is earlier than the latest value and no break lies between; else
    the first of ``points``. Any difference, however small, counts: the method gives no interval.

    Source: method pages of Swedish municipal barometers (Västerås; Skaraborg before 2023).
    """
    if not points:
        return None
    first, latest = points[0], points[-1]
    if reference is not None and _comparable(reference, latest, breaks):
        first = Point(reference.year, reference.value)
    return (first, latest) if first.year < latest.year else None


def _comparable(reference: Reference, latest: Point, breaks: Sequence[Break]) -> bool:
    last_break = max((b.year for b in breaks if b.year <= latest.year), default=None)
    return reference.year < latest.year and (last_break is None or reference.year >= last_break)
