"""An indicator's file as a table, before its cells are read."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet, WorkbookProblems, csv_sheet, text_of
from lagesbild.figures.sources.open_sdg.columns import (
    HEADINGS,
    SDMX_AREA,
    SDMX_ONLY,
    SYNONYMS,
    ColumnRules,
)
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.tables.columns import visible

COLUMN_RULES = ColumnRules()


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
    rules: ColumnRules = COLUMN_RULES
    beside: str = ""  # the file's name, where an earlier file is about the same indicator

    @classmethod
    def of(
        cls,
        id: str,
        name: str,
        rows: list[int],
        headings: Sequence[str],
        cells: Sequence[Sequence[str]],
        **more,
    ) -> "IndicatorFile":
        """A table of these headings, with the rows' cells."""
        names = [_column_name(heading) for heading in headings]
        columns = [_stripped(column) for column in zip(*cells, strict=True)] or [((), {})] * len(names)
        return cls(
            id=id,
            name=name,
            rows=rows,
            columns={name: cells for name, (cells, _different) in zip(names, columns, strict=True)},
            distinct={name: different for name, (_cells, different) in zip(names, columns, strict=True)},
            headings=dict(zip(names, headings, strict=True)),
            **more,
        )

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
    name: str,
    id: str,
    content: bytes,
    drop: Collection[str],
    findings: RepositoryFindings,
    rules: ColumnRules = COLUMN_RULES,
) -> IndicatorFile | None:
    """A file's table, or None with the reasons in ``findings``. A row that does not fit is left out of it."""
    try:
        sheet = _sheet(name, content)
    except WorkbookProblems as error:
        findings.unreadable(name, line_count(content), list(error.problems))
        return None
    numbers = [number for number, row in enumerate(sheet.rows, start=1) if row and any(map(str.strip, row))]
    if not numbers:
        findings.unreadable(name, 0, [_of_file(name, "Filen är tom.", "Skriv rubrikerna Year och Value.")])
        return None
    header = [visible(heading) for heading in sheet.rows[numbers.pop(0) - 1]]
    findings.rows[name] = len(numbers)
    numbers = _not_dropped(name, numbers, drop, findings)
    rows = [sheet.rows[number - 1] for number in numbers]
    placed = _used_columns(header, rows)
    if {"time_period", "obs_value"} <= {heading.lower() for heading in header}:
        placed = [place for place in placed if not _is_sdmx_only(header[place].lower(), place, rows)]
    if problem := _wrong_header(name, header, placed, rows):
        findings.unreadable(name, 0, [problem])
        return None
    wrong = _misfits(name, numbers, rows, header, placed)
    findings.problems += wrong.values()
    if wrong or len(placed) < len(header) or set(map(len, rows)) - {len(header)}:
        numbers, rows = _fitting(numbers, rows, wrong, placed)
    headings = [header[place] for place in placed]
    comma = sheet.delimiter == ";"
    return IndicatorFile.of(id, name, numbers, headings, rows, comma=comma, rules=rules)


def add_table(tables: dict[str, IndicatorFile], table: IndicatorFile, findings: RepositoryFindings) -> None:
    """Add a table by its indicator; a second file about the same indicator is one of its own, named by the file."""
    if other := tables.get(table.id):
        what = f"Samma indikator ({table.id}) som i {other.name}: lagd bredvid som en egen, med filens namn."
        findings.remark(table.name, what)
        table = replace(table, id=f"{table.id} ({table.name})", beside=table.name)
    tables[table.id] = table


def line_count(content: bytes) -> int:
    """How many lines that are not blank a file has after its headings."""
    lines = io.BytesIO(content.replace(b"\r", b"\n"))
    return max(0, sum(1 for line in lines if line.strip(b' \t\n,;"')) - 1)


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


def _not_dropped(
    name: str, numbers: list[int], drop: Collection[str], findings: RepositoryFindings
) -> list[int]:
    dropped = {where for where in drop if where.startswith(f"{name}!")}
    remaining = [number for number in numbers if f"{name}!{number}" not in dropped] if dropped else numbers
    if len(remaining) < len(numbers):
        count = len(numbers) - len(remaining)
        findings.remark(name, f"Rader utelämnade som önskat: {count}.", count)
    return remaining


def _column_name(heading: str) -> str:
    name = heading.lower()
    return SYNONYMS.get(name, name)


def _stripped(column: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, None]]:
    """The cells, stripped, and the different ones among them. What stands in many cells is stripped once."""
    clean = {cell: cell.strip() for cell in dict.fromkeys(column)}
    return tuple(map(clean.__getitem__, column)), dict.fromkeys(clean.values())


def _used_columns(header: list[str], rows: list) -> list[int]:
    """The places of the columns that have a heading, without those that say what an earlier one says."""
    first: dict[str, int] = {}
    placed = []
    for place, heading in enumerate(header):
        other = first.setdefault(_column_name(heading), place)
        if heading and (other == place or not _say_the_same(rows, other, place)):
            placed.append(place)
    return placed


def _is_sdmx_only(name: str, place: int, rows: list) -> bool:
    """Whether a column of SDMX-CSV tells no series apart; the area does where there are several."""
    is_one_area = name == SDMX_AREA and len({tuple(row[place : place + 1]) for row in rows}) < 2
    return name in SDMX_ONLY or is_one_area


def _say_the_same(rows: list, place: int, other: int) -> bool:
    return all(row[place : place + 1] == row[other : other + 1] for row in rows)


def _wrong_header(name: str, header: list[str], placed: list[int], rows: list) -> Problem | None:
    names = [_column_name(header[place]) for place in placed]
    if missing := [heading for heading in ("Year", "Value") if heading.lower() not in names]:
        return _of_file(name, f"Kolumner saknas: {', '.join(missing)}.", "Lägg till dem.")
    if len(set(names)) < len(names):
        return _of_file(name, "Två kolumner heter lika.", "Ge varje kolumn ett eget namn.")
    return None


def _misfits(
    name: str, numbers: list[int], rows: list, header: list[str], placed: list[int]
) -> dict[int, Problem]:
    """The rows that cannot be read safely, by number: too short, or with cells that have no heading."""
    nameless = [place for place, heading in enumerate(header) if not heading]
    least = placed[-1] + 1
    if not nameless and all(len(row) == len(header) for row in rows):
        return {}
    problems = {}
    for number, row in zip(numbers, rows, strict=True):
        if len(row) < least:
            what = f"Raden har {len(row)} celler men rubriken {least}."
            problems[number] = Problem(name, number, "", what, "Rätta raden.")
        elif any(map(str.strip, row[len(header) :])):
            what = f"Raden har {len(row)} celler men rubriken {len(header)}."
            problems[number] = Problem(name, number, "", what, "Rätta raden.")
        elif stray := [place for place in nameless if place < len(row) and row[place].strip()]:
            what = f"Kolumn {stray[0] + 1} har ingen rubrik, men raden har en cell där."
            problems[number] = Problem(name, number, "", what, "Skriv en rubrik eller töm cellen.")
    return problems


def _fitting(
    numbers: list[int], rows: list, wrong: Collection[int], placed: list[int]
) -> tuple[list[int], list[tuple[str, ...]]]:
    fitting = [(number, row) for number, row in zip(numbers, rows, strict=True) if number not in wrong]
    cells = [tuple(row[place] for place in placed) for _number, row in fitting]
    return [number for number, _row in fitting], cells


def _of_file(name: str, what: str, do: str) -> Problem:
    return Problem(name, None, "", what, do)
