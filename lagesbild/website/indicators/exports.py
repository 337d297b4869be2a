"""An indicator's figures to take away: CSV, JSON and Excel, the same rows in each."""

from django.http import HttpResponse, JsonResponse
from openpyxl import Workbook

from lagesbild.assessment import Pace, Text, Trend
from lagesbild.barometer.models import Indicator
from lagesbild.figures.store import OWN_WORK
from lagesbild.tables.periods import Period
from lagesbild.website.cells import CSV, XLSX, attachment, csv_text, harmless, xlsx_bytes
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.page import IndicatorPage

COLUMNS = (
    "indicator",
    "area",
    "label",
    "subgroup",
    "period",
    "year",
    "first_day",
    "last_day",
    "value",
    "margin",
    "unit",
    "text",
    "reason",
    "flag",
    "members",
    "comment",
    "publisher",
    "licence",
    "edition",
    "origin",
    "run",
    "answer",
)

SOURCE = ("origin", "run", "publisher", "licence", "edition", "address", "fetched")
"""What the JSON file and the API say of each source."""


def rows(page: IndicatorPage) -> list[dict]:
    """One row an observation, unrounded, with the keys of COLUMNS."""
    origins = {(origin["origin"], origin["run"]): origin for origin in page.origins}
    return [
        {
            "indicator": page.indicator.figure,
            "area": observation.area,
            "label": series.label,
            "subgroup": observation.subgroup,
            "period": observation.period,
            "year": observation.year,
            "first_day": observation.when.first.isoformat(),
            "last_day": observation.when.last.isoformat(),
            "value": observation.value,
            "margin": series.margins.get(observation.period),
            "unit": page.indicator.unit,
            "text": observation.text,
            "reason": observation.reason,
            "flag": observation.flag,
            "members": observation.members,
            "comment": observation.comment,
            **{
                name: origins.get((observation.origin, observation.run), {}).get(name, "")
                for name in ("publisher", "licence", "edition")
            },
            **({"edition": ", ".join(page.editions)} if observation.origin == OWN_WORK else {}),
            "origin": observation.origin,
            "run": observation.run,
            "answer": page.answer.answer.code.value if series.home else "",
        }
        for series in page.series
        for observation in series.observations
    ]


def csv_response(page: IndicatorPage) -> HttpResponse:
    text = csv_text([COLUMNS, *([row[name] for name in COLUMNS] for row in rows(page))])
    return attachment(text, CSV, f"{page.indicator.slug}.csv")


def json_response(page: IndicatorPage) -> JsonResponse:
    return JsonResponse(as_dict(page), json_dumps_params={"ensure_ascii": False})


def as_dict(page: IndicatorPage) -> dict:
    """The indicator, its verdict and its figures: what the JSON file and the API give."""
    indicator, verdict = page.indicator, page.answer.verdict
    return {
        "code": indicator.code,
        "slug": indicator.slug,
        "name": {"sv": indicator.name_sv, "en": indicator.name_en},
        "unit": {"sv": indicator.unit_sv, "en": indicator.unit_en},
        "direction": indicator.direction,
        "part_of": whole_of(indicator),
        "is_total": indicator.is_total,
        "is_example": indicator.is_example,
        "answer": answer_as_dict(page.answer),
        "trend": _trend(verdict.trend, page.answer.used_periods),
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
            {
                "year": series_break.year,
                "reason": {"sv": series_break.reason_sv, "en": series_break.reason_en},
            }
            for series_break in indicator.breaks.all()
        ],
        "sources": [_source(origin) for origin in page.origins],
        "observations": rows(page),
    }


def _source(origin: dict) -> dict:
    """A source with the files that came from it, so that a figure can be followed to the very bytes."""
    files = [{"name": file.name, "sha256": file.sha256, "address": file.address} for file in origin["files"]]
    return {name: origin[name] for name in SOURCE} | {"files": files}


def whole_of(indicator: Indicator) -> str | None:
    """The address of the public indicator that it is a part of."""
    return indicator.part_of.slug if indicator.part_of and indicator.part_of.live else None


def answer_as_dict(indicator_answer: IndicatorAnswer) -> dict:
    """The one answer, as the JSON file and the API give it."""
    answer = indicator_answer.answer
    target = answer.target
    return {
        "code": answer.code.value,
        "label": _words(answer.label),
        "sentence": _words(answer.sentence),
        "beside": _words(answer.beside),
        "recent": _words(indicator_answer.recent),
        "since": answer.since,
        "turned": answer.turned,
        "target": {"value": target.value, "year": target.year} if target else None,
    }


def _trend(trend: Trend, periods: list[Period]) -> dict:
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
        "used": [
            {"year": point.year, "period": str(period), "value": point.value}
            for point, period in zip(trend.used, periods, strict=True)
        ],
        "left_out": [
            {"year": omission.point.year, "reason": _words(omission.reason)} for omission in trend.left_out
        ],
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


def xlsx_response(page: IndicatorPage) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in rows(page):
        sheet.append([harmless(row[name]) for name in COLUMNS])
    answer = book.create_sheet("answer")
    for name, cell in answer_cells(page):
        answer.append((name, harmless(cell)))
    sources = book.create_sheet("sources")
    sources.append(("publisher", "licence", "address", "fetched"))
    for origin in page.origins:
        sources.append(
            (origin["publisher"], origin["licence"], origin["address"], str(origin["fetched"] or ""))
        )
    return attachment(xlsx_bytes(book), XLSX, f"{page.indicator.slug}.xlsx")


def answer_cells(page: IndicatorPage) -> list[tuple[str, object]]:
    """The answer beside the figures in the workbook, a row a fact."""
    answer, recent = page.answer.answer, page.answer.recent
    return [
        ("answer", answer.code.value),
        ("answer_sv", answer.sentence["sv"]),
        ("answer_en", answer.sentence["en"]),
        ("recent_sv", recent["sv"]),
        ("recent_en", recent["en"]),
    ]
