"""Grants of a list, with their funders, programmes, calls, payments, claims and reports; and lessons."""

import random
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from lagesbild.cooperation.importing import NotAsShown, plan, read_list, write
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
    Theme,
)
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
GRANTS = """
Finansiär    | Finansiärens land | Program  | Utlysning    | Finansiärens nummer | Projekt     | Belopp     | Eget arbete | Beviljat den | Start      | Slut       | Beslutat av     | Beslutsdatum | §     | Dnr         | Slutrapport senast
EACEA        | Belgien           | Erasmus+ | KA220 i år   | 2026-1-SE-001       | Unga bygger | 134 400 kr | 20 000 kr   | 2026-01-10   | 2026-02-01 | 2027-01-31 | Kommunstyrelsen | 2025-09-30   | § 112 | KS/2025:417 | 2027-03-31
"""
PAYMENTS = """
Slag        | Finansiärens nummer | Projekt     | Vad          | Belopp    | Väntas     | Kom in     | Inskickad  | Godkänt   | Godkänd den
Utbetalning | 2026-1-SE-001       |             |              | 67 200 kr | 2026-03-01 | 2026-03-03 |            |           |
Utbetalning |                     | Unga bygger |              | 67 200 kr | 2026-10-01 |            |            |           |
Rekvisition | 2026-1-SE-001       |             |              | 30 000 kr |            |            | 2026-09-01 | 28 000 kr | 2026-09-20
Rapport     | 2026-1-SE-001       |             | Lägesrapport |           | 2026-09-15 |            |            |           |
"""


def drawn(drawing: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]


def book(**sheets: str) -> bytes:
    """A workbook with a sheet for each drawing: Bidrag=…, Lärdomar=…."""
    written, workbook = BytesIO(), Workbook()
    workbook.remove(workbook.active)
    for name, drawing in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in drawn(drawing):
            sheet.append(row)
    workbook.save(written)
    return written.getvalue()


def reading(**sheets: str):
    return read_list("lista.xlsx", book(**sheets))


def planned(choices=None, **sheets: str):
    return plan(reading(**sheets), choices or {}, TODAY)


def written(choices=None, **sheets: str):
    return write(reading(**sheets), choices or {}, TODAY)


def said(list_plan) -> list[str]:
    return [str(problem) for problem in list_plan.problems]


def funder(name: str = "EACEA", country: str = "BE") -> Organisation:
    return Organisation.objects.create(name_sv=name, slug=name.lower(), country=country, kind="funder")


@pytest.fixture(autouse=True)
def board():
    return Organisation.objects.create(name_sv="Kommunstyrelsen", slug="ks", kind="board")


@pytest.fixture
def project():
    return Project.objects.create(name_sv="Unga bygger", slug="unga", status="running")


def grant(project: Project, **more) -> Grant:
    programme = FundingProgramme.objects.create(name_sv="Erasmus+", funder=funder())
    return Grant.objects.create(project=project, programme=programme, **more)


# --- What a grant becomes ---------------------------------------------------------------------------------


