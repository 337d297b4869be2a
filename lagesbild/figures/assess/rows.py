"""Reading anyone's table and its breaks to rows that can be judged, with everything that is wrong in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagesbild.assessment import Break, Text
from lagesbild.assessment.table import SETTINGS, Fault, SeriesSettings, TableMethod, TableRow, gather
from lagesbild.figures.assess import cells
from lagesbild.figures.assess.columns import (
    BREAK_READERS,
    IN_SWEDISH,
    INTERVAL,
    LEVELS,
    READERS,
    REQUIRED,
    column_places,
)
from lagesbild.figures.assess.grids import Grid, grid_of
from lagesbild.figures.assess.source import Source
from lagesbild.figures.cells import Wrong, settle
from lagesbild.figures.problems import Problem, SourceProblems
from lagesbild.tables.outcome import Doubt


@dataclass(frozen=True)
class ReadRow:
    """A row's cells, read: column → what it says. ``sheet`` and ``line`` tell where it stands.

    ``text_line``: where it begins in a text editor, when that is another number.
    """

    sheet: str
    line: int
    readings: Mapping[str, Any]
    text_line: int | None = None


def method(name: str) -> TableMethod:
    try:
        return TableMethod(name)
    except ValueError:
        do = f"Välj bland {', '.join(TableMethod)}."
        raise SourceProblems.one("--method", f"Metoden {name} finns inte.", do) from None


def read_rows(
    table: Source,
    breaks: Source | None,
    decimal: str,
    remark: Callable[[str], None],
) -> tuple[list[ReadRow], dict[str, list[Break]]]:
    """The rows of ``table`` and the breaks of each series. Raises SourceProblems naming all that is wrong."""
    rows, problems, names = _rows_and_problems(table, READERS, REQUIRED, decimal, remark)
    break_rows, more, _ = (
        _rows_and_problems(breaks, BREAK_READERS, REQUIRED[:2], decimal, remark) if breaks else ([], [], ())
    )
    if names or not problems:
        more += [_homeless(row) for row in break_rows if row.readings["series"] not in names]
    if problems or more:
        raise SourceProblems(problems + more + _between(rows))
    return rows, _breaks(break_rows)


def problems_of(rows: Sequence[ReadRow], faults: Iterable[Fault]) -> SourceProblems:
    """The faults of the judged table, in the words of files."""
    return SourceProblems(_problems(rows, faults))


def _rows_and_problems(
    source: Source, readers: Mapping[str, Any], required: Sequence[str], decimal: str, remark
) -> tuple[list[ReadRow], list[Problem], set[str]]:
    """The rows without faults, the faults, and the names of all series, also those of rows with faults."""
    grid = grid_of(source, {*readers, *IN_SWEDISH})
    places, problems = column_places(grid, readers, required, remark)
    if problems:
        return [], problems, set()
    answers = _answers(grid, places, readers, decimal)
    rows = []
    for line, row in grid.lines:
        wrong = list(_wrong_in(grid, line, row, places, answers))
        problems += wrong
        if not wrong:
            readings = {column: answers[_key(column, row[place])] for column, place in places.items()}
            rows.append(ReadRow(grid.name, line, readings, grid.text_lines.get(line)))
    names = {answer for (column, *_), answer in answers.items() if column == "series" and answer}
    return rows, problems + _mixed_percent(rows), names


def _answers(
    grid: Grid, places: Mapping[str, int], readers: Mapping[str, Any], decimal: str
) -> dict[Any, Any]:
    """What each different cell says, doubtful numbers settled by the others of the table."""
    answers: dict[Any, Any] = {}
    for column, place in places.items():
        for _line, row in grid.lines:
            cell = row[place] if place < len(row) else ""
            if _key(column, cell) not in answers:
                answers[_key(column, cell)] = cells.cell_reading(cell, readers[column], typed=grid.typed)
    numbers = {key: answer for key, answer in answers.items() if isinstance(answer, cells.Value | Doubt)}
    settle(numbers, decimal)
    return answers | {key: cells.within_reason(answer) for key, answer in numbers.items()}


def _key(column: str, cell: Any) -> tuple[str, str, str]:
    # 1, 1.0 and True are equal to Python, and not the same cell.
    return column, type(cell).__name__, repr(cell)


def _wrong_in(
    grid: Grid, line: int, row: Sequence[Any], places: Mapping[str, int], answers: Mapping[Any, Any]
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


def _mixed_percent(rows: Sequence[ReadRow]) -> list[Problem]:
    """Per cent signs in a series where other values, or all, have none: 12 % may be 12 or 0.12."""
    signs: dict[str, bool] = {}
    problems = []
    for row in rows:
        value, name = row.readings.get("value"), row.readings["series"]
        measured = isinstance(value, cells.Value) and value.number is not None
        if measured and signs.setdefault(name, value.percent) != value.percent:
            what = f"Serien {name} har procenttecken på vissa värden."
            problems.append(_problem(row, "value", what, "Skriv alla lika."))
    for row in rows:
        name = row.readings["series"]
        for column in () if signs.get(name, True) else LEVELS:
            if _is_percent(row.readings.get(column)):
                what = f"Serien {name} har procenttecken här men inte på värdena."
                problems.append(_problem(row, column, what, "Skriv alla lika."))
    return problems


def _is_percent(answer: Any) -> bool:
    return isinstance(answer, cells.Value) and answer.percent


def row_of(reading: ReadRow) -> TableRow:
    settings = {column: reading.readings[column] for column in SETTINGS if column in reading.readings}
    if _is_percent(reading.readings["value"]) and settings.get("unit") is None:
        settings["unit"] = "%"
    return TableRow(
        reading.readings["series"],
        reading.readings["year"],
        _number(reading.readings["value"]),
        reading.line,
        _number(reading.readings.get("denominator")),
        reading.readings.get("flag") or "",
        SeriesSettings(**{column: _number(value) for column, value in settings.items()}),
        tuple(_number(reading.readings.get(column)) for column in INTERVAL),
    )


def _number(answer: Any) -> Any:
    return answer.number if isinstance(answer, cells.Value) else answer


def _breaks(rows: Iterable[ReadRow]) -> dict[str, list[Break]]:
    breaks: dict[str, list[Break]] = {}
    for row in rows:
        reason = row.readings.get("reason") or ""
        breaks.setdefault(row.readings["series"], []).append(Break(row.readings["year"], Text(reason)))
    return breaks


def _homeless(row: ReadRow) -> Problem:
    what = f"Serien {row.readings['series']} finns inte i tabellen."
    return _problem(row, "series", what, "Rätta namnet eller ta bort brottet.")


def _between(rows: Sequence[ReadRow]) -> list[Problem]:
    """What is wrong between the rows that could be read, so that everything is named at once."""
    _series, faults = gather(map(row_of, rows), {})
    return _problems(rows, faults)


def _problems(rows: Sequence[ReadRow], faults: Iterable[Fault]) -> list[Problem]:
    sheet = rows[0].sheet if rows else "table"
    text_lines = {row.line: row.text_line for row in rows}
    return [
        Problem(sheet, fault.line, fault.column, fault.what, fault.do, text_lines.get(fault.line))
        for fault in faults
    ]


def _problem(row: ReadRow, column: str, what: str, do: str) -> Problem:
    return Problem(row.sheet, row.line, column, what, do, row.text_line)
