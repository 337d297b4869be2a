"""From the bytes of a CSV file or an Excel workbook to rows of cells, and what may be wrong on the way.

A broken file is a :class:`Problem` with a sentence, never another exception.
"""

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lagesbild.figures.cells import Wrong
from lagesbild.figures.old_workbooks import NAMES, old_facts, old_sheets
from lagesbild.figures.problems import SourceProblems
from lagesbild.figures.size_limits import (
    FROM_DISK,
    LAST_ROW,
    SENT_IN,
    SizeLimits,
    TooMuch,
    WorkbookRefused,
    refuse_if_long,
)
from lagesbild.figures.workbook_size import LAST_COLUMN, WorkbookSize, workbook_size
from lagesbild.figures.xlsx_cells import Taken, xlsx_cell

# Control characters, the replacement character, and Swedish letters that went through the wrong encoding.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff]|Ã[\x80-\xbf…–„‰“]")
_ASCII = bytes(range(128))
_CONTROL = bytes(byte for byte in range(128) if _STRANGE.match(chr(byte)))
_SEPARATOR_LINE = re.compile(r"sep=([;,\t])", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LARGEST = FROM_DISK.unpacked
T = TypeVar("T")
KINDS = (".csv", ".xlsx", *NAMES)
"""The files that are read, by how their names end."""
_UNCOUNTED = Wrong("Formeln har inget räknat resultat.", "Öppna filen i Excel, låt den räkna och spara.")


class WorkbookProblems(SourceProblems):
    """Everything wrong with workbooks and CSV files, in ``problems``. As text: one line each."""


@dataclass(frozen=True)
class Sheet:
    """Cells as they stand; row n of the file is ``rows[n - 1]``. Excel's sheets have no ``delimiter``.

    ``lines``: row → the line it begins on in a text editor, for the rows where that is another number.
    """

    name: str
    rows: list[list]
    delimiter: str = ""
    hidden: bool = False
    merged: tuple[tuple[int, int, str], ...] = ()  # first row, last row, what Excel calls the range
    hidden_rows: frozenset[int] = frozenset()  # numbered from 1, those that a filter hides too
    hidden_columns: frozenset[int] = frozenset()
    lines: Mapping[int, int] = field(default_factory=dict)


def content_of(file: Path) -> bytes:
    """A file's bytes. Raises WorkbookProblems when it cannot be read or is too large."""
    try:
        if file.stat().st_size > LARGEST:
            raise WorkbookProblems.one(file.name, "Filen är större än 100 MB.", "Dela upp den.")
        return file.read_bytes()
    except OSError:
        do = "Kontrollera namnet och rättigheterna."
        raise WorkbookProblems.one(file.name, "Filen går inte att läsa.", do) from None


def sheets_of(
    name: str,
    content: bytes,
    headings: Collection[str],
    *,
    dates: bool = False,
    percents: bool = False,
    limits: SizeLimits = FROM_DISK,
) -> list[Sheet]:
    """The sheets of a .csv, .xlsx, .xls or .ods file. ``headings`` (lower case) help to tell a CSV file's delimiter.

    ``dates``: Excel's dates are dates; otherwise each is a Wrong, as in a table of figures. ``percents``: a number
    that Excel shows in per cent is so much per cent, as it is seen; otherwise it is a Wrong.
    Raises WorkbookProblems when the file cannot be read.
    """
    if name.lower().endswith(".xlsx"):
        return _xlsx_sheets(name, content, Taken(dates, percents), limits)
    if name.lower().endswith(NAMES):
        return _measured(name, lambda: _old_sheets(content, Taken(dates, percents), limits))
    if name.lower().endswith(".csv"):
        return [csv_sheet(name, content, headings, limits)]
    raise WorkbookProblems.one(name, "Filtypen läses inte.", "Spara filen som .xlsx, .xls, .ods eller .csv.")


def refuse_if_larger(name: str, content: bytes, limits: SizeLimits = SENT_IN) -> None:
    """Measure a file that others would wait for, before it is kept or opened. Raises WorkbookProblems."""

    def measure() -> None:
        if name.lower().endswith(".xlsx"):
            workbook_size(content, limits)
        elif name.lower().endswith(NAMES):
            old_facts(content, limits)
        else:
            refuse_if_long(content, limits)

    _measured(name, measure)


def csv_sheet(name: str, content: bytes, headings: Collection[str], limits: SizeLimits = FROM_DISK) -> Sheet:
    """A CSV file's stripped cells, whatever its encoding and delimiter. Raises WorkbookProblems."""
    _measured(name, lambda: refuse_if_long(content, limits))
    text = text_of(name, content)
    delimiter = _delimiter(text, headings)
    rows: list[list[str]] = []
    lines: dict[int, int] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            if line != len(rows):
                lines[len(rows)] = line
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"Raden går inte att dela upp i celler ({error})."
        do = "Kontrollera citattecknen på raden och raderna före."
        here = len(rows) + 1
        raise WorkbookProblems.one(name, what, do, here, line if line != here else None) from None
    if rows and _SEPARATOR_LINE.match(text):
        rows[0] = []
    return Sheet(name, rows, delimiter, lines=lines)


def _delimiter(text: str, headings: Collection[str]) -> str:
    """The delimiter that shows the most known headings, else the most cells, in the first lines."""
    if separator := _SEPARATOR_LINE.match(text):
        return separator.group(1)
    lines = text[:20_000].splitlines()[:20]

    def spread(delimiter: str) -> tuple[int, int]:
        split = [[cell.strip(' "').lower() for cell in line.split(delimiter)] for line in lines] or [[]]
        return max((sum(cell in headings for cell in cells), len(cells)) for cells in split)

    return max(";\t,", key=spread)


def text_of(name: str, content: bytes) -> str:
    """A text file's text, its encoding told from its bytes. Raises WorkbookProblems when it cannot be."""
    text = _decoded(content)
    if text is None:
        do = "Spara om den som CSV UTF-8."
        raise WorkbookProblems.one(name, "Filens teckenkodning går inte att läsa.", do)
    if not _surely_clean(content) and (strange := _STRANGE.search(text)):
        near = text[max(0, strange.start() - 10) : strange.end() + 10]
        near = "".join(letter if letter.isprintable() else "?" for letter in near)
        do = "Öppna originalet och spara om det som CSV UTF-8."
        raise WorkbookProblems.one(name, f"Filen har trasiga tecken (”{near}”).", do)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _surely_clean(content: bytes) -> bool:
    """A quick look, which may say no to a clean text: at its bytes, and at its letters beyond ASCII alone."""
    beyond = content.translate(None, _ASCII).decode("utf-8", "replace")
    return len(content.translate(None, _CONTROL)) == len(content) and not _STRANGE.search(beyond)


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


def _xlsx_sheets(name: str, content: bytes, taken: Taken, limits: SizeLimits) -> list[Sheet]:
    if content.startswith(_OLD_OFFICE):
        what = "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls."
        raise WorkbookProblems.one(name, what, "Ta bort lösenordet och spara som Excel-arbetsbok (.xlsx).")

    def opened() -> list[Sheet]:
        size = workbook_size(content, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _open_sheets(content, size, taken)

    return _measured(name, opened)


def _measured(name: str, opened: Callable[[], T]) -> T:
    """What ``opened`` gives, or in words why it does not."""
    try:
        return opened()
    except WorkbookRefused as refused:
        raise _refusal(name, refused.why) from None
    # A broken workbook may fail anywhere inside the reader, with any exception; the person can do one thing.
    except Exception as error:
        what = f"Filen går inte att läsa som Excel-arbetsbok ({type(error).__name__})."
        raise WorkbookProblems.one(name, what, "Öppna den i Excel och spara om den som .xlsx.") from error


def _old_sheets(content: bytes, taken: Taken, limits: SizeLimits) -> list[Sheet]:
    return [
        Sheet(
            title,
            rows,
            hidden=hidden,
            merged=tuple(
                (first + 1, last + 1, f"rad {first + 1}–{last + 1}") for first, last, _c, _d in facts.merged
            ),
            hidden_rows=frozenset(facts.hidden_rows),
            hidden_columns=frozenset(facts.hidden_columns),
        )
        for title, rows, hidden, facts in old_sheets(content, taken.dates, taken.percents, limits)
    ]


def _refusal(name: str, why: TooMuch) -> WorkbookProblems:
    what, do = {
        TooMuch.BYTES: ("Filen är större än 100 MB uppackad.", "Dela upp den."),
        TooMuch.CELLS: (
            "Filen har fler celler än som kan läsas; sammanslagna celler räknas var för sig.",
            "Ta bort sammanslagningar och det som står långt ifrån tabellen, eller dela upp filen.",
        ),
        TooMuch.STRANGE: ("Filen har innehåll som Excel inte skriver.", "Spara om den i Excel."),
    }[why]
    return WorkbookProblems.one(name, what, do)


def _open_sheets(content: bytes, size: WorkbookSize, taken: Taken) -> list[Sheet]:
    # Here, not above: what reads no workbook need not wait for it.
    import openpyxl

    # Only the slower way of reading knows merged and hidden cells, so it is kept for files that have them.
    fast = not size.is_to_be_built
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=fast, data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(content), read_only=fast) if size.formulas else None
    return [
        Sheet(
            sheet.title,
            _xlsx_rows(sheet, written[sheet.title] if written else None, fast, taken, size.uncounted),
            hidden=sheet.sheet_state != "visible",
            merged=() if fast else tuple((r.min_row, r.max_row, r.coord) for r in sheet.merged_cells.ranges),
            hidden_rows=frozenset() if fast else _hidden_rows(sheet),
            hidden_columns=frozenset() if fast else _hidden_columns(sheet),
        )
        for sheet in values.worksheets
    ]


def _hidden_rows(sheet) -> frozenset[int]:
    return frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)


