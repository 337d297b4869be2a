"""The workbook come back, as rows of text: its sheet opened, and its columns found by their headings."""

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from lagesbild.figures.size_limits import SENT_IN, TooMuch, WorkbookRefused
from lagesbild.figures.workbook_size import workbook_size
from lagesbild.reporting.workbook import ANSWERS, COLUMNS, HIDDEN, SHEET, headings, in_every_language

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,  # XML that is broken off
    KeyError,
    TypeError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,  # a password, or another way of packing
)
"""What reading a file that is no workbook, or a damaged one, may raise."""
MOST_BYTES, MOST_ROWS = 5_000_000, 2_000
MOST_ABOVE, MOST_COLUMNS = 20, 60
"""How far down the row of headings is looked for, and how far to the right the columns."""
FEWEST_HEADINGS = 3
"""A sheet with fewer of ours in any row is somebody else's."""


class NotOurWorkbook(ValueError):
    """The file is not a workbook that was taken out here, or not whole. The message says what to do."""


@dataclass(frozen=True)
class CellProblem:
    """One thing to put right: the cell, as Excel calls it, and what."""

    cell: str
    what: str


@dataclass(frozen=True)
class SheetRow:
    """A row as it stands in the file: column → text, and column → its place, counted from 1."""

    number: int
    texts: dict[str, str]
    places: dict[str, int]

    def cell(self, column: str) -> str:
        return f"{get_column_letter(self.places[column])}{self.number}"

    def problem(self, column: str, what: str) -> CellProblem:
        return CellProblem(self.cell(column), what)

    @property
    def whole(self) -> str:
        return f"{SHEET}!{self.number}"

    @property
    def answered(self) -> list[str]:
        """The columns of answers where something stands."""
        return [column for column in ANSWERS if self.texts[column]]


def not_ours() -> str:
    return _("Det här är inte en arbetsbok härifrån (.xlsx). Hämta en ny under Mitt arbete och fyll i den.")


def is_a_workbook(name: str) -> bool:
    return bool(re.search(r"\.xlsx$", name, re.IGNORECASE))


# --- Opening ----------------------------------------------------------------------------------------------


def sheet_rows(content: bytes) -> list[SheetRow]:
    sheet = _sheet(content)
    head, places = _places(sheet)
    lines = []
    rows = sheet.iter_rows(min_row=head + 1, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, head + 1):
        texts = [_as_text(value) for value in values]
        at = {column: texts[place - 1] if place <= len(texts) else "" for column, place in places.items()}
        lines.append(SheetRow(number, dict.fromkeys(COLUMNS, "") | at, places))
    return lines


def _sheet(content: bytes):
    if len(content) > MOST_BYTES:
        raise NotOurWorkbook(_too_large())
    try:
        workbook_size(content, SENT_IN, built_whole=True)
        sheet = load_workbook(io.BytesIO(content), data_only=True)[SHEET]
    except WorkbookRefused as refused:
        raise NotOurWorkbook(not_ours() if refused.why == TooMuch.STRANGE else _too_large()) from None
    except UNREADABLE as error:
        raise NotOurWorkbook(not_ours()) from error
    if sheet.max_row > MOST_ROWS:
        raise NotOurWorkbook(not_ours())
    return sheet


def _too_large() -> str:
    return _("Filen är för stor. Lämna in den arbetsbok som du hämtade här.")


def _places(sheet) -> tuple[int, dict[str, int]]:
    """The row of headings, and where each column now stands. Raises NotOurWorkbook where one is gone."""
    names = {
        heading.casefold(): name
        for translated in in_every_language(headings)
        for name, heading in translated.items()
    }
    best, texts = 0, []
    rows = sheet.iter_rows(max_row=MOST_ABOVE, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, 1):
        row = [_as_text(value) for value in values]
        if _count_of_headings(row, names) > _count_of_headings(texts, names):
            best, texts = number, row
    if _count_of_headings(texts, names) < FEWEST_HEADINGS:
        raise NotOurWorkbook(not_ours())
    columns = [
        (names[text.casefold()], place) for place, text in enumerate(texts, 1) if text.casefold() in names
    ]
    _refuse_unless_whole(best, columns, [text for text in texts if text and text.casefold() not in names])
    return best, dict(columns)


def _count_of_headings(texts: list[str], names: dict[str, str]) -> int:
    return sum(text.casefold() in names for text in texts)


def _refuse_unless_whole(row: int, columns: list[tuple[str, int]], strange: list[str]) -> None:
    called, count = headings(), Counter(name for name, _place in columns)
    for name, times in count.items():
        if times > 1:
            sentence = _("Kolumnen ”%(name)s” finns två gånger på rad %(row)s. Ta bort den ena.")
            raise NotOurWorkbook(sentence % {"name": called[name], "row": row})
    # A workbook that was taken out before there were marks is read without them.
    missing = [name for name in COLUMNS if name not in count and name != "sent"]
    if missing:
        raise NotOurWorkbook(_what_is_missing(row, missing, strange))


def _what_is_missing(row: int, missing: list[str], strange: list[str]) -> str:
    called = headings()
    words = {"names": _listed([called[name] for name in missing]), "row": row}
    sentences = [
        ngettext(
            "Kolumnen %(names)s saknas på rad %(row)s, där rubrikerna står.",
            "Kolumnerna %(names)s saknas på rad %(row)s, där rubrikerna står.",
            len(missing),
        )
        % words
    ]
    if strange:
        sentences.append(_("Rubriken %(names)s hör inte dit.") % {"names": _listed(strange[:5])})
    if set(missing) & set(HIDDEN):
        sentences.append(_("Den är dold i arbetsboken och kan inte skrivas om: hämta en ny arbetsbok."))
    else:
        sentences.append(
            _("Skriv tillbaka rubriken som den var, eller hämta en ny arbetsbok. Inget är sparat.")
        )
    return " ".join(sentences)


def _listed(names: list[str]) -> str:
    *first, last = (f"”{name[:80]}”" for name in names)
    return _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _as_text(value) -> str:
    """A cell as it would be typed in the form: 77.1 is 77,1, a day is its date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{round(value, 6):f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value).replace("_x000D_", "").strip()
