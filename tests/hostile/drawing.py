"""Files that mean harm: small where they lie, large or without end where they are opened. Drawn when they are needed.

Each is a name with the ending that it would be sent under, and a function that draws its bytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.figures import old_workbook_drawing as old
from tests.figures.test_workbook_size import (
    book,
    in_sheet,
    linked,
    merged,
    named_many_times,
    rows,
    with_parts,
)

MEGABYTE = 1 << 20
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'lol'>{}]>".format(
    "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
)
CELL = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'


# --- Workbooks --------------------------------------------------------------------------------------------


def with_part(
    name: str, *parts: tuple[bytes, int], content: bytes = b"", size: int = 0, seen: bytes = b""
) -> bytes:
    """The zip file with one part of its own: each of ``parts`` so many times over.

    It is packed once and said many times, so that a gigabyte is drawn in no time. The part says that it has ``size``
    bytes, and the checksum of ``seen``; without them its true size, and no checksum that is right.
    """
    packed = b"".join(_deflated(piece) * times for piece, times in parts) + b"\x03\0"
    true_size = sum(len(piece) * times for piece, times in parts)
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or book())) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for other in before.namelist():
            if other != name:
                after.writestr(other, before.read(other))
        after.writestr(zipfile.ZipInfo(name), packed, zipfile.ZIP_STORED)
    changed, size_field = bytearray(written.getvalue()), struct.pack("<I", size or true_size)
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = _header_of(changed, mark, name)
        changed[at + method : at + method + 2] = b"\x08\0"
        changed[at + method + 6 : at + method + 10] = struct.pack("<I", zlib.crc32(seen))
        changed[at + method + 14 : at + method + 18] = size_field
    return bytes(changed)


def _deflated(piece: bytes) -> bytes:
    """Packed so that the same may follow it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _header_of(content: bytearray, mark: bytes, name: str) -> int:
    at, length = content.find(mark), {b"PK\x03\x04": 30, b"PK\x01\x02": 46}[mark]
    while content[at + length : at + length + len(name)] != name.encode():
        at = content.index(mark, at + 4)
    return at


GIGABYTE = (bytes(MEGABYTE), 1024)
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_of(piece: bytes, times: int) -> bytes:
    head, tail = b"<worksheet %s><sheetData>" % MAIN, b"</sheetData></worksheet>"
    return with_part(SHEET, (head, 1), (piece, times), (tail, 1))


def strings_of(head: bytes, piece: bytes, times: int, tail: bytes = b"") -> bytes:
    return with_part(STRINGS, (b"<sst %s>%s" % (MAIN, head), 1), (piece, times), (tail + b"</sst>", 1))


