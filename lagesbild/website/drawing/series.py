"""What a chart is made of (lines, levels, breaks), and the same in words.

A line's label is its last measured value: what is extrapolated is drawn hollow and told in words, but it is
never the figure that a reader takes home.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lagesbild.website.drawing.amounts import Amounts, is_number
from lagesbild.website.drawing.words import words_in

Point = tuple[float, float | None, str]
"""Year or moment, value, flag. None says that it should have had a value; flags are those of the long table."""
Margin = tuple[float, float]
"""Year or moment, and half of the value's own 95 % interval, as its publisher gives it."""
LEVEL_DASH = {"target": "6 4"}  # the others are dotted


@dataclass(frozen=True)
class ChartLine:
    """One series, any order of years: the home area is drawn strong, comparisons in grey."""

    label: str
    points: tuple[Point, ...]
    home: bool = False
    margins: tuple[Margin, ...] = ()

    def known(self) -> list[tuple[float, float, str]]:
        points = [(year, value, flag) for year, value, flag in self.points if is_number(value)]
        return sorted(points, key=lambda point: point[0])

    def measured(self) -> list[tuple[float, float, str]]:
        """The known points but the extrapolated ones; where there are no others, those."""
        points = self.known()
        return [point for point in points if point[2] != "extrapolated"] or points

    def intervals(self) -> list[tuple[float, float, float]]:
        """(year, low, high) of the values whose margins are published."""
        margins = dict(self.margins)
        return [
            (year, value - margins[year], value + margins[year])
            for year, value, _flag in self.known()
            if margins.get(year)
        ]

    def last(self) -> tuple[float, float, str]:
        """What the line is labelled with."""
        return self.measured()[-1]


@dataclass(frozen=True)
class ChartLevel:
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

    @property
    def begins(self) -> float:
        """Where the year begins, when a whole year stands at its number."""
        return self.year - 0.5


def describe(
    lines: Iterable[ChartLine],
    *,
    unit: str,
    decimals: int,
    language: str,
    levels: Iterable[ChartLevel] = (),
    breaks: Iterable[BreakMark] = (),
) -> str:
    """The chart in words: where every line starts and ends, and its highest and lowest value in between.

    The start, the end and the extremes are measured; what is extrapolated comes after, called so.
    """
    words, say, lines = words_in(language), Amounts(unit, decimals, language), list(lines)
    sentences = [words["bars" if one_value_each(lines) else "chart"]]
    sentences += [f"{line.label}: {in_words(line, words, say)}." for line in lines]
    sentences += [
        f"{level.label}: {say.exactly(level.value)} {level.year or ''}".strip() + "." for level in levels
    ]
    sentences += [break_text(mark, words) for mark in breaks]
    return " ".join(sentences)


def one_value_each(lines: Iterable[ChartLine]) -> bool:
    counts = [len(line.known()) for line in lines]
    return max(counts, default=0) == 1


def in_words(line: ChartLine, words: dict[str, str], say: "Amounts") -> str:
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
    if line.intervals():
        year, low, high = line.intervals()[-1]
        text += f", {words['interval']} {say(low)} {words['to']} {say(high)} {year}"
    reckoned = [point for point in line.known() if point not in points]
    return text + "".join(f"; {year} {words[flag]} {say(value)}" for year, value, flag in reckoned)


def level_amount(level: ChartLevel, say: "Amounts", name: str) -> str:
    """The value as it was decided, with its year if the name does not say it."""
    year_in_name = not level.year or str(level.year) in name
    return say.exactly(level.value) if year_in_name else f"{say.exactly(level.value)} ({level.year})"


def overdue(lines: Sequence[ChartLine], levels: Sequence[ChartLevel], words: dict[str, str]) -> list[str]:
    due = {level.year for level in levels if level.kind == "target" and level.year}
    past = sorted(year for year in due if year + 0.5 <= last_year(lines))
    return [f"{words['target year']} {year} {words['passed']}." for year in past]


def break_text(mark: BreakMark, words: dict[str, str]) -> str:
    return f"{words['break']} {mark.year}: {mark.label.rstrip('.')}."


def last_year(lines: Iterable[ChartLine]) -> float:
    return max(line.known()[-1][0] for line in lines)
