"""Figures that a person keeps in a CSV file or an Excel workbook, long or wide (years as columns).

``fetch`` checks the whole file and lists every problem at once; only a clean file becomes a run, byte for
byte as it came. ``tidy`` reads the run again with the same checks. Nothing is guessed: what may be read in
two ways is a problem until the person changes the file, says which reading is meant, or what to leave out.

A run's folder holds the file and, when needed, ``drop.json`` (a list of what is left out: ``Blad1!14`` a
row, ``Blad1!D`` a column, ``Blad2`` a sheet), ``choices.json`` (``area``, ``decimal``, ``unbounded``) and
``indicators.csv``, ``areas.csv``, ``members.csv`` (columns as in :mod:`lagesbild.figures.tables`). A folder
put together by hand may hold several CSV and XLSX files.
"""

import csv
import difflib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow
from ibis.backends.duckdb import Backend
from openpyxl.utils import get_column_letter

from lagesbild.figures import origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.cells import (
    HALF_EMPTY,
    Value,
    Wrong,
    read,
    read_count,
    read_flag,
    read_period,
    read_subgroup,
    read_text,
    read_value,
    read_word,
    settle,
)
from lagesbild.figures.origin import Coverage, Origin
from lagesbild.figures.sheets import Problem, Sheet, WorkbookProblems, content_of, csv_sheet, sheets_of
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied

__all__ = ["Problem", "WorkbookProblems", "covers", "fetch", "tidy"]

DROP, CHOICES = "drop.json", "choices.json"
SIDE_FILES = {"indicators.csv": INDICATOR, "areas.csv": AREA, "members.csv": MEMBER}

# Each role's first heading is the one that problems are told in.
HEADINGS = {
    "indicator": ("nyckeltal", "indikator", "indicator", "kpi"),
    "area": ("område", "kommunkod", "områdeskod", "area"),
    "name": ("kommun", "kommunnamn", "områdesnamn", "municipality"),
    "period": ("år", "period", "årtal", "year"),
    "subgroup": ("grupp", "kön", "undergrupp", "subgroup", "group", "gender", "sex"),
    "value": ("värde", "mätvärde", "value"),
    "unit": ("enhet", "unit"),
    "flag": ("flagga", "flag", "status"),
    "comment": ("kommentar", "kommentarer", "anmärkning", "comment", "note"),
    "members": ("antal kommuner", "medlemmar", "members"),
}
ROLES = {heading: role for role, headings in HEADINGS.items() for heading in headings}
AFTER_A_VALUE = ("subgroup", "unit", "flag", "comment")

Areas = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """What the person has said of the files: see ``fetch``. ``units`` is None when any indicator will do."""

    area: str = ""
    decimal: str = ""
    unbounded: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()
    units: Mapping[str, str] | None = None
    areas: Areas = field(default_factory=known_areas)


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
) -> Origin:
    """Check ``file`` (.csv or .xlsx), copy it into ``folder`` byte for byte, and seal the run.

    ``indicators`` maps each known indicator to its unit: others are then refused. ``described`` gives them a
    title and a definition; without one their id is the title. ``extra_areas`` maps codes
    beside Sweden's own to name and kind. ``area`` is the home area's code, for a file without such a column.
    ``decimal`` ("," or ".") settles numbers like 1.234. ``unbounded`` names indicators in % that may leave
    0–100. ``drop`` names what to leave out: ``Blad1!14`` (a row), ``Blad1!D`` (a column), ``Blad1`` (a
    sheet; a CSV file's sheet is the file's name). ``whole`` False says that the file adds to those before it:
    else a value that they had and this one lacks is gone.

    Raises WorkbookProblems with every problem, and writes nothing, until the file is clean. Raises
    OriginError when the folder already holds a run.
    """
    if (folder / origin.FILE).exists():
        raise origin.OriginError(f"{folder} already holds a finished run. Give a new folder.")
    areas = {**known_areas(), **(extra_areas or {})}
    choices = Choices(area, decimal, frozenset(unbounded), frozenset(drop), indicators, areas)
    content = _content(file)
    _read({file.name: content}, choices)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file.name).write_bytes(content)
    _write_choices(folder, choices, extra_areas, described or {})
    return origin.write(folder, Origin(id, "workbook", publisher, licence, address, now, note, whole))


