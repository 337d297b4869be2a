"""Figures that a person keeps in a CSV file or an Excel workbook, long or wide (years as columns).

``fetch`` checks the whole file and lists every problem at once; only a clean file becomes a run, byte for byte as
it came. ``tidy`` reads the run again with the same checks. Nothing is guessed: what may be read in two ways is a
problem until the person changes the file, says which reading is meant, or says which rows to leave out.

A run's folder holds the file and, when needed, ``drop.json`` (a list of rows, columns or sheets left out, such as
``Blad1!14``, ``Blad1!D``, ``Blad2``), ``choices.json`` (``area``, ``decimal``, ``unbounded``), ``indicators.csv``,
``areas.csv`` and ``members.csv`` (columns as in :mod:`lagesbild.figures.tables`). A folder put together by hand
may hold several CSV and XLSX files.
"""

import csv
import difflib
import io
import json
import math
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ibis
import openpyxl
import pyarrow
from ibis.backends.duckdb import Backend
from openpyxl.utils import get_column_letter

from lagesbild.figures import origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.origin import Origin
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, REASONS, TOTAL, Tidied

LARGEST = 100_000_000  # bytes, unpacked
LAST_ROW = 1_048_576  # Excel's own limit
FIRST_YEAR, LAST_YEAR = 1900, 2100

DROP, CHOICES = "drop.json", "choices.json"
SIDE_FILES = {"indicators.csv": INDICATOR, "areas.csv": AREA, "members.csv": MEMBER}

# The first word of each role is the one that problems are told in.
HEADINGS = {
    "indicator": ("nyckeltal", "indikator", "indicator", "kpi"),
    "area": ("område", "kommunkod", "områdeskod", "area"),
    "name": ("kommun", "kommunnamn", "område namn", "municipality"),
    "period": ("år", "period", "årtal", "year"),
    "subgroup": ("grupp", "kön", "undergrupp", "subgroup", "group", "gender", "sex"),
    "value": ("värde", "mätvärde", "value"),
    "unit": ("enhet", "unit"),
    "flag": ("flagga", "flag", "status"),
    "comment": ("kommentar", "kommentarer", "anmärkning", "comment", "note"),
    "members": ("antal kommuner", "medlemmar", "members"),
}
ROLES = {heading: role for role, headings in HEADINGS.items() for heading in headings}
OPTIONAL = ("subgroup", "unit", "flag", "comment", "members")

SUBGROUPS = {
    **dict.fromkeys(("", "t", "totalt", "total", "samtliga", "alla", "all"), TOTAL),
    **dict.fromkeys(("k", "kvinnor", "kvinna", "women", "female"), "K"),
    **dict.fromkeys(("m", "män", "man", "men", "male"), "M"),
}
FLAGS = {
    **dict.fromkeys(("", "slutlig", "final"), ""),
    **dict.fromkeys(("preliminary", "preliminär", "preliminärt"), "preliminary"),
    **dict.fromkeys(("extrapolated", "framskriven", "framskrivet", "extrapolerad"), "extrapolated"),
    **dict.fromkeys(("estimated", "uppskattad", "uppskattat", "skattad", "estimate"), "estimated"),
}
ERROR_VALUES = frozenset(
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! "
    "#DIVISION/0! #SAKNAS! #NAMN? #SKÄRNING! #OGILTIGT! #REFERENS! #VÄRDEFEL!".split()
)
NOT_NUMBERS = frozenset(
    "nan na n/a inf -inf +inf infinity -infinity null none true false sant falskt".split()
)


class Wrong(NamedTuple):
    """Why a cell cannot be read, and what to do about it."""

    what: str
    do: str


class Value(NamedTuple):
    """A value cell, read: a number, a word or a reason. ``mark``: the decimal mark that it proves is in use."""

    number: float | None = None
    text: str | None = None
    reason: str | None = None
    percent: bool = False
    mark: str = ""


class Doubtful(NamedTuple):
    """A number whose one mark may be a decimal mark or a thousands separator, such as 1.234."""

    mark: str
    cell: str
    if_decimal: Value


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place. ``sheet`` is the file's name for a CSV; ``row`` counts from 1 as Excel does."""

    sheet: str
    row: int | None
    column: str
    what: str
    do: str

    @property
    def drop(self) -> str:
        """How ``drop`` names this row or, when the problem has no row, this sheet."""
        return f"{self.sheet}!{self.row}" if self.row else self.sheet

    def __str__(self) -> str:
        row = f", rad {self.row}" if self.row else ""
        column = f", kolumn {self.column}" if self.column else ""
        return f"{self.sheet}{row}{column}: {self.what} {self.do}"


