"""The sheets of an old Excel file (.xls) or an OpenDocument spreadsheet (.ods), once they are measured."""

import io
import math
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from lagesbild.figures.cells import Wrong
from lagesbild.figures.compound_file import MAGIC
from lagesbild.figures.ods_parts import ods_facts
from lagesbild.figures.size_limits import FROM_DISK, SizeLimits
from lagesbild.figures.xls_records import SheetFacts, xls_facts

NAMES = (".xls", ".ods")


def old_sheets(
    content: bytes, dates: bool, percents: bool, limits: SizeLimits = FROM_DISK
) -> list[tuple[str, list[list], bool, SheetFacts]]:
    """Each sheet's name, rows of cells, whether it is hidden, and what its records say. Raises WorkbookRefused."""
    facts, measured = old_facts(content, limits)
    with _panics_told():
        return _sheets(measured, facts, dates, percents)


def old_facts(content: bytes, limits: SizeLimits) -> tuple[list[SheetFacts], bytes]:
    """What is told of the sheets before they are opened, and what may be opened. Raises WorkbookRefused."""
    if content.startswith(MAGIC):
        return xls_facts(content, limits)
    return ods_facts(content, limits)


@contextmanager
def _panics_told() -> Iterator[None]:
    """The reader's own way of giving up on a broken file is no Exception, and would end the whole process."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError("the reader gave up") from None


def _sheets(content: bytes, facts: list[SheetFacts], dates: bool, percents: bool) -> list[tuple]:
    # Here, not above: what reads no such file need not wait for it.
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    tables = [
        sheet for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    for place, sheet in enumerate(tables):
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        said = facts[place] if place < len(facts) else SheetFacts()
        reader = _reader(said, dates, percents)
        cells = [[reader(i, j, cell) for j, cell in enumerate(row)] for i, row in enumerate(rows)]
        while cells and all(cell == "" for cell in cells[-1]):
            cells.pop()
        sheets.append((sheet.name, cells, sheet.visible != python_calamine.SheetVisibleEnum.Visible, said))
    return sheets


def _reader(facts: SheetFacts, dates: bool, percents: bool) -> Callable[[int, int, Any], Any]:
    def read(row: int, column: int, cell: Any) -> Any:
        if isinstance(cell, float) and (row, column) in facts.percents:
            return _percent(cell, percents)
        return _cell(cell, dates)

    return read


def _percent(number: float, percents: bool) -> str | Wrong:
    if percents:
        return f"{(Decimal(repr(number)) * 100).normalize():f} %"
    do = "Välj talformatet Allmänt och skriv procenttalet, till exempel 12,5."
    return Wrong(f"Cellen visas i procent men innehåller {number}.", do)


def _cell(cell: Any, dates: bool) -> str | int | float | date | Wrong:
    match cell:
        case str():
            return unicodedata.normalize("NFC", cell.strip())
        case bool():
            return Wrong("Cellen är SANT eller FALSKT.", "Skriv Ja eller Nej som text.")
        case float() if not math.isfinite(cell):
            return Wrong("Cellen är inte ett ändligt tal.", "Skriv talet, eller - om det saknas.")
        case float() | int():
            return int(cell) if float(cell).is_integer() else cell
        case datetime() | date() if dates:
            return cell.date() if isinstance(cell, datetime) else cell
        case datetime() | date() | time() | timedelta():
            return Wrong("Cellen är ett klockslag eller datum.", "Skriv text, eller året med fyra siffror.")
    return ""
