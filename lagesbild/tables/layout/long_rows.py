"""A table read by its mapping: one value after the other, with the place, time, group and indicator of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lagesbild.tables.columns import fold
from lagesbild.tables.groups import TOTAL, read_groups
from lagesbild.tables.layout.headings import Column, columns_of
from lagesbild.tables.layout.labels import PLACES_DISAGREE_DO, place_of_row
from lagesbild.tables.layout.mapping import COUNTIES, EMPTY, LEFT_OUT, ColumnRole, TableMapping
from lagesbild.tables.layout.times import DISAGREE, DISAGREE_DO, times_of
from lagesbild.tables.outcome import Wording
from lagesbild.tables.periods import Period
from lagesbild.tables.places import Place, Places

LABELS = (ColumnRole.PLACE, ColumnRole.TIME, ColumnRole.GROUP, ColumnRole.INDICATOR)
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class LongValue:
    """``row``: as Excel counts; ``column``: the value's own, from 0. ``area``: a code, or a cell that is no place."""

    row: int
    column: int
    indicator: str
    area: Any
    period: Period
    group: str
    value: Any
    unit: str = ""
    flag: Any = ""
    comment: Any = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What cannot be read, where, and what to do about it."""

    row: int
    column: int | None
    what: Wording
    do: Wording


@dataclass
class LongRows:
    """``without_values``, ``left_out``: rows that nothing is read of, as notes below and what the mapping names."""

    values: list[LongValue] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    without_values: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


def long_rows(rows: Rows, mapping: TableMapping, places: Places) -> LongRows:
    """Every value of the table. Whoever stores them checks the cells."""
    table = MappedTable(rows, mapping)
    answer = LongRows()
    numbers = [number for number in table.body if _is_read(table, number, answer)]
    for number, period in zip(numbers, table.times(numbers), strict=True):
        labels = _labels(table, number, period, places, answer)
        if labels:
            answer.values += table.values_of(number, *labels)
            answer.faults += _clashes(table, number, period)
    return answer


class MappedTable:
    """The rows under their headings, and which column is what."""

    def __init__(self, rows: Rows, mapping: TableMapping):
        self.mapping = mapping
        width = max(map(len, rows), default=0)
        self.columns = columns_of([rows[number - 1] for number in mapping.heading_rows], width)
        self.body = range(max(mapping.heading_rows) + 1, len(rows) + 1)
        self.by_role = {
            role: [column for column in self.columns if mapping.columns.get(column.heading) == role]
            for role in ColumnRole
        }
        labelled = [column for role in LABELS for column in self.by_role[role]]
        self.rows = _filled_down(rows, labelled, self.body) if mapping.blank_as_above else rows
        self.measured = [column for column in self.columns if self._indicator(column)]
        self._left_out = {fold(text) for text in mapping.left_out_rows}
        self._place_texts = {
            fold(cell)
            for number in self.body
            for cell in self.labels(number, ColumnRole.PLACE).values()
            if isinstance(cell, str)
        }
        self._places: dict[tuple, Place | Wording | None] = {}
        self._groups = {
            column.index: read_groups(self.cell(number, column) for number in self.body)
            for column in self.by_role[ColumnRole.GROUP]
        }

    def cell(self, number: int, column: Column) -> Any:
        row = self.rows[number - 1]
        return row[column.index] if column.index < len(row) else ""

    def labels(self, number: int, role: ColumnRole) -> dict[str, Any]:
        return {column.heading: self.cell(number, column) for column in self.by_role[role]}

    def is_left_out(self, number: int) -> bool:
        """Whether a cell of the row names it as one to leave out: its place, where that is what such a text names."""
        labels = {
            role: {fold(c) for c in self.labels(number, role).values() if isinstance(c, str)}
            for role in LABELS
        }
        places = labels[ColumnRole.PLACE]
        if EMPTY in self._left_out and places == {""}:
            return True
        others = set().union(*labels.values())
        if not others:
            others = {fold(cell) for cell in self.rows[number - 1] if isinstance(cell, str)}
        return bool(self._left_out & (places | (others - self._place_texts)) - {EMPTY})

    def place(self, cells: Mapping[str, Any], places: Places) -> Place | Wording | None:
        """What the cells of the row's places say; what comes back is read once."""
        key = tuple(cells.values())
        if key not in self._places:
            self._places[key] = place_of_row(cells, places, counties=self.mapping.short_names == COUNTIES)
        return self._places[key]

    def times(self, numbers: Sequence[int]) -> list[Period | Wording | None]:
        """What the columns of times say of these rows."""
        columns = self.by_role[ColumnRole.TIME]
        if not columns:
            return [None] * len(numbers)
        return times_of({c.heading: [self.cell(number, c) for number in numbers] for c in columns})

    def period_of(self, column: Column, of_row: Period | None) -> Period | None:
        """The time of a value: its row's, its heading's, or the whole table's."""
        if of_row:
            return of_row
        return column.period or (Period.parse(self.mapping.period) if self.mapping.period else None)

    def names_its_year(self, column: Column) -> bool:
        """Whether the year in the heading is part of the measure's name, by the person's own word."""
        return column.heading in self.mapping.measures and column.heading != column.stem

    def values_of(self, number: int, area: Any, period: Period | None, indicator: Any) -> Iterator[LongValue]:
        own = {role: next(iter(self.labels(number, role).values()), "") for role in ABOUT_VALUES}
        for column in self.measured:
            value = self.cell(number, column)
            if value != "":
                yield LongValue(
                    number,
                    column.index,
                    indicator or self._indicator(column),
                    area,
                    self.period_of(column, period),
                    self.group_of(number, column),
                    "-" if isinstance(value, str) and fold(value) in self._missing else value,
                    str(own[ColumnRole.UNIT] or column.unit),
                    own[ColumnRole.FLAG],
                    own[ColumnRole.COMMENT],
                )

    def group_of(self, number: int, column: Column) -> str:
        """The groups of the row and of the heading together; everybody, where each is everybody."""
        groups = [self._groups[by.index][self.cell(number, by)] for by in self.by_role[ColumnRole.GROUP]] + [
            column.group
        ]
        return ", ".join(_text(group) for group in groups if group not in ("", TOTAL)) or TOTAL

    def _indicator(self, column: Column) -> str:
        if self.mapping.columns.get(column.heading, ColumnRole.MEASURE) != ColumnRole.MEASURE:
            return ""
        measures = self.mapping.measures
        indicator = measures.get(column.heading, measures.get(column.stem, ""))
        return "" if indicator == LEFT_OUT else indicator

    @property
    def _missing(self) -> set[str]:
        return {fold(text) for text in self.mapping.missing}


