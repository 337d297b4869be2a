"""What one cell of a list says: a day, an amount, a count, a country. Nothing is guessed.

Each reader takes a cell (text, a number or a date from Excel) and answers with what it says, or with Wrong.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.figures.cells import Wrong
from lagesbild.tables.numbers import AMOUNT, COUNT, Number, read_number
from lagesbild.tables.outcome import Doubt, Refusal, short
from lagesbild.tables.period_columns import PeriodReason, PeriodRules, read_period, read_periods
from lagesbild.tables.periods import Kind, Period
from lagesbild.tables.units import Unit

EMPTY = {"", "-", "–", "—", "?", "n/a", "saknas", "okänt", "okänd", "ej känt", "uppgift saknas", "unknown"}
OPEN_END = {"tills vidare", "löpande", "tillsvidare", "until further notice", "open-ended", "ongoing"}
_ABOUT = re.compile(
    r"\b(?:ca|cirka|circa|ungefär|uppskattat|uppskattningsvis|omkring|runt|drygt|knappt|about|approx)\b\.?|\bc:a\b|[~≈]",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"(?:/|\bper |\bom )(?:år|year)(?:et)?\b|\bårlig", re.IGNORECASE)
_DATES = PeriodRules(dates=True)
_PRECISIONS = {Kind.DAY: "day", Kind.MONTH: "month", Kind.YEAR: "year"}


@dataclass(frozen=True)
class PartialDate:
    """A day, or the days between which it lies when only the month, the year or the decade is known."""

    first: date
    last: date
    precision: str  # day, month, half, year or decade


@dataclass(frozen=True)
class CellAmount:
    """Money. ``currency`` is empty where the cell does not say. ``about``: a sum only about right, as it is written."""

    value: Decimal
    currency: str = ""
    about: str = ""
    is_yearly: bool = False


def is_empty(cell) -> bool:
    return isinstance(cell, str) and cell.casefold() in EMPTY


def words(cell) -> str:
    """A cell as one text; numbers as they are written in Swedish without decoration."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def days(column: Iterable[Hashable]) -> dict[Hashable, PartialDate]:
    """The days of a column's cells; those that are none, or in doubt, are left out.

    The column shows what one cell may leave open: 31/01/2021 that the day comes first.
    """
    outcomes = read_periods(column, _DATES).items()
    return {cell: when for cell, outcome in outcomes if (when := _day(outcome))}


def day(cell) -> PartialDate | Wrong:
    """``2016``, ``1960-talet``, ``2016-05-01``, ``maj 2016``, ``1 maj 2016``, ``1.5.2016`` or Excel's date."""
    outcome = read_period(cell, _DATES)
    if isinstance(outcome, Doubt):
        return wrong(outcome)
    if isinstance(outcome, Refusal) and outcome.why == PeriodReason.NO_SUCH_TIME:
        what = _("”%(cell)s” är ingen dag som finns.") % {"cell": short(cell)}
        return Wrong(what, _("Skriv året, månaden och dagen, till exempel 2016-05-01."))
    return _day(outcome) or Wrong(
        _("”%(cell)s” går inte att läsa som ett datum.") % {"cell": short(cell)},
        _("Skriv till exempel 2016-05-01, maj 2016, 2016 eller 1960-talet."),
    )


def _day(outcome: Period | Doubt | Refusal) -> PartialDate | None:
    """The day or days of a period; None for a quarter and the like, which no list of days holds."""
    if not isinstance(outcome, Period):
        return None
    if outcome.kind in _PRECISIONS:
        return PartialDate(outcome.first, outcome.last, _PRECISIONS[outcome.kind])
    is_decade = outcome.is_whole and outcome.first.year % 10 == 0 and outcome.year == outcome.first.year + 9
    return PartialDate(outcome.first, outcome.last, "decade") if is_decade else None


def amount(cell, unit: Unit | None = None) -> CellAmount | Wrong:
    """``1,2 mnkr``, ``120 000 kr``, ``€ 5 000`` or a number; ``unit`` is what the heading says of bare numbers."""
    outcome = read_number(cell, replace(AMOUNT, heading=unit))
    if isinstance(outcome, Number):
        return CellAmount(outcome.value.quantize(Decimal("0.01")), outcome.currency)
    return wrong(outcome)


def rough_amount(cell, unit: Unit | None = None) -> CellAmount | Wrong:
    """As ``amount``, and ``ca 200 tkr`` too: for sums that have a note beside them."""
    if not isinstance(cell, str):
        return amount(cell, unit)
    exact = amount(_ABOUT.sub("", cell).strip() or cell, unit)
    if isinstance(exact, Wrong):
        return amount(cell, unit)
    about = " ".join(cell.split()) if _ABOUT.search(cell) else ""
    return replace(exact, about=about, is_yearly=bool(_YEARLY.search(cell)))


def wrong(outcome: Refusal | Doubt) -> Wrong:
    """Why the cell cannot be read, in the language in force."""
    return Wrong(outcome.what.in_(get_language()), outcome.do.in_(get_language()))


def count(cell) -> int | Wrong:
    """How many people. Text is refused, and not repeated: it may be their names."""
    outcome = read_number(cell, COUNT)
    if isinstance(outcome, Number):
        return int(outcome.value)
    return Wrong(
        _("Cellen är inte ett antal."),
        _("Skriv bara ett tal. Registret har antal, aldrig namn på deltagare."),
    )


def goals(cell) -> tuple[int, ...] | Wrong:
    """Global goals by number: ``4, 17`` or ``mål 4 och 17``. A target counts as its goal."""
    numbers = re.findall(r"\d+(?:\.\w)?", words(cell))
    goal_numbers = sorted({int(number.partition(".")[0]) for number in numbers})
    if goal_numbers and all(1 <= number <= 17 for number in goal_numbers):
        return tuple(goal_numbers)
    return Wrong(
        _("Cellen har inga nummer på globala mål."), _("Skriv nummer mellan 1 och 17, till exempel 4, 17.")
    )


def several(cell) -> tuple[str, ...]:
    """The parts of a cell: by line or semicolon, otherwise by comma."""
    text = words(cell)
    parts = re.split(r"[;\n]", text) if re.search(r"[;\n]", text) else re.split(r",(?![^(]*\))", text)
    return tuple(part.strip() for part in parts if part.strip())
