"""The way that was promised beside the way that it goes: a straight line to the target, the line through the values
with its band, and on the target's own line a bracket over the years in which it would be reached.

The line through the values ends with them: beyond the last one only the bracket is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.svg import per_cent
from lagesbild.website.drawing.unbroken_runs import path

YearAndValue = tuple[float, float]
MOST_YEARS_BEYOND = 10
"""After the target's year a bracket gets no more room; it is then open towards the right."""


@dataclass(frozen=True)
class BandPoint:
    """The line in a year, between the ends of its 90 % interval."""

    year: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class ChartCourse:
    """``way``: from the baseline to the target. ``band``: along the values that the trend rests on.

    ``earliest`` and ``latest``: when the line reaches ``target``; no latest where that cannot be said.
    """

    way: tuple[YearAndValue, YearAndValue] | None = None
    band: tuple[BandPoint, ...] = ()
    target: YearAndValue | None = None
    earliest: float | None = None
    latest: float | None = None

    def values(self, measured: Sequence[float]) -> list[float]:
        """What the axis must reach. A band below nought is cut where nothing measured is."""
        least = min(*measured, 0.0)
        ends = [max(end, least) for point in self.band for end in (point.low, point.high)]
        return [*ends, *((value for _year, value in self.way) if self.way else ())]

    @property
    def last_year(self) -> float:
        """As far as the bracket wants to reach; nothing where it has none."""
        if self.earliest is None or self.target is None:
            return float("-inf")
        furthest = self.target[0] + MOST_YEARS_BEYOND
        return min(ceil(self.latest), furthest) if self.latest is not None else furthest


def course_marks(course: ChartCourse, frame: Frame) -> dict[str, str]:
    """The parts as paths of the stretched frame, empty where there are none."""
    return {
        "way": _way(course.way, frame) if course.way else "",
        "band": _band(course.band, frame) if course.band else "",
        "fitted": _within([(point.year, point.middle, "") for point in course.band], frame),
    } | _bracket(course, frame)


def _way(way: Sequence[YearAndValue], frame: Frame) -> str:
    """As far as the frame goes, where the target's year lies beyond it."""
    (first, begins), (last, ends) = way
    until = min(last, frame.last)
    value = begins + (ends - begins) * (until - first) / (last - first)
    return path([(first, begins, ""), (until, value, "")], frame)


def _band(band: Sequence[BandPoint], frame: Frame) -> str:
    there = [(point.year, point.high, "") for point in band]
    back = [(point.year, point.low, "") for point in reversed(band)]
    return f"{_within([*there, *back], frame)}Z"


def _within(points: Sequence[tuple[float, float, str]], frame: Frame) -> str:
    """A path that stays between the lowest and the highest tick; empty without points."""
    low, high = frame.ticks[0], frame.ticks[-1]
    clipped = [(year, min(max(value, low), high), "") for year, value, _flag in points]
    return path(clipped, frame) if clipped else ""


def _bracket(course: ChartCourse, frame: Frame) -> dict[str, str]:
    """From the earliest year, which has an end, to the latest, which has one where it lies within the frame."""
    if course.earliest is None or course.target is None or course.earliest >= frame.last:
        return {}
    latest = frame.last if course.latest is None else min(course.latest, frame.last)
    return {
        "bracket": "yes",
        "from": per_cent(frame.x(max(course.earliest, frame.first))),
        "until": per_cent(frame.x(latest)),
        "closed": "yes" if course.latest is not None and course.latest <= frame.last else "",
        "level": per_cent(frame.y(course.target[1])),
    }