def many_parts(times: int) -> bytes:
    """A zip file whose list names one empty part many times."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("a", b"")
    content = written.getvalue()
    listed = content.index(b"PK\x01\x02")
    entry, end = content[listed : listed + 47], content[-22:]
    changed = bytearray(end)
    struct.pack_into("<HHI", changed, 8, times % 65_536, times % 65_536, len(entry) * times)
    return content[:listed] + entry * times + bytes(changed)


def declared(before: str, part: str = SHEET) -> bytes:
    return with_parts(
        book(),
        lambda name, text: before + text.removeprefix("<?xml version='1.0'?>") if name == part else None,
    )


XLSX: dict[str, Callable[[], bytes]] = {
    "a part of a gigabyte": lambda: with_part(SHEET, GIGABYTE),
    "a part of a gigabyte that says it is small": lambda: with_part(
        SHEET, GIGABYTE, size=500, seen=bytes(500)
    ),
    "a picture of a gigabyte": lambda: with_part("xl/media/image1.png", GIGABYTE),
    "ten million rows": lambda: sheet_of(b"<row/>" * 100_000, 100),
    "twenty million cells": lambda: sheet_of(b"<row>" + b"<c/>" * 16_000 + b"</row>", 1_250),
    "a row with the number ten million": lambda: in_sheet(
        "</sheetData>", '<row r="10000000"><c r="A10000000"><v>1</v></c></row></sheetData>'
    ),
    "everything merged": lambda: merged("A1:XFD1048576"),
    "a thousand merged ranges": lambda: merged(*(f"A{n}:XFD{n + 50}" for n in range(1, 50_000, 51))),
    "everything linked": lambda: linked("A1:XFD1048576"),
    "a sheet under many names": lambda: named_many_times(400),
    "five million strings": lambda: strings_of(b"", b"<si><t>a</t></si>" * 60_000, 95),
    "a string of a hundred million letters": lambda: strings_of(
        b"<si><t>", b"a" * MEGABYTE, 95, b"</t></si>"
    ),
    "strings of a gigabyte that say they are small": lambda: with_part(
        STRINGS, GIGABYTE, size=500, seen=bytes(500)
    ),
    "a tag of sixty million letters": lambda: with_part(
        SHEET, (b"<worksheet><row a='", 1), (b"a" * MEGABYTE, 60), (b"'/></worksheet>", 1)
    ),
    "a billion laughs": lambda: declared(LAUGHS),
    "elements in elements": lambda: sheet_of(b"<a>" * 100_000, 20),
    "a list of a hundred thousand parts": lambda: many_parts(200_000),
    "many columns": lambda: in_sheet(
        "<sheetData>", "<cols>" + '<col min="1" max="999999999" hidden="1"/>' * 2_000 + "</cols><sheetData>"
    ),
    "cells far to the right": lambda: rows('<row><c r="XFD1"/></row>' * 20_000),
    "cut off": lambda: book()[:-300],
    "no zip file": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
}


def ods_with(*parts: tuple[bytes, int], name: str = "content.xml", **lies) -> bytes:
    return with_part(name, *parts, content=old.ods(("a", 1)), **lies)


def ods_cells(more: str) -> Callable[[], bytes]:
    return lambda: old.ods(("a", 1), more=more)


def long_ods(piece: bytes, times: int) -> bytes:
    head, tail = ODS_CONTENT.split(b"</table:table>")
    return ods_with((head, 1), (piece, times), (b"</table:table>" + tail, 1))


def lying_ods() -> bytes:
    """Measured by what it says, it is small; read to its end, it is half a gigabyte."""
    head, tail = ODS_CONTENT.split(b"</table:table>")
    long_row = b"<table:table-row><table:table-cell><text:p>%s</text:p></table:table-cell></table:table-row>"
    small = head + b"</table:table>" + tail
    parts = ((small, 1), (long_row % (b"a" * MEGABYTE), 600))
    return ods_with(*parts, size=len(small), seen=small)


ODS_CONTENT = zipfile.ZipFile(io.BytesIO(old.ods(("a", 1)))).read("content.xml")
MANIFEST = "META-INF/manifest.xml"
TEXT_CELL = '<table:table-cell table:number-columns-repeated="{}"><text:p>a</text:p></table:table-cell>'
FORMULA = '<table:table-cell table:formula="of:=1" table:number-columns-repeated="{}"/>'

ODS: dict[str, Callable[[], bytes]] = {
    "a cell a thousand million times": ods_cells(ROW.format(1, CELL.format(10**9))),
    "a row a thousand million times": ods_cells(ROW.format(10**9, CELL.format(1))),
    "a number that is none": ods_cells(ROW.format("mycket", CELL.format("mycket"))),
    "a number of many digits": ods_cells(ROW.format("9" * 5_000, CELL.format("9" * 5_000))),
    "a text without a type many times": ods_cells(ROW.format(1_000_000, TEXT_CELL.format(1_000))),
    "a formula without a value many times": ods_cells(ROW.format(1_000_000, FORMULA.format(1_000))),
    "an empty cell many times, and one after it": ods_cells(
        ROW.format(1, '<table:table-cell table:number-columns-repeated="900000000"/>' + CELL.format(1))
    ),
    "empty rows many times, and one after them": ods_cells(
        ROW.format(900_000_000, "<table:table-cell/>") + ROW.format(1, CELL.format(1))
    ),
    "a part of a gigabyte": lambda: ods_with(GIGABYTE),
    "a part that says it is small": lying_ods,
    "a manifest of a gigabyte": lambda: ods_with(GIGABYTE, name=MANIFEST),
    "a manifest that says it is small": lambda: ods_with(GIGABYTE, name=MANIFEST, size=20, seen=bytes(20)),
    "ten million cells": lambda: long_ods(
        b"<table:table-row>" + b"<table:table-cell/>" * 10_000 + b"</table:table-row>", 480
    ),
    "tables in tables": lambda: long_ods(b"<table:table>" * 100_000, 20),
    "a billion laughs": lambda: ods_with((LAUGHS.encode() + b"<a>&l9;</a>", 1)),
    "a list of a hundred thousand parts": lambda: many_parts(200_000),
}


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls_head(**changes: tuple[int, str, int]) -> Callable[[], bytes]:
    """A small workbook with numbers of its header changed: at which byte, of which form, to what."""

    def draw() -> bytes:
        content = bytearray(old.xls(("a", 1)) + bytes(9 * MEGABYTE))
        for at, form, number in changes.values():
            struct.pack_into(form, content, at, number)
        return bytes(content)

    return draw


def xls_around() -> bytes:
    """A list of sectors that comes back to itself."""
    content = bytearray(old.xls(("a", 1)) + bytes(9 * MEGABYTE))
    last = len(content) // 512 - 2
    struct.pack_into("<I", content, 68, last)
    struct.pack_into("<128I", content, 512 + last * 512, *range(127), last)
    return bytes(content)


def xls_records(records: bytes) -> Callable[[], bytes]:
    return lambda: old.xls(("a", 1), records=records)


XLS: dict[str, Callable[[], bytes]] = {
    "sectors of eight bytes": xls_head(size=(30, "<H", 3), more=(68, "<I", 1)),
    "sectors of a size without end": xls_head(size=(30, "<H", 65_000)),
    "a list of sectors that comes back": xls_around,
    "cells far apart": lambda: old.xls(("a",), last=old.number(65_535, 255)),
    "a number of strings that lies": xls_records(record(0x00FC, struct.pack("<II", 2**31 - 1, 2**31 - 1))),
    "a number of merged ranges that lies": xls_records(record(0x00E5, struct.pack("<H", 65_535) + bytes(8))),
    "dimensions that lie": xls_records(record(0x0200, struct.pack("<IIHHH", 0, 2**31, 0, 65_535, 0))),
    "a cell of several that lies": xls_records(record(0x00BD, struct.pack("<HHHIH", 0, 0, 0, 0, 65_535))),
    "a directory that comes back": xls_head(start=(48, "<I", 0)),
}


# --- Texts ------------------------------------------------------------------------------------------------

CSV: dict[str, Callable[[], bytes]] = {
    "ten million empty rows": lambda: b"Kommun;2021\n" + b"\n" * (9 * MEGABYTE),
    "ten million empty cells": lambda: b"Kommun;2021\n" + b";" * (9 * MEGABYTE),
    "a million rows": lambda: b"Kommun;2021\n" + b"a;1\n" * 2_300_000,
    "one long line": lambda: b"Kommun;2021\n" + b"a" * (9 * MEGABYTE),
    "a quotation mark that is never closed": lambda: b'Kommun;2021\n"' + b"a;1\n" * 2_000_000,
    "letters that each take four bytes": lambda: b"Kommun;2021\n" + "\U0001f600".encode() * (2 * MEGABYTE),
}


def yaml_laughs(head: str, leaf: str = "lol") -> bytes:
    lines = [f"a0: &a0 [{leaf}, {leaf}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "\n".join([*lines, head.format("*a11")]).encode()


def yaml_merged(head: str) -> bytes:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 12)]
    return "\n".join([*lines, head.format("*a11")]).encode()


YAML: dict[str, Callable[[], bytes]] = {
    "aliases of aliases": lambda: yaml_laughs("kolumner: {}"),
    "aliases of aliases within": lambda: yaml_laughs("kolumner: {{Kommun: {}}}"),
    "merged and merged again": lambda: yaml_merged("kolumner: {}"),
    "lists in lists": lambda: b"kolumner: " + b"[" * 200_000,
    "lists in lists, closed": lambda: b"kolumner: " + b"[" * 5_000 + b"]" * 5_000,
    "points in points": lambda: b"- " * 100_000 + b"a",
    "a million points": lambda: b"- a\n" * 2_000_000,
    "itself": lambda: b"kolumner: &a [*a]",
    "control characters": lambda: b"kolumner: \0\1\2",
}

XML: dict[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: f"<?xml version='1.0'?>{LAUGHS}<rss><channel>&l9;</channel></rss>".encode(),
    "a file of the machine": lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
    "elements in elements": lambda: b"<rss>" + b"<a>" * 3_000_000,
    "ten million elements": lambda: b"<rss><channel>" + b"<x/>" * 10_000_000 + b"</channel></rss>",
    "ten million in an activity": lambda: (
        b"<iati-activities><iati-activity>" + b"<x/>" * 10_000_000 + b"</iati-activity></iati-activities>"
    ),
    "ten million beside activities": lambda: (
        b"<iati-activities>" + b"<x/>" * 10_000_000 + b"</iati-activities>"
    ),
    "an attribute of many letters": lambda: b'<rss a="' + b"a" * (60 * MEGABYTE) + b'"/>',
    "many attributes": lambda: b"<rss " + b"".join(b'a%d="" ' % n for n in range(1_000_000)) + b"/>",
    "a text of many letters": lambda: b"<iati-activities><iati-activity>" + b"a" * (60 * MEGABYTE),
    "ten million days": lambda: b"<Envelope>" + b'<Cube time="2024-01-02"/>' * 3_000_000 + b"</Envelope>",
    "cut off": lambda: b"<rss><channel><item>",
}

JSON: dict[str, Callable[[], bytes]] = {
    "lists in lists": lambda: b"[" * 2_000_000,
    "many empty lists": lambda: b"[" + b"[]," * 10_000_000 + b"[]]",
    "a number of many digits": lambda: b'[{"date": "2024-01-02", "value": ' + b"9" * (9 * MEGABYTE) + b"}]",
    "packed a thousand times over": lambda: b"\x1f\x8b\x08" + bytes(7) + _deflated(bytes(MEGABYTE)) * 300,
    "objects in objects": lambda: b'{"a":' * 2_000_000,
}

EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
ZIP: dict[str, Callable[[], bytes]] = {
    "a part of a gigabyte": lambda: with_part("backup.json", GIGABYTE),
    "a list of a hundred thousand parts": lambda: many_parts(200_000),
    "a rate of a gigabyte": lambda: with_part("kurser.csv", GIGABYTE, content=EMPTY_ZIP),
    "rates that say they are small": lambda: with_part(
        "kurser.csv", GIGABYTE, content=EMPTY_ZIP, size=900, seen=bytes(900)
    ),
}


# --- Pictures ---------------------------------------------------------------------------------------------


def png(width: int, height: int, *more: bytes, depth: int = 1) -> bytes:
    """A picture of so many pixels, all of them black, packed as small as they can be."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (width * depth + 7) // 8)
    lines = b"".join(packer.compress(line) for _ in range(min(height, 20_000))) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), *((b"zTXt", text) for text in more), (b"IDAT", lines), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def gif(frames: int, width: int = 65_000) -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, 1, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, 1, 0x80, 0, 0) + bytes(6) + frame * frames + b"\x3b"


PICTURES: dict[str, Callable[[], bytes]] = {
    "four hundred million pixels.png": lambda: png(20_000, 20_000),
    "a picture as large as can be said.png": lambda: png(2**31 - 1, 1, depth=0),
    "a text of a gigabyte.png": lambda: png(
        10, 10, *(b"a\0\0\x78\x9c" + _deflated(bytes(MEGABYTE)) * 60 for _ in range(16))
    ),
    "broken.gif": lambda: b"GIF89a\x10\0\x10\0" + b"\xff" * 40,
    "a hundred thousand frames.gif": lambda: gif(100_000),
    "cut off.png": lambda: png(100, 100)[:60],
    "a page that says it is a picture.png": lambda: (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
    ),
    "cut off.jpg": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(20),
    "lies.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8L" + b"\xff" * 20,
}
