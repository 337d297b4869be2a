"""Where in a sheet the headings are, which column each of them names, and of which table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lagesbild.cooperation.importing import cells, headings
from lagesbild.cooperation.importing.headings import COOPERATION, GRANT, LESSON, LISTED, plain
from lagesbild.figures.sheets import Sheet
from lagesbild.tables.outcome import short
from lagesbild.tables.units import Unit

SEARCHED = 20  # rows from the top, for the row of headings
LEFT_OUT = "-"
"""What is answered of a column that is not to be read."""
MOST_EXAMPLES = 3


@dataclass(frozen=True)
class ListColumn:
    place: int
    name: str
    heading: str
    unit: Unit | None


@dataclass(frozen=True)
class SheetLayout:
    """``start``: the row of headings, from 0."""

    start: int
    columns: tuple[ListColumn, ...]
    table: str


@dataclass
class ListLine:
    """A row with its cells by column. ``above``: the heading between the rows that it stands under.

    ``funders``: further rows of the same merged row, each with another funder.
    """

    number: int
    cells: dict[str, object]
    above: str = ""
    funders: list["ListLine"] = field(default_factory=list)
    known: tuple[str, int] | None = None
    """What of the register it is (thing, pk), where the list was downloaded from us."""


@dataclass(frozen=True)
class UnknownColumn:
    """A heading that says nothing to us, with some of what stands under it. ``people``: it is refused as it is."""

    sheet: str
    heading: str
    table: str
    examples: tuple[str, ...] = ()
    people: bool = False

    @property
    def key(self) -> str:
        """What an answer about it is kept under."""
        return plain(self.heading)


def layout_of(sheet: Sheet, answers: Mapping[str, str]) -> SheetLayout | None:
    """The row of headings, what they name, and of which table: that of the sheet's name, or that knows most of them."""
    table_by_name = headings.table_of(sheet.name)
    if plain(sheet.name) in headings.SHEETS:
        table_by_name = COOPERATION
    tables = [table_by_name] if table_by_name else [COOPERATION, GRANT, LESSON]
    layouts = [_row_of_headings(sheet, table, answers) for table in tables]
    recognised = [
        layout for layout in layouts if len(layout.columns) >= 2 and (table_by_name or _is_recognised(layout))
    ]
    return max(recognised, key=_weight, default=None)


def _is_recognised(layout: SheetLayout) -> bool:
    names = {column.name for column in layout.columns}
    return layout.table == COOPERATION or len(headings.TELLING[layout.table] & names) >= 2


def _weight(layout: SheetLayout) -> int:
    """How many columns speak for the table. Money speaks for a list of cooperation only beside its partners."""
    columns = layout.columns
    of_partners = any(
        column.name == "kind" or (column.name == "partners" and "part" in plain(column.heading))
        for column in columns
    )
    if layout.table != COOPERATION or of_partners:
        return len(columns)
    return sum(column.name not in LISTED for column in columns)


def _row_of_headings(sheet: Sheet, table: str, answers: Mapping[str, str]) -> SheetLayout:
    """The row with the most headings that the table knows."""
    best = SheetLayout(0, (), table)
    for start, row in enumerate(sheet.rows[:SEARCHED]):
        texts = [(place, cell) for place, cell in enumerate(row) if _may_be_heading(cell)]
        columns = [
            ListColumn(place, name, cell, unit)
            for place, cell in texts
            for name, unit in [column_of(cell, table, answers)]
            if name
        ]
        if len(columns) > len(best.columns):
            best = SheetLayout(start, tuple(columns), table)
    return best


def _may_be_heading(cell) -> bool:
    return isinstance(cell, str) and 0 < len(cell) <= 80


def column_of(heading: str, table: str, answers: Mapping[str, str]) -> tuple[str, Unit | None]:
    """The column that a heading names, as somebody has said or by its words; empty where it names none."""
    answer = answers.get(plain(heading), "")
    name, unit = headings.column_of(heading, table)
    if answer == LEFT_OUT:
        return "", None
    return (answer, unit) if answer in headings.columns_of(table) else (name, unit)


def unknown_columns(sheet: Sheet, layout: SheetLayout, answers: Mapping[str, str]) -> list[UnknownColumn]:
    """Those headings that nobody has said anything of, in their order; those that are refused among them."""
    known_places = {column.place for column in layout.columns}
    return [
        UnknownColumn(sheet.name, short(heading), layout.table, _examples(sheet, layout.start, place), people)
        for place, heading in enumerate(sheet.rows[layout.start])
        if heading != "" and place not in known_places
        for people in [isinstance(heading, str) and headings.holds_people(heading)]
        if not (isinstance(heading, str) and _is_settled(heading, answers))
    ]


def _is_settled(heading: str, answers: Mapping[str, str]) -> bool:
    return answers.get(plain(heading)) == LEFT_OUT or headings.is_ours(heading)


def _examples(sheet: Sheet, start: int, place: int) -> tuple[str, ...]:
    below = (row[place] for row in sheet.rows[start + 1 :] if place < len(row))
    filled = dict.fromkeys(
        short(cells.words(cell)) for cell in below if not cells.is_empty(cell) and cell != ""
    )
    return tuple(filled)[:MOST_EXAMPLES]
