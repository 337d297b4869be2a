"""Series put in groups, and an answer about a group."""

from collections.abc import Iterable
from typing import Any

from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import Text


def of_indicators(series: Iterable[TableSeries], indicators: set[str]) -> list[TableSeries]:
    return [member for member in series if member.settings.indicator in indicators]


def grouped_by(series: Iterable[TableSeries], column: str) -> dict[str, list[TableSeries]]:
    groups: dict[str, list[TableSeries]] = {}
    for member in series:
        groups.setdefault(getattr(member.settings, column), []).append(member)
    return groups


def first_setting(series: Iterable[TableSeries], column: str) -> Any:
    """What is said in a column of the series of one indicator, None where nothing is."""
    return next((value for member in series if (value := getattr(member.settings, column)) is not None), None)


def group_answer(
    name: str,
    method: TableMethod,
    verdict: str,
    n: int,
    score: float | None,
    colour: str | None,
    why: Text,
) -> MethodAnswer:
    return MethodAnswer(
        name, method, verdict, n=n, score=score, colour=colour, why_sv=why.sv, why_en=why["en"]
    )
