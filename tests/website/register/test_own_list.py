"""The downloaded list, read in again: unchanged it changes nothing, one cell changed changes one field."""

import io
from datetime import date

import pytest
from django.utils import translation

from lagesbild.cooperation.importing import plan, read_list, write
from lagesbild.cooperation.models import Grant, Partnership, Project
from tests.website.register.test_commitments import book, register  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]

TODAY = date(2026, 11, 23)
ADDRESSES = ["/samarbeten/forteckning.xlsx", "/en/samarbeten/forteckning.xlsx"]


def reading(workbook):
    written = io.BytesIO()
    workbook.save(written)
    return read_list("forteckning.xlsx", written.getvalue())


def cell(sheet, heading: str, row: int = 2):
    return next(sheet.cell(row, head.column) for head in sheet[1] if head.value == heading)


def row_of(sheet, name: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if name in [one.value for one in row])


def changes(workbook) -> list[tuple[str, str, str]]:
    with translation.override("sv"):
        list_plan = plan(reading(workbook), {}, TODAY)
    assert not list_plan.problems and not list_plan.unanswered, list_plan.problems
    return [
        (row.title, difference.label, difference.after)
        for row in list_plan.rows
        for difference in row.differences
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_unchanged_it_changes_nothing(client, address):
    workbook = book(client, address)
    with translation.override("sv"):
        list_reading = reading(workbook)
    assert not list_reading.rows and not list_reading.problems
    assert "Inget är ändrat" in list_reading.remarks[0].what


@pytest.mark.parametrize(
    ("sheet", "name", "heading", "value", "change"),
    [
        (
            "Projekt",
            "Broar",
            "Namn",
            "Broar och torg",
            ("Broar och torg", "namn på svenska", "Broar och torg"),
        ),
        (
            "Projekt",
            "Broar",
            "Slag eller roll",
            "Kommunen deltar",
            ("Broar", "kommunens roll", "Kommunen deltar"),
        ),
        ("Projekt", "Broar", "Läge", "Avslutat", ("Broar", "läge", "Avslutat")),
        ("Projekt", "Broar", "Kostnad, kronor", 1200, ("Broar", "hela budgeten", "1200.00")),
        ("Projekt", "Påhitt", "Kostnad i egen valuta", 150, ("Påhitt", "hela budgeten", "150.00")),
        ("Projekt", "Broar", "Slut", date(2025, 6, 30), ("Broar", "slutar", "2025-06-30")),
        ("Projekt", "Broar", "Resultat", "Två broar", ("Broar", "resultat på svenska", "Två broar")),
        ("Projekt", "Broar", "Diarienummer", "KS/2024:9", ("Broar", "diarienummer", "KS/2024:9")),
        (
            "Samarbeten",
            "Vänorten Bodø",
            "Slag eller roll",
            "Systerstad",
            ("Vänorten Bodø", "slag", "Systerstad"),
        ),
        (
            "Samarbeten",
            "Vänorten Bodø",
            "Kostnad, kronor",
            5000,
            ("Vänorten Bodø", "kommunens kostnad per år, kronor", "5000.00"),
        ),
        ("Bidrag", "Broar", "Finansiärens nummer", "X-1", (None, "finansiärens nummer", "X-1")),
        ("Bidrag", "Broar", "Beviljat i egen valuta", 800, (None, "beviljat belopp", "800.00")),
    ],
)
def test_one_cell_changes_one_field(client, sheet, name, heading, value, change):
    workbook = book(client)
    page = workbook[sheet]
    cell(page, heading, row_of(page, name)).value = value
    ((title, *difference),) = changes(workbook)
    assert difference == list(change[1:]) and change[0] in (None, title)


def test_a_partner_is_added_and_the_name_of_one_in_english_is_english(client):
    workbook = book(client)
    page = workbook["Projekt"]
    cell(page, "Parter", row_of(page, "Broar")).value = "Bodø; Kuopio (FI)"
    assert changes(workbook) == [("Broar", "ny part", "Kuopio")]

    workbook = book(client, ADDRESSES[1])
    page = workbook.worksheets[1]
    page.cell(row_of(page, "Broar"), 2).value = "Bridges"
    assert changes(workbook) == [("Broar", "namn på engelska", "Bridges")]


def test_what_the_register_has_become_meanwhile_stays(client):
    workbook = book(client)
    Project.objects.filter(name_sv="Broar").update(budget=5000)
    page = workbook["Projekt"]
    cell(page, "Läge", row_of(page, "Broar")).value = "Avslutat"
    write(reading(workbook), {}, TODAY)
    draft = Project.objects.get(name_sv="Broar").get_latest_revision_as_object()
    assert draft.status == "closed" and Project.objects.get(name_sv="Broar").budget == 5000
    assert Grant.objects.count() == 2 and Partnership.objects.count() == 1


def test_what_is_counted_or_emptied_changes_nothing_and_is_told(client):
    workbook = book(client)
    page = workbook["Projekt"]
    cell(page, "Beviljat, kronor", row_of(page, "Broar")).value = 1
    cell(page, "Diarienummer", row_of(page, "Broar")).value = None
    list_reading = reading(workbook)
    assert not list_reading.rows
    assert [(remark.column, remark.what.split(".")[0]) for remark in list_reading.remarks[:2]] == [
        ("Beviljat, kronor", "Kolumnen räknas fram ur registret"),
        ("Diarienummer", "En tom ruta ändrar inget"),
    ]


def test_sorted_and_with_a_column_of_ones_own_it_is_still_the_same(client):
    workbook = book(client)
    page = workbook["Projekt"]
    page.insert_cols(2)
    page.cell(1, 2).value = "Våra ord"
    page.move_range("A2:AZ2", rows=20)
    cell(page, "Läge", 22).value = "Arkiverat"
    assert [change[1:] for change in changes(workbook)] == [("läge", "Arkiverat")]


def test_a_row_that_is_added_is_a_new_thing(client):
    workbook = book(client)
    page = workbook["Projekt"]
    number = page.max_row + 1
    for heading, value in {
        "Slag av åtagande": "Projekt",
        "Namn": "Torg",
        "Start": "2026",
        "Kostnad i egen valuta": 50,
    }.items():
        cell(page, heading, number).value = value
    list_plan = plan(reading(workbook), {}, TODAY)
    assert [(row.title, row.action) for row in list_plan.rows] == [("Torg", "new")]


def test_the_sheet_that_remembers_is_hidden(client):
    assert [sheet.title for sheet in book(client) if sheet.sheet_state == "hidden"] == ["Som hämtad"]