def test_a_grant_with_all_that_follows_becomes_drafts(project, board):
    list_plan, records = written(**{"Bidrag": GRANTS, "Utbetalningar och rapporter": PAYMENTS})

    assert [record.model.split(".")[1] for record in records] == [
        *("organisation", "fundingprogramme", "call", "project", "application", "grant")
    ]
    saved_grant = Grant.objects.get()
    assert (saved_grant.project, saved_grant.value, saved_grant.currency, saved_grant.live) == (
        project,
        Decimal("134400"),
        "SEK",
        False,
    )
    assert (saved_grant.reference, saved_grant.dnr, saved_grant.decided_on) == (
        "2026-1-SE-001",
        "KS/2025:417",
        date(2026, 1, 10),
    )
    assert (saved_grant.starts, saved_grant.finishes) == (date(2026, 2, 1), date(2027, 1, 31))
    assert (saved_grant.programme.name_sv, saved_grant.programme.funder.name_sv) == ("Erasmus+", "EACEA")
    assert (saved_grant.programme.funder.kind, saved_grant.programme.funder.country) == ("funder", "BE")
    assert (saved_grant.application.call.name_sv, saved_grant.application.status) == ("KA220 i år", "granted")
    assert saved_grant.application.call.programme == saved_grant.programme
    (decision,) = saved_grant.decisions.all()
    assert (decision.body, decision.decided_on, decision.paragraph) == (board, date(2025, 9, 30), "§ 112")
    assert [(part.value, part.due_on, part.received_on) for part in saved_grant.instalments.all()] == [
        (67_200, date(2026, 3, 1), date(2026, 3, 3)),
        (67_200, date(2026, 10, 1), None),
    ]
    assert [(claim.value, claim.approved, claim.approved_on) for claim in saved_grant.claims.all()] == [
        (30_000, 28_000, date(2026, 9, 20))
    ]
    assert [(report.about_sv, report.due_on) for report in saved_grant.reports.all()] == [
        ("Lägesrapport", date(2026, 9, 15)),
        ("Slutrapport", date(2027, 3, 31)),
    ]
    # Our own share is the project's, and what is published of it waits for the draft.
    assert project.latest_revision is None
    project.refresh_from_db()
    assert project.get_latest_revision_as_object().own_kind == 20_000
    assert all(
        thing.latest_revision for thing in (saved_grant, saved_grant.programme, saved_grant.application)
    )


def test_reading_the_same_grants_again_changes_nothing(project):
    sheets = {"Bidrag": GRANTS, "Utbetalningar och rapporter": PAYMENTS}
    written(**sheets)
    before = ModelLogEntry.objects.count()
    list_plan, records = written(**sheets)

    assert {row.action for row in list_plan.rows} == {"same"} and not records and not list_plan.asked
    counts = [kind.objects.count() for kind in (Grant, FundingProgramme, Call, Application)]
    assert counts == [1, 1, 1, 1] and ModelLogEntry.objects.count() == before


def test_the_preview_of_grants_writes_nothing(project):
    list_plan = planned(Bidrag=GRANTS, Utbetalningar=PAYMENTS)
    after_by_label = {
        difference.label: difference.after
        for row in list_plan.rows
        for difference in row.differences
        if row.row.thing == "grant"
    }
    assert (
        after_by_label["beviljat belopp"] == "134400.00"
        and "väntas 2026-10-01" in after_by_label["Utbetalning"]
    )
    assert not Grant.objects.exists() and not FundingProgramme.objects.exists()
    assert {"cooperation.add_grant", "cooperation.add_call", "cooperation.change_project"} <= list_plan.rights


def test_a_project_of_the_same_list_gets_its_grant_and_our_share():
    projects = "Namn | Start | Budget\nUnga bygger | 2026 | 200 000 kr"
    written(Projekt=projects, Bidrag=GRANTS)
    saved_grant = Grant.objects.get()
    assert (saved_grant.project.budget, saved_grant.project.own_kind, saved_grant.project.live) == (
        200_000,
        20_000,
        False,
    )
    assert Application.objects.get().project == saved_grant.project


def test_headings_in_english_without_the_sheet_saying_so(project):
    drawing = "Funder | Country | Project | Granted amount (SEK) | Award date\nEACEA | BE | Unga bygger | 134 400 | 2026-01-10"
    list_plan = planned(Sheet1=drawing)
    assert [(row.row.thing, row.action) for row in list_plan.rows] == [("grant", "new")]


def test_a_sheet_that_is_called_projects_is_a_list_of_projects_each_with_its_grant():
    drawing = "Projekt | Finansiär | Program | Belopp | Start\nUnga bygger | EACEA | Erasmus+ | 100 kr | 2026"
    list_plan = planned(Projekt=drawing)
    assert [row.row.thing for row in list_plan.rows] == ["project", "grant"]


