"""What can be understood of a table without asking, and what must be asked: everything at once, nothing guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lagesbild.tables.columns import fold
from lagesbild.tables.layout import questions as ask
from lagesbild.tables.layout.evidence import ColumnEvidence
from lagesbild.tables.layout.heading_words import GENERIC, plain
from lagesbild.tables.layout.headings import Column, columns_of
from lagesbild.tables.layout.mapping import LEFT_OUT, ROW_SAYS, ColumnRole, Shape, TableMapping
from lagesbild.tables.layout.questions import LayoutQuestion
from lagesbild.tables.layout.roles import Roles
from lagesbild.tables.layout.table_rows import find_headings, years_in
from lagesbild.tables.outcome import Wording
from lagesbild.tables.places import Places

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Understanding:
    """``mapping``: what is understood, whole where there are no ``questions``."""

    mapping: TableMapping
    questions: tuple[LayoutQuestion, ...] = ()
    columns: tuple[Column, ...] = ()
    titles: tuple[str, ...] = ()
    shape: Shape = Shape.ONE_MEASURE

    @property
    def is_table(self) -> bool:
        return bool(self.columns)


def recognise(
    rows: Rows, places: Places, answers: TableMapping | None = None, indicator: str = ""
) -> Understanding:
    """The table's mapping as far as it leaves no doubt; ``answers`` are what a person has said, and stand.

    ``indicator`` names the one measure of the table.
    """
    answers = answers or TableMapping()
    found = find_headings(rows, places)
    headings = _headings(rows, answers, found.headings)
    if not headings or max(headings) >= len(rows):
        return Understanding(answers, (ask.NO_TABLE(),), titles=found.titles)
    columns = _columns(rows, headings)
    evidence = _evidence(rows, max(headings), columns, answers, places)
    roles = Roles(evidence, answers, places)
    roles.decide()
    reading = _Reading(answers, roles, indicator, found.titles)
    if not roles.has(ColumnRole.MEASURE):
        return Understanding(replace(answers, heading_rows=headings), (ask.NO_TABLE(),), (), found.titles)
    return Understanding(
        replace(answers, heading_rows=headings, columns=reading.columns, measures=reading.measures()),
        (*_lost(answers, columns), *roles.questions, *reading.questions()),
        columns,
        found.titles,
        reading.shape,
    )


def _columns(rows: Rows, headings: Sequence[int]) -> tuple[Column, ...]:
    width = max(map(len, rows), default=0)
    return columns_of([rows[number - 1] for number in headings], width)


def _headings(rows: Rows, answers: TableMapping, found: tuple[int, ...]) -> tuple[int, ...]:
    """The rows that a person names, unless the table has moved since: next year it may have a line more above it."""
    named = answers.heading_rows
    if not named or not found or named == found or max(named) >= len(rows):
        return named or found

    def lacking(headings: tuple[int, ...]) -> int:
        return len(answers.columns.keys() - {column.heading for column in _columns(rows, headings)})

    return found if lacking(found) < lacking(named) else named


def _lost(answers: TableMapping, columns: Sequence[Column]) -> list[LayoutQuestion]:
    """The columns that the answers name and the table lacks."""
    there = {column.heading for column in columns}
    return [
        ask.LOST_COLUMN(heading) for heading, role in answers.columns.items() if heading not in there and role
    ]


def _evidence(
    rows: Rows, last_heading: int, columns: Sequence[Column], answers: TableMapping, places: Places
) -> list[ColumnEvidence]:
    """Each column that has anything, in the rows that hold more than a note and are not left out."""
    left_out = {fold(text) for text in answers.left_out_rows}
    numbers = [
        number
        for number in range(last_heading + 1, len(rows) + 1)
        if sum(cell != "" for cell in rows[number - 1]) > 1
        and not any(isinstance(cell, str) and cell and fold(cell) in left_out for cell in rows[number - 1])
    ]
    evidence = [
        ColumnEvidence(column, [_cell(rows[number - 1], column) for number in numbers], places, numbers)
        for column in columns
    ]
    return [column for column in evidence if column.filled]


def _cell(row: Sequence[Any], column: Column) -> Any:
    return row[column.index] if column.index < len(row) else ""


@dataclass
class _Reading:
    """The measures, and what is lacking for the whole."""

    answers: TableMapping
    roles: Roles
    indicator: str
    titles: Sequence[str]
    _measured: list[Column] = field(init=False)

    def __post_init__(self):
        self._measured = [
            evidence.column
            for evidence in self.roles.evidence
            if self.roles.by_heading.get(evidence.column.heading) == ColumnRole.MEASURE
        ]

    @property
    def columns(self) -> dict[str, ColumnRole]:
        """The columns that are no values; those are among the measures."""
        roles = self.roles.by_heading
        return {heading: role for heading, role in roles.items() if role != ColumnRole.MEASURE}

    @property
    def shape(self) -> Shape:
        if any(column.period for column in self._measured):
            return Shape.YEARS
        return Shape.MEASURES if len(self._measured) > 1 else Shape.ONE_MEASURE

    @property
    def _stems(self) -> list[str]:
        return list(dict.fromkeys(column.stem for column in self._measured))

    def measures(self) -> dict[str, str]:
        """Each stem's indicator: what a person says, the one that is named, or the words of the heading."""
        stems = self._stems
        if self.roles.has(ColumnRole.INDICATOR) and len(stems) == 1:
            return {stems[0]: ROW_SAYS}
        if len(stems) == 1 and self.indicator:
            return {stems[0]: self.indicator}
        own = {stem: "" if plain(stem) in GENERIC else stem for stem in stems}
        own |= {stem: told for stem, told in self.answers.measures.items() if told}
        return own

    def questions(self) -> list[LayoutQuestion]:
        return [*self._about_place(), *self._about_time(), *self._about_measures()]

    def _about_place(self) -> list[LayoutQuestion]:
        if self.answers.area or self.roles.has(ColumnRole.PLACE) or self.roles.asked_of("place"):
            return []
        return [ask.WHICH_PLACE()]

    def _about_time(self) -> list[LayoutQuestion]:
        if self.roles.asked_of("time"):
            return []
        measures = self.answers.measures
        dated = [column for column in self._measured if column.period and column.heading not in measures]
        if self.roles.has(ColumnRole.TIME) or self.answers.period:
            said = ColumnRole.TIME in self.answers.columns.values() or self.answers.period
            return [ask.TWO_TIMES(c.heading, period=c.period.wording) for c in dated[:1] if not said]
        undated = [column for column in self._measured if not column.period and self._is_read(column)]
        if dated and undated:
            return [ask.SOME_WITHOUT_TIME(column.heading) for column in undated]
        return [] if dated else [ask.WHICH_TIME(title=self._title_years())]

    def _is_read(self, column: Column) -> bool:
        measures = self.answers.measures
        return measures.get(column.heading, measures.get(column.stem, "")) != LEFT_OUT

    def _title_years(self) -> Wording:
        years = years_in(self.titles)
        return ask.IN_TITLE.fill(years=", ".join(years)) if years else Wording("", "")

    def _about_measures(self) -> list[LayoutQuestion]:
        stems, names = self._stems, ", ".join(filter(None, self._stems))
        if self.roles.has(ColumnRole.INDICATOR):
            heading = next(h for h, role in self.columns.items() if role == ColumnRole.INDICATOR)
            return [ask.MEASURES_TWICE(heading, headings=names)] if len(stems) > 1 else []
        if self.indicator and len(stems) > 1 and not self.answers.measures:
            return [ask.ONE_FOR_SEVERAL(indicator=self.indicator, headings=names)]
        lacking = [stem for stem, indicator in self.measures().items() if not indicator]
        return [ask.WHICH_INDICATOR(f" i {stem}" if stem else "") for stem in lacking]
