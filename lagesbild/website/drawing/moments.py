"""Where a period stands on a chart's axis of years, and what it is called there.

A whole year stands at its number, and what belongs to it within half a year of that: first halves a quarter of a year
before, second halves a quarter after. So a year's parts stand around the year's own mark.
"""

from calendar import isleap
from datetime import date

from lagesbild.tables.periods import Kind, Period

PARTS = {Kind.HALF: 2, Kind.QUARTER: 4, Kind.MONTH: 12, Kind.WEEK: 53}


class Moment(float):
    """A place on the axis that is printed as the period it stands for, ``first half of 2022``."""

    def __new__(cls, place: float, label: str):
        moment = super().__new__(cls, place)
        moment.label = label
        return moment

    def __str__(self) -> str:
        return self.label


def moment(period: Period, language: str) -> int | Moment:
    """The period's place: a plain year is just its number."""
    if period.kind == Kind.YEAR:
        return period.year
    place = period.year if period.is_whole else period.year - 0.5 + _share_of_year(period)
    return Moment(place, period.label(language))


def _share_of_year(period: Period) -> float:
    """How much of its year has gone in the middle of the period."""
    if period.kind in PARTS:
        return (period.part - 0.5) / PARTS[period.kind]
    begins = date(period.year, 1, 1)
    days_before = max((period.first - begins).days, 0) + (period.last - begins).days + 1
    return days_before / 2 / (366 if isleap(period.year) else 365)