class WorkbookProblems(ValueError):
    """Everything wrong with a file, in ``problems``, in the order of sheets and rows. As text: one line each."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Choices:
    """What the person has said about the files: see ``fetch``. ``units`` is None when any indicator will do."""

    area: str = ""
    decimal: str = ""
    unbounded: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()
    units: Mapping[str, str] | None = None
    areas: Mapping[str, tuple[str, str]] = field(default_factory=known_areas)


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
    extra_areas: Mapping[str, tuple[str, str]] | None = None,
    area: str = "",
    decimal: str = "",
    unbounded: Collection[str] = (),
    drop: Collection[str] = (),
    note: str = "",
) -> Origin:
    """Check ``file`` (.csv or .xlsx), copy it into ``folder`` byte for byte, and seal the run.

    ``indicators`` maps each known indicator to its unit: others are then refused. ``extra_areas`` maps codes
    beside Sweden's own to name and kind. ``area`` is the home area of a file without such a column. ``decimal``
    ("," or ".") settles numbers like 1.234. ``unbounded`` names indicators in % that may leave 0–100. ``drop``
    names what to leave out: ``Blad1!14`` (a row), ``Blad1!D`` (a column), ``Blad1`` (a sheet; a CSV file's sheet
    is the file's name).

    Raises WorkbookProblems with every problem, and writes nothing, until the file is clean. Raises OriginError
    when the folder already holds a run.
    """
    if (folder / origin.FILE).exists():
        raise origin.OriginError(f"{folder} already holds a finished run. Give a new folder.")
    areas = {**known_areas(), **(extra_areas or {})}
    choices = Choices(area, decimal, frozenset(unbounded), frozenset(drop), indicators, areas)
    content = _content(file)
    _read({file.name: content}, choices)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file.name).write_bytes(content)
    _write_choices(folder, choices, extra_areas)
    return origin.write(folder, Origin(id, "workbook", publisher, licence, address, now, note))


def tidy(folder: Path, con: Backend) -> Tidied:
    """The tables of a run, or of a folder put together by hand. Raises WorkbookProblems as ``fetch`` does.

    Without indicators.csv the indicators are those found, with their id as title.
    """
    side = {name: _side_table(folder, name) for name in SIDE_FILES}
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in (".csv", ".xlsx"))
    contents = {path.name: _content(path) for path in files if path.name not in SIDE_FILES}
    if not contents:
        raise _one_problem(folder.name, "Mappen har ingen CSV- eller Excelfil.", "Hämta filen på nytt.")
    observations, units = _read(contents, _read_choices(folder, side))
    indicators = side["indicators.csv"] or [
        {"indicator": name, "title": name, "unit": unit, "definition": "", "retired": False}
        for name, unit in sorted(units.items())
    ]
    return Tidied(
        observations=ibis.memtable(pyarrow.table(observations, schema=OBSERVATION.to_pyarrow())),
        indicators=ibis.memtable(indicators, schema=INDICATOR),
        areas=ibis.memtable(side["areas.csv"] or [], schema=AREA),
        members=ibis.memtable(side["members.csv"] or [], schema=MEMBER),
    )


def _read(contents: Mapping[str, bytes], choices: Choices) -> tuple[dict[str, list], dict[str, str]]:
    """The columns of OBSERVATION and each indicator's unit. Raises WorkbookProblems."""
    problems: list[Problem] = []
    sheets = [sheet for name, content in contents.items() for sheet in _sheets(name, content, problems)]
    problems += _unused_drops(sheets, choices.drop)
    cells = Cells()
    for sheet in sheets:
        if sheet.name not in choices.drop:
            _add_table(cells, sheet, choices, problems)
    if not cells.row and not problems:
        raise _one_problem(", ".join(contents), "Filen är tom.", "Lägg till rubriker och värden.")
    observations, units = _observations(cells, choices, problems)
    if problems:
        order = {sheet.name: number for number, sheet in enumerate(sheets)}
        raise WorkbookProblems(sorted(problems, key=lambda p: (order.get(p.sheet, -1), p.row or 0, p.column)))
    return observations, units


# Choices kept beside the file


def _write_choices(folder: Path, choices: Choices, extra_areas: Mapping[str, tuple[str, str]] | None) -> None:
    said = {"area": choices.area, "decimal": choices.decimal, "unbounded": sorted(choices.unbounded)}
    if any(said.values()):
        _write_json(folder / CHOICES, said)
    if choices.drop:
        _write_json(folder / DROP, sorted(choices.drop))
    if choices.units is not None:
        rows = [(name, name, unit, "", "false") for name, unit in choices.units.items()]
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
    units = None if indicators is None else {row["indicator"]: row["unit"] for row in indicators}
    extra = {row["area"]: (row["name"], row["kind"]) for row in side["areas.csv"] or []}
    return Choices(
        said.get("area", ""),
        said.get("decimal", ""),
        frozenset(said.get("unbounded", ())),
        frozenset(drop),
        units,
        {**known_areas(), **extra},
    )


def _text_or(path: Path, otherwise: str) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else otherwise


def _side_table(folder: Path, name: str) -> list[dict] | None:
    """The rows of a side file with its schema's types; None when there is no such file."""
    if not (folder / name).exists():
        return None
    schema = SIDE_FILES[name]
    rows, _ = rows_of(text_of((folder / name).read_bytes(), name), name)
    header, body = (rows[0], rows[1:]) if rows else ([], [])
    if missing := sorted(set(schema.names) - set(header)):
        raise _one_problem(name, f"Kolumner saknas: {', '.join(missing)}.", "Lägg till dem.")
    return [_side_row(name, number, header, row) for number, row in enumerate(body, start=2) if any(row)]


def _side_row(name: str, number: int, header: list[str], row: list[str]) -> dict:
    said = dict(zip(header, row, strict=False))
    try:
        return {column: SIDE_TYPES[str(kind)](said[column]) for column, kind in SIDE_FILES[name].items()}
    except (KeyError, ValueError):
        what = f"Raden passar inte rubrikerna {', '.join(header)}."
        raise WorkbookProblems([Problem(name, number, "", what, "Rätta raden.")]) from None


SIDE_TYPES: dict[str, Callable[[str], Any]] = {
    "string": str,
    "int32": lambda cell: int(cell) if cell else None,
    "boolean": lambda cell: (
        {"": False, "false": False, "nej": False, "true": True, "ja": True}[cell.lower()]
        if cell.lower() in ("", "false", "nej", "true", "ja")
        else int(cell) == 1
    ),
}


# From bytes to sheets of cells


@dataclass(frozen=True)
class Sheet:
    """Rows of cells as they stand; row n of the file is ``rows[n - 1]``. ``comma``: a comma-separated file."""

    name: str
    rows: list[list]
    comma: bool = False
    csv: bool = False
    hidden: bool = False
    merged: tuple[tuple[int, int, str], ...] = ()  # first row, last row, what Excel calls the range


def _content(file: Path) -> bytes:
    if file.name in (*SIDE_FILES, origin.FILE):
        raise _one_problem(
            file.name, "Filens namn är upptaget.", "Döp om filen, till exempel till varden.csv."
        )
    try:
        if file.stat().st_size > LARGEST:
            raise _one_problem(file.name, "Filen är större än 100 MB.", "Dela upp den.")
        return file.read_bytes()
    except OSError:
        raise _one_problem(
            file.name, "Filen går inte att läsa.", "Kontrollera namnet och rättigheterna."
        ) from None


def _sheets(name: str, content: bytes, problems: list[Problem]) -> list[Sheet]:
    try:
        if name.lower().endswith(".xlsx"):
            return _xlsx_sheets(name, content)
        if name.lower().endswith(".csv"):
            rows, delimiter = rows_of(text_of(content, name), name)
            return [Sheet(name, rows, comma=delimiter == ",", csv=True)]
        raise _one_problem(name, "Filtypen läses inte.", "Spara filen som .xlsx eller .csv.")
    except WorkbookProblems as found:
        problems += found.problems
        return []


def text_of(content: bytes, name: str) -> str:
    """A text file's text, its encoding seen from its bytes. Raises WorkbookProblems when it cannot be known."""
    text = _decoded(content)
    if text is None:
        raise _one_problem(name, "Filens teckenkodning går inte att läsa.", "Spara om den som CSV UTF-8.")
    if strange := _STRANGE.search(text):
        what = f"Filen har trasiga tecken ({strange.group()!r} nära ”{_around(text, strange.start())}”)."
        raise _one_problem(name, what, "Öppna originalet och spara om det som CSV UTF-8.")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


# Control characters, the replacement character, and Swedish letters that went through the wrong encoding.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]|Ã[\x80-\xbf…–„‰“]")


def _decoded(content: bytes) -> str | None:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = content[:2000]
    if b"\0" in start:
        # UTF-16 without its mark: every other byte of plain text is zero.
        return ("utf-16-be",) if start[0::2].count(0) > start[1::2].count(0) else ("utf-16-le",)
    return ("utf-8-sig", "cp1252")


def _around(text: str, at: int) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[max(0, at - 10) : at + 10])


