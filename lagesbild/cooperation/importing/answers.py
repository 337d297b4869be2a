"""What somebody has answered of a list: what a column is, what a cell should say, which rows to pass over."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lagesbild.cooperation.importing.layout import ListLine
from lagesbild.cooperation.models import ImportAnswer


@dataclass(frozen=True)
class ListAnswers:
    """``columns``: heading in lower case → a column, or LEFT_OUT. ``cells``: (sheet, row, column) → its right text."""

    columns: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    skipped: frozenset[tuple[str, int]] = frozenset()

    def corrected(self, sheet: str, line: ListLine) -> ListLine:
        """The line with what somebody has written in place of its cells; an empty text empties one."""
        texts = {
            name: text for (of, row, name), text in self.cells.items() if (of, row) == (sheet, line.number)
        }
        there = {name: cell for name, cell in line.cells.items() if name not in texts}
        return (
            replace(line, cells=there | {name: text for name, text in texts.items() if text})
            if texts
            else line
        )


NO_ANSWERS = ListAnswers()


def remembered_columns() -> dict[str, str]:
    """What columns were said to be in earlier lists."""
    return ImportAnswer.remembered(ImportAnswer.About.COLUMN)


def remembered_choices() -> dict[str, str]:
    """Who names were said to be in earlier lists: that of a new one is no answer, as it is there now."""
    return ImportAnswer.remembered(ImportAnswer.About.MATCH)


def remember(columns: Mapping[str, str], choices: Mapping[str, str]) -> None:
    ImportAnswer.remember(ImportAnswer.About.COLUMN, columns)
    there = {key: value for key, value in choices.items() if value.isdecimal()}
    ImportAnswer.remember(ImportAnswer.About.MATCH, there)


def cell_key(sheet: str, row: int, column: str) -> str:
    return f"{sheet}!{row}!{column}"


def cells_of(texts: Mapping[str, str]) -> dict[tuple[str, int, str], str]:
    """Corrections by the keys that they have in a form."""
    cells = {}
    for key, text in texts.items():
        sheet, row, column = [*key.rsplit("!", 2), "", ""][:3]
        if row.isdecimal() and column:
            cells[sheet, int(row), column] = " ".join(text.split(" ")).strip()
    return cells
