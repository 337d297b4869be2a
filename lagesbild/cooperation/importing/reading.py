"""From the bytes of a list to its rows, and everything wrong with them.

A row is a partnership, a project, an exchange, a grant or a lesson; or a payment, claim or report of a grant.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lagesbild.cooperation.hidden_cells import hidden_problems
from lagesbild.cooperation.importing import cells, headings, own_list
from lagesbild.cooperation.importing.answers import NO_ANSWERS, ListAnswers
from lagesbild.cooperation.importing.cell_periods import CellPeriod, cell_periods
from lagesbild.cooperation.importing.checks import DAYS
from lagesbild.cooperation.importing.layout import ListLine, SheetLayout, layout_of, unknown_columns
from lagesbild.cooperation.importing.row_reading import RowReader
from lagesbild.cooperation.importing.rows import ListReading, ReadSheet
from lagesbild.cooperation.importing.tidying import TidySheet
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet, WorkbookProblems, sheets_of
from lagesbild.figures.size_limits import SENT_IN

LARGEST = 10_000_000  # bytes
MOST_ROWS = 5_000
EXPLAINED, EXAMPLE = "Förklaringar", "Exempel"
"""Sheets of the table to fill in that are there to be read by people: the second begins several names."""


def read_list(
    name: str, content: bytes, home_country: str = "SE", answers: ListAnswers = NO_ANSWERS
) -> ListReading:
    """The rows of a .xlsx or .csv file with everything wrong in it; a file that cannot be read is one problem."""
    reading = ListReading()
    try:
        if len(content) > LARGEST:
            raise WorkbookProblems.one(name, _("Filen är större än 10 MB."), _("Dela upp den."))
        sheets = sheets_of(name, content, headings.all_headings(), dates=True, limits=SENT_IN)
    except WorkbookProblems as error:
        reading.problems += error.problems
        return reading
    if originals := own_list.downloaded(sheets):
        for sheet in sheets:
            if sheet.name in originals:
                own_list.read_own_sheet(reading, sheet, originals[sheet.name], home_country)
        if not reading.rows and not reading.problems:
            what = _("Inget är ändrat i listan sedan den hämtades.")
            reading.remarks.append(Problem(name, None, "", what, ""))
        return reading
    visible_sheets = [sheet for sheet in sheets if not sheet.hidden and not _is_explained(sheet.name)]
    reading.remarks += [
        _hidden_sheet(sheet) for sheet in sheets if sheet.hidden and layout_of(sheet, answers.columns)
    ]
    recognised = [_read_sheet(reading, sheet, home_country, answers) for sheet in visible_sheets]
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


def _read_sheet(reading: ListReading, sheet: Sheet, home_country: str, answers: ListAnswers) -> bool:
    layout = layout_of(sheet, answers.columns)
    if layout is None:
        if any(any(cell != "" for cell in row) for row in sheet.rows):
            what = _("Bladet läses inte: där finns ingen rad med rubriker som känns igen.")
            reading.remarks.append(Problem(sheet.name, None, "", what, ""))
        return False
    _ask_about_columns(reading, sheet, layout, answers.columns)
    if not _has_two_of_a_kind(reading, sheet, layout) and not _is_too_long(reading, sheet, layout):
        reading.problems += hidden_problems(sheet, layout.start, {column.place for column in layout.columns})
        _read_lines(reading, sheet, layout, home_country, answers)
    return True


def _read_lines(
    reading: ListReading, sheet: Sheet, layout: SheetLayout, home_country: str, answers: ListAnswers
) -> None:
    tidy_sheet = TidySheet(sheet, layout)
    lines = [answers.corrected(sheet.name, line) for line in tidy_sheet.lines()]
    lines = [line for line in lines if (sheet.name, line.number) not in answers.skipped]
    reading.sheets.append(ReadSheet(sheet, layout, tuple(lines)))
    reading.remarks += tidy_sheet.remarks
    reading.problems += tidy_sheet.problems
    reader = RowReader(reading, sheet.name, layout, home_country, _settled(lines, layout))
    for line in lines:
        reader.read(line)


def _has_two_of_a_kind(reading: ListReading, sheet: Sheet, layout: SheetLayout) -> bool:
    names = [column.name for column in layout.columns]
    twice = [column.heading for column in layout.columns if names.count(column.name) > 1]
    if twice:
        labels = ", ".join(f"”{heading}”" for heading in twice)
        what = _("Flera rubriker betyder samma sak: %(named)s.") % {"named": labels}
        reading.problems.append(Problem(sheet.name, layout.start + 1, "", what, _("Behåll en av dem.")))
    return bool(twice)


def _is_too_long(reading: ListReading, sheet: Sheet, layout: SheetLayout) -> bool:
    is_too_long = len(sheet.rows) - layout.start > MOST_ROWS
    if is_too_long:
        what = _("Bladet har fler än %(most)s rader.") % {"most": MOST_ROWS}
        reading.problems.append(Problem(sheet.name, None, "", what, _("Dela upp filen.")))
    return is_too_long


def _settled(lines: list[ListLine], layout: SheetLayout) -> dict[str, dict]:
    """What the cells of each column of days and periods say; one cell may show how the others are meant."""
    settled = {}
    for column in layout.columns:
        written = {line.cells[column.name] for line in lines if column.name in line.cells}
        if column.name in DAYS:
            settled[column.name] = cells.days(written)
        elif column.name == "period":
            periods = cell_periods(written)
            settled["period"] = {cell: when for cell, when in periods.items() if isinstance(when, CellPeriod)}
    return settled


def _ask_about_columns(
    reading: ListReading, sheet: Sheet, layout: SheetLayout, answers: Mapping[str, str]
) -> None:
    """Columns that nobody knows are asked about; one with people is refused until somebody leaves it out."""
    for column in unknown_columns(sheet, layout, answers):
        if not column.people:
            reading.unread.append((sheet.name, column.heading))
            reading.columns.append(column)
        elif column.examples:
            what = _("Kolumnen har uppgifter om personer.")
            do = _(
                "Ta bort den. Registret har tjänster och antal, aldrig namn på personer"
                " (dataskyddsförordningen). Skriv tjänsten i kolumnen Tjänst."
            )
            reading.problems.append(Problem(sheet.name, layout.start + 1, column.heading, what, do))
            reading.columns.append(column)
