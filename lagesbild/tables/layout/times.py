"""The time of each row, said by one column or by several: a year beside a month, or the same time written twice."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.tables.columns import fold
from lagesbild.tables.layout.heading_words import plain
from lagesbild.tables.layout.headings import YEARS
from lagesbild.tables.outcome import Doubt, Refusal, Wording, sentences
from lagesbild.tables.period_columns import PeriodRules, read_period, read_periods
from lagesbild.tables.period_words import MONTHS
from lagesbild.tables.periods import Kind, Period

Times = Mapping[str, Sequence[Any]]
_QUARTER = re.compile(r"(?:kvartal|kv\.?|k|q)? ?([1-4])|kvartal (ett|två|tre|fyra)")
_NUMBERS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4}
_IN_WORDS = re.compile(r"([0-9]{4}) ?[-–] ?([^\W\d]+)\.?")

DISAGREE = Wording(
    "Två kolumner säger olika tid: {one} och {other}.", "Two columns say different times: {one} and {other}."
)
DISAGREE_DO = Wording(
    "Rätta tabellen, eller lämna bort den ena kolumnen.", "Mend the table, or leave out one of the columns."
)

MOST_PARTS = 60


def is_whole(heading: str, cells: Sequence[Any]) -> bool:
    """Whether every cell of the column says a period by itself."""
    filled = [cell for cell in cells if cell != ""]
    return bool(filled) and all(isinstance(reading, Period) for reading in whole_times(filled).values())


def is_part(heading: str, cells: Sequence[Any]) -> bool:
    """Whether every cell of the column says a month or a quarter of a year that another column says."""
    filled = {cell for cell in cells if cell != ""}
    # No more than the months and quarters can be written in a column.
    return 0 < len(filled) <= MOST_PARTS and all(_part(heading, cell, 2000) is not None for cell in filled)


def whole_times(cells: Sequence[Any]) -> dict[Any, Period | Doubt | Refusal]:
    """What each different cell says; 2020 - januari is January 2020."""
    readings = read_periods(cells, YEARS)
    return {cell: _in_words(cell) or reading for cell, reading in readings.items()}


def _in_words(cell: Any) -> Period | None:
    match = _IN_WORDS.fullmatch(fold(cell)) if isinstance(cell, str) else None
    reading = read_period(f"{match[2]} {match[1]}", YEARS) if match and match[2] in MONTHS else None
    return reading if isinstance(reading, Period) else None


def _part(heading: str, cell: Any, year: int) -> Period | None:
    """The month or quarter of the year that the cell names."""
    text = fold(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell))
    name = plain(heading)
    if text.rstrip(".") in MONTHS:
        writing = f"{text.rstrip('.')} {year}"
    elif (match := _QUARTER.fullmatch(text)) and not (text.isdigit() and "kvartal" not in name != "quarter"):
        writing = f"{year} Q{match[1] or _NUMBERS[match[2]]}"
    elif text.isdigit() and ("månad" in name or "manad" in name or "month" in name) and 1 <= int(text) <= 12:
        writing = f"{year}-{int(text):02}"
    else:
        return None
    reading = read_period(writing, PeriodRules(dates=True))
    return reading if isinstance(reading, Period) else None


def times_of(columns: Times) -> list[Period | Wording | None]:
    """The period of each row: None where nothing stands, else a period or what is wrong."""
    whole = {heading: cells for heading, cells in columns.items() if is_whole(heading, cells)}
    parts = {
        heading: cells
        for heading, cells in columns.items()
        if heading not in whole and is_part(heading, cells)
    }
    # A column that is neither is read as whole, so that its cells tell what is wrong with them.
    whole |= {heading: cells for heading, cells in columns.items() if heading not in whole | parts}
    readings = [_read(cells) for cells in whole.values()]
    rows = len(next(iter(columns.values()), ()))
    return [
        _of_row([column[row] for column in readings], {name: cells[row] for name, cells in parts.items()})
        for row in range(rows)
    ]


def _read(cells: Sequence[Any]) -> list[Period | Wording | None]:
    readings = whole_times([cell for cell in dict.fromkeys(cells) if cell != ""])
    answers = {
        cell: reading if isinstance(reading, Period) else sentences(reading)
        for cell, reading in readings.items()
    }
    return [answers.get(cell) if cell != "" else None for cell in cells]


def _of_row(readings: Sequence[Period | Wording | None], parts: Mapping[str, Any]) -> Period | Wording | None:
    if wrong := [reading for reading in readings if isinstance(reading, Wording)]:
        return wrong[0]
    periods = [reading for reading in readings if isinstance(reading, Period)]
    if not periods:
        return None
    finest = min(periods, key=lambda period: period.last - period.first)
    if finest.kind == Kind.YEAR:
        periods += filter(None, (_part(heading, cell, finest.year) for heading, cell in parts.items()))
        finest = min(periods, key=lambda period: period.last - period.first)
    for period in periods:
        if period != finest and not period.holds(finest):
            return DISAGREE.fill(one=period.wording, other=finest.wording)
    return finest
