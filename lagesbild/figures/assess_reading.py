"""Reading anyone's table: from a CSV, Excel or Parquet file, or rows in memory, to rows that can be judged."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagesbild.assessment import Break, Text
from lagesbild.assessment.table import SETTINGS, Fault, Row, Said, TableMethod, gather
from lagesbild.figures import assess_cells as cells
from lagesbild.figures.assess import Source
from lagesbild.figures.cells import Doubtful, Wrong, settle
from lagesbild.figures.sheets import Problem, Sheet, WorkbookProblems, content_of, csv_sheet, sheets_of

REQUIRED = ("series", "year", "value")
LEVELS = ("target", "limit", "lower", "upper", "red", "green")
READERS = {
    "series": cells.name,
    "year": cells.year,
    "value": cells.value,
    "denominator": cells.number,
    "flag": cells.flag,
    "direction": cells.direction,
    **dict.fromkeys(LEVELS, cells.level),
    "per": cells.number,
    **dict.fromkeys(("target_year", "base_year", "start_year"), cells.year),
    "cycle_years": cells.count,
    **dict.fromkeys(("parity", "oecd", "global_set", "oecd_set", "ranked"), cells.yes_or_no),
    **dict.fromkeys(("unit", "indicator", "area", "region", "goal"), cells.name),
}
"""How the cells of each column are read. Other columns are not."""
IN_SWEDISH = {
    "serie": "series",
    "år": "year",
    "värde": "value",
    "riktning": "direction",
    "mål": "target",
    "målår": "target_year",
    "basår": "base_year",
    "startår": "start_year",
    "nämnare": "denominator",
    "enhet": "unit",
    "nyckeltal": "indicator",
    "område": "area",
    "flagga": "flag",
    "orsak": "reason",
}
BREAK_READERS = {"series": cells.name, "year": cells.year, "reason": cells.name}

_MISSPELT = 0.8
_YEAR = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Read:
    """A row's cells, read: column → what it says. ``sheet`` and ``line`` tell where it stands.

    ``text_line``: where it begins in a text editor, when that is another number.
    """

    sheet: str
    line: int
    said: Mapping[str, Any]
    text_line: int | None = None


@dataclass(frozen=True)
class _Grid:
    """A table before its cells are read. ``typed``: an empty cell is known to be missing, not forgotten."""

    name: str
    headings: list[Any]
    lines: list[tuple[int, list[Any]]]
    typed: bool = False
    ragged: bool = False
    text_lines: Mapping[int, int] = field(default_factory=dict)


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
    rows, problems, names = _read(table, READERS, REQUIRED, decimal, remark)
    found, more, _ = _read(breaks, BREAK_READERS, REQUIRED[:2], decimal, remark) if breaks else ([], [], ())
    if names or not problems:
        more += [_homeless(row) for row in found if row.said["series"] not in names]
    if problems or more:
        raise WorkbookProblems(problems + more + _between(rows))
    return rows, _breaks(found)


def problems_of(rows: Sequence[Read], faults: Iterable[Fault]) -> WorkbookProblems:
    """The faults of the judged table, in the words of files."""
    return WorkbookProblems(_problems(rows, faults))


def _read(
    source: Source, readers: Mapping[str, Any], required: Sequence[str], decimal: str, remark
) -> tuple[list[Read], list[Problem], set[str]]:
    """The rows without faults, the faults, and the names of all series, also those of rows with faults."""
    grid = _grid(source, readers)
    places, problems = _places(grid, readers, required, remark)
    if problems:
        return [], problems, set()
    answers = _answers(grid, places, readers, decimal)
    rows = []
    for line, row in grid.lines:
        wrong = list(_wrong_in(grid, line, row, places, answers))
        problems += wrong
        if not wrong:
            said = {column: answers[_key(column, row[place])] for column, place in places.items()}
            rows.append(Read(grid.name, line, said, grid.text_lines.get(line)))
    names = {answer for (column, *_), answer in answers.items() if column == "series" and answer}
    return rows, problems + _mixed_percent(rows), names


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
    return _Grid(sheet.name, lines[0][1], lines[1:], ragged=ragged, text_lines=sheet.lines)


def _parquet(name: str, content: bytes) -> _Grid:
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
        raise WorkbookProblems.one(name, what, "Skriv den på nytt.") from error
    if damaged:
        what = "Filen är skadad: dess tal är inte de som den själv säger att den har."
        raise WorkbookProblems.one(name, what, "Skriv den på nytt.")
    lines = [
        (line, ["" if cell is None else cell for cell in row])
        for line, row in enumerate(zip(*columns, strict=True), 1)
    ]
    return _Grid(name, table.column_names, lines, typed=True)


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


def _belies(told, column) -> bool:
    import pyarrow
    from pyarrow import compute

    if told is None:
        return False
    if told.has_null_count and told.null_count != column.null_count:
        return True
    numbers = pyarrow.types.is_integer(column.type) or pyarrow.types.is_floating(column.type)
    if not numbers or not told.has_min_max:
        return False
    ends = compute.min_max(column)
    return (ends["min"].as_py(), ends["max"].as_py()) != (told.min, told.max)


def _places(
    grid: _Grid, readers: Mapping[str, Any], required: Sequence[str], remark
) -> tuple[dict[str, int], list[Problem]]:
    """Each known column's place, or why the headings cannot be trusted."""
    places: dict[str, int] = {}
    problems = []
    columns = [_column(heading) for heading in grid.headings]
    years = [] if "year" in columns else [column for column in columns if _YEAR.fullmatch(column)]
    for place, (heading, column) in enumerate(zip(grid.headings, columns, strict=True)):
        if column in places:
            problems.append(
                Problem(grid.name, None, column, "Kolumnen finns två gånger.", "Ta bort den ena.")
            )
        elif column in readers:
            places[column] = place
        elif close := difflib.get_close_matches(column, [*readers, *IN_SWEDISH], 1, _MISSPELT):
            what = f"Kolumnen {heading} är okänd."
            do = f"Menas {close[0]}? Rätta den eller ta bort den."
            problems.append(Problem(grid.name, None, column, what, do))
        elif column and column not in years:
            remark(f"{grid.name}: kolumnen {heading} läses inte.")
    return places, problems + _missing(grid, [one for one in required if one not in places], years)


