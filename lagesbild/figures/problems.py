"""What is wrong with what a source gave: every fault in its place, listed at once, with what to do about it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place. A CSV file's sheet is the file's name; rows count from 1 as in Excel.

    ``line`` is where the row begins in a text editor, when cells of several lines above it make that another number.
    """

    sheet: str
    row: int | None
    column: str
    what: str
    do: str
    line: int | None = None

    @property
    def drop(self) -> str:
        """What a ``drop`` argument calls this row; when there is none, this column by its letters, or this sheet."""
        letters = self.column if re.fullmatch("[A-Z]{1,3}", self.column) else ""
        return f"{self.sheet}!{self.row or letters}" if self.row or letters else self.sheet

    def __str__(self) -> str:
        row = f", rad {self.row}" if self.row else ""
        row += f" (rad {self.line} i en textredigerare)" if self.line else ""
        column = f", kolumn {self.column}" if self.column else ""
        return f"{self.sheet}{row}{column}: {self.what} {self.do}"


class SourceProblems(ValueError):
    """Everything wrong with what a source gave, in ``problems``. As text: one line each."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def one(cls, sheet: str, what: str, do: str, row: int | None = None, line: int | None = None) -> Self:
        return cls([Problem(sheet, row, "", what, do, line)])
