"""The rows that are not saved, in a file of their own: as they were read, each with what there is to put right."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from lagesbild.cooperation.importing import cells, headings
from lagesbild.cooperation.importing.headings import COOPERATION
from lagesbild.cooperation.importing.planning import Plan
from lagesbild.cooperation.importing.rows import ListReading, ReadSheet
from lagesbild.figures.cells import Wrong
from lagesbild.figures.problems import Problem


def set_aside_workbook(reading: ListReading, list_plan: Plan, aside: Collection[tuple[str, int]]) -> bytes:
    """An .xlsx file that can be mended and read in: the rows ``aside`` of each sheet, under their own headings."""
    book = Workbook()
    book.remove(book.active)
    why = reasons(list_plan)
    for read_sheet in reading.sheets:
        numbers = [number for sheet, number in aside if sheet == read_sheet.sheet.name]
        if numbers:
            _add_sheet(book, read_sheet, numbers, why)
    if not book.sheetnames:
        book.create_sheet(_("Inga rader"))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def reasons(list_plan: Plan) -> dict[tuple[str, int], list[str]]:
    """Row → what is wrong in it, and what is asked about it, in words."""
    why: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in list_plan.problems:
        if problem.row:
            why[problem.sheet, problem.row].append(_sentence(problem))
    for match in list_plan.meant:
        if not match.reference:
            likely = ", ".join(choice.name for choice in match.choices[:-1]) or match.name
            sentence = _("Är ”%(name)s” samma som %(likely)s?") % {"name": match.name, "likely": likely}
            for place in match.places:
                why[place].append(sentence)
    return why


def _sentence(problem: Problem) -> str:
    column = f"{problem.column}: " if problem.column else ""
    return f"{column}{problem.what} {problem.do}".strip()


def _add_sheet(book: Workbook, read_sheet: ReadSheet, numbers: Iterable[int], why: dict) -> None:
    sheet, layout = read_sheet.sheet, read_sheet.layout
    name = headings.plain(sheet.name)
    page = book.create_sheet(sheet.name.replace("/", "-")[:31] if not name.endswith(".csv") else _("Lista"))
    with_kind = layout.table == COOPERATION and not any(column.name == "kind" for column in layout.columns)
    heads = [column.heading for column in layout.columns]
    page.append(
        [*heads, *([str(headings.label(COOPERATION, "kind"))] if with_kind else []), str(headings.REASON)]
    )
    for cell in page[1]:
        cell.font = Font(bold=True)
    for line in read_sheet.lines:
        lines = [line, *line.funders]
        if not any(part.number in numbers for part in lines):
            continue
        sentences = [text for part in lines for text in why.get((sheet.name, part.number), ())]
        row = [_written(line.cells.get(column.name, "")) for column in layout.columns]
        page.append([*row, *([line.above] if with_kind else []), " ".join(dict.fromkeys(sentences))])


def _written(cell):
    if isinstance(cell, Wrong | cells.PartialDate):
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith("=") else cell
