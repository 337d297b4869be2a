"""What a list says, row by row, before anybody has looked in the register."""

from dataclasses import dataclass, field

from lagesbild.cooperation.importing.layout import ListLine, SheetLayout, UnknownColumn
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet


@dataclass(frozen=True)
class NamedOrganisation:
    """An organisation as the list names it. ``ours``: it answers for something, rather than being a partner."""

    name: str
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    ours: bool = False


@dataclass(frozen=True)
class GrantPartRow:
    """A payment, a claim or a report of a grant (``kind``), on a row of its own."""

    sheet: str
    number: int
    kind: str
    values: dict[str, object]


@dataclass(frozen=True)
class ListRow:
    """One row: where it stands, what it is (``thing`` and its ``kind``), and what each of its columns says."""

    sheet: str
    number: int
    thing: str
    kind: str
    values: dict[str, object]
    partners: tuple[NamedOrganisation, ...] = ()
    owner: NamedOrganisation | None = None
    body: NamedOrganisation | None = None
    funder: NamedOrganisation | None = None
    parts: tuple[GrantPartRow, ...] = ()


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as it was read, for whoever puts rows of it into a file of their own."""

    sheet: Sheet
    layout: SheetLayout
    lines: tuple[ListLine, ...]


@dataclass
class ListReading:
    """What stands in a file. ``unread``: (sheet, heading) of columns that we do not know.

    ``broken``: rows that have problems, as far as they can be read: others may be part of them.
    """

    rows: list[ListRow] = field(default_factory=list)
    broken: list[ListRow] = field(default_factory=list)
    parts: list[GrantPartRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    columns: list[UnknownColumn] = field(default_factory=list)
    """Those, and the ones with people, as they are asked about."""
    sheets: list[ReadSheet] = field(default_factory=list)

    @property
    def places(self) -> set[tuple[str, int]]:
        """Every row that was read, as (sheet, number)."""
        return {
            (read_sheet.sheet.name, part.number)
            for read_sheet in self.sheets
            for line in read_sheet.lines
            for part in (line, *line.funders)
        }