def tidy(folder: Path, con: Backend) -> Tidied:
    """The tables of a run, or of a folder put together by hand. Raises WorkbookProblems as ``fetch`` does.

    Without indicators.csv the indicators are those found, with their id as title.
    """
    side = {name: _side_table(folder, name) for name in SIDE_FILES}
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in (".csv", ".xlsx"))
    contents = {path.name: _content(path) for path in files if path.name not in SIDE_FILES}
    observations, units = _read(contents, _read_choices(folder, side))
    return Tidied(
        observations=ibis.memtable(pyarrow.table(observations, schema=OBSERVATION.to_pyarrow())),
        indicators=ibis.memtable(side["indicators.csv"] or _untitled(units), schema=INDICATOR),
        areas=ibis.memtable(side["areas.csv"] or [], schema=AREA),
        members=ibis.memtable(side["members.csv"] or [], schema=MEMBER),
    )


def covers(folder: Path) -> Coverage:
    """What a whole run speaks of: everything of its origin, for a file is all there is."""
    return Coverage()


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


def _read(contents: Mapping[str, bytes], choices: Choices) -> tuple[dict[str, list], dict[str, str]]:
    """The columns of OBSERVATION and each indicator's unit. Raises WorkbookProblems."""
    if choices.area and choices.area not in choices.areas:
        do = "Ange en kommunkod med fyra siffror."
        raise WorkbookProblems.one(", ".join(contents), f"Hemområdet {choices.area} är okänt.", do)
    problems: list[Problem] = []
    sheets = _sheets(contents, problems)
    problems += _unknown_drops(sheets, choices.drop)
    cells = Cells()
    for sheet in sheets:
        if sheet.name not in choices.drop:
            _add_table(cells, sheet, choices, problems)
    if not cells.row and not problems:
        raise WorkbookProblems.one(", ".join(contents), "Filen är tom.", "Lägg till rubriker och värden.")
    observations, units = _observations(cells, choices, problems)
    if problems:
        order = {sheet.name: number for number, sheet in enumerate(sheets)}
        raise WorkbookProblems(sorted(problems, key=lambda p: (order.get(p.sheet, -1), p.row or 0, p.column)))
    return observations, units


def _sheets(contents: Mapping[str, bytes], problems: list[Problem]) -> list[Sheet]:
    sheets = []
    for name, content in contents.items():
        try:
            sheets += sheets_of(name, content, ROLES)
        except WorkbookProblems as found:
            problems += found.problems
    return sheets


# What the person said, kept beside the file


