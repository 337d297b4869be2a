"""A goal's indicators for the chosen municipalities, as a table and as files: the same columns in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from openpyxl import Workbook

from lagesbild.figures.panel import COUNTRY
from lagesbild.organisations.models import Municipality
from lagesbild.website.cells import CSV, XLSX, attachment, csv_text, harmless, xlsx_bytes
from lagesbild.website.comparing.choice import PlaceChoice
from lagesbild.website.comparing.comparison import IndicatorComparison
from lagesbild.website.comparing.pictures import country_name

COLUMNS = ("indicator", "name", "unit", "period", "area", "place_name", "value", "place", "of")
Cell = str | float | int | None


@dataclass(frozen=True)
class PlaceColumn:
    """A place and its values, one for each indicator, in their order."""

    area: str
    name: str
    values: tuple[float | None, ...]


def columns_of(
    comparisons: Sequence[IndicatorComparison],
    home: Municipality,
    choice: PlaceChoice,
    names: Mapping[str, str],
) -> list[PlaceColumn]:
    """The home, those chosen, and the country: those that have any value at all."""
    columns = [
        PlaceColumn(area, names[area], tuple(_value(comparison, area) for comparison in comparisons))
        for area in (home.home_area, *choice.areas)
        if area in names
    ]
    country = tuple(comparison.country for comparison in comparisons)
    if all(value is None for value in country):
        return columns
    return [*columns, PlaceColumn(COUNTRY, country_name(), country)]


def _value(comparison: IndicatorComparison, area: str) -> float | None:
    place = comparison.panel.places.get(area)
    return place.values[-1] if place else None


def rows(comparisons, home, choice, names) -> list[list[Cell]]:
    """One row an indicator and place, unrounded."""
    columns = columns_of(comparisons, home, choice, names)
    ranks = [{row.area: row.rank for row in comparison.ranked} for comparison in comparisons]
    return [
        [
            comparison.indicator.figure,
            comparison.indicator.name_sv,
            comparison.others.unit["sv"],
            str(comparison.panel.last),
            *(column.area, column.name, column.values[number]),
            *(ranks[number].get(column.area), comparison.n),
        ]
        for number, comparison in enumerate(comparisons)
        for column in columns
        if column.values[number] is not None
    ]


def as_csv(comparisons, home, choice, names) -> HttpResponse:
    text = csv_text([COLUMNS, *rows(comparisons, home, choice, names)])
    return attachment(text, CSV, "jamforelse.csv")


def as_xlsx(comparisons, home, choice, names) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("comparison")
    sheet.freeze_panes = "A2"
    for row in [COLUMNS, *rows(comparisons, home, choice, names)]:
        sheet.append([harmless(cell) for cell in row])
    return attachment(xlsx_bytes(book), XLSX, "jamforelse.xlsx")
