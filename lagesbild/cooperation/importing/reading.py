"""From the bytes of a list to its rows, and everything wrong with them.

A row is a partnership, a project, an exchange, a grant or a lesson; or a payment, claim or report of a grant.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.cooperation.hidden_cells import hidden_problems
from lagesbild.cooperation.importing import cells, headings
from lagesbild.cooperation.importing.checks import DAYS, MONEY, check_part, check_row
from lagesbild.cooperation.importing.headings import (
    COOPERATION,
    COUNTS,
    GRANT,
    IDENTIFIERS,
    LESSON,
    PART,
    PARTNERSHIP,
)
from lagesbild.cooperation.importing.rows import GrantPartRow, ListReading, ListRow, Mention
from lagesbild.figures.cells import Wrong
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet, WorkbookProblems, sheets_of
from lagesbild.framework.countries import country_code
from lagesbild.tables.outcome import short
from lagesbild.tables.units import Unit

LARGEST = 10_000_000  # bytes
MOST_ROWS = 5_000
EXPLAINED, EXAMPLE = "Förklaringar", "Exempel"
"""Sheets of the table to fill in that are there to be read by people: the second begins several names."""
_SEARCHED = 20  # rows from the top, for the row of headings
_LONGEST = {
    **dict.fromkeys(IDENTIFIERS, 60),
    "name": 200,
    "name_en": 200,
    **dict.fromkeys(("funder", "programme", "project", "about", "title", "title_en"), 200),
    "call": 300,
    "reference": 80,
    "evidence_url": 400,
    "position": 120,
    "paragraph": 20,
    "dnr": 40,
    "place": 120,
    "url": 400,
}
_CHECKED = {*COUNTS, *IDENTIFIERS, "goals", "status", "currency"}
"""What is not text: refused, it is as if it were not there."""
_NUMBERS = {"dnr", "url", "evidence_url", "reference", *IDENTIFIERS}
"""Where digits in a row are no person's."""
_PERSON = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])[-+ ]?\d{4}(?!\d)"
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class _Column:
    place: int
    name: str
    heading: str
    unit: Unit | None


def read_list(name: str, content: bytes, home_country: str = "SE") -> ListReading:
    """The rows of a .xlsx or .csv file with everything wrong in it; a file that cannot be read is one problem."""
    reading = ListReading()
    try:
        if len(content) > LARGEST:
            raise WorkbookProblems.one(name, _("Filen är större än 10 MB."), _("Dela upp den."))
        sheets = sheets_of(name, content, headings.all_headings(), dates=True)
    except WorkbookProblems as error:
        reading.problems += error.problems
        return reading
    visible_sheets = [sheet for sheet in sheets if not sheet.hidden and not _is_explained(sheet.name)]
    reading.remarks += [_hidden_sheet(sheet) for sheet in sheets if sheet.hidden and _headings(sheet)]
    recognised = [_read_sheet(reading, sheet, home_country) for sheet in visible_sheets]
    if not any(recognised) and not reading.problems:
        what = _("Filen har ingen rad med rubriker som känns igen.")
        reading.problems.append(Problem(name, None, "", what, _("Jämför med mallen: den har alla rubriker.")))
    elif not reading.rows and not reading.parts and not reading.problems:
        what = _("Filen har rubriker men inga rader under dem.")
        reading.problems.append(Problem(name, None, "", what, _("Skriv en rad för varje samarbete.")))
    return reading


def _hidden_sheet(sheet: Sheet) -> Problem:
    return Problem(sheet.name, None, "", _("Bladet är dolt och läses inte."), "")


def _is_explained(sheet: str) -> bool:
    return sheet == EXPLAINED or sheet.startswith(EXAMPLE)


def _read_sheet(reading: ListReading, sheet: Sheet, home_country: str) -> bool:
    layout = _headings(sheet)
    if layout is None:
        if any(any(cell != "" for cell in row) for row in sheet.rows):
            what = _("Bladet läses inte: där finns ingen rad med rubriker som känns igen.")
            reading.remarks.append(Problem(sheet.name, None, "", what, ""))
        return False
    start, columns, table = layout
    _refuse_people(reading, sheet, start)
    _note_unread(reading, sheet, start, table)
    twice = [column for column in columns if sum(other.name == column.name for other in columns) > 1]
    if twice:
        labels = ", ".join(f"”{column.heading}”" for column in twice)
        what = _("Flera rubriker betyder samma sak: %(named)s.") % {"named": labels}
        reading.problems.append(Problem(sheet.name, start + 1, "", what, _("Behåll en av dem.")))
        return True
    if len(sheet.rows) - start > MOST_ROWS:
        what = _("Bladet har fler än %(most)s rader.") % {"most": MOST_ROWS}
        reading.problems.append(Problem(sheet.name, None, "", what, _("Dela upp filen.")))
        return True
    reading.problems += hidden_problems(sheet, start, {column.place for column in columns})
    days = _days(sheet.rows[start + 1 :], columns)
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        as_written = {c: row[c.place] if c.place < len(row) else "" for c in columns}
        written = {c: days.get(c.name, {}).get(cell, cell) for c, cell in as_written.items()}
        if any(not cells.is_empty(cell) for cell in written.values()):
            _read_row(reading, table, sheet.name, number, written, home_country)
    return True


