"""When something went on, in one cell: ``2021–2023``, ``2021-23``, ``VT 2022``, ``sedan 2019``, ``2022–pågår``."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing.cells import OPEN_END, PartialDate, words, wrong
from lagesbild.figures.cells import Wrong
from lagesbild.tables import periods
from lagesbild.tables.outcome import Doubt, Refusal, short
from lagesbild.tables.period_columns import read_periods
from lagesbild.tables.periods import Kind, Period

_TERM = re.compile(
    r"\b(?:(vt|vår(?:en|terminen)?)|(ht|höst(?:en|terminen)?))[ .:’'-]*(\d{4}|\d{2})\b", re.IGNORECASE
)
_FROM = re.compile(
    r"(?:(?:sedan|från|from|since|fr\.? ?o\.? ?m\.?|från och med) (?P<after>.+)|(?P<before>.+?) ?(?:[-–—]|och framåt))",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:[-–—]|till|t\.? ?o\.? ?m\.?|till och med|until|to) ?(?P<end>.+)", re.IGNORECASE)
_GOING_ON = re.compile(rf"(?:[-–—]| ) ?(?:{'|'.join(OPEN_END)}|pågår|pågående|nu|idag)$", re.IGNORECASE)
_LOOSE_DASH = re.compile(r"(?<=\d)(?: +[-–—] *| *[-–—] +)(?=\d)|(?<= h[12])-(?=\d)")
_DAYS_OF_A_MONTH = re.compile(r"(\d{1,2})[-–](\d{1,2}) (\w+ \d{4})")
_NAMES_DAYS = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{1,2}[ ./]+[^\W\d]+ ")
_NAMES_A_DECADE = re.compile(r"tal|\ds$")
_REMARK = re.compile(r" ?\([^()\d]*\)$")
_PRECISIONS = {Kind.DAY: "day", Kind.MONTH: "month", Kind.YEAR: "year"}


@dataclass(frozen=True)
class CellPeriod:
    """From when to when, as far as the cell says. ``goes_on``: it says that there is no end yet."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    goes_on: bool = False
    is_one: bool = False
    """Whether it names one year, term or day, which may be all that is known of a beginning."""


def cell_periods(column: Iterable[Hashable]) -> dict[Hashable, CellPeriod | Wrong]:
    """What each cell of a column says. What one leaves open (2021-12) the others show."""
    texts = {cell: _text(cell) for cell in dict.fromkeys(column)}
    outcomes = read_periods({part for text in texts.values() for part in _parts(text) if part})
    return {cell: _cell_period(text, outcomes) for cell, text in texts.items()}


def cell_period(cell: Hashable) -> CellPeriod | Wrong:
    return cell_periods([cell])[cell]


def _text(cell: Hashable) -> Hashable:
    """The cell with terms as halves of a year, which is how the reader of periods knows them."""
    if not isinstance(cell, str):
        return cell
    text = _REMARK.sub("", " ".join(words(cell).split()))
    if days := _DAYS_OF_A_MONTH.fullmatch(text):
        return f"{days[1]} {days[3]}–{days[2]} {days[3]}"
    return _LOOSE_DASH.sub("–", _TERM.sub(_half, text))


def _half(term: re.Match) -> str:
    year = term[3] if len(term[3]) == 4 else f"20{term[3]}"
    return f"{year} h{1 if term[1] else 2}"


def _parts(text: Hashable) -> tuple[Hashable, ...]:
    """What of the cell is to be read as a period: all of it, its beginning alone, its end alone."""
    if not isinstance(text, str):
        return (text,)
    return (text, _beginning(text), _ending(text))


def _beginning(text: str) -> str:
    if going_on := _GOING_ON.search(text):
        return text[: going_on.start()].strip(" -–—")
    begun = _FROM.fullmatch(text)
    return (begun["after"] or begun["before"]).strip() if begun else ""


def _ending(text: str) -> str:
    until = _UNTIL.fullmatch(text)
    return until["end"].strip() if until else ""


def _cell_period(text: Hashable, outcomes: dict) -> CellPeriod | Wrong:
    whole = outcomes[text]
    if isinstance(whole, Period):
        return _of(whole, str(text))
    if isinstance(text, str):
        if text.casefold() in OPEN_END:
            return CellPeriod(goes_on=True)
        begun, ended = outcomes.get(_beginning(text)), outcomes.get(_ending(text))
        if isinstance(begun, Period):
            return CellPeriod(_of(begun, text).start, goes_on=bool(_GOING_ON.search(text)))
        if isinstance(ended, Period):
            return CellPeriod(end=_of(ended, text).end)
    return _refused(whole, text)


def _refused(outcome: Doubt | Refusal, text: Hashable) -> Wrong:
    if isinstance(outcome, Doubt):
        return wrong(outcome)
    return Wrong(
        _("”%(cell)s” går inte att läsa som en tid.") % {"cell": short(text)},
        _("Skriv till exempel 2021–2023, VT 2022, 2022-03-01–2024-06-30 eller sedan 2019."),
    )


def _of(period: Period, text: str) -> CellPeriod:
    if period.kind == Kind.SPAN and _NAMES_A_DECADE.search(text.casefold()):
        return CellPeriod(PartialDate(period.first, period.last, "decade"), is_one=True)
    ends = (_end_of(period, day, text) for day in (period.first, period.last))
    return CellPeriod(*ends, is_one=period.kind != Kind.SPAN)


def _end_of(period: Period, day: date, text: str) -> PartialDate:
    """One end of a period, as exactly as the period is written: of 2021–2023 a year, of VT 2022 a half."""
    if period.kind in _PRECISIONS:
        return PartialDate(period.first, period.last, _PRECISIONS[period.kind])
    if period.kind != Kind.SPAN:
        return PartialDate(period.first, period.last, "half")
    if not period.is_of_months or _NAMES_DAYS.search(text):
        return PartialDate(day, day, "day")
    part = periods.year(day.year) if period.is_whole else periods.month(day.year, day.month)
    return PartialDate(part.first, part.last, _PRECISIONS[part.kind])