def test_a_sum_that_is_only_about_right_is_kept_with_a_note(project):
    written(Bidrag="Finansiär | Projekt | Belopp\nEACEA (Belgien) | Unga bygger | ca 100 tkr")
    there = Grant.objects.get()
    assert (there.value, there.value_note_sv) == (
        100_000,
        "Beloppet är ungefärligt: i listan står ”ca 100 tkr”.",
    )


def test_a_funder_without_a_programme_gets_one_of_its_name(project):
    list_plan, _found = written(Bidrag="Finansiär | Projekt | Belopp\nEACEA (Belgien) | Unga bygger | 100 kr")
    assert Grant.objects.get().programme.name_sv == "EACEA"
    assert "Programmet är inte angivet" in " ".join(map(str, list_plan.remarks))


def test_an_amount_that_begins_with_its_comma_is_a_part_of_a_million(project):
    written(Bidrag="Finansiär | Projekt | Belopp\nEACEA (Belgien) | Unga bygger | ,5 mnkr")
    assert Grant.objects.get().value == 500_000


@pytest.mark.parametrize(
    ("cell", "problem"),
    [("12 %", "är i procent och inte ett belopp"), ("1.200 tkr", "tusental eller decimaler")],
)
def test_what_is_no_amount_is_told_with_its_place(project, cell, problem):
    sheets = reading(Bidrag=f"Finansiär | Projekt | Belopp\nEACEA (Belgien) | Unga bygger | {cell}")
    (told,) = sheets.problems
    assert (told.row, told.column) == (2, "Belopp") and problem in told.what


def test_the_funders_own_decision_is_the_day_of_the_grant(project):
    drawing = "Finansiär | Land | Projekt | Belopp | Beslutat av | Beslutsdatum\nEACEA | BE | Unga bygger | 1 kr | Eacea | 2026-01-10"
    written(Bidrag=drawing)
    saved_grant = Grant.objects.get()
    assert saved_grant.decided_on == date(2026, 1, 10) and not saved_grant.decisions.exists()


def test_a_day_of_decision_alone_is_the_funders_and_is_said_to_be():
    Project.objects.create(name_sv="P", slug="p")
    drawing = "Finansiär | Land | Projekt | Belopp | Beslutsdatum\nEACEA | BE | P | 1 kr | 2026-01-10"
    list_plan, _found = written(Bidrag=drawing)
    assert Grant.objects.get().decided_on == date(2026, 1, 10)
    assert "dagen sparas som den då pengarna beviljades" in " ".join(map(str, list_plan.remarks))


def test_a_partnership_with_one_project_is_enough(project):
    project.partnership = Partnership.objects.create(name_sv="Vänort: Kuopio", slug="kuopio")
    project.save()
    drawing = "Finansiär | Land | Samarbete | Belopp\nEACEA | BE | Vänort: Kuopio | 100 kr"
    assert planned(Bidrag=drawing).rows[0].wanted.part_of == {"project": str(project.pk)}
    Project.objects.create(name_sv="Ett till", slug="ett", partnership=project.partnership)
    assert "har 2 projekt" in said(planned(Bidrag=drawing))[0]


# --- The one that is there --------------------------------------------------------------------------------

SHORT = "Finansiär | Program | Projekt | Belopp | Beviljat den\n"


def test_a_grant_that_is_there_is_changed_not_doubled(project):
    saved_grant = grant(project, value=100, decided_on=date(2026, 1, 10))
    list_plan, _found = written(Bidrag=SHORT + "EACEA | Erasmus+ | Unga bygger | 134 400 kr | 2026-01-10")
    assert [(row.action, row.pk) for row in list_plan.rows] == [("changed", saved_grant.pk)]
    assert Grant.objects.count() == 1
    assert Grant.objects.get().get_latest_revision_as_object().value == 134_400


