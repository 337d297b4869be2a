"""What one cell of a person's table says: a number, a word, a reason, a period. Nothing is guessed.

Each reader takes a cell (text, or a number from Excel) and answers with what it says, or with :class:`Wrong`.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from lagesbild.tables import numbers
from lagesbild.tables import period_columns as periods
from lagesbild.tables.number_words import Why
from lagesbild.tables.numbers import COUNT, MEASUREMENT, Number, read_number
from lagesbild.tables.outcome import Absence, Doubt, Refusal
from lagesbild.tables.period_columns import PeriodRules
from lagesbild.tables.periods import Period

TOTAL = "T"
"""The subgroup of everybody. Kolada's women and men are K and M; other sources name theirs."""

REASONS = {"-": "missing", ".": "not applicable", "..": "secret"}
_PERIODS = PeriodRules(first_year=1900, last_year=2100)

FLAGS = {
    **dict.fromkeys(("", "slutlig", "final"), ""),
    **dict.fromkeys(("preliminary", "preliminär", "preliminärt"), "preliminary"),
    **dict.fromkeys(("extrapolated", "framskriven", "framskrivet", "extrapolerad"), "extrapolated"),
    **dict.fromkeys(("estimated", "uppskattad", "uppskattat", "skattad", "estimate"), "estimated"),
}
EXCEL_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
    + ("#DIVISION/0!", "#SAKNAS!", "#NAMN?", "#SKÄRNING!", "#OGILTIGT!", "#REFERENS!", "#VÄRDEFEL!")
)
_TRUE_OR_FALSE = frozenset(("true", "false", "sant", "falskt"))
_NOT_ONLY_A_NUMBER = frozenset((Why.NOT_A_NUMBER, Why.SEVERAL, Why.UNKNOWN_UNIT, Why.APPROXIMATE))

_LETTER_FIRST = re.compile(r"[^\W\d_]")


class Wrong(NamedTuple):
    """Why a cell cannot be read, and what to do about it."""

    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value cell, read: a number, as it was written, a word or a reason."""

    numeral: Number | None = None
    text: str | None = None
    reason: str | None = None

    @property
    def number(self) -> float | None:
        return None if self.numeral is None else float(self.numeral.value)

    @property
    def percent(self) -> bool:
        return self.numeral is not None and self.numeral.percent


HALF_EMPTY = Wrong("Cellen är tom men raden har annat innehåll.", "Fyll i den eller ta bort raden.")


def read(cell: Hashable, reader: Callable[[Any], Any]) -> Any:
    """What ``reader`` makes of a cell, unless it is already known to be wrong or is an error of Excel's."""
    if isinstance(cell, Wrong):
        return cell
    if cell in EXCEL_ERRORS:
        return Wrong(f"Cellen är felvärdet {cell}.", "Rätta formeln, eller skriv - om värdet saknas.")
    return reader(cell)


def read_value(cell: Any) -> Value | Doubt | Wrong:
    """A number, with or without %; a reason (- . ..); or a word."""
    outcome = read_number(cell, MEASUREMENT)
    if isinstance(outcome, Refusal) and _is_word(cell, outcome):
        return Value(text=cell)
    return outcome if isinstance(outcome, Doubt) else _value(outcome)


def _is_word(cell: Any, refusal: Refusal) -> bool:
    return (
        isinstance(cell, str)
        and refusal.why in _NOT_ONLY_A_NUMBER
        and bool(_LETTER_FIRST.match(cell))
        and cell.lower() not in _TRUE_OR_FALSE
    )


def _value(outcome: numbers.Outcome) -> Value | Wrong:
    match outcome:
        case Number():
            return Value(outcome)
        case Absence():
            return Value(reason=outcome.reason)
        case Refusal(why=Why.EMPTY):
            return Wrong("Värdet är tomt.", "Fyll i värdet, skriv - om det saknas, eller ta bort raden.")
    return refused(outcome)


def refused(outcome: Refusal | Doubt) -> Wrong:
    """Why the cell cannot be read, in the Swedish of the command line."""
    return Wrong(outcome.what.sv, outcome.do.sv)


def not_a_number(text: str) -> Wrong:
    """Why a word is no number, and what to write."""
    outcome = read_number(text, MEASUREMENT)
    return refused(outcome) if isinstance(outcome, Refusal) else Wrong(f"{text} är inte ett tal.", "Rätta.")


def settle(answers: dict[Hashable, Any], decimal: str = "") -> None:
    """Decide each Doubt where ``decimal`` or the other values show the marks in use. Changes ``answers``.

    What stays doubtful becomes Wrong.
    """
    written = {
        cell: answer.numeral if isinstance(answer, Value) else answer
        for cell, answer in answers.items()
        if isinstance(answer, Doubt) or (isinstance(answer, Value) and answer.numeral)
    }
    settled = numbers.settle(written, MEASUREMENT, decimal)
    for cell, outcome in written.items():
        if isinstance(outcome, Doubt):
            answers[cell] = _value(settled[cell])


def read_word(cell: Any, answer: Value | Wrong) -> Value | Wrong:
    """A value of an indicator whose unit is text: whatever stands there, digits too, except reasons."""
    if cell == "" or isinstance(cell, Wrong) or cell in EXCEL_ERRORS:
        return answer
    if isinstance(answer, Value) and answer.reason:
        return answer
    return Value(text=cell if isinstance(cell, str) else f"{cell:.15g}")


def read_periods(column: Iterable[Hashable]) -> dict[Hashable, Period | Wrong]:
    """What each different cell of a column of periods says. What one cell leaves open, the others decide."""
    cells = dict.fromkeys(column)
    settled = {cell: _before_reading(cell) for cell in cells}
    unread = [cell for cell, answer in settled.items() if answer is None]
    outcomes = periods.read_periods(unread, _PERIODS)
    return settled | {
        cell: outcome if isinstance(outcome, Period) else refused(outcome)
        for cell, outcome in outcomes.items()
    }


def _before_reading(cell: Hashable) -> Period | Wrong | None:
    """What a cell is without being read: a period already, or wrong."""
    if isinstance(cell, Period):
        return cell
    answer = read(cell, lambda cell: None)
    return HALF_EMPTY if cell == "" else answer


def not_begun(period: Period, do: str) -> Wrong:
    """Why a measurement cannot be of a period that lies after the day it was fetched."""
    what = period.label("sv")
    return Wrong(f"{what[0].upper()}{what[1:]} hade inte börjat när siffrorna hämtades.", do)


def read_text(cell: Any) -> str | Wrong:
    """Text as it stands; a whole number from Excel as its digits."""
    if isinstance(cell, str):
        return cell
    if cell == int(cell):
        return str(int(cell))
    # Excel keeps 3.10 as 3.1: a code that looks like a decimal number cannot be trusted.
    return Wrong(f"Cellen är talet {cell}.", "Skriv den som text (talformatet Text).")


def read_flag(cell: Any) -> str | Wrong:
    """One of the flags of :mod:`lagesbild.figures.tables`, from its Swedish or English name."""
    flag = FLAGS.get(str(cell).lower())
    if flag is None:
        return Wrong(f"Flaggan {cell} är okänd.", "Skriv preliminär, framskriven, uppskattad eller inget.")
    return flag


def read_count(cell: Any) -> int | None | Wrong:
    """A whole number, or None for an empty cell."""
    if cell == "":
        return None
    outcome = read_number(cell, COUNT)
    return int(outcome.value) if isinstance(outcome, Number) else refused(outcome)
