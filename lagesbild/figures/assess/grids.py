"""A table before its cells are read: from a CSV, Excel or Parquet file, or rows in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagesbild.figures.assess.source import Source
from lagesbild.figures.problems import SourceProblems
from lagesbild.figures.sheets import Sheet, WorkbookProblems, content_of, csv_sheet, sheets_of


@dataclass(frozen=True)
class Grid:
    """A table before its cells are read. ``typed``: an empty cell is known to be missing, not forgotten."""

    name: str
    headings: list[Any]
    lines: list[tuple[int, list[Any]]]
    typed: bool = False
    ragged: bool = False
    text_lines: Mapping[int, int] = field(default_factory=dict)


def grid_of(source: Source, headings: Collection[str]) -> Grid:
    if isinstance(source, str | Path):
        return _grid_of_file(Path(source).name, content_of(Path(source)), headings)
    if hasattr(source, "read"):
        return _grid_of_file(getattr(source, "name", None) or "-", source.read(), headings)
    rows = [dict(row) for row in source]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [
        (line, ["" if row.get(key) is None else row[key] for key in columns])
        for line, row in enumerate(rows, 1)
    ]
    return Grid("rows", columns, lines, typed=True)


def _grid_of_file(name: Any, content: bytes, headings: Collection[str]) -> Grid:
    name = "standard input" if name in ("-", 0, "<stdin>") else Path(str(name)).name
    if content.startswith(b"PAR1"):
        return _parquet(name, content)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or name.lower().endswith(
        (".xlsx", ".parquet")
    ):
        if name.lower().endswith(".parquet"):
            raise SourceProblems.one(name, "Filen är inte en Parquetfil.", "Skriv den på nytt.")
        return _of_sheet(_table_sheet(name, sheets_of(name + ".xlsx", content, headings)))
    return _of_sheet(csv_sheet(name, content, headings), ragged=True)


def _table_sheet(name: str, sheets: Sequence[Sheet]) -> Sheet:
    filled = [sheet for sheet in sheets if sheet.rows and not sheet.hidden]
    if len(filled) != 1:
        raise WorkbookProblems.one(
            name,
            f"Arbetsboken har {len(filled)} synliga blad med innehåll.",
            "Lägg tabellen ensam i en arbetsbok.",
        )
    if filled[0].merged:
        do = "Dela upp dem, så att varje rad har sina egna värden."
        raise WorkbookProblems.one(filled[0].name, "Bladet har sammanfogade celler.", do)
    if filled[0].hidden_rows or filled[0].hidden_columns:
        do = "Visa dem, eller ta bort dem."
        raise WorkbookProblems.one(filled[0].name, "Bladet har dolda rader eller kolumner.", do)
    return filled[0]


def _of_sheet(sheet: Sheet, ragged: bool = False) -> Grid:
    lines = [(line, row) for line, row in enumerate(sheet.rows, 1) if any(cell != "" for cell in row)]
    if not lines:
        raise WorkbookProblems.one(sheet.name, "Tabellen är tom.", "Den behöver rubriker och rader.")
    return Grid(sheet.name, lines[0][1], lines[1:], ragged=ragged, text_lines=sheet.lines)


def _parquet(name: str, content: bytes) -> Grid:
    import pyarrow
    from pyarrow import parquet

    # A broken file may fail anywhere inside the reader; the person can do one thing.
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(content), page_checksum_verification=True)
        table = file.read()
        columns = [column.to_pylist() for column in table.columns]
        damaged = _is_damaged(file.metadata, table)
    except Exception as error:
        what = f"Filen går inte att läsa som Parquet ({type(error).__name__})."
        raise SourceProblems.one(name, what, "Skriv den på nytt.") from error
    if damaged:
        what = "Filen är skadad: dess tal är inte de som den själv säger att den har."
        raise SourceProblems.one(name, what, "Skriv den på nytt.")
    lines = [
        (line, ["" if cell is None else cell for cell in row])
        for line, row in enumerate(zip(*columns, strict=True), 1)
    ]
    return Grid(name, table.column_names, lines, typed=True)


def _is_damaged(metadata, table) -> bool:
    """Whether the numbers belie the file's own word of the smallest, the largest and how many are missing.

    Few programs write checksums, and without them this is all that shows damage.
    """
    if metadata.num_columns != table.num_columns:
        return False  # nested columns, which are refused cell by cell
    start = 0
    for group in (metadata.row_group(place) for place in range(metadata.num_row_groups)):
        part = table.slice(start, group.num_rows)
        start += group.num_rows
        for place, column in enumerate(part.columns):
            if _belies(group.column(place).statistics, column):
                return True
    return False


def _belies(statistics, column) -> bool:
    import pyarrow
    from pyarrow import compute

    if statistics is None:
        return False
    if statistics.has_null_count and statistics.null_count != column.null_count:
        return True
    numbers = pyarrow.types.is_integer(column.type) or pyarrow.types.is_floating(column.type)
    if not numbers or not statistics.has_min_max:
        return False
    ends = compute.min_max(column)
    return (ends["min"].as_py(), ends["max"].as_py()) != (statistics.min, statistics.max)
