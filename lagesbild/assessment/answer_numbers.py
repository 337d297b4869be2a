"""Numbers as a sentence can carry them: few digits, large ones in words, never a zero that is none."""

from math import floor, log10

from lagesbild.assessment.numerals import POINT, POINTS, is_share, joined, numeral, own_decimals
from lagesbild.assessment.words import Text

MOST_DECIMALS = 3
"""More than this many decimals nobody reads in a sentence."""
_MORE_DIGITS = 2
_SCALES = (
    (1e12, Text("biljon", "trillion"), Text("biljoner", "trillion")),
    (1e9, Text("miljard", "billion"), Text("miljarder", "billion")),
    (1e6, Text("miljon", "million"), Text("miljoner", "million")),
)
_NEAR_ZERO = Text("nära noll", "close to zero")
_JUST_OVER = Text("strax över {figure}", "just above {figure}")
_JUST_UNDER = Text("strax under {figure}", "just below {figure}")
_SPACE = Text("\u00a0", "\u00a0")


def readable(value: float, decimals: int, unit: Text, more: int = 0) -> Text:
    """``value`` and its unit. From a million in words with three figures, else with at most three decimals.

    ``more``: that many figures more, to tell it from another number.
    """
    for power, single, many in _SCALES if abs(value) >= _SCALES[-1][0] else ():
        if abs(value) >= power:
            return _scaled(value / power, single, many, unit, more)
    figure = _figure(value, min(decimals, MOST_DECIMALS) + more)
    return joined(figure, unit) if figure else _NEAR_ZERO


def readable_change(value: float, decimals: int, unit: Text) -> Text:
    """A difference between two values: per cent become percentage points."""
    if not is_share(unit):
        return readable(value, decimals, unit)
    points = readable(value, decimals, POINTS)
    single = joined(numeral(1, 0), POINTS)
    return joined(numeral(1, 0), POINT) if points == single else points


def decided_readable(value: float, unit: Text) -> Text:
    """A decided value as it was decided, as far as a sentence can carry it."""
    return readable(value, own_decimals(value), unit)


def readable_beside(value: float, other: float, decimals: int, unit: Text) -> Text:
    """``value``, told so that it differs from ``other`` where it does: with more figures, else in words."""
    if value == other:
        return readable(value, decimals, unit)
    for more in range(_MORE_DIGITS + 1):
        figure = readable(value, decimals, unit, more)
        if figure != readable(other, decimals, unit, more):
            return figure
    template = _JUST_OVER if value > other else _JUST_UNDER
    return template.fill(figure=readable(other, decimals, unit))


def _figure(value: float, decimals: int) -> Text | None:
    """Enough decimals for a small number not to print as zero; None where even six are too few."""
    if abs(value) >= 1 or value == 0:
        return numeral(value, decimals if value else 0)
    first = max(-floor(log10(abs(value))), 0)
    if first > MOST_DECIMALS:
        return None
    return numeral(value, max(decimals, first))


def _scaled(value: float, single: Text, many: Text, unit: Text, more: int) -> Text:
    places = min(max(2 - floor(log10(abs(value))), 0) + more, 6)
    places = min(places, own_decimals(round(value, places)))
    figure = numeral(value, places)
    name = single if figure.en in ("1", "\u22121") else many
    return joined(figure + _SPACE + name, unit)
