"""The workbook: taken out, filled in, read with every error at once, and saved whole or not at all."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from lagesbild.barometer.models import Action, Indicator
from lagesbild.reporting import workbook
from lagesbild.reporting.answering import CannotAnswer, save
from lagesbild.reporting.mine import items_of
from lagesbild.reporting.models import Item, Step
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)


@pytest.fixture
def office():
    return unit()


@pytest.fixture
def anna(office):
    return person("anna", office)


@pytest.fixture
def asked(office):
    """One of each kind, in the order of the rows 4 to 7."""
    round = open_round()
    lamps = Indicator.objects.create(name_sv="Lampor", slug="lampor", unit_sv="%", by_form=True, live=True)
    tree = Action.objects.create(name_sv="Träd", slug="trad", live=True)
    same = {"round": round, "organisation": office}
    return [
        item(**same),
        item(**same, kind="value", goal=None, indicator=lamps),
        item(**same, kind="action", goal=None, action=tree),
        item(**same, kind="text", goal=goal("Friskare hav")),
    ]


def fill(user, **cells) -> bytes:
    """The user's workbook with some cells filled in: ``E4="..."``."""
    book = load_workbook(io.BytesIO(workbook.make(items_of(user), today=TODAY)))
    for cell, value in cells.items():
        book[workbook.SHEET][cell] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(user, content) -> workbook.Read:
    return workbook.read(content, items_of(user), today=TODAY)


def answers(found: workbook.Read) -> list[dict]:
    return [
        {"item": row.item.pk, "version": row.item.version, "content": row.content, "hand_in": row.hand_in}
        for row in found.rows
    ]


def test_one_sheet_is_seen_its_explanations_locked_its_answers_not(anna, asked):
    book = load_workbook(io.BytesIO(workbook.make(items_of(anna), today=TODAY)))
    sheet = book[workbook.SHEET]
    assert [one.title for one in book if one.sheet_state == "visible"] == [workbook.SHEET]
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("D4", "F4", "G4", "F5")] == [True, False, True, False]
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list"}
    assert sheet.max_row == workbook.HEAD + 4


def test_an_untouched_workbook_means_nothing(anna, asked):
    found = read(anna, fill(anna))
    assert (found.rows, found.same, found.problems) == ((), 4, ())


def test_filled_in_it_means_answers_of_every_kind(anna, asked):
    done = {"F4": "Målet bedöms kunna uppnås", "J4": "Bra", "F5": 81.5, "F6": "Genomförd", "J6": "Tio träd"}
    found = read(anna, fill(anna, **done, I6=datetime(2026, 10, 3), J7="Läget är gott."))
    assert found.problems == ()
    assert [row.content for row in found.rows] == [
        {"grade": "2", "motivation_sv": "Bra"},
        {"period": "2026", "value": "81,5"},
        {"status": "done", "finished_on": "2026-10-03", "result_sv": "Tio träd"},
        {"status_sv": "Läget är gott.", "as_of": "2026-11-01"},
    ]
    assert workbook.apply(answers(found), by=anna, at=NOW) == (4, 0)
    assert set(Item.objects.values_list("status", flat=True)) == {Item.Status.SUBMITTED}


def test_every_error_at_once_with_its_cell_and_nothing_saved(anna, asked):
    found = read(anna, fill(anna, F4="Toppen", F5="ungefär 80", F6="Genomförd"))
    assert [one.cell for one in found.problems] == ["F4", "F5", "I6", "J6"]
    assert not Step.objects.exists()


def test_what_is_not_to_be_handed_in_is_a_draft_however_little_it_is(anna, asked):
    found = read(anna, fill(anna, J4="Börjat", N4="Nej"))
    assert found.problems == ()
    assert workbook.apply(answers(found), by=anna, at=NOW) == (0, 1)
    assert Item.objects.get(pk=asked[0].pk).status == Item.Status.STARTED


def test_somebody_elses_question_cannot_be_reached_by_its_number(anna, asked):
    other = item(round=asked[0].round, organisation=unit("Miljökontoret"), goal=goal("Luft"))
    found = read(anna, fill(anna, A4=str(other.pk), J4="Vårt"))
    assert [one.cell for one in found.problems] == ["Svar!4"]


def test_a_question_on_two_rows_is_an_error(anna, asked):
    found = read(anna, fill(anna, A5=str(asked[0].pk)))
    assert [one.cell for one in found.problems] == ["Svar!5"]


def test_what_somebody_has_saved_since_collides(anna, asked):
    filled = fill(anna, F4="Målet är uppnått", J4="Arbetsbokens")
    save(asked[0].pk, {"motivation_sv": "Bos"}, version=0, by=person("bo"), at=NOW)
    [row] = read(anna, filled).rows
    assert row.collides


def test_one_that_changed_after_it_was_shown_stops_them_all(anna, asked):
    found = read(anna, fill(anna, F4="Målet är uppnått", J4="Min", F5="81"))
    save(asked[1].pk, {"value": "5"}, version=0, by=person("bo"), at=NOW)
    with pytest.raises(CannotAnswer):
        workbook.apply(answers(found), by=anna, at=NOW)
    assert Item.objects.get(pk=asked[0].pk).content == {}


def test_what_looks_like_a_formula_goes_out_as_text(anna, asked):
    save(asked[0].pk, {"motivation_sv": "=1+1"}, version=0, by=anna, at=NOW)
    cell = load_workbook(io.BytesIO(workbook.make(items_of(anna), today=TODAY)))[workbook.SHEET]["J4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (workbook.MOST_UNPACKED + 1))
    return content.getvalue()


def a_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("brev.txt", "hej")
    return content.getvalue()


def broken_off() -> bytes:
    """A workbook whose sheet ends in the middle of its XML."""
    whole, damaged = io.BytesIO(), io.BytesIO()
    Workbook().save(whole)
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(damaged, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            written.writestr(name, content[: len(content) // 2] if name == "xl/workbook.xml" else content)
    return damaged.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"kommun;1\n", a_zip(), bomb(), broken_off()],
    ids=["empty", "csv", "zip", "bomb", "broken off"],
)
def test_what_is_not_our_workbook_is_told_so(anna, asked, content):
    with pytest.raises(workbook.NotOurWorkbook):
        read(anna, content)