def _days(rows: list[list], columns: list[_Column]) -> dict[str, dict[Hashable, cells.PartialDate]]:
    """What the cells of each column of days say; one cell may show how the others are meant."""
    return {
        column.name: cells.days({row[column.place] for row in rows if column.place < len(row)})
        for column in columns
        if column.name in DAYS
    }


def _headings(sheet: Sheet) -> tuple[int, list[_Column], str] | None:
    """The row of headings, what they name, and of which table: that of the sheet's name, or that knows most of them."""
    table_by_name = headings.table_of(sheet.name)
    if headings.plain(sheet.name) in headings.SHEETS:
        table_by_name = COOPERATION
    tables = [table_by_name] if table_by_name else [COOPERATION, GRANT, LESSON]
    layouts = ((*_row_of_headings(sheet, table), table) for table in tables)
    recognised = [
        layout
        for layout in layouts
        if len(layout[1]) >= 2 and (table_by_name or _is_recognised(layout[1], layout[2]))
    ]
    return max(recognised, key=lambda layout: len(layout[1]), default=None)


def _is_recognised(columns: list[_Column], table: str) -> bool:
    return table == COOPERATION or len(headings.TELLING[table] & {column.name for column in columns}) >= 2


def _row_of_headings(sheet: Sheet, table: str) -> tuple[int, list[_Column]]:
    """The row with the most headings that the table knows."""
    best: tuple[int, list[_Column]] = (0, [])
    for start, row in enumerate(sheet.rows[:_SEARCHED]):
        texts = [(place, cell) for place, cell in enumerate(row) if isinstance(cell, str) and cell]
        columns_of_texts = [
            (place, cell, *headings.column_of(cell, table)) for place, cell in texts if len(cell) <= 80
        ]
        columns = [_Column(place, name, cell, unit) for place, cell, name, unit in columns_of_texts if name]
        if len(columns) > len(best[1]):
            best = (start, columns)
    return best


def _refuse_people(reading: ListReading, sheet: Sheet, start: int) -> None:
    for place, heading in enumerate(sheet.rows[start]):
        if not isinstance(heading, str) or not headings.holds_people(heading):
            continue
        below = (row[place] for row in sheet.rows[start + 1 :] if place < len(row))
        if any(not cells.is_empty(cell) for cell in below):
            what = _("Kolumnen har uppgifter om personer.")
            do = _(
                "Ta bort den. Registret har tjänster och antal, aldrig namn på personer"
                " (dataskyddsförordningen). Skriv tjänsten i kolumnen Tjänst."
            )
            reading.problems.append(Problem(sheet.name, start + 1, heading, what, do))


def _note_unread(reading: ListReading, sheet: Sheet, start: int, table: str) -> None:
    for heading in sheet.rows[start]:
        is_recognised = isinstance(heading, str) and (
            headings.column_of(heading, table)[0] or headings.holds_people(heading)
        )
        if heading != "" and not is_recognised:
            reading.unread.append((sheet.name, short(heading)))


