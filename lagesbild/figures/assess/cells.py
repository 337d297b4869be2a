"""What the cells of anyone's table say. Nothing is guessed; see :mod:`lagesbild.figures.cells`."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from lagesbild.assessment.rule import Direction
from lagesbild.figures.cells import (
    Value,
    Wrong,
    not_a_number,
    read,
    read_count,
    read_flag,
    read_periods,
    read_value,
)
from lagesbild.tables.outcome import Doubt
from lagesbild.tables.periods import Period

DIRECTIONS = {
    **dict.fromkeys(("up", "upp", "1", "+1", "higher", "högre", "positive"), Direction.UP),
    **dict.fromkeys(("down", "ner", "ned", "-1", "−1", "lower", "lägre", "negative"), Direction.DOWN),
    **dict.fromkeys(("none", "ingen", "0"), Direction.NONE),
}
YES_OR_NO = {
    **dict.fromkeys(("yes", "ja", "true", "sant", "1"), True),
    **dict.fromkeys(("no", "nej", "false", "falskt", "0"), False),
}
LARGEST, SMALLEST = 1e100, 1e-100
"""No measurement is larger, or nearer zero; squares and quotients of what lies between can be counted with."""

_WHOLE = re.compile(r"(-?[0-9]+)\.0+")


def cell_reading(cell: Any, reader: Callable[[Any], Any], *, typed: bool) -> Any:
    """What ``reader`` makes of a cell of text, or of a number, a date or the like from a ``typed`` table."""
    text = plain(cell)
    if text == "" and typed and reader is value:
        return Value(reason="-")
    return read(text, reader)


def within_reason(answer: Any) -> Any:
    """A number, unless it is too large or too small to be counted with."""
    if not isinstance(answer, Value) or not answer.number or SMALLEST < abs(answer.number) < LARGEST:
        return answer
    return Wrong(f"{answer.number:g} är för stort eller för nära noll.", "Rätta talet.")


def value(cell: Any) -> Value | Doubt | Wrong:
    """A number, or - . .. where it is known to be missing."""
    answer = read_value(cell)
    if isinstance(answer, Value) and answer.text is not None:
        return not_a_number(answer.text)
    return answer


def level(cell: Any) -> Value | Doubt | None | Wrong:
    """A number on the scale of the values, with a per cent sign where they have one; or nothing."""
    if cell == "":
        return None
    answer = read_value(cell)
    if isinstance(answer, Wrong | Doubt) or answer.numeral is not None:
        return answer
    return Wrong(f"{cell} är inte ett tal.", "Skriv bara talet, eller lämna cellen tom.")


def number(cell: Any) -> Value | Doubt | None | Wrong:
    """A number of something else than the values, or nothing."""
    answer = level(cell)
    if isinstance(answer, Value) and answer.percent:
        return Wrong(f"{cell} är inte ett tal.", "Skriv bara talet, eller lämna cellen tom.")
    return answer


def periods(different: Mapping[Any, Any]) -> dict[Any, Period | None | Wrong]:
    """What the ``different`` cells of a column of periods say, by the same keys; None where nothing stands."""
    written = {key: _without_zeros(plain(cell)) for key, cell in different.items()}
    answers = read_periods(text for text in written.values() if text != "")
    return {key: None if text == "" else answers[text] for key, text in written.items()}


def count(cell: Any) -> int | None | Wrong:
    """A whole number above zero, or nothing."""
    answer = read_count(_without_zeros(cell))
    return (
        Wrong("0 är inte ett antal år.", "Skriv ett tal över noll eller lämna tomt.")
        if answer == 0
        else answer
    )


def name(cell: Any) -> str | None | Wrong:
    """Text as it stands, a whole number as its digits, or nothing."""
    if cell == "":
        return None
    if isinstance(cell, str) and len(cell.splitlines()) > 1:
        return Wrong("Cellen har en radbrytning.", "Kontrollera citattecknen på raden och raderna före.")
    return cell if isinstance(cell, str) else _as_text(cell)


def flag(cell: Any) -> str | Wrong:
    """preliminary, extrapolated, estimated, or nothing."""
    return read_flag(cell)


def direction(cell: Any) -> Direction | None | Wrong:
    """Which way is better."""
    do = "Skriv up, down eller none."
    return _one_of(DIRECTIONS, cell, f"{cell} är ingen riktning.", do)


def yes_or_no(cell: Any) -> bool | None | Wrong:
    return _one_of(YES_OR_NO, cell, f"{cell} är varken ja eller nej.", "Skriv yes eller no.")


def _one_of(words: dict[str, Any], cell: Any, what: str, do: str) -> Any:
    if cell == "":
        return None
    text = str(_without_zeros(cell)).lower()
    return words[text] if text in words else Wrong(what, do)


def _without_zeros(cell: Any) -> Any:
    """2015.0, as some programs write whole numbers, is 2015."""
    text = cell if isinstance(cell, str) else repr(cell)
    whole = _WHOLE.fullmatch(text)
    return whole.group(1) if whole else cell


def _as_text(cell: float) -> str | Wrong:
    if cell == int(cell):
        return str(int(cell))
    return Wrong(f"Cellen är talet {cell}.", "Skriv den som text.")


def plain(cell: Any) -> Any:
    """The cell as text or a finite number, or what is wrong with it."""
    match cell:
        case Wrong():
            return cell
        case str():
            return cell.strip()
        case bool():
            return "yes" if cell else "no"
        case Decimal() | float() if not math.isfinite(cell):
            return Wrong("Cellen är inte ett ändligt tal.", "Skriv talet, eller - om det saknas.")
        case int() | float():
            return cell
        case Decimal():
            return float(cell)
        case datetime() | date() | time():
            return Wrong(f"Cellen är ett datum ({cell}).", "Skriv text, eller året med fyra siffror.")
    return Wrong(f"Cellen är av typen {type(cell).__name__}.", "Skriv text eller tal.")
