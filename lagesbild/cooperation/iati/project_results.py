"""The results of a project: its result lines with their measures, baselines, targets and actuals."""

from collections.abc import Iterator
from dataclasses import replace
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

NUMBER_AMONG_WORDS = "a number, but the measure is in words"


class Results:
    """The results framework, read from the top: ``made``, and in ``left_out`` what the standard has no place for."""

    def __init__(self, project: Project):
        self.starts = project.starts
        self.left_out: list[Text] = []
        grouped: list[tuple[ResultLine, list[tuple[ResultLine, list[ResultLine]]]]] = []
        for line in project.result_lines.all():
            if line.level == ResultLine.Level.VALUE:
                self._add_value(line, grouped)
            elif line.level != ResultLine.Level.MEASURE:
                grouped.append((line, []))
            elif not grouped:
                self._leave(line, "ovanför måttet står ingen rad", "there is no line above the measure")
            else:
                grouped[-1][1].append((line, []))
        self.made = [
            self._result(line, [self._indicator(*measure) for measure in below])
            for line, below in grouped
            if below
        ]
        for line, below in grouped:
            if not below:
                self._leave(line, "raden har inget mått", "the line has no measure")

    def _add_value(self, line: ResultLine, grouped: list) -> None:
        if not grouped or not grouped[-1][1]:
            self._leave(line, "ovanför värdet står inget mått", "there is no measure above the value")
        else:
            grouped[-1][1][-1][1].append(line)

    def _leave(self, line: ResultLine, swedish: str, english: str) -> None:
        why = Text(swedish, english)
        name = Text(line.text_sv, line.text_en)
        self.left_out.append(Text("”{name}”: {why}.", "”{name}”: {why}.").fill(name=name, why=why))

    def _result(self, line: ResultLine, indicators: list[ResultIndicator]) -> Result:
        note = words(line.note_sv, line.note_en)
        return Result(codes.RESULT[line.level], words(line.text_sv, line.text_en), tuple(indicators), note)

    def _indicator(self, line: ResultLine, values: list[ResultLine]) -> ResultIndicator:
        return ResultIndicator(
            _measure(line),
            words(line.text_sv, line.text_en),
            _about(line),
            None if _in_words(line) else _ascending(line),
            tuple(self._baselines(line)),
            _once_each([*self._periods(line), *self._periods_of_values(line, values)]),
        )

    def _baselines(self, line: ResultLine) -> Iterator[Baseline]:
        if line.baseline is not None and _in_words(line):
            self._leave(line, "utgångsläget är ett tal, men måttet är i ord", NUMBER_AMONG_WORDS)
        elif line.baseline is not None and line.baseline_year:
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

    def _periods_of_values(self, line: ResultLine, values: list[ResultLine]) -> Iterator[ResultPeriod]:
        for value in values:
            if not (value.starts and value.finishes):
                self._leave(value, "värdet saknar period", "the value has no period")
                continue
            group = (("Grupp", value.group_sv),) if value.group_sv else ()
            target, actual = self._measured(line, value, "target"), self._measured(line, value, "actual")
            yield ResultPeriod(
                value.starts,
                value.finishes,
                (replace(target, dimensions=group),) if target else (),
                (replace(actual, dimensions=group),) if actual else (),
            )

    def _target(self, line: ResultLine) -> Measured | None:
        measured = self._measured(line, line, "target")
        if not measured or self._lies_before(line, line.target_on, "målvärdet", "the target"):
            return None
        return measured

    def _actual(self, line: ResultLine) -> Measured | None:
        measured = self._measured(line, line, "actual")
        if not measured or self._lies_before(line, line.actual_on, "utfallet", "the actual"):
            return None
        on = line.actual_on.isoformat()
        when = words(f"Uppmätt {on}.", f"Measured {on}.")
        return replace(measured, comment=(*measured.comment, *when))

    def _measured(self, measure: ResultLine, line: ResultLine, name: str) -> Measured | None:
        """The target or the actual of a line: a number, or words, as its measure is."""
        number, in_words = getattr(line, name), _in_words(measure)
        texts = words(getattr(line, f"{name}_words_sv"), getattr(line, f"{name}_words_en"))
        if number is not None and in_words:
            self._leave(line, "värdet är ett tal, men måttet är i ord", NUMBER_AMONG_WORDS)
        if texts and not in_words:
            self._leave(line, "värdet är i ord, men måttet är ett tal", "words, but the measure is a number")
        if in_words:
            return Measured(comment=texts) if texts else None
        return None if number is None else Measured(plain(Decimal(number)))

    def _lies_before(self, line: ResultLine, on: date | None, swedish: str, english: str) -> bool:
        """Whether a value has no place in time; then it is left out."""
        if not on or not self.starts:
            self._leave(line, f"{swedish} saknar dag", f"{english} has no day")
        elif on < self.starts:
            self._leave(line, f"{swedish} ligger före projektets start", f"{english} is before the start")
        return not on or not self.starts or on < self.starts


def _in_words(line: ResultLine) -> bool:
    return line.measured_as != ResultLine.MeasuredAs.NUMBER


def _measure(line: ResultLine) -> str:
    if _in_words(line):
        return codes.QUALITATIVE
    percent = line.unit_sv.strip() == "%" or line.unit_sv.strip().casefold() in ("procent", "percent")
    return codes.PERCENTAGE if percent else codes.UNIT


def _once_each(periods: list[ResultPeriod]) -> tuple[ResultPeriod, ...]:
    """Each period once, with the targets and actuals of all groups in it."""
    by_days: dict[tuple[date, date], ResultPeriod] = {}
    for period in periods:
        days = (period.starts, period.finishes)
        before = by_days.get(days, ResultPeriod(*days))
        by_days[days] = replace(
            before, targets=before.targets + period.targets, actuals=before.actuals + period.actuals
        )
    return tuple(by_days.values())


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
