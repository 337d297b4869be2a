"""A table that is not laid out as ours: understood by itself or by a mapping, and added value by value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from lagesbild.figures.left_out import Remark
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet, WorkbookProblems
from lagesbild.figures.sources.workbook.choices import Areas, Choices
from lagesbild.figures.sources.workbook.headings import ROLES
from lagesbild.figures.sources.workbook.sheet_values import SheetCells, hidden_parts
from lagesbild.tables.layout import (
    LongRows,
    LongValue,
    RowFault,
    TableMapping,
    Understanding,
    long_rows,
    recognise,
)
from lagesbild.tables.layout.mapping import ROW_SAYS, ColumnRole
from lagesbild.tables.layout.questions import WHICH_SHEET
from lagesbild.tables.places import Place, Places

ALIKE_FAULTS = 3


class LayoutQuestions(WorkbookProblems):
    """What the table leaves open: its problems are the questions. ``understanding``: what is understood so far.

    ``table`` is the sheet that was looked at; ``sheet`` its name, where there are several to choose between.
    """

    def __init__(self, table: Sheet, understanding: Understanding, several_sheets: bool = False):
        self.understanding = understanding
        self.table = table
        self.sheet = table.name if several_sheets else ""
        do = "Svara i beskrivningen av tabellen."
        super().__init__(Problem(table.name, None, "", q.words.sv, do) for q in understanding.questions)


@dataclass(frozen=True)
class UnderstoodSheet:
    sheet: Sheet
    understanding: Understanding


def is_own_layout(sheets: Iterable[Sheet]) -> bool:
    """Whether the first row of a sheet has headings of ours, that of the indicators among them; or nothing at all."""
    for sheet in sheets:
        first = next((row for row in sheet.rows if any(cell != "" for cell in row)), [])
        headings = [" ".join(str(cell).lower().split()) for cell in first if cell != ""]
        known = [ROLES[heading] for heading in headings if heading in ROLES]
        if "indicator" in known and len(known) > 1:
            return True
    return all(cell == "" for sheet in sheets for row in sheet.rows for cell in row)


def understood(sheets: Sequence[Sheet], choices: Choices) -> UnderstoodSheet:
    """The one sheet that is the table, and how it is read. Raises LayoutQuestions, or WorkbookProblems."""
    answers = choices.mapping or TableMapping()
    answers = replace(answers, area=answers.area or choices.area, period=answers.period or choices.period)
    visible = [
        sheet for sheet in sheets if sheet.rows and not sheet.hidden and sheet.name not in choices.drop
    ]
    candidates = [sheet for sheet in visible if sheet.name == answers.sheet] or visible
    if not candidates:
        raise WorkbookProblems.one(sheets[0].name, "Filen är tom.", "Lägg till rubriker och värden.")
    places = places_of(choices.areas)
    readings = [
        UnderstoodSheet(sheet, recognise(kept_cells(sheet, choices.drop), places, answers, choices.indicator))
        for sheet in candidates
    ]
    tables = [reading for reading in readings if reading.understanding.is_table] or readings[:1]
    if len(tables) > 1:
        names = ", ".join(reading.sheet.name for reading in tables)
        understanding = replace(tables[0].understanding, questions=(WHICH_SHEET(sheets=names),))
        raise LayoutQuestions(candidates[0], understanding)
    reading = tables[0]
    if reading.understanding.questions:
        raise LayoutQuestions(reading.sheet, reading.understanding, len(visible) > 1)
    mapping = replace(reading.understanding.mapping, sheet=reading.sheet.name if len(visible) > 1 else "")
    return replace(reading, understanding=replace(reading.understanding, mapping=mapping))


def places_of(areas: Areas) -> Places:
    return Places(tuple(Place(code, name, kind) for code, (name, kind) in areas.items()))


def kept_cells(sheet: Sheet, drop: Iterable[str]) -> list[list]:
    """The sheet's rows, with nothing in those rows and columns that are to be left out."""
    dropped = {name.removeprefix(f"{sheet.name}!") for name in drop}
    if not dropped:
        return sheet.rows
    return [
        [
            "" if str(number) in dropped or get_column_letter(index + 1) in dropped else cell
            for index, cell in enumerate(row)
        ]
        for number, row in enumerate(sheet.rows, start=1)
    ]


