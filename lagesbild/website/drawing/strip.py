"""Every place as a thin stroke along one line, and the chosen ones as shapes on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import nice_ticks, tick_texts
from lagesbild.website.drawing.cloud import nearly_all
from lagesbild.website.drawing.marks import place_mark
from lagesbild.website.drawing.svg import checked, per_cent, render

ACROSS = 1000


@dataclass(frozen=True)
class MarkedPlace:
    """A chosen place on the strip. ``rank`` as in ``place_mark``."""

    label: str
    value: float
    rank: int | None


@dataclass(frozen=True)
class StripSpan:
    """From where to where the line goes, in round numbers; ``along`` answers in per cent."""

    ticks: tuple[float, ...]

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]

    def along(self, value: float) -> float:
        return 100 * (value - self.low) / (self.high - self.low)

    def covers(self, value: float) -> bool:
        return self.low <= value <= self.high


def strip_span(values: Sequence[float], marked: Sequence[MarkedPlace]) -> StripSpan:
    """As far as nearly all, and every marked one."""
    return StripSpan(nice_ticks([*nearly_all(values), *(place.value for place in marked)]))


def strip(
    values: Sequence[float],
    marked: Sequence[MarkedPlace],
    *,
    id: str,
    title: str,
    description: str,
    middle: float,
    say: Amounts,
) -> SafeString:
    """An `<svg>` without heading: the page says what it is of. The home is drawn on top."""
    span = strip_span(values, marked)
    strokes = sorted({round(span.along(value) * ACROSS / 100) for value in values if span.covers(value)})
    in_order = sorted(
        marked, key=lambda place: (place.rank is not None, -1 if place.rank is None else -place.rank)
    )
    context = {
        "id": checked(id),
        "title": title,
        "description": description,
        "strokes": "".join(f"M{x} 0v10" for x in strokes),
        "middle": per_cent(span.along(middle)),
        "low": tick_texts(span.ticks, 1.0, say.language)[0],
        "high": f"{tick_texts(span.ticks, 1.0, say.language)[-1]} {say.unit}".strip(),
        "marks": [_mark(place, span, say) for place in in_order],
    }
    return render("strip.svg", context)


def _mark(place: MarkedPlace, span: StripSpan, say: Amounts) -> dict[str, str]:
    mark = place_mark(place.rank)
    return {
        "x": per_cent(span.along(place.value)),
        "css": mark.css,
        "shape": mark.shape,
        "hollow": mark.hollow,
        "text": f"{place.label} {say(place.value)}",
    }
