"""Every way that people write one period, and what each writing can mean when it stands alone.

``readings_of`` gives all of them; which holds is for the column to show: see :mod:`lagesbild.tables.period_columns`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lagesbild.tables import periods
from lagesbild.tables.columns import visible
from lagesbild.tables.period_words import MONTHS
from lagesbild.tables.periods import Kind, Period

LONGEST_LIKE_A_MONTH, LONGEST_SHORT = 15, 60
"""In years: 2008-11 may be a span, 1990-11 is a month. No longer span than the second ends in two digits."""


class Manner(StrEnum):
    """How a writing is read, where it can be read in more ways than one; else it is sure."""

    SURE = "sure"
    MONTH = "month"
    QUARTER = "quarter"
    SPAN = "span"
    SCHOOL_YEAR = "school year"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class PeriodShape(StrEnum):
    """Writings that mean the same kind of thing all down a column."""

    PLAIN = "plain"
    HYPHEN = "2008-11"
    SLASH = "2008/11"
    LOOSE = "2021 9"
    SIX_DIGITS = "200811"
    DAY_AND_MONTH = "01/02/2021"


@dataclass(frozen=True, slots=True)
class Reading:
    period: Period
    manner: Manner = Manner.SURE


@dataclass(frozen=True, slots=True)
class Writing:
    """A cell's shape and all that it can mean; nothing, where no such time exists."""

    shape: PeriodShape
    readings: tuple[Reading, ...]


_Y = r"([0-9]{4})"
_NAME = rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_NTH = {
    **{word: part for part, word in enumerate(("första", "andra", "tredje", "fjärde"), start=1)},
    **{word: part for part, word in enumerate(("first", "second", "third", "fourth"), start=1)},
}
_ORDINAL = rf"({'|'.join(_NTH)}|[1-4](?=:?[ae] |st |nd |rd |th ))(?::?[ae]|st|nd|rd|th)?"
_DAY = r"([0-9]{1,2})(?:\.|:?[ae]|st|nd|rd|th)?"
_HALF = r"(?:h|s|halvår|half|semester) ?"
_QUARTER = r"(?:q|k|kv\.?|kvartal|quarter|qtr) ?"
_WEEK = r"(?:w|v\.?|vecka|week|wk) ?"
_BEFORE_YEAR = r"(?:[ ,.-]{0,2}| of )"


def _int(text: str) -> int:
    return _NTH.get(text) or MONTHS.get(text) or int(text)


def _turned(maker: Callable[..., Period]) -> Callable[..., Period]:
    """For writings that name the year last."""
    return lambda *parts: maker(*reversed(parts))


def _month_day_year(of_month: int, number: int, of_year: int) -> Period:
    return periods.day(of_year, of_month, number)


def _decade(number: int) -> Period:
    first = number if number > 99 else 1900 + number
    first -= first % 10
    return periods.between(date(first, 1, 1), date(first + 9, 12, 31))