def test_another_years_grant_from_the_same_programme_is_another(project):
    grant(project, value=100, decided_on=date(2025, 1, 10))
    list_plan, _found = written(Bidrag=SHORT + "EACEA | Erasmus+ | Unga bygger | 100 kr | 2026-01-10")
    assert [row.action for row in list_plan.rows] == ["new"] and Grant.objects.count() == 2


def test_which_of_two_grants_is_never_guessed(project):
    saved_grant = grant(project, value=100)
    Grant.objects.create(project=project, programme=saved_grant.programme, value=200)
    (sentence,) = said(planned(Bidrag=SHORT + "EACEA | Erasmus+ | Unga bygger | 300 kr |"))
    assert "flera bidrag som raden kan mena" in sentence and "finansiärens nummer" in sentence


def test_a_payment_that_was_expected_has_come(project):
    saved_grant = grant(project, value=100, reference="A1")
    saved_grant.instalments.create(value=50, due_on=date(2026, 3, 1))
    saved_grant.save()
    sheet = "Finansiärens nummer | Belopp | Väntas | Kom in\nA1 | 50 kr | 2026-03-01 | 2026-03-03"
    list_plan, _found = written(Utbetalningar=sheet)
    (row,) = list_plan.rows
    assert row.action == "changed" and "kom in 2026-03-03" in row.differences[0].after
    (paid,) = Grant.objects.get().get_latest_revision_as_object().instalments.all()
    assert (paid.due_on, paid.received_on) == (date(2026, 3, 1), date(2026, 3, 3))


def test_two_payments_alike_are_two_and_the_same_next_time(project):
    grant(project, value=100, reference="A1")
    sheet = "Finansiärens nummer | Belopp | Kom in\nA1 | 50 kr | 2026-03-01\nA1 | 50 kr | 2026-03-01"
    written(Utbetalningar=sheet)
    assert len(Grant.objects.get().get_latest_revision_as_object().instalments.all()) == 2
    assert [row.action for row in planned(Utbetalningar=sheet).rows] == ["same"]


def test_a_payment_on_the_grants_row_and_on_its_own_is_one(project):
    head = "Finansiär | Land | Finansiärens nummer | Projekt | Belopp | Utbetalt | Utbetalt den\n"
    sheets = {
        "Bidrag": head + "EACEA | BE | A1 | Unga bygger | 100 kr | 50 kr | 2026-03-01",
        "Utbetalningar": "Finansiärens nummer | Belopp | Kom in\nA1 | 50 kr | 2026-03-01",
    }
    list_plan, _found = written(**sheets)
    assert len(Grant.objects.get().instalments.all()) == 1
    assert "räknas en gång" in " ".join(map(str, list_plan.remarks))


def test_more_paid_than_granted_is_remarked(project):
    head = "Finansiär | Land | Projekt | Belopp | Utbetalt | Utbetalt den\n"
    list_plan = planned(Bidrag=head + "EACEA | BE | Unga bygger | 100 kr | 150 kr | 2026-03-01")
    assert not list_plan.problems and "mer än det beviljade" in " ".join(map(str, list_plan.remarks))


# --- Programmes and calls ---------------------------------------------------------------------------------


def test_a_programme_that_is_alike_waits_for_a_choice(project):
    there = FundingProgramme.objects.create(name_sv="Erasmus+ skola", funder=funder())
    sheets = {"Bidrag": SHORT + "EACEA | Erasmus skola | Unga bygger | 1 kr |"}
    list_plan = planned(**sheets)
    (question,) = list_plan.asked
    assert [row.action for row in list_plan.rows] == ["waiting"] and not list_plan.is_ready
    assert [choice.name for choice in question.choices] == ["Erasmus+ skola (EACEA)", "Erasmus skola"]
    with pytest.raises(NotAsShown):
        written(**sheets)

    written({question.key: str(there.pk)}, **sheets)
    assert Grant.objects.get().programme == there and FundingProgramme.objects.count() == 1


