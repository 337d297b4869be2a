"""What somebody pastes from Excel, Word or an e-mail: rows of cells, each with its place in what was pasted.

Nothing is lost: what is no cell of its own stays in the row's text. Cells come apart at tabs, as Excel and the tables
of Word paste them; where there are none, at the other separators, if most rows have one.
"""

import csv
import io
import re
from dataclasses import dataclass

TAB = "\t"
_NO_BREAK = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\ufeff": "", "\u200b": ""})


@dataclass(frozen=True)
class PastedRow:
    """``number``: the row's place, from 1, as Excel counts it. ``indent``: how far in it begins, in steps of a tab or
    of two spaces. ``bullet``: the sign it begins with, if it is a point of a list."""

    number: int
    cells: tuple[str, ...]
    indent: int = 0
    bullet: str = ""

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


def pasted_rows(text: str, separators: str = TAB) -> tuple[PastedRow, ...]:
    """The rows that hold anything. ``separators`` are tried in their order."""
    lines = _lines(text)
    separator = _separator([line for line in lines if line.strip()], separators)
    quoted = _quoted_rows(text, separator) if separator and '"' in text else None
    rows = quoted or [_row(line, separator) for line in lines]
    return tuple(
        PastedRow(number, cells, indent, bullet)
        for number, (cells, indent, bullet) in enumerate(rows, 1)
        if any(cells)
    )


def _lines(text: str) -> list[str]:
    # Word's line breaks within a paragraph are \v.
    return text.translate(_NO_BREAK).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")


def _separator(lines: list[str], separators: str) -> str:
    for separator in separators:
        inside = sum(separator in line.strip() for line in lines)
        if inside and (separator == TAB or 2 * inside > len(lines)):
            return separator
    return ""


def _quoted_rows(text: str, separator: str) -> list | None:
    """As Excel writes cells that hold line breaks; None where the quotation marks are only marks."""
    try:
        table = list(csv.reader(io.StringIO("\n".join(_lines(text))), delimiter=separator, strict=True))
    except csv.Error:
        return None
    return [(tuple(_clean(cell) for cell in cells), 0, "") for cells in table]


_SIGN = r"[•◦▪‣·●○■□\uf0b7\uf0a7\-–—*o]"
_POINT = re.compile(r"^([•◦▪‣·●○■□\uf0b7\uf0a7]|[-–—*o](?=\s))\s*")


def _row(line: str, separator: str) -> tuple[tuple[str, ...], int, str]:
    if separator:
        return _row_of_cells([_clean(cell) for cell in line.split(separator)])
    bare = line.lstrip()
    indent = _steps(line[: len(line) - len(bare)])
    point = _POINT.match(bare)
    return (_clean(bare[point.end() :] if point else bare),), indent, point[1] if point else ""


def _row_of_cells(cells: list[str]) -> tuple[tuple[str, ...], int, str]:
    """Empty cells to the left say how far in the row begins. Word puts a tab after the sign of a point."""
    indent = next((place for place, cell in enumerate(cells) if cell), 0)
    if re.fullmatch(_SIGN, cells[indent]) and any(cells[indent + 1 :]):
        return tuple(cells[indent + 1 :]), indent, cells[indent]
    return tuple(cells), indent, ""


def _steps(blank: str) -> int:
    return blank.count(TAB) + blank.replace(TAB, "").count(" ") // 2


def _clean(cell: str) -> str:
    return " ".join(cell.split())
