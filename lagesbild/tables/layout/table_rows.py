"""Where in a sheet the table is: its rows of headings, and the first row under them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lagesbild.tables.layout.heading_words import role_of
from lagesbild.tables.layout.headings import YEARS
from lagesbild.tables.layout.labels import is_digits, place_in
from lagesbild.tables.layout.mapping import ColumnRole
from lagesbild.tables.layout.times import is_part, whole_times
from lagesbild.tables.period_columns import read_period
from lagesbild.tables.periods import Period
from lagesbild.tables.places import Places

MOST_SEARCHED, MOST_HEADINGS = 60, 6
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class TableRows:
    """``headings``: as Excel counts; none where no table was found. ``titles``: what stands above them."""

    headings: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()


def find_headings(rows: Rows, places: Places) -> TableRows:
    """The rows of headings above the first row that has a value."""
    first = _first_row_of_values(rows, places)
    if first is None:
        return TableRows()
    headings: list[int] = []
    index = first - 1
    while index >= 0 and len(headings) < MOST_HEADINGS:
        if _is_heading(rows[index]):
            headings.append(index + 1)
        elif _is_blank(rows[index]) and headings and not _labelled(rows, headings) and index:
            pass
        elif not _is_blank(rows[index]) or headings:
            break
        index -= 1
    titles = [str(cell) for row in rows[: min(headings, default=1) - 1] for cell in row if cell != ""]
    return TableRows(tuple(sorted(headings)), tuple(titles))


def years_in(titles: Sequence[str]) -> list[str]:
    """The years that stand above a table, each once."""
    return list(dict.fromkeys(year for title in titles for year in _YEAR.findall(title)))


def _first_row_of_values(rows: Rows, places: Places) -> int | None:
    above: dict[int, ColumnRole | None] = {}
    for index, row in enumerate(rows[:MOST_SEARCHED]):
        filled = [(place, cell) for place, cell in enumerate(row) if cell != ""]
        if len(filled) > 1 and above and any(_says(above.get(i), cell, places) for i, cell in filled):
            return index
        if len(filled) > 1 and _has_values([cell for _i, cell in filled], bool(above), places):
            return index
        for place, cell in filled:
            if isinstance(cell, str) and len(filled) > 1:
                above[place] = role_of(cell) or above.get(place)
            elif _is_year(cell):
                above.setdefault(place, None)
    return None


def _says(role: ColumnRole | None, cell: Any, places: Places) -> bool:
    """Whether the cell is what its column's heading says: a place or a time."""
    if role == ColumnRole.PLACE:
        return place_in(cell, places) is not None
    if role != ColumnRole.TIME or not isinstance(cell, str | int | float):
        return False
    return isinstance(whole_times([cell])[cell], Period) or is_part("månad", [cell])


def _has_values(cells: list[Any], is_below: bool, places: Places) -> bool:
    numbers = any(
        not _is_year(cell) and isinstance(cell, int | float) or _is_written_number(cell) for cell in cells
    )
    named = any(
        isinstance(cell, str) and not is_digits(cell) and place_in(cell, places) for cell in cells[:4]
    )
    return numbers and (named or is_below)


def _is_written_number(cell: Any) -> bool:
    return (
        isinstance(cell, str)
        and bool(re.fullmatch(r"[-−]?[0-9][0-9  ]*(?:[.,][0-9]+)?%?", cell))
        and not _is_year(cell)
    )


def _is_year(cell: Any) -> bool:
    if isinstance(cell, float) and not cell.is_integer():
        return False
    text = str(int(cell)) if isinstance(cell, int | float) else cell
    return isinstance(text, str) and isinstance(read_period(text, YEARS), Period)


def _is_blank(row: Sequence[Any]) -> bool:
    return all(cell == "" for cell in row)


def _is_heading(row: Sequence[Any]) -> bool:
    """Two cells or more, or one that stands over other columns than the first, none of them a long text."""
    filled = [index for index, cell in enumerate(row) if cell != ""]
    long_text = any(isinstance(row[index], str) and len(row[index]) > 200 for index in filled)
    return bool(filled) and (len(filled) > 1 or filled[0] > 0) and not long_text


def _labelled(rows: Rows, headings: list[int]) -> bool:
    """Whether the first column has its heading, so that what stands above a blank row is no heading."""
    return any(rows[number - 1] and rows[number - 1][0] != "" for number in headings)
