"""A programme pasted from Word or Excel: its goals, each on its level, and what has to be asked about.

Levels are told by the columns of a table, or by how the rows are written (goal_lines.py). Nothing is left out: what is
not a goal is text of the goal above it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lagesbild.barometer.goal_lines import (
    LEVEL_WORDS,
    LONGEST_CODE,
    GoalLine,
    PastedGoal,
    certain_of_number,
    goal_line,
    levelled,
)
from lagesbild.tables.pasted import PastedRow, pasted_rows

LONGEST_NAME = 255
HEADINGS = {
    "code": ("nr", "nummer", "kod", "id", "målnummer", "code", "no"),
    "level": ("nivå", "level"),
    "text": ("text", "beskrivning", "förklaring", "vad som lovats", "kommentar", "description"),
    "global": (
        "globalt mål",
        "globala mål",
        "agenda 2030",
        "agenda 2030-mål",
        "sdg",
        "sdg:er",
        "global goals",
    ),
}
NAMES = (*LEVEL_WORDS, "namn", "målformulering", "formulering", "rubrik", "name", "title")


def pasted_goals(text: str) -> tuple[PastedGoal, ...]:
    rows = pasted_rows(text)
    if not rows:
        return ()
    columns = _headings(rows[0])
    if columns:
        return _checked(_table(rows[1:], columns, rows[0].cells))
    has_columns = any(len(_filled(row)) > 1 for row in rows)
    if _is_list_of_words(rows):
        return _checked(_numbered_table(rows) if has_columns else _outline(rows))
    if has_columns or _is_stair(rows):
        return _checked(_bare_table(rows))
    return _checked(_outline(rows))


# --- A table with headings ----------------------------------------------------------------------------------


def _headings(row: PastedRow) -> dict[str, list[int]]:
    """What each column holds: name, code, level, text, global; "" for what is said in the goal's text."""
    columns: dict[str, list[int]] = {}
    for place, cell in enumerate(row.cells):
        heading = cell.casefold().rstrip(":*")
        kind = next((kind for kind, words in HEADINGS.items() if heading in words), "")
        if not kind and heading in NAMES:
            kind = "name"
        columns.setdefault(kind, []).append(place)
    return columns if "name" in columns and len([cell for cell in row.cells if cell]) > 1 else {}


def _table(
    rows: Sequence[PastedRow], columns: dict[str, list[int]], headings: Sequence[str]
) -> list[PastedGoal]:
    if len(columns["name"]) > 1:
        return _stair(rows, columns, headings)
    goals = []
    codes = [_cell(row, columns, "code") for row in rows]
    lines = [
        goal_line(
            row,
            f"{code} {_cell(row, columns, 'name')}".strip() if code else _cell(row, columns, "name"),
            code,
        )
        for row, code in zip(rows, codes, strict=True)
    ]
    for line, goal in zip(lines, levelled(lines), strict=True):
        level = _cell(line.row, columns, "level")
        if level.isdecimal() and int(level):
            goal = replace(goal, level=int(level), doubt="")
        goals.append(
            replace(goal, text=_rest(line.row, columns, headings), numbers=_numbers(line.row, columns))
        )
    return goals


def _cell(row: PastedRow, columns: dict[str, list[int]], kind: str) -> str:
    return next((row.cells[place] for place in columns.get(kind, ()) if place < len(row.cells)), "")


def _rest(row: PastedRow, columns: dict[str, list[int]], headings: Sequence[str]) -> str:
    """The goal's text, and what stands in columns that are called something else, with what they are called."""
    parts = [_cell(row, columns, "text")]
    recognised = {place for kind, places in columns.items() if kind for place in places}
    for place, cell in enumerate(row.cells):
        if place not in recognised and cell:
            heading = headings[place] if place < len(headings) else ""
            parts.append(f"{heading}: {cell}" if heading else cell)
    return "\n".join(part for part in parts if part)


def _numbers(row: PastedRow, columns: dict[str, list[int]]) -> tuple[int, ...]:
    return goal_numbers(_cell(row, columns, "global"))


def goal_numbers(text: str) -> tuple[int, ...]:
    """The global goals that ``text`` names, each once: "13", "3, 11" and "13.2" but not 11 and 5 of "115"."""
    numbers = (int(number) for number in re.findall(r"(?<![\d.])(\d{1,2})(?!\d)", text))
    return tuple(dict.fromkeys(number for number in numbers if 1 <= number <= 17))


# --- A table where the column is the level --------------------------------------------------------------------


def _is_stair(rows: Sequence[PastedRow]) -> bool:
    return any(len(row.cells) > 1 and not row.cells[0] for row in rows)


_IS_CODE = re.compile(r"[A-ZÅÄÖ]{0,4}\.?\d[\d.]*[a-zåäö]?[.):]?")
_IS_LETTER = re.compile(r"\(?[A-Za-zåäö][.)]|[ivx]{1,4}[.)]|[IVX]{1,4}[.)]")
"""What a list of Word's also counts by: a), B., iv."""


