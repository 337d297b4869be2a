"""Charts drawn on the server as SVG: no script, no inline style, and words for those who cannot see them.

Every position is a share of the frame, in per cent, and every text is in rem. So one drawing serves the
widest screen and a phone of 360 px: the lines stretch, the letters do not shrink. (A fixed viewBox would
either print 23 px letters on a desktop or 6 px letters on a phone, and two drawings would double the page.)
Only the lines live in a stretched inner viewBox, 1000 × 1000, where CSS keeps the strokes even. Labels
stand outside the frame, in the padding that charts.css gives it. The frame is 20rem high there, and the
label rows are measured against that.

All text in the templates is made here, as strings, so that no locale can put a comma in a coordinate.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import fmean, multimode
from textwrap import wrap

from django.template import Context, Engine
from django.utils.safestring import SafeString

Point = tuple[int, float | None, str]
"""Year, value, flag. None says that the year should have had a value; flags are those of the long table."""

WORDS = {
    "sv": {
        "break": "Brott i serien",
        "chart": "Linjediagram.",
        "cut": "Axeln börjar inte på noll.",
        "estimated": "uppskattat",
        "extrapolated": "framräknat",
        "from": "från",
        "highest": "högst",
        "hollow": "Ihålig punkt är inte ett slutligt mätvärde",
        "less": "mindre än",
        "lowest": "lägst",
        "millions": "miljoner",
        "milliards": "miljarder",
        "no values": "inga värden",
        "nothing": "Det finns inget att visa ännu.",
        "nothing measured": "Det finns inga mätvärden att visa ännu.",
        "only": "enda värdet",
        "passed": "har passerat",
        "preliminary": "preliminärt",
        "source": "Källa",
        "target year": "Målåret",
        "to": "till",
    },
    "en": {
        "break": "Break in the series",
        "chart": "Line chart.",
        "cut": "The axis does not start at zero.",
        "estimated": "estimated",
        "extrapolated": "extrapolated",
        "from": "from",
        "highest": "highest",
        "hollow": "A hollow point is not a final value",
        "less": "less than",
        "lowest": "lowest",
        "millions": "million",
        "milliards": "billion",
        "no values": "no values",
        "nothing": "There is nothing to show yet.",
        "nothing measured": "There are no measured values to show yet.",
        "only": "the only value",
        "passed": "has passed",
        "preliminary": "preliminary",
        "source": "Source",
        "target year": "The target year",
        "to": "to",
    },
}

# Comparisons differ by dash as well as by grey. The gap's dash is finer than all of them.
DASHES = ("8 3", "5 5", "10 3 2 3", "14 4", "4 2 1 2 1 2")
GAP_DASH = "1 4"
ROW = 5.0  # per cent of the frame that a row of label text takes: 1.2 × 0.8125rem of 20rem
NAME_WIDTH = 15  # letters that fit in the padding beside the frame

TEMPLATES = Engine(dirs=[Path(__file__).parent / "templates"])


@dataclass(frozen=True)
class Line:
    """One series, any order of years: the home area is drawn strong, comparisons in grey."""

    label: str
    points: tuple[Point, ...]
    home: bool = False

    def measured(self) -> list[tuple[int, float, str]]:
        kept = [(year, value, flag) for year, value, flag in self.points if is_number(value)]
        return sorted(kept, key=lambda point: point[0])


@dataclass(frozen=True)
class Level:
    """A dashed horizontal line. `kind` is target, limit, guideline, global or baseline; a baseline is not due."""

    label: str
    value: float
    year: int | None = None
    kind: str = "target"

    @property
    def due(self) -> int | None:
        return None if self.kind == "baseline" else self.year


@dataclass(frozen=True)
class BreakMark:
    """The first year measured in a new way, and why. No line crosses from the year before."""

    year: int
    label: str


@dataclass(frozen=True)
class Frame:
    """What the axes span. `x` and `y` answer in per cent of the frame, y downwards."""

    first: int
    last: int
    ticks: tuple[float, ...]

    def covers(self, year: int | None) -> bool:
        return year is not None and self.first <= year <= self.last

    def x(self, year: float) -> float:
        if self.first == self.last:
            return 50.0
        return 100 * (year - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return 100 * (self.ticks[-1] - value) / (self.ticks[-1] - self.ticks[0])


@dataclass
class Label:
    """Text beside the frame. `at` is where it wants its middle; `top` where it was given room."""

    css: str
    column: float
    at: float
    rows: list[str]
    top: float = 0.0

    def height(self) -> float:
        return ROW * len(self.rows)


# --- Lines over years ---


def line_chart(
    lines: Sequence[Line],
    *,
    id: str,
    title: str,
    description: str,
    source: str,
    unit: str,
    decimals: int,
    language: str,
    levels: Sequence[Level] = (),
    breaks: Sequence[BreakMark] = (),
) -> SafeString:
    """A `<figure>` with a heading, the drawing, its notes and its source.

    `id` must be unique in the page: the names of the drawing's parts begin with it. `description` is what
    the page wants to say before the words that `describe` makes. `decimals` is how values are shown, and
    `language` is sv or en. Without one measured value the figure says so in a sentence and has no drawing.
    """
    words = WORDS[language]
    named = {"id": checked(id), "title": title, "source": source, "words": words}
    drawn = [line for line in lines if line.measured()]
    if not drawn:
        return render("empty.svg", named | {"sentence": words["nothing measured"]})
    frame = frame_around(drawn, levels)
    crossed = [mark for mark in breaks if frame.first < mark.year <= last_year(drawn)]
    told = describe(lines, unit=unit, decimals=decimals, language=language, levels=levels, breaks=crossed)
    divisor, scale_word = axis_scale(frame.ticks, words)
    say = Amounts(unit, decimals, language)
    brief = beside_the_line(say, divisor)
    labels = placed([*line_labels(drawn, frame, brief), *level_labels(levels, frame, brief)])
    return render(
        "line.svg",
        named
        | {
            "description": f"{description} {told}".strip(),
            "unit": f"{scale_word} {unit}".strip(),
            "room": axis_room(frame.ticks, divisor, language),
            "grid": grid(frame, divisor, language),
            "years": year_ticks(drawn, levels, frame),
            "levels": [level_marks(level, frame) for level in levels],
            "breaks": break_marks(crossed, frame),
            "lines": [line_marks(line, dash, frame, crossed, say) for line, dash in dashed(drawn)],
            "leaders": leaders(drawn, frame),
            "labels": [label_marks(label) for label in labels],
            "notes": notes(drawn, levels, crossed, frame, words),
        },
    )


def describe(
    lines: Iterable[Line],
    *,
    unit: str,
    decimals: int,
    language: str,
    levels: Iterable[Level] = (),
    breaks: Iterable[BreakMark] = (),
) -> str:
    """The chart in words: where every line starts and ends, and its highest and lowest value in between."""
    words, say = WORDS[language], Amounts(unit, decimals, language)
    sentences = [words["chart"]]
    sentences += [f"{line.label}: {in_words(line, words, say)}." for line in lines]
    sentences += [f"{level.label}: {say(level.value)} {level.year or ''}".strip() + "." for level in levels]
    sentences += [break_text(mark, words) for mark in breaks]
    return " ".join(sentences)


def in_words(line: Line, words: dict[str, str], say: "Amounts") -> str:
    points = line.measured()
    if not points:
        return words["no values"]
    first, last = points[0], points[-1]
    doubt = f" ({words[last[2]]})" if last[2] in words else ""
    if len(points) == 1:
        return f"{say(last[1])} {last[0]}{doubt} ({words['only']})"
    text = f"{words['from']} {say(first[1])} {first[0]} {words['to']} {say(last[1])} {last[0]}{doubt}"
    for word, extreme in (("highest", max), ("lowest", min)):
        year, value, _ = extreme(points, key=lambda point: point[1])
        if value not in (first[1], last[1]):
            text += f", {words[word]} {say(value)} {year}"
    return text


def frame_around(lines: Sequence[Line], levels: Sequence[Level]) -> Frame:
    """The years measured and the values with their levels. A far-off target year is not given the room."""
    years = [year for line in lines for year, *_ in line.measured()]
    first, last = min(years), max(years)
    reach = last + max(10, last - first)
    due = [level.due for level in levels if level.due and last < level.due <= reach]
    values = [value for line in lines for _, value, _ in line.measured()] + [level.value for level in levels]
    return Frame(first, max([last, *due]), nice_ticks(values))


def nice_ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Two to seven round numbers around the values; from zero when the least is under half the largest."""
    low, high = min(values), max(values)
    near_zero = low == high or min(abs(low), abs(high)) < max(abs(low), abs(high)) / 2
    if near_zero:
        low, high = min(low, 0), max(high, 0)
    if low == high:
        high = low + 1
    step = nice_step((high - low) / 5)
    # Divided and rounded first: 0.6 / 0.2 is a hair under 3, and the hair would add a whole step.
    start, stop = math.floor(round(low / step, 6)), math.ceil(round(high / step, 6))
    return tuple(i * step for i in range(start, stop + 1))