def _write_choices(
    folder: Path,
    choices: Choices,
    extra_areas: Areas | None,
    described: Mapping[str, tuple[str, str]],
) -> None:
    said = {"area": choices.area, "decimal": choices.decimal, "unbounded": sorted(choices.unbounded)}
    if any(said.values()):
        _write_json(folder / CHOICES, said)
    if choices.drop:
        _write_json(folder / DROP, sorted(choices.drop))
    if choices.units is not None:
        about = {name: described.get(name, (name, "")) for name in choices.units}
        rows = [(name, about[name][0], unit, about[name][1], "false") for name, unit in choices.units.items()]
        _write_csv(folder / "indicators.csv", INDICATOR.names, rows)
    if extra_areas:
        _write_csv(folder / "areas.csv", AREA.names, [(code, *words) for code, words in extra_areas.items()])


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_csv(path: Path, header: Iterable[str], rows: Iterable[tuple]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([tuple(header), *rows])


def _read_choices(folder: Path, side: Mapping[str, list[dict] | None]) -> Choices:
    said = json.loads(_text_or(folder / CHOICES, "{}"))
    drop = json.loads(_text_or(folder / DROP, "[]"))
    indicators = side["indicators.csv"]
    return Choices(
        area=said.get("area", ""),
        decimal=said.get("decimal", ""),
        unbounded=frozenset(said.get("unbounded", ())),
        drop=frozenset(drop),
        units=None if indicators is None else {row["indicator"]: row["unit"] for row in indicators},
        areas={
            **known_areas(),
            **{row["area"]: (row["name"], row["kind"]) for row in side["areas.csv"] or []},
        },
    )


def _text_or(path: Path, otherwise: str) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else otherwise


def _side_table(folder: Path, name: str) -> list[dict] | None:
    """A side file's rows with its schema's types; None when there is no such file."""
    if not (folder / name).exists():
        return None
    schema = SIDE_FILES[name]
    rows = csv_sheet(name, content_of(folder / name), schema).rows
    header = rows[0] if rows else []
    if missing := [column for column in schema if column not in header]:
        raise WorkbookProblems.one(name, f"Kolumner saknas: {', '.join(missing)}.", "Lägg till dem.")
    return [_side_row(name, number, header, row) for number, row in enumerate(rows[1:], start=2) if any(row)]


def _side_row(name: str, number: int, header: list[str], row: list[str]) -> dict:
    try:
        said = dict(zip(header, row, strict=True))
        return {column: _TYPED[str(kind)](said[column]) for column, kind in SIDE_FILES[name].items()}
    except (KeyError, ValueError):
        what = f"Raden passar inte rubrikerna {', '.join(header)}."
        raise WorkbookProblems.one(name, what, "Rätta raden.", row=number) from None


_YES_OR_NO = {"": False, "false": False, "nej": False, "0": False, "true": True, "ja": True, "1": True}
_TYPED: dict[str, Callable[[str], Any]] = {
    "string": str,
    "int32": lambda cell: int(cell) if cell else None,
    "boolean": lambda cell: _YES_OR_NO[cell.lower()],
}


# From sheets to one long table of cells


@dataclass
class Cells:
    """Cells of every sheet by role, one item a value, with the place each came from."""

    sheet: list[str] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in HEADINGS})
    cell: dict[str, list] = field(default_factory=lambda: {role: [] for role in HEADINGS})

    def add(self, sheet: str, rows: list[int], columns: Mapping[str, tuple[str, list]]) -> None:
        """Add values: their rows and, for each role, the name of its column and its cells."""
        self.sheet += [sheet] * len(rows)
        self.row += rows
        for role in HEADINGS:
            place, cells = columns.get(role) or ("", [""] * len(rows))
            self.column[role] += [place] * len(rows)
            self.cell[role] += cells

    def problem(self, index: int, role: str, wrong: Wrong) -> Problem:
        return Problem(self.sheet[index], self.row[index], self.column[role][index], *wrong)


@dataclass
class Header:
    """A table's header: its row, the column of each role, and the columns that are years."""

    row: int
    cells: list
    roles: dict[str, int] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A sheet's header and, under it, the numbers of its rows and its columns of cells."""

    sheet: Sheet
    header: Header
    rows: list[int]
    columns: list[list]

    def problem(self, row: int, index: int | None, wrong: Wrong) -> Problem:
        return Problem(self.sheet.name, row, "" if index is None else self.place(index), *wrong)

    def place(self, index: int) -> str:
        heading = self.header.cells[index]
        return get_column_letter(index + 1) + (f" ({heading})" if heading != "" else "")


def _add_table(cells: Cells, sheet: Sheet, choices: Choices, problems: list[Problem]) -> None:
    """Add a sheet's values to ``cells``, or what is wrong with its shape to ``problems``."""
    rows = _kept_rows(sheet, choices.drop)
    if not rows:
        return
    if sheet.hidden:
        do = "Visa bladet, eller lämna bort det."
        problems.append(Problem(sheet.name, None, "", "Bladet är dolt men har innehåll.", do))
        return
    problems += _merged(sheet, {number for number, _ in rows})
    header = _header(sheet, *rows[0], home=bool(choices.area), problems=problems)
    if not header:
        return
    body = _body(sheet, header, rows[1:], problems)
    if len(rows) == 1:
        what = "Det finns inga rader under rubriken."
        problems.append(Problem(sheet.name, header.row, "", what, "Fyll i värden."))
    if body:
        columns = [list(column) for column in zip(*(row for _, row in body), strict=True)]
        _add_values(cells, Table(sheet, header, [number for number, _ in body], columns), choices, problems)


