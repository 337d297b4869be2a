"""Old Excel files (.xls) and OpenDocument spreadsheets (.ods), drawn with no more in them than a test needs."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
PLAIN, PERCENT = 0, 1


def xls(*table, percent=(), records=b"", last=b""):
    """A workbook of one sheet, Blad1. ``percent``: cells, from 0, that are shown in per cent. ``records``: more of them."""
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    styles = b"".join(_record(0x00E0, struct.pack("<HH16x", 0, form)) for form in (0, 9))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + records
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            sheet += _cell(row, column, cell, PERCENT if (row, column) in percent else PLAIN)
    sheet += last + _record(0x000A, b"")
    name = "Blad1"
    length = len(head) + len(styles) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name.encode())
    return compound(head + styles + bound + _record(0x000A, b"") + sheet)


def number(row, column, value=1.0):
    return _cell(row, column, value, PLAIN)


def _record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row, column, cell, style):
    if cell == "":
        return b""
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, style, len(cell), 1) + text)
    return _record(0x0203, struct.pack("<HHHd", row, column, style, cell))


def compound(stream):
    """The stream named Workbook in a compound file."""
    stream = stream.ljust(-(-max(len(stream), 4096) // SECTOR) * SECTOR, b"\0")
    sectors = len(stream) // SECTOR
    assert sectors + 2 <= SECTOR // 4, "one sector of the table is enough for what a test draws"
    follow = [TABLE, END, *range(3, sectors + 2), END]
    table = struct.pack("<128I", *follow, *([FREE] * (128 - len(follow))))
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0
    )
    header += struct.pack("<109I", 0, *([FREE] * 108))
    return header + table + directory + stream


MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _entry(name, kind, start, size, child=FREE):
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III36xIII", FREE, FREE, child, start, size, 0)


def ods(*table, more=""):
    """A spreadsheet of one sheet, Blad1. A cell that ends in % is shown in per cent; ``more`` is XML in the sheet."""
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in table)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{rows}{more}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return file.getvalue()


def _ods_cell(cell):
    if isinstance(cell, str) and cell.endswith("%"):
        share = float(cell[:-1]) / 100
        return f'<table:table-cell office:value-type="percentage" office:value="{share}"/>'
    if isinstance(cell, str):
        text = f"<text:p>{escape(cell)}</text:p>"
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>' if cell else EMPTY
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


EMPTY = "<table:table-cell/>"
