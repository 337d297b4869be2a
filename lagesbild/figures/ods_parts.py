"""What an OpenDocument spreadsheet (.ods) holds, told from its XML before a reader builds it.

Two lines of XML can say that a cell is repeated a billion times, so what is repeated is counted. Which cells are shown
in per cent, and which rows are hidden, the reader does not tell; they are found here too.
"""

import io
import zipfile
from xml.parsers import expat

from lagesbild.figures.workbook_size import CHUNK, LARGEST, MOST_BUILT, MOST_SHEETS, TooMuch, WorkbookRefused
from lagesbild.figures.xls_records import SheetFacts

_HIDDEN = ("collapse", "filter")


def ods_facts(content: bytes) -> list[SheetFacts]:
    """The sheets of the file. Raises WorkbookRefused where it is too large; zipfile.BadZipFile for no zip file."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise WorkbookRefused(TooMuch.BYTES)
        parser = _OdsParser()
        with packed.open("content.xml") as stream:
            while chunk := stream.read(CHUNK):
                parser.feed(chunk)
    return parser.sheets


class _OdsParser:
    def __init__(self):
        self.sheets: list[SheetFacts] = []
        self.row = self.column = self.repeated_rows = 0
        self.columns = 0
        self._depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._strange

    def feed(self, chunk: bytes) -> None:
        self.parser.Parse(chunk, False)
        if (
            len(self.sheets) > MOST_SHEETS
            or sum(s.last_row * s.last_column for s in self.sheets) > MOST_BUILT
        ):
            raise WorkbookRefused(TooMuch.CELLS)

    def _strange(self, *_declared) -> None:
        raise WorkbookRefused(TooMuch.STRANGE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
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
            if sheet.last_row * sheet.last_column > MOST_BUILT:
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
