"""Series drawn on one line: ``series(2010, 51, 50, None, 41)`` is 2010, 2011 and 2013."""

from lagesbild.assessment import Point, Text

PERCENT = Text("%", "%")


def series(first_year, *values):
    """Values year by year; None is a year without a value, ("extrapolated", 7) a flagged one."""
    return tuple(
        Point(year, value[1], value[0]) if isinstance(value, tuple) else Point(year, value)
        for year, value in enumerate(values, first_year)
        if value is not None
    )
