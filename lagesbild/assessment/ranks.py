"""Places in an order: as they stand, and as a range where each value is uncertain."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping


def places(values: Mapping[str, float], *, highest_first: bool = True) -> dict[str, int]:
    """Each one's place: 1 plus how many stand strictly before it. Equal values share the better place.

    The usual competition ranking (1, 2, 2, 4).
    """
    ordered = sorted(-value if highest_first else value for value in values.values())
    return {
        name: bisect_left(ordered, -value if highest_first else value) + 1 for name, value in values.items()
    }


def place_ranges(
    intervals: Mapping[str, tuple[float, float]], *, highest_first: bool = True
) -> dict[str, tuple[int, int]]:
    """The best and worst place each one may have, from an interval (low, high) round each value.

    Best: 1 plus how many intervals lie wholly before one's own. Worst: all, less how many lie wholly after it.
    Intervals that only touch overlap. With 95 % intervals one by one the ranges do not hold together at 95 %: give
    wider ones for that. Raises ValueError naming intervals that are upside down.
    Source: Klein, Wright and Wieczorek, A joint confidence region for an overall ranking of populations,
    J. R. Stat. Soc. C 69, 2020.
    """
    upside_down = [name for name, (low, high) in intervals.items() if not low <= high]
    if upside_down:
        raise ValueError(f"The interval is upside down for {', '.join(upside_down)}. Give (low, high).")
    lows = sorted(low for low, _ in intervals.values())
    highs = sorted(high for _, high in intervals.values())
    n = len(intervals)
    ranges = {}
    for name, (low, high) in intervals.items():
        below, above = bisect_left(highs, low), n - bisect_right(lows, high)
        before, after = (above, below) if highest_first else (below, above)
        ranges[name] = (before + 1, n - after)
    return ranges