def _is_list_of_words(rows: Sequence[PastedRow]) -> bool:
    """A list of several levels as Word pastes it: tabs for the level, and one after the sign, number or letter."""
    filled = [_filled(row) for row in rows]
    has_marks = any(row.bullet for row in rows) or any(_IS_LETTER.fullmatch(cells[0]) for cells in filled)
    return has_marks and all(len(cells) == 1 or (len(cells) == 2 and _is_mark(cells[0])) for cells in filled)


def _is_mark(cell: str) -> bool:
    return bool(_IS_CODE.fullmatch(cell) or _IS_LETTER.fullmatch(cell))


def _bare_table(rows: Sequence[PastedRow]) -> list[PastedGoal]:
    """A table without headings: number, goal and text; or a stair, if cells are empty or repeated from row to row."""
    first = [row.cells[0] for row in rows]
    codes = sum(bool(_IS_CODE.fullmatch(_filled(row)[0])) for row in rows)
    if 2 * codes > len(rows):
        return _numbered_table(rows)
    repeated = sum(above == below for above, below in zip(first, first[1:], strict=False))
    if _is_stair(rows) or repeated:
        width = max(len(row.cells) for row in rows)
        return _stair(rows, {"name": list(range(width))}, ())
    return _table(rows, {"name": [0], "text": [1]}, ())


def _filled(row: PastedRow) -> tuple[str, ...]:
    """The cells from the first that holds anything to the last."""
    places = [place for place, cell in enumerate(row.cells) if cell]
    return row.cells[places[0] : places[-1] + 1]


def _numbered_table(rows: Sequence[PastedRow]) -> list[PastedGoal]:
    """A number, a goal and its text; also a numbered list of Word's, which has a tab after each number."""
    lines, texts = [], []
    for row in rows:
        code, *rest = _filled(row)
        has_number = bool(_IS_CODE.fullmatch(code)) and bool(rest)
        has_mark = has_number or bool(_IS_LETTER.fullmatch(code) and rest)
        name = " ".join([code, *rest[:1]]) if has_mark else code
        lines.append(goal_line(row, name, code.rstrip(".):") if has_number else ""))
        texts.append("\n".join(cell for cell in (rest[1:] if has_mark else rest) if cell))
    return [replace(goal, text=text) for goal, text in zip(levelled(lines), texts, strict=True)]


def _stair(
    rows: Sequence[PastedRow], columns: dict[str, list[int]], headings: Sequence[str]
) -> list[PastedGoal]:
    """A goal in each cell that says something else than the cell above it, on its column's level."""
    goals: list[PastedGoal] = []
    path: dict[int, str] = {}
    for row in rows:
        here = []
        for level, place in enumerate(columns["name"], 1):
            cell = row.cells[place] if place < len(row.cells) else ""
            if cell and path.get(level) != cell:
                path = {above: name for above, name in path.items() if above < level} | {level: cell}
                line = goal_line(row, cell)
                word = headings[place] if place < len(headings) else line.word
                here.append(PastedGoal(row.number, level, line.name, line.code, word=word, doubt=line.doubt))
        rest, numbers = _rest(row, columns, headings), _numbers(row, columns)
        if here:
            code = _cell(row, columns, "code")
            last = here[-1]
            here[-1] = replace(last, text=rest, numbers=numbers, code=last.code or code[:LONGEST_CODE])
        elif rest and goals:
            goals[-1] = replace(goals[-1], text=f"{goals[-1].text}\n{rest}".strip())
        goals += here
    return goals


# --- Lines of text --------------------------------------------------------------------------------------------


def _outline(rows: Sequence[PastedRow]) -> list[PastedGoal]:
    lines: list[GoalLine] = []
    for row in rows:
        line = goal_line(row, row.text)
        lines.append(certain_of_number(line, lines))
    return levelled(lines)


# --- What is asked of every goal ------------------------------------------------------------------------------


def _checked(goals: Sequence[PastedGoal]) -> tuple[PastedGoal, ...]:
    """Names that are too long, numbers that come twice, and rows without a name are asked about."""
    checked: list[PastedGoal] = []
    first_row: dict[str, int] = {}
    for goal in goals:
        if not goal.name:
            goal = replace(goal, name=goal.code or goal.text[:LONGEST_NAME], doubt=_("Raden har inget namn."))
        if len(goal.name) > LONGEST_NAME and goal.level:
            name = goal.name[: LONGEST_NAME - 2].rsplit(" ", 1)[0] + " …"
            words = _("Namnet är längre än 255 tecken. Det står helt i målets text.")
            goal = replace(goal, name=name, text=f"{goal.name}\n{goal.text}".strip(), doubt=words)
        if goal.code and (earlier := first_row.setdefault(goal.code.casefold(), goal.row)) != goal.row:
            words = _("Numret %(code)s står också på rad %(row)s. Målet sparas utan nummer.")
            goal = replace(goal, code="", doubt=words % {"code": goal.code, "row": earlier})
        checked.append(goal)
    return tuple(checked)
