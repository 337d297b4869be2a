"""A file checked and kept as a run, and a run read again with the same checks."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path

import ibis
import pyarrow
from ibis.backends.duckdb import Backend

from lagesbild.figures import left_out, origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.left_out import LeftOut, Remark
from lagesbild.figures.mapping_file import mapping_text
from lagesbild.figures.origin import Origin, RunCoverage
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import KINDS, Sheet, WorkbookProblems, content_of, sheets_of
from lagesbild.figures.sources.workbook.choices import (
    MAPPING,
    SIDE_FILES,
    Areas,
    Choices,
    read_choices,
    side_table,
    write_choices,
)
from lagesbild.figures.sources.workbook.headings import ROLES
from lagesbild.figures.sources.workbook.mapped import UnderstoodSheet, add_mapped, is_own_layout, understood
from lagesbild.figures.sources.workbook.observations import observations_of
from lagesbild.figures.sources.workbook.sheet_values import SheetCells, add_table, unknown_drops
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied
from lagesbild.tables.layout import TableMapping

FOREIGN_HEADINGS = frozenset(
    (*ROLES, "region", "kön", "ålder", "tabellinnehåll", "län", "kod", "månad", "kvartal")
)
"""What helps to tell the delimiter of a CSV file that is not laid out as ours."""


def fetch(
    folder: Path,
    *,
    file: Path,
    id: str,
    publisher: str,
    licence: str,
    address: str,
    now: datetime,
    indicators: Mapping[str, str] | None = None,
    described: Mapping[str, tuple[str, str]] | None = None,
    extra_areas: Areas | None = None,
    area: str = "",
    decimal: str = "",
    unbounded: Collection[str] = (),
    drop: Collection[str] = (),
    note: str = "",
    whole: bool = True,
    edition: str = "",
    mapping: TableMapping | None = None,
    indicator: str = "",
    period: str = "",
) -> Origin:
    """Check ``file`` (.csv, .xlsx, .xls or .ods), copy it into ``folder`` byte for byte, and seal the run.

    ``indicators`` maps each known indicator to its unit: others are then refused. ``described`` gives them a
    title and a definition; without one their id is the title. ``extra_areas`` maps codes
    beside Sweden's own to name and kind. ``area`` is the home area's code, for a file without such a column.
    ``decimal`` ("," or ".") settles numbers like 1.234. ``unbounded`` names indicators in % that may leave
    0–100. ``drop`` names what to leave out: ``Blad1!14`` (a row), ``Blad1!D`` (a column), ``Blad1`` (a
    sheet; a CSV file's sheet is the file's name). ``edition``: see Origin. ``whole`` False says that
    the file adds to those before it: else a value that they had and this one lacks is gone.

    A table that is not laid out as ours is read by ``mapping``, or by what it leaves no doubt of: ``indicator`` names
    its one measure and ``period`` its time. How it was read is kept with the run. Raises LayoutQuestions with what it
    leaves open.

    What is read as something spelt in another way is told in ``left_out.json`` of the run.

    Raises WorkbookProblems with every problem, and writes nothing, until the file is clean. Raises
    OriginError when the folder already holds a run.
    """
    if (folder / origin.FILE).exists():
        raise origin.OriginError(f"{folder} already holds a finished run. Give a new folder.")
    areas = {**known_areas(), **(extra_areas or {})}
    choices = Choices(
        area, decimal, frozenset(unbounded), frozenset(drop), indicators, areas, mapping, indicator, period
    )
    content = _content(file)
    remarks: list[Remark] = []
    reading = foreign_reading({file.name: content}, choices)
    observations, _units = checked_columns({file.name: content}, choices, now.date(), remarks, reading)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file.name).write_bytes(content)
    if reading:
        (folder / MAPPING).write_text(mapping_text(reading.understanding), encoding="utf-8")
    write_choices(folder, choices, extra_areas, described or {})
    count = len(observations["value"])
    left_out.write(folder, LeftOut(count, count, 0, remarks=tuple(remarks)))
    return origin.write(
        folder, Origin(id, "workbook", publisher, licence, address, now, note, whole, edition=edition)
    )


def tidy(folder: Path, con: Backend) -> Tidied:
    """The tables of a run, or of a folder put together by hand. Raises WorkbookProblems as ``fetch`` does.

    But for values of times to come: a run that was taken in before they were asked about stays.
    Without indicators.csv the indicators are those found, with their id as title.
    """
    side = {name: side_table(folder, name) for name in SIDE_FILES}
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in KINDS)
    contents = {path.name: _content(path) for path in files if path.name not in SIDE_FILES}
    choices = read_choices(folder, side)
    reading = foreign_reading(contents, choices) if choices.mapping else None
    observations, units = checked_columns(contents, choices, date.max, [], reading)
    return Tidied(
        observations=ibis.memtable(pyarrow.table(observations, schema=OBSERVATION.to_pyarrow())),
        indicators=ibis.memtable(side["indicators.csv"] or _untitled(units), schema=INDICATOR),
        areas=ibis.memtable(side["areas.csv"] or [], schema=AREA),
        members=ibis.memtable(side["members.csv"] or [], schema=MEMBER),
    )


def covers(folder: Path) -> RunCoverage:
    """What a whole run speaks of: everything of its origin, for a file is all there is."""
    return RunCoverage()


def _untitled(units: Mapping[str, str]) -> list[dict]:
    nothing = {"definition": "", "retired": False}
    return [
        {"indicator": name, "title": name, "unit": unit, **nothing} for name, unit in sorted(units.items())
    ]


def _content(file: Path) -> bytes:
    if file.name in SIDE_FILES:
        do = "Döp om filen, till exempel till varden.csv."
        raise WorkbookProblems.one(file.name, "Filens namn används till annat.", do)
    return content_of(file)


def checked_columns(
    contents: Mapping[str, bytes],
    choices: Choices,
    today: date,
    remarks: list[Remark],
    reading: UnderstoodSheet | None = None,
) -> tuple[dict[str, list], dict[str, str]]:
    """The columns of OBSERVATION and each indicator's unit. Raises WorkbookProblems."""
    if choices.area and choices.area not in choices.areas:
        do = "Ange en kommunkod med fyra siffror."
        raise WorkbookProblems.one(", ".join(contents), f"Hemområdet {choices.area} är okänt.", do)
    problems: list[Problem] = []
    sheets = [reading.sheet] if reading else _sheets(contents, problems)
    problems += [] if reading else unknown_drops(sheets, choices.drop)
    cells = SheetCells()
    if reading:
        add_mapped(cells, reading, choices, problems, remarks)
    for sheet in [] if reading else sheets:
        if sheet.name not in choices.drop:
            add_table(cells, sheet, choices, problems)
    if not cells.row and not problems:
        raise WorkbookProblems.one(", ".join(contents), "Filen är tom.", "Lägg till rubriker och värden.")
    observations, units = observations_of(cells, choices, today, problems, remarks)
    if problems:
        order = {sheet.name: number for number, sheet in enumerate(sheets)}
        raise WorkbookProblems(sorted(problems, key=lambda p: (order.get(p.sheet, -1), p.row or 0, p.column)))
    return observations, units


def foreign_reading(contents: Mapping[str, bytes], choices: Choices) -> UnderstoodSheet | None:
    """How a file is read that is not laid out as ours; None for one that is. Raises WorkbookProblems."""
    if not choices.mapping and is_own_layout(_sheets(contents, [])):
        return None
    problems: list[Problem] = []
    sheets = [
        sheet
        for name, content in contents.items()
        for sheet in sheets_of(name, content, FOREIGN_HEADINGS, dates=True, percents=True)
    ]
    problems += unknown_drops(sheets, choices.drop)
    if problems:
        raise WorkbookProblems(problems)
    return understood(sheets, choices)


def _sheets(contents: Mapping[str, bytes], problems: list[Problem]) -> list[Sheet]:
    sheets = []
    for name, content in contents.items():
        try:
            sheets += sheets_of(name, content, ROLES)
        except WorkbookProblems as error:
            problems += error.problems
    return sheets
