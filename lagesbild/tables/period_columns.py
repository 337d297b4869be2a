"""A column of periods, read at once: what one cell leaves open, the others decide, once for the whole column.

``2009-01`` shows that a column holds months, ``2015-16`` that it holds spans, ``31/01/2021`` that the day comes
first. Where nothing shows it, a cell that may be two things is a :class:`Doubt` with both named.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lagesbild.tables import periods
from lagesbild.tables.outcome import Doubt, Refusal, Wording, either, short
from lagesbild.tables.period_forms import Manner, PeriodShape, Reading, Writing, readings_of
from lagesbild.tables.periods import Kind, Period


class PeriodReason(StrEnum):
    EMPTY = "empty"
    NOT_A_PERIOD = "not a period"
    NO_SUCH_TIME = "no such time"
    OUT_OF_RANGE = "out of range"


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """``dates``: a column of dates, where 2016-05 is a month. ``day_first``: what a person has said of 01/02/2021."""

    dates: bool = False
    day_first: bool | None = None
    first_year: int = 1800
    last_year: int = 2100


ANY_PERIOD = PeriodRules()

Outcome = Period | Doubt[Period] | Refusal


def read_period(cell: Hashable, rules: PeriodRules = ANY_PERIOD) -> Outcome:
    """The period that a cell says when it stands alone."""
    return read_periods([cell], rules)[cell]


def read_periods(cells: Iterable[Hashable], rules: PeriodRules = ANY_PERIOD) -> dict[Hashable, Outcome]:
    """What each different cell of a column says. Text is read; Excel's dates and whole years are taken."""
    writings = {cell: _writing(cell, rules) for cell in dict.fromkeys(cells)}
    possible = [writing for writing in writings.values() if isinstance(writing, Writing)]
    manners = {shape: _manners(shape, possible) for shape in PeriodShape}
    return {
        cell: _decided(cell, writing, manners[writing.shape]) if isinstance(writing, Writing) else writing
        for cell, writing in writings.items()
    }


def _writing(cell: Hashable, rules: PeriodRules) -> Writing | Refusal:
    """What the cell can mean within the rules, or why it means nothing."""
    if isinstance(cell, date):
        that_day = cell.date() if isinstance(cell, datetime) else cell
        writing = Writing(PeriodShape.PLAIN, (Reading(periods.between(that_day, that_day)),))
    else:
        writing = readings_of(_text(cell))
    if writing is None:
        return _refusal(PeriodReason.NOT_A_PERIOD if _text(cell).strip() else PeriodReason.EMPTY, cell, rules)
    if not writing.readings:
        return _refusal(PeriodReason.NO_SUCH_TIME, cell, rules)
    within = tuple(reading for reading in writing.readings if _is_within(reading.period, rules))
    if not within:
        return _refusal(PeriodReason.OUT_OF_RANGE, cell, rules)
    return Writing(writing.shape, _as_the_rules_say(within, rules))


def _text(cell: Hashable) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _is_within(period: Period, rules: PeriodRules) -> bool:
    return rules.first_year <= period.first.year and period.year <= rules.last_year


def _as_the_rules_say(readings: tuple[Reading, ...], rules: PeriodRules) -> tuple[Reading, ...]:
    manners = {Manner.MONTH} if rules.dates else set()
    if rules.day_first is not None:
        manners.add(Manner.DAY_FIRST if rules.day_first else Manner.MONTH_FIRST)
    return tuple(reading for reading in readings if reading.manner in manners) or readings


# What a column shows


def _manners(shape: PeriodShape, writings: Collection[Writing]) -> frozenset[Manner]:
    """The manners that the writings of this shape can only be read in; else what speaks for one of them."""
    alike = [writing.readings for writing in writings if writing.shape == shape]
    sure = frozenset(readings[0].manner for readings in alike if len(readings) == 1)
    if shape == PeriodShape.SLASH and Manner.MONTH not in sure:
        # 2009/10 is how a school year is written: only months beside it say otherwise.
        return _months_in_a_row(alike) or sure | {Manner.SCHOOL_YEAR}
    if shape == PeriodShape.HYPHEN and not sure:
        return _months_in_a_row(alike) or _spans_of_one_length(alike) or _beside(writings)
    return sure