def nice_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * lead for lead in (1, 2, 5, 10) if power * lead >= least * 0.9999)


def axis_scale(ticks: Sequence[float], words: dict[str, str]) -> tuple[float, str]:
    """What large numbers are divided by and called in the drawing; in words they are written in full."""
    largest = max(map(abs, ticks))
    if largest >= 1e10:
        return 1e9, words["milliards"]
    if largest >= 1e7:
        return 1e6, words["millions"]
    return 1.0, ""


def tick_texts(ticks: Sequence[float], divisor: float, language: str) -> list[str]:
    step = (ticks[1] - ticks[0]) / divisor
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return [number(tick / divisor, decimals, language) for tick in ticks]


def axis_room(ticks: Sequence[float], divisor: float, language: str) -> str:
    """Which padding the tick labels need: s up to 3 signs, m up to 6, l beyond."""
    longest = max(map(len, tick_texts(ticks, divisor, language)))
    return "s" if longest <= 3 else "m" if longest <= 6 else "l"


def grid(frame: Frame, divisor: float, language: str) -> list[dict[str, str]]:
    texts = tick_texts(frame.ticks, divisor, language)
    return [
        {"y": per_cent(frame.y(tick)), "text": text, "css": "chart-zero" if tick == 0 else "chart-grid"}
        for tick, text in zip(frame.ticks, texts, strict=True)
    ]


