"""What a cell says: a period, a number or the reason why there is none, a comment, a flag."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lagesbild.figures.cells import Wrong
from lagesbild.tables.columns import visible
from lagesbild.tables.numbers import REASONS, Number, NumberRules, read_number, settle
from lagesbild.tables.outcome import Absence, Doubt, Refusal
from lagesbild.tables.period_columns import PeriodRules, read_periods
from lagesbild.tables.periods import Period

if TYPE_CHECKING:
    from lagesbild.figures.sources.open_sdg.tables import IndicatorFile

NOTHING_SAID = ("", "normal value", "undefined", "a")  # A is SDMX for normal
ABSENT = frozenset(
    ("n/a", "na", "nan", "-nan", "null", "none", "#n/a", "<na>", "#na", "#n/a n/a", "…", "...")
)
"""What stands for a missing value in this format, besides an empty cell; its own reader has most of them."""

_PERIODS = PeriodRules(first_year=1800)
_VALUES = NumberRules(percent=True, absences={**REASONS, "": "-", **dict.fromkeys(ABSENT, "-")})
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
# A remark after the period: 2019*, 2016/18 (baseline), 2020/21 [Note 5].
_NOTE = re.compile(r"(.*[0-9])[ ]*(\*+|†|\((?=[^\W\d])[^()]*\)|\[(?=[^\W\d])[^\[\]]*\])")
_FORECASTS = ("forecast", "projection", "projected", "prognos", "framskriv", "prévision", "proyec")


def number(table: "IndicatorFile", cell: str) -> float | None:
    """A cell of ``table`` as a number, None where it is none."""
    outcome = values_of([cell], comma=table.comma)[cell]
    return outcome if isinstance(outcome, float) else None


def periods_of(cells: Iterable[str]) -> dict[str, tuple[Period, str] | Wrong]:
    """What the cells of a column say, each a period and the note that stands after it."""
    parts = {cell: _without_note(cell) for cell in cells}
    outcomes = read_periods((period for period, _note in parts.values()), _PERIODS)
    return {
        cell: (outcome, note) if isinstance(outcome := outcomes[period], Period) else _wrong(outcome)
        for cell, (period, note) in parts.items()
    }


def _without_note(cell: str) -> tuple[str, str]:
    match = _NOTE.fullmatch(cell)
    return (match[1], match[2]) if match else (cell, "")


def values_of(cells: Iterable[str], *, comma: bool = False) -> dict[str, float | str | Wrong]:
    """What the cells of a column say: a number, or the reason why there is none.

    The decimal mark is that of the cells which show it. Where none does it is the point, as the format has it,
    except in a file of semicolons (``comma``).
    """
    cells = list(dict.fromkeys(cells))
    if all(not cell or _PLAIN.fullmatch(cell) for cell in cells) and not comma:
        return {cell: float(cell) if cell else "-" for cell in cells}
    outcomes = {cell: read_number(cell, _VALUES) for cell in cells}
    marks = {outcome.mark for outcome in outcomes.values() if isinstance(outcome, Number)} - {""}
    decimal = "" if comma or "," in marks else "."
    return {cell: _value(outcome) for cell, outcome in settle(outcomes, _VALUES, decimal).items()}


def _value(outcome: Number | Absence | Doubt | Refusal) -> float | str | Wrong:
    if isinstance(outcome, Number):
        return float(outcome.value)
    return outcome.reason if isinstance(outcome, Absence) else _wrong(outcome)


def _wrong(outcome: Doubt | Refusal) -> Wrong:
    return Wrong(outcome.what.sv, outcome.do.sv)


def is_word_for_absence(cell: str) -> bool:
    """Whether the cell says in words that there is no value."""
    return visible(cell).casefold() in ABSENT


def comment_of(*cells: str) -> str:
    return "; ".join(cell for cell in cells if cell.lower() not in NOTHING_SAID)


def reasons_of(numbers: list[float | str], comments: list[str]) -> list[str | None]:
    return [
        None if isinstance(number, float) else _reason(number, comment)
        for number, comment in zip(numbers, comments, strict=True)
    ]


def _reason(number: str, comment: str) -> str:
    remark = comment.lower()
    return ".." if number == "-" and ("suppress" in remark or "confidential" in remark) else number


def flag_of(*comments: str) -> str:
    remark = comment_of(*comments).lower()
    if any(word in remark for word in _FORECASTS):
        return "extrapolated"
    if "estimate" in remark:
        return "estimated"
    return "preliminary" if "provisional" in remark or "preliminary" in remark else ""