def add_mapped(
    cells: SheetCells,
    reading: UnderstoodSheet,
    choices: Choices,
    problems: list[Problem],
    remarks: list[Remark],
) -> None:
    """Add the table's values to ``cells``; what is wrong goes to ``problems``, how it was read to ``remarks``."""
    sheet, mapping = reading.sheet, reading.understanding.mapping
    rows = kept_cells(sheet, choices.drop)
    table = long_rows(rows, mapping, places_of(choices.areas))
    problems += [*_merged(sheet, table), *hidden_parts(sheet, _filled(rows, table))]
    problems += _faults(sheet, table.faults)
    _add(cells, sheet.name, table.values)
    remarks += _accounts(sheet, mapping, table)


def _filled(rows: Sequence[Sequence], table: LongRows) -> list[tuple[int, list]]:
    return [(number, list(rows[number - 1])) for number in sorted({value.row for value in table.values})]


def _merged(sheet: Sheet, table: LongRows) -> list[Problem]:
    """Merged cells among the values: only the first of them has anything."""
    numbers = {value.row for value in table.values}
    do = "Dela dem och fyll i varje cell."
    return [
        Problem(sheet.name, first, "", f"Cellerna {name} är sammanfogade.", do)
        for first, last, name in sheet.merged
        if not numbers.isdisjoint(range(first, last + 1))
    ]


def _faults(sheet: Sheet, faults: Iterable[RowFault]) -> list[Problem]:
    """Each fault in its place; of many that are alike the first, and how many more there are."""
    alike: dict[str, list[RowFault]] = defaultdict(list)
    for fault in faults:
        alike[fault.what.sv].append(fault)
    return [
        Problem(sheet.name, fault.row, _letters(fault.column), f"{what}{_more(same, index)}", fault.do.sv)
        for what, same in alike.items()
        for index, fault in enumerate(same[:ALIKE_FAULTS])
    ]


def _more(same: Sequence[RowFault], index: int) -> str:
    rest = len(same) - ALIKE_FAULTS
    return f" Så är det på {rest} rader till." if index == ALIKE_FAULTS - 1 and rest > 0 else ""


def _letters(index: int | None) -> str:
    return "" if index is None else get_column_letter(index + 1)


def _add(cells: SheetCells, name: str, values: Sequence[LongValue]) -> None:
    by_column: dict[int, list[LongValue]] = defaultdict(list)
    for value in values:
        by_column[value.column].append(value)
    for index, column in by_column.items():
        letters = _letters(index)
        parts: Mapping[str, tuple[str, list]] = {
            "indicator": (letters, [value.indicator for value in column]),
            "area": ("", [value.area for value in column]),
            "period": (letters, [value.period for value in column]),
            "subgroup": ("", [value.group for value in column]),
            "value": (letters, [value.value for value in column]),
            "unit": (letters, [value.unit for value in column]),
            "flag": ("", [value.flag for value in column]),
            "comment": ("", [value.comment for value in column]),
        }
        cells.add(name, [value.row for value in column], parts)


def _accounts(sheet: Sheet, mapping: TableMapping, table: LongRows) -> list[Remark]:
    """How the table was read, and which of its rows were not."""
    remarks = [Remark(sheet.name, f"Tabellen läses så: {summary(mapping)}")]
    if table.without_values:
        numbers = _spans(table.without_values)
        remarks.append(
            Remark(sheet.name, f"Rader utan värden läses inte: {numbers}.", len(table.without_values))
        )
    if table.left_out:
        remarks.append(
            Remark(sheet.name, f"Rader som lämnas bort: {_spans(table.left_out)}.", len(table.left_out))
        )
    return remarks


def summary(mapping: TableMapping) -> str:
    """How the table is read, in a line."""
    parts = [
        f"{role} = {', '.join(mapping.headed(role))}"
        for role in ColumnRole
        if role != ColumnRole.MEASURE and mapping.headed(role)
    ]
    parts += [f"plats = {mapping.area}"] if mapping.area and not mapping.headed(ColumnRole.PLACE) else []
    parts += [f"tid = {mapping.period}"] if mapping.period and not mapping.headed(ColumnRole.TIME) else []
    measures = [
        f"{stem or 'värdena'} → {name}" for stem, name in mapping.measures.items() if name != ROW_SAYS
    ]
    return "; ".join([*parts, *([f"mått: {', '.join(measures)}"] if measures else [])]) + "."


def _spans(numbers: Sequence[int]) -> str:
    """Row numbers, those that follow each other as a span; of many the first."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    texts = [f"{first}–{last}" if last > first else str(first) for first, last in spans]
    return ", ".join(texts[:8]) + (" …" if len(texts) > 8 else "")
