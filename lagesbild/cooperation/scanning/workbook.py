"""Calls that somebody has written down: an Excel workbook or a CSV file, one call a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lagesbild.cooperation.hidden_cells import hidden_problems
from lagesbild.cooperation.importing import cells
from lagesbild.cooperation.scanning.listed_call import (
    LONGEST_REFERENCE,
    CallListProblems,
    FoundCall,
    PlacedCall,
    accepted,
)
from lagesbild.cooperation.scanning.texts import one_line, several_lines
from lagesbild.figures.cells import Wrong
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet, WorkbookProblems, sheets_of
from lagesbild.figures.size_limits import SENT_IN
from lagesbild.tables.units import Unit, read_heading

ORIGIN = "Arbetsbok"
MOST_ROWS = 5_000
_SEARCHED = 20  # rows from the top, for the row of headings
COLUMNS = {
    "name": "namn, utlysning, titel, name, call, title",
    "reference": "beteckning, referens, utlysningens beteckning, reference, call reference, call id",
    "opens": "öppnar, öppningsdatum, öppnar den, opens, opening date",
    "deadline": "sista dag, sista ansökningsdag, stänger, deadline, closes, closing date, last day",
    "amount_min": "minsta bidrag, minsta belopp, lägsta belopp, minimum, smallest grant, minimum amount",
    "amount_max": "största bidrag, största belopp, högsta belopp, maximum, largest grant, maximum amount",
    "currency": "valuta, currency",
    "url": "adress, länk, webbadress, url, address, link",
    "summary": "sammanfattning, beskrivning, vad som kan få pengar, summary, description",
    "programme": "program, programme",
}
"""Field → the headings it may stand under, in Swedish and English."""
_FIELDS = {heading: field for field, headings in COLUMNS.items() for heading in headings.split(", ")}


@dataclass(frozen=True)
class _Column:
    place: int
    field: str
    heading: str
    unit: Unit | None


def read_calls(name: str, content: bytes, origin: str = "") -> tuple[FoundCall, ...]:
    """The calls of a .xlsx or .csv file. Raises SourceProblems: every problem, with its row and column.

    A bare number in a column headed "Största bidrag (EUR)" is in euro.
    """
    placed: dict[str, list[PlacedCall]] = {}
    problems: list[Problem] = []
    for sheet in sheets_of(name, content, set(_FIELDS), dates=True, limits=SENT_IN):
        if not sheet.hidden and (layout := _headings(sheet)):
            calls, wrong = _rows(sheet, *layout, origin or ORIGIN)
            placed[sheet.name] = calls
            problems += wrong
    if not placed:
        do = _("Skriv Namn, Beteckning och Sista dag överst i var sin kolumn.")
        raise WorkbookProblems.one(name, _("Filen har ingen rad med rubriker som känns igen."), do)
    if not problems and not any(placed.values()):
        raise WorkbookProblems.one(
            name, _("Filen har inga rader under rubrikerna."), _("Skriv en utlysning per rad.")
        )
    together = ((sheet, call) for sheet, calls in placed.items() for call in calls)
    return _accepted(name, list(together), problems)


def _accepted(
    name: str, together: list[tuple[str, PlacedCall]], problems: list[Problem]
) -> tuple[FoundCall, ...]:
    """Sheets share their references, but a problem stands in its own sheet."""
    all_problems = list(problems)
    for sheet in dict.fromkeys(sheet for sheet, _call in together):
        try:
            accepted(sheet, (call for other, call in together if other == sheet))
        except CallListProblems as error:
            all_problems += error.problems
    if all_problems:
        raise CallListProblems(all_problems)
    return accepted(name, (call for _sheet, call in together))


def _headings(sheet: Sheet) -> tuple[int, list[_Column]] | None:
    """The first row that names the calls and something more; None without one."""
    for start, row in enumerate(sheet.rows[:_SEARCHED]):
        columns = [column for place, cell in enumerate(row) if (column := _column(place, cell))]
        if len(columns) > 1 and any(column.field == "name" for column in columns):
            return start, columns
    return None


def _column(place: int, cell) -> _Column | None:
    if not isinstance(cell, str) or not cell or len(cell) > 80:
        return None
    heading = " ".join(cell.casefold().split())
    without_unit = read_heading(heading)
    if field := _FIELDS.get(heading):
        return _Column(place, field, cell, None)
    field = _FIELDS.get(without_unit.name) or _FIELDS.get(re.sub(r" ?[(,].*", "", heading))
    return _Column(place, field, cell, without_unit.unit) if field else None


def _rows(
    sheet: Sheet, start: int, columns: list[_Column], origin: str
) -> tuple[list[PlacedCall], list[Problem]]:
    problems = list(_doubled(sheet, start, columns))
    if len(sheet.rows) - start > MOST_ROWS:
        what = _("Bladet har fler än %(most)s rader.") % {"most": MOST_ROWS}
        problems.append(Problem(sheet.name, None, "", what, _("Dela upp filen.")))
    problems += hidden_problems(sheet, start, {column.place for column in columns})
    if problems:
        return [], problems
    placed = []
    names = {column.field: column.heading for column in columns}
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        cell_by_column = {column: row[column.place] if column.place < len(row) else "" for column in columns}
        filled = {column: cell for column, cell in cell_by_column.items() if not cells.is_empty(cell)}
        values, wrong = _values(filled)
        problems += (Problem(sheet.name, number, column, *trouble) for column, trouble in wrong)
        if filled and not wrong:
            placed.append(PlacedCall(_call(values, origin), number, names))
    return placed, problems


def _doubled(sheet: Sheet, start: int, columns: list[_Column]) -> Iterator[Problem]:
    fields = [column.field for column in columns]
    for field in dict.fromkeys(field for field in fields if fields.count(field) > 1):
        labels = ", ".join(f"”{column.heading}”" for column in columns if column.field == field)
        what = _("Flera rubriker betyder samma sak: %(named)s.") % {"named": labels}
        yield Problem(sheet.name, start + 1, "", what, _("Behåll en av dem."))


def _values(filled: dict[_Column, object]) -> tuple[dict[str, object], list[tuple[str, Wrong]]]:
    values: dict[str, object] = {}
    wrong: list[tuple[str, Wrong]] = []
    for column, cell in filled.items():
        value = cell if isinstance(cell, Wrong) else _value(column, cell)
        if isinstance(value, Wrong):
            wrong.append((column.heading, value))
        else:
            values[column.field] = value
    currencies = {
        value.currency for value in values.values() if isinstance(value, cells.CellAmount) and value.currency
    }
    if len(currencies | ({values["currency"]} if "currency" in values else set())) > 1:
        heading = next(column.heading for column in filled if column.field in ("amount_min", "amount_max"))
        wrong.append((heading, Wrong(_("Raden har flera valutor."), _("Skriv alla belopp i samma valuta."))))
    values.setdefault("currency", next(iter(currencies), ""))
    return values, wrong


def _value(column: _Column, cell):
    if column.field in ("opens", "deadline"):
        return _day(cell)
    if column.field in ("amount_min", "amount_max"):
        return cells.amount(cell, column.unit)
    text = cells.words(cell)
    if column.field == "currency" and not re.fullmatch("[A-Z]{3}", text.upper()):
        return Wrong(_("Valutan känns inte igen."), _("Skriv tre bokstäver, till exempel EUR."))
    if column.field == "currency":
        return text.upper()
    return text if column.field == "summary" else " ".join(text.split())


def _day(cell) -> date | Wrong:
    when = cells.day(cell)
    if isinstance(when, Wrong) or when.precision == "day":
        return when if isinstance(when, Wrong) else when.first
    return Wrong(_("Här behövs en dag."), _("Skriv till exempel 2026-09-01."))


def _call(values: dict, origin: str) -> FoundCall:
    def money(field: str) -> Decimal | None:
        return values[field].value if field in values else None

    url = values.get("url", "")
    return FoundCall(
        origin=origin,
        reference=values.get("reference") or (url if len(url) <= LONGEST_REFERENCE else ""),
        name=one_line(values.get("name", "")),
        summary=several_lines(values.get("summary", "")),
        opens=values.get("opens"),
        deadline=values.get("deadline"),
        currency=values["currency"],
        amount_min=money("amount_min"),
        amount_max=money("amount_max"),
        url=url,
        programme=values.get("programme", ""),
    )
