"""The workbook: taken out, filled in, read with every error at once, and saved whole or not at all."""

import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from lagesbild.barometer.models import Action, GoalAssessment, Indicator
from lagesbild.figures.size_limits import SENT_IN
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.reporting import workbook, workbook_return, workbook_rows
from lagesbild.reporting.answering import CannotAnswer, save
from lagesbild.reporting.models import Item, ReportedValue, Round, Step
from lagesbild.reporting.my_items import items_of
from lagesbild.website.work import answer_form
from tests.figures.test_workbook_size import HOSTILE
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit

NotOurWorkbook = workbook_rows.NotOurWorkbook
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)


@pytest.fixture
def office():
    return unit()


@pytest.fixture
def anna(office):
    return person("anna", office)


@pytest.fixture
def asked_items(office):
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


def make(user) -> bytes:
    return workbook.make(items_of(user), today=TODAY, choices=answer_form.choices)


def fill(user, **cells) -> bytes:
    """The user's workbook with some cells filled in: ``E4="..."``."""
    return but(make(user), **cells)


def but(content: bytes, **cells) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book[workbook.SHEET][cell] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(user, content, today: date = TODAY) -> workbook_return.WorkbookAnswers:
    return workbook_return.answers_in(content, items_of(user), today=today, choices=answer_form.choices)


def answers(workbook_answers: workbook_return.WorkbookAnswers) -> list[dict]:
    return [
        {"item": row.item.pk, "version": row.item.version, "content": row.content, "hand_in": row.hand_in}
        for row in workbook_answers.rows
    ]


def test_one_sheet_is_seen_its_explanations_locked_its_answers_not(anna, asked_items):
    book = load_workbook(io.BytesIO(make(anna)))
    sheet = book[workbook.SHEET]
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [workbook.SHEET]
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("D4", "F4", "G4", "F5")] == [True, False, True, False]
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list"}
    assert sheet.max_row == workbook.HEAD + 4


def test_an_untouched_workbook_means_nothing(anna, asked_items):
    workbook_answers = read(anna, fill(anna))
    assert (workbook_answers.rows, workbook_answers.same, workbook_answers.problems) == ((), 4, ())


def test_filled_in_it_means_answers_of_every_kind(anna, asked_items):
    done = {"F4": "Målet bedöms kunna uppnås", "J4": "Bra", "F5": 81.5, "F6": "Genomförd", "J6": "Tio träd"}
    workbook_answers = read(anna, fill(anna, **done, I6=datetime(2026, 10, 3), J7="Läget är gott."))
    assert workbook_answers.problems == ()
    assert [row.content for row in workbook_answers.rows] == [
        {"grade": "2", "motivation_sv": "Bra"},
        {"period": "2026", "value": "81,5"},
        {"status": "done", "finished_on": "2026-10-03", "result_sv": "Tio träd"},
        {"status_sv": "Läget är gott.", "as_of": "2026-11-01"},
    ]
    assert workbook_return.apply(answers(workbook_answers), by=anna, at=NOW) == (4, 0)
    assert set(Item.objects.values_list("status", flat=True)) == {Item.Status.SUBMITTED}


def test_every_error_at_once_with_its_cell_and_nothing_saved(anna, asked_items):
    workbook_answers = read(anna, fill(anna, F4="Toppen", F5="ungefär 80", F6="Genomförd"))
    assert [problem.cell for problem in workbook_answers.problems] == ["F4", "F5", "I6", "J6"]
    assert not Step.objects.exists()


def test_what_is_not_to_be_handed_in_is_a_draft_however_little_it_is(anna, asked_items):
    workbook_answers = read(anna, fill(anna, J4="Börjat", N4="Nej"))
    assert workbook_answers.problems == ()
    assert workbook_return.apply(answers(workbook_answers), by=anna, at=NOW) == (0, 1)
    assert Item.objects.get(pk=asked_items[0].pk).status == Item.Status.STARTED