def _kept_rows(sheet: Sheet, drop: Collection[str]) -> list[tuple[int, list]]:
    """Rows with anything in them, numbered from 1, without the rows and columns that are to be left out."""
    named = {name.removeprefix(f"{sheet.name}!") for name in drop}
    columns = [index for index in range(_width(sheet)) if get_column_letter(index + 1) in named]
    rows = [(number, row) for number, row in enumerate(sheet.rows, start=1) if str(number) not in named]
    if columns:
        rows = [(n, ["" if i in columns else cell for i, cell in enumerate(row)]) for n, row in rows]
    return [(number, row) for number, row in rows if row.count("") < len(row)]


def _width(sheet: Sheet) -> int:
    return max(map(len, sheet.rows), default=0)


def _unknown_drops(sheets: list[Sheet], drop: Collection[str]) -> list[Problem]:
    """A name that is not in the files is a slip of the pen, and the wrong row would be kept."""
    if not drop or not sheets:
        return []
    there = {sheet.name for sheet in sheets}
    for sheet in sheets:
        there |= {f"{sheet.name}!{number}" for number in range(1, len(sheet.rows) + 1)}
        there |= {f"{sheet.name}!{get_column_letter(index + 1)}" for index in range(_width(sheet))}
    what = "Raden, kolumnen eller bladet som skulle lämnas bort finns inte."
    do = "Kontrollera namnet: Blad1!14, Blad1!D eller Blad1."
    return [Problem(name, None, "", what, do) for name in sorted(drop) if name not in there]


def _merged(sheet: Sheet, kept: set[int]) -> list[Problem]:
    return [
        Problem(sheet.name, first, "", f"Cellerna {name} är sammanfogade.", "Dela dem och fyll i varje cell.")
        for first, last, name in sheet.merged
        if not kept.isdisjoint(range(first, last + 1))
    ]


def _header(sheet: Sheet, number: int, row: list, *, home: bool, problems: list[Problem]) -> Header | None:
    """The header, or None with the reasons in ``problems``."""
    width = max(index for index, cell in enumerate(row) if cell != "") + 1
    header = Header(number, row[:width])
    answers = [(get_column_letter(i + 1), _heading(header, i, cell)) for i, cell in enumerate(header.cells)]
    if not header.roles:
        do = "Sätt rubrikerna nyckeltal, område, år och värde överst, och ta bort rader ovanför."
        problems.append(Problem(sheet.name, number, "", "Ingen rubrikrad hittades.", do))
        return None
    if "area" not in header.roles and "name" in header.roles:
        header.roles["area"] = header.roles.pop("name")
    wrong = [(column, answer) for column, answer in answers if answer]
    wrong += [("", answer) for answer in _lacking(header, home)]
    problems += [Problem(sheet.name, number, column, *answer) for column, answer in wrong]
    return None if wrong else header


def _heading(header: Header, index: int, cell: Any) -> Wrong | None:
    """Put one heading into the header, or say what is wrong with it."""
    if cell == "" or isinstance(cell, Wrong):
        return cell or None
    name = " ".join(str(cell).lower().split())
    if role := ROLES.get(name):
        if role in header.roles:
            return Wrong(f"Kolumnen {HEADINGS[role][0]} finns två gånger.", "Ta bort eller döp om den ena.")
        header.roles[role] = index
    elif re.match("[0-9]", name):
        header.years.append(index)
        period = read_period(cell)
        return period if isinstance(period, Wrong) else None
    else:
        near = difflib.get_close_matches(name, ROLES, 1)
        hint = f"Menas {near[0]}? " if near else ""
        return Wrong(
            f"Rubriken {cell} är okänd.", f"{hint}Döp om kolumnen, ta bort den eller lämna bort den."
        )
    return None


