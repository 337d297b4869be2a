"""Reading anyone's table: from a CSV, Excel or Parquet file, or rows in memory, to rows that can be judged."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagesbild.assessment import Break, Text
from lagesbild.assessment.table import SETTINGS, Fault, Row, Said, TableMethod, gather
from lagesbild.figures import assess_cells as cells
from lagesbild.figures.assess import Source
from lagesbild.figures.cells import Doubtful, Wrong, settle
from lagesbild.figures.sheets import Problem, Sheet, WorkbookProblems, content_of, csv_sheet, sheets_of

REQUIRED = ("series", "year", "value")
READERS = {
    "series": cells.name,
    "year": cells.year,
    "value": cells.value,
    "denominator": cells.number,
    "flag": cells.flag,
    "direction": cells.direction,
    **dict.fromkeys(("target", "limit", "lower", "upper", "red", "green", "per"), cells.number),
    **dict.fromkeys(("target_year", "base_year", "start_year"), cells.year),
    "cycle_years": cells.count,
    **dict.fromkeys(("parity", "oecd", "global_set", "oecd_set", "ranked"), cells.yes_or_no),
    **dict.fromkeys(("unit", "indicator", "area", "region", "goal"), cells.name),
}
"""How the cells of each column are read. Other columns are not."""
IN_SWEDISH = {"serie": "series", "år": "year", "värde": "value", "riktning": "direction", "mål": "target"}
BREAK_READERS = {"series": cells.name, "year": cells.year, "reason": cells.name}

_MISSPELT = 0.8


@dataclass(frozen=True)
class Read:
    """A row's cells, read: column → what it says. ``sheet`` and ``line`` tell where it stands."""

    sheet: str
    line: int
    said: Mapping[str, Any]


@dataclass(frozen=True)
class _Grid:
    """A table before its cells are read. ``typed``: an empty cell is known to be missing, not forgotten."""

    name: str
    headings: list[Any]
    lines: list[tuple[int, list[Any]]]
    typed: bool = False
    ragged: bool = False


def method(name: str) -> TableMethod:
    try:
        return TableMethod(name)
    except ValueError:
        do = f"Välj bland {', '.join(TableMethod)}."
        raise WorkbookProblems.one("--method", f"Metoden {name} finns inte.", do) from None


def read(
    table: Source,
    breaks: Source | None,
    decimal: str,
    remark: Callable[[str], None],
) -> tuple[list[Read], dict[str, list[Break]]]:
    """The rows of ``table`` and the breaks of each series. Raises WorkbookProblems naming all that is wrong."""
    rows, problems = _read(table, READERS, REQUIRED, decimal, remark)
    found, more = _read(breaks, BREAK_READERS, REQUIRED[:2], decimal, remark) if breaks else ([], [])
    if problems or more:
        raise WorkbookProblems(problems + more + _between(rows))
    return rows, _breaks(found)


def problems_of(rows: Sequence[Read], faults: Iterable[Fault]) -> WorkbookProblems:
    """The faults of the judged table, in the words of files."""
    return WorkbookProblems(_problem(rows, fault) for fault in faults)


def _read(
    source: Source, readers: Mapping[str, Any], required: Sequence[str], decimal: str, remark
) -> tuple[list[Read], list[Problem]]:
    grid = _grid(source, readers)
    places, problems = _places(grid, readers, required, remark)
    if problems:
        return [], problems
    answers = _answers(grid, places, readers, decimal)
    rows = []
    for line, row in grid.lines:
        wrong = list(_wrong_in(grid, line, row, places, answers))
        problems += wrong
        if not wrong:
            said = {column: answers[_key(column, row[place])] for column, place in places.items()}
            rows.append(Read(grid.name, line, said))
    return rows, problems + _mixed_percent(rows)


def _grid(source: Source, readers: Mapping[str, Any]) -> _Grid:
    if isinstance(source, str | Path):
        return _grid_of_file(Path(source).name, content_of(Path(source)), readers)
    if hasattr(source, "read"):
        return _grid_of_file(getattr(source, "name", None) or "-", source.read(), readers)
    rows = [dict(row) for row in source]
    headings = list(dict.fromkeys(key for row in rows for key in row))
    lines = [
        (line, ["" if row.get(key) is None else row[key] for key in headings])
        for line, row in enumerate(rows, 1)
    ]
    return _Grid("rows", headings, lines, typed=True)


def _grid_of_file(name: Any, content: bytes, readers: Mapping[str, Any]) -> _Grid:
    name = "standard input" if name in ("-", 0, "<stdin>") else Path(str(name)).name
    if content.startswith(b"PAR1"):
        return _parquet(name, content)
    headings = {*readers, *IN_SWEDISH}
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or name.lower().endswith(
        (".xlsx", ".parquet")
    ):
        if name.lower().endswith(".parquet"):
            raise WorkbookProblems.one(name, "Filen är inte en Parquetfil.", "Skriv den på nytt.")
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
    return filled[0]


def _of_sheet(sheet: Sheet, ragged: bool = False) -> _Grid:
    lines = [(line, row) for line, row in enumerate(sheet.rows, 1) if any(cell != "" for cell in row)]
    if not lines:
        raise WorkbookProblems.one(sheet.name, "Tabellen är tom.", "Den behöver rubriker och rader.")
    return _Grid(sheet.name, lines[0][1], lines[1:], ragged=ragged)


