"""The editor's pages for reading in a list: the steps, whose file it is, and who may."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lagesbild.cooperation.models import (
    Application,
    FundingProgramme,
    Grant,
    ImportedFile,
    Lesson,
    Partnership,
    Project,
)
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import INTERNATIONAL, READER, REPORTER
from tests.figures.test_workbook_size import HOSTILE

pytestmark = pytest.mark.django_db

NEW = "Slag;Partner;Land\nVänort;Halle;Tyskland\n"
ALIKE = "Slag;Partner;Land\nVänort;Kupio;Finland\n"
START = "/redigera/las-in-lista/"


@pytest.fixture(autouse=True)
def kuopio():
    return Organisation.objects.create(name_sv="Kuopio", slug="kuopio", country="FI", kind="municipality")


def as_role(client, role: str, name: str = "en"):
    user = User.objects.create_user(name)
    user.groups.set([Group.objects.get(name=role)])
    client.force_login(user)
    return client


@pytest.fixture
def coordinator(client):
    return as_role(client, INTERNATIONAL)


def send(client, content: str, name: str = "lista.csv"):
    return client.post(START, {"file": SimpleUploadedFile(name, content.encode())}, follow=True)


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def shown(answer) -> dict:
    """The preview's hidden fields, and where it was."""
    fingerprint = page(answer).split('name="shown" value="')[1].split('"')[0]
    return {"shown": fingerprint}


def agree(client, answer, **more):
    where = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]
    return client.post(where, {**shown(answer), "write": "1", **more}, follow=True)


def test_upload_preview_and_agree(coordinator):
    preview = send(coordinator, NEW)
    assert "Vänort: Halle" in page(preview) and not Partnership.objects.exists()

    done = agree(coordinator, preview)
    partnership = Partnership.objects.get()
    edit = reverse(Partnership.snippet_viewset.get_url_name("edit"), args=[partnership.pk])
    assert f'href="{edit}"' in page(done)
    assert (partnership.live, partnership.latest_revision.user.username) == (False, "en")


def test_all_of_a_list_is_published_at_once(coordinator):
    done = agree(coordinator, send(coordinator, NEW))
    assert "2 är utkast" in page(done) and "Publicera alla 2 utkast" in page(done)
    after = coordinator.post(done.redirect_chain[-1][0], follow=True)
    assert "2 saker är publicerade." in page(after) and "Allt är publicerat." in page(after)
    partnership = Partnership.objects.public().get()
    assert partnership.partners.get().organisation.live
    assert partnership.latest_revision.user.username == "en"


def test_a_draft_that_lacks_something_is_named_and_nothing_is_published(coordinator):
    done = agree(coordinator, send(coordinator, NEW))
    where = done.redirect_chain[-1][0]
    draft = Partnership.objects.get().get_latest_revision_as_object()
    draft.name_sv = ""
    draft.save_revision(clean=False)
    answer = page(coordinator.post(where, follow=True))
    assert "Det här måste rättas" in answer and "Publicera alla" not in answer
    assert not Partnership.objects.public().exists()
    assert not Organisation.objects.filter(name_sv="Halle", live=True).exists()


def test_who_may_not_publish_is_offered_review(client):
    as_role(client, REPORTER)
    done = agree(client, send(client, "Slag;Partner;Land\nVänort;Kuopio;Finland\n"))
    assert "lämna den till granskning" in page(done) and "Publicera utkastet" not in page(done)
    assert client.post(done.redirect_chain[-1][0]).status_code in (302, 403)
    assert not Partnership.objects.public().exists()


def test_agreeing_twice_writes_once(coordinator):
    preview = send(coordinator, NEW)
    agree(coordinator, preview)
    agree(coordinator, preview)
    assert Partnership.objects.count() == 1


def test_a_choice_is_made_on_the_page_and_shown_before_it_is_written(coordinator, kuopio):
    preview = send(coordinator, ALIKE)
    assert 'name="write"' not in page(preview)
    where = preview.redirect_chain[-1][0]
    (name,) = {piece.split('"')[0] for piece in page(preview).split('type="radio" name="')[1:]}

    again = coordinator.post(where, {**shown(preview), "again": "1", name: str(kuopio.pk)})
    assert 'name="write"' in page(again)
    coordinator.post(where, {**shown(again), "write": "1", name: str(kuopio.pk)})
    assert [partner.organisation for partner in Partnership.objects.get().partners.all()] == [kuopio]


