"""The rows of a sheet as a person reads them: merged cells, ditto marks, headings between rows, sums and footnotes."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl.utils.cell import range_boundaries

from lagesbild.cooperation.importing import cells, kinds
from lagesbild.cooperation.importing.checks import MONEY
from lagesbild.cooperation.importing.headings import COOPERATION, COUNTS, plain
from lagesbild.cooperation.importing.layout import ListColumn, ListLine, SheetLayout
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet

_SUMS = {"summa", "totalt", "total", "totalsumma", "delsumma", "sum", "subtotal", "summa totalt", "tot"}
_SUM_FIRST = re.compile(r"(?:summa|totalt|totalsumma|delsumma|total)\b(?! \w+ \w+ \w+)")
_NOTE = re.compile(
    r"[*†¹²³]|(?:källa|källor|senast uppdaterad|uppdaterad|obs|not|anm|anmärkning|source|updated)\b"
)
_DITTO = {
    '"',
    "”",
    "″",
    "''",
    "”-",
    '-"-',
    "-”-",
    "–”–",
    '"-',
    "d:o",
    "dito",
    "do",
    "samma",
    "samma som ovan",
    "same",
}
_NOT_REPEATED = MONEY | {*COUNTS}
"""An amount in a merged cell is that of all its rows together: repeated it would count many times."""


class TidySheet:
    """A sheet's lines. What is left out and why is in ``remarks``; what cannot be put together, in ``problems``."""

    def __init__(self, sheet: Sheet, layout: SheetLayout):
        self.sheet, self.layout = sheet, layout
        self.remarks: list[Problem] = []
        self.problems: list[Problem] = []
        self.columns = {column.name: column for column in layout.columns}
        first = layout.start + 1
        self.rows = {
            number: {column.name: _cell(row, column) for column in layout.columns}
            for number, row in enumerate(sheet.rows[first:], first + 1)
        }
        self.whole_of: dict[int, int] = {}
        """Row → the first row of its merged name."""
        for merged in sheet.merged:
            self._fill_merged(*range_boundaries(merged[2]))

    def lines(self) -> list[ListLine]:
        """One line for each row that is something; those of one merged name together."""
        lines: dict[int, ListLine] = {}
        above, before = "", {}
        for number, row in self.rows.items():
            filled = {name: cell for name, cell in row.items() if not cells.is_empty(cell)}
            if not filled or self._is_aside(number, filled, lines):
                continue
            if heading := self._heading_between(number, filled):
                above = heading
                continue
            self._repeat(filled, before)
            before = filled
            first = self.whole_of.get(number, number)
            if first in lines and first != number:
                self._join(lines[first], number, filled)
            else:
                lines[number] = ListLine(number, filled, above)
        return list(lines.values())

    # Merged cells

    def _fill_merged(self, left: int, top: int, _right: int, bottom: int) -> None:
        column = next((column for column in self.layout.columns if column.place == left - 1), None)
        if column is None or bottom == top or top <= self.layout.start + 1:
            return
        rows = range(top, min(bottom, len(self.sheet.rows)) + 1)
        if column.name == "name":
            self.whole_of |= dict.fromkeys(rows, top)
        if column.name in _NOT_REPEATED:
            self._leave_out_merged(column, rows)
            return
        for number in rows:
            self.rows[number][column.name] = self.rows[top][column.name]

    def _leave_out_merged(self, column: ListColumn, rows: range) -> None:
        names = {self.rows[number].get("name") for number in rows}
        if len(names) == 1 or self._are_one(rows):
            return
        self.rows[rows[0]][column.name] = ""
        what = _(
            "Cellen är sammanslagen för rad %(first)s–%(last)s. Vad som är vars går inte att säga, och det sparas inte."
        )
        self._remark(rows[0], column.heading, what % {"first": rows[0], "last": rows[-1]})

    def _are_one(self, rows: range) -> bool:
        place = self.columns["name"].place + 1 if "name" in self.columns else 0
        return any(
            left == place and top <= rows[0] and bottom >= rows[-1]
            for left, top, _right, bottom in (range_boundaries(merged[2]) for merged in self.sheet.merged)
        )

    def _join(self, line: ListLine, number: int, filled: dict) -> None:
        """A further row of a merged name: another partner, another funder, or the same again."""
        money = {
            name: filled.pop(name)
            for name in ("funder", "programme", "amount", "reference")
            if name in filled
        }
        if money and any(line.cells.get(name) != cell for name, cell in money.items()):
            if money.keys() <= line.cells.keys():
                line.funders.append(ListLine(number, money, line.above))
            else:
                filled |= money
        for row in (line.cells, filled):
            _name_country(row)
        for name, cell in filled.items():
            self._join_cell(line, name, cell)

    def _join_cell(self, line: ListLine, name: str, cell) -> None:
        there = line.cells.get(name, "")
        if cells.is_empty(there) or there == cell:
            line.cells[name] = cell
        elif name == "partners":
            line.cells[name] = f"{there}\n{cell}"
        else:
            what = _("Raden hör till rad %(first)s, som säger något annat här.") % {"first": line.number}
            do = _("Dela den sammanslagna cellen, eller skriv samma sak på raderna.")
            column = self.columns[name].heading
            self.problems.append(Problem(self.sheet.name, line.number, column, what, do))

    # Rows that are not of the list

    def _is_aside(self, number: int, filled: dict, lines: dict[int, ListLine]) -> bool:
        if self.layout.table != COOPERATION:
            return False
        words = [plain(cell) for cell in filled.values() if isinstance(cell, str) and not _is_amount(cell)]
        if self._is_sum(filled, words, lines):
            self._remark(number, "", _("Raden är en summa och läses inte."))
            return True
        if len(filled) == 1 and words and _NOTE.match(str(next(iter(filled.values()))).casefold()):
            self._remark(number, "", _("Raden är en anmärkning och läses inte."))
            return True
        return False

    def _is_sum(self, filled: dict, words: list[str], lines: dict[int, ListLine]) -> bool:
        """*Summa* with amounts beside it; or nothing but an amount that is the sum of those above."""
        money = filled.keys() & (MONEY | {*COUNTS})
        if words:
            is_named = words[0] in _SUMS or (_SUM_FIRST.match(words[0]) and len(filled) == 1 + len(money))
            return bool(is_named) and len(words) == 1
        return (
            bool(money)
            and money == filled.keys()
            and all(self._adds_up(name, filled[name], lines) for name in money)
        )

    def _adds_up(self, name: str, cell, lines: dict[int, ListLine]) -> bool:
        unit = self.columns[name].unit
        above = [cells.rough_amount(line.cells[name], unit) for line in lines.values() if name in line.cells]
        whole = cells.rough_amount(cell, unit)
        amounts = [amount.value for amount in above if isinstance(amount, cells.CellAmount)]
        return isinstance(whole, cells.CellAmount) and sum(amounts, Decimal()) == whole.value

    def _heading_between(self, number: int, filled: dict) -> str:
        """A row with nothing but a word for what the rows below are."""
        if len(filled) != 1 or self.layout.table != COOPERATION or number in self.whole_of:
            return ""
        cell = next(iter(filled.values()))
        is_word = isinstance(cell, str) and len(cell) <= 60 and bool(kinds.of_word(cell)[0])
        return cell if is_word and set(filled) <= {"name", "partners"} else ""

    def _repeat(self, filled: dict, before: dict) -> None:
        for name, cell in list(filled.items()):
            if isinstance(cell, str) and cell.casefold().strip() in _DITTO and name not in _NOT_REPEATED:
                if name in before:
                    filled[name] = before[name]
                else:
                    del filled[name]

    def _remark(self, number: int, column: str, what: str) -> None:
        self.remarks.append(Problem(self.sheet.name, number, column, what, ""))


def _cell(row: list, column: ListColumn):
    return row[column.place] if column.place < len(row) else ""


def _name_country(row: dict) -> None:
    """The country goes with its partner, as the rows are put together."""
    if "partners" in row and "country" in row:
        row["partners"] = f"{row['partners']} ({row.pop('country')})"


def _is_amount(cell: str) -> bool:
    return isinstance(cells.rough_amount(cell), cells.CellAmount)
