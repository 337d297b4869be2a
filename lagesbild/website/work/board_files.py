"""A round's board to take away: CSV and Excel, one row a question."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from lagesbild.reporting.board import is_late
from lagesbild.reporting.models import Item, Round
from lagesbild.website.cells import CSV, XLSX, attachment, csv_text, harmless, xlsx_bytes
from lagesbild.website.work.names import name_of

WIDTHS = (32, 22, 60, 22, 8, 18, 26)


def headings() -> list[str]:
    return [_("Organisation"), _("Fråga"), _("Om"), _("Läge"), _("Sen"), _("Senast ändrad"), _("Av")]


def rows(items: Iterable[Item], today: date) -> list[list[str]]:
    return [
        [
            item.organisation.name,
            item.get_kind_display(),
            item.thing.name,
            item.get_status_display(),
            _("Ja") if is_late(item, today) else "",
            f"{timezone.localtime(item.changed_at):%Y-%m-%d %H:%M}" if item.changed_at else "",
            name_of(item.changed_by) if item.changed_at else "",
        ]
        for item in items
    ]


def csv_response(round: Round, items: Iterable[Item], today: date) -> HttpResponse:
    return attachment(csv_text([headings(), *rows(items, today)]), CSV, f"{_name(round)}.csv")


def xlsx_response(round: Round, items: Iterable[Item], today: date) -> HttpResponse:
    book = Workbook()
    sheet = book.active
    sheet.title = _("Omgången")
    sheet.freeze_panes = "A2"
    for row in [headings(), *rows(items, today)]:
        sheet.append([harmless(cell) for cell in row])
    for place, width in enumerate(WIDTHS):
        sheet.cell(1, place + 1).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, place + 1).column_letter].width = width
    sheet.auto_filter.ref = sheet.dimensions
    return attachment(xlsx_bytes(book), XLSX, f"{_name(round)}.xlsx")


def _name(round: Round) -> str:
    return f"omgang-{round.pk}-{round.year}"


RESPONSES = {"csv": csv_response, "xlsx": xlsx_response}
