"""What an OpenDocument spreadsheet (.ods) holds, told from its XML before a reader builds it.

Two lines of XML can say that a cell is repeated a billion times, so what is repeated is counted. Which cells are shown
in per cent, and which rows are hidden, the reader does not tell; they are found here too.
"""

import io
import zipfile
from xml.parsers import expat

from lagesbild.figures.size_limits import (
    DEEPEST,
    FROM_DISK,
    MOST_SHEETS,
    SizeLimits,
    TooMuch,
    WorkbookRefused,
    chunks,
    opened_zip,
    refuse_if_large,
)
from lagesbild.figures.xls_records import SheetFacts

_HIDDEN = ("collapse", "filter")
_CONTENT, _KIND = "content.xml", b"application/vnd.oasis.opendocument.spreadsheet"


def ods_facts(content: bytes, limits: SizeLimits = FROM_DISK) -> tuple[list[SheetFacts], bytes]:
    """The sheets of the file, and a file with nothing in it but what was measured.

    A file may say one thing of its parts' sizes and hold another; what is measured and what is opened are the same.
    Raises WorkbookRefused where it is too large; zipfile.BadZipFile for no zip file.
    """
    measured, parser = io.BytesIO(), _OdsParser(limits)
    with opened_zip(content) as packed, zipfile.ZipFile(measured, "w") as plain:
        refuse_if_large(packed, limits)
        plain.writestr("mimetype", _KIND)
        plain.writestr("META-INF/manifest.xml", "<manifest/>")
        with plain.open(_CONTENT, "w") as copy:
            for chunk in chunks(packed, packed.getinfo(_CONTENT)):
                parser.feed(chunk)
                copy.write(chunk)
    return parser.sheets, measured.getvalue()


class _OdsParser:
    def __init__(self, limits: SizeLimits):
        self.limits = limits
        self.sheets: list[SheetFacts] = []
        self.row = self.column = self.repeated_rows = 0
        self.columns = 0
        self._depth = self._level = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._strange

    def feed(self, chunk: bytes) -> None:
        self.parser.Parse(chunk, False)
        built = sum(sheet.last_row * sheet.last_column for sheet in self.sheets)
        if len(self.sheets) > MOST_SHEETS or built > self.limits.built:
            raise WorkbookRefused(TooMuch.CELLS)

    def _strange(self, *_declared) -> None:
        raise WorkbookRefused(TooMuch.STRANGE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._level += 1
        if self._level > DEEPEST:
            self._strange()
        if name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self.sheets.append(SheetFacts())
                self.row = self.columns = self.repeated_rows = 0
        elif not self.sheets or self._depth != 1:
            return
        elif name == "table:table-column":
            self._column(attributes)
        elif name == "table:table-row":
            self.row, self.column = self.row + self.repeated_rows, 0
            self.repeated_rows = _times(attributes, "rows")
            if attributes.get("table:visibility") in _HIDDEN:
                self.sheets[-1].hidden_rows.update(
                    range(self.row + 1, self.row + 1 + min(self.repeated_rows, 9_999))
                )
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)

    def _end(self, name: str) -> None:
        self._level -= 1
        self._depth -= name == "table:table"

    def _column(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "columns")
        if attributes.get("table:visibility") in _HIDDEN:
            self.sheets[-1].hidden_columns.update(
                range(self.columns + 1, self.columns + 1 + min(times, 9_999))
            )
        self.columns += times

    def _cell(self, attributes: dict[str, str]) -> None:
        times, sheet = _times(attributes, "columns"), self.sheets[-1]
        if "office:value-type" in attributes:
            sheet.reach(self.row + self.repeated_rows - 1, self.column + times - 1)
            if sheet.last_row * sheet.last_column > self.limits.built:
                raise WorkbookRefused(TooMuch.CELLS)
            if attributes["office:value-type"] == "percentage":
                rows, columns = (
                    range(self.row, self.row + self.repeated_rows),
                    range(self.column, self.column + times),
                )
                sheet.percents.update((row, column) for row in rows for column in columns)
        across = int(attributes.get("table:number-columns-spanned", 1))
        down = int(attributes.get("table:number-rows-spanned", 1))
        if across > 1 or down > 1:
            sheet.merged.append((self.row, self.row + down - 1, self.column, self.column + across - 1))
        self.column += times


def _times(attributes: dict[str, str], what: str) -> int:
    return max(int(attributes.get(f"table:number-{what}-repeated", 1)), 1)
