"""A file looked at before it is taken in: how its table is understood, its first values, and what is asked or wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lagesbild.figures.left_out import Remark
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import WorkbookProblems
from lagesbild.figures.sources.workbook.choices import Choices
from lagesbild.figures.sources.workbook.mapped import LayoutQuestions
from lagesbild.figures.sources.workbook.runs import checked_columns, foreign_reading
from lagesbild.tables.layout import LayoutQuestion, TableMapping, Understanding

FIRST = 10
SHOWN = ("indicator", "area", "period", "subgroup", "value", "text", "reason")


@dataclass(frozen=True)
class TableLook:
    """``understanding`` is None for a file that is laid out as ours. ``rows``: the sheet's first, with its headings.

    ``values``: the first values, one mapping from column to what it says each; ``count``: how many there are.
    """

    understanding: Understanding | None = None
    rows: tuple[Sequence[Any], ...] = ()
    questions: tuple[LayoutQuestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    values: tuple[dict[str, Any], ...] = ()
    count: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def is_clean(self) -> bool:
        return bool(self.count) and not self.questions and not self.problems


def look_at(name: str, content: bytes, mapping: TableMapping | None, today: date) -> TableLook:
    """The file as it would be taken in. Raises nothing of what is wrong with it."""
    choices, contents = Choices(mapping=mapping), {name: content}
    try:
        reading = foreign_reading(contents, choices)
    except LayoutQuestions as open_questions:
        understanding = open_questions.understanding
        return TableLook(
            understanding, _first(open_questions.table.rows, understanding), understanding.questions
        )
    except WorkbookProblems as wrong:
        return TableLook(problems=wrong.problems)
    understanding = reading.understanding if reading else None
    rows = _first(reading.sheet.rows, understanding) if reading else ()
    remarks: list[Remark] = []
    try:
        columns, _units = checked_columns(contents, choices, today, remarks, reading)
    except WorkbookProblems as wrong:
        return TableLook(understanding, rows, problems=wrong.problems)
    count = len(columns["value"])
    values = tuple({column: columns[column][i] for column in SHOWN} for i in range(min(count, FIRST)))
    return TableLook(understanding, rows, (), (), values, count, tuple(remarks))


def _first(rows: Sequence[Sequence[Any]], understanding: Understanding | None) -> tuple[Sequence[Any], ...]:
    headings = understanding.mapping.heading_rows if understanding else ()
    return tuple(rows[: max(headings, default=0) + FIRST])
