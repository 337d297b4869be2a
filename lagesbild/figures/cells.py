"""What one cell of a person's table says: a number, a word, a reason, a period. Nothing is guessed.

Each reader takes a cell (text, or a number from Excel) and answers with what it says, or with :class:`Wrong`.
"""

import math
import re
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

TOTAL = "T"
"""The subgroup of everybody. Kolada's women and men are K and M; other sources name theirs."""

REASONS = {"-": "missing", ".": "not applicable", "..": "secret"}
FIRST_YEAR, LAST_YEAR = 1900, 2100

SUBGROUPS = {
    **dict.fromkeys(("", "t", "totalt", "total", "samtliga", "alla", "all"), TOTAL),
    **dict.fromkeys(("k", "kvinnor", "kvinna", "women", "female"), "K"),
    **dict.fromkeys(("m", "män", "man", "men", "male"), "M"),
}
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
NOT_VALUES = frozenset(
    ("nan", "na", "n/a", "inf", "infinity", "null", "none", "true", "false", "sant", "falskt")
)

_SPACE = "[ \u00a0\u2009\u202f]"
_NO_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f")
# Sign, whole part (plain or in threes), decimal mark and decimals, exponent, percent sign.
_NUMBER = re.compile(
    f"([-−+]?)(0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+)"
    f"(?:([.,])([0-9]+))?([eE][-+]?[0-9]{{1,3}})?({_SPACE}?%)?"
)
_LETTER_FIRST = re.compile(r"[^\W\d_]")
_PERIOD = re.compile(r"([0-9]{4})(?:([/–-])([0-9]{2}|[0-9]{4}))?")


class Wrong(NamedTuple):
    """Why a cell cannot be read, and what to do about it."""

    what: str
    do: str


class Value(NamedTuple):
    """A value cell, read: a number, a word or a reason. ``mark``: the decimal mark that it shows in use."""

    number: float | None = None
    text: str | None = None
    reason: str | None = None
    percent: bool = False
    mark: str = ""


class Doubtful(NamedTuple):
    """A number whose one mark may be a decimal mark or a thousands separator, such as 1.234."""

    cell: str
    mark: str
    if_decimal: Value


HALF_EMPTY = Wrong("Cellen är tom men raden har annat innehåll.", "Fyll i den eller ta bort raden.")


def read(cell: Hashable, reader: Callable[[Any], Any]) -> Any:
    """What ``reader`` makes of a cell, unless it is already known to be wrong or is an error of Excel's."""
    if isinstance(cell, Wrong):
        return cell
    if cell in EXCEL_ERRORS:
        return Wrong(f"Cellen är felvärdet {cell}.", "Rätta formeln, eller skriv - om värdet saknas.")
    return reader(cell)


def read_value(cell: Any) -> Value | Doubtful | Wrong:
    """A number with decimal comma or point (12 345,6), with or without %; a reason (- . ..); or a word."""
    if not isinstance(cell, str):
        return Value(number=float(cell))
    if cell == "":
        return Wrong("Värdet är tomt.", "Fyll i värdet, skriv - om det saknas, eller ta bort raden.")
    if cell in REASONS:
        return Value(reason=cell)
    if number := _NUMBER.fullmatch(cell):
        return _number(cell, *number.groups())
    if cell.lower().lstrip("+-−") in NOT_VALUES:
        return Wrong(f"{cell} är inte ett värde.", "Skriv talet, eller - om det saknas.")
    if _LETTER_FIRST.match(cell):
        return Value(text=cell)
    return Wrong(f"{cell} är inte ett tal.", "Skriv siffror och decimalkomma, till exempel 12 345,6.")


def _number(cell, sign, whole, mark, decimals, power, percent) -> Value | Doubtful | Wrong:
    digits = whole if whole.isdigit() else whole.translate(_NO_SPACES)
    minus = "-" if sign in ("-", "−") else ""
    number = float(f"{minus}{digits}.{decimals or 0}{power or ''}")
    if not math.isfinite(number):
        return Wrong(f"{cell} är för stort.", "Rätta talet.")
    value = Value(number=number, percent=percent is not None, mark=mark or "")
    # Thousands are set off from one to three digits that are not a lone zero.
    doubtful = (
        mark and len(decimals) == 3 and digits is whole and len(whole) <= 3 and whole != "0" and not power
    )
    return Doubtful(cell, mark, value) if doubtful else value


def settle(answers: dict[Hashable, Any], decimal: str = "") -> None:
    """Turn each Doubtful into a decimal number where ``decimal`` or the other values show its mark in use.

    Values that show both marks show nothing. What stays doubtful becomes Wrong. Changes ``answers``.
    """
    marks = {answer.mark for answer in answers.values() if isinstance(answer, Value)} & {",", "."}
    in_use = decimal or (marks.pop() if len(marks) == 1 else "")
    for cell, answer in answers.items():
        if isinstance(answer, Doubtful):
            answers[cell] = answer.if_decimal if answer.mark == in_use else _doubt(answer.cell, answer.mark)


def _doubt(cell: str, mark: str) -> Wrong:
    do = f"Skriv {cell.replace(mark, '')} eller {cell.replace(mark, ',')}0, eller ange filens decimaltecken."
    return Wrong(f"{cell} kan vara tusental eller decimaler.", do)


def read_word(cell: Any, answer: Value | Doubtful | Wrong) -> Value | Wrong:
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
        do = f"Skriv {first}/{last} eller {first}–{first[:2]}{last}."
        return Wrong(f"{text} kan vara en månad eller flera år.", do)
    end = last_year(first, last)
    if not FIRST_YEAR <= int(first) <= end <= LAST_YEAR or (last and end == int(first)):
        return Wrong(f"{text} ligger inte mellan {FIRST_YEAR} och {LAST_YEAR}.", "Rätta året.")
    return (f"{first}–{last}" if mark == "-" else text), end


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


def read_subgroup(cell: Any) -> str | Wrong:
    """Women, men and everybody as K, M and T whatever they are called; other subgroups as they stand."""
    name = read_text(cell)
    return SUBGROUPS.get(name.lower(), name) if isinstance(name, str) else name


def read_flag(cell: Any) -> str | Wrong:
    """One of the flags of :mod:`lagesbild.figures.tables`, from its Swedish or English name."""
    flag = FLAGS.get(str(cell).lower())
    if flag is None:
        return Wrong(f"Flaggan {cell} är okänd.", "Skriv preliminär, framskriven, uppskattad eller inget.")
    return flag


def read_count(cell: Any) -> int | None | Wrong:
    """A whole number, or None for an empty cell."""
    text = read_text(cell)
    if text == "":
        return None
    if isinstance(text, str) and re.fullmatch(r"[0-9]{1,6}", text):
        return int(text)
    return Wrong(f"{cell} är inte ett antal.", "Skriv ett heltal.")
