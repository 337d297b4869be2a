"""A round's board to take away: CSV and Excel, one row a question."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from lagesbild.reporting.board import is_late
from lagesbild.reporting.models import Item, Round
from lagesbild.website.cells import harmless
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
    """UTF-8 with a mark that Excel understands, commas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in [headings(), *rows(items, today)])
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", round, "csv")


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
    content = io.BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(content.getvalue(), kind, round, "xlsx")


def _file(content, kind: str, round: Round, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="omgang-{round.pk}-{round.year}.{ending}"'
    return response


RESPONSES = {"csv": csv_response, "xlsx": xlsx_response}