def _months_in_a_row(alike: Collection[tuple[Reading, ...]]) -> frozenset[Manner]:
    """2008-11 and 2008-12 are months: two spans would hardly begin alike and end a year apart."""
    months = {reading.period for readings in alike for reading in readings if reading.manner == Manner.MONTH}
    following = {(period.year, period.part + 1) for period in months}
    in_a_row = following & {(period.year, period.part) for period in months}
    return frozenset((Manner.MONTH,) if in_a_row else ())


def _spans_of_one_length(alike: Collection[tuple[Reading, ...]]) -> frozenset[Manner]:
    """2000-02, 2001-03 and 2002-04 are spans: months would hardly fall so."""
    spans = {reading.period for readings in alike for reading in readings if reading.manner == Manner.SPAN}
    lengths = {span.year - span.first.year for span in spans}
    return frozenset((Manner.SPAN,) if len(spans) > 2 and len(lengths) == 1 else ())


def _beside(writings: Collection[Writing]) -> frozenset[Manner]:
    """What other writings in the column are, where they are of one kind: november 2008, or 2008–10."""
    kinds = {writing.readings[0].period.kind for writing in writings if len(writing.readings) == 1}
    manners = {Kind.MONTH: Manner.MONTH, Kind.SPAN: Manner.SPAN}
    beside = frozenset(manners[kind] for kind in kinds if kind in manners)
    return beside if len(beside) == 1 else frozenset()


def _decided(cell: Hashable, writing: Writing, manners: frozenset[Manner]) -> Outcome:
    readings = writing.readings
    fitting = [reading for reading in readings if reading.manner in manners]
    if len(readings) == 1 or len(fitting) == 1:
        return (fitting or readings)[0].period
    return _doubt(cell, tuple(reading.period for reading in readings))


# Sentences

_DOUBT = Wording("”{cell}” kan vara {readings}.", "“{cell}” may be {readings}.")
_WRITE = Wording("Skriv {writings}.", "Write {writings}.")
_EXAMPLES = Wording(
    "Skriv till exempel 2023, 2022/23, 2020–2022, 2023 Q1 eller 2023-01-31.",
    "Write for example 2023, 2022/23, 2020–2022, 2023 Q1 or 2023-01-31.",
)
_WHAT: Mapping[PeriodReason, Wording] = {
    PeriodReason.EMPTY: Wording("Perioden är tom.", "The period is empty."),
    PeriodReason.NOT_A_PERIOD: Wording("”{cell}” är ingen period.", "“{cell}” is no period."),
    PeriodReason.NO_SUCH_TIME: Wording(
        "”{cell}” är en tid som inte finns.", "“{cell}” is a time that does not exist."
    ),
    PeriodReason.OUT_OF_RANGE: Wording(
        "”{cell}” ligger inte mellan {first} och {last}.", "“{cell}” is not between {first} and {last}."
    ),
}


def _refusal(why: PeriodReason, cell: Hashable, rules: PeriodRules) -> Refusal:
    what = _WHAT[why].fill(cell=short(cell), first=rules.first_year, last=rules.last_year)
    return Refusal(why, what, _EXAMPLES)


def _doubt(cell: Hashable, readings: tuple[Period, ...]) -> Doubt[Period]:
    return Doubt(
        str(cell),
        readings,
        _DOUBT.fill(cell=short(cell), readings=either([period.wording for period in readings])),
        _WRITE.fill(writings=either([unambiguous(period) for period in readings])),
    )


def unambiguous(period: Period) -> Wording:
    """A writing of the period that is read as it in any column."""
    match period.kind:
        case Kind.MONTH:
            return period.wording
        case Kind.SCHOOL_YEAR:
            return Wording(f"läsåret {period}", f"school year {period}")
    return Wording(str(period), str(period))