def test_a_programme_of_another_funder_is_asked_about(project):
    FundingProgramme.objects.create(name_sv="Erasmus+", funder=funder("UHR", "SE"))
    funder()
    sheets = {"Bidrag": SHORT + "EACEA | Erasmus+ | Unga bygger | 1 kr |"}
    (question,) = planned(**sheets).asked
    written({question.key: "new"}, **sheets)
    assert Grant.objects.get().programme.funder.name_sv == "EACEA"
    assert FundingProgramme.objects.count() == 2


def test_a_programme_without_a_funder_is_the_one_the_register_has(project):
    there = grant(project).programme
    drawing = "Program | Projekt | Belopp\nErasmus+ | Unga bygger | 1 kr"
    assert planned(Bidrag=drawing).rows[0].wanted.programme == str(there.pk)
    lost = planned(Bidrag="Program | Projekt | Belopp\nInterreg | Unga bygger | 1 kr")
    assert "inget program i registret" in said(lost)[0]


def test_a_call_is_found_by_the_funders_own_name_and_its_application_used(project):
    programme = FundingProgramme.objects.create(name_sv="Erasmus+", funder=funder())
    call = Call.objects.create(name_sv="Partnerskap", reference="KA220-2026", origin="eu")
    application = Application.objects.create(name_sv="Vår", call=call, project=project, status="sent")
    head = "Finansiär | Program | Utlysning | Projekt | Belopp\n"
    written(Bidrag=head + "EACEA | Erasmus+ | ka220-2026 | Unga bygger | 1 kr")
    saved_grant = Grant.objects.get()
    assert (saved_grant.application, saved_grant.programme) == (application, programme)
    assert Application.objects.get().status == "sent" and Call.objects.count() == 1


def test_two_spellings_of_a_new_funder_are_never_two_unasked(project):
    Project.objects.create(name_sv="P", slug="p")
    head = "Finansiär | Land | Projekt | Belopp\n"
    list_plan = planned(Bidrag=head + "Vinnova | SE | Unga bygger | 1 kr\nVinnova AB | SE | P | 2 kr")
    assert [match.name for match in list_plan.made if match.thing == "organisation"] == ["Vinnova"]
    assert [match.name for match in list_plan.asked] == ["Vinnova AB"]


# --- Everything that is refused ---------------------------------------------------------------------------

HEADS = (
    "Finansiär | Land | Projekt | Belopp | Egna pengar | Valuta | Beviljat den | Start | Slut | Utbetalt"
    " | Utbetalt den | Slutrapport senast | Slutrapport lämnad | Handläggare\n"
)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("EACEA | BE | Unga bygger | 100-200 tkr", "Belopp", "mer än ett tal"),
        ("EACEA | BE | Unga bygger | 134,400", "Belopp", "tusental eller decimaler"),
        ("EACEA | BE | Unga bygger | 100 kr | 5 €", "Belopp", "flera valutor: EUR, SEK"),
        ("EACEA | BE | Unga bygger | 100 kr | | EUR", "Belopp", "flera valutor"),
        (" | | Unga bygger | 100 kr", "Finansiär", "varken finansiär eller program"),
        ("EACEA | BE | | 100 kr", "Projekt", "inte vad pengarna går till"),
        ("EACEA | BE | Ett annat | 100 kr", "Projekt", "finns varken i registret eller i listan"),
        ("EACEA | | Unga bygger | 100 kr", "", "inte i vilket land"),
        ("EACEA | Narnia | Unga bygger | 100 kr", "Finansiärens land", "inget land som känns igen"),
        ("EACEA | BE | Unga bygger | 100 kr | | | 2026", "Beviljat den", "behövs en dag"),
        ("EACEA | BE | Unga bygger | 1 kr | | | | 2026 | 2025", "Slut", "före starten"),
        ("EACEA | BE | Unga bygger | 1 kr | | | | | Tills vidare", "Slut", "datum"),
        ("EACEA | BE | Unga bygger | 1 kr | | | | | | 50 kr", "Utbetalt den", "vilken dag pengarna kom in"),
        ("EACEA | BE | Unga bygger | 1 kr | | | | | | | 2026-01-01", "Utbetalt", "hur mycket som kom in"),
        (
            "EACEA | BE | Unga bygger | 1 kr | | | | | | | | | 2026-01-01",
            "Slutrapport senast",
            "skulle lämnas",
        ),
        ("EACEA | BE | Unga bygger | 1 kr | | | | | | | | | | Anna", "Handläggare", "uppgifter om personer"),
    ],
)
def test_each_thing_wrong_with_a_grant_is_told_where_it_stands(project, row, column, sentence):
    (problem,) = planned(Bidrag=HEADS + row).problems
    assert (problem.sheet, problem.column) == ("Bidrag", column)
    assert sentence in problem.what and problem.do