def _hidden_columns(sheet) -> frozenset[int]:
    hidden = [column for column in sheet.column_dimensions.values() if column.hidden]
    # The file may say that a thousand million columns are hidden.
    ranges = [range(column.min, min(column.max, LAST_COLUMN) + 1) for column in hidden]
    return frozenset(number for columns in ranges for number in columns)


def _xlsx_rows(values, written, fast: bool, taken: Taken, uncounted: bool) -> list[list]:
    """A sheet's cells, from what its formulas gave (``values``) and, where there are any, ``written``."""
    rows: list[list] = []
    for row in _all_rows(values, fast):
        if len(rows) > LAST_ROW:
            raise ValueError("more rows than a sheet can have")
        rows.append([xlsx_cell(cell, taken) for cell in row])
    if written:
        for row, formulas in zip(rows, _all_rows(written, fast), strict=True):
            for index, cell in enumerate(formulas):
                # A program that writes a formula without counting it leaves nothing, or 0, for Excel to fill in.
                if cell.data_type == "f" and (row[index] == "" or (uncounted and row[index] == 0)):
                    row[index] = _UNCOUNTED
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    return rows


def _all_rows(sheet, fast: bool):
    if fast:
        # What a file says of its own size may be wrong, and would cut rows off silently.
        sheet.reset_dimensions()
    return sheet.iter_rows()
