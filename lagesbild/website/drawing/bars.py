"""Bars instead of lines, where every line has one value."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from django.utils.safestring import SafeString

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.names import name_rows
from lagesbild.website.drawing.series import (
    LEVEL_DASH,
    ChartLevel,
    ChartLine,
    in_words,
    level_amount,
    overdue,
)
from lagesbild.website.drawing.svg import in_em, per_cent, render

BAR_WIDTH = 40  # letters that fit above a bar on a phone
TEXT_ROW, BAR, BAR_ROOM, LEVEL_ROOM = 1.35, 1.0, 2.8, 2.2  # em: a row, a bar, and what is under the words


def bar_figure(
    lines: Sequence[ChartLine], levels: Sequence[ChartLevel], say: "Amounts", heading: dict
) -> SafeString:
    """A bar an area from zero, the home area first; then each level, which also marks the bars it crosses.

    A lone value without anything to hold it against is a sentence: its bar would say nothing.
    """
    words = heading["words"]
    lines = sorted(lines, key=lambda line: not line.home)
    levels = sorted(levels, key=lambda level: level.value)
    if len(lines) == 1 and not levels and say.unit != "%":
        text = f"{lines[0].label}: {in_words(lines[0], words, say)}."
        return render("empty.svg", heading | {"sentence": text})
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
    return render("bars.svg", heading | context)


def bar_strip(
    line: ChartLine, along: Callable[[float], float], say: "Amounts", words: dict[str, str]
) -> dict:
    year, value, flag = line.last()
    when = f"{year}, {words[flag]}" if flag in words else str(year)
    return strip_text(line.label, f"{say(value)} ({when})", under=BAR_ROOM) | {
        "css": ("chart-home" if line.home else "chart-other") + (" bar-hollow" if flag else ""),
        "x": per_cent(along(min(value, 0))),
        "width": per_cent(along(abs(value)) - along(0)),
    }


def level_strip(level: ChartLevel, along: Callable[[float], float], say: "Amounts") -> dict:
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
