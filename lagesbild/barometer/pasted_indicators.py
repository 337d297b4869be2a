"""Indicators pasted from Excel: an id in the figures, a name, the goal each belongs to, and a target. Told by row."""

import re
from dataclasses import dataclass

from lagesbild.tables.pasted import PastedRow, pasted_rows

HEADINGS = {
    "figure": ("id", "kpi", "kolada", "kolada-id", "nyckeltals-id", "kod"),
    "name": ("namn", "nyckeltal", "indikator", "name", "indicator"),
    "goal": ("mål", "hör till", "målnummer", "goal"),
    "global": ("globalt mål", "agenda 2030", "sdg", "global goal"),
    "target": ("målvärde", "målnivå", "target"),
    "year": ("målår", "till år", "år", "year"),
    "unit": ("enhet", "unit"),
    "direction": ("riktning", "direction"),
}
DIRECTIONS = {
    **dict.fromkeys(("högre", "högre är bättre", "upp", "öka", "+", "higher"), 1),
    **dict.fromkeys(("lägre", "lägre är bättre", "ned", "ner", "minska", "-", "lower"), -1),
}
ORDER = ("figure", "name", "goal", "target", "year", "unit", "direction")
"""What the columns hold where they have no headings."""
_ID = re.compile(r"[A-ZÅÄÖ]{1,4}\d{2,6}[A-Z]?|[a-z]{1,4}[_\d]+\w*", re.IGNORECASE)


@dataclass(frozen=True)
class PastedIndicator:
    """The cells as they are written, by what they hold."""

    row: int
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def direction(self) -> int:
        return DIRECTIONS.get(self.cell("direction").casefold(), 0)


def pasted_indicators(text: str) -> tuple[PastedIndicator, ...]:
    rows = pasted_rows(text, "\t;")
    if not rows:
        return ()
    columns = _columns(rows[0])
    if columns:
        return tuple(_indicator(row, columns) for row in rows[1:])
    return tuple(_indicator(row, dict(zip(ORDER, range(len(ORDER)), strict=True))) for row in rows)


def _columns(row: PastedRow) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        heading = cell.casefold().rstrip(":*")
        for name, words in HEADINGS.items():
            if heading in words:
                columns.setdefault(name, place)
    return columns if "figure" in columns and len(columns) > 1 else {}


def _indicator(row: PastedRow, columns: dict[str, int]) -> PastedIndicator:
    cells = {name: row.cells[place] for name, place in columns.items() if place < len(row.cells)}
    return PastedIndicator(row.number, cells)


def is_id(text: str) -> bool:
    """Whether a text can be an id in the figures: letters and digits without spaces."""
    return bool(_ID.fullmatch(text)) or bool(re.fullmatch(r"[\w.-]{2,120}", text))