def rows_of(text: str, name: str) -> tuple[list[list[str]], str]:
    """A CSV text's rows of stripped cells, and its delimiter. Raises WorkbookProblems on broken quotes."""
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        what = f"Raden går inte att dela upp i celler ({error})."
        do = "Kontrollera citattecknen på raden och dem före."
        raise WorkbookProblems([Problem(name, len(rows) + 1, "", what, do)]) from None
    if rows and _SEPARATOR_LINE.fullmatch(text.partition("\n")[0].strip()):
        rows[0] = []
    return rows, delimiter


_SEPARATOR_LINE = re.compile(r"sep=([;,\t])", re.IGNORECASE)


def _delimiter(text: str) -> str:
    """The delimiter that shows the most headings that we know, else the most cells, in the first lines."""
    lines = text[:20_000].splitlines()[:20]
    if lines and (said := _SEPARATOR_LINE.fullmatch(lines[0].strip())):
        return said.group(1)

    def shown(delimiter: str) -> tuple[int, int]:
        split = [[cell.strip(' "').lower() for cell in line.split(delimiter)] for line in lines] or [[]]
        return max((sum(cell in ROLES for cell in cells), len(cells)) for cells in split)

    return max(";\t,", key=shown)


def _xlsx_sheets(name: str, content: bytes) -> list[Sheet]:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        what = "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls."
        raise _one_problem(name, what, "Ta bort lösenordet och spara som Excel-arbetsbok (.xlsx).")
    try:
        formulas, merged = _what_is_inside(name, content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _open_sheets(content, formulas, merged)
    except WorkbookProblems:
        raise
    # A broken workbook may fail anywhere inside the reader, with any exception; the person can do one thing.
    except Exception as error:
        what = f"Filen går inte att läsa som Excel-arbetsbok ({type(error).__name__})."
        raise _one_problem(name, what, "Öppna den i Excel och spara om den som .xlsx.") from error


def _what_is_inside(name: str, content: bytes) -> tuple[bool, bool]:
    """Whether there are formulas and merged cells. Refuses what unpacks to too much or defines XML entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > LARGEST:
            raise _one_problem(name, "Filen är större än 100 MB uppackad.", "Dela upp den.")
        texts = [packed.read(part) for part in parts if part.filename.endswith(".xml")]
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
        raise _one_problem(name, "Filen har innehåll som Excel inte skriver.", "Spara om den i Excel.")
    return (
        any(re.search(rb"<(\w+:)?f[\s>/]", text) for text in texts),
        any(b"mergeCell" in text for text in texts),
    )


def _open_sheets(content: bytes, formulas: bool, merged: bool) -> list[Sheet]:
    # Only the slower way of reading knows merged cells, so it is kept for files that have them.
    fast = not merged
    shown = openpyxl.load_workbook(io.BytesIO(content), read_only=fast, data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(content), read_only=fast) if formulas else shown
    return [
        Sheet(
            sheet.title,
            _without_empty_end(_rows(sheet, written[sheet.title], fast)),
            hidden=sheet.sheet_state != "visible",
            merged=() if fast else tuple((r.min_row, r.max_row, r.coord) for r in sheet.merged_cells.ranges),
        )
        for sheet in shown.worksheets
    ]


def _rows(sheet, written, fast: bool) -> list[list]:
    if fast:
        # What the file says of its own size may be wrong, and would cut rows off silently.
        sheet.reset_dimensions()
        written.reset_dimensions()
    rows = []
    for shown in sheet.iter_rows():
        if len(rows) > LAST_ROW:
            raise ValueError("more rows than a sheet can have")
        rows.append([_cell(cell) for cell in shown])
    if written is not sheet:
        for row, formulas in zip(rows, written.iter_rows(), strict=True):
            for index, cell in enumerate(formulas):
                if cell.data_type == "f" and (index >= len(row) or row[index] == ""):
                    row[index] = _UNCOUNTED
    return rows


def _without_empty_end(rows: list[list]) -> list[list]:
    while rows and _is_empty(rows[-1]):
        rows.pop()
    return rows


_UNCOUNTED = Wrong("Formeln har inget sparat resultat.", "Öppna filen i Excel, låt den räkna och spara.")


def _cell(cell) -> str | int | float | Wrong:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return Wrong("Cellen är SANT eller FALSKT.", "Skriv Ja eller Nej som text.")
        case str():
            value = value.strip()
            return value if value.isascii() else unicodedata.normalize("NFC", value)
        case int() | float() if not math.isfinite(value):
            return Wrong("Cellen är inte ett ändligt tal.", "Skriv talet eller - om det saknas.")
        case int() | float() if _shows_percent(cell.number_format):
            what = f"Cellen visas i procent men innehåller {value}."
            return Wrong(what, "Välj talformatet Allmänt och skriv procenttalet, till exempel 12,5.")
        case int() | float():
            return value
        case datetime():
            return Wrong(
                f"Cellen är ett datum ({value:%Y-%m-%d}).", "Skriv det som text, ett år som fyra siffror."
            )
    return Wrong("Cellen är ett datum eller klockslag.", "Skriv den som text, ett år som fyra siffror.")


@cache
def _shows_percent(number_format: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


# From sheets to one long table of cells


@dataclass
class Cells:
    """Cells of every sheet by role, one item a value, with the place each came from."""

    sheet: list[str] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in HEADINGS})
    cell: dict[str, list] = field(default_factory=lambda: {role: [] for role in HEADINGS})

    def add(self, sheet: str, rows: list[int], columns: Mapping[str, tuple[list[str], list]]) -> None:
        self.sheet += [sheet] * len(rows)
        self.row += rows
        for role in HEADINGS:
            places, cells = columns.get(role) or ([""] * len(rows), [""] * len(rows))
            self.column[role] += places
            self.cell[role] += cells

    def problem(self, index: int, role: str, wrong: Wrong) -> Problem:
        column = self.column[role][index] if role else ""
        return Problem(self.sheet[index], self.row[index], column, wrong.what, wrong.do)


@dataclass(frozen=True)
class Header:
    """A table's header: its row, the column of each role, and the columns that are years."""

    row: int
    roles: dict[str, int]
    years: list[int]
    cells: list

    def place(self, role: str, index: int) -> str:
        return f"{get_column_letter(index + 1)} ({HEADINGS[role][0]})"


def _add_table(cells: Cells, sheet: Sheet, choices: Choices, problems: list[Problem]) -> None:
    """Add a sheet's values to ``cells``, or what is wrong with its shape to ``problems``."""
    rows = _kept_rows(sheet, choices.drop)
    if not rows:
        return
    if sheet.hidden:
        do = f"Visa bladet, eller lämna bort det ({sheet.name})."
        problems.append(Problem(sheet.name, None, "", "Bladet är dolt men har innehåll.", do))
        return
    header = _header(sheet, *rows[0], bool(choices.area), problems)
    if header is None:
        return
    problems += _merged(sheet, {number for number, _ in rows})
    body = _body(sheet, header, rows[1:], problems)
    if not body:
        problems.append(
            Problem(sheet.name, header.row, "", "Det finns inga rader under rubriken.", "Fyll i värden.")
        )
        return
    numbers, columns = [number for number, _ in body], list(zip(*(row for _, row in body), strict=True))
    _add_columns(cells, sheet, header, numbers, columns, choices, problems)


def _kept_rows(sheet: Sheet, drop: Collection[str]) -> list[tuple[int, list]]:
    """Rows with anything in them, numbered from 1, without the rows and columns that are to be left out."""
    prefix = f"{sheet.name}!"
    left_out = {name.removeprefix(prefix).upper() for name in drop if name.startswith(prefix)}
    columns = [index for index in range(_width(sheet)) if get_column_letter(index + 1) in left_out]
    kept = [
        (n, row) for n, row in enumerate(sheet.rows, start=1) if not _is_empty(row) and str(n) not in left_out
    ]
    for index in columns:
        kept = [(n, [*row[:index], "", *row[index + 1 :]]) for n, row in kept]
    return [(n, row) for n, row in kept if not _is_empty(row)] if columns else kept


def _unused_drops(sheets: list[Sheet], drop: Collection[str]) -> list[Problem]:
    """A name that is not in the file is a slip of the pen, and the wrong row would be kept."""
    there = {sheet.name for sheet in sheets}
    for sheet in sheets:
        there |= {f"{sheet.name}!{number}" for number in range(1, len(sheet.rows) + 1)}
        there |= {f"{sheet.name}!{get_column_letter(index + 1)}" for index in range(_width(sheet))}
    what = "Raden, kolumnen eller bladet som skulle lämnas bort finns inte."
    return [
        Problem(name, None, "", what, "Kontrollera namnet, till exempel Blad1!14.")
        for name in sorted(drop if sheets else ())
        if name not in there
    ]


def _width(sheet: Sheet) -> int:
    return max(map(len, sheet.rows), default=0)


def _is_empty(row: Collection) -> bool:
    return row.count("") == len(row)


def _header(sheet: Sheet, number: int, row: list, home: bool, problems: list[Problem]) -> Header | None:
    """The header, or None with the reasons in ``problems``."""
    width = max(index for index, cell in enumerate(row) if cell != "") + 1
    header = Header(number, {}, [], row[:width])
    found = [_heading(header, index, cell) for index, cell in enumerate(header.cells)]
    if not header.roles:
        do = "Sätt rubrikerna nyckeltal, område, år och värde överst, och ta bort rader ovanför."
        problems.append(Problem(sheet.name, number, "", "Ingen rubrikrad hittades.", do))
        return None
    if "area" not in header.roles and "name" in header.roles:
        header.roles["area"] = header.roles.pop("name")
    wrong = [(get_column_letter(i + 1), w) for i, w in enumerate(found) if w]
    wrong += [("", w) for w in _missing(header, home)]
    problems += [Problem(sheet.name, number, column, *w) for column, w in wrong]
    return None if wrong else header


def _heading(header: Header, index: int, cell: Any) -> Wrong | None:
    """Put one heading into the header, or say what is wrong with it."""
    name = " ".join(cell.lower().split()) if isinstance(cell, str) else cell
    role = ROLES.get(name)
    if isinstance(cell, Wrong):
        return cell
    if role in header.roles:
        return Wrong(
            f"Rubriken {HEADINGS[role][0]} finns två gånger.", "Ta bort eller döp om den ena kolumnen."
        )
    if role:
        header.roles[role] = index
    elif cell == "":
        header.cells[index] = ""
    elif isinstance(cell, int | float) or re.match(r"[0-9]", cell):
        header.years.append(index)
        wrong = read_period(cell)
        return wrong if isinstance(wrong, Wrong) else None
    else:
        near = difflib.get_close_matches(name, ROLES, 1)
        hint = f"Menas {near[0]}? " if near else ""
        return Wrong(f"Rubriken {cell} känns inte igen.", f"{hint}Döp om kolumnen eller lämna bort den.")
    return None


def _missing(header: Header, home: bool) -> list[Wrong]:
    if header.years and ("value" in header.roles or "period" in header.roles):
        return [
            Wrong("Tabellen har både årskolumner och en kolumn för år eller värde.", "Välj en av formerna.")
        ]
    needed = ["indicator"] if header.years else ["indicator", "period", "value"]
    needed += [] if home else ["area"]
    lacking = [HEADINGS[role][0] for role in needed if role not in header.roles]
    return [
        Wrong(f"Kolumnen {name} saknas.", f"Lägg till en kolumn med rubriken {name}.") for name in lacking
    ]


def _merged(sheet: Sheet, numbers: set[int]) -> list[Problem]:
    return [
        Problem(sheet.name, first, "", f"Cellerna {name} är sammanfogade.", "Dela dem och fyll i varje cell.")
        for first, last, name in sheet.merged
        if not numbers.isdisjoint(range(first, last + 1))
    ]


def _body(sheet: Sheet, header: Header, rows: list, problems: list[Problem]) -> list[tuple[int, list]]:
    """The rows under the header, each as wide as the header; those that cannot be become problems."""
    width, body = len(header.cells), []
    for number, row in rows:
        if len(row) != width:
            row = _as_wide(sheet, number, row, width, problems)
        if row == header.cells:
            what = f"Rubriken från rad {header.row} upprepas."
            problems.append(Problem(sheet.name, number, "", what, "Ta bort raden."))
        elif row is not None:
            body.append((number, row))
    return body


def _as_wide(sheet: Sheet, number: int, row: list, width: int, problems: list[Problem]) -> list | None:
    surplus = [index for index in range(width, len(row)) if row[index] != ""]
    if not surplus and (len(row) > width or not sheet.csv):
        return row[:width] + [""] * (width - len(row))
    if sheet.csv:
        what = f"Raden har {len(row)} celler men rubriken {width}."
        do = (
            "Ett decimalkomma i en kommaseparerad fil? Spara med semikolon."
            if sheet.comma
            else "Rätta raden."
        )
        problems.append(Problem(sheet.name, number, "", what, do))
    else:
        column = get_column_letter(surplus[0] + 1)
        do = "Sätt en rubrik över cellen eller ta bort den."
        problems.append(Problem(sheet.name, number, column, "Cellen står utanför tabellen.", do))
    return None


def _add_columns(cells: Cells, sheet: Sheet, header: Header, numbers, columns, choices, problems) -> None:
    problems += _unnamed_columns(sheet, header, numbers, columns)
    problems += _split_numbers(sheet, header, numbers, columns)
    named = {
        role: ([header.place(role, index)] * len(numbers), list(columns[index]))
        for role, index in header.roles.items()
    }
    if "area" not in named:
        named["area"] = ([""] * len(numbers), [choices.area] * len(numbers))
    if not header.years:
        cells.add(sheet.name, numbers, named)
        return
    problems += _valueless(sheet, header, numbers, columns)
    for index in header.years:
        filled = [i for i, cell in enumerate(columns[index]) if cell != ""]
        year = {
            role: ([places[i] for i in filled], [part[i] for i in filled])
            for role, (places, part) in named.items()
        }
        place = [f"{get_column_letter(index + 1)} ({header.cells[index]})"] * len(filled)
        year["period"] = (place, [header.cells[index]] * len(filled))
        year["value"] = (place, [columns[index][i] for i in filled])
        cells.add(sheet.name, [numbers[i] for i in filled], year)


def _unnamed_columns(sheet: Sheet, header: Header, numbers, columns) -> list[Problem]:
    used = {*header.roles.values(), *header.years}
    return [
        Problem(
            sheet.name, numbers[i], get_column_letter(index + 1), "Kolumnen saknar rubrik.", "Sätt en rubrik."
        )
        for index, column in enumerate(columns)
        if index not in used
        for i in [next((i for i, cell in enumerate(column) if cell != ""), None)]
        if i is not None
    ]


def _split_numbers(sheet: Sheet, header: Header, numbers, columns) -> list[Problem]:
    """In a comma-separated file, digits in the text column after a value may be the decimals of 12,5."""
    after = header.roles.get("value", -2) + 1
    if not sheet.comma or after not in [
        header.roles.get(role) for role in ("unit", "comment", "subgroup", "flag")
    ]:
        return []
    wrong = Wrong("Siffrorna efter värdet kan vara dess decimaler.", "Spara filen med semikolon.")
    return [
        Problem(sheet.name, number, get_column_letter(after + 1), *wrong)
        for number, cell in zip(numbers, columns[after], strict=True)
        if cell.isdigit()
    ]


def _valueless(sheet: Sheet, header: Header, numbers, columns) -> list[Problem]:
    return [
        Problem(
            sheet.name,
            number,
            "",
            "Raden har inget värde för något år.",
            "Fyll i värden eller ta bort raden.",
        )
        for number, row in zip(numbers, zip(*columns, strict=True), strict=True)
        if all(row[index] == "" for index in header.years)
    ]


# From cells to observations


def _observations(
    cells: Cells, choices: Choices, problems: list[Problem]
) -> tuple[dict[str, list], dict[str, str]]:
    def column(role: str, read: Callable[[Any], Any]) -> list:
        return _each(cells, role, read, problems)

    indicators = column("indicator", _indicator_reader(choices.units))
    areas = column("area", _area_reader(choices.areas))
    periods = column("period", read_period)
    subgroups = column("subgroup", _subgroup)
    problems += _wrong_names(cells, areas, choices.areas)
    units = _units(cells, indicators, column("unit", _text), choices.units or {}, problems)
    values = _values(cells, indicators, units, choices, problems)
    observations = {
        "indicator": indicators,
        "area": areas,
        "period": [period[0] for period in periods],
        "year": [period[1] for period in periods],
        "subgroup": subgroups,
        "value": [value.number for value in values],
        "text": [value.text for value in values],
        "reason": [value.reason for value in values],
        "flag": column("flag", _flag),
        "members": column("members", _members),
        "comment": column("comment", _text),
        "deleted": [False] * len(values),
    }
    problems += _duplicates(cells, observations)
    return observations, units


def _each(cells: Cells, role: str, read: Callable[[Any], Any], problems: list[Problem]) -> list:
    """Every cell of a role, read. A cell that stands many times is read once."""
    column = cells.cell[role]
    answers = {cell: _checked(cell, read) for cell in set(column)}
    if any(isinstance(answer, Wrong) for answer in answers.values()):
        told = ((i, answers[cell]) for i, cell in enumerate(column))
        problems += [cells.problem(i, role, answer) for i, answer in told if isinstance(answer, Wrong)]
    return [answers[cell] for cell in column]


def _checked(cell: Any, read: Callable[[Any], Any]) -> Any:
    if isinstance(cell, Wrong):
        return cell
    if cell in ERROR_VALUES:
        return Wrong(f"Cellen är felvärdet {cell}.", "Rätta formeln eller skriv - om värdet saknas.")
    return read(cell)


_HALF_EMPTY = Wrong("Cellen är tom men raden har annat innehåll.", "Fyll i den eller ta bort raden.")


def _indicator_reader(units: Mapping[str, str] | None) -> Callable[[Any], str | Wrong]:
    def read(cell: Any) -> str | Wrong:
        name = _text(cell)
        if name == "":
            return _HALF_EMPTY
        if isinstance(name, str) and units is not None and name not in units:
            return Wrong(f"Nyckeltalet {name} är okänt.", _nearest(name, units))
        return name

    return read


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f"Menas {near[0]}? Rätta cellen." if near else "Rätta cellen eller lägg till det först."


def _area_reader(areas: Mapping[str, tuple[str, str]]) -> Callable[[Any], str | Wrong]:
    codes = {name: code for code, (name, _) in areas.items()}

    def read(cell: Any) -> str | Wrong:
        name = _text(cell)
        if name == "":
            return _HALF_EMPTY
        if isinstance(name, Wrong) or name in areas:
            return name
        if name in codes:
            return codes[name]
        full = name.zfill(4)
        if full in areas:
            return Wrong(
                f"Koden {name} saknar inledande nolla.", f"Menas {full}? Skriv den som text med fyra siffror."
            )
        return Wrong(f"Området {name} är okänt.", _nearest(name, [*areas, *codes]))

    return read


def _wrong_names(cells: Cells, areas: list, known: Mapping[str, tuple[str, str]]) -> list[Problem]:
    """Where code and name both stand, they must say the same."""
    told = []
    for i, (area, name) in enumerate(zip(areas, cells.cell["name"], strict=True)):
        if name != "" and isinstance(area, str) and name not in (known[area][0], area):
            what = f"Koden {area} hör till {known[area][0]}, inte {name}."
            told.append(cells.problem(i, "name", Wrong(what, "Rätta kod eller namn.")))
    return told


def read_period(cell: Any) -> tuple[str, int] | Wrong:
    """A period as published and its last year: 2023, 2022/23, 2020–2022 (written with either dash)."""
    if cell == "":
        return _HALF_EMPTY
    text = _text(cell)
    if isinstance(text, Wrong):
        return text
    found = _PERIOD.fullmatch(text)
    if not found:
        return Wrong(f"{text} är inte ett år.", "Skriv 2023, 2022/23 eller 2020–2022.")
    first, mark, last = found.groups()
    if last and len(last) == 2 and mark != "/":
        what = f"{text} kan vara en månad eller två år."
        return Wrong(what, f"Skriv {first}/{last} eller {first}–{first[:2]}{last}.")
    end = last_year(first, last)
    if not FIRST_YEAR <= int(first) <= end <= LAST_YEAR or (last and end == int(first)):
        return Wrong(f"{text} är inte ett år mellan {FIRST_YEAR} och {LAST_YEAR}.", "Rätta året.")
    return (f"{first}–{last}" if mark in ("-", "–") else text), end


_PERIOD = re.compile(r"([0-9]{4,5})(?:([/–-])([0-9]{2}|[0-9]{4}))?")


def last_year(first: str, last: str | None) -> int:
    """The last year of a span, its end in two digits or four: 1999/00 ends in 2000."""
    if not last:
        return int(first)
    if len(last) == 4:
        return int(last)
    century = int(first) // 100 * 100
    return century + int(last) + (100 if int(last) <= int(first) % 100 else 0)


def _text(cell: Any) -> str | Wrong:
    if isinstance(cell, str):
        return cell
    if cell == int(cell):
        return str(int(cell))
    # Excel keeps 3.10 as 3.1: a code that looks like a decimal number cannot be trusted.
    return Wrong(f"Cellen är talet {cell}.", "Skriv den som text (talformatet Text).")


def _subgroup(cell: Any) -> str | Wrong:
    name = _text(cell)
    return SUBGROUPS.get(name.lower(), name) if isinstance(name, str) else name


def _flag(cell: Any) -> str | Wrong:
    flag = FLAGS.get(str(cell).lower())
    if flag is None:
        return Wrong(f"Flaggan {cell} är okänd.", "Skriv preliminär, framskriven, uppskattad eller inget.")
    return flag


def _members(cell: Any) -> int | None | Wrong:
    if cell == "":
        return None
    text = _text(cell)
    if isinstance(text, str) and re.fullmatch(r"[0-9]{1,6}", text):
        return int(text)
    return Wrong(f"{cell} är inte ett antal.", "Skriv ett heltal.")


def _units(
    cells: Cells, indicators, units, declared: Mapping[str, str], problems: list[Problem]
) -> dict[str, str]:
    """Each indicator's one unit: declared, in the unit column, or % where values say so."""
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
    answers = {cell: _checked(cell, read_value) for cell in set(column)}
    _settle(answers, choices.decimal)
    wordy = _wordy(indicators, [answers[cell] for cell in column], units)
    told: list[Value] = []
    for i, (indicator, cell) in enumerate(zip(indicators, column, strict=True)):
        answer = answers[cell]
        unit = "" if isinstance(indicator, Wrong) else units[indicator]
        if unit == "text":
            answer = _word(cell, answer)
        wrong = answer if isinstance(answer, Wrong) else _misfit(answer, unit, indicator, wordy, choices)
        if wrong:
            problems.append(cells.problem(i, "value", wrong))
        told.append(Value() if wrong else answer)
    return told


def _settle(answers: dict, decimal: str) -> None:
    """Read 1.234 as a decimal number only where other values prove that mark, or the person says so."""
    proof = {answer.mark for answer in answers.values() if isinstance(answer, Value)} & {",", "."}
    mark = decimal or (proof.pop() if len(proof) == 1 else "")
    for cell, answer in answers.items():
        if isinstance(answer, Doubtful):
            answers[cell] = answer.if_decimal if answer.mark == mark else _doubt(answer.cell, answer.mark)


def _doubt(cell: str, mark: str) -> Wrong:
    plain = cell.replace(mark, "")
    do = f"Skriv {plain}, eller {cell.replace(mark, ',')}0 om det är decimaler, eller ange filens decimaltecken."
    return Wrong(f"{cell} kan vara tusental eller decimaler.", do)


def _wordy(indicators: list, answers: list, units: Mapping[str, str]) -> set[str]:
    """The indicators whose values are words: all of them, and no unit that asks for numbers."""
    words, numbers = set(), set()
    for indicator, answer in zip(indicators, answers, strict=True):
        if isinstance(answer, Value) and answer.text is not None:
            words.add(indicator)
        elif not isinstance(answer, Value) or answer.reason is None:
            numbers.add(indicator)
    return {name for name in words - numbers if isinstance(name, str) and "%" not in units[name]}


def _word(cell: Any, answer: Any) -> Value | Wrong:
    """A value of an indicator whose unit is text: whatever stands there, digits too."""
    if cell == "" or isinstance(cell, Wrong) or cell in ERROR_VALUES:
        return answer
    if isinstance(answer, Value) and answer.reason:
        return answer
    return Value(text=cell if isinstance(cell, str) else f"{cell:.15g}")


def _misfit(value: Value, unit: str, indicator: str, wordy: set[str], choices: Choices) -> Wrong | None:
    """Why a value that can be read does not belong to its indicator."""
    number = value.number
    if value.text is not None and unit != "text" and indicator not in wordy:
        return Wrong(f"{value.text} är inte ett tal.", "Skriv ett tal, eller - om det saknas.")
    if value.percent and "%" not in unit:
        return Wrong(f"Värdet är i procent men enheten är {unit}.", "Rätta värdet eller enheten.")
    if number is None or unit != "%" or indicator in choices.unbounded or 0 <= number <= 100:
        return None
    bound = "mer än 100" if number > 100 else "mindre än 0"
    do = "Rätta värdet, eller ange att nyckeltalet får gå utanför 0–100."
    return Wrong(f"{f'{number:.15g}'.replace('.', ',')} är {bound} men enheten är %.", do)


def read_value(cell: Any) -> Value | Doubtful | Wrong:
    """One value cell: a number with decimal comma or point, a reason why not, or a word."""
    if not isinstance(cell, str):
        return Value(number=float(cell))
    if cell == "":
        return Wrong("Värdet är tomt.", "Fyll i värdet, skriv - om det saknas, eller ta bort raden.")
    if cell in REASONS:
        return Value(reason=cell)
    if found := _NUMBER.fullmatch(cell):
        return _number(cell, *found.groups())
    if cell.lower() in NOT_NUMBERS:
        return Wrong(f"{cell} är inte ett värde.", "Skriv talet, eller - om det saknas.")
    if _LETTER_FIRST.match(cell):
        return Value(text=cell)
    return Wrong(
        f"{cell} är inte ett tal.", "Skriv talet med siffror och decimalkomma, till exempel 12 345,6."
    )


# Sign, whole part (plain or in threes), decimal mark, decimals, exponent, percent sign.
_SPACE = "[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    f"([-−+]?)(0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+)"
    f"(?:([.,])([0-9]+))?([eE][-+]?[0-9]{{1,3}})?({_SPACE}?%)?"
)
_LETTER_FIRST = re.compile(r"[^\W\d_]")
_NOT_DIGITS = str.maketrans("", "", " \u00a0\u2009\u202f")


