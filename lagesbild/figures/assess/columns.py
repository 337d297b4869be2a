"""Which column of anyone's table is what, and how its cells are read."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.figures.assess import cells
from lagesbild.figures.assess.grids import Grid
from lagesbild.figures.problems import Problem

REQUIRED = ("series", "year", "value")
INTERVAL = ("value_low", "value_high")
LEVELS = ("target", "limit", "lower", "upper", "red", "green", *INTERVAL)
READERS = {
    "series": cells.name,
    "year": None,
    "value": cells.value,
    "denominator": cells.number,
    "flag": cells.flag,
    "direction": cells.direction,
    **dict.fromkeys(LEVELS, cells.level),
    "per": cells.number,
    **dict.fromkeys(("target_year", "base_year", "start_year")),
    "cycle_years": cells.count,
    **dict.fromkeys(("parity", "oecd", "global_set", "oecd_set", "ranked"), cells.yes_or_no),
    **dict.fromkeys(("unit", "indicator", "area", "region", "goal"), cells.name),
}
"""How the cells of each column are read, None for a column of periods, which is read at once. Others are not."""
IN_SWEDISH = {
    "serie": "series",
    "år": "year",
    "värde": "value",
    "riktning": "direction",
    "mål": "target",
    "målår": "target_year",
    "basår": "base_year",
    "startår": "start_year",
    "nämnare": "denominator",
    "enhet": "unit",
    "nyckeltal": "indicator",
    "område": "area",
    "flagga": "flag",
    "orsak": "reason",
}
BREAK_READERS = {"series": cells.name, "year": None, "reason": cells.name}
_MISSPELT = 0.8


def column_places(
    grid: Grid, readers: Mapping[str, Any], required: Sequence[str], remark
) -> tuple[dict[str, int], list[Problem]]:
    """Each known column's place, or why the headings cannot be trusted."""
    places: dict[str, int] = {}
    problems = []
    columns = [_column(heading) for heading in grid.headings]
    for place, (heading, column) in enumerate(zip(grid.headings, columns, strict=True)):
        if column in places:
            problems.append(
                Problem(grid.name, None, column, "Kolumnen finns två gånger.", "Ta bort den ena.")
            )
        elif column in readers:
            places[column] = place
        elif close := difflib.get_close_matches(column, [*readers, *IN_SWEDISH], 1, _MISSPELT):
            what = f"Kolumnen {heading} är okänd."
            do = f"Menas {close[0]}? Rätta den eller ta bort den."
            problems.append(Problem(grid.name, None, column, what, do))
        elif column:
            remark(f"{grid.name}: kolumnen {heading} läses inte.")
    problems += [
        Problem(grid.name, None, column, "Kolumnen saknas.", "Lägg till den.")
        for column in required
        if column not in places
    ]
    return places, problems


def _column(heading: Any) -> str:
    """The column that a heading means: Target Year, target-year and målår are all target_year."""
    name = re.sub(r"[\s_-]+", "_", str(heading).strip().lower())
    return IN_SWEDISH.get(name, name)