def test_a_choice_that_differs_from_what_was_shown_is_shown_first(coordinator, kuopio):
    preview = send(coordinator, ALIKE)
    (name,) = {piece.split('"')[0] for piece in page(preview).split('type="radio" name="')[1:]}
    answer = agree(coordinator, preview, **{name: "new"})
    assert "Något har ändrats" in page(answer) and not Partnership.objects.exists()


def test_a_register_that_changed_in_between_is_shown_again(coordinator):
    preview = send(coordinator, NEW)
    Organisation.objects.create(name_sv="Halle", slug="halle", country="DE", kind="municipality")
    assert "Något har ändrats" in page(agree(coordinator, preview))
    assert not Partnership.objects.exists()


def test_what_is_wrong_is_listed_and_nothing_can_be_saved(coordinator):
    answer = page(send(coordinator, "Slag;Partner;Land;Kontaktperson\nVänort;Halle;Narnia;Anna Svensson\n"))
    assert "aldrig namn på personer" in answer and "inget land" in answer
    assert 'name="write"' not in answer


def test_nothing_sent_and_nothing_readable_are_sentences(coordinator):
    assert "Välj en fil först" in page(coordinator.post(START))
    assert "går inte att läsa" in page(send(coordinator, "PK inget", "lista.xlsx"))
    assert "Filtypen läses inte" in page(send(coordinator, "x", "lista.pdf"))


def test_a_small_workbook_that_would_grow_is_told_so_and_not_opened(coordinator):
    sent = SimpleUploadedFile("lista.xlsx", HOSTILE["one huge merged range"])
    assert "fler celler än som kan läsas" in page(coordinator.post(START, {"file": sent}, follow=True))


def test_the_template_is_a_workbook(coordinator):
    answer = coordinator.get(f"{START}mall.xlsx")
    assert answer["Content-Disposition"].endswith('"samarbeten-mall.xlsx"') and answer.content[:2] == b"PK"


def test_another_persons_file_is_not_there(coordinator, client):
    where = send(coordinator, NEW).redirect_chain[-1][0]
    other = as_role(client, INTERNATIONAL, "annan")
    assert other.get(where).status_code == 404
    assert other.post(where, {"write": "1", "shown": "x"}).status_code == 404


def test_a_reader_may_not(client):
    reader = as_role(client, READER)
    for where in (START, f"{START}mall.xlsx"):
        assert reader.get(where).status_code in (302, 403)
    reader.post(START, {"file": SimpleUploadedFile("a.csv", NEW.encode())})
    assert not ImportedFile.objects.exists()
    assert "las-in-lista" not in page(reader.get("/redigera/"))


def test_a_reporter_may_not_make_organisations_but_may_use_those_there(client):
    reporter = as_role(client, REPORTER)
    refused = send(reporter, NEW)
    assert "inte rätt att spara allt" in page(refused)
    agree(reporter, refused)
    assert not Partnership.objects.exists()

    agree(reporter, send(reporter, "Slag;Partner;Land\nVänort;Kuopio;Finland\n"))
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize("role, tells", [(REPORTER, False), (INTERNATIONAL, True)])
def test_a_list_tells_a_reporter_nothing_of_others_drafts(client, kuopio, role, tells):
    draft = Partnership.objects.create(name_sv="Hemlig plan", slug="hemlig", kind="twin_town", live=False)
    draft.partners.create(organisation=kuopio)
    draft.save()
    preview = page(send(as_role(client, role), "Slag;Partner;Land\nVänort;Kuopio;Finland\n"))
    assert ("Hemlig plan" in preview) == tells
    assert "Vad varje rad blir" in preview


def test_old_files_are_let_go_of(coordinator):
    send(coordinator, NEW)
    other = User.objects.create_user("annan")
    old = timezone.now() - timedelta(days=3)
    ImportedFile.objects.create(owner=other, name="gammal.csv", content=b"x", uploaded_at=old)
    send(coordinator, ALIKE)
    assert [file.name for file in ImportedFile.objects.all()] == ["lista.csv"]


def test_what_was_written_is_not_kept_as_a_file(coordinator):
    agree(coordinator, send(coordinator, NEW))
    assert bytes(ImportedFile.objects.get().content) == b""


def test_an_organisation_is_made_in_the_chooser_once(coordinator):
    where = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("create"))
    response = coordinator.post(
        where, {"new-name_sv": "Halle", "new-kind": "municipality", "new-country": "DE"}
    )
    assert response.json()["step"] == "chosen"
    organisation = Organisation.objects.get(name_sv="Halle")
    assert (organisation.live, organisation.slug, organisation.live_revision is not None) == (
        True,
        "halle",
        True,
    )

    again = coordinator.post(where, {"new-name_sv": "halle", "new-kind": "municipality", "new-country": "DE"})
    assert "finns redan" in again.json()["htmlFragment"]


