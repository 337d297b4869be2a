"""An indicator's figures to take away: CSV, JSON and Excel, the same rows in each."""

import csv
import io

from django.http import HttpResponse, JsonResponse
from openpyxl import Workbook

from lagesbild.assessment import Pace, Text, Trend
from lagesbild.website.indicators.page import Shown

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
    "members",
    "comment",
    "publisher",
    "licence",
    "origin",
    "run",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def rows(shown: Shown) -> list[dict]:
    """One row an observation, unrounded, with the keys of COLUMNS."""
    known = {(origin["origin"], origin["run"]): origin for origin in shown.origins}
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
            "members": seen.members,
            "comment": seen.comment,
            **{
                name: known.get((seen.origin, seen.run), {}).get(name, "")
                for name in ("publisher", "licence")
            },
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
    writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in rows(shown))
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
        "trend": _trend(verdict.trend),
        "status": [
            {"reference": _words(status.reference.label), "word": str(status.word), "why": _words(status.why)}
            for status in verdict.statuses
        ],
        "pace": _pace(verdict.pace),
        "references": [
            {
                "kind": value.kind,
                "label": {"sv": value.label_sv, "en": value.label_en},
                "value": value.value,
                "year": value.year,
                "source": value.source,
            }
            for value in indicator.reference_values.all()
        ],
        "breaks": [
            {"year": one.year, "reason": {"sv": one.reason_sv, "en": one.reason_en}}
            for one in indicator.breaks.all()
        ],
        "sources": [
            {name: origin[name] for name in ("origin", "run", "publisher", "licence", "address", "fetched")}
            for origin in shown.origins
        ],
        "observations": rows(shown),
    }


def _trend(trend: Trend) -> dict:
    return {
        "word": str(trend.word),
        "method": str(trend.method),
        "evidence": str(trend.evidence),
        "points": trend.n,
        "first_year": trend.first_year,
        "last_year": trend.last_year,
        "slope": trend.slope,
        "slope_low": trend.slope_low,
        "slope_high": trend.slope_high,
        "used": [{"year": point.year, "value": point.value} for point in trend.used],
        "left_out": [{"year": left.point.year, "reason": _words(left.reason)} for left in trend.left_out],
        "why": _words(trend.why),
    }


def _pace(pace: Pace) -> dict:
    numbers = ("needed", "q", "q_low", "q_high", "arrival", "arrival_low", "arrival_high")
    return {
        "word": str(pace.word),
        **{name: getattr(pace, name) for name in numbers},
        "why": _words(pace.why),
    }


def _words(text: Text) -> dict[str, str]:
    return {"sv": text["sv"], "en": text["en"]}


def xlsx_response(shown: Shown) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in rows(shown):
        sheet.append([harmless(row[name]) for name in COLUMNS])
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


def harmless(cell):
    """A text that a spreadsheet would run as a formula is kept as text; the sign for missing is left alone."""
    if isinstance(cell, str) and len(cell) > 1 and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def _file(content, kind: str, shown: Shown, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{shown.indicator.slug}.{ending}"'
    return response
