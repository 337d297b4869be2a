"""The list that the editor downloads, read in again: only what somebody has changed in it says anything.

The workbook carries, on a hidden sheet, what it said when it was downloaded. A cell that still says the same changes
nothing, whatever the register has become meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import cells
from lagesbild.cooperation.importing.headings import COOPERATION, GRANT, MODELS, PARTNERSHIP, PROJECT, plain
from lagesbild.cooperation.importing.layout import ListColumn, ListLine, SheetLayout
from lagesbild.cooperation.importing.row_reading import RowReader
from lagesbild.cooperation.importing.rows import ListReading
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet

MARK = "lagesbild-forteckning"
SHEET, HEADINGS, LINE = "blad", "rubriker", "rad"
_SUMS = {"summa", "sum", "total"}

COLUMNS = {
    COOPERATION: {
        "name": "name",
        "status": "status",
        "partners": "partners",
        "owner": "owner",
        "position": "position",
        "cost_original": "budget",
        "currency": "currency",
        "own_cash": "own",
        "own_kind": "own_kind",
        "start": "starts",
        "end": "ends",
        "result": "result",
        "dnr": "dnr",
        "source": "url",
    },
    GRANT: {
        "reference": "reference",
        "original": "amount",
        "currency": "currency",
        "decided": "granted",
        "start": "starts",
        "end": "ends",
        "dnr": "dnr",
    },
}
"""Table → column of the downloaded list → what it is called where lists are read. The others are counted."""
_IN_KRONOR = {COOPERATION: {"cost": "budget"}, GRANT: {"granted": "amount"}}
"""What is shown in kronor may be changed where it is kronor."""
_WHERE_NEW = {
    COOPERATION: {"countries": "country"},
    GRANT: {"project": "project", "funder": "funder", "programme": "programme"},
}
"""What is read besides of a row that somebody has added."""
_ALSO = (("kind", "kind"), ("kind", "role"), ("cost", "cost"), ("name", "name_en"))


@dataclass
class DownloadedSheet:
    """What a sheet said when it was downloaded: its columns by name, and each row by the address of its page."""

    language: str = "sv"
    keys: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: dict[str, list] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return GRANT if "funder" in self.keys else COOPERATION

    def places(self, heads: list) -> dict[str, int]:
        """Column → where it stands now, whatever has been moved or put in between."""
        labels = dict(zip(self.headings, self.keys, strict=False))
        return {labels[head]: place for place, head in enumerate(heads) if head in labels}


def downloaded(sheets: list[Sheet]) -> dict[str, DownloadedSheet]:
    """Sheet → what it said, of a workbook that was downloaded from us; empty for any other."""
    original = next((sheet for sheet in sheets if sheet.rows[:1] and sheet.rows[0][:1] == [MARK]), None)
    by_sheet: dict[str, DownloadedSheet] = {}
    language = str(original.rows[0][1]) if original else ""
    for kind, name, *row in original.rows[1:] if original else ():
        sheet = by_sheet.setdefault(name, DownloadedSheet(language))
        if kind == SHEET:
            sheet.keys = [key for key in row if key != ""]
        elif kind == HEADINGS:
            sheet.headings = [heading for heading in row if heading != ""]
        elif kind == LINE:
            sheet.rows[_address(row, sheet.keys)] = row
    return by_sheet


def _address(row: list, keys: list[str]) -> str:
    place = keys.index("address") if "address" in keys else -1
    text = str(row[place]) if 0 <= place < len(row) else ""
    parts = urlsplit(text)
    return f"{parts.path}#{parts.fragment}" if parts.path else ""


def read_own_sheet(reading: ListReading, sheet: Sheet, original: DownloadedSheet, home_country: str) -> None:
    """What has been changed in the sheet, and the rows that have been added to it."""
    places = original.places(sheet.rows[0]) if sheet.rows else {}
    headings = dict(zip(original.keys, original.headings, strict=False))
    reader = _OwnReader(reading, sheet.name, original, headings, home_country)
    for number, row in enumerate(sheet.rows[1:], 2):
        now = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        address = _address([now.get("address", "")], ["address"])
        if address in original.rows:
            reader.read_changes(number, address, now)
        elif sum(cell != "" for cell in now.values()) > 1 and plain(str(row[0])) not in _SUMS:
            reader.read_new(number, now)


@dataclass
class _OwnReader:
    reading: ListReading
    sheet: str
    original: DownloadedSheet
    headings: dict[str, str]
    home_country: str

    def __post_init__(self):
        self.table = self.original.table
        pairs = [*COLUMNS[self.table].items(), *_WHERE_NEW[self.table].items(), *_ALSO]
        columns = [ListColumn(0, name, self.headings.get(key, key), None) for key, name in pairs]
        layout = SheetLayout(0, tuple(columns), self.table)
        self.rows = RowReader(self.reading, self.sheet, layout, self.home_country)

    def read_changes(self, number: int, address: str, now: dict) -> None:
        keys = self.original.keys
        before = dict(zip(keys, [*self.original.rows[address], *[""] * len(keys)], strict=False))
        changed = {key: cell for key, cell in now.items() if not _is_same(before[key], cell)}
        if not changed:
            return
        thing, pk = _thing_at(address)
        if pk is None:
            what = _("Det som raden gäller finns inte längre på den adressen.")
            self._problem(
                number, "address", what, _("Ta bort raden, eller skriv den på en ny rad utan adress.")
            )
            return
        line = dict(self._cells(number, thing, changed, before))
        if line:
            self.rows.read(ListLine(number, line, known=(thing, pk)))

    def _cells(self, number: int, thing: str, changed: dict, before: dict) -> Iterator[tuple[str, object]]:
        for key, cell in changed.items():
            name = self._column(key, thing, before)
            if not name:
                self._remark(number, key, _("Kolumnen räknas fram ur registret. Ändringen läses inte."))
            elif cells.is_empty(cell):
                self._remark(number, key, _("En tom ruta ändrar inget. Ta bort uppgiften i redigeringen."))
            else:
                yield name, self._only_new(number, key, cell, before)

    def _column(self, key: str, thing: str, before: dict) -> str:
        """What the column is called where lists are read; empty where what it says is counted or composed."""
        if key == "kind":
            return "role" if thing == PROJECT else "kind"
        if self.original.language != "sv" and key in ("name", "result"):
            return {"name": "name_en"}.get(key, "")
        in_kronor = _IN_KRONOR[self.table].get(key) if before.get("currency") == "SEK" else ""
        name = in_kronor or COLUMNS[self.table].get(key, "")
        return "cost" if name == "budget" and thing == PARTNERSHIP else name

    def _only_new(self, number: int, key: str, cell, before: dict):
        """Of partners those that are added: nobody is taken away by a list."""
        if key != "partners":
            return cell
        there, now = (set(cells.several(names)) for names in (before[key], cell))
        if there - now:
            self._remark(number, key, _("En part tas inte bort av en lista. Ta bort den i redigeringen."))
        return "; ".join(name for name in cells.several(cell) if name not in there)

    def read_new(self, number: int, now: dict) -> None:
        names = COLUMNS[self.table] | _WHERE_NEW[self.table]
        line = {names[key]: cell for key, cell in now.items() if key in names and not cells.is_empty(cell)}
        if self.table == COOPERATION:
            is_project = plain(str(now.get("type", ""))) in ("projekt", "project")
            line["kind"] = "Projekt" if is_project else now.get("kind", "")
        self.rows.read(ListLine(number, line))

    def _remark(self, number: int, key: str, what: str) -> None:
        self.reading.remarks.append(Problem(self.sheet, number, self.headings.get(key, key), what, ""))

    def _problem(self, number: int, key: str, what: str, do: str) -> None:
        self.reading.problems.append(Problem(self.sheet, number, self.headings.get(key, key), what, do))


def _is_same(before, now) -> bool:
    if isinstance(before, str) and isinstance(now, str):
        return " ".join(before.split()) == " ".join(now.split())
    return before == now


def _thing_at(address: str) -> tuple[str, int | None]:
    """What has the page at an address: a partnership, a project, or one of a project's grants."""
    path, _hash, fragment = address.removeprefix("/en").partition("#")
    if fragment.startswith("bidrag-"):
        pk = fragment.removeprefix("bidrag-")
        return GRANT, _pk(GRANT, pk=pk) if pk.isdecimal() else None
    thing = PROJECT if path.startswith("/projekt/") else PARTNERSHIP
    return thing, _pk(thing, slug=path.strip("/").rpartition("/")[2])


def _pk(thing: str, **which) -> int | None:
    return MODELS[thing].objects.filter(**which).values_list("pk", flat=True).first()
