"""The rows of a pasted programme, and the level that each stands on.

A row's kind is what a reader goes by: a word before the number, how many parts the number has, the sign of a point, how
far in it begins. Rows of one kind stand on one level; a kind that is new stands one below the row above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lagesbild.tables.pasted import PastedRow

LONGEST_CODE = 20
TEXT_FROM = 160
"""Characters from which a line without a number, under a goal with one, is read as text of that goal."""
LEVEL_WORDS = (
    *(
        "hållbarhetsmål",
        "målområde",
        "fokusområde",
        "område",
        "prioriterat mål",
        "inriktningsmål",
        "effektmål",
    ),
    *(
        "kommunmål",
        "fullmäktigemål",
        "nämndmål",
        "huvudmål",
        "delmål",
        "etappmål",
        "uppdrag",
        "strategi",
        "mål",
    ),
    *("åtgärd", "goal", "target", "objective"),
)
_CODE = re.compile(
    r"^(?P<code>(?:[A-ZÅÄÖ]{1,4}[.\s]?)?\d{1,3}(?:\.\d{1,3})*(?:\.?[a-zåäö](?![\wåäö]))?|[A-ZÅÄÖ](?=[.):]))"
    r"(?P<mark>[.):]|\s*[-–—:](?=\s))?\s+(?P<name>\S.*)$"
)
_WORD = re.compile(rf"^(?P<word>{'|'.join(LEVEL_WORDS)})\s+(?P<rest>\S*\d\S*.*)$", re.IGNORECASE)
_AMOUNT = re.compile(r"^(?:%|procent|percent|år|kr|mnkr|kronor|ton|kg|nya|st\b)", re.IGNORECASE)


@dataclass(frozen=True)
class PastedGoal:
    """``level`` from 1; 0 is text of the goal above. ``doubt`` says what is not certain, empty where nothing is."""

    row: int
    level: int
    name: str
    code: str = ""
    text: str = ""
    numbers: tuple[int, ...] = ()
    word: str = ""
    doubt: str | Promise = ""


@dataclass(frozen=True)
class GoalLine:
    """A row, and its kind: rows of one kind stand on one level."""

    row: PastedRow
    name: str
    code: str
    word: str
    kind: tuple
    doubt: str | Promise = ""


def goal_line(row: PastedRow, text: str, code: str = "") -> GoalLine:
    """What a row says: word, number, name. ``code``: the number, where it stands in a column of its own."""
    word = _WORD.match(text)
    rest = word["rest"] if word else text
    numbered = _CODE.match(rest)
    is_year = numbered and not numbered["mark"] and not word and re.match(r"(19|20)\d\d\b", rest)
    is_amount = numbered and not (word or numbered["mark"]) and _AMOUNT.match(numbered["name"])
    name_of_word = word["word"].casefold() if word else ""
    if not numbered or is_year or is_amount:
        if code:
            return GoalLine(row, text.removeprefix(code).strip(), code, "", ("code", _depth(code)))
        if word and (bare := re.fullmatch(r"(\d[\d.]*[a-zåäö]?)[.:]?", rest)):
            return GoalLine(row, text, bare[1], name_of_word, ("word", name_of_word))
        return GoalLine(
            row, text, "", "", ("bullet", row.indent, row.bullet) if row.bullet else ("plain", row.indent)
        )
    number = code or numbered["code"]
    kind = ("word", name_of_word) if word and not _depth(number) > 1 else ("code", _depth(number))
    label = f"{word['word']} {number}" if word and len(number) + len(word["word"]) < LONGEST_CODE else number
    return GoalLine(row, numbered["name"], label, name_of_word, kind)


def certain_of_number(line: GoalLine, above: Sequence[GoalLine]) -> GoalLine:
    """A bare number without a mark is a number of a goal if it comes next in turn, else perhaps an amount."""
    bare = re.fullmatch(r"\d{1,3}", line.code)
    if not bare or line.word or re.match(r"^\d{1,3}[.):]", line.row.text):
        return line
    earlier = [int(other.code) for other in above if re.fullmatch(r"\d{1,3}", other.code)]
    if int(line.code) == (earlier[-1] + 1 if earlier else 1):
        return line
    words = _("Är %(number)s målets nummer eller hör det till texten?") % {"number": line.code}
    return replace(line, doubt=words)


def _depth(code: str) -> int:
    return len(re.findall(r"\d+", code)) or 1


def levelled(lines: Sequence[GoalLine]) -> list[PastedGoal]:
    """Each row on the level of its kind; a kind that is new stands below the row above it."""
    levels: dict[tuple, int] = {}
    goals: list[PastedGoal] = []
    above: GoalLine | None = None
    for line in lines:
        level, doubt = _level(line, above, levels)
        goals.append(
            PastedGoal(
                line.row.number, level, line.name, line.code, word=line.word, doubt=line.doubt or doubt
            )
        )
        above = line if level else above
    return goals


def _level(line: GoalLine, above: GoalLine | None, levels: dict[tuple, int]) -> tuple[int, str | Promise]:
    """(level, what is to be asked); a kind that is new gets its level."""
    under_a_number = line.kind[0] == "plain" and above is not None and bool(above.code)
    if under_a_number and (len(line.name) > TEXT_FROM or line.name.count(". ") > 1):
        return 0, _READ_AS_TEXT
    if line.kind not in levels:
        levels[line.kind] = _level_of_new_kind(line, above, levels)
    level = levels[line.kind]
    # What was a heading before the first number is one still.
    if under_a_number and level > 1:
        return level, _MAYBE_TEXT
    if above and level > levels.get(above.kind, level) + 1:
        return level, _("En nivå saknas ovanför. Hör målet hit?")
    return level, ""


_READ_AS_TEXT = _("Läses som text till målet ovanför.")
_MAYBE_TEXT = _("Är det ett eget mål, eller text till målet ovanför?")


def _level_of_new_kind(line: GoalLine, above: GoalLine | None, levels: dict[tuple, int]) -> int:
    if line.kind[0] == "code":
        depths = [(depth, level) for (kind, depth, *_more), level in levels.items() if kind == "code"]
        if depths:
            depth, level = min(depths, key=lambda depth_and_level: abs(depth_and_level[0] - line.kind[1]))
            return max(1, level + line.kind[1] - depth)
    if line.kind[0] == "plain" and line.kind[1] == 0:
        # What begins at the margin with no number is a heading, unless it stands among the numbered.
        return 1 if above is None or not above.code else levels[above.kind] + 1
    return 1 if above is None else levels[above.kind] + 1
