"""From sheets, long or wide, to one long table of cells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from lagesbild.figures.cells import (
    Wrong,
)
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet
from lagesbild.figures.sources.workbook.choices import Choices
from lagesbild.figures.sources.workbook.headings import HEADINGS, TableHeader, header_of

AFTER_A_VALUE = ("subgroup", "unit", "flag", "comment")


@dataclass
class SheetCells:
    """SheetCells of every sheet by role, one item a value, with the place each came from."""

    sheet: list[str] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: dict[str, list[str]] = field(default_factory=lambda: {role: [] for role in HEADINGS})
    cell: dict[str, list] = field(default_factory=lambda: {role: [] for role in HEADINGS})

    def add(self, sheet: str, rows: list[int], columns: Mapping[str, tuple[str, list]]) -> None:
        """Add values: their rows and, for each role, the name of its column and its cells."""
        self.sheet += [sheet] * len(rows)
        self.row += rows
        for role in HEADINGS:
            place, cells = columns.get(role) or ("", [""] * len(rows))
            self.column[role] += [place] * len(rows)
            self.cell[role] += cells

    def problem(self, index: int, role: str, wrong: Wrong) -> Problem:
        return Problem(self.sheet[index], self.row[index], self.column[role][index], *wrong)


@dataclass(frozen=True)
class SheetTable:
    """A sheet's header and, under it, the numbers of its rows and its columns of cells."""

    sheet: Sheet
    header: TableHeader
    rows: list[int]
    columns: list[list]

    def problem(self, row: int, index: int | None, wrong: Wrong) -> Problem:
        return Problem(self.sheet.name, row, "" if index is None else self.place(index), *wrong)

    def place(self, index: int) -> str:
        heading = self.header.cells[index]
        return get_column_letter(index + 1) + (f" ({heading})" if heading != "" else "")


def add_table(cells: SheetCells, sheet: Sheet, choices: Choices, problems: list[Problem]) -> None:
    """Add a sheet's values to ``cells``, or what is wrong with its shape to ``problems``."""
    rows = _kept_rows(sheet, choices.drop)
    if not rows:
        return
    if sheet.hidden:
        do = "Visa bladet, eller lämna bort det."
        problems.append(Problem(sheet.name, None, "", "Bladet är dolt men har innehåll.", do))
        return
    problems += _merged(sheet, {number for number, _ in rows})
    problems += hidden_parts(sheet, rows)
    header = header_of(sheet, *rows[0], home=bool(choices.area), problems=problems)
    if not header:
        return
    body = _body(sheet, header, rows[1:], problems)
    if len(rows) == 1:
        what = "Det finns inga rader under rubriken."
        problems.append(Problem(sheet.name, header.row, "", what, "Fyll i värden."))
    if body:
        columns = [list(column) for column in zip(*(row for _, row in body), strict=True)]
        _add_values(
            cells, SheetTable(sheet, header, [number for number, _ in body], columns), choices, problems
        )


def _kept_rows(sheet: Sheet, drop: Collection[str]) -> list[tuple[int, list]]:
    """Rows with anything in them, numbered from 1, without the rows and columns that are to be left out."""
    dropped = {name.removeprefix(f"{sheet.name}!") for name in drop}
    columns = [index for index in range(_width(sheet)) if get_column_letter(index + 1) in dropped]
    rows = [(number, row) for number, row in enumerate(sheet.rows, start=1) if str(number) not in dropped]
    if columns:
        rows = [(n, ["" if i in columns else cell for i, cell in enumerate(row)]) for n, row in rows]
    return [(number, row) for number, row in rows if row.count("") < len(row)]


def _width(sheet: Sheet) -> int:
    return max(map(len, sheet.rows), default=0)


def unknown_drops(sheets: list[Sheet], drop: Collection[str]) -> list[Problem]:
    """A name that is not in the files is a slip of the pen, and the wrong row would be kept."""
    if not drop or not sheets:
        return []
    there = {sheet.name for sheet in sheets}
    for sheet in sheets:
        there |= {f"{sheet.name}!{number}" for number in range(1, len(sheet.rows) + 1)}
        there |= {f"{sheet.name}!{get_column_letter(index + 1)}" for index in range(_width(sheet))}
    what = "Raden, kolumnen eller bladet som skulle lämnas bort finns inte."
    do = "Kontrollera namnet: Blad1!14, Blad1!D eller Blad1."
    return [Problem(name, None, "", what, do) for name in sorted(drop) if name not in there]


def _merged(sheet: Sheet, row_numbers: set[int]) -> list[Problem]:
    return [
        Problem(sheet.name, first, "", f"Cellerna {name} är sammanfogade.", "Dela dem och fyll i varje cell.")
        for first, last, name in sheet.merged
        if not row_numbers.isdisjoint(range(first, last + 1))
    ]


