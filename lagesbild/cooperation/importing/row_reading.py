"""One line of a list as a row of the register: every cell read, and everything wrong in it told."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import cells, headings, kinds, parties, row_money
from lagesbild.cooperation.importing.cell_periods import CellPeriod, cell_period
from lagesbild.cooperation.importing.checks import DAYS, MONEY, check_known, check_part, check_row
from lagesbild.cooperation.importing.headings import (
    COOPERATION,
    COUNTS,
    GRANT,
    IDENTIFIERS,
    LESSON,
    PART,
    PARTNERSHIP,
)
from lagesbild.cooperation.importing.layout import ListLine, SheetLayout
from lagesbild.cooperation.importing.rows import GrantPartRow, ListReading, ListRow, NamedOrganisation
from lagesbild.cooperation.models import Project
from lagesbild.figures.cells import Wrong
from lagesbild.figures.problems import Problem
from lagesbild.tables.outcome import short
from lagesbild.tables.units import Unit

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
_ROUGH = {"budget", "cost", "amount"}
"""Sums that have a note beside them, and may be only about right."""


@dataclass
class RowReader:
    """Reads the lines of one sheet into ``reading``."""

    reading: ListReading
    sheet: str
    layout: SheetLayout
    home_country: str
    settled: dict[str, dict] = field(default_factory=dict)
    """Column → cell → what it says, where the column as a whole shows it."""

    def __post_init__(self):
        self.columns = {column.name: column for column in self.layout.columns}

    def read(self, line: ListLine) -> None:
        _Row(self, line).read()

    def heading(self, name: str) -> str:
        """A column's heading as the list has it."""
        return self.columns[name].heading if name in self.columns else headings.label(self.layout.table, name)


class _Row:
    """A line while it is read."""

    def __init__(self, reader: RowReader, line: ListLine):
        self.reader, self.line, self.table = reader, line, reader.layout.table
        self.cells = dict(line.cells)
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        self.remarks: list[Problem] = []
        self.values: dict[str, object] = {}

    def read(self) -> None:
        thing, kind = self._kind()
        for name, cell in self.cells.items():
            self._read_cell(thing, name, cell)
        if thing == PART:
            check_part(kind, self.values, self.reader.heading, self._refuse_too)
            parts = (
                []
                if self.problems
                else [GrantPartRow(self.reader.sheet, self.line.number, kind, self.values)]
            )
            self.reader.reading.parts += parts
        elif thing:
            self._keep(self._rows(thing, kind))
        self.reader.reading.problems += self.problems
        self.reader.reading.remarks += self.remarks

    def _keep(self, rows: list[ListRow]) -> None:
        for row in rows:
            check = check_known if self.line.known else check_row
            check(row, self.reader.heading, self._refuse_too)
        (self.reader.reading.broken if self.problems else self.reader.reading.rows).extend(rows)

    # What is wrong, and what is to be known

    def refuse(self, column: str, what: str, do: str) -> None:
        self.problems.append(Problem(self.reader.sheet, self.line.number, column, what, do))

    def _refuse_too(self, column: str, what: str, do: str) -> None:
        """A cell that is refused is not also said to be missing."""
        if column not in self.refused:
            self.refuse(column, what, do)

    def remark(self, name: str, what: str) -> None:
        heading = self.reader.heading(name) if name else ""
        self.remarks.append(Problem(self.reader.sheet, self.line.number, heading, what, ""))

    # What the row is

    def _kind(self) -> tuple[str, str]:
        """(thing, kind), empty where nothing says it."""
        cell = self.cells.pop("kind", "")
        if self.line.known:
            return self._known_kind(self.line.known[0], cell)
        thing, kind = (
            self._of_cooperation(cell)
            if self.table == COOPERATION
            else _of_table(self.table, self.reader.sheet, cell)
        )
        if not thing or (self.table in (PART, LESSON) and not kind):
            self.refuse(self.reader.heading("kind"), *_NO_KIND[self.table]())
        return thing, kind

    def _known_kind(self, thing: str, cell) -> tuple[str, str]:
        kind = kinds.of_word(cell) if cell else (thing, "")
        if kind[0] != thing:
            self.refuse(self.reader.heading("kind"), *_NO_KIND[COOPERATION]())
        return thing, kind[1]

    def _of_cooperation(self, cell) -> tuple[str, str]:
        has_funder = any(name in self.cells for name in ("funder", "programme"))
        name = cells.words(self.cells.get("name", ""))
        row_kind = kinds.of_row(cell, self.line.above or self.reader.sheet, name, has_funder)
        if row_kind.why:
            self.remark("kind", row_kind.why)
        return row_kind.thing, row_kind.kind

    # Its cells

    def _read_cell(self, thing: str, name: str, cell) -> None:
        column = self.reader.columns.get(name)
        heading, unit = (column.heading, column.unit) if column else (self.reader.heading(name), None)
        cell = self.reader.settled.get(name, {}).get(cell, cell)
        value = _person_free(name, cell) or _value(self.table, thing, name, cell, unit)
        if isinstance(value, Wrong):
            self.refuse(heading, value.what, value.do)
            self.refused.add(heading)
            is_text = isinstance(cell, str) and name not in DAYS | MONEY | _CHECKED
            self.values |= {name: cell} if is_text else {}
        elif thing and name in headings.NOT_FOR.get(thing, ()):
            what = _("Uppgiften används inte för %(thing)s.") % {"thing": str(headings.THINGS[thing]).lower()}
            self.remark(name, what)
        elif isinstance(value, CellPeriod):
            self._take_period(thing, name, value)
        else:
            self.values[name] = value

    def _take_period(self, thing: str, name: str, period: CellPeriod) -> None:
        """A period's ends, where no cells of their own say them. A twin town of 1947 goes on since then."""
        end = None if period.is_one and thing == PARTNERSHIP else period.end
        if period.goes_on and thing == PARTNERSHIP:
            end = cells.OPEN_END
        elif period.goes_on:
            self.remark(name, _("Att det pågår sparas inte: det har inget slut ännu."))
        for column, day in (("starts", period.start), ("ends", end)):
            if day and column not in self.cells or column == name:
                self.values |= {column: day} if day else {}

    # The row, and the grants that it tells of

    def _rows(self, thing: str, kind: str) -> list[ListRow]:
        grants = self._grants(thing) if self.table == COOPERATION else []
        if note := row_money.notes(self.values):
            self.values["money_note"] = note
        if self.line.known:
            self.values["grant" if thing == GRANT else "pk"] = self.line.known[1]
        rows = [self._row(thing, kind, self.line.number, self.values)]
        return rows + [self._row(GRANT, "", number, values) for number, values in grants]

    def _grants(self, thing: str) -> list[tuple[int, dict]]:
        grants = [(self.line.number, row_money.take_money(thing, self.values, self.remark))]
        for line in self.line.funders:
            further = _Row(self.reader, line)
            for name, cell in line.cells.items():
                further._read_cell(GRANT, name, cell)
            self.problems += further.problems
            values = further.values | {"name": self.values.get("name", "")}
            grants.append((line.number, row_money.take_money(thing, values, self.remark)))
        return [(number, grant | {"money_note": row_money.notes(grant)}) for number, grant in grants if grant]

    def _row(self, thing: str, kind: str, number: int, values: dict) -> ListRow:
        funder = parties.funder(values, self._refuse_too) if thing == GRANT else None
        partners = parties.partners(values, self._refuse_too) if thing not in (GRANT, LESSON) else ()
        owner, body = (
            NamedOrganisation(str(values.pop(name))[:200], self.reader.home_country, ours=True)
            if name in values
            else None
            for name in ("owner", "body")
        )
        if body and funder and headings.plain(body.name) == headings.plain(funder.name):
            # The funder's own decision: the day that the money was granted.
            body = None
            values |= (
                {"granted": values.pop("decided")} if "decided" in values and "granted" not in values else {}
            )
        return ListRow(self.reader.sheet, number, thing, kind, values, partners, owner, body, funder)


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


