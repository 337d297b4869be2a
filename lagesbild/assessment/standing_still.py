"""Whether a series that stands still was measured each year, or carried forward by its source between two measurements.

The turnout of the latest election and the water classes of a six-year cycle come as new figures every year.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from lagesbild.assessment.numerals import own_decimals
from lagesbild.assessment.series import Point

ALIKE = 0.9
"""Where so many of the other areas stand still in the same year, nobody measured."""
FEWEST = 4
"""With fewer values a repetition is no pattern."""


def carried_forward(
    points: Sequence[Point],
    unchanged_elsewhere: Mapping[int, float] | None = None,
    *,
    ends: Collection[float] = (0.0,),
) -> tuple[int, int] | None:
    """The first and last year of the latest stretch that looks carried forward; None where none does.

    ``points`` are in order of time. ``unchanged_elsewhere``: for each year, the share (0–1) of the other areas with the
    very value of the year before; it decides where it is known. Without it a series of four values or more is suspected
    that repeats itself in half of its steps, two of them in a row. ``ends``: values that a series may truly rest at.
    """
    measured = [point for point in points if point.flag != "extrapolated"]
    repeated = [
        later.value == earlier.value and later.year - earlier.year == 1
        for earlier, later in pairwise(measured)
    ]
    elsewhere = unchanged_elsewhere or {}
    if any(point.year in elsewhere for point in measured):
        repeated = [
            same and elsewhere.get(point.year, 0.0) >= ALIKE
            for same, point in zip(repeated, measured[1:], strict=True)
        ]
    elif not _is_pattern(measured, repeated, ends):
        return None
    return _latest_stretch(measured, repeated)


def _is_pattern(measured: Sequence[Point], repeated: Sequence[bool], ends: Collection[float]) -> bool:
    if len(measured) < FEWEST or sum(repeated) * 2 < len(repeated):
        return False
    telling = [
        same and point.value not in ends and _has_two_digits(point.value)
        for same, point in zip(repeated, measured[1:], strict=True)
    ]
    return any(first and second for first, second in pairwise(telling))


def _has_two_digits(value: float) -> bool:
    """What is rounded to one digit, as 3 %, stays the same by itself."""
    return abs(value) * 10 ** own_decimals(value) >= 10


def _latest_stretch(measured: Sequence[Point], repeated: Sequence[bool]) -> tuple[int, int] | None:
    ends = [place for place, same in enumerate(repeated) if same]
    if not ends:
        return None
    first = last = ends[-1]
    while first and repeated[first - 1]:
        first -= 1
    return measured[first].year, measured[last + 1].year