def test_somebody_elses_question_cannot_be_reached_by_its_number(anna, asked_items):
    other = item(round=asked_items[0].round, organisation=unit("Miljökontoret"), goal=goal("Luft"))
    workbook_answers = read(anna, fill(anna, A4=str(other.pk), J4="Vårt"))
    assert [problem.cell for problem in workbook_answers.problems] == ["Svar!4"]


def test_a_question_on_two_rows_is_an_error(anna, asked_items):
    workbook_answers = read(anna, fill(anna, A5=str(asked_items[0].pk)))
    assert [problem.cell for problem in workbook_answers.problems] == ["Svar!5"]


def test_what_somebody_has_saved_since_collides(anna, asked_items):
    filled = fill(anna, F4="Målet är uppnått", J4="Arbetsbokens")
    save(asked_items[0].pk, {"motivation_sv": "Bos"}, version=0, by=person("bo"), at=NOW)
    [row] = read(anna, filled).rows
    assert row.collides


def test_one_that_changed_after_it_was_shown_stops_them_all(anna, asked_items):
    workbook_answers = read(anna, fill(anna, F4="Målet är uppnått", J4="Min", F5="81"))
    save(asked_items[1].pk, {"value": "5"}, version=0, by=person("bo"), at=NOW)
    with pytest.raises(CannotAnswer):
        workbook_return.apply(answers(workbook_answers), by=anna, at=NOW)
    assert Item.objects.get(pk=asked_items[0].pk).content == {}