PARTS = (
    "Slag | Finansiärens nummer | Vad | Belopp | Väntas | Kom in | Inskickad | Godkänt belopp | Godkänd den\n"
)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("Lån | A1 | | 5 kr", "Slag", "utbetalning, en rekvisition eller en rapport"),
        ("Utbetalning | | | 5 kr | 2026-01-01", "Finansiärens nummer", "vilket bidrag"),
        (
            "Utbetalning | B2 | | 5 kr | 2026-01-01",
            "Finansiärens nummer",
            "varken i registret eller i listan",
        ),
        ("Utbetalning | A1 | | | 2026-01-01", "Belopp", "Beloppet saknas"),
        ("Utbetalning | A1 | | ungefär 5 kr | 2026-01-01", "Belopp", "inte exakt"),
        ("Utbetalning | A1 | | 5 kr", "Väntas", "varken när pengarna väntas"),
        ("Utbetalning | A1 | | 5 € | 2026-01-01", "Belopp", "i EUR och bidraget i SEK"),
        ("Rapport | A1 | | | 2026-01-01", "Vad", "vilken rapport"),
        ("Rapport | A1 | Lägesrapport", "Väntas", "när rapporten ska lämnas"),
        ("Rekvisition | A1 | | 5 kr", "Inskickad", "när rekvisitionen skickades"),
        ("Rekvisition | A1 | | 5 kr | | | 2026-01-01 | 4 kr", "Godkänd den", "både dag och belopp"),
        ("Rekvisition | A1 | | 5 kr | | 2026-02-01 | 2026-01-01", "Godkänt belopp", "både dag och belopp"),
    ],
)
def test_each_thing_wrong_with_a_part_is_told_where_it_stands(project, row, column, sentence):
    grant(project, reference="A1", value=100)
    (problem,) = planned(**{"Utbetalningar och rapporter": PARTS + row}).problems
    assert (problem.row, problem.column) == (2, column)
    assert sentence in problem.what and problem.do


def test_the_same_money_as_a_claim_and_as_a_payment_is_refused(project):
    grant(project, reference="A1", value=100)
    rows = "Utbetalning | A1 | | 50 kr | | 2026-02-03\nRekvisition | A1 | | 60 kr | | 2026-02-03 | 2026-01-01 | 50 kr | 2026-02-01"
    (problem,) = planned(**{"Utbetalningar och rapporter": PARTS + rows}).problems
    assert problem.row == 3 and "samma pengar står som en utbetalning" in problem.what


def test_a_grant_in_another_currency_than_the_registers_is_refused(project):
    grant(project, reference="A1", value=100, currency="EUR")
    drawing = "Program | Finansiärens nummer | Projekt | Belopp\nErasmus+ | A1 | Unga bygger | 100 kr"
    assert "i EUR i registret och i SEK i listan" in said(planned(Bidrag=drawing))[0]


def test_our_share_in_another_currency_than_the_projects_is_refused(project):
    drawing = "Finansiär | Land | Projekt | Belopp | Egna pengar\nEACEA | BE | Unga bygger | 100 € | 5 €"
    assert "Projektet räknas i SEK" in said(planned(Bidrag=drawing))[0]