def _of_table(table: str, sheet: str, cell) -> tuple[str, str]:
    """(thing, kind) of a row of grants, of their parts, or of lessons."""
    word = headings.plain(cell) if isinstance(cell, str) else ""
    if table == GRANT:
        return GRANT, ""
    if table == LESSON:
        return LESSON, headings.LESSON_KINDS.get(word, "")
    return PART, headings.PARTS.get(word or headings.plain(sheet), "")


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


def _value(table: str, thing: str, name: str, cell, unit: Unit | None):
    if isinstance(cell, Wrong | cells.PartialDate | CellPeriod):
        return cell
    if isinstance(cell, str) and _CONTROL.search(cell):
        return Wrong(_("Cellen har trasiga tecken."), _("Skriv om den."))
    if name in DAYS:
        if name == "ends" and thing == PARTNERSHIP and headings.plain(cells.words(cell)) in cells.OPEN_END:
            return cells.OPEN_END
        return _day(table, name, cell)
    if name == "period":
        return cell_period(cell)
    if name in MONEY:
        is_rough = name in _ROUGH and table != PART
        return cells.rough_amount(cell, unit) if is_rough else cells.amount(cell, unit)
    if name in COUNTS:
        return cells.count(cell)
    if name == "goals":
        return cells.goals(cell)
    if name in ("status", "role"):
        return _status(thing, cell) if name == "status" else _role(cell)
    text = cells.words(cell)
    if len(text) > _LONGEST.get(name, 20_000):
        what = _("Texten är längre än %(most)s tecken.") % {"most": _LONGEST.get(name, 20_000)}
        return Wrong(what, _("Korta den."))
    if name == "currency" and not re.fullmatch(r"[A-Z]{3}", text.upper()):
        return Wrong(_("Valutan känns inte igen."), _("Skriv tre bokstäver, till exempel SEK eller EUR."))
    if name in ("url", "evidence_url") and not re.fullmatch(r"https?://[^\s/]+\.\S+", text):
        return Wrong(_("Länken är ingen webbadress."), _("Skriv hela adressen, med https:// först."))
    return text.upper() if name == "currency" else text


def _day(table: str, name: str, cell):
    """A day; or, where a list of cooperation says when something begins, the whole time that it goes on."""
    answer = cells.day(cell)
    if isinstance(answer, Wrong) and name == "starts" and table == COOPERATION:
        period = cell_period(cell)
        return period if isinstance(period, CellPeriod) else answer
    return answer


def _role(cell) -> str | Wrong:
    roles = {headings.plain(str(label)): value for value, label in Project.Role.choices}
    what = _("”%(cell)s” är ingen roll.") % {"cell": short(cell)}
    do = _("Välj bland: %(labels)s.") % {"labels": ", ".join(map(str, Project.Role.labels))}
    return roles.get(headings.plain(cells.words(cell))) or Wrong(what, do)


def _status(thing: str, cell) -> str | Wrong:
    states = headings.STATES.get(thing, {})
    word = headings.plain(cells.words(cell))
    if not states or word in states:
        return states.get(word, "")
    labels = [str(label) for _value, label in headings.MODELS[thing].Status.choices]
    what = _("”%(cell)s” är inget läge.") % {"cell": short(cell)}
    return Wrong(what, _("Välj bland: %(labels)s.") % {"labels": ", ".join(labels)})
