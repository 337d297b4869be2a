"""Yearly changes and the ends of intervals as a sentence can carry them: ends that differ, no zero that is none."""

from lagesbild.assessment.answer_numbers import MOST_DECIMALS, readable, readable_change
from lagesbild.assessment.numerals import POINT, POINTS, is_share, joined, numeral, rate_decimals
from lagesbild.assessment.words import NO_TEXT, Text

_MORE_DIGITS = 2
_LEAST = 10.0**-MOST_DECIMALS
_JUST_ABOVE, _JUST_BELOW = (
    Text("strax över noll", "just above zero"),
    Text("strax under noll", "just below zero"),
)


def readable_rate(change: float, unit: Text) -> Text:
    """A yearly change with two figures and its unit; per cent become percentage points."""
    return readable_change(change, rate_decimals(change), unit)


def readable_ends(
    low: float, high: float, unit: Text, decimals: int | None = None
) -> tuple[Text, Text] | None:
    """Both ends of an interval, the unit with the higher; None where no readable figures tell them apart.

    ``decimals``: how many to begin with; else enough for two figures of the larger end.
    """
    places = _decimals(low, high) if decimals is None else decimals
    for more in range(_MORE_DIGITS + 1):
        lowest, highest = _end(low, places, more), _end(high, places, more)
        if lowest != highest:
            return lowest, highest if 0 < abs(high) < _LEAST else joined(highest, unit)
    return None


def change_ends(low: float, high: float, unit: Text) -> tuple[Text, Text] | None:
    """:func:`readable_ends` of changes: per cent become percentage points."""
    ends = readable_ends(low, high, POINTS if is_share(unit) else unit)
    return (ends[0], _A_POINT) if ends and ends[1] == _SINGLE_POINTS else ends


_SINGLE_POINTS, _A_POINT = joined(numeral(1, 0), POINTS), joined(numeral(1, 0), POINT)


def _end(value: float, decimals: int, more: int) -> Text:
    if 0 < abs(value) < _LEAST:
        return _JUST_ABOVE if value > 0 else _JUST_BELOW
    return readable(value, decimals, NO_TEXT, more)


def _decimals(low: float, high: float) -> int:
    decimals = min(rate_decimals(max(low, high, key=abs)), MOST_DECIMALS)
    both_end_in_zero = all(numeral(end, decimals).sv.endswith("0") for end in (low, high))
    return decimals - 1 if decimals and both_end_in_zero else decimals
