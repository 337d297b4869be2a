"""A project's results framework, put together from its lines: who stands under whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lagesbild.cooperation.models import ResultLine

DEPTH = {ResultLine.Level.OBJECTIVE: 0, ResultLine.Level.OUTCOME: 1, ResultLine.Level.OUTPUT: 2}


@dataclass
class MeasureLine:
    """A measure, and what it was in each period, of all or of a group."""

    line: ResultLine
    values: list[ResultLine] = field(default_factory=list)


@dataclass
class ResultStep:
    """An objective, outcome or output, its measures, and the steps below it. Measures before any step have no line."""

    line: ResultLine | None
    measures: list[MeasureLine] = field(default_factory=list)
    below: list["ResultStep"] = field(default_factory=list)


def outline(lines: Iterable[ResultLine]) -> list[ResultStep]:
    """The lines, in their order, as a tree read from the top.

    A step that skips a level hangs on the nearest step above that is higher; without one it stands at the top. A
    value without a measure above it is a measure of its own.
    """
    tops: list[ResultStep] = []
    open_steps: list[tuple[int, ResultStep]] = []
    for line in lines:
        if line.level == ResultLine.Level.VALUE and open_steps and open_steps[-1][1].measures:
            open_steps[-1][1].measures[-1].values.append(line)
            continue
        if line.level in (ResultLine.Level.MEASURE, ResultLine.Level.VALUE):
            if not open_steps:
                open_steps.append((-1, ResultStep(None)))
                tops.append(open_steps[0][1])
            open_steps[-1][1].measures.append(MeasureLine(line))
            continue
        depth, step = DEPTH[line.level], ResultStep(line)
        while open_steps and (open_steps[-1][0] >= depth or open_steps[-1][1].line is None):
            open_steps.pop()
        (open_steps[-1][1].below if open_steps else tops).append(step)
        open_steps.append((depth, step))
    return tops