def _missing(grid: _Grid, columns: Sequence[str], years: Sequence[str]) -> list[Problem]:
    if len(years) > 1:
        what = f"Åren står som kolumner ({years[0]}–{years[-1]})."
        do = "Skriv en rad för varje serie och år, med kolumnerna series, year och value."
        return [Problem(grid.name, None, "year", what, do)]
    return [Problem(grid.name, None, column, "Kolumnen saknas.", "Lägg till den.") for column in columns]


def _column(heading: Any) -> str:
    """The column that a heading means: Target Year, target-year and målår are all target_year."""
    said = re.sub(r"[\s_-]+", "_", str(heading).strip().lower())
    return IN_SWEDISH.get(said, said)


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
    width, text_line = len(grid.headings), grid.text_lines.get(line)
    if any(cell != "" for cell in row[width:]) or (grid.ragged and len(row) != width):
        what = f"Raden har {len(row)} celler, men rubrikraden {width}."
        yield Problem(grid.name, line, "", what, "Rätta avgränsare och citattecken.", text_line)
        return
    row += [""] * (width - len(row))
    for column, place in places.items():
        answer = answers[_key(column, row[place])]
        if isinstance(answer, Wrong):
            yield Problem(grid.name, line, column, *answer, text_line)
        elif answer is None and column in ("series", "year"):
            do = "Fyll i den eller ta bort raden."
            yield Problem(grid.name, line, column, "Cellen är tom.", do, text_line)


def _mixed_percent(rows: Sequence[Read]) -> list[Problem]:
    """Per cent signs in a series where other values, or all, have none: 12 % may be 12 or 0.12."""
    signs: dict[str, bool] = {}
    problems = []
    for row in rows:
        value, name = row.said.get("value"), row.said["series"]
        measured = isinstance(value, cells.Value) and value.number is not None
        if measured and signs.setdefault(name, value.percent) != value.percent:
            what = f"Serien {name} har procenttecken på vissa värden."
            problems.append(_problem(row, "value", what, "Skriv alla lika."))
    for row in rows:
        name = row.said["series"]
        for column in () if signs.get(name, True) else LEVELS:
            if _is_percent(row.said.get(column)):
                what = f"Serien {name} har procenttecken här men inte på värdena."
                problems.append(_problem(row, column, what, "Skriv alla lika."))
    return problems


def _is_percent(answer: Any) -> bool:
    return isinstance(answer, cells.Value) and answer.percent


def row_of(read: Read) -> Row:
    said = {column: read.said[column] for column in SETTINGS if column in read.said}
    if _is_percent(read.said["value"]) and said.get("unit") is None:
        said["unit"] = "%"
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


def _homeless(row: Read) -> Problem:
    what = f"Serien {row.said['series']} finns inte i tabellen."
    return _problem(row, "series", what, "Rätta namnet eller ta bort brottet.")


def _between(rows: Sequence[Read]) -> list[Problem]:
    """What is wrong between the rows that could be read, so that everything is named at once."""
    _series, faults = gather(map(row_of, rows), {})
    return _problems(rows, faults)


def _problems(rows: Sequence[Read], faults: Iterable[Fault]) -> list[Problem]:
    sheet = rows[0].sheet if rows else "table"
    text_lines = {row.line: row.text_line for row in rows}
    return [
        Problem(sheet, fault.line, fault.column, fault.what, fault.do, text_lines.get(fault.line))
        for fault in faults
    ]


def _problem(row: Read, column: str, what: str, do: str) -> Problem:
    return Problem(row.sheet, row.line, column, what, do, row.text_line)
