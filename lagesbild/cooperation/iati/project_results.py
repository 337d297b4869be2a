"""The results of a project: its result lines with their measures, baselines, targets and actuals."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import (
    Baseline,
    Measured,
    Result,
    ResultIndicator,
    ResultPeriod,
    Words,
)
from lagesbild.cooperation.iati.parties import words
from lagesbild.cooperation.iati.writing import plain
from lagesbild.cooperation.models import Project, ResultLine


class Results:
    """The results framework, read from the top: ``made``, and in ``left_out`` what the standard has no place for."""

    def __init__(self, project: Project):
        self.starts = project.starts
        self.left_out: list[Text] = []
        above: ResultLine | None = None
        grouped: list[tuple[ResultLine, list[ResultIndicator]]] = []
        for line in project.result_lines.all():
            if line.level != ResultLine.Level.MEASURE:
                above = line
                grouped.append((line, []))
            elif above is None:
                self._leave(line, "ovanför måttet står ingen rad", "there is no line above the measure")
            else:
                grouped[-1][1].append(self._indicator(line))
        self.made = [self._result(line, below) for line, below in grouped if below]
        for line, below in grouped:
            if not below:
                self._leave(line, "raden har inget mått", "the line has no measure")

    def _leave(self, line: ResultLine, swedish: str, english: str) -> None:
        why = Text(swedish, english)
        name = Text(line.text_sv, line.text_en)
        self.left_out.append(Text("”{name}”: {why}.", "”{name}”: {why}.").fill(name=name, why=why))

    def _result(self, line: ResultLine, indicators: list[ResultIndicator]) -> Result:
        note = words(line.note_sv, line.note_en)
        return Result(codes.RESULT[line.level], words(line.text_sv, line.text_en), tuple(indicators), note)

    def _indicator(self, line: ResultLine) -> ResultIndicator:
        percent = line.unit_sv.strip() == "%" or line.unit_sv.strip().casefold() in ("procent", "percent")
        return ResultIndicator(
            codes.PERCENTAGE if percent else codes.UNIT,
            words(line.text_sv, line.text_en),
            _about(line),
            _ascending(line),
            tuple(self._baselines(line)),
            tuple(self._periods(line)),
        )

    def _baselines(self, line: ResultLine) -> Iterator[Baseline]:
        if line.baseline is not None and line.baseline_year:
            yield Baseline(line.baseline_year, plain(Decimal(line.baseline)))
        elif line.baseline is not None:
            self._leave(line, "utgångsläget saknar år", "the baseline has no year")

    def _periods(self, line: ResultLine) -> Iterator[ResultPeriod]:
        """From the project's start to the day the target is to be reached; a later actual has a period of its own."""
        target, actual = self._target(line), self._actual(line)
        if target and actual and line.actual_on <= line.target_on:
            yield ResultPeriod(self.starts, line.target_on, (target,), (actual,))
            return
        if target:
            yield ResultPeriod(self.starts, line.target_on, (target,))
        if actual:
            yield ResultPeriod(self.starts, line.actual_on, (), (actual,))

    def _target(self, line: ResultLine) -> Measured | None:
        if line.target is None or self._lies_before(line, line.target_on, "målvärdet", "the target"):
            return None
        return Measured(plain(Decimal(line.target)))

    def _actual(self, line: ResultLine) -> Measured | None:
        if line.actual is None or self._lies_before(line, line.actual_on, "utfallet", "the actual"):
            return None
        on = line.actual_on.isoformat()
        return Measured(plain(Decimal(line.actual)), words(f"Uppmätt {on}.", f"Measured {on}."))

    def _lies_before(self, line: ResultLine, on: date | None, swedish: str, english: str) -> bool:
        """Whether a value has no place in time; then it is left out."""
        if not on or not self.starts:
            self._leave(line, f"{swedish} saknar dag", f"{english} has no day")
        elif on < self.starts:
            self._leave(line, f"{swedish} ligger före projektets start", f"{english} is before the start")
        return not on or not self.starts or on < self.starts


def _about(line: ResultLine) -> Words:
    """The unit and the comment: the standard has no place of its own for a unit."""
    unit = (
        Text(f"Enhet: {line.unit_sv}.", f"Unit: {line.unit_en or line.unit_sv}.")
        if line.unit_sv
        else Text("")
    )
    note = Text(line.note_sv, line.note_en)
    both = Text.sentences(unit, note)
    return words(both.sv, both.en)


def _ascending(line: ResultLine) -> bool | None:
    if line.baseline is None or line.target is None or line.baseline == line.target:
        return None
    return line.target > line.baseline
