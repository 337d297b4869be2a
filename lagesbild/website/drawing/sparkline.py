"""A line the size of a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.series import BreakMark, ChartLine, Point, in_words
from lagesbild.website.drawing.svg import per_cent, render
from lagesbild.website.drawing.unbroken_runs import GAP_DASH, path, runs
from lagesbild.website.drawing.words import words_in


@dataclass(frozen=True)
class SharedAxes:
    """The axes of several small lines that are to be seen against each other."""

    first: int
    last: int
    low: float
    high: float


def sparkline(
    points: Sequence[Point],
    *,
    label: str,
    unit: str,
    decimals: int,
    language: str,
    breaks: Sequence[BreakMark] = (),
    axes: SharedAxes | None = None,
) -> SafeString:
    """A line the size of a word, for lists, with its course in words as text. The axis may be cut; not so ``axes``."""
    line = ChartLine(label, tuple(points), home=True)
    words = words_in(language)
    text = f"{label}: {in_words(line, words, Amounts(unit, decimals, language))}"
    if not line.known():
        return render("spark.svg", {"text": text, "nothing": words["no values"]})
    frame = Frame(axes.first, axes.last, (axes.low, axes.high)) if axes else _own_frame(line)
    solid, bridges = runs(line, breaks)
    dots = dict.fromkeys([run[0] for run in solid if len(run) == 1] + [line.last()])
    context = {
        "text": text,
        "d": "".join(path(run, frame) for run in solid if len(run) > 1),
        "gap_d": "".join(path(bridge, frame) for bridge in bridges),
        "gap_dash": GAP_DASH,
        "dots": [
            {
                "x": per_cent(frame.x(year)),
                "y": per_cent(frame.y(value)),
                "css": "chart-hollow" if flag else "chart-dot",
            }
            for year, value, flag in dots
        ],
    }
    return render("spark.svg", context)


def _own_frame(line: ChartLine) -> Frame:
    values = [value for _, value, _ in line.known()]
    margin = (max(values) - min(values)) / 8 or 1.0
    years = [year for year, *_ in line.known()]
    return Frame(years[0], years[-1], (min(values) - margin, max(values) + margin))