_SURE: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = tuple(
    (re.compile(form), maker)
    for form, maker in (
        (rf"(?:(?:år|året|helår|helåret|year|fy|cy) ?)?{_Y}(?:\.0+|-a1| helår)?", periods.year),
        (rf"{_Y}[ -]?{_HALF}([12])", periods.half),
        (rf"{_Y}[ -]?([12])h", periods.half),
        (rf"(?:{_HALF}(?=[12]))([12]){_BEFORE_YEAR}{_Y}", _turned(periods.half)),
        (rf"([12])h[ -]?{_Y}", _turned(periods.half)),
        (rf"{_ORDINAL} (?:halvåret|halvår|half|half-year){_BEFORE_YEAR}{_Y}", _turned(periods.half)),
        (rf"{_Y}[ -]?{_QUARTER}([1-4])", periods.quarter),
        (rf"{_Y}[ -]?([1-4])q", periods.quarter),
        (rf"{_QUARTER}([1-4]){_BEFORE_YEAR}{_Y}", _turned(periods.quarter)),
        (rf"([1-4])[qk][ -]?{_Y}", _turned(periods.quarter)),
        (rf"([1-4]) (?:kv\.?|kvartal) {_Y}", _turned(periods.quarter)),
        (rf"{_ORDINAL} (?:kvartalet|kvartal|quarter){_BEFORE_YEAR}{_Y}", _turned(periods.quarter)),
        (rf"{_Y}[ -]?m ?([0-9]{{1,2}})", periods.month),
        (rf"{_Y}[ -]?{_NAME}", periods.month),
        (rf"{_NAME}{_BEFORE_YEAR}{_Y}", _turned(periods.month)),
        (rf"([0-9]{{1,2}})[-/.]{_Y}", _turned(periods.month)),
        (rf"{_Y} (0[1-9])", periods.month),
        (rf"{_Y}\.(0[1-9]|1[0-2])", periods.month),
        (rf"{_Y}[ -]?{_WEEK}([0-9]{{1,2}})", periods.week),
        (rf"{_WEEK}([0-9]{{1,2}}){_BEFORE_YEAR}{_Y}", _turned(periods.week)),
        (rf"{_Y}([-/. ])([0-9]{{1,2}})\2([0-9]{{1,2}})", lambda y, _mark, m, d: periods.day(y, m, d)),
        (rf"{_Y}([0-9]{{2}})([0-9]{{2}})", periods.day),
        (rf"(?:den )?{_DAY} {_NAME}{_BEFORE_YEAR}{_Y}", _turned(periods.day)),
        (rf"{_NAME} {_DAY},? {_Y}", _month_day_year),
        (rf"([0-9]{{1,2}})/([0-9]{{1,2}}) {_Y}", _turned(periods.day)),
        (rf"([0-9]{{1,2}})\.([0-9]{{1,2}})\. ?{_Y}", _turned(periods.day)),
        (rf"([0-9]{{1,2}})\.([0-9]{{1,2}})\.{_Y}", _turned(periods.day)),
        (r"([0-9]{3}0|[0-9]0)(?:-? ?tal(?:et)?|s)", _decade),
    )
)
_SCHOOL_YEAR = re.compile(
    r"(?:läsåret|läsår|lå|school year|academic year) ?((?:[0-9]{2}){1,2}) ?[-/–] ?([0-9]{2}|[0-9]{4})"
)
_PAIR = re.compile(rf"{_Y}([-/])([0-9]{{2}}|[0-9]{{4}})")
_SCHOOL_YEARS = re.compile(
    rf"{_Y}/([0-9]{{2}}|[0-9]{{4}}) ?(?:[-–]|till|to|until|through) ?{_Y}/([0-9]{{2}}|[0-9]{{4}})"
)
_SIX = re.compile(rf"{_Y}([0-9]{{2}})")
_LOOSE = re.compile(rf"{_Y}[ :-]([1-9]|1[0-2])")
_DAY_AND_MONTH = re.compile(rf"([0-9]{{1,2}})([-/])([0-9]{{1,2}})\2{_Y}")
_CLOCK = re.compile(
    r"(.*[0-9])(?:t| )[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?"
)
_BETWEEN = re.compile(
    r" ?[–—] ?| - |--| (?:till och med|t\.?o\.?m\.?|till|to|until|through) |(?<=[^\W\d])-(?=[^\W\d])"
)


def readings_of(cell: str) -> Writing | None:
    """What the text can mean; None where it is no writing of a period at all."""
    text = re.sub("[‐‑]", "-", re.sub("[−―]", "–", visible(cell).casefold())).strip(" .,")
    if clock := _CLOCK.fullmatch(text):
        text = clock[1]
    for reader in (_school_year, _pair, _six_digits, _loose, _day_and_month, _sure, _span):
        if writing := reader(text):
            return writing
    return None


def _possible(*makers: tuple[Callable[..., Period], tuple[int, ...], Manner]) -> tuple[Reading, ...]:
    """The readings that are times that exist."""
    return tuple(_made(makers))


def _made(makers: Iterable[tuple[Callable[..., Period], tuple[int, ...], Manner]]) -> Iterator[Reading]:
    for maker, parts, manner in makers:
        try:
            yield Reading(maker(*parts), manner)
        except ValueError:
            continue


def _sure(text: str) -> Writing | None:
    for form, maker in _SURE:
        if match := form.fullmatch(text):
            parts = tuple(part if part in "-/. " else _int(part) for part in match.groups())
            return Writing(PeriodShape.PLAIN, _possible((maker, parts, Manner.SURE)))
    return None


def _school_year(text: str) -> Writing | None:
    match = _SCHOOL_YEAR.fullmatch(text)
    if not match:
        return None
    first = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    return Writing(PeriodShape.PLAIN, _possible((periods.school_year, (first, int(match[2])), Manner.SURE)))


