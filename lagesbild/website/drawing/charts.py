"""Charts drawn on the server as SVG: no script, no inline style, and words for those who cannot see them.

Every position is a share of the frame, in per cent, and every text is in rem. So one drawing serves the
widest screen and a phone of 360 px: the lines stretch, the letters do not shrink. (A fixed viewBox would
either print 23 px letters on a desktop or 6 px letters on a phone, and two drawings would double the page.)
Only the lines live in a stretched inner viewBox, 1000 × 1000, where CSS keeps the strokes even. Labels
stand outside the frame, in the padding that charts.css gives it. The frame is as many rem high there as
HEIGHTS says, and the label rows are measured against that.

A line's label is its last measured value: what is extrapolated is drawn hollow and told in words, but it is
never the figure that a reader takes home.

All text in the templates is made here, as strings, so that no locale can put a comma in a coordinate.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import fmean, multimode
from textwrap import wrap

from django.template import Context, Engine
from django.utils.safestring import SafeString

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals

Point = tuple[int, float | None, str]
"""Year, value, flag. None says that the year should have had a value; flags are those of the long table."""

WORDS = {
    "sv": {
        "bars": "Stapeldiagram.",
        "baseline": "Utgångsvärde",
        "break": "Brott i serien",
        "chart": "Linjediagram.",
        "cut": "Axeln börjar inte på noll.",
        "estimated": "uppskattat",
        "extrapolated": "framräknat",
        "from": "från",
        "global": "Globalt mål",
        "guideline": "Riktvärde",
        "highest": "högst",
        "hollow": "Ihålig punkt är inte ett slutligt mätvärde",
        "less": "mindre än",
        "limit": "Gränsvärde",
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
        "target": "Målvärde",
        "target year": "Målåret",
        "to": "till",
    },
    "en": {
        "bars": "Bar chart.",
        "baseline": "Baseline",
        "break": "Break in the series",
        "chart": "Line chart.",
        "cut": "The axis does not start at zero.",
        "estimated": "estimated",
        "extrapolated": "extrapolated",
        "from": "from",
        "global": "Global target",
        "guideline": "Guideline",
        "highest": "highest",
        "hollow": "A hollow point is not a final value",
        "less": "less than",
        "limit": "Limit",
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
        "target": "Target",
        "target year": "The target year",
        "to": "to",
    },
}

# Comparisons differ by dash as well as by grey. The gap's dash is finer than all of them.
DASHES = ("8 3", "5 5", "10 3 2 3", "14 4", "4 2 1 2 1 2")
GAP_DASH = "1 4"
HEIGHTS = (20, 26, 34)
"""How many rem high a frame may be, and as many rows of label text, 1.2 × 0.8125rem each, has it room for."""
CLEAR = 0.4  # rows of air between two labels
NAME_WIDTH = 15  # letters that fit in the padding beside the frame
MOST_ROWS = 3  # of a level's name beside the frame
BAR_WIDTH = 40  # letters that fit above a bar on a phone
TEXT_ROW, BAR, BAR_ROOM, LEVEL_ROOM = 1.35, 1.0, 2.8, 2.2  # em: a row, a bar, and what is under the words
LEVEL_DASH = {"target": "6 4"}  # the others are dotted

# Where a Swedish compound may be parted: where its writer has put a soft hyphen, after a linking s, and
# before a last part that names of levels and areas often have. A word without such a place stays whole.
JOINTS = re.compile(
    "\N{SOFT HYPHEN}"
    r"|(?<=ings|hets|tets|ions)(?=\w{3})"
    r"|(?<=\w{4})(?=(?:kommun|norm|värde|gräns|mål|nivå|medel|områd|station|region|genomsnitt)\w{0,4}\W*$)"
)

TEMPLATES = Engine(dirs=[Path(__file__).parent.parent / "templates"])


@dataclass(frozen=True)
class Line:
    """One series, any order of years: the home area is drawn strong, comparisons in grey."""

    label: str
    points: tuple[Point, ...]
    home: bool = False

    def known(self) -> list[tuple[int, float, str]]:
        kept = [(year, value, flag) for year, value, flag in self.points if is_number(value)]
        return sorted(kept, key=lambda point: point[0])

    def measured(self) -> list[tuple[int, float, str]]:
        """The known points but the extrapolated ones; where there are no others, those."""
        known = self.known()
        return [point for point in known if point[2] != "extrapolated"] or known

    def last(self) -> tuple[int, float, str]:
        """What the line is labelled with."""
        return self.measured()[-1]


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
    """Text beside the frame. `at` is where it wants its middle; `top` where it was given room, `row` high a row.

    `marked` says that a dot or a diamond stands at the frame's edge, which the leader keeps clear of.
    """

    css: str
    at: float
    names: list[str]
    amounts: list[str]
    marked: bool = False
    row: float = 5.0
    top: float = 0.0

    @property
    def rows(self) -> int:
        return len(self.names) + len(self.amounts)

    @property
    def height(self) -> float:
        return self.row * (self.rows + CLEAR)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


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
    the page wants to say before the words that `describe` makes. `decimals` is how values are shown; levels
    are shown as they were decided. `language` is sv or en. Lines of one value each become bars. Without one
    measured value the figure says so in a sentence and has no drawing.
    """
    words, say = WORDS[language], Amounts(unit, decimals, language)
    named = {"id": checked(id), "title": title, "source": source, "words": words}
    drawn = [line for line in lines if line.known()]
    if not drawn:
        return render("empty.svg", named | {"sentence": words["nothing measured"]})
    if one_value_each(drawn):
        told = describe(lines, unit=unit, decimals=decimals, language=language, levels=levels)
        named["description"] = f"{description} {told}".strip()
        return bar_figure(drawn, levels, say, named)
    frame = frame_around(drawn, levels)
    crossed = [mark for mark in breaks if frame.first < mark.year <= last_year(drawn)]
    told = describe(lines, unit=unit, decimals=decimals, language=language, levels=levels, breaks=crossed)
    divisor, scale_word = axis_scale(frame.ticks, words)
    brief = beside_the_line(say, divisor)
    labels = [*line_labels(drawn, frame, brief, words), *level_labels(levels, frame, brief, words)]
    height = high_enough(labels)
    return render(
        "line.svg",
        named
        | {
            "description": f"{description} {told}".strip(),
            "unit": f"{scale_word} {unit}".strip(),
            "height": str(height),
            "room": axis_room(frame.ticks, divisor, language),
            "name_room": name_room(labels),
            "grid": grid(frame, divisor, language),
            "years": year_ticks(drawn, levels, frame),
            "levels": [level_marks(level, frame) for level in levels],
            "breaks": break_marks(crossed, frame, 100 / height, words),
            "lines": [line_marks(line, dash, frame, crossed, say, words) for line, dash in dashed(drawn)],
            "leaders": leaders(drawn, frame),
            "labels": [label_marks(label) for label in placed(labels, 100 / height)],
            "notes": notes(drawn, levels, crossed, frame, say, words),
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
    """The chart in words: where every line starts and ends, and its highest and lowest value in between.

    The start, the end and the extremes are measured; what is extrapolated comes after, called so.
    """
    words, say, lines = WORDS[language], Amounts(unit, decimals, language), list(lines)
    sentences = [words["bars" if one_value_each(lines) else "chart"]]
    sentences += [f"{line.label}: {in_words(line, words, say)}." for line in lines]
    sentences += [
        f"{level.label}: {say.exactly(level.value)} {level.year or ''}".strip() + "." for level in levels
    ]
    sentences += [break_text(mark, words) for mark in breaks]
    return " ".join(sentences)


def one_value_each(lines: Iterable[Line]) -> bool:
    counts = [len(line.known()) for line in lines]
    return max(counts, default=0) == 1


def in_words(line: Line, words: dict[str, str], say: "Amounts") -> str:
    points = line.measured()
    if not points:
        return words["no values"]
    first, last = points[0], points[-1]
    doubt = f" ({words[last[2]]})" if last[2] in words else ""
    if len(points) == 1:
        text = f"{say(last[1])} {last[0]}{doubt} ({words['only']})"
    else:
        text = f"{words['from']} {say(first[1])} {first[0]} {words['to']} {say(last[1])} {last[0]}{doubt}"
    for word, extreme in (("highest", max), ("lowest", min)):
        year, value, _ = extreme(points, key=lambda point: point[1])
        if value not in (first[1], last[1]):
            text += f", {words[word]} {say(value)} {year}"
    reckoned = [point for point in line.known() if point not in points]
    return text + "".join(f"; {year} {words[flag]} {say(value)}" for year, value, flag in reckoned)


def frame_around(lines: Sequence[Line], levels: Sequence[Level]) -> Frame:
    """The years measured and the values with their levels. A far-off target year is not given the room."""
    years = [year for line in lines for year, *_ in line.known()]
    first, last = min(years), max(years)
    reach = last + max(10, last - first)
    due = [level.due for level in levels if level.due and last < level.due <= reach]
    values = [value for line in lines for _, value, _ in line.known()] + [level.value for level in levels]
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
    measured = sorted({year for line in lines for year, *_ in line.known()})
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


def line_marks(
    line: Line,
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


def runs(line: Line, breaks: Iterable[BreakMark]) -> tuple[list[list[tuple]], list[tuple]]:
    """The line's unbroken runs, and the pairs of points on either side of a gap.

    A gap is a year said to be missing, or a longer pause than the series usually makes: elections come every
    fourth year and are no gap. The way to an extrapolated point is not measured either.
    """
    points = line.known()
    missing = [year for year, value, _ in line.points if not is_number(value)]
    usual = min(multimode(b[0] - a[0] for a, b in pairwise(points)), default=1)
    solid, bridges = [[points[0]]], []
    for a, b in pairwise(points):
        if any(a[0] < mark.year <= b[0] for mark in breaks):
            solid.append([b])
        elif b[0] - a[0] > usual or any(a[0] < year < b[0] for year in missing) or "extrapolated" in a + b:
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
            "x": per_cent(frame.x(mark.year - 0.5)),
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


def leaders(lines: Sequence[Line], frame: Frame) -> list[dict[str, str]]:
    """Fine dots from a line's last measured value to its label."""
    return [
        {"x": per_cent(frame.x(year)), "y": per_cent(frame.y(value))}
        for year, value, _ in (line.last() for line in lines)
        if year < frame.last
    ]


def beside_the_line(say: "Amounts", divisor: float) -> "Amounts":
    """Only % is short enough to repeat at every line. Other units, and millions, are said once above the chart."""
    unit = say.unit if say.unit == "%" else ""
    return Amounts(unit, say.decimals if divisor == 1 else 1, say.language, divisor)


def line_labels(lines: Sequence[Line], frame: Frame, say: "Amounts", words: dict[str, str]) -> list[Label]:
    """Each line's last measured value, with its year where the frame goes on beyond it."""
    labels = []
    for line in lines:
        year, value, flag = line.last()
        amounts = [say(value) if year == frame.last else f"{say(value)} ({year})"]
        amounts += [words[flag]] if flag in words else []
        css = "chart-home" if line.home else "chart-other"
        labels.append(Label(css, frame.y(value), name_rows(line.label), amounts, year == frame.last))
    return labels


def level_labels(levels: Sequence[Level], frame: Frame, say: "Amounts", words: dict[str, str]) -> list[Label]:
    return [
        Label(
            f"chart-level-{level.kind}",
            frame.y(level.value),
            [words[level.kind]] if long_name(level) else name_rows(level.label),
            [level_amount(level, say, words[level.kind] if long_name(level) else level.label)],
            level.due == frame.last,
        )
        for level in levels
    ]


def long_name(level: Level) -> bool:
    """Whether the name would tower beside the frame: then what kind of level it is stands there."""
    return len(name_rows(level.label)) > MOST_ROWS


def level_amount(level: Level, say: "Amounts", name: str) -> str:
    """The value as it was decided, with its year if the name does not say it."""
    told = not level.year or str(level.year) in name
    return say.exactly(level.value) if told else f"{say.exactly(level.value)} ({level.year})"


def high_enough(labels: Iterable[Label]) -> int:
    """The lowest frame that has room for the labels."""
    needed = sum(label.rows + CLEAR for label in labels)
    return next((height for height in HEIGHTS if needed <= height), HEIGHTS[-1])


def name_room(labels: Iterable[Label]) -> str:
    """Which padding the labels need: m, or l when a word that cannot be parted is longer than a row."""
    longest = max(len(row) for label in labels for row in label.names)
    return "m" if longest <= NAME_WIDTH else "l"


def placed(labels: Iterable[Label], row: float) -> list[Label]:
    """The labels, `row` per cent of the frame a row, shifted apart as little as it takes.

    Those that collide become a stack.
    """
    stacks: list[list[Label]] = []
    for label in sorted(labels, key=lambda label: label.at):
        label.row = row
        stacks.append([label])
        while len(stacks) > 1 and stack_top(stacks[-1]) < stack_top(stacks[-2]) + stack_height(stacks[-2]):
            stacks[-2:] = [stacks[-2] + stacks[-1]]
    for stack in stacks:
        top = stack_top(stack)
        for label in stack:
            label.top = top
            top += label.height
    return [label for stack in stacks for label in stack]


def stack_height(stack: Sequence[Label]) -> float:
    return sum(label.height for label in stack)


def stack_top(stack: Sequence[Label]) -> float:
    """Where the stack's labels are, together, nearest to where each wants to be."""
    above = accumulate((label.height for label in stack), initial=0.0)
    tops = [label.at - label.height / 2 - before for label, before in zip(stack, above, strict=False)]
    lowest = 99 - stack_height(stack)  # below are the years
    return max(min(fmean(tops), lowest), -4.0)


def label_marks(label: Label) -> dict:
    return {
        "css": label.css,
        "top": per_cent(label.middle - label.row * label.rows / 2),
        "at": per_cent(label.at),
        "middle": per_cent(label.middle),
        "start": "6" if label.marked else "1",
        "moved": "yes" if abs(label.middle - label.at) > label.row / 2 else "",
        "names": label.names,
        "amounts": label.amounts,
    }


def notes(
    lines: Sequence[Line],
    levels: Sequence[Level],
    breaks: Sequence[BreakMark],
    frame: Frame,
    say: "Amounts",
    words: dict[str, str],
) -> list[str]:
    """What the reader must know to read the drawing right, as sentences under it."""
    found = [] if frame.ticks[0] <= 0 <= frame.ticks[-1] else [words["cut"]]
    flagged = sorted({(year, flag) for line in lines for year, _, flag in line.known() if flag})
    if flagged:
        found.append(f"{words['hollow']}: {', '.join(f'{y} {words.get(f, f)}' for y, f in flagged)}.")
    for level in filter(long_name, levels):
        amount = level_amount(level, say, level.label)
        found.append(f"{words[level.kind]} {amount}: {level.label.rstrip('.')}.")
    found += [break_text(mark, words) for mark in breaks]
    return found + overdue(lines, levels, words)


def overdue(lines: Sequence[Line], levels: Sequence[Level], words: dict[str, str]) -> list[str]:
    due = {level.year for level in levels if level.kind == "target" and level.year}
    past = sorted(year for year in due if year < last_year(lines))
    return [f"{words['target year']} {year} {words['passed']}." for year in past]


def break_text(mark: BreakMark, words: dict[str, str]) -> str:
    return f"{words['break']} {mark.year}: {mark.label.rstrip('.')}."


def last_year(lines: Iterable[Line]) -> int:
    return max(line.known()[-1][0] for line in lines)


# --- One value each ---


def bar_figure(lines: Sequence[Line], levels: Sequence[Level], say: "Amounts", named: dict) -> SafeString:
    """A bar an area from zero, the home area first; then each level, which also marks the bars it crosses.

    A lone value without anything to hold it against is a sentence: its bar would say nothing.
    """
    words = named["words"]
    lines = sorted(lines, key=lambda line: not line.home)
    levels = sorted(levels, key=lambda level: level.value)
    if len(lines) == 1 and not levels and say.unit != "%":
        text = f"{lines[0].label}: {in_words(lines[0], words, say)}."
        return render("empty.svg", named | {"sentence": text})
    low, high = bar_span([line.last()[1] for line in lines] + [level.value for level in levels], say.unit)

    def along(value: float) -> float:
        return 99 * (value - low) / (high - low)  # room for half a diamond

    strips = [bar_strip(line, along, say, words) for line in lines]
    strips += [level_strip(level, along, say) for level in levels]
    bottoms = list(accumulate(strip["height"] for strip in strips))
    context = {
        "height": in_em(bottoms[-1]),
        "zero": per_cent(along(0)),
        "strips": [drawn_at(bottom, strip) for bottom, strip in zip(bottoms, strips, strict=True)],
        "track": per_cent(along(high)),
        "bar": in_em(BAR),
        "crossed": [strip for strip in strips if strip["level"]],
        "notes": overdue(lines, levels, words),
    }
    return render("bars.svg", named | context)


def bar_strip(line: Line, along: Callable[[float], float], say: "Amounts", words: dict[str, str]) -> dict:
    year, value, flag = line.last()
    when = f"{year}, {words[flag]}" if flag in words else str(year)
    return strip_text(line.label, f"{say(value)} ({when})", under=BAR_ROOM) | {
        "css": ("chart-home" if line.home else "chart-other") + (" bar-hollow" if flag else ""),
        "x": per_cent(along(min(value, 0))),
        "width": per_cent(along(abs(value)) - along(0)),
    }


def level_strip(level: Level, along: Callable[[float], float], say: "Amounts") -> dict:
    return strip_text(level.label, level_amount(level, say, level.label), under=LEVEL_ROOM) | {
        "css": f"chart-level-{level.kind}",
        "x": per_cent(along(level.value)),
        "dash": LEVEL_DASH.get(level.kind, "2 4"),
        "level": "yes",
    }


def strip_text(name: str, amount: str, under: float) -> dict:
    """A name with its amount after it, or on a row of its own where it does not fit; `under` is for the drawing."""
    names = name_rows(name, BAR_WIDTH)
    below = len(names[-1]) + len(amount) >= BAR_WIDTH
    height = TEXT_ROW * (len(names) + below) + under
    return {"names": names, "amount": amount, "below": below, "height": height, "under": under, "level": ""}


def drawn_at(bottom: float, strip: dict) -> dict:
    return strip | {
        "top": in_em(bottom - strip["height"]),
        "mark": in_em(bottom - strip["under"] + 0.75),
        "tick_top": in_em(bottom - strip["under"] + 0.5),
        "tick_end": in_em(bottom - strip["under"] + 1.0 + BAR),
        "line": in_em(bottom - strip["under"] + 0.75),
    }


def bar_span(values: Sequence[float], unit: str) -> tuple[float, float]:
    """From zero to the largest; shares are seen against the whole."""
    low, high = min(0.0, *values), max(0.0, *values)
    if unit == "%" and low == 0 and high <= 100:
        return 0.0, 100.0
    return low, high if high > low else low + 1


def in_em(rows: float) -> str:
    return f"{rows:.2f}em"


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
    if not line.known():
        return render("spark.svg", {"text": text, "nothing": words["no values"]})
    values = [value for _, value, _ in line.known()]
    margin = (max(values) - min(values)) / 8 or 1.0
    years = [year for year, *_ in line.known()]
    frame = Frame(years[0], years[-1], (min(values) - margin, max(values) + margin))
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

    def exactly(self, value: float) -> str:
        """With as many decimals as the value itself has: what has been decided is not rounded."""
        return replace(self, decimals=own_decimals(value / self.divisor))(value)


def is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def per_cent(share: float) -> str:
    """A coordinate, as short as a tenth of a per cent allows."""
    return f"{round(share, 1) + 0.0:.1f}".removesuffix(".0") + "%"  # + 0.0 makes minus zero plain zero


def name_rows(name: str, width: int = NAME_WIDTH) -> list[str]:
    """A name in as many rows as it takes, parted at spaces and, within too long a word, where JOINTS allow."""
    words = [parted(word, width) if len(word) > width else word for word in name.split()]
    plain = " ".join(words).replace("\N{SOFT HYPHEN}", "")
    return wrap(plain, width, break_long_words=False) or [""]


def parted(word: str, width: int) -> str:
    """The word's parts in as few pieces as fit, a hyphen after each but the last."""
    first, *parts = JOINTS.split(word)
    pieces = [first]
    for part in parts:
        if len(pieces[-1]) + len(part) < width:
            pieces[-1] += part
        else:
            pieces.append(part)
    return "- ".join(pieces)


def checked(id: str) -> str:
    if not re.fullmatch(r"[A-Za-z][\w-]*", id):
        raise ValueError(f"A chart's id must be a letter followed by letters, digits, - or _, not {id!r}.")
    return id


def render(template: str, context: dict) -> SafeString:
    return TEMPLATES.get_template(f"website/charts/{template}").render(Context(context))
