"""An indicator's file as a table, before its cells are read."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lagesbild.figures.cells import Wrong
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet, WorkbookProblems, csv_sheet, text_of

if TYPE_CHECKING:
    pass
from lagesbild.figures.sources.open_sdg.columns import HEADINGS


@dataclass
class IndicatorFile:
    """One indicator's file: its columns by name in lower case, and the number of each row."""

    id: str
    name: str
    rows: list[int]
    columns: dict[str, tuple[str, ...]]
    distinct: dict[str, dict[str, None]]  # each column's different cells, in the order that they come
    headings: dict[str, str] = field(default_factory=dict)  # as written, by name in lower case
    comma: bool = False  # a semicolon-separated file, whose numbers may have a decimal comma

    def some(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self.columns]

    def row_by_row(self, reader: Callable[..., object], names: Sequence[str]) -> list:
        """What ``reader`` says of each row's cells in these columns. What many rows have alike is read once."""
        if not self.rows:
            return []
        if all(len(self.distinct[name]) < 2 for name in names):
            return [reader(*(cell for name in names for cell in self.distinct[name]))] * len(self.rows)
        if len(names) == 1:
            answers = {cell: reader(cell) for cell in self.distinct[names[0]]}
            return list(map(answers.__getitem__, self.columns[names[0]]))
        rows = list(zip(*(self.columns[name] for name in names), strict=True))
        answers = {cells: reader(*cells) for cells in dict.fromkeys(rows)}
        return list(map(answers.__getitem__, rows))


def table_of(
    name: str, content: bytes, drop: Collection[str], problems: list[Problem]
) -> IndicatorFile | None:
    """A file's table, or None with the reasons in ``problems``."""
    try:
        sheet = _sheet(name, content)
    except WorkbookProblems as error:
        problems += error.problems
        return None
    dropped = {where for where in drop if where.startswith(f"{name}!")}
    numbers = [
        number
        for number, row in enumerate(sheet.rows, start=1)
        if ((row and row[0].strip()) or "".join(row).strip())
        and not (dropped and f"{name}!{number}" in dropped)
    ]
    rows = sheet.rows if len(numbers) == len(sheet.rows) else [sheet.rows[number - 1] for number in numbers]
    header = [heading.strip() for heading in rows[0]] if rows else []
    if wrong := _wrong_header(header):
        problems.append(Problem(name, None, "", *wrong))
        return None
    del numbers[0], rows[0]
    if set(map(len, rows)) - {len(header)}:
        problems += [
            _ragged(sheet, number, row, header)
            for number, row in zip(numbers, rows, strict=True)
            if len(row) != len(header)
        ]
        return None
    names = [heading.lower() for heading in header]
    columns = [_stripped(column) for column in zip(*rows, strict=True)] or [((), {})] * len(names)
    return IndicatorFile(
        id=name.removeprefix("indicator_").removesuffix(".csv"),
        name=name,
        rows=numbers,
        columns={name: cells for name, (cells, _different) in zip(names, columns, strict=True)},
        distinct={name: different for name, (_cells, different) in zip(names, columns, strict=True)},
        headings=dict(zip(names, header, strict=True)),
        comma=sheet.delimiter == ";",
    )


def _sheet(name: str, content: bytes) -> Sheet:
    """As csv_sheet, but for the cells of an ordinary file, which are not stripped here: see _stripped."""
    text = text_of(name, content)
    if not re.match("[^;\t\r\n]*,[^;\t\r\n]*[\r\n]", text):
        return csv_sheet(name, content, HEADINGS)
    try:
        # Tuples of texts are no business of the garbage collector, which lists in such numbers keep occupied.
        return Sheet(name, list(map(tuple, csv.reader(io.StringIO(text, newline=""), strict=True))), ",")
    except csv.Error:
        return csv_sheet(name, content, HEADINGS)


def _stripped(column: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, None]]:
    """The cells, stripped, and the different ones among them. What stands in many cells is stripped once."""
    clean = {cell: cell.strip() for cell in dict.fromkeys(column)}
    return tuple(map(clean.__getitem__, column)), dict.fromkeys(clean.values())


def _wrong_header(header: list[str]) -> Wrong | None:
    names = [heading.lower() for heading in header]
    if not header:
        return Wrong("Filen är tom.", "Skriv åtminstone rubrikerna Year och Value.")
    if missing := [heading for heading in ("Year", "Value") if heading.lower() not in names]:
        return Wrong(f"Kolumner saknas: {', '.join(missing)}.", "Lägg till dem.")
    if "" in names or len(set(names)) < len(names):
        return Wrong("Två kolumner heter lika, eller en har inget namn.", "Ge varje kolumn ett eget namn.")
    return None


def _ragged(sheet: Sheet, number: int, row: list[str], header: list[str]) -> Problem:
    what = f"Raden har {len(row)} celler men rubriken {len(header)}."
    return Problem(sheet.name, number, "", what, "Rätta raden.")