def year_ticks(lines: Sequence[Line], levels: Sequence[Level], frame: Frame) -> list[dict[str, str]]:
    """At most eight years. Every second is marked minor, counted from the end: a narrow frame hides those."""
    span = max(frame.last - frame.first, 1)
    measured = sorted({year for line in lines for year, *_ in line.measured()})
    if len(measured) <= 7 and all(b - a >= 0.1 * span for a, b in pairwise(measured)):
        shown = measured
    else:
        step = next((step for step in (1, 2, 5, 10, 20) if span / step <= 7), 50)
        shown = [year for year in range(frame.first, frame.last + 1) if year % step == 0]
    due = [level.due for level in levels if frame.covers(level.due)]
    shown = [year for year in shown if all(abs(year - other) >= 0.1 * span for other in due)]
    shown = sorted({*shown, *due})
    return [
        {"x": per_cent(frame.x(year)), "text": str(year), "css": " chart-minor" if i % 2 else ""}
        for i, year in enumerate(reversed(shown))
    ]


def dashed(lines: Sequence[Line]) -> list[tuple[Line, str]]:
    """Each line with its dash, comparisons first: the home line is drawn on top of them. Only it is solid."""
    others = [line for line in lines if not line.home]
    homes = [line for line in lines if line.home]
    pairs = [(line, DASHES[i % len(DASHES)]) for i, line in enumerate(others)]
    return pairs + [(line, DASHES[i - 1] if i else "") for i, line in enumerate(homes)]


