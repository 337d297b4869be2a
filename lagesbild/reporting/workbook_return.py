"""The workbook come back: read by its headings, everything wrong told at once, and saved whole or not at all."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from lagesbild.organisations.models import User
from lagesbild.reporting import answering, validating
from lagesbild.reporting.answering import WRITABLE, CannotAnswer
from lagesbild.reporting.earlier import problems
from lagesbild.reporting.models import Item
from lagesbild.reporting.standing import Standing
from lagesbild.reporting.workbook import (
    ANSWERS,
    COLUMNS,
    EXPLAINS,
    HIDDEN,
    SHEET,
    Choices,
    headings,
    in_every_language,
    marks,
    yes_and_no,
)

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,  # XML that is broken off
    KeyError,
    TypeError,
    ValueError,
    OSError,
    EOFError,
)
"""What reading a file that is no workbook, or a damaged one, may raise."""
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 5_000_000, 60_000_000, 2_000
MOST_ABOVE, MOST_COLUMNS = 20, 60
"""How far down the row of headings is looked for, and how far to the right the columns."""
FEWEST_HEADINGS = 3
"""A sheet with fewer of ours in any row is somebody else's."""


class NotOurWorkbook(ValueError):
    """The file is not a workbook that was taken out here, or not whole. The message says what to do."""


@dataclass(frozen=True)
class CellProblem:
    """One thing to put right: the cell, as Excel calls it, and what."""

    cell: str
    what: str


@dataclass(frozen=True)
class Row:
    """What one row of the workbook means: the answer it gives to an item, and whether it is handed in.

    ``collides``: somebody has saved another answer since the workbook was taken out. ``leap`` is a question about
    a value far from the last one, empty where there is none.
    """

    item: Item
    number: int
    content: dict[str, str]
    hand_in: bool
    collides: bool = False
    leap: str = ""


@dataclass(frozen=True)
class Read:
    """What a workbook means: ``rows`` that change something, and everything wrong.

    How many rows change nothing: ``same``, because they say what they said, and ``cleared``, because all that stood
    in them was taken away; their questions stay as they stand.
    """

    rows: tuple[Row, ...]
    same: int
    problems: tuple[CellProblem, ...] = ()
    cleared: int = 0


class Left(Enum):
    """Why a row changes nothing."""

    SAME = "same"
    CLEARED = "cleared"


@dataclass(frozen=True)
class _Line:
    """A row as it stands in the file: column → text, and column → its place, counted from 1."""

    number: int
    texts: dict[str, str]
    places: dict[str, int]

    def cell(self, column: str) -> str:
        return f"{get_column_letter(self.places[column])}{self.number}"

    def problem(self, column: str, what: str) -> CellProblem:
        return CellProblem(self.cell(column), what)

    @property
    def whole(self) -> str:
        return f"{SHEET}!{self.number}"

    @property
    def answered(self) -> list[str]:
        """The columns of answers where something stands."""
        return [column for column in ANSWERS if self.texts[column]]


@dataclass(frozen=True)
class _Reading:
    """What the rows are read against."""

    standing: Standing
    choices: Choices
    today: date


def read(content: bytes, items: Iterable[Item], *, today: date, choices: Choices) -> Read:
    """What the workbook means for ``items``: those that may be answered by whoever sends it.

    ``choices`` are the ones it was made with. Raises NotOurWorkbook. Nothing is saved.
    """
    lines = _lines(content)
    known = {str(item.pk): item for item in items}
    reading = _Reading(Standing.of(known.values()), choices, today)
    found, wrong, seen = [], [], set()
    for line in lines:
        item = known.get(line.texts["item"])
        if trouble := _out_of_place(line, item, seen):
            wrong.append(trouble)
        elif item:
            seen.add(item.pk)
            meant, troubles = _meant(item, line, reading)
            wrong += troubles
            found += [] if troubles else [meant]
    rows = tuple(one for one in found if isinstance(one, Row))
    return Read(rows, found.count(Left.SAME), tuple(wrong), found.count(Left.CLEARED))


def not_ours() -> str:
    return _("Det här är inte en arbetsbok härifrån (.xlsx). Hämta en ny under Mitt arbete och fyll i den.")


def is_a_workbook(name: str) -> bool:
    return bool(re.search(r"\.xlsx$", name, re.IGNORECASE))


# --- The file ---------------------------------------------------------------------------------------------


def _lines(content: bytes) -> list[_Line]:
    sheet = _sheet(content)
    head, places = _places(sheet)
    lines = []
    rows = sheet.iter_rows(min_row=head + 1, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, head + 1):
        texts = [_as_text(value) for value in values]
        at = {column: texts[place - 1] if place <= len(texts) else "" for column, place in places.items()}
        lines.append(_Line(number, dict.fromkeys(COLUMNS, "") | at, places))
    return lines


