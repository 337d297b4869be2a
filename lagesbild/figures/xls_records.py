"""What an old Excel file (.xls) holds, told from its records before a reader builds it.

A small file can have one cell in its first row and one in its last, and the reader makes every cell between. What the
reader does not tell is found here too: which cells are shown in per cent, what is hidden and what is merged.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from lagesbild.figures.compound_file import compound_file, workbook_stream
from lagesbild.figures.size_limits import FROM_DISK, MOST_SHEETS, SizeLimits, TooMuch, WorkbookRefused

_CELLS = frozenset((0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x00FD, 0x027E, 0x00D6))
_SEVERAL = frozenset((0x00BD, 0x00BE))
_SHEET, _FORMAT, _XF, _ROW, _COLUMNS, _MERGED, _PASSWORD = (
    0x0809,
    0x041E,
    0x00E0,
    0x0208,
    0x007D,
    0x00E5,
    0x002F,
)
_DIMENSIONS, _NOTHING = 0x0200, 0x00E2
"""What a sheet says of its size; and a record that no reader looks at."""
_PERCENT_FORMATS = frozenset((9, 10))


@dataclass
class SheetFacts:
    """Rows and columns from 1, as Excel counts; cells from 0. ``percents``: those that are shown in per cent."""

    last_row: int = 0
    last_column: int = 0
    percents: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, column + 1)


def xls_facts(content: bytes, limits: SizeLimits = FROM_DISK) -> tuple[list[SheetFacts], bytes]:
    """The sheets of the file, and a file with nothing in it but what was measured.

    The reader believes what a file says of its sectors and of a sheet's dimensions, and ends the whole program where
    that is not so. Raises
    WorkbookRefused where it is too large, or is locked by a password.
    """
    stream = bytearray(workbook_stream(content))
    sheets: list[SheetFacts] = []
    formats: set[int] = set(_PERCENT_FORMATS)
    shown: list[bool] = []
    depth = 0
    for at, kind, record in _records(stream):
        if kind == _SHEET:
            depth += 1
            sheets += [SheetFacts()] if depth > 1 else []
        elif kind == _DIMENSIONS:
            struct.pack_into("<H", stream, at, _NOTHING)
        elif kind == _PASSWORD:
            raise WorkbookRefused(TooMuch.STRANGE)
        elif kind == _FORMAT and b"%" in record[2:]:
            formats.add(struct.unpack_from("<H", record)[0])
        elif kind == _XF and len(record) >= 4:
            shown.append(struct.unpack_from("<H", record, 2)[0] in formats)
        elif sheets and len(record) >= 4:
            _note(sheets[-1], kind, record, shown)
    built = sum(sheet.last_row * sheet.last_column for sheet in sheets)
    if len(sheets) > MOST_SHEETS or built > limits.built:
        raise WorkbookRefused(TooMuch.CELLS)
    return sheets, compound_file(bytes(stream))


def _note(sheet: SheetFacts, kind: int, record: bytes, shown: list[bool]) -> None:
    row, column = struct.unpack_from("<HH", record)
    if kind in _CELLS and len(record) >= 6:
        sheet.reach(row, column)
        _note_percent(sheet, row, column, struct.unpack_from("<H", record, 4)[0], shown)
    elif kind in _SEVERAL and len(record) >= 6:
        last = struct.unpack_from("<H", record, len(record) - 2)[0]
        sheet.reach(row, last)
        for step in range(max(last - column + 1, 0) if kind == 0x00BD else 0):
            if 4 + 6 * step + 2 <= len(record):
                style = struct.unpack_from("<H", record, 4 + 6 * step)[0]
                _note_percent(sheet, row, column + step, style, shown)
    elif kind == _ROW and len(record) >= 14 and struct.unpack_from("<H", record, 12)[0] & 0x20:
        sheet.hidden_rows.add(row + 1)
    elif kind == _COLUMNS and len(record) >= 10 and struct.unpack_from("<H", record, 8)[0] & 1:
        sheet.hidden_columns.update(range(row + 1, min(column, 255) + 2))
    elif kind == _MERGED:
        ranges = range(2, 2 + 8 * row, 8)
        sheet.merged += [struct.unpack_from("<HHHH", record, at) for at in ranges if at + 8 <= len(record)]


def _note_percent(sheet: SheetFacts, row: int, column: int, style: int, shown: list[bool]) -> None:
    if style < len(shown) and shown[style]:
        sheet.percents.add((row, column))


def _records(stream: bytearray) -> Iterator[tuple[int, int, bytes]]:
    """Each with the place it begins at, and its kind."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, bytes(stream[at + 4 : at + 4 + length])
        at += 4 + length
