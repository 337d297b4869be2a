"""A method as its manual draws it: what it answers, when it misleads, and little tables with their answers."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagesbild.assessment import (
    Direction,
    Point,
    Reference,
    ReferenceKind,
    Rule,
    Text,
    Verdict,
    compare,
    judge,
)
from lagesbild.assessment.words import NO_TEXT
from lagesbild.figures.assess import assess

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A table, and the columns of its answer that are worth showing, both as CSV.

    A number in ``answer`` is compared to as many decimals as it is written with; without a point it is whole.
    ``methods``: where others than the manual entry's own are asked. ``breaks`` is the file of breaks, as CSV.
    """

    title: Text
    table: str
    answer: str
    breaks: str = ""
    methods: tuple[str, ...] = ()


Asked = Callable[[Sequence[str], Example], list[dict[str, Any]]]


def of_table(methods: Sequence[str], example: Example) -> list[dict[str, Any]]:
    """What ``lagesbild assess`` answers."""
    breaks = io.BytesIO(example.breaks.encode()) if example.breaks else None
    return assess(io.BytesIO(example.table.encode()), methods, breaks)


@dataclass(frozen=True, slots=True)
class Spec:
    """One entry of the manual. ``key`` is its anchor, and the name of its method where it is one of a table's.

    ``answers`` and ``misleads`` are a sentence or two; ``formula`` one line each; ``words`` what the words of the
    answer mean; ``unverified`` what was not found word for word in the source.
    """

    key: str
    name: Text
    answers: Text
    misleads: Text
    formula: Text
    edges: tuple[Text, ...]
    source: Text
    words: Mapping[str, Text]
    examples: tuple[Example, ...]
    unverified: Text = NO_TEXT
    ask: Asked = of_table
    call: str = ""

    def answer(self, example: Example) -> list[dict[str, Any]]:
        """What the method says of the example's table, one row per answer."""
        return self.ask(example.methods or (self.key,), example)

    def called(self, example: Example) -> str:
        """How to ask for it oneself."""
        methods = " ".join(f"--method {name}" for name in example.methods or (self.key,))
        breaks = " --breaks breaks.csv" if example.breaks else ""
        return self.call or f"lagesbild assess table.csv {methods}{breaks}"


def rows_of(table: str) -> Rows:
    """The rows of a CSV, each as column → cell."""
    return list(csv.DictReader(io.StringIO(table)))


def as_written(answers: Iterable[Mapping[str, Any]], answer: str) -> Rows:
    """``answers`` in the columns, and to the decimals, that ``answer`` is written with."""
    written = rows_of(answer)
    return [
        {column: _like(found[column], cell) for column, cell in row.items()}
        for found, row in zip(answers, written, strict=True)
    ]


def _like(value: Any, cell: str) -> str:
    if isinstance(value, str) and ".." in value:
        ends, cells = value.split(".."), cell.split("..")
        return "..".join(_like(float(end), like) for end, like in zip(ends, cells, strict=False))
    if isinstance(value, float):
        places = len(cell.partition(".")[2])
        return f"{value:.{places}f}" if places else f"{value:.10g}"
    return "" if value is None else str(value)


# --- Methods that are asked for in a program, not of a table ------------------------------------------------


def status_of(_methods: Sequence[str], example: Example) -> list[dict[str, Any]]:
    """How each series stands against the one reference value on its rows."""
    return [
        {"series": name, "verdict": status.word.value, "gap": status.gap, **_why(status.why)}
        for name, verdict in _judged(rows_of(example.table))
        for status in verdict.statuses
    ]


def pace_of(_methods: Sequence[str], example: Example) -> list[dict[str, Any]]:
    """Whether each series moves fast enough towards the target on its rows."""
    numbers = ("needed", "slope", "q", "q_low", "q_high", "arrival_low", "arrival", "arrival_high")
    return [
        {
            "series": name,
            "verdict": verdict.pace.word.value,
            **{number: getattr(verdict.pace, number) for number in numbers},
            **_why(verdict.pace.why),
        }
        for name, verdict in _judged(rows_of(example.table))
    ]


def answer_of(_methods: Sequence[str], example: Example) -> list[dict[str, Any]]:
    """The one answer about each series and the target on its rows."""
    return [
        {"series": name, "verdict": verdict.answer.code.value, **_why(verdict.answer.sentence)}
        for name, verdict in _judged(rows_of(example.table))
    ]


def comparison_of(_methods: Sequence[str], example: Example) -> list[dict[str, Any]]:
    """Each row's place among all the rows."""
    rows = rows_of(example.table)
    peers = {row["series"]: float(row["value"]) for row in rows}
    found = {
        row["series"]: compare(
            row["series"], peers[row["series"]], peers, direction=Direction[row["direction"].upper()]
        )
        for row in rows
    }
    numbers = ("rank", "n", "ties", "median", "quartile")
    return [
        {"series": name, **{number: getattr(one, number) for number in numbers}, **_why(one.why)}
        for name, one in found.items()
    ]


def _judged(rows: Rows) -> Iterator[tuple[str, Verdict]]:
    for name in dict.fromkeys(row["series"] for row in rows):
        of_series = [row for row in rows if row["series"] == name]
        said = of_series[0]
        points = [Point(int(row["year"]), float(row["value"])) for row in of_series]
        rule = Rule(Direction[said["direction"].upper()], references=_references(said))
        yield name, judge(points, rule, year_now=_year(said.get("year_now")))


def _references(said: Mapping[str, str]) -> tuple[Reference, ...]:
    if not said["target"]:
        return ()
    kind = said.get("kind") or "target"
    return (
        Reference(ReferenceKind(kind), _LABELS[kind], float(said["target"]), _year(said.get("target_year"))),
    )


_LABELS = {"target": Text("Målvärde", "Target"), "limit": Text("Gränsvärde", "Limit")}


def _year(cell: str | None) -> int | None:
    return int(cell) if cell else None


def _why(why: Text) -> dict[str, str]:
    return {"why_sv": why.sv, "why_en": why["en"]}
