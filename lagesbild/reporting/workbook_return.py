"""The workbook come back: read by its headings, everything wrong told at once, and saved whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.organisations.models import User
from lagesbild.reporting import answering, validating
from lagesbild.reporting.answering import WRITABLE, CannotAnswer
from lagesbild.reporting.earlier import EarlierAnswers, problems
from lagesbild.reporting.models import Item
from lagesbild.reporting.reported_period import period_of
from lagesbild.reporting.workbook import (
    ANSWERS,
    EXPLAINS,
    Choices,
    headings,
    in_every_language,
    marks,
    yes_and_no,
)
from lagesbild.reporting.workbook_rows import CellProblem, SheetRow, sheet_rows


@dataclass(frozen=True)
class AnsweredRow:
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
class WorkbookAnswers:
    """What a workbook means: ``rows`` that change something, and everything wrong.

    How many rows change nothing: ``same``, because they say what they said, and ``cleared``, because all that stood
    in them was taken away; their questions stay as they stand.
    """

    rows: tuple[AnsweredRow, ...]
    same: int
    problems: tuple[CellProblem, ...] = ()
    cleared: int = 0


class UnchangedRow(Enum):
    """Why a row changes nothing."""

    SAME = "same"
    CLEARED = "cleared"


@dataclass(frozen=True)
class _ReadAgainst:
    """What the rows are read against."""

    answers: EarlierAnswers
    choices: Choices
    today: date


def answers_in(content: bytes, items: Iterable[Item], *, today: date, choices: Choices) -> WorkbookAnswers:
    """What the workbook means for ``items``: those that may be answered by whoever sends it.

    ``choices`` are the ones it was made with. Raises NotOurWorkbook. Nothing is saved.
    """
    lines = sheet_rows(content)
    by_number = {str(item.pk): item for item in items}
    reading = _ReadAgainst(EarlierAnswers.of(by_number.values()), choices, today)
    answers, wrong, earlier_rows = [], [], set()
    for line in lines:
        item = by_number.get(line.texts["item"])
        if trouble := _out_of_place(line, item, earlier_rows):
            wrong.append(trouble)
        elif item:
            earlier_rows.add(item.pk)
            answer, troubles = _row_answer(item, line, reading)
            wrong += troubles
            answers += [] if troubles else [answer]
    rows = tuple(answer for answer in answers if isinstance(answer, AnsweredRow))
    return WorkbookAnswers(
        rows, answers.count(UnchangedRow.SAME), tuple(wrong), answers.count(UnchangedRow.CLEARED)
    )


# --- A row ------------------------------------------------------------------------------------------------


def _out_of_place(line: SheetRow, item: Item | None, earlier_rows: set[int]) -> CellProblem | None:
    if not line.texts["item"]:
        if not line.answered:
            return None
        what = _("Rad %(row)s hör inte till någon fråga. Flytta svaret till frågans rad, eller ta bort det.")
        return line.problem(line.answered[0], what % {"row": line.number})
    if item is None:
        return CellProblem(line.whole, _("Frågan är inte din, eller finns inte längre."))
    if item.pk in earlier_rows:
        return CellProblem(line.whole, _("Samma fråga står på två rader."))
    return None


def _row_answer(
    item: Item, line: SheetRow, reading: _ReadAgainst
) -> tuple[AnsweredRow | UnchangedRow, list[CellProblem]]:
    if over := list(_written_over(line)):
        return UnchangedRow.SAME, over
    wrong = [*_in_grey(item, line), *_neither_yes_nor_no(line)]
    before = item.content or reading.answers.beginning(item, reading.today)
    if unchanged := _untouched(line, before):
        return unchanged, wrong
    if item.status not in WRITABLE:
        what = _("Frågan är i läget ”%(status)s” och kan inte ändras.")
        wrong.append(CellProblem(line.whole, what % {"status": item.get_status_display()}))
        return UnchangedRow.SAME, wrong
    content, troubles = _content(item, line, reading.choices)
    wrong += troubles
    if not troubles and content == answering.cleaned(item.kind, {**before, "confirmed": ""}):
        return UnchangedRow.SAME, wrong
    hand_in = line.texts["hand_in"].casefold() in _yes()
    lacking = {} if troubles else _lacking(item, content, reading.answers, hand_in)
    leap = lacking.pop("confirmed", "")
    wrong += [line.problem(_column(item, name), what) for name, what in lacking.items()]
    collides = line.texts["version"] != str(item.version) and bool(item.content)
    return AnsweredRow(item, line.number, content, hand_in, collides, leap), wrong


def _untouched(line: SheetRow, before: dict[str, str]) -> UnchangedRow | None:
    """Whether the row has nothing to say: its answers are gone, or as they went out, on whatever day that was."""
    if not line.answered:
        return UnchangedRow.CLEARED if any(before.values()) else UnchangedRow.SAME
    if line.texts["sent"] and marks(line.texts).split()[-1] == line.texts["sent"].split()[-1]:
        return UnchangedRow.SAME
    return None


def _written_over(line: SheetRow) -> Iterator[CellProblem]:
    """What explains is compared with its mark: the question may be another than the one the row belongs to."""
    sent = line.texts["sent"].split()
    for column, was, now in zip(EXPLAINS, sent, marks(line.texts).split(), strict=False):
        if was != now:
            what = _("Cell %(cell)s är låst och säger något annat än när arbetsboken hämtades.")
            advice = _("Skriv svaren i de gula cellerna. Hämta en ny arbetsbok om raderna har blandats.")
            yield line.problem(column, f"{what % {'cell': line.cell(column)}} {advice}")


def _in_grey(item: Item, line: SheetRow) -> Iterator[CellProblem]:
    for column in line.answered:
        if item.kind not in ANSWERS[column]:
            what = _(
                "Cell %(cell)s ska vara tom, för frågan om ”%(name)s” har inget att svara i kolumnen ”%(column)s”."
            )
            words = {"cell": line.cell(column), "name": item.thing.name, "column": headings()[column]}
            yield line.problem(column, what % words)


def _neither_yes_nor_no(line: SheetRow) -> Iterator[CellProblem]:
    text = line.texts["hand_in"]
    if text and text.casefold() not in _yes() | _no():
        yes, no = yes_and_no()
        what = _(
            "”%(said)s” går inte att tolka. Skriv %(yes)s eller %(no)s på rad %(row)s i kolumnen ”%(column)s”."
        )
        words = {"said": text[:80], "yes": yes, "no": no, "row": line.number, "column": headings()["hand_in"]}
        yield line.problem("hand_in", what % words)


def _yes() -> set[str]:
    return {yes.casefold() for yes, _no in in_every_language(yes_and_no)} | {"x"}


def _no() -> set[str]:
    return {no.casefold() for _yes, no in in_every_language(yes_and_no)}


def _content(item: Item, line: SheetRow, choices: Choices) -> tuple[dict[str, str], list[CellProblem]]:
    content, wrong = {}, []
    keys = _keys_by_label(item, choices)
    for column, fields in ANSWERS.items():
        text, name = line.texts[column], fields.get(item.kind)
        if name in keys and text and text.casefold() not in keys[name]:
            sentence = _("”%(text)s” finns inte i listan.") % {"text": text[:80]}
            wrong.append(line.problem(column, sentence))
        elif name:
            content[name] = keys[name].get(text.casefold(), "") if name in keys else text
    try:
        return answering.cleaned(item.kind, content), wrong
    except CannotAnswer as trouble:
        return content, [*wrong, CellProblem(line.whole, str(trouble))]


def _keys_by_label(item: Item, choices: Choices) -> dict[str, dict[str, str]]:
    """Field → what is chosen, in any language → what is kept."""
    keys: dict[str, dict[str, str]] = {}
    for labels_by_field in in_every_language(lambda: choices(item)):
        for name, labels in labels_by_field.items():
            keys.setdefault(name, {}).update({label.casefold(): key for key, label in labels.items()})
    return keys


def _lacking(item: Item, content: dict, answers: EarlierAnswers, hand_in: bool) -> dict[str, str]:
    """What is wrong, by field. A draft may lack anything, but what has not been yet cannot be reported."""
    problems_by_field = answers.problems(item, content)
    if hand_in:
        return problems_by_field
    return {name: what for name, what in problems_by_field.items() if _is_coming(name, content.get(name, ""))}


def _is_coming(name: str, text: str) -> bool:
    if name == "period":
        period = period_of(text)
        return period is not None and period.begins_after(timezone.localdate())
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
        for answer in answers:
            if _applied(answer, by, at).differs:
                raise CannotAnswer(
                    _("Någon har ändrat ett av svaren under tiden. Lämna in arbetsboken en gång till.")
                )
            handed_in += answer["hand_in"]
            drafts += not answer["hand_in"]
    return handed_in, drafts


def _applied(answer: dict, by: User, at: datetime) -> answering.Saved:
    saved_as = {"version": answer["version"], "by": by, "at": at}
    if not answer["hand_in"]:
        return answering.save(answer["item"], answer["content"], **saved_as)
    try:
        return answering.submit(answer["item"], answer["content"], **saved_as, problems=problems)
    except answering.Unanswered as lacking:
        raise CannotAnswer(str(lacking)) from lacking