def test_our_share_said_on_two_rows_is_refused(project):
    head = "Finansiär | Land | Projekt | Belopp | Egna pengar\n"
    rows = "EACEA | BE | Unga bygger | 100 kr | 5 kr\nVinnova | SE | Unga bygger | 100 kr | 5 kr"
    assert "står redan på rad 2" in said(planned(Bidrag=head + rows))[0]


def test_a_wrong_sheet_keeps_the_others_from_being_written(project):
    sheets = {"Bidrag": GRANTS, "Lärdomar": "Slag | Lärdom | När\nUtmaning | Ingen tid | 2025"}
    with pytest.raises(NotAsShown) as refused:
        written(**sheets)
    assert {problem.sheet for problem in refused.value.plan.problems} == {"Lärdomar"}
    assert not Grant.objects.exists() and not FundingProgramme.objects.exists()


def test_everything_wrong_with_a_row_is_told_at_once(project):
    row = "EACEA | BE | Ett annat | 50–100 tkr | | | 2026 | 2027 | 2026 | 50 kr"
    list_plan = planned(Bidrag=HEADS + row)
    assert {problem.column for problem in list_plan.problems} == {
        *("Projekt", "Belopp", "Beviljat den", "Slut", "Utbetalt den")
    }


def test_a_cell_that_is_refused_is_not_also_said_to_be_missing(project):
    grant(project, reference="A1", value=100)
    (problem,) = planned(Utbetalningar=PARTS + "Utbetalning | A1 | | ca 5 kr | 2026-01-01").problems
    assert "inte exakt" in problem.what


def test_a_grant_of_a_project_that_has_problems_is_not_said_to_be_of_nothing():
    projects = "Namn | Start | Budget\nUnga bygger | 2026 | mycket"
    lessons = "Slag | Lärdom | När | Om | Belägg\nUtmaning | Ingen tid | 2025 | Unga bygger | Mötena"
    list_plan = planned(Projekt=projects, Bidrag=GRANTS, Lärdomar=lessons)
    assert [(problem.sheet, problem.column) for problem in list_plan.problems] == [("Projekt", "Budget")]


def test_a_payment_of_a_grant_that_has_problems_is_not_said_to_be_of_nothing(project):
    list_plan = planned(Bidrag=GRANTS.replace("134 400 kr", "100–134 tkr"), Utbetalningar=PAYMENTS)
    assert [(problem.sheet, problem.column) for problem in list_plan.problems] == [("Bidrag", "Belopp")]


# --- Lessons ----------------------------------------------------------------------------------------------

LESSONS = """
Slag            | Lärdom                      | När        | Gäller         | Noterat av      | Vad som visar det       | Vad som gjordes    | Gjort den  | Taggar
Utmaning        | Allt hängde på en person    | 2025-05-02 | Unga bygger    | Kommunstyrelsen | Tre månaders stillestånd | Två delar på det   | 2025-09-01 | Demokrati
Framgångsfaktor | Skolan var med från början  | 2025       | Vänort: Kuopio |                 | Utvärderingen            |                    |            |
"""


def test_lessons_become_drafts(project, board):
    Theme.objects.create(name_sv="Demokrati")
    town = Partnership.objects.create(name_sv="Vänort: Kuopio", slug="kuopio")
    list_plan, _found = written(Lärdomar=LESSONS)

    challenge, success = (Lesson.objects.get(kind=kind) for kind in ("challenge", "success"))
    assert (challenge.project, challenge.organisation, challenge.live) == (project, board, False)
    assert (challenge.noted_on, challenge.done_on) == (date(2025, 5, 2), date(2025, 9, 1))
    assert challenge.evidence_sv == "Tre månaders stillestånd" and challenge.done_sv == "Två delar på det"
    assert [theme.name_sv for theme in challenge.themes.all()] == ["Demokrati"]
    assert (success.partnership, success.noted_on) == (town, date(2025, 1, 1))
    assert "2025-01-01 sparas" in " ".join(map(str, list_plan.remarks))
    again = planned(Lärdomar=LESSONS)
    assert {row.action for row in again.rows} == {"same"}