def _lacking(header: Header, home: bool) -> list[Wrong]:
    if header.years and ("value" in header.roles or "period" in header.roles):
        what = "Tabellen har både årskolumner och en kolumn för år eller värde."
        return [Wrong(what, "Välj en av formerna.")]
    needed = ["indicator"] if header.years else ["indicator", "period", "value"]
    lacking = [role for role in needed + ([] if home else ["area"]) if role not in header.roles]
    names = [HEADINGS[role][0] for role in lacking]
    return [Wrong(f"Kolumnen {name} saknas.", f"Lägg till en kolumn med rubriken {name}.") for name in names]


def _body(sheet: Sheet, header: Header, rows: list, problems: list[Problem]) -> list[tuple[int, list]]:
    """The rows under the header, each as wide as the header; those that cannot be become problems."""
    width, body = len(header.cells), []
    for number, row in rows:
        if len(row) != width:
            answer = _fitted(sheet, row, width)
            if isinstance(answer, Wrong):
                problems.append(Problem(sheet.name, number, "", *answer))
                continue
            row = answer
        if row == header.cells:
            what = f"Rubriken på rad {header.row} upprepas."
            problems.append(Problem(sheet.name, number, "", what, "Ta bort raden."))
        else:
            body.append((number, row))
    return body


def _fitted(sheet: Sheet, row: list, width: int) -> list | Wrong:
    """The row as wide as the header: Excel leaves out empty cells at the end, a whole CSV row does not."""
    surplus = [get_column_letter(index + 1) for index in range(width, len(row)) if row[index] != ""]
    if not surplus and (len(row) > width or not sheet.delimiter):
        return row[:width] + [""] * (width - len(row))
    if not sheet.delimiter:
        what = f"Cellen i kolumn {surplus[0]} står utanför tabellen."
        return Wrong(what, "Sätt en rubrik över den eller ta bort den.")
    do = "Rätta raden."
    if sheet.delimiter == ",":
        do = "Är det ett decimalkomma? Spara filen med semikolon mellan cellerna."
    return Wrong(f"Raden har {len(row)} celler men rubriken {width}.", do)


def _add_values(cells: Cells, table: Table, choices: Choices, problems: list[Problem]) -> None:
    problems += _unnamed_columns(table)
    problems += _split_numbers(table)
    roles = table.header.roles
    named = {role: (table.place(index), table.columns[index]) for role, index in roles.items()}
    if "area" not in named:
        named["area"] = ("", [choices.area] * len(table.rows))
    if not table.header.years:
        cells.add(table.sheet.name, table.rows, named)
        return
    problems += _rows_without_value(table)
    for index in table.header.years:
        _add_year(cells, table, index, named)


def _add_year(cells: Cells, table: Table, index: int, named: Mapping[str, tuple[str, list]]) -> None:
    """Add a year's column: an empty cell in it is no value, as the row may have others."""
    filled = [i for i, cell in enumerate(table.columns[index]) if cell != ""]
    year = {role: (place, [column[i] for i in filled]) for role, (place, column) in named.items()}
    year["period"] = (table.place(index), [table.header.cells[index]] * len(filled))
    year["value"] = (table.place(index), [table.columns[index][i] for i in filled])
    cells.add(table.sheet.name, [table.rows[i] for i in filled], year)


def _unnamed_columns(table: Table) -> list[Problem]:
    wrong = Wrong("Kolumnen saknar rubrik.", "Sätt en rubrik eller lämna bort kolumnen.")
    unnamed = [index for index, heading in enumerate(table.header.cells) if heading == ""]
    filled = [index for index in unnamed if table.columns[index].count("") < len(table.rows)]
    return [table.problem(table.header.row, index, wrong) for index in filled]


def _split_numbers(table: Table) -> list[Problem]:
    """In a comma-separated file, digits in the text column after a value may be the decimals of 12,5."""
    after = table.header.roles.get("value", -2) + 1
    if table.sheet.delimiter != "," or after not in [table.header.roles.get(role) for role in AFTER_A_VALUE]:
        return []
    wrong = Wrong("Siffrorna efter värdet kan vara dess decimaler.", "Spara filen med semikolon.")
    cells = zip(table.rows, table.columns[after], strict=True)
    return [table.problem(row, after, wrong) for row, cell in cells if cell.isdigit()]