def hidden_parts(sheet: Sheet, rows: list[tuple[int, list]]) -> list[Problem]:
    """Rows and columns with content that nobody who looks at the sheet can see, filtered ones too."""
    do = "Visa den, eller lämna bort den."
    problems = [
        Problem(sheet.name, number, "", "Raden är dold men har innehåll.", do)
        for number, _ in rows
        if number in sheet.hidden_rows
    ]
    filled = {index for _, row in rows for index, cell in enumerate(row, start=1) if cell != ""}
    for column in sorted(sheet.hidden_columns & filled):
        letter = get_column_letter(column)
        problems.append(Problem(sheet.name, None, letter, "Kolumnen är dold men har innehåll.", do))
    return problems


def _body(sheet: Sheet, header: TableHeader, rows: list, problems: list[Problem]) -> list[tuple[int, list]]:
    """The rows under the header, each as wide as the header; those that cannot be become problems."""
    width, body = len(header.cells), []
    for number, row in rows:
        if len(row) != width:
            answer = _fitted(sheet, row, width)
            if isinstance(answer, Wrong):
                problems.append(Problem(sheet.name, number, "", *answer))
                continue
            row = answer
        if row == header.cells:
            what = f"Rubriken på rad {header.row} upprepas."
            problems.append(Problem(sheet.name, number, "", what, "Ta bort raden."))
        else:
            body.append((number, row))
    return body


def _fitted(sheet: Sheet, row: list, width: int) -> list | Wrong:
    """The row as wide as the header: Excel leaves out empty cells at the end, a whole CSV row does not."""
    surplus = [get_column_letter(index + 1) for index in range(width, len(row)) if row[index] != ""]
    if not surplus and (len(row) > width or not sheet.delimiter):
        return row[:width] + [""] * (width - len(row))
    if not sheet.delimiter:
        what = f"Cellen i kolumn {surplus[0]} står utanför tabellen."
        return Wrong(what, "Sätt en rubrik över den eller ta bort den.")
    do = "Rätta raden."
    if sheet.delimiter == ",":
        do = "Är det ett decimalkomma? Spara filen med semikolon mellan cellerna."
    return Wrong(f"Raden har {len(row)} celler men rubriken {width}.", do)


def _add_values(cells: SheetCells, table: SheetTable, choices: Choices, problems: list[Problem]) -> None:
    problems += _unnamed_columns(table)
    problems += _split_numbers(table)
    roles = table.header.roles
    columns = {role: (table.place(index), table.columns[index]) for role, index in roles.items()}
    if "area" not in columns:
        columns["area"] = ("", [choices.area] * len(table.rows))
    if not table.header.periods:
        cells.add(table.sheet.name, table.rows, columns)
        return
    problems += _rows_without_value(table)
    for index in table.header.periods:
        _add_period(cells, table, index, columns)


def _add_period(
    cells: SheetCells, table: SheetTable, index: int, columns: Mapping[str, tuple[str, list]]
) -> None:
    """Add a period's column: an empty cell in it is no value, as the row may have others."""
    filled = [i for i, cell in enumerate(table.columns[index]) if cell != ""]
    of_period = {role: (place, [column[i] for i in filled]) for role, (place, column) in columns.items()}
    of_period["period"] = (table.place(index), [table.header.periods[index]] * len(filled))
    of_period["value"] = (table.place(index), [table.columns[index][i] for i in filled])
    cells.add(table.sheet.name, [table.rows[i] for i in filled], of_period)


def _unnamed_columns(table: SheetTable) -> list[Problem]:
    wrong = Wrong("Kolumnen saknar rubrik.", "Sätt en rubrik eller lämna bort kolumnen.")
    unnamed = [index for index, heading in enumerate(table.header.cells) if heading == ""]
    filled = [index for index in unnamed if table.columns[index].count("") < len(table.rows)]
    return [table.problem(table.header.row, index, wrong) for index in filled]


def _split_numbers(table: SheetTable) -> list[Problem]:
    """In a comma-separated file, digits in the text column after a value may be the decimals of 12,5."""
    after = table.header.roles.get("value", -2) + 1
    if table.sheet.delimiter != "," or after not in [table.header.roles.get(role) for role in AFTER_A_VALUE]:
        return []
    wrong = Wrong("Siffrorna efter värdet kan vara dess decimaler.", "Spara filen med semikolon.")
    cells = zip(table.rows, table.columns[after], strict=True)
    return [table.problem(row, after, wrong) for row, cell in cells if cell.isdigit()]


def _rows_without_value(table: SheetTable) -> list[Problem]:
    wrong = Wrong("Raden har inget värde för något år.", "Fyll i värden eller ta bort raden.")
    years = zip(*(table.columns[index] for index in table.header.periods), strict=True)
    year_cells = zip(table.rows, years, strict=True)
    return [table.problem(row, None, wrong) for row, values in year_cells if values.count("") == len(values)]
