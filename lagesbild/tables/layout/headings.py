"""Rows of headings made into columns: what each is called, and the year, the sex and the unit that its heading says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lagesbild.tables.columns import fold, visible
from lagesbild.tables.groups import GROUPS, MEN, TOTAL, WOMEN
from lagesbild.tables.period_columns import PeriodRules, read_period, read_periods
from lagesbild.tables.periods import Period
from lagesbild.tables.units import read_heading

YEARS = PeriodRules(first_year=1900, last_year=2100)
_YEAR = r"(?:19|20)[0-9]{2}(?:[MKQ][0-9]{1,2}|/(?:[0-9]{2}){1,2}|[-–](?:19|20)[0-9]{2})?"
_YEAR_LAST = re.compile(rf"(?P<rest>.*[^0-9–/\s_,:(-])[\s_,:(-]*(?<![0-9][–/-])(?P<year>{_YEAR})\)?")
_YEAR_FIRST = re.compile(rf"(?P<year>{_YEAR})[\s_,:–-]+(?P<rest>[^0-9].*)")
_BRACKETED = re.compile(r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]{1,25})[)\]]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``stem``: its heading without the period, the group and the unit that it says."""

    index: int
    heading: str
    stem: str = ""
    period: Period | None = None
    group: str = ""
    unit: str = ""


def columns_of(heading_rows: Sequence[Sequence[Any]], width: int) -> tuple[Column, ...]:
    """The columns under one row of headings or several, each with a heading of its own."""
    texts = [
        [_text(row[index]) if index < len(row) else "" for index in range(width)] for row in heading_rows
    ]
    levels = _spread(texts)
    parts = [[text for text in column if text] for column in zip(*levels, strict=True)] if levels else []
    periods = read_periods([part for column in parts for part in column], YEARS)
    of_sexes = any(_is_of_sexes(part) for column in parts for part in column)
    headings = _unlike([" ".join(dict.fromkeys(column)) for column in parts])
    return tuple(
        _column(index, heading, column, periods, of_sexes)
        for index, (heading, column) in enumerate(zip(headings, parts, strict=True))
    )


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return visible(str(cell)) if isinstance(cell, str | int | float) else ""


def _spread(levels: list[list[str]]) -> list[list[str]]:
    """A heading over several columns is that of each, where the columns under it would else be called the same."""
    if len(levels) < 2 or len(set(filter(None, levels[-1]))) == len(list(filter(None, levels[-1]))):
        return levels
    last = levels[-1]
    repeated = {text for text in last if text and last.count(text) > 1}
    return [*(_to_the_right(level, last, repeated) for level in levels[:-1]), last]


def _to_the_right(level: list[str], last: list[str], repeated: set[str]) -> list[str]:
    spread, above = list(level), ""
    for index, text in enumerate(level):
        above = text or (above if last[index] in repeated else "")
        spread[index] = above
    return spread


def _unlike(headings: list[str]) -> list[str]:
    """Headings that no two columns share: the column's letters beside those that would, or that lack one."""
    folded = [fold(heading) for heading in headings]
    return [
        heading if heading and folded.count(folded[index]) == 1 else f"{heading} [{letters(index)}]".strip()
        for index, heading in enumerate(headings)
    ]


def letters(index: int) -> str:
    """What Excel calls the column: A, B … AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _column(index: int, heading: str, parts: list[str], periods: dict, of_sexes: bool) -> Column:
    stems, found, group, unit = [], [], "", ""
    for part in dict.fromkeys(parts):
        rest, period = _without_period(part, periods)
        found += [period] if period else []
        rest, own_unit = _without_unit(rest)
        unit = own_unit or unit
        if of_sexes and fold(rest) in GROUPS and len(rest) > 2:
            group, rest = GROUPS[fold(rest)], ""
        stems += [rest] if rest else []
    # Two different years in one heading are no year of its values.
    period = found[0] if len(set(found)) == 1 else None
    # A column without a heading is not the values that a bare year heads.
    return Column(index, heading, " ".join(stems) if parts else heading, period, group, unit)


def _without_period(part: str, periods: dict) -> tuple[str, Period | None]:
    if isinstance(periods[part], Period):
        return "", periods[part]
    for form in (_YEAR_LAST, _YEAR_FIRST):
        if match := form.fullmatch(part):
            period = read_period(match["year"], YEARS)
            return (match["rest"].strip(" _,:-–("), period) if isinstance(period, Period) else (part, None)
    return part, None


def _without_unit(part: str) -> tuple[str, str]:
    if part in ("%", "procent", "Procent"):
        return "", "%"
    if (match := _BRACKETED.fullmatch(part)) and read_heading(part).unit:
        return match["name"], "%" if read_heading(part).unit.percent else match["unit"]
    return part, ""


def _is_of_sexes(part: str) -> bool:
    words = fold(part)
    rest = next((m["rest"] for f in (_YEAR_LAST, _YEAR_FIRST) if (m := f.fullmatch(words))), words)
    return len(rest) > 2 and GROUPS.get(rest) in (WOMEN, MEN)


__all__ = ["TOTAL", "YEARS", "Column", "columns_of", "letters"]