def _rows_without_value(table: Table) -> list[Problem]:
    wrong = Wrong("Raden har inget värde för något år.", "Fyll i värden eller ta bort raden.")
    years = zip(*(table.columns[index] for index in table.header.years), strict=True)
    found = zip(table.rows, years, strict=True)
    return [table.problem(row, None, wrong) for row, values in found if values.count("") == len(values)]


# From cells to observations


def _observations(cells: Cells, choices: Choices, problems: list[Problem]):
    """The columns of OBSERVATION and each indicator's unit; what is wrong goes to ``problems``."""

    def column(role: str, reader: Callable[[Any], Any]) -> list:
        return _each(cells, role, reader, problems)

    indicators = column("indicator", _indicator_reader(choices.units))
    areas = column("area", _area_reader(choices.areas))
    periods = column("period", read_period)
    problems += _wrong_names(cells, areas, choices.areas)
    units = _units(cells, indicators, column("unit", read_text), choices.units or {}, problems)
    values = _values(cells, indicators, units, choices, problems)
    observations = {
        "indicator": indicators,
        "area": areas,
        "period": [period[0] for period in periods],
        "year": [period[1] for period in periods],
        "subgroup": column("subgroup", read_subgroup),
        "value": [value.number for value in values],
        "text": [value.text for value in values],
        "reason": [value.reason for value in values],
        "flag": column("flag", read_flag),
        "members": column("members", read_count),
        "comment": column("comment", read_text),
        "deleted": [False] * len(values),
    }
    problems += _duplicates(cells, observations, periods)
    return observations, units


def _each(cells: Cells, role: str, reader: Callable[[Any], Any], problems: list[Problem]) -> list:
    """Every cell of a role, read. What stands in many cells is read once."""
    column = cells.cell[role]
    answers = {cell: read(cell, reader) for cell in set(column)}
    if any(isinstance(answer, Wrong) for answer in answers.values()):
        told = ((i, answers[cell]) for i, cell in enumerate(column))
        problems += [cells.problem(i, role, answer) for i, answer in told if isinstance(answer, Wrong)]
    return [answers[cell] for cell in column]


def _indicator_reader(units: Mapping[str, str] | None) -> Callable[[Any], str | Wrong]:
    def reader(cell: Any) -> str | Wrong:
        name = read_text(cell)
        if name == "":
            return HALF_EMPTY
        if isinstance(name, str) and units is not None and name not in units:
            return Wrong(f"Nyckeltalet {name} är okänt.", _nearest(name, units))
        return name

    return reader


def _area_reader(areas: Areas) -> Callable[[Any], str | Wrong]:
    codes = {name: code for code, (name, _) in areas.items()}

    def reader(cell: Any) -> str | Wrong:
        name = read_text(cell)
        if name == "":
            return HALF_EMPTY
        if isinstance(name, Wrong) or name in areas:
            return name
        if name in codes:
            return codes[name]
        if (full := name.zfill(4)) in areas:
            do = f"Menas {full}? Skriv den som text med fyra siffror."
            return Wrong(f"Koden {name} saknar inledande nolla.", do)
        return Wrong(f"Området {name} är okänt.", _nearest(name, [*areas, *codes]))

    return reader


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1, cutoff=0.5)
    return f"Menas {near[0]}? Rätta cellen." if near else "Rätta cellen, eller lägg till det först."


def _wrong_names(cells: Cells, areas: list, known: Areas) -> list[Problem]:
    """Where an area's code and name both stand, they must say the same."""
    found = []
    for i, (area, name) in enumerate(zip(areas, cells.cell["name"], strict=True)):
        if name != "" and isinstance(area, str) and name not in (known[area][0], area):
            wrong = Wrong(
                f"Koden {area} hör till {known[area][0]}, inte {name}.", "Rätta koden eller namnet."
            )
            found.append(cells.problem(i, "name", wrong))
    return found