def _parquet(name: str, content: bytes) -> _Grid:
    import pyarrow
    from pyarrow import parquet

    # A broken file may fail anywhere inside the reader; the person can do one thing.
    try:
        table = parquet.read_table(pyarrow.BufferReader(content), page_checksum_verification=True)
        columns = [column.to_pylist() for column in table.columns]
    except Exception as error:
        what = f"Filen går inte att läsa som Parquet ({type(error).__name__})."
        raise WorkbookProblems.one(name, what, "Skriv den på nytt.") from error
    lines = [
        (line, ["" if cell is None else cell for cell in row])
        for line, row in enumerate(zip(*columns, strict=True), 1)
    ]
    return _Grid(name, table.column_names, lines, typed=True)


def _places(
    grid: _Grid, readers: Mapping[str, Any], required: Sequence[str], remark
) -> tuple[dict[str, int], list[Problem]]:
    """Each known column's place, or why the headings cannot be trusted."""
    places: dict[str, int] = {}
    problems = []
    for place, heading in enumerate(grid.headings):
        said = heading.strip().lower() if isinstance(heading, str) else str(heading)
        column = IN_SWEDISH.get(said, said)
        if column in places:
            problems.append(
                Problem(grid.name, None, column, "Kolumnen finns två gånger.", "Ta bort den ena.")
            )
        elif column in readers:
            places[column] = place
        elif close := difflib.get_close_matches(column, [*readers, *IN_SWEDISH], 1, _MISSPELT):
            what = f"Kolumnen {heading} är okänd."
            problems.append(
                Problem(grid.name, None, said, what, f"Menas {close[0]}? Rätta den eller ta bort den.")
            )
        elif said:
            remark(f"{grid.name}: kolumnen {heading} läses inte.")
    problems += [
        Problem(grid.name, None, column, "Kolumnen saknas.", "Lägg till den.")
        for column in required
        if column not in places
    ]
    return places, problems


def _answers(
    grid: _Grid, places: Mapping[str, int], readers: Mapping[str, Any], decimal: str
) -> dict[Any, Any]:
    """What each different cell says, doubtful numbers settled by the others of the table."""
    answers: dict[Any, Any] = {}
    for column, place in places.items():
        for _line, row in grid.lines:
            cell = row[place] if place < len(row) else ""
            if _key(column, cell) not in answers:
                answers[_key(column, cell)] = cells.said(cell, readers[column], typed=grid.typed)
    numbers = {key: answer for key, answer in answers.items() if isinstance(answer, cells.Value | Doubtful)}
    settle(numbers, decimal)
    return answers | {key: cells.within_reason(answer) for key, answer in numbers.items()}


def _key(column: str, cell: Any) -> tuple[str, str, str]:
    # 1, 1.0 and True are equal to Python, and not the same cell.
    return column, type(cell).__name__, repr(cell)


def _wrong_in(
    grid: _Grid, line: int, row: Sequence[Any], places: Mapping[str, int], answers: Mapping[Any, Any]
) -> Iterable[Problem]:
    width = len(grid.headings)
    if any(cell != "" for cell in row[width:]) or (grid.ragged and len(row) != width):
        what = f"Raden har {len(row)} celler, men rubrikraden {width}."
        yield Problem(grid.name, line, "", what, "Rätta avgränsare och citattecken.")
        return
    row += [""] * (width - len(row))
    for column, place in places.items():
        answer = answers[_key(column, row[place])]
        if isinstance(answer, Wrong):
            yield Problem(grid.name, line, column, *answer)
        elif answer is None and column in ("series", "year"):
            yield Problem(grid.name, line, column, "Cellen är tom.", "Fyll i den eller ta bort raden.")


def _mixed_percent(rows: Sequence[Read]) -> list[Problem]:
    """Values with a per cent sign in a series where others have none: 12 % may be 12 or 0.12."""
    signs: dict[str, bool] = {}
    problems = []
    for row in rows:
        value = row.said.get("value")
        if isinstance(value, cells.Value) and value.number is not None:
            name = row.said["series"]
            if signs.setdefault(name, value.percent) != value.percent:
                what = f"Serien {name} har procenttecken på vissa värden."
                problems.append(Problem(row.sheet, row.line, "value", what, "Skriv alla lika."))
    return problems


def row_of(read: Read) -> Row:
    said = {column: read.said[column] for column in SETTINGS if column in read.said}
    return Row(
        read.said["series"],
        read.said["year"],
        _number(read.said["value"]),
        read.line,
        _number(read.said.get("denominator")),
        read.said.get("flag") or "",
        Said(**{column: _number(value) for column, value in said.items()}),
    )


def _number(answer: Any) -> Any:
    return answer.number if isinstance(answer, cells.Value) else answer


def _breaks(rows: Iterable[Read]) -> dict[str, list[Break]]:
    found: dict[str, list[Break]] = {}
    for row in rows:
        reason = row.said.get("reason") or ""
        found.setdefault(row.said["series"], []).append(Break(row.said["year"], Text(reason)))
    return found


def _between(rows: Sequence[Read]) -> list[Problem]:
    """What is wrong between the rows that could be read, so that everything is named at once."""
    _series, faults = gather(map(row_of, rows), {})
    return [_problem(rows, fault) for fault in faults]


def _problem(rows: Sequence[Read], fault: Fault) -> Problem:
    return Problem(rows[0].sheet if rows else "table", fault.line, fault.column, fault.what, fault.do)