ABOUT_VALUES = (ColumnRole.UNIT, ColumnRole.FLAG, ColumnRole.COMMENT)


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _filled_down(rows: Rows, labelled: Sequence[Column], body: range) -> list[list[Any]]:
    """Empty cells of the labels filled with what stands above them, in rows that have anything at all."""
    filled = [list(row) for row in rows]
    above: dict[int, Any] = {}
    for number in body:
        row = filled[number - 1]
        for column in labelled if any(cell != "" for cell in row) else ():
            if column.index < len(row) and row[column.index] == "":
                row[column.index] = above.get(column.index, "")
            elif column.index < len(row):
                above[column.index] = row[column.index]
    return filled


def _is_read(table: MappedTable, number: int, answer: LongRows) -> bool:
    """Whether the row has values that are to be read; else it is counted among those that have not."""
    if all(table.cell(number, column) == "" for column in table.measured):
        if any(cell != "" for cell in table.rows[number - 1]):
            answer.without_values.append(number)
        return False
    if table.is_left_out(number):
        answer.left_out.append(number)
        return False
    return True


def _labels(table: MappedTable, number: int, period: Any, places: Places, answer: LongRows) -> tuple | None:
    """The row's place, time and indicator; None where one of them is wrong, or the row is left out."""
    if isinstance(period, Wording):
        do = DISAGREE_DO if period.sv.startswith(DISAGREE.sv[:20]) else MEND_TIME
        column = table.by_role[ColumnRole.TIME][0].index
        answer.faults.append(RowFault(number, column, period, do))
        return None
    area = _area(table, number, places, answer)
    if area is None:
        return None
    if not all(table.period_of(column, period) for column in table.measured):
        answer.faults.append(RowFault(number, None, NO_TIME, MEND_TIME))
        return None
    return area, period, next(iter(table.labels(number, ColumnRole.INDICATOR).values()), "")


def _area(table: MappedTable, number: int, places: Places, answer: LongRows) -> Any:
    cells = table.labels(number, ColumnRole.PLACE)
    if not cells:
        return table.mapping.area
    place = table.place(cells, places)
    if isinstance(place, Wording):
        column = table.by_role[ColumnRole.PLACE][-1].index
        answer.faults.append(RowFault(number, column, place, PLACES_DISAGREE_DO))
        return None
    if isinstance(place, Place):
        return place.code
    if table.mapping.unknown_places_left_out:
        answer.left_out.append(number)
        return None
    return next((cell for cell in cells.values() if cell != ""), "")


def _clashes(table: MappedTable, number: int, period: Period | None) -> Iterator[RowFault]:
    """Two times or two units of one value that say different things."""
    unit = next(iter(table.labels(number, ColumnRole.UNIT).values()), "")
    for column in table.measured:
        own = None if table.names_its_year(column) else column.period
        if period and own and own != period and not own.holds(period):
            what = DISAGREE.fill(one=own.wording, other=period.wording)
            yield RowFault(number, column.index, what, DISAGREE_DO)
        if unit and column.unit and fold(str(unit)) not in (fold(column.unit), "procent", "percent"):
            yield RowFault(number, column.index, UNITS.fill(one=column.unit, other=unit), UNITS_DO)


NO_TIME = Wording("Raden säger ingen tid.", "The row says no time.")
MEND_TIME = Wording(
    "Skriv året i raden, eller lämna bort den.", "Write the year in the row, or leave the row out."
)
UNITS = Wording(
    "Rubriken säger enheten {one}, men raden säger {other}.",
    "The heading says the unit {one}, the row {other}.",
)
UNITS_DO = Wording(
    "Rätta den ena, eller lämna bort kolumnen med enheten.", "Mend one, or leave out the unit column."
)

__all__ = ["LongRows", "LongValue", "Mapping", "RowFault", "long_rows"]
