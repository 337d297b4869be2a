"""From the bytes of a list to its rows: one partnership, project or exchange each, and everything wrong with them."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import cells, headings
from lagesbild.cooperation.importing.cells import Amount, When
from lagesbild.cooperation.importing.headings import (
    COLUMNS,
    COUNTS,
    EXCHANGE,
    IDENTIFIERS,
    PARTNERSHIP,
    PROJECT,
)
from lagesbild.figures.cells import Wrong
from lagesbild.figures.sheets import Problem, Sheet, WorkbookProblems, sheets_of
from lagesbild.framework.countries import country_code

LARGEST = 10_000_000  # bytes
MOST_ROWS = 5_000
OF_THE_TEMPLATE = ("Förklaringar", "Exempel")
"""Sheets of the table to fill in that are there to be read by people."""
_SEARCHED = 20  # rows from the top, for the row of headings
_LONGEST = {
    **dict.fromkeys(IDENTIFIERS, 60),
    "name": 200,
    "name_en": 200,
    "position": 120,
    "paragraph": 20,
    "dnr": 40,
    "place": 120,
    "url": 400,
}
_PERSON = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])[-+ ]?\d{4}(?!\d)"
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Mention:
    """An organisation as the list names it. ``ours``: it answers for something, rather than being a partner."""

    name: str
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    ours: bool = False


@dataclass(frozen=True)
class Row:
    """One row: where it stands, what it is (``thing`` and its ``kind``), and what each of its columns says."""

    sheet: str
    number: int
    thing: str
    kind: str
    values: dict[str, object]
    partners: tuple[Mention, ...] = ()
    owner: Mention | None = None
    body: Mention | None = None


@dataclass
class Reading:
    """What stands in a file. ``unread``: (sheet, heading) of columns that we do not know."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Column:
    place: int
    name: str
    heading: str
    unit: str


def read(name: str, content: bytes, home_country: str = "SE") -> Reading:
    """The rows of a .xlsx or .csv file with everything wrong in it; a file that cannot be read is one problem."""
    reading = Reading()
    try:
        if len(content) > LARGEST:
            raise WorkbookProblems.one(name, _("Filen är större än 10 MB."), _("Dela upp den."))
        sheets = sheets_of(name, content, headings.ALL_HEADINGS, dates=True)
    except WorkbookProblems as error:
        reading.problems += error.problems
        return reading
    shown = [sheet for sheet in sheets if not sheet.hidden and sheet.name not in OF_THE_TEMPLATE]
    known = [_read_sheet(reading, sheet, home_country) for sheet in shown]
    if not any(known) and not reading.problems:
        what = _("Filen har ingen rad med rubriker som känns igen.")
        reading.problems.append(Problem(name, None, "", what, _("Jämför med mallen: den har alla rubriker.")))
    elif not reading.rows and not reading.problems:
        what = _("Filen har rubriker men inga rader under dem.")
        reading.problems.append(Problem(name, None, "", what, _("Skriv en rad för varje samarbete.")))
    return reading


def _read_sheet(reading: Reading, sheet: Sheet, home_country: str) -> bool:
    found = _headings(sheet)
    if found is None:
        if any(any(cell != "" for cell in row) for row in sheet.rows):
            what = _("Bladet läses inte: där finns ingen rad med rubriker som känns igen.")
            reading.remarks.append(Problem(sheet.name, None, "", what, ""))
        return False
    start, columns = found
    _refuse_people(reading, sheet, start)
    _note_unread(reading, sheet, start)
    twice = [column for column in columns if sum(other.name == column.name for other in columns) > 1]
    if twice:
        named = ", ".join(f"”{column.heading}”" for column in twice)
        what = _("Flera rubriker betyder samma sak: %(named)s.") % {"named": named}
        reading.problems.append(Problem(sheet.name, start + 1, "", what, _("Behåll en av dem.")))
        return True
    if len(sheet.rows) - start > MOST_ROWS:
        what = _("Bladet har fler än %(most)s rader.") % {"most": MOST_ROWS}
        reading.problems.append(Problem(sheet.name, None, "", what, _("Dela upp filen.")))
        return True
    for number, row in enumerate(sheet.rows[start + 1 :], start + 2):
        written = {c: row[c.place] if c.place < len(row) else "" for c in columns}
        if any(not cells.is_empty(cell) for cell in written.values()):
            _read_row(reading, sheet.name, number, written, home_country)
    return True


def _headings(sheet: Sheet) -> tuple[int, list[_Column]] | None:
    """The row with the most headings that we know, at least two; None without one."""
    best: tuple[int, list[_Column]] = (0, [])
    for start, row in enumerate(sheet.rows[:_SEARCHED]):
        said = [(place, cell) for place, cell in enumerate(row) if isinstance(cell, str) and cell]
        named = [(place, cell, *headings.column_of(cell)) for place, cell in said if len(cell) <= 80]
        found = [_Column(place, name, cell, unit) for place, cell, name, unit in named if name]
        if len(found) > len(best[1]):
            best = (start, found)
    return best if len(best[1]) >= 2 else None


def _refuse_people(reading: Reading, sheet: Sheet, start: int) -> None:
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