def test_what_looks_like_a_formula_goes_out_as_text(anna, asked_items):
    save(asked_items[0].pk, {"motivation_sv": "=1+1"}, version=0, by=anna, at=NOW)
    cell = load_workbook(io.BytesIO(make(anna)))[workbook.SHEET]["J4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (SENT_IN.unpacked + 1))
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
def test_what_is_not_our_workbook_is_told_so(anna, asked_items, content):
    with pytest.raises(NotOurWorkbook):
        read(anna, content)


def test_a_small_workbook_that_would_grow_is_not_opened(anna, asked_items, monkeypatch):
    monkeypatch.setattr(
        workbook_rows, "load_workbook", lambda *_args, **_options: pytest.fail("it was opened")
    )
    for content in HOSTILE.values():
        with pytest.raises(NotOurWorkbook, match="Filen är för stor"):
            read(anna, content)


# --- Come back otherwise than it left ---------------------------------------------------------------------


def changed(user, change) -> bytes:
    """The user's workbook after ``change(sheet)``."""
    book = load_workbook(io.BytesIO(make(user)))
    change(book[workbook.SHEET])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def told(workbook_answers) -> list[tuple[str, str]]:
    return [(problem.cell, problem.what) for problem in workbook_answers.problems]


def test_a_missing_column_is_named_and_nothing_is_read(anna, asked_items):
    with pytest.raises(NotOurWorkbook, match="Kolumnen ”Text” saknas på rad 3"):
        read(anna, changed(anna, lambda sheet: sheet.delete_cols(10)))


def test_a_heading_written_over_is_named_with_what_stands_there_instead(anna, asked_items):
    with pytest.raises(NotOurWorkbook, match="Kolumnen ”Text” saknas.*”Motivering” hör inte dit"):
        read(anna, fill(anna, J3="Motivering"))


def test_every_missing_column_is_named_at_once(anna, asked_items):
    with pytest.raises(NotOurWorkbook, match="Kolumnerna ”År” och ”Källa” saknas"):
        read(anna, fill(anna, G3="", M3=None))


def test_a_column_that_stands_twice_is_not_guessed_between(anna, asked_items):
    with pytest.raises(NotOurWorkbook, match="Kolumnen ”Text” finns två gånger"):
        read(anna, fill(anna, Q3="Text", Q4="Den andra"))


def move(sheet, origin: str, to: str) -> None:
    for row in range(1, sheet.max_row + 1):
        sheet[f"{to}{row}"], sheet[f"{origin}{row}"] = sheet[f"{origin}{row}"].value, None


def test_a_moved_column_is_found_by_its_heading(anna, asked_items):
    filled = changed(anna, lambda sheet: (sheet.__setitem__("J4", "Bra"), move(sheet, "J", "R")))
    [row] = read(anna, but(filled, N4="Nej")).rows
    assert row.content == {"motivation_sv": "Bra"}


def test_a_trouble_in_a_moved_column_is_told_where_it_now_stands(anna, asked_items):
    filled = changed(anna, lambda sheet: (sheet.__setitem__("F4", "Toppen"), move(sheet, "F", "R")))
    assert told(read(anna, filled))[0][0] == "R4"


def test_a_row_above_the_headings_moves_everything_down(anna, asked_items):
    filled = changed(anna, lambda sheet: (sheet.__setitem__("J4", "Bra"), sheet.insert_rows(1)))
    [row] = read(anna, but(filled, N5="Nej")).rows
    assert (row.number, row.content) == (5, {"motivation_sv": "Bra"})


def test_an_answer_on_a_row_that_belongs_to_no_question_is_not_lost_in_silence(anna, asked_items):
    assert [cell for cell, _what in told(read(anna, fill(anna, J12="Vart hör jag?")))] == ["J12"]


@pytest.mark.parametrize("said", ["Ja", "ja", "Yes", "YES"])
def test_yes_is_handed_in_in_either_language(anna, asked_items, said):
    [row] = read(anna, fill(anna, F4="Målet är uppnått", J4="Bra", N4=said)).rows
    assert row.hand_in


@pytest.mark.parametrize("said", ["Nej", "no", "", None])
def test_no_and_nothing_make_a_draft(anna, asked_items, said):
    [row] = read(anna, fill(anna, J4="Bra", N4=said)).rows
    assert not row.hand_in


def test_neither_yes_nor_no_is_asked_about(anna, asked_items):
    workbook_answers = read(anna, fill(anna, F4="Målet är uppnått", J4="Bra", N4="Kanske"))
    assert told(workbook_answers) == [
        ("N4", "”Kanske” går inte att tolka. Skriv Ja eller Nej på rad 4 i kolumnen ”Lämna in?”.")
    ]


def test_what_is_written_in_a_grey_cell_is_not_passed_over(anna, asked_items):
    [(cell, what)] = told(read(anna, fill(anna, G7="2025")))
    assert cell == "G7"
    assert what == "Cell G7 ska vara tom, för frågan om ”Friskare hav” har inget att svara i kolumnen ”År”."


def test_what_explains_and_is_written_over_is_told_of(anna, asked_items):
    [(cell, what)] = told(read(anna, fill(anna, E4="Jag skriver här i stället")))
    assert cell == "E4" and "gula" in what


def test_an_answer_that_slid_to_another_question_is_stopped(anna, asked_items):
    """Sorted without the hidden columns: the questions no longer stand at their own numbers."""
    workbook_answers = read(
        anna, fill(anna, D4="Stämmer texten ”Hur går det?” om ”Friskare hav”?", J4="Om havet")
    )
    assert [cell for cell, _what in told(workbook_answers)] == ["D4"]


def test_in_english_the_choices_are_english_and_are_read_in_either(anna, asked_items):
    with override("en"):
        sheet_out = load_workbook(io.BytesIO(make(anna)))
        offered = {cell.value for row in sheet_out[workbook.LISTS] for cell in row}
        assert {"Yes", "No"} <= offered and not {"Ja", "Nej"} & offered
        filled = fill(anna, F4="The goal has been reached", J4="Bra", F6="Done", I6="2026-10-03", J6="Tio")
    workbook_answers = read(anna, filled)
    assert (
        told(workbook_answers),
        [row.content.get("grade") or row.content["status"] for row in workbook_answers.rows],
    ) == (
        [],
        ["1", "done"],
    )
    assert all(row.hand_in for row in workbook_answers.rows)


def test_a_reason_is_called_what_it_is_called_in_the_form(anna, asked_items):
    offered = {cell.value for row in load_workbook(io.BytesIO(make(anna)))[workbook.LISTS] for cell in row}
    assert {label for _key, label in answer_form.missing()} <= offered
    [row] = read(anna, fill(anna, H5="Det mäts inte längre", K5="", L5="Mätaren är borta")).rows
    assert row.content["missing"] == "."


def test_a_row_that_is_emptied_leaves_its_question_as_it_stands(anna, asked_items):
    save(asked_items[2].pk, {"status": "started", "result_sv": "Nio träd"}, version=0, by=anna, at=NOW)
    workbook_answers = read(anna, fill(anna, G5=None, F6=None, J6=None, N6=None, J4="Bra", N4="Nej"))
    assert (workbook_answers.problems, workbook_answers.cleared, workbook_answers.same) == ((), 2, 1)
    assert [row.item.kind for row in workbook_answers.rows] == ["assessment"]


def test_a_row_that_went_out_empty_is_not_called_emptied(anna, asked_items):
    assert read(anna, fill(anna)).cleared == 0


def test_untouched_until_another_day_it_still_means_nothing(anna, asked_items):
    workbook_answers = read(anna, fill(anna), today=date(2026, 11, 9))
    assert (workbook_answers.rows, workbook_answers.same, workbook_answers.problems) == ((), 4, ())


def test_what_was_handed_in_on_the_site_since_is_no_obstacle_while_its_row_is_untouched(anna, asked_items):
    filled = fill(anna, J4="Bra", N4="Nej")
    Item.objects.filter(pk=asked_items[3].pk).update(status=Item.Status.SUBMITTED)
    workbook_answers = read(anna, filled)
    assert (workbook_answers.problems, len(workbook_answers.rows)) == ((), 1)


@pytest.mark.parametrize("hand_in", ["Ja", "Nej"])
def test_no_day_that_has_not_been_is_taken(anna, asked_items, hand_in):
    later = timezone.localdate() + timedelta(days=1)
    filled = fill(
        anna,
        F5="5",
        G5=str(later.year + 1),
        F6="Genomförd",
        I6=str(later),
        J6="Tio",
        I7=str(later),
        J7="Bättre",
        **dict.fromkeys(["N5", "N6", "N7"], hand_in),
    )
    assert [cell for cell, _what in told(read(anna, filled))] == ["G5", "I6", "I7"]


# --- As many questions to the database, however many rows -------------------------------------------------


def many(office, number: int) -> None:
    """``number`` items of each kind, all with something published before."""
    round = open_round()
    for n in range(number):
        about = goal(f"Mål {number} {n}")
        GoalAssessment.objects.create(
            goal=about, grade=2, assessed_on=date(2025, 1, 1), motivation_sv="Bra", live=True
        )
        indicator = Indicator.objects.create(
            name_sv=f"Antal {n}", slug=f"antal-{number}-{n}", by_form=True, live=True
        )
        done = Action.objects.create(name_sv=f"Träd {n}", slug=f"trad-{number}-{n}", live=True)
        for year in ("2024", "2025"):
            reported(indicator, year, n + 1)
        same = {"round": round, "organisation": office}
        item(**same, goal=about)
        item(**same, kind="text", goal=about)
        item(**same, kind="value", goal=None, indicator=indicator)
        item(**same, kind="action", goal=None, action=done)


def reported(indicator, period: str, value) -> ReportedValue:
    return ReportedValue.objects.create(
        indicator=indicator,
        area=Municipality.load().home_area,
        period=period,
        value=value,
        source="Registret",
        approved_at=NOW,
    )


def questions(work) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def test_twelve_rows_ask_the_database_no_more_than_three(anna, office):
    counts = []
    for number in (3, 12):
        Item.objects.all().delete()
        Round.objects.all().delete()
        many(unit(f"Enhet {number}"), number)
        user = person(f"p{number}", *Organisation.objects.filter(name_sv=f"Enhet {number}"))
        rows = range(workbook.HEAD + 1, workbook.HEAD + 1 + 4 * number)
        filled = fill(user, **{f"L{row}": "Så här" for row in rows})
        counts.append((questions(lambda u=user: make(u)), questions(lambda u=user, f=filled: read(u, f))))
        assert len(read(user, filled).rows) + len(read(user, filled).problems) >= 4 * number
    assert counts[0] == counts[1]