def test_a_reporter_makes_no_organisation_in_the_chooser(client):
    where = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("create"))
    halle = {"new-name_sv": "Halle", "new-kind": "municipality", "new-country": "DE"}
    assert as_role(client, REPORTER).post(where, halle).status_code == 302
    assert not Organisation.objects.filter(name_sv="Halle").exists()


# --- Grants and lessons -----------------------------------------------------------------------------------

GRANT = "Finansiär;Land;Program;Utlysning;Projekt;Beviljat belopp;Beviljat den\n"
GRANT += "EACEA;Belgien;Erasmus+;KA220;Unga bygger;134 400 kr;2026-01-10\n"
LESSON = "Slag;Lärdom;När;Gäller;Belägg\nUtmaning;Ingen tid;2025-05-01;Unga bygger;Mötena\n"


@pytest.fixture
def project():
    return Project.objects.create(name_sv="Unga bygger", slug="unga", status="running")


def test_a_grant_and_all_it_needs_are_published_at_once(coordinator, project):
    preview = send(coordinator, GRANT)
    shown_page = page(preview)
    assert "Program och utlysningar som läggs till" in shown_page and "134\xa0400" in shown_page
    done = agree(coordinator, preview)
    after = page(coordinator.post(done.redirect_chain[-1][0], follow=True))
    assert "5 saker är publicerade." in after
    assert Grant.objects.public().get().programme.funder.live
    assert Application.objects.get().live and "134\xa0400" in page(coordinator.get("/projekt/unga/"))


def test_a_programme_that_is_alike_is_asked_about_on_the_page(coordinator, project):
    funder = Organisation.objects.create(name_sv="EACEA", slug="e", country="BE", kind="funder")
    there = FundingProgramme.objects.create(name_sv="Erasmus plus", funder=funder)
    preview = send(coordinator, GRANT.replace("Erasmus+;", "Erasmus Plus ;").replace("plus", "pluss"))
    assert "Ett nytt program" not in page(preview)  # the same name but for its case is the same
    preview = send(coordinator, GRANT.replace("Erasmus+;", "Erasmus;"))
    assert "Ett nytt program" in page(preview) and "Erasmus plus (EACEA)" in page(preview)
    (name,) = {piece.split('"')[0] for piece in page(preview).split('type="radio" name="')[1:]}
    where = preview.redirect_chain[-1][0]
    again = coordinator.post(where, {**shown(preview), "again": "1", name: str(there.pk)})
    coordinator.post(where, {**shown(again), "write": "1", name: str(there.pk)})
    assert Grant.objects.get().programme == there


def test_a_lesson_is_published_at_once(coordinator, project):
    done = agree(coordinator, send(coordinator, LESSON))
    coordinator.post(done.redirect_chain[-1][0])
    assert Lesson.objects.public().get().project == project


def test_a_reporter_writes_lessons_but_is_told_nothing_of_money(client, project):
    project.responsibilities.create(organisation=Organisation.objects.get(), role="follow_up")
    project.save()
    funder = Organisation.objects.create(name_sv="EACEA", slug="e", country="BE", kind="funder")
    programme = FundingProgramme.objects.create(name_sv="Erasmus+", funder=funder)
    FundingProgramme.objects.create(name_sv="Erasmus hemlig", funder=funder)
    Grant.objects.create(project=project, programme=programme, value=987_654)
    reporter = as_role(client, REPORTER)

    for list_ in (GRANT, GRANT.replace("Erasmus+", "Erasmus")):
        preview = page(send(reporter, list_))
        assert "inte rätt att läsa in bidrag" in preview and "Ta bort bladet" in preview
        assert "987" not in preview and "hemlig" not in preview and 'name="write"' not in preview
    agree(reporter, send(reporter, LESSON))
    assert Lesson.objects.count() == 1 and Grant.objects.count() == 1


# --- What is asked, and what is saved meanwhile -----------------------------------------------------------

MIXED = (
    "Slag;Projekt/samarbete;Partner;Land;Belopp;Tankar\n"
    "Vänort;Vänorten;Kuopio;Finland;;bra\n"
    "Projekt;Broar;Halle;;ca 10 tkr;trögt\n"
    "Möbler;Stolen;Kuopio;Finland;;\n"
)


