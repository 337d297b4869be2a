"""The frame of a chart over years: how far its axes go, and where they are marked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagesbild.assessment import number
from lagesbild.website.drawing.series import ChartLevel, ChartLine
from lagesbild.website.drawing.svg import per_cent

LONGEST_TICK = len("2020–2022")


@dataclass(frozen=True)
class Frame:
    """What the axes span. `x` and `y` answer in per cent of the frame, y downwards."""

    first: float
    last: float
    ticks: tuple[float, ...]

    def covers(self, year: int | None) -> bool:
        return year is not None and self.first <= year <= self.last

    def x(self, year: float) -> float:
        if self.first == self.last:
            return 50.0
        return 100 * (year - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return 100 * (self.ticks[-1] - value) / (self.ticks[-1] - self.ticks[0])


def frame_around(
    lines: Sequence[ChartLine],
    levels: Sequence[ChartLevel],
    more_values: Sequence[float] = (),
    wanted_last: float = -math.inf,
) -> Frame:
    """The years measured and the values with their levels. A far-off target year is not given the room."""
    years = [year for line in lines for year, *_ in line.known()]
    first, last = min(years), max(years)
    reach = last + max(10, last - first)
    due = [level.due for level in levels if level.due and last < level.due <= reach]
    values = [value for line in lines for _, value, _ in line.known()] + [level.value for level in levels]
    values += [end for line in lines for _year, *ends in line.intervals() for end in ends]
    return Frame(first, max([last, *due, min(wanted_last, reach)]), nice_ticks([*values, *more_values]))


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


def _round_years(frame: Frame, span: float) -> list[int]:
    step = next((step for step in (1, 2, 5, 10, 20) if span / step <= 7), 50)
    years = range(math.ceil(frame.first), math.floor(frame.last) + 1)
    return [year for year in years if year % step == 0]


def year_ticks(
    lines: Sequence[ChartLine], levels: Sequence[ChartLevel], frame: Frame
) -> list[dict[str, str]]:
    """At most eight years. Every second is marked minor, counted from the end: a narrow frame hides those."""
    span = max(frame.last - frame.first, 1)
    measured = sorted({year for line in lines for year, *_ in line.known()})
    short = all(len(str(year)) <= LONGEST_TICK for year in measured)
    if short and len(measured) <= 7 and all(b - a >= 0.1 * span for a, b in pairwise(measured)):
        labelled = measured
    else:
        labelled = _round_years(frame, span) or [measured[0], measured[-1]]
    due = [level.due for level in levels if frame.covers(level.due)]
    labelled = [year for year in labelled if all(abs(year - other) >= 0.1 * span for other in due)]
    labelled = sorted({*labelled, *due})
    return [
        {"x": per_cent(frame.x(year)), "text": str(year), "css": " chart-minor" if i % 2 else ""}
        for i, year in enumerate(reversed(labelled))
    ]
