"""How much a workbook holds, told from its XML before a reader builds it: one measure for every place that opens one.

Five kilobytes can say that a billion cells are merged. The reader of workbooks makes every cell of a range that is
merged, linked or commented on, and every empty cell before the last one of a row, so those are counted, and what the
file says of its own size is not: a program may write that all columns are in use where none is.
"""

import re
import zipfile
from collections import deque
from dataclasses import dataclass, field
from xml.parsers import expat

from lagesbild.figures.size_limits import (
    DEEPEST,
    FROM_DISK,
    LAST_ROW,
    MOST_SHEETS,
    SizeLimits,
    TooMuch,
    WorkbookRefused,
    chunks,
    opened_zip,
    refuse_if_large,
)

LAST_COLUMN = 18_278
"""The last one that the reader knows, ZZZ. Excel's own is XFD."""

# libxml reads these, and what measures here does not: nothing is measured in them.
_FOREIGN = (b"\0\0\0<", b"<\0\0\0", b"\0\0\xfe\xff", b"\xff\xfe\0\0", b"Lo\xa7\x94")
_ENCODING_TROUBLE = (
    expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING],
    expat.errors.codes[expat.errors.XML_ERROR_INCORRECT_ENCODING],
)
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,9})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,9}):\$?([0-9]{1,9})")
SHEETS = {"worksheet", "chartsheet", "dialogsheet"}
TRUE = ("1", "true")
EXPANDED = {"mergeCell", "hyperlink", "comment"}


@dataclass
class WorkbookSize:
    """``read``: cells that a reader of rows makes; ``built``: those that a reader of whole sheets makes.

    ``longest``: rows of the longest sheet. ``uncounted``: the formulas are to be counted when the file is opened, and
    may not have been before.
    """

    read: int = 0
    built: int = 0
    longest: int = 0
    sheets: int = 0
    named_sheets: int = 0
    formulas: bool = False
    uncounted: bool = False
    merged: bool = False
    hidden: bool = False

    @property
    def is_to_be_built(self) -> bool:
        """Whether there is something that a reader of rows does not know of."""
        return self.merged or self.hidden


def workbook_size(
    content: bytes, limits: SizeLimits = FROM_DISK, *, built_whole: bool = False
) -> WorkbookSize:
    """The size of the workbook. Raises WorkbookRefused where opening it would take more than there is room for.

    It is to be read row by row where nothing is merged or hidden, and built whole where something is, or always, if
    ``built_whole``. What is no zip file raises zipfile.BadZipFile.
    """
    size = WorkbookSize()
    with opened_zip(content) as packed:
        refuse_if_large(packed, limits)
        for part in packed.infolist():
            _measure_part(packed, part, size)
            _refuse_if_too_much(size, limits, built_whole)
    # Two sheets of one part are read twice, so that a small file could have a large one many times over.
    if size.named_sheets > size.sheets or size.sheets > MOST_SHEETS:
        raise WorkbookRefused(TooMuch.CELLS)
    return size


def _refuse_if_too_much(size: WorkbookSize, limits: SizeLimits, built_whole: bool) -> None:
    whole = size.is_to_be_built or built_whole
    if size.read > limits.read or size.longest > LAST_ROW or (whole and size.built > limits.built):
        raise WorkbookRefused(TooMuch.CELLS)


def _measure_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, size: WorkbookSize) -> None:
    """Add what the part holds. A picture, or XML that is broken off, holds what stands before the break."""
    measured = _Part(size)
    for place, chunk in enumerate(chunks(packed, part)):
        if not place and chunk.startswith(_FOREIGN):
            raise WorkbookRefused(TooMuch.STRANGE)
        if not measured.feed(chunk):
            break
    else:
        measured.feed(b"", is_last=True)
    measured.close()


@dataclass
class _Part:
    """One part of the file, while it is read."""

    size: WorkbookSize
    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    parser: expat.XMLParserType = field(init=False)
    open_elements: deque[str] = field(default_factory=deque)

    def __post_init__(self):
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self.open_elements.remove
        self.parser.StartDoctypeDeclHandler = self._strange

    def feed(self, chunk: bytes, *, is_last: bool = False) -> bool:
        """Whether there may be more to measure in the part."""
        try:
            self.parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            if error.code in _ENCODING_TROUBLE:
                raise WorkbookRefused(TooMuch.STRANGE) from error
            return False
        return True

    def close(self) -> None:
        # A reader of rows makes one of every row down to the last, a reader of sheets a cell of every place.
        self.size.read += self.last_row
        self.size.longest = max(self.size.longest, self.last_row, self.row)
        self.size.built += self.last_row * self.last_column

    def _strange(self, *_declared) -> None:
        raise WorkbookRefused(TooMuch.STRANGE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.open_elements.appendleft(name)
        if len(self.open_elements) > DEEPEST:
            self._strange()
        element = name.rpartition(":")[2]
        self._note(element, attributes)
        if element == "c" and self.row:  # a list of what is to be calculated has such too, outside rows
            self._add_cell(attributes.get("r"))
        elif element == "row":
            self.row, self.column = _whole(attributes.get("r"), self.row + 1), 0
        elif element == "f" and self.row:
            self.size.formulas = True
        elif element in EXPANDED:
            self.size.merged |= element == "mergeCell"
            self._add_range(attributes.get("ref", ""))
        elif element == "sheet":
            self.size.named_sheets += 1
        elif element in SHEETS:
            self.size.sheets += 1

    def _note(self, element: str, attributes: dict[str, str]) -> None:
        if element in ("row", "col"):
            self.size.hidden |= attributes.get("hidden") in TRUE
        elif element == "calcPr":
            self.size.uncounted |= attributes.get("fullCalcOnLoad") in TRUE

    def _add_cell(self, place: str | None) -> None:
        column, row = _place(place) if place else (self.column + 1, self.row)
        self.size.read += max(column - self.column, 1)
        self.column = max(self.column, column)
        self._reach(column, row)

    def _add_range(self, reference: str) -> None:
        (first_column, first_row), (last_column, last_row) = _corners(reference)
        area = (abs(last_column - first_column) + 1) * (abs(last_row - first_row) + 1)
        self.size.built += area
        self._reach(max(first_column, last_column), max(first_row, last_row))

    def _reach(self, column: int, row: int) -> None:
        self.last_column, self.last_row = max(self.last_column, column), max(self.last_row, row)


def _corners(reference: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and last cell, as (column, row), of ``A1:C3``, ``A1``, ``A:C`` or ``1:3``."""
    if columns := _COLUMNS.fullmatch(reference):
        return (_column(columns[1]), 1), (_column(columns[2]), LAST_ROW)
    if rows := _ROWS.fullmatch(reference):
        return (1, int(rows[1])), (LAST_COLUMN, int(rows[2]))
    first, _colon, last = reference.partition(":")
    return _place(first), _place(last or first)


def _place(cell: str) -> tuple[int, int]:
    """Column and row of ``C3``. What is no such place is the furthest there is: the reader may know better."""
    match = _CELL.fullmatch(cell.strip())
    return (_column(match[1]), int(match[2])) if match else (LAST_COLUMN, LAST_ROW)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise
