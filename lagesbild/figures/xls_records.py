"""What an old Excel file (.xls) holds, told from its records before a reader builds it.

A small file can have one cell in its first row and one in its last, and the reader makes every cell between. What the
reader does not tell is found here too: which cells are shown in per cent, what is hidden and what is merged.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from lagesbild.figures.workbook_size import MOST_BUILT, MOST_SHEETS, TooMuch, WorkbookRefused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFC
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


def xls_facts(content: bytes) -> list[SheetFacts]:
    """The sheets of the file. Raises WorkbookRefused where it is too large, or is locked by a password."""
    sheets: list[SheetFacts] = []
    formats: set[int] = set(_PERCENT_FORMATS)
    shown: list[bool] = []
    depth = 0
    for kind, record in _records(_workbook_stream(content)):
        if kind == _SHEET:
            depth += 1
            sheets += [SheetFacts()] if depth > 1 else []
        elif kind == _PASSWORD:
            raise WorkbookRefused(TooMuch.STRANGE)
        elif kind == _FORMAT and b"%" in record[2:]:
            formats.add(struct.unpack_from("<H", record)[0])
        elif kind == _XF and len(record) >= 4:
            shown.append(struct.unpack_from("<H", record, 2)[0] in formats)
        elif sheets and len(record) >= 4:
            _note(sheets[-1], kind, record, shown)
    if len(sheets) > MOST_SHEETS or sum(sheet.last_row * sheet.last_column for sheet in sheets) > MOST_BUILT:
        raise WorkbookRefused(TooMuch.CELLS)
    return sheets


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


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """The stream named Workbook, or Book in the oldest files. Raises ValueError where there is none."""
    if len(content) < 512 or not content.startswith(MAGIC):
        raise ValueError("no compound file")
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    first_directory, cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
    first_difat = struct.unpack_from("<I", content, 68)[0]
    table = _allocation(content, sector, first_difat)
    directory = _chain(content, table, first_directory, sector, 512)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = next(entry for entry in entries if entry[66] == 5)
    for entry in entries:
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if entry[66] == 2 and name in ("Workbook", "Book"):
            start, size = struct.unpack_from("<II", entry, 116)
            if size >= cutoff:
                return _chain(content, table, start, sector, 512)[:size]
            mini = _chain(content, table, struct.unpack_from("<I", root, 116)[0], sector, 512)
            minis = _whole_numbers(_chain(content, table, first_mini, sector, 512))
            return _chain(mini, minis, start, 64, 0)[:size]
    raise ValueError("no workbook in the compound file")


def _allocation(content: bytes, sector: int, difat: int) -> list[int]:
    """Which sector follows each."""
    places = list(struct.unpack_from("<109I", content, 76))
    for _step in range(len(content) // sector):
        if difat >= END:
            break
        more = _whole_numbers(content[512 + difat * sector : 512 + (difat + 1) * sector])
        places, difat = places + more[:-1], more[-1]
    numbers: list[int] = []
    for place in places:
        if place < END:
            numbers += _whole_numbers(content[512 + place * sector : 512 + (place + 1) * sector])
    return numbers


def _whole_numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _chain(content: bytes, table: list[int], sector: int, size: int, offset: int) -> bytes:
    parts = []
    # A chain that leads back to itself ends when it is longer than the file.
    while sector < len(table) and len(parts) * size <= len(content):
        parts.append(content[offset + sector * size : offset + (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)
