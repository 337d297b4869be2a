"""An indicator's figures to take away: CSV, JSON and Excel, the same rows in each."""

import csv
import io
from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from openpyxl import Workbook

from lagesbild.figures.queries import Placed
from lagesbild.website.shown import Shown

COLUMNS = (
    "indicator",
    "area",
    "label",
    "subgroup",
    "period",
    "year",
    "value",
    "unit",
    "text",
    "reason",
    "flag",
    "comment",
    "origin",
    "run",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A municipality and its place; those with equal values share the best of their places."""

    rank: int
    area: str
    name: str
    value: float
    flag: str
    movement: str


def ranked(placed: list[Placed]) -> list[Ranked]:
    rows, rank = [], 0
    for number, one in enumerate(placed, start=1):
        if not rows or one.value != rows[-1].value:
            rank = number
        rows.append(Ranked(rank, one.area, one.name, one.value, one.flag, one.movement))
    return rows


def rows(shown: Shown) -> list[dict]:
    """One row an observation, unrounded, with the keys of COLUMNS."""
    return [
        {
            "indicator": shown.indicator.figure,
            "area": seen.area,
            "label": series.label,
            "subgroup": seen.subgroup,
            "period": seen.period,
            "year": seen.year,
            "value": seen.value,
            "unit": shown.indicator.unit,
            "text": seen.text,
            "reason": seen.reason,
            "flag": seen.flag,
            "comment": seen.comment,
            "origin": seen.origin,
            "run": seen.run,
        }
        for series in shown.series
        for seen in series.observations
    ]


def csv_response(shown: Shown) -> HttpResponse:
    """UTF-8 with a mark that Excel understands, commas, decimal points."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(cell) for name, cell in row.items()} for row in rows(shown))
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", shown, "csv")


def json_response(shown: Shown) -> JsonResponse:
    return JsonResponse(as_dict(shown), json_dumps_params={"ensure_ascii": False})


def as_dict(shown: Shown) -> dict:
    """The indicator, its verdict and its figures: what the JSON file and the API give."""
    indicator, verdict = shown.indicator, shown.answer.verdict
    return {
        "code": indicator.code,
        "slug": indicator.slug,
        "name": {"sv": indicator.name_sv, "en": indicator.name_en},
        "unit": {"sv": indicator.unit_sv, "en": indicator.unit_en},
        "direction": indicator.direction,
        "trend": {
            "word": str(verdict.trend.word),
            "method": str(verdict.trend.method),
            "evidence": str(verdict.trend.evidence),
            "points": verdict.trend.n,
            "first_year": verdict.trend.first_year,
            "last_year": verdict.trend.last_year,
            "slope": verdict.trend.slope,
            "slope_low": verdict.trend.slope_low,
            "slope_high": verdict.trend.slope_high,
            "why": {"sv": verdict.trend.why.sv, "en": verdict.trend.why.en},
        },
        "references": [
            {"kind": value.kind, "label": value.label, "value": value.value, "year": value.year}
            for value in indicator.reference_values.all()
        ],
        "breaks": [{"year": one.year, "reason": one.reason} for one in indicator.breaks.all()],
        "sources": [
            {name: origin[name] for name in ("origin", "run", "publisher", "licence", "address", "fetched")}
            for origin in shown.origins
        ],
        "observations": rows(shown),
    }


def xlsx_response(shown: Shown) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in rows(shown):
        sheet.append([_harmless(row[name]) for name in COLUMNS])
    sources = book.create_sheet("sources")
    sources.append(("publisher", "licence", "address", "fetched"))
    for origin in shown.origins:
        sources.append(
            (origin["publisher"], origin["licence"], origin["address"], str(origin["fetched"] or ""))
        )
    content = io.BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(content.getvalue(), kind, shown, "xlsx")


def _harmless(cell):
    """A text that a spreadsheet would run as a formula is kept as text; the sign for missing is left alone."""
    if isinstance(cell, str) and len(cell) > 1 and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def _file(content, kind: str, shown: Shown, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{shown.indicator.slug}.{ending}"'
    return response
