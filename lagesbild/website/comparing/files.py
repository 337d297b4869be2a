"""A comparison to take away: the municipalities that are shown, in the order they are shown, unrounded."""

from django.http import HttpResponse
from openpyxl import Workbook

from lagesbild.figures.panel import COUNTRY
from lagesbild.website.cells import CSV, XLSX, attachment, csv_text, harmless, xlsx_bytes
from lagesbild.website.comparing.comparison import IndicatorComparison, RankedRow
from lagesbild.website.comparing.pictures import spread_rows
from lagesbild.website.indicators.page import IndicatorPage

FIRST_COLUMNS = ("indicator", "unit", "area", "name", "picked", "place", "of")
SPREAD_COLUMNS = (
    "period",
    "n",
    "lowest",
    "lower_quartile",
    "median",
    "upper_quartile",
    "highest",
    "own",
    "own_place",
)
SOURCE_COLUMNS = ("publisher", "licence", "address", "fetched")
Cell = str | float | int | None


def columns(comparison: IndicatorComparison) -> list[str]:
    """One column a period; where there is a change, the period it is counted from and what it is counted in."""
    return [
        *FIRST_COLUMNS,
        *(f"value {period}" for period in comparison.panel.periods),
        *(("since", "change", "change_in") if comparison.since else ()),
        "flags",
    ]


def rows(comparison: IndicatorComparison) -> list[list[Cell]]:
    """The municipalities as the list has them, searched and sorted, and last the country."""
    in_order = [_row(comparison, row) for row in comparison.ordered]
    if comparison.choice.search or not comparison.panel.has_country:
        return in_order
    return [*in_order, _country_row(comparison)]


def _row(comparison: IndicatorComparison, row: RankedRow) -> list[Cell]:
    line = comparison.panel.places[row.area]
    picked = "own" if row.home else "yes" if row.mark is not None else "no"
    flags = "; ".join(
        f"{period} {flag}" for period, flag in zip(comparison.panel.periods, line.flags, strict=True) if flag
    )
    first = [*_what(comparison), row.area, row.name, picked, row.rank, comparison.n]
    return [*first, *line.values, *_change(comparison, row.change), flags]


def _country_row(comparison: IndicatorComparison) -> list[Cell]:
    """Without a place: the country is not one of the municipalities."""
    first = [*_what(comparison), COUNTRY, "Sverige", "country", None, None]
    nothing = ("", None, "") if comparison.since else ()
    return [*first, *comparison.panel.country, *nothing, ""]


def _what(comparison: IndicatorComparison) -> list[Cell]:
    return [comparison.indicator.figure, comparison.others.unit["sv"]]


def _change(comparison: IndicatorComparison, moved: float | None) -> tuple[Cell, ...]:
    if not comparison.since:
        return ()
    measure = comparison.measure
    return (str(comparison.since), moved, "%" if measure.relative else measure.unit["sv"])


def as_csv(comparison: IndicatorComparison) -> HttpResponse:
    text = csv_text([columns(comparison), *rows(comparison)])
    return attachment(text, CSV, f"{comparison.indicator.slug}-jamforelse.csv")


def as_xlsx(comparison: IndicatorComparison, page: IndicatorPage) -> HttpResponse:
    book = Workbook(write_only=True)
    _fill(book, "comparison", columns(comparison), rows(comparison))
    _fill(book, "spread", SPREAD_COLUMNS, spread_cells(comparison))
    sources = [
        [origin["publisher"], origin["licence"], origin["address"], str(origin["fetched"] or "")]
        for origin in page.origins
    ]
    _fill(book, "sources", SOURCE_COLUMNS, sources)
    return attachment(xlsx_bytes(book), XLSX, f"{comparison.indicator.slug}-jamforelse.xlsx")


def spread_cells(comparison: IndicatorComparison) -> list[list[Cell]]:
    return [
        [
            str(spread.period),
            *(spread.n, spread.lowest, spread.lower, spread.median, spread.upper, spread.highest),
            *(own, rank),
        ]
        for spread, own, rank in spread_rows(comparison)
    ]


def _fill(book: Workbook, name: str, head, cells) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(list(head))
    for row in cells:
        sheet.append([harmless(cell) for cell in row])