def _pair(text: str) -> Writing | None:
    """2008-11, 2008/11, 2008-2011: a month, a span or a school year."""
    match = _PAIR.fullmatch(text)
    if not match:
        return None
    first, mark, last = int(match[1]), match[2], match[3]
    shape = PeriodShape.HYPHEN if mark == "-" else PeriodShape.SLASH
    spanning = (_years, (first, _last_year(first, last)), Manner.SPAN)
    if mark == "/" and _last_year(first, last) == first + 1:
        spanning = (periods.school_year, (first,), Manner.SCHOOL_YEAR)
    if len(last) == 4:
        return Writing(PeriodShape.PLAIN, _possible(spanning))
    as_month = (periods.month, (first, int(last)), Manner.MONTH)
    long = 1 <= int(last) <= 12 and _last_year(first, last) - first > LONGEST_LIKE_A_MONTH
    return Writing(shape, _possible(as_month) if long else _possible(as_month, spanning))


def _years(first: int, last: int) -> Period:
    if last <= first:
        raise ValueError(f"{last} is not after {first}.")
    return periods.between(date(first, 1, 1), date(last, 12, 31))


def _last_year(first: int, last: str) -> int:
    """The last year of a span whose end has two digits or four: 1999/00 ends in 2000."""
    if len(last) == 4:
        return int(last)
    end = first // 100 * 100 + int(last) + (100 if int(last) <= first % 100 else 0)
    return end if end - first <= LONGEST_SHORT else 0


def _six_digits(text: str) -> Writing | None:
    match = _SIX.fullmatch(text)
    if not match:
        return None
    parts = (int(match[1]), int(match[2]))
    return Writing(
        PeriodShape.SIX_DIGITS,
        _possible((periods.month, parts, Manner.MONTH), (periods.school_year, parts, Manner.SCHOOL_YEAR)),
    )


def _loose(text: str) -> Writing | None:
    """2021 9 is a month; 2021 1 may be a quarter."""
    match = _LOOSE.fullmatch(text)
    if not match or (text[4] == "-" and len(match[2]) == 2):
        return None
    parts = (int(match[1]), int(match[2]))
    return Writing(
        PeriodShape.LOOSE,
        _possible((periods.month, parts, Manner.MONTH), (periods.quarter, parts, Manner.QUARTER)),
    )


def _day_and_month(text: str) -> Writing | None:
    match = _DAY_AND_MONTH.fullmatch(text)
    if not match:
        return None
    before, after, of_year = int(match[1]), int(match[3]), int(match[4])
    if before == after:
        return Writing(PeriodShape.PLAIN, _possible((periods.day, (of_year, before, after), Manner.SURE)))
    return Writing(
        PeriodShape.DAY_AND_MONTH,
        _possible(
            (periods.day, (of_year, after, before), Manner.DAY_FIRST),
            (periods.day, (of_year, before, after), Manner.MONTH_FIRST),
        ),
    )


def _span(text: str) -> Writing | None:
    """Two periods with a dash or a word between: 2000–02, jan–mars 2020, 2019-07-01 – 2020-06-30."""
    if match := _SCHOOL_YEARS.fullmatch(text):
        return Writing(
            PeriodShape.PLAIN, _possible((_school_years, tuple(map(int, match.groups())), Manner.SPAN))
        )
    for dash in _BETWEEN.finditer(text):
        ends = _ends(text[: dash.start()].strip(), text[dash.end() :].strip())
        if ends:
            return Writing(PeriodShape.PLAIN, _possible((periods.between, ends, Manner.SPAN)))
    first, slash, last = text.partition("/")
    ends = _ends(first, last) if slash and len(first) == len(last) == 10 else None
    return Writing(PeriodShape.PLAIN, _possible((periods.between, ends, Manner.SPAN))) if ends else None


def _school_years(first: int, after_first: int, last: int, after_last: int) -> Period:
    """2015/16 to 2017/18: only school years are written so in pairs."""
    begins, ends = periods.school_year(first, after_first), periods.school_year(last, after_last)
    return periods.between(begins.first, ends.last)


def _ends(first: str, last: str) -> tuple[date, date] | None:
    if re.fullmatch("[0-9]{4}", first) and re.fullmatch("[0-9]{2}", last):
        last = str(_last_year(int(first), last))
    end = _end(last)
    start = _end(first) or (_end(f"{first} {end.last.year}") if end else None)
    return (start.first, end.last) if start and end else None


def _end(text: str) -> Period | None:
    """The period at one end of a span, which is not itself a span: 2020-03 is a month there."""
    writing = readings_of(text) if not _BETWEEN.search(text) else None
    readings = [
        reading.period
        for reading in (writing.readings if writing else ())
        if reading.period.kind not in (Kind.SPAN, Kind.SCHOOL_YEAR)
    ]
    return readings[0] if len(readings) == 1 else None