def where(answer) -> str:
    return answer.redirect_chain[-1][0]


def test_what_is_right_is_saved_while_the_rest_waits_and_is_answered(coordinator):
    preview = send(coordinator, MIXED)
    first = page(preview)
    assert "En rad att rätta" not in first and "2 rader att rätta" in first and 'name="write"' not in first
    assert "Spara det som är rätt: en sak" in first
    clean = first.split('name="shown_clean" value="')[1].split('"')[0]
    done = page(
        coordinator.post(where(preview), {**shown(preview), "clean": "1", "shown_clean": clean}, follow=True)
    )
    assert "2 rader väntar på svar och är inte sparade." in done
    assert Partnership.objects.count() == 1 and not Project.objects.exists()

    (country,) = [piece.split('"')[0] for piece in first.split('<select name="country-')[1:]]
    answers = {f"country-{country}": "DE", "cell-lista.csv!4!kind": "Avtal", "col-tankar": "result"}
    again = coordinator.post(where(preview), {**shown(preview), "again": "1", **answers})
    assert 'name="write"' in page(again) and "rader att rätta" not in page(again)
    coordinator.post(where(preview), {**shown(again), "write": "1"})
    assert Project.objects.get().partners.get().organisation.country == "DE"
    assert (
        Project.objects.get().result_sv == "trögt" and Partnership.objects.filter(kind="agreement").exists()
    )


def test_a_column_is_asked_about_once(coordinator):
    preview = send(coordinator, "Slag;Partner;Land;Tankar\nVänort;Kuopio;Finland;bra\n")
    assert "Kolumner som inte känns igen" in page(preview) and "Till exempel: bra" in page(preview)
    again = coordinator.post(where(preview), {**shown(preview), "again": "1", "col-tankar": "result"})
    coordinator.post(where(preview), {**shown(again), "write": "1"})
    assert Partnership.objects.get().result_sv == "bra"
    next_year = page(send(coordinator, "Slag;Partner;Land;Tankar\nVänort;Kuopio;Finland;bättre\n"))
    assert "Kolumner som inte känns igen" not in next_year and "bättre" in next_year


def test_a_column_with_people_is_left_out_when_somebody_says_so(coordinator):
    preview = send(coordinator, "Slag;Partner;Land;Kontaktperson\nVänort;Kuopio;Finland;Anna Ek\n")
    assert 'name="col-kontaktperson"' in page(preview) and "Anna Ek" not in page(preview)
    again = coordinator.post(where(preview), {**shown(preview), "again": "1", "col-kontaktperson": "-"})
    assert 'name="write"' in page(again) and "Anna Ek" not in page(again)


def test_a_row_is_passed_over_and_taken_in_again(coordinator):
    preview = send(coordinator, MIXED)
    skipped = coordinator.post(where(preview), {**shown(preview), "again": "1", "skip-lista.csv!4": "1"})
    assert "Överhoppade rader: lista.csv 4." in page(skipped) and "”Stolen”" not in page(skipped)
    assert "”Stolen”" in page(coordinator.post(where(preview), {"unskip": "1"}))


def test_the_rows_that_wait_are_a_workbook(coordinator, client):
    preview = send(coordinator, MIXED)
    sheet = load_workbook(BytesIO(coordinator.get(f"{where(preview)}rader.xlsx").content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Broar", "Stolen"]
    assert "ett samarbete, ett projekt eller ett utbyte" in sheet.cell(3, sheet.max_column).value
    assert as_role(client, INTERNATIONAL, "annan").get(f"{where(preview)}rader.xlsx").status_code == 404


def test_an_answer_of_who_is_meant_is_kept_for_the_next_list(coordinator, kuopio):
    preview = send(coordinator, ALIKE)
    (name,) = {piece.split('"')[0] for piece in page(preview).split('type="radio" name="')[1:]}
    again = coordinator.post(where(preview), {**shown(preview), "again": "1", name: str(kuopio.pk)})
    coordinator.post(where(preview), {**shown(again), "write": "1"})
    assert "Allt i listan står redan i registret" in page(send(coordinator, ALIKE))


def test_a_column_with_people_does_not_hold_up_the_rows_that_are_right(coordinator):
    first = page(send(coordinator, MIXED.replace("Tankar", "Telefon")))
    assert "aldrig namn på personer" in first and "Spara det som är rätt: en sak" in first
    assert "Hämta de 2 raderna som väntar" in first