def _number(cell: str, sign: str, whole: str, mark: str | None, decimals: str | None, power, percent):
    plain = whole if whole.isdigit() else whole.translate(_NOT_DIGITS)
    number = float(
        f"{'-' if sign in ('-', '−') else ''}{plain}{'.' + decimals if decimals else ''}{power or ''}"
    )
    if not math.isfinite(number):
        return Wrong(f"{cell} är för stort.", "Rätta talet.")
    value = Value(number=number, percent=percent is not None, mark=mark or "")
    # Only one to three digits, not a lone zero, can stand before a thousands separator.
    doubtful = (
        mark and len(decimals) == 3 and plain is whole and len(whole) <= 3 and whole != "0" and not power
    )
    return Doubtful(mark, cell, value) if doubtful else value


def _duplicates(cells: Cells, observations: Mapping[str, list]) -> list[Problem]:
    keys = zip(*(observations[name] for name in ("indicator", "area", "period", "subgroup")), strict=True)
    first: dict[tuple, int] = {}
    told = []
    for i, key in enumerate(keys):
        other = first.setdefault(key, i)
        if other != i and not any(isinstance(part, Wrong) for part in key):
            place = f"rad {cells.row[other]}" + _elsewhere(cells, i, other)
            what = f"Samma nyckeltal, område, period och grupp finns redan på {place} ({' · '.join(key)})."
            told.append(cells.problem(i, "value", Wrong(what, "Ta bort eller rätta en av raderna.")))
    return told


def _elsewhere(cells: Cells, index: int, other: int) -> str:
    return "" if cells.sheet[index] == cells.sheet[other] else f" i {cells.sheet[other]}"


def _one_problem(name: str, what: str, do: str) -> WorkbookProblems:
    return WorkbookProblems([Problem(name, None, "", what, do)])
