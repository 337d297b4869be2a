"""Tables of other shapes made into ours: one row per series and year, under our headings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lagesbild.assessment.table import SETTINGS
from lagesbild.figures.assess.columns import INTERVAL
from lagesbild.figures.assess.grids import Grid
from lagesbild.figures.problems import Problem, SourceProblems
from lagesbild.tables.layout.headings import columns_of
from lagesbild.tables.periods import Period

SDMX_YEAR, SDMX_VALUE, SDMX_AREA, SDMX_STATUS = "TIME_PERIOD", "OBS_VALUE", "REF_AREA", "OBS_STATUS"
SDMX_MEASURES = ("SERIES", "INDICATOR")
SDMX_HEADINGS = {SDMX_YEAR: "year", SDMX_VALUE: "value", SDMX_AREA: "area", "UNIT_MEASURE": "unit"}
"""What we call the columns of SDMX-CSV. What tells series apart besides makes their names."""
NO_DIMENSIONS = frozenset(
    ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "FREQ", *SDMX_HEADINGS)
)
FLAGS_OF_STATUS = {
    **dict.fromkeys(("", "A", "N"), ""),
    "P": "preliminary",
    **dict.fromkeys(("E", "I"), "estimated"),
    "F": "extrapolated",
}
"""The code list of observation status: normal, provisional, estimated or imputed, forecast."""
MISSING_STATUSES = ("M", "L", "O", "Q", "H")


def as_long(grid: Grid, remark: Callable[[str], None]) -> Grid:
    """``grid`` as one row per series and year, if it is SDMX-CSV or has a column a year; else as it is."""
    headings = [str(heading).strip() for heading in grid.headings]
    if {SDMX_YEAR, SDMX_VALUE} <= set(headings):
        _require_even(grid)
        return _of_sdmx(grid, headings, remark)
    periods = {
        column.index: column.period
        for column in columns_of([headings], len(headings))
        if column.period and not column.stem
    }
    is_long = {"year", "år", "value", "värde"} & {heading.lower() for heading in headings}
    if is_long or len(periods) < 2:
        return grid
    _require_even(grid)
    return _of_years(grid, periods)


def _require_even(grid: Grid) -> None:
    """Refuse rows that have more or fewer cells than headings: afterwards nobody could see it."""
    width = len(grid.headings)
    problems = [
        Problem(grid.name, line, "", *uneven(len(row), width), grid.text_lines.get(line))
        for line, row in grid.lines
        if grid.ragged and len(row) != width
    ]
    if problems:
        raise SourceProblems(problems)


def uneven(cells: int, headings: int) -> tuple[str, str]:
    """What is wrong with a row of ``cells`` cells, and what to do."""
    return f"Raden har {cells} celler, men rubrikraden {headings}.", "Rätta avgränsare och citattecken."


def _of_years(grid: Grid, periods: Mapping[int, Period]) -> Grid:
    """``periods``: that of each column headed by one. An empty cell is no value: a wide table forgets nothing."""
    others = [place for place in range(len(grid.headings)) if place not in periods]
    lines = [
        (line, [*(_cell(row, place) for place in others), str(period), _cell(row, place_of_value)])
        for line, row in grid.lines
        for place_of_value, period in periods.items()
        if _cell(row, place_of_value) != ""
    ]
    return replace(grid, headings=[*(grid.headings[place] for place in others), "year", "value"], lines=lines)


def _of_sdmx(grid: Grid, headings: Sequence[str], remark: Callable[[str], None]) -> Grid:
    places = {heading: place for place, heading in reversed(list(enumerate(headings)))}
    apart = _telling_apart(grid, headings, places)
    ours = [heading for heading in headings if heading in SDMX_HEADINGS]
    others = [place for place, heading in enumerate(headings) if heading in _OWN]
    lines = [(line, _sdmx_row(row, places, apart, ours, others)) for line, row in grid.lines]
    if any(_status(row, places) == "B" for _line, row in grid.lines):
        remark(f"{grid.name}: OBS_STATUS B (brott) läses inte. Ange brotten med --breaks.")
    names = [*(SDMX_HEADINGS[heading] for heading in ours), *(headings[place] for place in others)]
    return replace(grid, headings=["series", "indicator", "flag", *names], lines=lines)


_OWN = {*SETTINGS, "denominator", *INTERVAL}
"""Our own columns, that someone may have added in small letters."""


def _telling_apart(grid: Grid, headings: Sequence[str], places: dict[str, int]) -> list[int]:
    """The columns that name an indicator: what is measured, and every other dimension that varies."""
    measures = [places[heading] for heading in SDMX_MEASURES if heading in places]
    dimensions = headings[: min(places[SDMX_YEAR], places[SDMX_VALUE])]
    varying = [
        places[heading]
        for heading in dimensions
        if heading.isupper()
        and heading not in NO_DIMENSIONS
        and heading not in SDMX_MEASURES
        and len({str(_cell(row, places[heading])) for _line, row in grid.lines}) > 1
    ]
    return measures + varying


def _sdmx_row(
    row: Sequence[Any],
    places: dict[str, int],
    apart: Sequence[int],
    ours: Sequence[str],
    others: Sequence[int],
) -> list[Any]:
    status = _status(row, places)
    indicator = " ".join(str(_cell(row, place)) for place in apart)
    area = str(_cell(row, places[SDMX_AREA])) if SDMX_AREA in places else ""
    cells = [_cell(row, places[heading]) for heading in ours]
    value = ours.index(SDMX_VALUE)
    if status in MISSING_STATUSES or str(cells[value]).strip().lower() in ("", "nan"):
        cells[value] = "-"
    flag = "" if status in (*MISSING_STATUSES, "B") else FLAGS_OF_STATUS.get(status, status)
    name = " ".join(part for part in (indicator, area) if part)
    return [name, indicator, flag, *cells, *(_cell(row, place) for place in others)]


def _status(row: Sequence[Any], places: dict[str, int]) -> str:
    return str(_cell(row, places[SDMX_STATUS])).strip() if SDMX_STATUS in places else ""


def _cell(row: Sequence[Any], place: int) -> Any:
    return row[place] if place < len(row) else ""