def line_marks(line: Line, dash: str, frame: Frame, breaks: Sequence[BreakMark], say: "Amounts") -> dict:
    solid, bridges = runs(line, breaks)
    last = line.measured()[-1]
    alone = [run[0] for run in solid if len(run) == 1]
    dots = [p for p in line.measured() if line.home or p[2] or p in alone or p == last]
    return {
        "css": "chart-home" if line.home else "chart-other",
        "dash": dash,
        "d": "".join(path(run, frame) for run in solid if len(run) > 1),
        "gap_d": "".join(path(bridge, frame) for bridge in bridges),
        "gap_dash": GAP_DASH,
        "dots": [
            {
                "x": per_cent(frame.x(year)),
                "y": per_cent(frame.y(value)),
                "r": "3.5" if (year, value, flag) == last else "2.5",
                "css": "chart-hollow" if flag else "chart-dot",
                "text": f"{line.label} {year}: {say(value)}",
            }
            for year, value, flag in dots
        ],
    }


def runs(line: Line, breaks: Iterable[BreakMark]) -> tuple[list[list[tuple]], list[tuple]]:
    """The line's unbroken runs, and the pairs of points on either side of a gap.

    A gap is a year said to be missing, or a longer pause than the series usually makes: elections come every
    fourth year and are no gap.
    """
    points = line.measured()
    missing = [year for year, value, _ in line.points if not is_number(value)]
    usual = min(multimode(b[0] - a[0] for a, b in pairwise(points)), default=1)
    solid, bridges = [[points[0]]], []
    for a, b in pairwise(points):
        if any(a[0] < mark.year <= b[0] for mark in breaks):
            solid.append([b])
        elif b[0] - a[0] > usual or any(a[0] < year < b[0] for year in missing):
            bridges.append((a, b))
            solid.append([b])
        else:
            solid[-1].append(b)
    return solid, bridges


def path(points: Iterable[tuple], frame: Frame) -> str:
    return "M" + " ".join(f"{10 * frame.x(year):.0f} {10 * frame.y(value):.0f}" for year, value, _ in points)


def level_marks(level: Level, frame: Frame) -> dict[str, str]:
    """A level holds until its year and is marked there; beyond, a fainter line only leads to its label."""
    return {
        "css": f"chart-level chart-level-{level.kind}",
        "dash": "6 4" if level.kind == "target" else "2 4",
        "y": per_cent(frame.y(level.value)),
        "end": per_cent(frame.x(level.due)) if frame.covers(level.due) else "100%",
        "due": "yes" if frame.covers(level.due) else "",
    }


def break_marks(breaks: Sequence[BreakMark], frame: Frame) -> list[dict[str, str]]:
    """Drawn half a year before: between the last value of the old way and the first of the new."""
    return [
        {
            "x": per_cent(frame.x(mark.year - 0.5)),
            "top": per_cent(-1.6 * ROW - ROW * (row % 2)),
            # Above the frame there is room to the right as well, over the labels.
            "anchor": "start" if frame.x(mark.year) < 65 else "end",
            "text": shortened(f"{mark.year}: {mark.label}", 23),
        }
        for row, mark in enumerate(breaks)
    ]


def leaders(lines: Sequence[Line], frame: Frame) -> list[dict[str, str]]:
    """Fine dots from a line that ended early to the column of labels."""
    ends = [line.measured()[-1] for line in lines]
    column = last_year(lines)
    return [
        {"x": per_cent(frame.x(year)), "to": per_cent(frame.x(column)), "y": per_cent(frame.y(value))}
        for year, value, _ in ends
        if year < column
    ]


def beside_the_line(say: "Amounts", divisor: float) -> "Amounts":
    """Only % is short enough to repeat at every line. Other units, and millions, are said once above the chart."""
    unit = say.unit if say.unit == "%" else ""
    return Amounts(unit, say.decimals if divisor == 1 else 1, say.language, divisor)


def line_labels(lines: Sequence[Line], frame: Frame, say: "Amounts") -> list[Label]:
    column = last_year(lines)
    labels = []
    for line in lines:
        year, value, _ = line.measured()[-1]
        amount = say(value) if year == column else f"{say(value)} ({year})"
        css = "chart-home" if line.home else "chart-other"
        labels.append(Label(css, frame.x(column), frame.y(value), [*name_rows(line.label), amount]))
    return labels


def level_labels(levels: Sequence[Level], frame: Frame, say: "Amounts") -> list[Label]:
    return [
        Label(
            f"chart-level-{level.kind}",
            100.0,
            frame.y(level.value),
            [*name_rows(level.label), say(level.value) + (f" ({level.year})" if level.year else "")],
        )
        for level in levels
    ]


