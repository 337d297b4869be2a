"""Cells of the files that are taken away, and the two kinds of file they are taken away in."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell):
    """A text that a spreadsheet would run as a formula is kept as text; the sign for missing is left alone."""
    if isinstance(cell, str) and len(cell) > 1 and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def csv_text(rows: Iterable[Sequence]) -> str:
    """With a mark that Excel understands, commas, decimal points; the cells harmless."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def xlsx_bytes(book) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def attachment(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
