"""The unbroken runs of a line, and what bridges its gaps."""

from collections.abc import Iterable
from itertools import pairwise
from statistics import multimode

from lagesbild.website.drawing.amounts import is_number
from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.series import BreakMark, ChartLine

GAP_DASH = "1 4"
A_DAY = 1 / 366


def runs(line: ChartLine, breaks: Iterable[BreakMark]) -> tuple[list[list[tuple]], list[tuple]]:
    """The line's unbroken runs, and the pairs of points on either side of a gap.

    A gap is a year said to be missing, or a longer pause than the series usually makes: elections come every
    fourth year and are no gap. The way to an extrapolated point is not measured either.
    """
    points = line.known()
    missing = [year for year, value, _ in line.points if not is_number(value)]
    usual = usual_pause([year for year, _value, _flag in points])
    solid, bridges = [[points[0]]], []
    for a, b in pairwise(points):
        if is_crossed(a[0], b[0], breaks):
            solid.append([b])
        elif (
            b[0] - a[0] > usual + A_DAY
            or any(a[0] < year < b[0] for year in missing)
            or "extrapolated" in a + b
        ):
            bridges.append((a, b))
            solid.append([b])
        else:
            solid[-1].append(b)
    return solid, bridges


def usual_pause(times: Iterable[float]) -> float:
    """The shortest of the pauses that are commonest."""
    return min(multimode(round(later - earlier, 3) for earlier, later in pairwise(times)), default=1)


def is_crossed(earlier: float, later: float, breaks: Iterable[BreakMark]) -> bool:
    """Whether a break lies between two values."""
    return any(earlier < mark.begins <= later for mark in breaks)


def path(points: Iterable[tuple], frame: Frame) -> str:
    return "M" + " ".join(f"{10 * frame.x(year):.0f} {10 * frame.y(value):.0f}" for year, value, _ in points)