def _sheet(content: bytes):
    if len(content) > MOST_BYTES:
        raise NotOurWorkbook(_("Filen är för stor. Lämna in den arbetsbok som du hämtade här."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise NotOurWorkbook(_("Filen är för stor. Lämna in den arbetsbok som du hämtade här."))
        sheet = load_workbook(io.BytesIO(content), data_only=True)[SHEET]
    except UNREADABLE as error:
        if isinstance(error, NotOurWorkbook):
            raise
        raise NotOurWorkbook(not_ours()) from error
    if sheet.max_row > MOST_ROWS:
        raise NotOurWorkbook(not_ours())
    return sheet


def _places(sheet) -> tuple[int, dict[str, int]]:
    """The row of headings, and where each column now stands. Raises NotOurWorkbook where one is gone."""
    names = {
        heading.casefold(): name for said in in_every_language(headings) for name, heading in said.items()
    }
    best, texts = 0, []
    rows = sheet.iter_rows(max_row=MOST_ABOVE, max_col=MOST_COLUMNS, values_only=True)
    for number, values in enumerate(rows, 1):
        row = [_as_text(value) for value in values]
        if _known(row, names) > _known(texts, names):
            best, texts = number, row
    if _known(texts, names) < FEWEST_HEADINGS:
        raise NotOurWorkbook(not_ours())
    found = [
        (names[text.casefold()], place) for place, text in enumerate(texts, 1) if text.casefold() in names
    ]
    _refuse_unless_whole(best, found, [text for text in texts if text and text.casefold() not in names])
    return best, dict(found)


def _known(texts: list[str], names: dict[str, str]) -> int:
    return sum(text.casefold() in names for text in texts)


def _refuse_unless_whole(row: int, found: list[tuple[str, int]], strange: list[str]) -> None:
    called, count = headings(), Counter(name for name, _place in found)
    for name, times in count.items():
        if times > 1:
            told = _("Kolumnen ”%(name)s” finns två gånger på rad %(row)s. Ta bort den ena.")
            raise NotOurWorkbook(told % {"name": called[name], "row": row})
    # A workbook that was taken out before there were marks is read without them.
    missing = [name for name in COLUMNS if name not in count and name != "sent"]
    if missing:
        raise NotOurWorkbook(_what_is_missing(row, missing, strange))


def _what_is_missing(row: int, missing: list[str], strange: list[str]) -> str:
    called = headings()
    words = {"names": _listed([called[name] for name in missing]), "row": row}
    told = [
        ngettext(
            "Kolumnen %(names)s saknas på rad %(row)s, där rubrikerna står.",
            "Kolumnerna %(names)s saknas på rad %(row)s, där rubrikerna står.",
            len(missing),
        )
        % words
    ]
    if strange:
        told.append(_("Rubriken %(names)s hör inte dit.") % {"names": _listed(strange[:5])})
    if set(missing) & set(HIDDEN):
        told.append(_("Den är dold i arbetsboken och kan inte skrivas om: hämta en ny arbetsbok."))
    else:
        told.append(_("Skriv tillbaka rubriken som den var, eller hämta en ny arbetsbok. Inget är sparat."))
    return " ".join(told)


def _listed(names: list[str]) -> str:
    *first, last = (f"”{name[:80]}”" for name in names)
    return _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _as_text(value) -> str:
    """A cell as it would be typed in the form: 77.1 is 77,1, a day is its date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{round(value, 6):f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value).replace("_x000D_", "").strip()


# --- A row ------------------------------------------------------------------------------------------------


def _out_of_place(line: _Line, item: Item | None, seen: set[int]) -> CellProblem | None:
    if not line.texts["item"]:
        if not line.answered:
            return None
        what = _("Rad %(row)s hör inte till någon fråga. Flytta svaret till frågans rad, eller ta bort det.")
        return line.problem(line.answered[0], what % {"row": line.number})
    if item is None:
        return CellProblem(line.whole, _("Frågan är inte din, eller finns inte längre."))
    if item.pk in seen:
        return CellProblem(line.whole, _("Samma fråga står på två rader."))
    return None


def _meant(item: Item, line: _Line, reading: _Reading) -> tuple[Row | Left, list[CellProblem]]:
    if over := list(_written_over(line)):
        return Left.SAME, over
    wrong = [*_in_grey(item, line), *_neither_yes_nor_no(line)]
    before = item.content or reading.standing.beginning(item, reading.today)
    if left := _untouched(line, before):
        return left, wrong
    if item.status not in WRITABLE:
        what = _("Frågan är i läget ”%(status)s” och kan inte ändras.")
        wrong.append(CellProblem(line.whole, what % {"status": item.get_status_display()}))
        return Left.SAME, wrong
    content, troubles = _content(item, line, reading.choices)
    wrong += troubles
    if not troubles and content == answering.cleaned(item.kind, {**before, "confirmed": ""}):
        return Left.SAME, wrong
    hand_in = line.texts["hand_in"].casefold() in _yes()
    lacking = {} if troubles else _lacking(item, content, reading.standing, hand_in)
    leap = lacking.pop("confirmed", "")
    wrong += [line.problem(_column(item, name), what) for name, what in lacking.items()]
    collides = line.texts["version"] != str(item.version) and bool(item.content)
    return Row(item, line.number, content, hand_in, collides, leap), wrong


def _untouched(line: _Line, before: dict[str, str]) -> Left | None:
    """Whether the row has nothing to say: its answers are gone, or as they went out, on whatever day that was."""
    if not line.answered:
        return Left.CLEARED if any(before.values()) else Left.SAME
    if line.texts["sent"] and marks(line.texts).split()[-1] == line.texts["sent"].split()[-1]:
        return Left.SAME
    return None


def _written_over(line: _Line) -> Iterator[CellProblem]:
    """What explains is compared with its mark: the question may be another than the one the row belongs to."""
    sent = line.texts["sent"].split()
    for column, was, now in zip(EXPLAINS, sent, marks(line.texts).split(), strict=False):
        if was != now:
            what = _("Cell %(cell)s är låst och säger något annat än när arbetsboken hämtades.")
            told = _("Skriv svaren i de gula cellerna. Hämta en ny arbetsbok om raderna har blandats.")
            yield line.problem(column, f"{what % {'cell': line.cell(column)}} {told}")


def _in_grey(item: Item, line: _Line) -> Iterator[CellProblem]:
    for column in line.answered:
        if item.kind not in ANSWERS[column]:
            what = _(
                "Cell %(cell)s ska vara tom, för frågan om ”%(name)s” har inget att svara i kolumnen ”%(column)s”."
            )
            words = {"cell": line.cell(column), "name": item.thing.name, "column": headings()[column]}
            yield line.problem(column, what % words)


def _neither_yes_nor_no(line: _Line) -> Iterator[CellProblem]:
    said = line.texts["hand_in"]
    if said and said.casefold() not in _yes() | _no():
        yes, no = yes_and_no()
        what = _(
            "”%(said)s” går inte att tolka. Skriv %(yes)s eller %(no)s på rad %(row)s i kolumnen ”%(column)s”."
        )
        words = {"said": said[:80], "yes": yes, "no": no, "row": line.number, "column": headings()["hand_in"]}
        yield line.problem("hand_in", what % words)


def _yes() -> set[str]:
    return {yes.casefold() for yes, _no in in_every_language(yes_and_no)} | {"x"}


def _no() -> set[str]:
    return {no.casefold() for _yes, no in in_every_language(yes_and_no)}


def _content(item: Item, line: _Line, choices: Choices) -> tuple[dict[str, str], list[CellProblem]]:
    content, wrong = {}, []
    kept = _kept(item, choices)
    for column, fields in ANSWERS.items():
        text, name = line.texts[column], fields.get(item.kind)
        if name in kept and text and text.casefold() not in kept[name]:
            told = _("”%(text)s” finns inte i listan.") % {"text": text[:80]}
            wrong.append(line.problem(column, told))
        elif name:
            content[name] = kept[name].get(text.casefold(), "") if name in kept else text
    try:
        return answering.cleaned(item.kind, content), wrong
    except CannotAnswer as trouble:
        return content, [*wrong, CellProblem(line.whole, str(trouble))]


def _kept(item: Item, choices: Choices) -> dict[str, dict[str, str]]:
    """Field → what is chosen, in any language → what is kept."""
    kept: dict[str, dict[str, str]] = {}
    for said in in_every_language(lambda: choices(item)):
        for name, labels in said.items():
            kept.setdefault(name, {}).update({label.casefold(): key for key, label in labels.items()})
    return kept


def _lacking(item: Item, content: dict, standing: Standing, hand_in: bool) -> dict[str, str]:
    """What is wrong, by field. A draft may lack anything, but what has not been yet cannot be reported."""
    found = standing.problems(item, content)
    if hand_in:
        return found
    return {name: what for name, what in found.items() if _is_coming(name, content.get(name, ""))}


def _is_coming(name: str, text: str) -> bool:
    if name == "period":
        return text.isdecimal() and int(text) > timezone.localdate().year
    return name in ("finished_on", "as_of") and validating.is_coming(text)


def _column(item: Item, name: str) -> str:
    return next(column for column, fields in ANSWERS.items() if fields.get(item.kind) == name)


# --- Saved ------------------------------------------------------------------------------------------------


def apply(answers: Iterable[dict], *, by: User, at: datetime) -> tuple[int, int]:
    """Save every answer or none: how many were handed in, and how many are drafts.

    ``answers``: ``item`` (pk), ``version`` as it was shown, ``content``, ``hand_in``. Raises CannotAnswer where
    anything has changed since it was shown.
    """
    handed_in = drafts = 0
    with transaction.atomic():
        for one in answers:
            if _applied(one, by, at).differs:
                raise CannotAnswer(
                    _("Någon har ändrat ett av svaren under tiden. Lämna in arbetsboken en gång till.")
                )
            handed_in += one["hand_in"]
            drafts += not one["hand_in"]
    return handed_in, drafts


def _applied(one: dict, by: User, at: datetime) -> answering.Saved:
    given = {"version": one["version"], "by": by, "at": at}
    if not one["hand_in"]:
        return answering.save(one["item"], one["content"], **given)
    try:
        return answering.submit(one["item"], one["content"], **given, problems=problems)
    except answering.Unanswered as lacking:
        raise CannotAnswer(str(lacking)) from lacking
