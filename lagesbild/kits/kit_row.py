"""One row of a kit's file, read cell by cell. What is wrong is noted with its place and what to do."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

KOLADA_ID = re.compile(r"[NU]\d{5}")
FIGURE_ID = re.compile(r"[NU]\d{5}|[a-z][a-z0-9]*(_[a-z0-9]+)+")
"""Kolada's, or another source's: two words or more in small letters, such as smhi_ghg_total."""

ID_HELP = "Skriv Koladas id, N eller U och fem siffror."


@dataclass(frozen=True)
class KitProblem:
    """One thing wrong in a kit: the line in the file (0 for the file itself), the column, and what to do."""

    file: str
    row: int
    column: str
    what: str
    do: str

    def __str__(self) -> str:
        place = f"{self.file}, rad {self.row}" if self.row else self.file
        return f"{place}{f', {self.column}' if self.column else ''}: {self.what} {self.do}"


@dataclass
class KitRow:
    """One row's cells, read one by one. What is wrong is added to ``problems``."""

    file: str
    number: int
    cells: dict[str, str]
    problems: list[KitProblem] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return " ".join((self.cells.get(column) or "").split())

    def has(self, column: str) -> bool:
        return bool(self[column])

    def wrong(self, column: str, what: str, do: str) -> None:
        self.problems.append(KitProblem(self.file, self.number, column, what, do))

    def choice(self, column: str, choices: dict[str, object], default):
        word = self[column].casefold()
        if word in choices and (word or default is None):
            return choices[word]
        if word:
            written = ", ".join(filter(None, choices))
            self.wrong(column, f"”{self[column]}” går inte att läsa.", f"Skriv {written}.")
        return default

    def number_in(self, column: str, least: int, most: int, default: int | None) -> int | None:
        if not self.has(column):
            return default
        if self[column].isdecimal() and least <= int(self[column]) <= most:
            return int(self[column])
        self.wrong(
            column, f"”{self[column]}” är inget heltal mellan {least} och {most}.", "Rätta eller lämna tomt."
        )
        return default

    def decimal(self, column: str) -> float | None:
        return self._read(column, _decimal, "är inget tal", "Skriv till exempel 12,5.")

    def span(self, column: str) -> tuple[float, float] | None:
        return self._read(column, _span, "är inget intervall", "Skriv till exempel 40–60.")

    def day(self, column: str) -> str:
        return self._read(column, _day, "är inget datum", "Skriv till exempel 2017-02-09, eller året.") or ""

    def goals(self, column: str) -> tuple[int, ...]:
        numbers = tuple(part.strip() for part in self[column].split(",") if part.strip())
        if all(number.isdecimal() and 1 <= int(number) <= 17 for number in numbers):
            return tuple(map(int, numbers))
        self.wrong(column, f"”{self[column]}” är inte mål 1–17.", "Skriv nummer, till exempel 3 eller 3,10.")
        return ()

    def ids(self, column: str) -> tuple[str, ...]:
        ids = tuple(part.strip() for part in self[column].split(",") if part.strip())
        for id in ids:
            if not FIGURE_ID.fullmatch(id):
                self.wrong(column, f"”{id}” är inget id.", ID_HELP)
        return ids

    def _read(self, column: str, reader: Callable, what: str, do: str):
        if not self.has(column):
            return None
        try:
            return reader(self[column])
        except ValueError:
            self.wrong(column, f"”{self[column]}” {what}.", do)
            return None


def _decimal(text: str) -> float:
    return float(text.replace(" ", "").replace("\xa0", "").replace(",", ".").replace("−", "-"))


def _span(text: str) -> tuple[float, float]:
    low, _dash, high = text.partition("–")
    low, high = _decimal(low), _decimal(high or low)
    if low > high:
        raise ValueError(text)
    return low, high


def _day(text: str) -> str:
    if re.fullmatch(r"(19|20)\d\d", text):
        return text
    return date.fromisoformat(text).isoformat()