def placed(labels: Iterable[Label]) -> list[Label]:
    """The labels shifted apart as little as it takes: those that collide become a stack."""
    stacks: list[list[Label]] = []
    for label in sorted(labels, key=lambda label: label.at):
        stacks.append([label])
        while len(stacks) > 1 and stack_top(stacks[-1]) < stack_top(stacks[-2]) + stack_height(stacks[-2]):
            stacks[-2:] = [stacks[-2] + stacks[-1]]
    for stack in stacks:
        top = stack_top(stack)
        for label in stack:
            label.top = top
            top += label.height()
    return [label for stack in stacks for label in stack]


def stack_height(stack: Sequence[Label]) -> float:
    return sum(label.height() for label in stack)


def stack_top(stack: Sequence[Label]) -> float:
    """Where the stack's labels are, together, nearest to where each wants to be."""
    above = accumulate((label.height() for label in stack), initial=0.0)
    tops = [label.at - label.height() / 2 - before for label, before in zip(stack, above, strict=False)]
    lowest = 99 - stack_height(stack)  # below are the years
    return max(min(fmean(tops), lowest), -4.0)


def label_marks(label: Label) -> dict:
    middle = label.top + label.height() / 2
    return {
        "css": label.css,
        "x": per_cent(label.column),
        "top": per_cent(label.top),
        "at": per_cent(label.at),
        "middle": per_cent(middle),
        "moved": "yes" if abs(middle - label.at) > ROW / 2 else "",
        "names": label.rows[:-1],
        "amount": label.rows[-1],
    }


def notes(
    lines: Sequence[Line],
    levels: Sequence[Level],
    breaks: Sequence[BreakMark],
    frame: Frame,
    words: dict[str, str],
) -> list[str]:
    """What the reader must know to read the drawing right, as sentences under it."""
    found = [] if frame.ticks[0] <= 0 <= frame.ticks[-1] else [words["cut"]]
    flagged = sorted({(year, flag) for line in lines for year, _, flag in line.measured() if flag})
    if flagged:
        found.append(f"{words['hollow']}: {', '.join(f'{y} {words.get(f, f)}' for y, f in flagged)}.")
    found += [break_text(mark, words) for mark in breaks]
    due = {level.year for level in levels if level.kind == "target" and level.year}
    overdue = [year for year in due if year < last_year(lines)]
    return found + [f"{words['target year']} {year} {words['passed']}." for year in sorted(overdue)]


def break_text(mark: BreakMark, words: dict[str, str]) -> str:
    return f"{words['break']} {mark.year}: {mark.label.rstrip('.')}."


def last_year(lines: Iterable[Line]) -> int:
    return max(line.measured()[-1][0] for line in lines)


# --- Shares, small lines and bars in lists ---


def share_bar(
    parts: Sequence[tuple[str, int, str]], *, id: str, title: str, language: str, tiny: bool = False
) -> SafeString:
    """One bar of the whole, cut into (label, count, css class), each with its own texture and its number.

    A part keeps the texture of its place in `parts`, so pass empty parts too. `tiny` is for tiles: the bar
    alone, with the numbers in its text alternative. Without anything to count it is a sentence.
    """
    words, whole = WORDS[language], sum(count for _, count, _ in parts)
    if not whole and tiny:
        return render("spark.svg", {"nothing": words["nothing"]})
    if not whole:
        return render("empty.svg", {"id": checked(id), "title": title, "sentence": words["nothing"]})
    marks, start = [], 0.0
    for place, (label, count, css) in enumerate(parts):
        share = 100 * count / whole
        marks.append(
            {
                "label": label,
                "count": number(count, 0, language),
                "share": share_text(share, words, language),
                "css": css,
                "texture": str(place) if 0 < place < 6 else "",
                "x": per_cent(start),
                "width": per_cent(share) if count else "",
                "roomy": "yes" if share >= 5 else "",
            }
        )
        start += share
    said = "; ".join(f"{m['label']} {m['count']} ({m['share']})" for m in marks)
    named = {"id": checked(id), "title": title, "description": f"{said}.", "parts": marks}
    return render("share_tiny.svg" if tiny else "share.svg", named)


