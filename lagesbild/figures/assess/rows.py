"""Reading anyone's table and its breaks to rows that can be judged, with everything that is wrong in them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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
from lagesbild.figures.assess.shapes import as_long, uneven
from lagesbild.figures.assess.source import Source
from lagesbild.figures.cells import Wrong, settle
from lagesbild.figures.problems import Problem, SourceProblems
from lagesbild.tables.like_with_like import like_with_like
from lagesbild.tables.outcome import Doubt
from lagesbild.tables.periods import Kind, Period


class ReadRow(NamedTuple):
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
    all_rows, problems, names = _rows_and_problems(table, READERS, REQUIRED, decimal, remark)
    rows = _alike(all_rows, remark)
    break_rows, more, _ = (
        _rows_and_problems(breaks, BREAK_READERS, REQUIRED[:2], decimal, remark) if breaks else ([], [], ())
    )
    if names or not problems:
        more += [_homeless(row) for row in break_rows if row.readings["series"] not in names]
    if problems or more:
        raise SourceProblems(problems + more + _between(rows))
    return rows, _breaks(break_rows)


def _alike(rows: Sequence[ReadRow], remark: Callable[[str], None]) -> list[ReadRow]:
    """The rows without those whose periods cannot be compared with the others of their series."""
    # By what they are in memory: a cell that says the same all down the column was read once.
    different = {id(row.readings["year"]): row.readings["year"] for row in rows}
    if all(period.kind == Kind.YEAR for period in different.values()):
        return list(rows)
    by_series: dict[str, list[Period]] = defaultdict(list)
    for row in rows:
        by_series[row.readings["series"]].append(row.readings["year"])
    left_out: set[tuple[str, Period]] = set()
    for name, periods in by_series.items():
        if all(period.kind == Kind.YEAR for period in periods):
            continue
        alike = like_with_like(periods)
        left_out |= {(name, period) for period in alike.left_out}
        if alike.left_out:
            n, all_of_them = len(alike.used), len(alike.used) + len(alike.left_out)
            used = ", ".join(map(str, alike.used))
            remark(
                f"{rows[0].sheet}: serien {name}: {n} av {all_of_them} värden jämförs med varandra ({used}). "
                "De andra gäller tider av annat slag."
            )
    return [row for row in rows if (row.readings["series"], row.readings["year"]) not in left_out]


def problems_of(rows: Sequence[ReadRow], faults: Iterable[Fault]) -> SourceProblems:
    """The faults of the judged table, in the words of files."""
    return SourceProblems(_problems(rows, faults))


def _rows_and_problems(
    source: Source, readers: Mapping[str, Any], required: Sequence[str], decimal: str, remark
) -> tuple[list[ReadRow], list[Problem], set[str]]:
    """The rows without faults, the faults, and the names of all series, also those of rows with faults."""
    grid = as_long(grid_of(source, {*readers, *IN_SWEDISH}), remark)
    places, problems = column_places(grid, readers, required, remark)
    if problems:
        return [], problems, set()
    answers = _answers(grid, places, readers, decimal)
    rows, sound = [], _is_sound(grid, answers)
    for line, row in grid.lines:
        readings = _readings(row, places, answers)
        wrong = [] if sound else list(_wrong_in(grid, line, row, readings))
        problems += wrong
        if not wrong:
            rows.append(ReadRow(grid.name, line, readings, grid.text_lines.get(line)))
    names = {answer for (column, *_), answer in answers.items() if column == "series" and answer}
    percent = any(map(_is_percent, answers.values()))
    return rows, problems + (_mixed_percent(rows) if percent else []), names


def _readings(row: Sequence[Any], places: Mapping[str, int], answers: Mapping[Any, Any]) -> dict[str, Any]:
    """Column → what its cell in the row says; a cell that is not there is empty."""
    width = len(row)
    return {
        column: answers[_key(column, row[place] if place < width else "")] for column, place in places.items()
    }


def _answers(
    grid: Grid, places: Mapping[str, int], readers: Mapping[str, Any], decimal: str
) -> dict[Any, Any]:
    """What each different cell says, doubtful numbers settled by the others of the table."""
    answers: dict[Any, Any] = {}
    for column, place in places.items():
        column_cells = [row[place] if place < len(row) else "" for _line, row in grid.lines]
        different = {_key(column, cell): cell for cell in column_cells}
        answers |= _column_answers(different, readers[column], grid.typed)
    numbers = {key: answer for key, answer in answers.items() if isinstance(answer, cells.Value | Doubt)}
    settle(numbers, decimal)
    return answers | {key: cells.within_reason(answer) for key, answer in numbers.items()}


def _column_answers(different: Mapping[Any, Any], reader: Any, typed: bool) -> dict[Any, Any]:
    if reader is None:
        return cells.periods(different)
    return {key: cells.cell_reading(cell, reader, typed=typed) for key, cell in different.items()}


def _key(column: str, cell: Any) -> tuple[str, Any]:
    # 1, 1.0 and True are equal to Python, and not the same cell.
    return column, cell if type(cell) is str else (type(cell).__name__, repr(cell))


def _is_sound(grid: Grid, answers: Mapping[Any, Any]) -> bool:
    """Whether nothing is wrong in any line: there may be a million."""
    width = len(grid.headings)
    return all(len(row) == width for _line, row in grid.lines) and not any(
        isinstance(answer, Wrong) or _is_missing(column, answer) for (column, *_), answer in answers.items()
    )


def _is_missing(column: str, answer: Any) -> bool:
    return answer is None and column in ("series", "year")


def _wrong_in(grid: Grid, line: int, row: Sequence[Any], readings: Mapping[str, Any]) -> Iterable[Problem]:
    width, text_line = len(grid.headings), grid.text_lines.get(line)
    if len(row) != width and (grid.ragged or any(cell != "" for cell in row[width:])):
        yield Problem(grid.name, line, "", *uneven(len(row), width), text_line)
        return
    for column, answer in readings.items():
        if isinstance(answer, Wrong):
            yield Problem(grid.name, line, column, *answer, text_line)
        elif _is_missing(column, answer):
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


def rows_of(readings: Sequence[ReadRow]) -> Iterator[TableRow]:
    """The rows to judge. Those that decide the same share their settings: there may be a million."""
    columns = [column for column in SETTINGS if readings and column in readings[0].readings]
    has_interval = bool(readings) and any(column in readings[0].readings for column in INTERVAL)
    shared: dict[tuple[Any, ...], SeriesSettings] = {}
    # By what they are in memory: cells that say the same all down a column were read once.
    numbers: dict[int, Any] = {}
    for reading in readings:
        cells_of, value = reading.readings, reading.readings["value"]
        key = (_is_percent(value), *[id(cells_of[column]) for column in columns])
        if key not in shared:
            shared[key] = _settings(key[0], {column: cells_of[column] for column in columns})
        if id(value) not in numbers:
            numbers[id(value)] = _number(value)
        ends = tuple(_number(cells_of.get(column)) for column in INTERVAL) if has_interval else (None, None)
        yield TableRow(
            cells_of["series"],
            cells_of["year"].year,
            numbers[id(value)],
            reading.line,
            _number(cells_of.get("denominator")),
            cells_of.get("flag") or "",
            shared[key],
            ends,
        )


def _settings(is_percent: bool, readings: Mapping[str, Any]) -> SeriesSettings:
    settings = {column: _number(value) for column, value in readings.items()}
    if is_percent and settings.get("unit") is None:
        settings["unit"] = "%"
    return SeriesSettings(**settings)


def _number(answer: Any) -> Any:
    """A value's number, a period's year, and anything else as it is."""
    if isinstance(answer, Period):
        return answer.year
    return answer.number if isinstance(answer, cells.Value) else answer


def _breaks(rows: Iterable[ReadRow]) -> dict[str, list[Break]]:
    breaks: dict[str, list[Break]] = {}
    for row in rows:
        reason = row.readings.get("reason") or ""
        breaks.setdefault(row.readings["series"], []).append(Break(row.readings["year"].year, Text(reason)))
    return breaks


def _homeless(row: ReadRow) -> Problem:
    what = f"Serien {row.readings['series']} finns inte i tabellen."
    return _problem(row, "series", what, "Rätta namnet eller ta bort brottet.")


def _between(rows: Sequence[ReadRow]) -> list[Problem]:
    """What is wrong between the rows that could be read, so that everything is named at once."""
    _series, faults = gather(rows_of(rows), {})
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