def _note_unread(reading: Reading, sheet: Sheet, start: int) -> None:
    for heading in sheet.rows[start]:
        known = isinstance(heading, str) and (
            headings.column_of(heading)[0] or headings.holds_people(heading)
        )
        if heading != "" and not known:
            reading.unread.append((sheet.name, cells._short(heading)))


def _read_row(reading: Reading, sheet: str, number: int, written: dict, home_country: str) -> None:
    problems: list[Problem] = []

    def refuse(column: str, what: str, do: str) -> None:
        problems.append(Problem(sheet, number, column, what, do))

    by_name = {column.name: column for column in written}
    given = {c.name: cell for c, cell in written.items() if not cells.is_empty(cell)}
    thing, kind = _what(sheet, given.pop("kind", ""))
    if not thing:
        column = by_name["kind"].heading if "kind" in by_name else ""
        what = _("Det går inte att se om raden är ett samarbete, ett projekt eller ett utbyte.")
        refuse(
            column,
            what,
            _("Skriv till exempel Vänort, Nätverk, Avtal, Projekt, Skolutbyte eller Besök som slag."),
        )
    values: dict[str, object] = {}
    for name, cell in given.items():
        column = by_name[name]
        value = _person_free(name, cell) or _value(thing, name, cell, column.unit)
        if isinstance(value, Wrong):
            refuse(column.heading, value.what, value.do)
        elif thing and name in headings.NOT_FOR[thing]:
            what = _("Uppgiften används inte för %(thing)s.") % {"thing": str(headings.THINGS[thing]).lower()}
            reading.remarks.append(Problem(sheet, number, column.heading, what, ""))
        else:
            values[name] = value
    if thing and not problems:
        row = _row(sheet, number, thing, kind, values, home_country, refuse)
        _check_whole(row, by_name, refuse)
        if not problems:
            reading.rows.append(row)
    reading.problems += problems


def _what(sheet: str, cell) -> tuple[str, str]:
    """(thing, kind) of a row: by its own word, otherwise by its sheet's name. Empty where neither says."""
    from_sheet = headings.SHEETS.get(headings.plain(sheet), ("", ""))
    if not isinstance(cell, str) or not cell:
        return from_sheet
    return headings.KINDS.get(headings.plain(cell), ("", ""))


def _person_free(name: str, cell) -> Wrong | None:
    """Refuses what looks like a personal identity number or somebody's e-mail address."""
    if isinstance(cell, str) and name not in ("dnr", "url", *IDENTIFIERS):
        if _PERSON.search(cell):
            what = _("Cellen har något som ser ut som ett personnummer.")
            return Wrong(what, _("Ta bort det. Registret har aldrig uppgifter om personer."))
        if _MAIL.search(cell):
            return Wrong(
                _("Cellen har en e-postadress."), _("Ta bort den. Skriv tjänsten i kolumnen Tjänst.")
            )
    return None


def _value(thing: str, name: str, cell, unit: str):
    if isinstance(cell, Wrong):
        return cell
    if isinstance(cell, str) and _CONTROL.search(cell):
        return Wrong(_("Cellen har trasiga tecken."), _("Skriv om den."))
    if name in ("starts", "ends", "review", "decided"):
        if name == "ends" and thing == PARTNERSHIP and headings.plain(cells.words(cell)) in cells.OPEN_END:
            return cells.OPEN_END
        return cells.day(cell)
    if name in ("budget", "cost", "own"):
        return cells.amount(cell, unit)
    if name in COUNTS:
        return cells.count(cell)
    if name == "goals":
        return cells.goals(cell)
    if name == "status":
        return _state(thing, cell)
    text = cells.words(cell)
    if len(text) > _LONGEST.get(name, 20_000):
        what = _("Texten är längre än %(most)s tecken.") % {"most": _LONGEST.get(name, 20_000)}
        return Wrong(what, _("Korta den."))
    if name == "currency" and not re.fullmatch(r"[A-Z]{3}", text.upper()):
        return Wrong(_("Valutan känns inte igen."), _("Skriv tre bokstäver, till exempel SEK eller EUR."))
    if name == "url" and not re.fullmatch(r"https?://[^\s/]+\.\S+", text):
        return Wrong(_("Länken är ingen webbadress."), _("Skriv hela adressen, med https:// först."))
    return text.upper() if name == "currency" else text


def _state(thing: str, cell) -> str | Wrong:
    states = headings.STATES.get(thing, {})
    said = headings.plain(cells.words(cell))
    if not states or said in states:
        return states.get(said, "")
    labels = [str(label) for _value, label in headings.MODELS[thing].Status.choices]
    what = _("”%(cell)s” är inget läge.") % {"cell": cells._short(cell)}
    return Wrong(what, _("Välj bland: %(labels)s.") % {"labels": ", ".join(labels)})


def _row(sheet, number, thing, kind, values, home_country, refuse) -> Row:
    partners = _partners(values, refuse)
    owner, body = (
        Mention(values.pop(name)[:200], home_country, ours=True) if name in values else None
        for name in ("owner", "body")
    )
    return Row(sheet, number, thing, kind, values, partners, owner, body)


