"""All places as a grey cloud over time, with some of them highlighted and labelled where their lines end.

The cloud is one path of whole numbers in a stretched viewBox: 290 lines weigh some 10 kB before they are packed. The
axis goes as far as nearly all values and every highlighted one; how many lie beyond it is said under the drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from django.utils.safestring import SafeString

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import Frame, axis_room, axis_scale, grid, nice_ticks, year_ticks
from lagesbild.website.drawing.labels import Label, beside_the_line, high_enough, label_marks, placed
from lagesbild.website.drawing.lines import leaders, line_marks
from lagesbild.website.drawing.marks import place_mark
from lagesbild.website.drawing.series import BreakMark, ChartLine, describe
from lagesbild.website.drawing.svg import checked, per_cent, render
from lagesbild.website.drawing.unbroken_runs import A_DAY, is_crossed, usual_pause
from lagesbild.website.drawing.words import words_in

ACROSS, DOWN = 1000, 500
LEAST_HEIGHT = 26
ROOMY = 19
"""Letters of a name with its amount that fit beside the frame; longer ones get more room."""
Course = Sequence[tuple[float, float | None]]
"""A place's values: (year or moment, value or None), in order of time."""


@dataclass(frozen=True)
class HighlightedLine:
    """A line of the cloud that is drawn out. ``rank``: its place among the chosen, -1 the home, None the country."""

    line: ChartLine
    rank: int | None


class OneRowLabel(Label):
    """A name with its amount after it."""

    @property
    def rows(self) -> int:
        return 1


def cloud_chart(
    cloud: Sequence[Course],
    highlighted: Sequence[HighlightedLine],
    *,
    id: str,
    title: str,
    description: str,
    source: str,
    unit: str,
    decimals: int,
    language: str,
    breaks: Sequence[BreakMark] = (),
    notes: Sequence[str] = (),
) -> SafeString:
    """A `<figure>` like ``line_chart``'s. ``description`` comes before the words that are made of the highlighted."""
    words, say = words_in(language), Amounts(unit, decimals, language)
    lines = [highlight.line for highlight in highlighted if highlight.line.known()]
    frame = cloud_frame(cloud, lines)
    crossed = [mark for mark in breaks if frame.first < mark.begins <= frame.last]
    course = describe(lines, unit=unit, decimals=decimals, language=language, breaks=crossed)
    divisor, scale_word = axis_scale(frame.ticks, words)
    labels = end_labels(highlighted, frame, beside_the_line(say, divisor))
    height = max(LEAST_HEIGHT, high_enough(labels))
    axis_lines = [ChartLine("", tuple((when, value, "") for when, value in course)) for course in cloud]
    return render(
        "cloud.svg",
        {
            "id": checked(id),
            "title": title,
            "description": f"{description} {course}".strip(),
            "source": source,
            "words": words,
            "unit": f"{scale_word} {unit}".strip(),
            "height": str(height),
            "room": axis_room(frame.ticks, divisor, language),
            "wide": "yes" if max((len(label.names[0]) for label in labels), default=0) > ROOMY else "",
            "grid": grid(frame, divisor, language),
            "years": year_ticks(axis_lines, (), frame),
            "view_box": f"0 0 {ACROSS} {DOWN}",
            "cloud": cloud_path(cloud, frame, crossed),
            "breaks": [per_cent(frame.x(mark.begins)) for mark in crossed],
            "lines": [highlight_marks(highlight, frame, crossed, say, words) for highlight in highlighted],
            "leaders": leaders(lines, frame),
            "labels": [end_label_marks(label) for label in placed(labels, 100 / height)],
            "notes": [*([] if frame.ticks[0] <= 0 <= frame.ticks[-1] else [words["cut"]]), *notes],
        },
    )


def cloud_frame(cloud: Sequence[Course], lines: Sequence[ChartLine]) -> Frame:
    """From the first value to the last; as high as nearly all values, and every highlighted one."""
    points = [point for course in cloud for point in course if point[1] is not None]
    years = [when for when, _value in points]
    highlighted = [value for line in lines for _when, value, _flag in line.known()]
    return Frame(
        min(years), max(years), nice_ticks([*nearly_all([value for _when, value in points]), *highlighted])
    )


def nearly_all(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and highest value, without those that lie so far off that the others would become one line."""
    lowest, highest = min(values), max(values)
    if len(values) < 20:
        return lowest, highest
    twentieths = quantiles(values, n=20, method="inclusive")
    low, high = twentieths[0], twentieths[-1]
    reach = high - low
    return (
        lowest if lowest >= low - reach else low,
        highest if highest <= high + reach else high,
    )


def beyond(values: Iterable[float], frame: Frame) -> int:
    """How many of the values the axis does not reach."""
    return sum(not frame.ticks[0] <= value <= frame.ticks[-1] for value in values)


def cloud_path(cloud: Sequence[Course], frame: Frame, breaks: Sequence[BreakMark]) -> str:
    """Every place's line, broken at gaps and breaks; a value without neighbours is a dot."""
    times = sorted({when for course in cloud for when, _value in course})
    usual = usual_pause(times)
    return "".join(run for course in cloud for run in _runs(course, frame, breaks, usual))


def _runs(course: Course, frame: Frame, breaks: Sequence[BreakMark], usual: float) -> Iterable[str]:
    steps, before = "", None
    for when, value in course:
        if value is None:
            continue
        x, y = round(frame.x(when) * ACROSS / 100), round(frame.y(value) * DOWN / 100)
        if before and when - before[0] <= usual + A_DAY and not is_crossed(before[0], when, breaks):
            down = y - before[2]
            steps += f" {x - before[1]}{'' if down < 0 else ' '}{down}"
        else:
            yield _closed(steps)
            steps = f"M{x} {y}l"
        before = (when, x, y)
    yield _closed(steps)


def _closed(steps: str) -> str:
    """A run as it is written; of one value a dot."""
    return f"{steps[:-1]}h0" if steps.endswith("l") else steps.replace("l ", "l")


def end_labels(highlighted: Sequence[HighlightedLine], frame: Frame, say: Amounts) -> list[Label]:
    labels = []
    for highlight in highlighted:
        if not highlight.line.known():
            continue
        year, value, _flag = highlight.line.last()
        amount = say(value) if year == frame.last else f"{say(value)} ({year})"
        css = place_mark(highlight.rank).css
        labels.append(OneRowLabel(css, frame.y(value), [highlight.line.label], [amount], year == frame.last))
    return labels


def end_label_marks(label: Label) -> dict:
    return label_marks(label) | {"name": label.names[0], "amount": label.amounts[0]}


def highlight_marks(
    highlight: HighlightedLine,
    frame: Frame,
    breaks: Sequence[BreakMark],
    say: Amounts,
    words: dict[str, str],
) -> dict:
    mark = place_mark(highlight.rank)
    if not highlight.line.known():
        return {}
    drawn = line_marks(highlight.line, mark.dash, frame, breaks, say, words)
    year, value, _flag = highlight.line.last()
    end = {"x": per_cent(frame.x(year)), "y": per_cent(frame.y(value))}
    return drawn | {"css": mark.css, "shape": mark.shape, "hollow": mark.hollow, "end": end}
