"""Series put in groups, and an answer about a group."""

from collections.abc import Iterable
from typing import Any

from lagesbild.assessment.table.answers import Answer, TableMethod
from lagesbild.assessment.table.rows import Series
from lagesbild.assessment.words import Text


def of_indicators(series: Iterable[Series], indicators: set[str]) -> list[Series]:
    return [one for one in series if one.said.indicator in indicators]


def grouped_by(series: Iterable[Series], column: str) -> dict[str, list[Series]]:
    groups: dict[str, list[Series]] = {}
    for one in series:
        groups.setdefault(getattr(one.said, column), []).append(one)
    return groups


def first_setting(series: Iterable[Series], column: str) -> Any:
    """What is said in a column of the series of one indicator, None where nothing is."""
    return next((value for one in series if (value := getattr(one.said, column)) is not None), None)


def group_answer(
    name: str,
    method: TableMethod,
    verdict: str,
    n: int,
    score: float | None,
    colour: str | None,
    why: Text,
) -> Answer:
    return Answer(name, method, verdict, n=n, score=score, colour=colour, why_sv=why.sv, why_en=why["en"])
