"""What is told of cells that are read as something that is spelt in another way, before it counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from lagesbild.figures.left_out import Remark
from lagesbild.figures.sources.workbook.headings import HEADINGS
from lagesbild.figures.sources.workbook.sheet_values import SheetCells
from lagesbild.tables.columns import revealed, visible
from lagesbild.tables.groups import MEN, TOTAL, WOMEN
from lagesbild.tables.places import Place

SHOWN = 5


def respelt(cells: SheetCells, role: str, column: Iterable[Any], readings: Mapping[Any, str]) -> list[Remark]:
    """One remark on the cells of ``column`` that are not spelt as they are read; none where all are.

    What nobody can see comes first.
    """
    first_rows: dict[str, int] = {}
    for i, cell in enumerate(column):
        if isinstance(cell, str) and cell not in first_rows and readings.get(cell, cell) != cell:
            first_rows[cell] = i
    if not first_rows:
        return []
    in_order = sorted(first_rows, key=lambda cell: (visible(cell) == cell, first_rows[cell]))
    examples = [
        f"”{revealed(cell)}” (rad {cells.row[first_rows[cell]]}) läses som ”{readings[cell]}”"
        for cell in in_order[:SHOWN]
    ]
    more = f" och {len(in_order) - SHOWN} till" if len(in_order) > SHOWN else ""
    sheet = cells.sheet[first_rows[in_order[0]]]
    return [Remark(sheet, f"{HEADINGS[role][0].capitalize()}: {'; '.join(examples)}{more}.")]


def group_spellings(groups: Mapping[Any, Any]) -> dict[str, str]:
    """The groups that are folded. Kvinnor is read as K, which is no other spelling but what the word means."""
    return {
        cell: group
        for cell, group in groups.items()
        if isinstance(cell, str) and (visible(cell) != cell or group not in (TOTAL, WOMEN, MEN))
    }


def place_spellings(places: Mapping[str, Place]) -> dict[str, str]:
    """The names that are not written as the place's own."""
    return {cell: place.name for cell, place in places.items() if cell not in (place.code, place.name)}
