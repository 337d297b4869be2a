"""How much a file may hold, and the quick looks that tell it from the file's bytes before anything reads them."""

import io
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from enum import StrEnum

CHUNK = 1 << 16
MOST_PARTS = 20_000
MOST_SHEETS = 500
LAST_ROW, MOST_COLUMNS = 1_048_576, 16_384
DEEPEST = 200
"""Elements within each other. Office programs have some thirty."""
LONGEST = 1 << 20
"""Bytes of one text or tag. A cell of Excel's holds 32 767 letters."""


class TooMuch(StrEnum):
    BYTES = "bytes"
    CELLS = "cells"
    STRANGE = "strange"


class WorkbookRefused(ValueError):
    """The workbook is not to be opened. ``why`` is for code; whoever opens workbooks has the words."""

    def __init__(self, why: TooMuch):
        self.why = why
        super().__init__(why)


@dataclass(frozen=True)
class SizeLimits:
    """``unpacked``: bytes. ``marks``: of the XML, where a cell has four. ``rows`` and ``cells``: of a CSV file.

    ``read`` and ``built``: cells of a workbook, empty ones among them. Read row by row they take little room, built all
    at once some 300 bytes each.
    """

    unpacked: int = 100_000_000
    marks: int = 10_000_000
    read: int = 20_000_000
    built: int = 3_000_000
    rows: int = 5_000_000
    cells: int = 20_000_000


FROM_DISK = SizeLimits()
"""A file that whoever runs the program gives it."""
SENT_IN = SizeLimits(100_000_000, 2_000_000, 1_500_000, 500_000, 300_000, 1_500_000)
"""A file that comes through a browser, where others wait meanwhile."""


def opened_zip(content: bytes) -> zipfile.ZipFile:
    """The zip file. Raises WorkbookRefused where it lists too many parts, and zipfile.BadZipFile where it is none."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:
        raise WorkbookRefused(TooMuch.BYTES)
    return zipfile.ZipFile(io.BytesIO(content))


def chunks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes as they are unpacked. Raises WorkbookRefused where there are more than it says that it has:
    a reader that asks for all of a part would unpack them."""
    one_more, size = copy(part), 0
    one_more.file_size += 1
    with packed.open(one_more) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > part.file_size:
                raise WorkbookRefused(TooMuch.STRANGE)
            yield chunk


def refuse_if_large(packed: zipfile.ZipFile, limits: SizeLimits) -> None:
    """A quick look: at what the parts say of their size, and at how many marks of XML there are in them."""
    parts = packed.infolist()
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise WorkbookRefused(TooMuch.BYTES)
    marks = 0
    for part in parts:
        is_xml, unbroken = False, 0
        for place, chunk in enumerate(chunks(packed, part)):
            is_xml |= not place and b"<" in chunk[:200]
            unbroken = 0 if b">" in chunk else unbroken + len(chunk)
            marks += chunk.count(b"<")
            if marks > limits.marks:
                raise WorkbookRefused(TooMuch.CELLS)
            if is_xml and unbroken > LONGEST:
                raise WorkbookRefused(TooMuch.STRANGE)


def refuse_if_crowded(content: bytes, marks: bytes = b"<", most: int = 2_000_000) -> None:
    """An XML or JSON file by how many elements, lists or objects can be in it at most."""
    if sum(content.count(marks[at : at + 1]) for at in range(len(marks))) > most:
        raise WorkbookRefused(TooMuch.CELLS)
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        windows = range(0, len(content) - LONGEST, LONGEST)
        if any(content.find(b">", at, at + LONGEST) < 0 for at in windows):
            raise WorkbookRefused(TooMuch.STRANGE)


def refuse_if_long(content: bytes, limits: SizeLimits) -> None:
    """Rows and cells of a CSV file, whatever its delimiter turns out to be."""
    rows = max(content.count(b"\n"), content.count(b"\r")) + 1
    cells = rows + max(map(content.count, (b";", b"\t", b",")))
    if rows > limits.rows or cells > min(limits.cells, rows * MOST_COLUMNS):
        raise WorkbookRefused(TooMuch.CELLS)