def _read_row(
    reading: ListReading, table: str, sheet: str, number: int, written: dict, home_country: str
) -> None:
    problems: list[Problem] = []

    def refuse(column: str, what: str, do: str) -> None:
        problems.append(Problem(sheet, number, column, what, do))

    by_name = {column.name: column for column in written}
    filled = {c.name: cell for c, cell in written.items() if not cells.is_empty(cell)}

    def heading(name: str) -> str:
        return by_name[name].heading if name in by_name else headings.label(table, name)

    thing, kind = _thing_and_kind(table, sheet, filled.pop("kind", ""))
    if not thing or (table in (PART, LESSON) and not kind):
        refuse(heading("kind") if "kind" in by_name else "", *_NO_KIND[table]())
    values: dict[str, object] = {}
    refused = set()
    for name, cell in filled.items():
        column = by_name[name]
        value = _person_free(name, cell) or _value(thing, name, cell, column.unit)
        if isinstance(value, Wrong):
            refuse(column.heading, value.what, value.do)
            refused.add(column.heading)
            values |= {name: cell} if isinstance(cell, str) and name not in DAYS | MONEY | _CHECKED else {}
        elif thing and name in headings.NOT_FOR.get(thing, ()):
            what = _("Uppgiften används inte för %(thing)s.") % {"thing": str(headings.THINGS[thing]).lower()}
            reading.remarks.append(Problem(sheet, number, column.heading, what, ""))
        else:
            values[name] = value

    def refuse_too(column: str, what: str, do: str) -> None:
        # A cell that is refused is not also said to be missing.
        if column not in refused:
            refuse(column, what, do)

    if thing == PART:
        check_part(kind, values, heading, refuse_too)
        reading.parts += [] if problems else [GrantPartRow(sheet, number, kind, values)]
    elif thing:
        row = _row(sheet, number, thing, kind, values, home_country, refuse_too)
        check_row(row, heading, refuse_too)
        (reading.broken if problems else reading.rows).append(row)
    reading.problems += problems


_NO_KIND = {
    COOPERATION: lambda: (
        _("Det går inte att se om raden är ett samarbete, ett projekt eller ett utbyte."),
        _(
            "Skriv till exempel Vänort, Nätverk, Avtal, Projekt, Skolutbyte eller Besök som slag."
            " Bidrag och lärdomar står på egna blad, se mallen."
        ),
    ),
    PART: lambda: (
        _("Det går inte att se om raden är en utbetalning, en rekvisition eller en rapport."),
        _("Skriv Utbetalning, Rekvisition eller Rapport som slag."),
    ),
    LESSON: lambda: (
        _("Det går inte att se om raden är en framgångsfaktor eller en utmaning."),
        _("Skriv Framgångsfaktor eller Utmaning som slag."),
    ),
}


def _thing_and_kind(table: str, sheet: str, cell) -> tuple[str, str]:
    """(thing, kind) of a row: by its own word, otherwise by its sheet's name. Empty where neither says."""
    word = headings.plain(cell) if isinstance(cell, str) else ""
    if table == GRANT:
        return GRANT, ""
    if table == LESSON:
        return LESSON, headings.LESSON_KINDS.get(word, "")
    if table == PART:
        return PART, headings.PARTS.get(word or headings.plain(sheet), "")
    if not word:
        return headings.SHEETS.get(headings.plain(sheet), ("", ""))
    return headings.KINDS.get(word, ("", ""))


def _person_free(name: str, cell) -> Wrong | None:
    """Refuses what looks like a personal identity number or somebody's e-mail address."""
    if isinstance(cell, str) and name not in _NUMBERS:
        if _PERSON.search(cell):
            what = _("Cellen har något som ser ut som ett personnummer.")
            return Wrong(what, _("Ta bort det. Registret har aldrig uppgifter om personer."))
        if _MAIL.search(cell):
            return Wrong(
                _("Cellen har en e-postadress."), _("Ta bort den. Skriv tjänsten i kolumnen Tjänst.")
            )
    return None


def _value(thing: str, name: str, cell, unit: Unit | None):
    if isinstance(cell, Wrong | cells.PartialDate):
        return cell
    if isinstance(cell, str) and _CONTROL.search(cell):
        return Wrong(_("Cellen har trasiga tecken."), _("Skriv om den."))
    if name in DAYS:
        if name == "ends" and thing == PARTNERSHIP and headings.plain(cells.words(cell)) in cells.OPEN_END:
            return cells.OPEN_END
        return cells.day(cell)
    if name in MONEY:
        return cells.amount(cell, unit)
    if name in COUNTS:
        return cells.count(cell)
    if name == "goals":
        return cells.goals(cell)
    if name == "status":
        return _status(thing, cell)
    text = cells.words(cell)
    if len(text) > _LONGEST.get(name, 20_000):
        what = _("Texten är längre än %(most)s tecken.") % {"most": _LONGEST.get(name, 20_000)}
        return Wrong(what, _("Korta den."))
    if name == "currency" and not re.fullmatch(r"[A-Z]{3}", text.upper()):
        return Wrong(_("Valutan känns inte igen."), _("Skriv tre bokstäver, till exempel SEK eller EUR."))
    if name in ("url", "evidence_url") and not re.fullmatch(r"https?://[^\s/]+\.\S+", text):
        return Wrong(_("Länken är ingen webbadress."), _("Skriv hela adressen, med https:// först."))
    return text.upper() if name == "currency" else text