def share_text(share: float, words: dict[str, str], language: str) -> str:
    if 0 < share < 1:
        return f"{words['less']} {Amounts('%', 0, language)(1)}"
    return Amounts("%", 0, language)(share)


def sparkline(
    points: Sequence[Point],
    *,
    label: str,
    unit: str,
    decimals: int,
    language: str,
    breaks: Sequence[BreakMark] = (),
) -> SafeString:
    """A line the size of a word, for lists, with its course in words as text. The axis may be cut."""
    line = Line(label, tuple(points), home=True)
    words = WORDS[language]
    text = f"{label}: {in_words(line, words, Amounts(unit, decimals, language))}"
    if not line.measured():
        return render("spark.svg", {"text": text, "nothing": words["no values"]})
    values = [value for _, value, _ in line.measured()]
    margin = (max(values) - min(values)) / 8 or 1.0
    years = [year for year, *_ in line.measured()]
    frame = Frame(years[0], years[-1], (min(values) - margin, max(values) + margin))
    solid, bridges = runs(line, breaks)
    year, value, flag = line.measured()[-1]
    context = {
        "text": text,
        "d": "".join(path(run, frame) for run in solid if len(run) > 1),
        "gap_d": "".join(path(bridge, frame) for bridge in bridges),
        "gap_dash": GAP_DASH,
        "dots": [
            {"x": per_cent(frame.x(year)), "y": per_cent(frame.y(value))}
            for year, value, _ in [run[0] for run in solid if len(run) == 1] + [(year, value, flag)]
        ],
        "hollow": "yes" if flag else "",
    }
    return render("spark.svg", context)


def rank_bar(value: float | None, maximum: float, home: bool = False, *, minimum: float = 0.0) -> SafeString:
    """A row's bar in a ranked list, always from zero. Hidden from screen readers: the row says the number.

    `maximum` and `minimum` are those of the whole list; a list with negative values needs both. A missing
    value is an empty row.
    """
    low, high = min(minimum, 0.0), max(maximum, 0.0)
    span = (high - low) or 1.0
    shown = min(max(value, low), high) if is_number(value) else 0.0
    context = {
        "x": per_cent(100 * (min(shown, 0.0) - low) / span),
        "width": per_cent(100 * abs(shown) / span),
        "zero": per_cent(-100 * low / span),
        "css": "rank-home" if home else "rank-other",
    }
    return render("rank.svg", context)


# --- Numbers and text ---


@dataclass(frozen=True)
class Amounts:
    """Says a value with its unit, as the language writes it: 77,1 % or 77.1%."""

    unit: str
    decimals: int
    language: str
    divisor: float = 1.0

    def __call__(self, value: float) -> str:
        text = number(value / self.divisor, self.decimals, self.language)
        if self.unit == "%" and self.language == "en":
            return f"{text}%"
        return f"{text}\N{NO-BREAK SPACE}{self.unit}" if self.unit else text


def number(value: float, decimals: int, language: str) -> str:
    """12 345,6 in Swedish and 12,345.6 in English, with a true minus sign and never minus zero."""
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(sign in text for sign in "123456789")
    if language == "sv":
        text = text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"\N{MINUS SIGN}{text}" if negative else text


def is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def per_cent(share: float) -> str:
    """A coordinate, as short as a tenth of a per cent allows."""
    return f"{round(share, 1) + 0.0:.1f}".removesuffix(".0") + "%"  # + 0.0 makes minus zero plain zero


def name_rows(name: str) -> list[str]:
    """A name in at most three rows; the whole of it is in the text alternative."""
    return wrap(name, NAME_WIDTH, max_lines=3, placeholder="…") or [""]


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def checked(id: str) -> str:
    if not re.fullmatch(r"[A-Za-z][\w-]*", id):
        raise ValueError(f"A chart's id must be a letter followed by letters, digits, - or _, not {id!r}.")
    return id


def render(template: str, context: dict) -> SafeString:
    return TEMPLATES.get_template(f"website/charts/{template}").render(Context(context))
