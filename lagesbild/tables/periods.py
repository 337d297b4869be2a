"""The time that a value is about: a day, week, month, quarter, half, year, school year or a span of any of them.

Periods are ordered by time, never by letters: by the year they belong to, in it by their first day, and the longer
before its parts. ``str(period)`` is how the store keeps one, and ``Period.parse`` reads that back.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache, total_ordering

from lagesbild.tables import period_words
from lagesbild.tables.outcome import Wording


class Kind(StrEnum):
    """What a period is. The order is from the longest to the shortest; a span may be of any length."""

    SPAN = "span"
    SCHOOL_YEAR = "school year"
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@total_ordering
@dataclass(frozen=True)
class Period:
    """A time with its first and last day. Make one with the functions below, or with ``Period.parse``."""

    kind: Kind
    first: date
    last: date

    @property
    def year(self) -> int:
        """The year it belongs to: the last that it names. A week belongs to the year of its Thursday."""
        return self.last.isocalendar().year if self.kind == Kind.WEEK else self.last.year

    @property
    def part(self) -> int:
        """Which half, quarter, month or week of its year it is; 0 for what is not a part."""
        match self.kind:
            case Kind.HALF:
                return (self.first.month + 5) // 6
            case Kind.QUARTER:
                return (self.first.month + 2) // 3
            case Kind.MONTH:
                return self.first.month
            case Kind.WEEK:
                return self.first.isocalendar().week
        return 0

    @property
    def is_whole(self) -> bool:
        """Whether it is one or more whole years."""
        return self.kind in (Kind.YEAR, Kind.SCHOOL_YEAR) or (self.kind == Kind.SPAN and self._of_years)

    @property
    def _of_years(self) -> bool:
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def is_of_months(self) -> bool:
        """Whether it begins with a month and ends with one."""
        return self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]

    @cached_property
    def order(self) -> tuple[int, date, int]:
        """What periods are ordered by. A week that begins the year before is no earlier than its year."""
        first = max(self.first, date(self.year, 1, 1)) if self.kind == Kind.WEEK else self.first
        return self.year, first, -(self.last - first).days

    def __lt__(self, other: "Period") -> bool:
        return (self.order, self.kind) < (other.order, other.kind)

    def holds(self, other: "Period") -> bool:
        """Whether ``other`` is a part of this one."""
        return self != other and self.first <= other.first and other.last <= self.last

    def begins_after(self, day: date) -> bool:
        """Whether nothing of it can have been measured on ``day``."""
        return self.first > day

    def __str__(self) -> str:
        match self.kind:
            case Kind.YEAR:
                return f"{self.year}"
            case Kind.SCHOOL_YEAR:
                return f"{self.first.year}/{self.last.year % 100:02}"
            case Kind.HALF | Kind.QUARTER:
                return f"{self.year}-{'H' if self.kind == Kind.HALF else 'Q'}{self.part}"
            case Kind.MONTH:
                return f"{self.first:%Y-%m}"
            case Kind.WEEK:
                return f"{self.year}-W{self.part:02}"
            case Kind.DAY:
                return f"{self.first:%Y-%m-%d}"
        written = "%Y" if self._of_years else "%Y-%m" if self.is_of_months else "%Y-%m-%d"
        return f"{self.first:{written}}–{self.last:{written}}"

    @classmethod
    @lru_cache(maxsize=8192)
    def parse(cls, text: str) -> "Period":
        """The period that ``str`` wrote. Raises ValueError for anything else."""
        for form, maker in _CANONICAL:
            if match := form.fullmatch(text):
                return maker(*(int(part) for part in match.groups()))
        first, dash, last = text.partition("–")
        period = between(cls.parse(first).first, cls.parse(last).last) if dash else None
        if period is None or str(period) != text:
            raise ValueError(f"{text} is no period.")
        return period

    def label(self, language: str = "sv") -> str:
        """The period in words: november 2008, first half of 2022."""
        return self.wording.in_(language)

    @property
    def wording(self) -> Wording:
        """The period in words, in both languages."""
        match self.kind:
            case Kind.YEAR | Kind.SCHOOL_YEAR:
                return Wording(str(self), str(self))
            case Kind.HALF | Kind.QUARTER | Kind.WEEK:
                return period_words.PARTS[self.kind][self.part if self.kind == Kind.HALF else 0].fill(
                    part=self.part, year=self.year
                )
            case Kind.MONTH:
                return period_words.month(self.first)
            case Kind.DAY:
                return period_words.day(self.first)
        return self._span_wording()

    def _span_wording(self) -> Wording:
        if self._of_years:
            return Wording(str(self), str(self))
        ends = period_words.month if self.is_of_months else period_words.day
        return Wording("{first}–{last}", "{first} – {last}").fill(
            first=ends(self.first), last=ends(self.last)
        )


def year(number: int) -> Period:
    return Period(Kind.YEAR, date(number, 1, 1), date(number, 12, 31))


def school_year(first: int, last: int | None = None) -> Period:
    """July to June, as Swedish schools count: 2022/23. ``last``: its last year in two digits or four."""
    if last is not None and last % 100 != (first + 1) % 100:
        raise ValueError(f"{first}/{last} is no school year.")
    return Period(Kind.SCHOOL_YEAR, date(first, 7, 1), date(first + 1, 6, 30))


def half(of_year: int, part: int) -> Period:
    return _months(Kind.HALF, of_year, part, 6)


def quarter(of_year: int, part: int) -> Period:
    return _months(Kind.QUARTER, of_year, part, 3)


def month(of_year: int, part: int) -> Period:
    return _months(Kind.MONTH, of_year, part, 1)


def _months(kind: Kind, of_year: int, part: int, length: int) -> Period:
    last_month = part * length
    if not 1 <= last_month <= 12:
        raise ValueError(f"There is no {kind} {part}.")
    last = date(of_year, last_month, monthrange(of_year, last_month)[1])
    return Period(kind, date(of_year, last_month - length + 1, 1), last)


def week(of_year: int, part: int) -> Period:
    """An ISO week. Raises ValueError where the year has no such week."""
    monday = date.fromisocalendar(of_year, part, 1)
    return Period(Kind.WEEK, monday, monday + timedelta(days=6))


def day(of_year: int, of_month: int, number: int) -> Period:
    that_day = date(of_year, of_month, number)
    return Period(Kind.DAY, that_day, that_day)


def between(first: date, last: date) -> Period:
    """The days from ``first`` to ``last``: a span, or what such days are called, as a month or a half."""
    if last < first:
        raise ValueError(f"{last} is before {first}.")
    if first == last:
        return Period(Kind.DAY, first, last)
    candidates = [year(last.year), *(half(last.year, part) for part in (1, 2))]
    candidates += [quarter(last.year, part) for part in (1, 2, 3, 4)]
    candidates.append(month(last.year, last.month))
    return next(
        (period for period in candidates if (period.first, period.last) == (first, last)),
        Period(Kind.SPAN, first, last),
    )


_CANONICAL = (
    (re.compile(r"(\d{4})", re.ASCII), year),
    (re.compile(r"(\d{4})/(\d{2})", re.ASCII), school_year),
    (re.compile(r"(\d{4})-H([12])", re.ASCII), half),
    (re.compile(r"(\d{4})-Q([1-4])", re.ASCII), quarter),
    (re.compile(r"(\d{4})-W(\d{2})", re.ASCII), week),
    (re.compile(r"(\d{4})-(\d{2})", re.ASCII), month),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII), day),
)