def test_the_same_words_of_another_cooperation_are_another_lesson(project):
    other = Project.objects.create(name_sv="Rent vatten", slug="rent")
    Lesson.objects.create(title_sv="Ingen tid", noted_on="2024-01-01", evidence_sv="x", project=other)
    list_plan = planned(
        Lärdomar="Slag | Lärdom | När | Projekt | Belägg\nUtmaning | Ingen tid | 2025 | Unga bygger | Mötena"
    )
    assert [row.action for row in list_plan.rows] == ["new"]


def test_a_lesson_of_something_new_in_the_same_list():
    written(
        Projekt="Namn | Start\nUnga bygger | 2026",
        Lärdomar="Slag | Lärdom | När | Om | Belägg\nUtmaning | Ingen tid | 2025 | Unga bygger | Mötena",
    )
    assert Lesson.objects.get().project.name_sv == "Unga bygger"


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("Kanske | Ingen tid | 2025 | Unga bygger | Mötena", "Slag", "framgångsfaktor eller en utmaning"),
        (" | Ingen tid | 2025 | Unga bygger | Mötena", "Slag", "framgångsfaktor eller en utmaning"),
        ("Utmaning | | 2025 | Unga bygger | Mötena", "Lärdom", "Lärdomen saknas"),
        ("Utmaning | Ingen tid | | Unga bygger | Mötena", "När", "minst ett år"),
        ("Utmaning | Ingen tid | 2020-talet | Unga bygger | Mötena", "När", "minst ett år"),
        ("Utmaning | Ingen tid | 2025 | | Mötena", "Gäller", "vad lärdomen kommer ifrån"),
        ("Utmaning | Ingen tid | 2025 | Okänt hav | Mötena", "Gäller", "varken i registret eller i listan"),
        ("Utmaning | Ingen tid | 2025 | Unga bygger |", "Belägg", "vad som visar det"),
        ("Utmaning | Ingen tid | 2025 | Unga bygger | Säger anna@exempel.se", "Belägg", "e-postadress"),
    ],
)
def test_each_thing_wrong_with_a_lesson_is_told_where_it_stands(project, row, column, sentence):
    (problem,) = planned(Lärdomar="Slag | Lärdom | När | Gäller | Belägg\n" + row).problems
    assert (problem.sheet, problem.row, problem.column) == ("Lärdomar", 2, column)
    assert sentence in problem.what and problem.do


def test_a_name_of_several_things_is_asked_to_be_said_better(project):
    Exchange.objects.create(name_sv="Unga bygger", slug="u", starts="2025-01-01")
    row = "Slag | Lärdom | När | Gäller | Belägg\nUtmaning | Ingen tid | 2025 | Unga bygger | Mötena"
    assert "namnet på flera saker" in said(planned(Lärdomar=row))[0]


# --- Broken lists -----------------------------------------------------------------------------------------


def test_mutated_cells_of_every_sheet_are_told_never_a_fault(project):
    grant(project, reference="A1", value=100)
    chance = random.Random(17)
    odd = [
        "",
        "?",
        "x" * 500,
        "2016",
        "EACEA",
        "1 kr",
        "ca 5",
        "🦊",
        "-",
        "31/2 2016",
        "A1",
        "9" * 30,
        ";;",
        "(",
    ]
    sheets = {"Bidrag": GRANTS, "Utbetalningar": PAYMENTS, "Lärdomar": LESSONS}
    for _time in range(60):
        mutated = {}
        for name, drawing in sheets.items():
            rows = drawn(drawing)
            for _cell in range(3):
                row = chance.choice(rows)
                row[chance.randrange(len(row))] = chance.choice(odd)
            mutated[name] = "\n".join(" | ".join(row) for row in rows)
        list_plan = planned(**mutated)
        assert all(problem.what for problem in list_plan.problems)