def _units(cells: Cells, indicators, units, declared: Mapping[str, str], problems) -> dict[str, str]:
    """Each indicator's one unit: declared, from the unit column, or % where its values say so."""
    known = dict(declared)
    for i, (indicator, unit) in enumerate(zip(indicators, units, strict=True)):
        if isinstance(indicator, Wrong) or isinstance(unit, Wrong):
            continue
        if not known.get(indicator):
            known[indicator] = unit
        elif unit and unit != known[indicator]:
            what = f"Nyckeltalet {indicator} har enheten {known[indicator]}, här {unit}."
            problems.append(
                cells.problem(i, "unit", Wrong(what, "Ett nyckeltal har en enhet: rätta cellen."))
            )
    for indicator, cell in zip(indicators, cells.cell["value"], strict=True):
        if isinstance(cell, str) and cell.endswith("%") and known.get(indicator) == "":
            known[indicator] = "%"
    return known


def _values(cells: Cells, indicators, units, choices: Choices, problems: list[Problem]) -> list[Value]:
    column = cells.cell["value"]
    answers = {cell: read(cell, read_value) for cell in set(column)}
    settle(answers, choices.decimal)
    wordy = _wordy(indicators, [answers[cell] for cell in column])
    values = []
    for i, (indicator, cell) in enumerate(zip(indicators, column, strict=True)):
        unit = units.get(indicator, "")
        answer = read_word(cell, answers[cell]) if unit == "text" else answers[cell]
        wrong = answer if isinstance(answer, Wrong) else _misfit(answer, indicator, unit, wordy, choices)
        if wrong:
            problems.append(cells.problem(i, "value", wrong))
        values.append(Value() if wrong else answer)
    return values


def _wordy(indicators: list, answers: list) -> set[str]:
    """The indicators whose values are all words or reasons: one stray word among numbers is a slip."""
    words, numbers = set(), set()
    for indicator, answer in zip(indicators, answers, strict=True):
        if isinstance(answer, Value) and answer.text is not None:
            words.add(indicator)
        elif isinstance(answer, Value) and answer.number is not None:
            numbers.add(indicator)
    return words - numbers


def _misfit(value: Value, indicator: str, unit: str, wordy: set[str], choices: Choices) -> Wrong | None:
    """Why a value that can be read does not belong to its indicator."""
    if value.text is not None:
        fits = unit == "text" or (indicator in wordy and "%" not in unit)
        return (
            None if fits else Wrong(f"{value.text} är inte ett tal.", "Skriv talet, eller - om det saknas.")
        )
    if value.percent and "%" not in unit:
        return Wrong(f"Värdet är i procent men enheten är {unit}.", "Rätta värdet eller enheten.")
    if value.number is None or unit != "%" or indicator in choices.unbounded or 0 <= value.number <= 100:
        return None
    shown = f"{value.number:.15g}".replace(".", ",")
    bound = "mer än 100" if value.number > 100 else "mindre än 0"
    do = "Rätta värdet, eller ange att nyckeltalet får gå utanför 0–100."
    return Wrong(f"{shown} är {bound} men enheten är %.", do)


def _duplicates(cells: Cells, observations: Mapping[str, list], periods: list) -> list[Problem]:
    columns = observations["indicator"], observations["area"], periods, observations["subgroup"]
    first: dict[tuple, int] = {}
    found = []
    for i, key in enumerate(zip(*columns, strict=True)):
        other = first.setdefault(key, i)
        if other != i and not any(isinstance(part, Wrong) for part in key):
            found.append(cells.problem(i, "value", _duplicate(cells, i, other, key)))
    return found


def _duplicate(cells: Cells, index: int, other: int, key: tuple) -> Wrong:
    indicator, area, (period, _), subgroup = key
    place = f"rad {cells.row[other]}"
    if cells.sheet[other] != cells.sheet[index]:
        place += f" i {cells.sheet[other]}"
    what = f"Värdet för {indicator}, {area}, {period}, {subgroup} finns redan på {place}."
    return Wrong(what, "Ta bort eller rätta en av dem.")
