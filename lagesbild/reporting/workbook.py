"""All that is asked of somebody as one workbook to fill in anywhere; workbook_rows.py and workbook_return.py read it.

One sheet, one row an item. What explains is locked, what is answered is not. Three columns are hidden: which item a
row is, which version of it was taken out, and marks of what the row said then.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lagesbild.reporting.answering import WRITABLE
from lagesbild.reporting.earlier import EarlierAnswers
from lagesbild.reporting.models import Item
from lagesbild.reporting.my_items import in_order, question

SHEET, LISTS = "Svar", "Val"
HEAD = 3  # the row of headings; above it stands what to do

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
EXPLAINS = ("kind", "question", "before")
COLUMNS = ("item", "version", *EXPLAINS, *ANSWERS, "hand_in", "sent")
HIDDEN = ("item", "version", "sent")
WIDTHS = {"kind": 18, "question": 44, "before": 34, "text": 50, "english": 36, "comment": 30, "answer": 28}
GREY = PatternFill("solid", fgColor="E6EAEC")
OPEN = PatternFill("solid", fgColor="FFFBE6")

T = TypeVar("T")
Choices = Callable[[Item], Mapping[str, Mapping[str, str]]]
"""What there is to choose from in an item's form: field → what is kept → what it is called."""


def make(items: Iterable[Item], *, today: date, choices: Choices) -> bytes:
    """The workbook of what can be answered among ``items``, in the language in force."""
    items = [item for item in in_order(items) if item.status in WRITABLE]
    answers = EarlierAnswers.of(items)
    book = Workbook()
    sheet, lists = book.active, book.create_sheet(LISTS)
    sheet.title, lists.sheet_state = SHEET, "hidden"
    _explain(sheet)
    offered = _Lists(sheet, lists)
    for number, item in enumerate(items, HEAD + 1):
        _write_row(sheet, number, _texts(item, answers, choices(item), today))
        _open_cells(sheet, number, item, offered, choices(item))
    _lay_out(sheet)
    lists.protection.enable()
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def headings() -> dict[str, str]:
    """What each column is called, in the language in force. What is hidden is called the same in all."""
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
        "sent": "sent",
    }


def yes_and_no() -> tuple[str, str]:
    return _("Ja"), _("Nej")


def in_every_language(say: Callable[[], T]) -> list[T]:
    """What ``say`` says in each language of the site: somebody may change language between two visits."""
    translations = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            translations.append(say())
    return translations


def marks(texts: Mapping[str, str]) -> str:
    """Short marks of what a row says: one for each column that explains, then one for all its answers."""
    answers = " | ".join(texts[column] for column in ANSWERS)
    return " ".join(_mark(text) for text in (*(texts[column] for column in EXPLAINS), answers))


def _mark(text: str) -> str:
    # Programs end lines each in their own way, and trim: only the words count.
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


def _explain(sheet) -> None:
    _write_cell(
        sheet,
        1,
        "kind",
        _("Fyll i de gula cellerna och lämna sedan in filen på webbplatsen. De grå är låsta."),
    )
    _write_cell(
        sheet,
        2,
        "kind",
        _("Lämna en rad tom om du inte vill svara nu. Inget sparas förrän du har sett efter."),
    )
    for name, heading in headings().items():
        _write_cell(sheet, HEAD, name, heading)
        sheet.cell(HEAD, _at(name)).font = Font(bold=True)


class _Lists:
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


def _texts(item: Item, answers: EarlierAnswers, labels: Mapping, today: date) -> dict[str, str]:
    """Column → what its cell says."""
    content = item.content or answers.beginning(item, today)
    last = answers.earlier(item)
    texts = {
        "item": str(item.pk),
        "version": str(item.version),
        "kind": item.get_kind_display(),
        "question": question(item),
        "before": _earlier_text(labels, last.content) if last else "",
        "hand_in": yes_and_no()[0],
    }
    for column, fields in ANSWERS.items():
        name = fields.get(item.kind, "")
        text = content.get(name, "")
        texts[column] = labels.get(name, {}).get(text, text)
    return texts | {"sent": marks(texts)}


def _earlier_text(labels: Mapping, content: Mapping[str, str]) -> str:
    lines = [
        labels.get(name, {}).get(text, text)
        for name, text in content.items()
        if text and not name.endswith("_en") and name != "comment"
    ]
    return "\n".join(lines)[:2000]


def _write_row(sheet, number: int, texts: Mapping[str, str]) -> None:
    for column, text in texts.items():
        _write_cell(sheet, number, column, text)


def _open_cells(sheet, number: int, item: Item, offered: _Lists, labels: Mapping) -> None:
    """What can be answered is yellow, open, and offers its choices; what cannot is grey."""
    for column, fields in ANSWERS.items():
        name = fields.get(item.kind)
        cell = sheet.cell(number, _at(column))
        cell.fill = OPEN if name else GREY
        cell.protection = Protection(locked=not name)
        if name in labels:
            offered.offer(cell, labels[name].values())
    cell = sheet.cell(number, _at("hand_in"))
    cell.fill, cell.protection = OPEN, Protection(locked=False)
    offered.offer(cell, yes_and_no())


def _write_cell(sheet, row: int, column: str, text: str) -> None:
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
        column.width, column.hidden = WIDTHS.get(name, 14), name in HIDDEN
    sheet.freeze_panes = sheet.cell(HEAD + 1, _at("answer"))
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.enable()