def _partners(values: dict, refuse) -> tuple[Mention, ...]:
    named: list[tuple[str, str]] = []
    for part in cells.several(values.pop("partners", "")):
        in_brackets = re.fullmatch(r"(.*\S) ?\(([^()]*)\)", part)
        if in_brackets and country_code(in_brackets[2]):
            named.append((in_brackets[1], country_code(in_brackets[2])))
        elif named and not named[-1][1] and country_code(part) and len(part) > 2:
            named[-1] = (named[-1][0], country_code(part))
        else:
            named.append((part, ""))
    if any(len(name) > 200 for name, _country in named):
        refuse(str(COLUMNS["partners"][0]), _("Ett namn är längre än 200 tecken."), _("Korta det."))
    said = cells.several(values.get("country", ""))
    codes = [country_code(each) for each in said]
    label = str(COLUMNS["country"][0])
    if not all(codes):
        what = _("”%(cell)s” är inget land som känns igen.") % {"cell": cells._short(values["country"])}
        refuse(label, what, _("Skriv landets namn eller dess två bokstäver, till exempel Finland eller FI."))
    elif named and len(codes) not in (0, 1, len(named)):
        what = _("Raden har %(partners)s parter men %(countries)s länder.")
        refuse(
            label,
            what % {"partners": len(named), "countries": len(codes)},
            _("Skriv ett land för varje part, i samma ordning."),
        )
    values["country"] = codes[0] if len(set(codes)) == 1 else ""
    spread = (
        codes if len(codes) == len(named) else codes * len(named) if len(codes) == 1 else [""] * len(named)
    )
    identifiers = tuple(
        (scheme, _number(scheme, str(values.pop(scheme)))) for scheme in IDENTIFIERS if scheme in values
    )
    if identifiers and len(named) != 1:
        what = _("Ett nummer kan bara höra till en part, och raden har %(partners)s.") % {
            "partners": len(named)
        }
        refuse(str(COLUMNS["partners"][0]), what, _("Ta bort numret eller dela upp raden."))
    return tuple(
        Mention(name, country or code, identifiers if len(named) == 1 else ())
        for (name, country), code in zip(named, spread, strict=False)
    )


def _number(scheme: str, written: str) -> str:
    """A number as the register has it: a Swedish one with its hyphen."""
    digits = re.sub(r"\D", "", written)
    return f"{digits[:6]}-{digits[6:]}" if scheme == "SE-ON" and len(digits) == 10 else written.strip()


def _check_whole(row: Row, by_name: dict, refuse) -> None:
    """What only the row as a whole can tell."""
    values = row.values

    def heading(name: str) -> str:
        return by_name[name].heading if name in by_name else str(COLUMNS[name][0])

    if not values.get("name") and (row.thing != PARTNERSHIP or not row.partners):
        refuse(heading("name"), _("Namnet saknas."), _("Skriv vad det heter."))
    start, end = values.get("starts"), values.get("ends")
    if row.thing == EXCHANGE and (not isinstance(start, When) or start.precision == "decade"):
        refuse(heading("starts"), _("Ett utbyte behöver minst ett år."), _("Skriv när det var."))
    if row.thing == PROJECT and isinstance(start, When) and start.precision == "decade":
        refuse(heading("starts"), _("Ett projekt behöver minst ett år."), _("Skriv vilket år det började."))
    if isinstance(end, When) and end.precision == "decade":
        refuse(heading("ends"), _("Ett slut behöver minst ett år."), _("Skriv vilket år."))
    if isinstance(start, When) and isinstance(end, When) and end.last < start.first:
        refuse(heading("ends"), _("Slutet kommer före starten."), _("Rätta en av dem."))
    for name in ("review", "decided"):
        if isinstance(values.get(name), When) and values[name].precision != "day":
            refuse(heading(name), _("Här behövs en dag."), _("Skriv till exempel 2016-05-01."))
    _check_money(row, heading, refuse)
    some = sum(values[name] for name in COUNTS if name in values and name != "count")
    if "count" in values and some > values["count"]:
        what = _("Grupperna är tillsammans %(some)s, fler än alla deltagare.") % {"some": some}
        refuse(heading("count"), what, _("Rätta antalen."))


def _check_money(row: Row, heading, refuse) -> None:
    money = {
        name: row.values[name]
        for name in ("budget", "cost", "own")
        if isinstance(row.values.get(name), Amount)
    }
    said = {amount.currency for amount in money.values() if amount.currency}
    if row.thing == PROJECT:
        said |= {row.values["currency"]} if row.values.get("currency") else set()
        if len(said) > 1:
            what = _("Raden har flera valutor: %(said)s.") % {"said": ", ".join(sorted(said))}
            refuse(heading("budget"), what, _("Skriv alla belopp i projektets valuta."))
        elif said:
            row.values["currency"] = next(iter(said))
        return
    for name, amount in money.items():
        if amount.currency not in ("", "SEK"):
            what = _("Beloppet är i %(currency)s.") % {"currency": amount.currency}
            refuse(heading(name), what, _("Skriv det i kronor. Bara projekt har andra valutor."))