def _status(thing: str, cell) -> str | Wrong:
    states = headings.STATES.get(thing, {})
    word = headings.plain(cells.words(cell))
    if not states or word in states:
        return states.get(word, "")
    labels = [str(label) for _value, label in headings.MODELS[thing].Status.choices]
    what = _("”%(cell)s” är inget läge.") % {"cell": short(cell)}
    return Wrong(what, _("Välj bland: %(labels)s.") % {"labels": ", ".join(labels)})


def _row(sheet, number, thing, kind, values, home_country, refuse) -> ListRow:
    funder = _funder(values, refuse) if thing == GRANT else None
    partners = _partners(values, refuse) if thing not in (GRANT, LESSON) else ()
    owner, body = (
        Mention(values.pop(name)[:200], home_country, ours=True) if name in values else None
        for name in ("owner", "body")
    )
    if body and funder and headings.plain(body.name) == headings.plain(funder.name):
        # The funder's own decision: the day that the money was granted.
        body = None
        values |= (
            {"granted": values.pop("decided")} if "decided" in values and "granted" not in values else {}
        )
    return ListRow(sheet, number, thing, kind, values, partners, owner, body, funder)


def _funder(values: dict, refuse) -> Mention | None:
    """Who gives the money, with the land in brackets or in a column of its own. Empty: that of the programme."""
    name, country = values.pop("funder", ""), values.pop("country", "")
    in_brackets = re.fullmatch(r"(.*\S) ?\(([^()]*)\)", name)
    if in_brackets and country_code(in_brackets[2]):
        name, country = in_brackets[1], country or in_brackets[2]
    if country and not country_code(country):
        what = _("”%(cell)s” är inget land som känns igen.") % {"cell": short(country)}
        refuse(headings.label(GRANT, "country"), what, _no_country())
    return Mention(name, country_code(country)) if name else None


def _no_country() -> str:
    return _("Skriv landets namn eller dess två bokstäver, till exempel Finland eller FI.")


def _partners(values: dict, refuse) -> tuple[Mention, ...]:
    names: list[tuple[str, str]] = []
    for part in cells.several(values.pop("partners", "")):
        in_brackets = re.fullmatch(r"(.*\S) ?\(([^()]*)\)", part)
        if in_brackets and country_code(in_brackets[2]):
            names.append((in_brackets[1], country_code(in_brackets[2])))
        elif names and not names[-1][1] and country_code(part) and len(part) > 2:
            names[-1] = (names[-1][0], country_code(part))
        else:
            names.append((part, ""))
    if any(len(name) > 200 for name, _country in names):
        refuse(
            headings.label(COOPERATION, "partners"), _("Ett namn är längre än 200 tecken."), _("Korta det.")
        )
    countries = cells.several(values.get("country", ""))
    codes = [country_code(country) for country in countries]
    label = headings.label(COOPERATION, "country")
    if not all(codes):
        what = _("”%(cell)s” är inget land som känns igen.") % {"cell": short(values["country"])}
        refuse(label, what, _no_country())
    elif names and len(codes) not in (0, 1, len(names)):
        what = _("Raden har %(partners)s parter men %(countries)s länder.")
        refuse(
            label,
            what % {"partners": len(names), "countries": len(codes)},
            _("Skriv ett land för varje part, i samma ordning."),
        )
    values["country"] = codes[0] if len(set(codes)) == 1 else ""
    spread = (
        codes if len(codes) == len(names) else codes * len(names) if len(codes) == 1 else [""] * len(names)
    )
    identifiers = tuple(
        (scheme, _number(scheme, str(values.pop(scheme)))) for scheme in IDENTIFIERS if scheme in values
    )
    if identifiers and len(names) != 1:
        what = _("Ett nummer kan bara höra till en part, och raden har %(partners)s.") % {
            "partners": len(names)
        }
        refuse(headings.label(COOPERATION, "partners"), what, _("Ta bort numret eller dela upp raden."))
    return tuple(
        Mention(name, country or code, identifiers if len(names) == 1 else ())
        for (name, country), code in zip(names, spread, strict=False)
    )


def _number(scheme: str, written: str) -> str:
    """A number as the register has it: a Swedish one with its hyphen."""
    digits = re.sub(r"\D", "", written)
    return f"{digits[:6]}-{digits[6:]}" if scheme == "SE-ON" and len(digits) == 10 else written.strip()
