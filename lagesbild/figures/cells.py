"""What one cell of a person's table says: a number, a word, a reason, a period. Nothing is guessed.

Each reader takes a cell (text, or a number from Excel) and answers with what it says, or with :class:`Wrong`.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

from lagesbild.tables import numbers
from lagesbild.tables.number_words import Why
from lagesbild.tables.numbers import COUNT, MEASUREMENT, Number, read_number
from lagesbild.tables.outcome import Absence, Doubt, Refusal
from lagesbild.tables.period_forms import LONGEST_LIKE_A_MONTH

TOTAL = "T"
"""The subgroup of everybody. Kolada's women and men are K and M; other sources name theirs."""

REASONS = {"-": "missing", ".": "not applicable", "..": "secret"}
FIRST_YEAR, LAST_YEAR = 1900, 2100

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
_PERIOD = re.compile(r"([0-9]{4})(?:([/–-])([0-9]{2}|[0-9]{4}))?")


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


def read_period(cell: Any) -> tuple[str, int] | Wrong:
    """A period as published and its last year: 2023, 2022/23, 2020–2022 (written with either dash)."""
    text = read_text(cell)
    if text == "":
        return HALF_EMPTY
    if isinstance(text, Wrong):
        return text
    period = _PERIOD.fullmatch(text)
    if not period:
        return Wrong(f"{text} är inte ett år.", "Skriv 2023, 2022/23 eller 2020–2022.")
    first, mark, last = period.groups()
    if mark in ("-", "–") and len(last) == 2:
        return _month_or_years(text, int(first), last_year(first, last))
    end = last_year(first, last)
    if not FIRST_YEAR <= int(first) <= end <= LAST_YEAR or (last and end == int(first)):
        return Wrong(f"{text} ligger inte mellan {FIRST_YEAR} och {LAST_YEAR}.", "Rätta året.")
    return (f"{first}–{last}" if mark == "-" else text), end


def _month_or_years(text: str, first: int, last: int) -> Wrong:
    """What 2008-11 may be. The advice is such as can be followed: 2015-12 is no years."""
    if last - first > LONGEST_LIKE_A_MONTH:
        return Wrong(f"{text} är ingen period i hela år.", "Skriv 2023, 2022/23 eller 2020–2022.")
    what = f"{text} kan vara en månad eller flera år."
    return Wrong(what, f"Skriv {first}–{last} om det är flera år. Månader läses inte här.")


def last_year(first: str, last: str | None) -> int:
    """The last year of a span whose end has two digits or four: 1999/00 ends in 2000."""
    if not last or len(last) == 4:
        return int(last or first)
    next_century = int(last) <= int(first) % 100
    return int(first) // 100 * 100 + int(last) + (100 if next_century else 0)


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
