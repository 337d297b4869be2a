"""Lines over years, with their levels and breaks.

Only the lines live in a stretched inner viewBox, 1000 × 1000, where CSS keeps the strokes even. Labels
stand outside the frame, in the padding that charts.css gives it. The frame is as many rem high there as
HEIGHTS says, and the label rows are measured against that.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import Frame, axis_room, axis_scale, frame_around, grid, year_ticks
from lagesbild.website.drawing.bars import bar_figure
from lagesbild.website.drawing.course import ChartCourse, course_marks
from lagesbild.website.drawing.labels import (
    beside_the_line,
    high_enough,
    label_marks,
    level_labels,
    line_labels,
    long_name,
    name_room,
    placed,
)
from lagesbild.website.drawing.names import NAME_WIDTH
from lagesbild.website.drawing.series import (
    LEVEL_DASH,
    BreakMark,
    ChartLevel,
    ChartLine,
    break_text,
    describe,
    last_year,
    level_amount,
    one_value_each,
    overdue,
)
from lagesbild.website.drawing.svg import checked, per_cent, render
from lagesbild.website.drawing.unbroken_runs import GAP_DASH, path, runs
from lagesbild.website.drawing.words import words_in

# Comparisons differ by dash as well as by grey. The gap's dash is finer than all of them.
DASHES = ("8 3", "5 5", "10 3 2 3", "14 4", "4 2 1 2 1 2")


def line_chart(
    lines: Sequence[ChartLine],
    *,
    id: str,
    title: str,
    description: str,
    source: str,
    unit: str,
    decimals: int,
    language: str,
    levels: Sequence[ChartLevel] = (),
    breaks: Sequence[BreakMark] = (),
    course: ChartCourse | None = None,
) -> SafeString:
    """A `<figure>` with a heading, the drawing, its notes and its source.

    `id` must be unique in the page: the names of the drawing's parts begin with it. `description` is what
    the page wants to say before the words that `describe` makes. `decimals` is how values are shown; levels
    are shown as they were decided. `language` is sv or en. Lines of one value each become bars. Without one
    measured value the figure says so in a sentence and has no drawing.
    """
    words, say = words_in(language), Amounts(unit, decimals, language)
    heading = {"id": checked(id), "title": title, "source": source, "words": words}
    drawn = [line for line in lines if line.known()]
    if not drawn:
        return render("empty.svg", heading | {"sentence": words["nothing measured"]})
    if one_value_each(drawn):
        course_text = describe(lines, unit=unit, decimals=decimals, language=language, levels=levels)
        heading["description"] = f"{description} {course_text}".strip()
        return bar_figure(drawn, levels, say, heading)
    course = course or ChartCourse()
    measured = [value for line in drawn for _year, value, _flag in line.known()]
    frame = frame_around(drawn, levels, course.values(measured), course.last_year)
    crossed = [mark for mark in breaks if frame.first < mark.begins <= last_year(drawn)]
    course_text = describe(
        lines, unit=unit, decimals=decimals, language=language, levels=levels, breaks=crossed
    )
    divisor, scale_word = axis_scale(frame.ticks, words)
    brief = beside_the_line(say, divisor)
    labels = [*line_labels(drawn, frame, brief, words), *level_labels(levels, frame, brief, words)]
    height = high_enough(labels)
    return render(
        "line.svg",
        heading
        | {
            "description": f"{description} {course_text} {course_in_words(course, say, words)}".strip(),
            "unit": f"{scale_word} {unit}".strip(),
            "height": str(height),
            "room": axis_room(frame.ticks, divisor, language),
            "name_room": name_room(labels),
            "grid": grid(frame, divisor, language),
            "years": year_ticks(drawn, levels, frame),
            "levels": [level_marks(level, frame) for level in levels],
            "course": course_marks(course, frame),
            "breaks": break_marks(crossed, frame, 100 / height, words),
            "lines": [line_marks(line, dash, frame, crossed, say, words) for line, dash in dashed(drawn)],
            "leaders": leaders(drawn, frame),
            "labels": [label_marks(label) for label in placed(labels, 100 / height)],
            "notes": [how_to_read(drawn, course, words), *notes(drawn, levels, crossed, frame, say, words)],
        },
    )


def dashed(lines: Sequence[ChartLine]) -> list[tuple[ChartLine, str]]:
    """Each line with its dash, comparisons first: the home line is drawn on top of them. Only it is solid."""
    others = [line for line in lines if not line.home]
    homes = [line for line in lines if line.home]
    pairs = [(line, DASHES[i % len(DASHES)]) for i, line in enumerate(others)]
    return pairs + [(line, DASHES[i - 1] if i else "") for i, line in enumerate(homes)]


def line_marks(
    line: ChartLine,
    dash: str,
    frame: Frame,
    breaks: Sequence[BreakMark],
    say: "Amounts",
    words: dict[str, str],
) -> dict:
    solid, bridges = runs(line, breaks)
    alone = [run[0] for run in solid if len(run) == 1]
    dots = [p for p in line.known() if line.home or p[2] or p in alone or p == line.last()]
    return {
        "css": "chart-home" if line.home else "chart-other",
        "dash": dash,
        "d": "".join(path(run, frame) for run in solid if len(run) > 1),
        "gap_d": "".join(path(bridge, frame) for bridge in bridges),
        "gap_dash": GAP_DASH,
        "whiskers": [
            {"x": per_cent(frame.x(year)), "low": per_cent(frame.y(low)), "high": per_cent(frame.y(high))}
            for year, low, high in line.intervals()
        ],
        "dots": [
            {
                "x": per_cent(frame.x(year)),
                "y": per_cent(frame.y(value)),
                "r": "3.5" if (year, value, flag) == line.last() else "2.5",
                "css": "chart-hollow" if flag else "chart-dot",
                "text": f"{line.label} {year}: {say(value)}" + (f" ({words[flag]})" if flag in words else ""),
            }
            for year, value, flag in dots
        ],
    }


def how_to_read(lines: Sequence[ChartLine], course: ChartCourse, words: dict[str, str]) -> str:
    """The drawing's own key, as one sentence of what is in it."""
    parts = {
        "read points": True,
        "read whiskers": any(line.intervals() for line in lines),
        "read way": course.way,
        "read fitted": course.band,
        "read bracket": course.earliest is not None,
    }
    *first, last = [words[key] for key, there in parts.items() if there]
    return f"{words['read']} {words['and'].join([', '.join(first), last]) if first else last}."


