"""All that is asked of somebody as one workbook: made, filled in anywhere, read again, and saved whole or not at all.

One sheet, one row an item. What explains is locked, what is answered is not. The first two columns, hidden, say which
item a row is and which version of it was taken out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from lagesbild.barometer.models import Action
from lagesbild.organisations.models import User
from lagesbild.reporting import answering
from lagesbild.reporting.answering import WRITABLE, CannotAnswer
from lagesbild.reporting.earlier import beginning, earlier, problems
from lagesbild.reporting.mine import in_order, question
from lagesbild.reporting.models import Item

SHEET, LISTS = "Svar", "Val"
HEAD = 3  # the row of headings; above it stands what to do
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
)
"""What reading a file that is no workbook, or a damaged one, may raise."""
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 5_000_000, 60_000_000, 2_000
YES = "Ja"

# Column → which field of each kind is answered there.
ANSWERS = {
    "answer": {"assessment": "grade", "value": "value", "action": "status"},
    "year": {"value": "period"},
    "missing": {"value": "missing"},
    "day": {"action": "finished_on", "text": "as_of"},
    "text": {"assessment": "motivation_sv", "action": "result_sv", "text": "status_sv"},
    "english": {"assessment": "motivation_en", "action": "result_en", "text": "status_en"},
    "comment": dict.fromkeys(Item.Kind.values, "comment"),
    "source": {"value": "source"},
}
COLUMNS = ("item", "version", "kind", "question", "before", *ANSWERS, "hand_in")
WIDTHS = {"kind": 18, "question": 44, "before": 34, "text": 50, "english": 36, "comment": 30, "answer": 28}
GREY = PatternFill("solid", fgColor="E6EAEC")
OPEN = PatternFill("solid", fgColor="FFFBE6")


class NotOurWorkbook(ValueError):
    """The file is not a workbook that was taken out here. The message says what to do."""


@dataclass(frozen=True)
class CellProblem:
    """One thing to put right: the cell, as Excel calls it, and what."""

    cell: str
    what: str


@dataclass(frozen=True)
class Row:
    """What one row of the workbook means: the answer it gives to an item, and whether it is handed in.

    ``collides``: somebody has saved another answer since the workbook was taken out. ``leap`` is a question about
    a value far from the last one, empty where there is none.
    """

    item: Item
    number: int
    content: dict[str, str]
    hand_in: bool
    collides: bool = False
    leap: str = ""


@dataclass(frozen=True)
class Read:
    """What a workbook means: ``rows`` that change something, ``same`` that do not, and everything wrong."""

    rows: tuple[Row, ...]
    same: int
    problems: tuple[CellProblem, ...] = field(default=())


# --- Out --------------------------------------------------------------------------------------------------


def make(items: Iterable[Item], *, today: date) -> bytes:
    """The workbook of what can be answered among ``items``."""
    items = [item for item in in_order(items) if item.status in WRITABLE]
    book = Workbook()
    sheet, lists = book.active, book.create_sheet(LISTS)
    sheet.title, lists.sheet_state = SHEET, "hidden"
    _explain(sheet)
    choices = _Choices(sheet, lists)
    for number, item in enumerate(items, HEAD + 1):
        _write_row(sheet, number, item, choices, today)
    _lay_out(sheet)
    lists.protection.enable()
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _explain(sheet) -> None:
    _put(
        sheet,
        1,
        "kind",
        _("Fyll i de gula cellerna och lämna sedan in filen på webbplatsen. De grå är låsta."),
    )
    _put(
        sheet,
        2,
        "kind",
        _("Lämna en rad tom om du inte vill svara nu. Inget sparas förrän du har sett efter."),
    )
    for name, heading in _headings().items():
        _put(sheet, HEAD, name, heading)
        sheet.cell(HEAD, _at(name)).font = Font(bold=True)
    sheet["A1"], sheet["B1"] = "lagesbild", "1"


def _headings() -> dict[str, str]:
    return {
        "item": "item",
        "version": "version",
        "kind": _("Vad"),
        "question": _("Fråga"),
        "before": _("Så står det nu"),
        "answer": _("Bedömning, värde eller läge"),
        "year": _("År"),
        "missing": _("Varför värdet saknas"),
        "day": _("Dag (ÅÅÅÅ-MM-DD)"),
        "text": _("Text"),
        "english": _("Text på engelska"),
        "comment": _("Kommentar"),
        "source": _("Källa"),
        "hand_in": _("Lämna in?"),
    }


class _Choices:
    """The lists to choose from, each once on the hidden sheet."""

    def __init__(self, sheet, lists):
        self.sheet, self.lists = sheet, lists
        self.known: dict[tuple[str, ...], DataValidation] = {}

    def offer(self, cell, labels: Iterable[str]) -> None:
        labels = tuple(labels)
        if labels not in self.known:
            column = len(self.known) + 1
            for number, label in enumerate(labels, 1):
                self.lists.cell(number, column, label)
            letter = get_column_letter(column)
            rule = DataValidation(
                "list", formula1=f"{LISTS}!${letter}$1:${letter}${len(labels)}", allow_blank=True
            )
            rule.error, rule.showErrorMessage = _("Välj i listan."), True
            self.sheet.add_data_validation(rule)
            self.known[labels] = rule
        self.known[labels].add(cell)


def _write_row(sheet, number: int, item: Item, choices: _Choices, today: date) -> None:
    content = item.content or beginning(item, today)
    last = earlier(item)
    _put(sheet, number, "item", str(item.pk))
    _put(sheet, number, "version", str(item.version))
    _put(sheet, number, "kind", item.get_kind_display())
    _put(sheet, number, "question", question(item))
    _put(sheet, number, "before", _said(item, last.content) if last else "")
    for column, fields in ANSWERS.items():
        name = fields.get(item.kind)
        cell = sheet.cell(number, _at(column))
        cell.fill = OPEN if name else GREY
        if not name:
            continue
        cell.protection = Protection(locked=False)
        labels = _labels(item).get(name)
        text = content.get(name, "")
        _put(sheet, number, column, labels.get(text, text) if labels else text)
        if labels:
            choices.offer(cell, labels.values())
    cell = sheet.cell(number, _at("hand_in"))
    cell.fill, cell.protection = OPEN, Protection(locked=False)
    _put(sheet, number, "hand_in", YES)
    choices.offer(cell, (YES, "Nej"))


def _labels(item: Item) -> dict[str, dict[str, str]]:
    """Field → what is kept → what is chosen in the workbook."""
    if item.kind == Item.Kind.ASSESSMENT:
        words = item.goal.programme.grade_label
        return {"grade": {str(n): words(n) for n in range(1, 6)} | {"0": _("Går inte att bedöma nu")}}
    if item.kind == Item.Kind.ACTION:
        return {"status": {str(key): str(label) for key, label in Action.Status.choices}}
    if item.kind == Item.Kind.VALUE:
        return {"missing": {"-": _("Inga nya uppgifter"), ".": _("Mäts inte längre"), "..": _("Sekretess")}}
    return {}


def _said(item: Item, content: dict[str, str]) -> str:
    labels = _labels(item)
    told = [
        labels.get(name, {}).get(text, text)
        for name, text in content.items()
        if text and not name.endswith("_en") and name != "comment"
    ]
    return "\n".join(told)[:2000]


def _put(sheet, row: int, column: str, text: str) -> None:
    cell = sheet.cell(row, _at(column))
    cell.value = text
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=row >= HEAD, vertical="top")


def _at(column: str) -> int:
    return COLUMNS.index(column) + 1


def _lay_out(sheet) -> None:
    for name in COLUMNS:
        column = sheet.column_dimensions[get_column_letter(_at(name))]
        column.width, column.hidden = WIDTHS.get(name, 14), name in ("item", "version")
    sheet.freeze_panes = sheet.cell(HEAD + 1, _at("answer"))
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.enable()


# --- In ---------------------------------------------------------------------------------------------------


def read(content: bytes, items: Iterable[Item], *, today: date) -> Read:
    """What the workbook means for ``items``: those that may be answered by whoever sends it.

    Raises NotOurWorkbook. Nothing is saved.
    """
    cells = _cells(content)
    known = {str(item.pk): item for item in items}
    rows, wrong, same, seen = [], [], 0, set()
    for number, row in cells:
        item = known.get(row["item"])
        if item is None:
            wrong.append(CellProblem(f"{SHEET}!{number}", _("Frågan är inte din, eller finns inte längre.")))
        elif item.pk in seen:
            wrong.append(CellProblem(f"{SHEET}!{number}", _("Samma fråga står på två rader.")))
        else:
            seen.add(item.pk)
            meant, troubles = _meant(item, number, row, today)
            wrong += troubles
            same += meant is None and not troubles
            rows += [meant] if meant else []
    return Read(tuple(rows), same, tuple(wrong))


def _cells(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """(row number, column → text) of every row that names an item."""
    if len(content) > MOST_BYTES:
        raise NotOurWorkbook(_("Filen är för stor. Lämna in den arbetsbok som du hämtade här."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise NotOurWorkbook(_("Filen är för stor. Lämna in den arbetsbok som du hämtade här."))
        book = load_workbook(io.BytesIO(content), data_only=True)
        sheet = book[SHEET]
        ours = sheet["A1"].value == "lagesbild"
    except UNREADABLE as error:
        if isinstance(error, NotOurWorkbook):
            raise
        raise NotOurWorkbook(not_ours()) from error
    if not ours or sheet.max_row > MOST_ROWS:
        raise NotOurWorkbook(not_ours())
    found = []
    for number, row in enumerate(
        sheet.iter_rows(min_row=HEAD + 1, max_col=len(COLUMNS), values_only=True), HEAD + 1
    ):
        texts = dict(zip(COLUMNS, (_as_text(value) for value in row), strict=True))
        if texts["item"]:
            found.append((number, texts))
    return found


def not_ours() -> str:
    return _("Det här är inte en arbetsbok härifrån (.xlsx). Hämta en ny under Mitt arbete och fyll i den.")


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


def _meant(item: Item, number: int, row: dict, today: date) -> tuple[Row | None, list[CellProblem]]:
    if item.status not in WRITABLE:
        status = item.get_status_display()
        what = _("Frågan är i läget ”%(status)s” och kan inte ändras.") % {"status": status}
        return None, [CellProblem(f"{SHEET}!{number}", what)]
    content, wrong = _content(item, number, row)
    before = item.content or beginning(item, today)
    try:
        content = answering.cleaned(item.kind, content)
    except CannotAnswer as trouble:
        wrong.append(CellProblem(f"{SHEET}!{number}", str(trouble)))
    if not wrong and content == answering.cleaned(item.kind, {**before, "confirmed": ""}):
        return None, []
    hand_in = row["hand_in"].casefold() in (YES.casefold(), "yes", "x")
    lacking = problems(item, content) if hand_in and not wrong else {}
    leap = lacking.pop("confirmed", "")
    wrong += [CellProblem(_cell(item, name, number), what) for name, what in lacking.items()]
    if wrong:
        return None, wrong
    collides = row["version"] != str(item.version) and bool(item.content)
    return Row(item, number, content, hand_in, collides, leap), []


def _content(item: Item, number: int, row: dict) -> tuple[dict[str, str], list[CellProblem]]:
    labels, content, wrong = _labels(item), {}, []
    for column, fields in ANSWERS.items():
        text, name = row[column], fields.get(item.kind)
        if not name:
            continue
        kept = {label.casefold(): key for key, label in labels.get(name, {}).items()}
        if text and kept and text.casefold() not in kept:
            wrong.append(
                CellProblem(
                    _cell(item, name, number), _("”%(text)s” finns inte i listan.") % {"text": text[:80]}
                )
            )
        content[name] = kept.get(text.casefold(), "") if kept else text
    return content, wrong


def _cell(item: Item, name: str, number: int) -> str:
    column = next(column for column, fields in ANSWERS.items() if fields.get(item.kind) == name)
    return f"{get_column_letter(_at(column))}{number}"


# --- Saved ------------------------------------------------------------------------------------------------


def apply(answers: Iterable[dict], *, by: User, at: datetime) -> tuple[int, int]:
    """Save every answer or none: how many were handed in, and how many are drafts.

    ``answers``: ``item`` (pk), ``version`` as it was shown, ``content``, ``hand_in``. Raises CannotAnswer where
    anything has changed since it was shown.
    """
    handed_in = drafts = 0
    with transaction.atomic():
        for one in answers:
            if _applied(one, by, at).differs:
                raise CannotAnswer(
                    _("Någon har ändrat ett av svaren under tiden. Lämna in arbetsboken en gång till.")
                )
            handed_in += one["hand_in"]
            drafts += not one["hand_in"]
    return handed_in, drafts


def _applied(one: dict, by: User, at: datetime) -> answering.Saved:
    given = {"version": one["version"], "by": by, "at": at}
    if not one["hand_in"]:
        return answering.save(one["item"], one["content"], **given)
    try:
        return answering.submit(one["item"], one["content"], **given, problems=problems)
    except answering.Unanswered as lacking:
        raise CannotAnswer(str(lacking)) from lacking


def is_a_workbook(name: str) -> bool:
    return bool(re.search(r"\.xlsx$", name, re.IGNORECASE))
