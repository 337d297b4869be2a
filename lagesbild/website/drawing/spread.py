"""How the places are spread in each period, and where one of them is: strokes, boxes, and its own mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import Frame, axis_room, axis_scale, grid, nice_ticks
from lagesbild.website.drawing.cloud import nearly_all
from lagesbild.website.drawing.marks import HOME, place_mark
from lagesbild.website.drawing.svg import checked, per_cent, render
from lagesbild.website.drawing.words import words_in


@dataclass(frozen=True)
class SpreadColumn:
    """One period. ``values`` in any order; ``own`` and ``place`` are None where the place has no value of it."""

    label: str
    values: Sequence[float]
    lower: float
    middle: float
    upper: float
    own: float | None
    place: str


def spread_chart(
    columns: Sequence[SpreadColumn],
    *,
    id: str,
    title: str,
    description: str,
    source: str,
    unit: str,
    decimals: int,
    language: str,
    notes: Sequence[str] = (),
) -> SafeString:
    """A `<figure>`: from the lowest to the highest value, the middle half as a box, the median across it."""
    words, say = words_in(language), Amounts(unit, decimals, language)
    every = [value for column in columns for value in column.values]
    own = [column.own for column in columns if column.own is not None]
    frame = Frame(0, max(len(columns) - 1, 1), nice_ticks([*nearly_all(every), *own]))
    divisor, scale_word = axis_scale(frame.ticks, words)
    context = {
        "id": checked(id),
        "title": title,
        "description": description,
        "source": source,
        "words": words,
        "unit": f"{scale_word} {unit}".strip(),
        "room": axis_room(frame.ticks, divisor, language),
        "grid": grid(frame, divisor, language),
        "columns": [_column(column, place, len(columns), frame, say) for place, column in enumerate(columns)],
        "mark": place_mark(HOME),
        "notes": [*([] if frame.ticks[0] <= 0 <= frame.ticks[-1] else [words["cut"]]), *notes],
    }
    return render("spread.svg", context)


def _column(column: SpreadColumn, place: int, count: int, frame: Frame, say: Amounts) -> dict[str, str]:
    top, bottom = frame.ticks[-1], frame.ticks[0]
    return {
        "x": per_cent(100 * (place + 0.5) / count),
        "label": column.label,
        "css": " chart-minor" if (count - 1 - place) % 2 and count > 6 else "",
        "lowest": per_cent(frame.y(max(min(column.values), bottom))),
        "highest": per_cent(frame.y(min(max(column.values), top))),
        "lower": per_cent(frame.y(column.lower)),
        "upper": per_cent(frame.y(column.upper)),
        "middle": per_cent(frame.y(column.middle)),
        "own": per_cent(frame.y(column.own)) if column.own is not None else "",
        "text": say(column.own) if column.own is not None else "",
        "place": column.place,
    }