def course_in_words(course: ChartCourse, say: "Amounts", words: dict[str, str]) -> str:
    sentences = []
    if course.way:
        (first, begins), (last, ends) = course.way
        sentences.append(words["told way"].format(begins=say(begins), first=first, ends=say(ends), last=last))
    if course.band:
        first, last = course.band[0], course.band[-1]
        sentences.append(
            words["told fitted"].format(
                begins=say(first.middle), first=first.year, ends=say(last.middle), last=last.year
            )
        )
    return " ".join(sentences)


def level_marks(level: ChartLevel, frame: Frame) -> dict[str, str]:
    """A level holds until its year and is marked there; beyond, a fainter line only leads to its label."""
    return {
        "css": f"chart-level chart-level-{level.kind}",
        "dash": LEVEL_DASH.get(level.kind, "2 4"),
        "y": per_cent(frame.y(level.value)),
        "end": per_cent(frame.x(level.due)) if frame.covers(level.due) else "100%",
        "due": "yes" if frame.covers(level.due) else "",
    }


def break_marks(
    breaks: Sequence[BreakMark], frame: Frame, row: float, words: dict[str, str]
) -> list[dict[str, str]]:
    """Drawn half a year before: between the last value of the old way and the first of the new."""
    return [
        {
            "x": per_cent(frame.x(mark.begins)),
            "top": per_cent(-1.6 * row - row * (place % 2)),
            # Above the frame there is room to the right as well, over the labels.
            "anchor": "start" if frame.x(mark.year) < 65 else "end",
            "text": break_name(mark, words),
        }
        for place, mark in enumerate(breaks)
    ]


def break_name(mark: BreakMark, words: dict[str, str]) -> str:
    """The reason if it is short; else that there is a break, and the reason is in the notes."""
    reason = mark.label if len(mark.label) <= NAME_WIDTH else words["break"].lower()
    return f"{mark.year}: {reason}"


def leaders(lines: Sequence[ChartLine], frame: Frame) -> list[dict[str, str]]:
    """Fine dots from a line's last measured value to its label."""
    return [
        {"x": per_cent(frame.x(year)), "y": per_cent(frame.y(value))}
        for year, value, _ in (line.last() for line in lines)
        if year < frame.last
    ]


def notes(
    lines: Sequence[ChartLine],
    levels: Sequence[ChartLevel],
    breaks: Sequence[BreakMark],
    frame: Frame,
    say: "Amounts",
    words: dict[str, str],
) -> list[str]:
    """What the reader must know to read the drawing right, as sentences under it."""
    sentences = [] if frame.ticks[0] <= 0 <= frame.ticks[-1] else [words["cut"]]
    flagged = sorted({(year, flag) for line in lines for year, _, flag in line.known() if flag})
    if flagged:
        sentences.append(f"{words['hollow']}: {', '.join(f'{y} {words.get(f, f)}' for y, f in flagged)}.")
    for level in filter(long_name, levels):
        amount = level_amount(level, say, level.label)
        sentences.append(f"{words[level.kind]} {amount}: {level.label.rstrip('.')}.")
    sentences += [break_text(mark, words) for mark in breaks]
    return sentences + overdue(lines, levels, words)
