"""The reporter's pages: only their own questions, nobody's text lost, everything by ordinary buttons."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from lagesbild.barometer.models import Action, GoalAssessment, Indicator
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import APPROVER, COORDINATOR, INTERNATIONAL, READER
from lagesbild.reporting import workbook_return
from lagesbild.reporting.answering import return_to, save
from lagesbild.reporting.models import Item, Round
from tests.reporting.drawing import NOW, goal, item, person, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.fixture
def office():
    return unit()


@pytest.fixture
def anna(office):
    return person("anna", office)


@pytest.fixture
def asked(office):
    return item(organisation=office)


@pytest.fixture
def client(client, anna):
    client.force_login(anna)
    return client


def at(one: Item) -> str:
    return f"/arbete/{one.pk}/"


def words(answer) -> str:
    return answer.content.decode()


def stored(one: Item) -> Item:
    return Item.objects.get(pk=one.pk)


# --- What is theirs ---------------------------------------------------------------------------------------


def test_the_list_says_what_is_asked_how_long_is_left_and_how_far_one_has_come(client, asked):
    page = words(client.get("/arbete/"))
    assert "Hur går det för målet ”Renare vatten”?" in page
    assert "0 av 1 besvarad." in page


def test_nothing_to_answer_and_nobody_to_answer_for_are_told_apart(client, office, anna):
    assert "Det finns inget att svara på nu" in words(client.get("/arbete/"))
    anna.organisations.clear()
    assert "hör inte till någon organisation" in words(client.get("/arbete/"))


@pytest.mark.parametrize("role", [COORDINATOR, APPROVER, INTERNATIONAL])
def test_who_keeps_something_else_is_not_sent_to_the_coordinator(client, anna, role):
    anna.groups.set([Group.objects.get(name=role)])
    anna.organisations.clear()
    told = words(client.get("/arbete/"))
    assert (
        "Det du följer eller sköter står i menyn" in told and "hör inte till någon organisation" not in told
    )
    assert 'href="/redigera/">Redigera' in told


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize("where", ["", "spara/"])
def test_somebody_elses_question_is_not_there(client, way, where):
    other = item(organisation=unit("Miljökontoret"))
    answer = getattr(client, way)(at(other) + where, {"version": "0", "motivation_sv": "Hej"})
    assert answer.status_code == (405 if (way, where) == ("get", "spara/") else 404)
    assert stored(other).content == {}


@pytest.mark.parametrize(
    "address", ["/arbete/", "/arbete/1/", "/arbete/arbetsbok.xlsx", "/arbete/arbetsbok/"]
)
def test_who_is_not_logged_in_is_asked_to(address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert f"next={address}" in answer["Location"]


def test_a_closed_round_is_read_not_written(client, asked):
    Round.objects.update(status="closed", closed_at=NOW)
    assert "Omgången är stängd." in words(client.get(at(asked)))
    told = words(client.post(at(asked), {"version": "0", "motivation_sv": "Sent", "gor": "spara"}))
    assert "Omgången är inte öppen" in told
    assert "Det här hann du skriva" in told and "Sent" in told
    assert stored(asked).content == {}


# --- Answering --------------------------------------------------------------------------------------------


def test_an_answer_handed_in_leads_to_the_next_question(client, asked, office):
    following = item(round=asked.round, organisation=office, goal=goal("Ängar"))
    sent = {"version": "0", "gor": "lamna", "grade": "2", "motivation_sv": "Bra"}
    answer = client.post(at(asked), sent, follow=True)
    assert answer.redirect_chain == [(at(following), 302)]
    assert "1 av 2 besvarade." in words(answer)
    assert stored(asked).status == Item.Status.SUBMITTED


def test_after_the_last_there_is_thanks(client, asked):
    sent = {"version": "0", "gor": "lamna", "grade": "2", "motivation_sv": "Bra"}
    assert "Allt är besvarat. Tack!" in words(client.post(at(asked), sent, follow=True))


def test_what_is_wrong_is_listed_with_links_to_the_fields_and_the_text_is_saved(client, asked):
    page = words(client.post(at(asked), {"version": "0", "gor": "lamna", "motivation_sv": "Bra"}))
    assert '<a href="#svar-grade">Välj en bedömning.</a>' in page
    assert stored(asked).content == {"motivation_sv": "Bra"}


def test_a_leap_is_a_question_that_can_be_answered_with_yes(client, office):
    lamps = Indicator.objects.create(name_sv="Lampor", slug="lampor", unit_sv="%", by_form=True, live=True)
    lamps.reported_values.create(area="", period="2025", value=77, approved_at=NOW)
    asked = item(organisation=office, kind="value", goal=None, indicator=lamps)
    sent = {"version": "0", "gor": "lamna", "period": "2026", "value": "0,8"}
    page = words(client.post(at(asked), sent))
    assert "Förra värdet är 77. Stämmer 0,8?" in page and "Ja, 0,8 stämmer" in page
    client.post(at(asked), sent | {"version": str(stored(asked).version), "confirmed": "0,8"})
    assert stored(asked).status == Item.Status.SUBMITTED


def test_nothing_new_fills_in_what_is_public(client, asked):
    GoalAssessment.objects.create(
        goal=asked.goal, grade=3, assessed_on="2025-01-01", motivation_sv="Som förut", live=True
    )
    client.post(at(asked), {"version": "0", "gor": "samma"})
    assert stored(asked).content == {"grade": "3", "motivation_sv": "Som förut"}
    assert stored(asked).status == Item.Status.STARTED


def test_not_ours_goes_back_with_words(client, asked):
    assert "Skriv några ord om vems" in words(client.post(at(asked), {"version": "0", "gor": "inte-var"}))
    client.post(at(asked), {"version": "0", "gor": "inte-var", "varfor": "Miljökontorets"})
    assert stored(asked).status == Item.Status.NOT_OURS
    assert asked.steps.last().note == "Miljökontorets"


def test_what_came_back_shows_the_question(client, asked, anna):
    Item.objects.update(status=Item.Status.SUBMITTED)
    return_to(asked.pk, "Vilket år menar ni?", by=anna, at=NOW)
    assert "Vilket år menar ni?" in words(client.get("/arbete/"))
    assert "Vilket år menar ni?" in words(client.get(at(asked)))


def test_what_is_typed_is_letters_wherever_it_is_shown(client, asked, anna):
    evil = "<script>alert(1)</script>"
    save(asked.pk, {"motivation_sv": "Ett"}, version=0, by=person("bo"), at=NOW)
    client.post(at(asked), {"version": "0", "gor": "spara", "motivation_sv": evil})
    number = asked.steps.last().number
    for address in (at(asked), f"{at(asked)}?krock={number}"):
        assert evil not in words(client.get(address))


@pytest.mark.parametrize("kind", ["action", "text", "value"])
def test_every_kind_has_its_form(client, office, kind):
    things = {
        "action": {"goal": None, "action": Action.objects.create(name_sv="Träd", slug="t", live=True)},
        "value": {"goal": None, "indicator": Indicator.objects.create(name_sv="Lampor", slug="l", live=True)},
        "text": {},
    }
    asked = item(organisation=office, kind=kind, **things[kind])
    page = words(client.get(at(asked)))
    assert 'value="lamna"' in page and page.count("<h1") == 1


# --- Two at once ------------------------------------------------------------------------------------------


def test_the_second_sees_both_texts_and_may_take_their_own(client, asked):
    save(asked.pk, {"motivation_sv": "Bos text här"}, version=0, by=person("bo"), at=NOW)
    beside = client.post(at(asked), {"version": "0", "gor": "spara", "motivation_sv": "Annas text här"})
    assert beside["Location"] == f"{at(asked)}?krock=2"
    page = words(client.get(beside["Location"]))
    assert "<mark>Bos </mark>" in page and "<mark>Annas </mark>" in page
    client.post(at(asked), {"version": "1", "gor": "ta", "krock": "2"})
    assert stored(asked).content == {"motivation_sv": "Annas text här"}


def test_a_text_that_did_not_get_in_is_pointed_at(client, asked):
    save(asked.pk, {"motivation_sv": "Bos"}, version=0, by=person("bo"), at=NOW)
    client.post(at(asked), {"version": "0", "gor": "spara", "motivation_sv": "Annas"})
    assert "?krock=2" in words(client.get(at(asked)))


@pytest.mark.parametrize("number", ["1", "99", "x", ""])
def test_only_a_text_that_collided_can_be_compared(client, asked, number, anna):
    save(asked.pk, {"motivation_sv": "Bos"}, version=0, by=anna, at=NOW)
    assert client.get(f"{at(asked)}?krock={number}").status_code == 404


# --- What the script sends --------------------------------------------------------------------------------

DATA = {"headers": {"accept": "application/json"}}


def test_the_script_is_told_the_new_version(client, asked):
    answer = client.post(f"{at(asked)}spara/", {"version": "0", "motivation_sv": "Ett"}, **DATA)
    assert answer.json()["version"] == 1
    assert stored(asked).content == {"motivation_sv": "Ett"}


def test_the_script_is_told_where_to_compare(client, asked):
    save(asked.pk, {"motivation_sv": "Bos"}, version=0, by=person("bo"), at=NOW)
    answer = client.post(f"{at(asked)}spara/", {"version": "0", "motivation_sv": "Annas"}, **DATA)
    assert (answer.status_code, answer.json()) == (409, {"compare": f"{at(asked)}?krock=2", "who": "bo"})


def test_the_script_is_told_what_came_in_the_way(client, asked):
    Item.objects.update(status=Item.Status.SUBMITTED)
    answer = client.post(f"{at(asked)}spara/", {"version": "0", "motivation_sv": "Sent"}, **DATA)
    assert answer.status_code == 409 and "Inlämnad" in answer.json()["trouble"]


# --- When the session has run out -------------------------------------------------------------------------


def ticket(client, asked) -> str:
    return client.get(at(asked)).context["ticket"]


def test_a_form_sent_too_late_is_saved_after_the_log_in(client, asked, anna):
    sent = {"version": "0", "gor": "lamna", "motivation_sv": "Sent", "biljett": ticket(client, asked)}
    client.logout()
    assert client.post(at(asked), sent)["Location"].startswith("/logga-in/")
    assert stored(asked).content == {}
    client.force_login(anna)
    assert "Det du skrev är sparat" in words(client.get(at(asked)))
    assert stored(asked).content == {"motivation_sv": "Sent"}


def test_another_person_at_the_same_browser_gets_nothing_of_it(client, asked, office):
    sent = {"version": "0", "motivation_sv": "Annas hemlighet", "biljett": ticket(client, asked)}
    client.logout()
    client.post(at(asked), sent)
    client.force_login(person("bo", office))
    assert "hemlighet" not in words(client.get(at(asked)))


def test_a_stranger_cannot_fill_the_session(asked):
    stranger = Client()
    stranger.post(at(asked), {"version": "0", "motivation_sv": "x" * 1000, "biljett": "påhittad"})
    assert "sessionid" not in stranger.cookies


def test_the_script_is_told_to_log_in(asked):
    assert Client().post(f"{at(asked)}spara/", {"version": "0"}, **DATA).status_code == 401


def test_a_form_from_before_a_new_log_in_keeps_its_text(asked, anna):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)
    sent = {
        "version": "0",
        "gor": "spara",
        "motivation_sv": "Gammalt märke",
        "biljett": ticket(strict, asked),
    }
    assert "är sparat" in words(strict.post(at(asked), sent, follow=True))
    assert stored(asked).content == {"motivation_sv": "Gammalt märke"}


def test_a_form_of_somebody_elses_making_is_refused(asked, anna):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna)
    sent = {"version": "0", "gor": "spara", "motivation_sv": "Utifrån"}
    assert strict.post(at(asked), sent).status_code == 403
    assert stored(asked).content == {}


# --- The workbook -----------------------------------------------------------------------------------------


def filled(client, **cells) -> SimpleUploadedFile:
    book = load_workbook(io.BytesIO(client.get("/arbete/arbetsbok.xlsx").content))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("mitt-arbete.xlsx", content.getvalue())


def test_a_workbook_is_shown_first_and_saved_after(client, asked):
    shown = client.post(
        "/arbete/arbetsbok/", {"arbetsbok": filled(client, F4="Målet är uppnått", J4="Klart")}
    )
    assert "Det här betyder arbetsboken" in words(shown) and "Klart" in words(shown)
    assert stored(asked).content == {}
    done = client.post("/arbete/arbetsbok/", {"betyder": shown.context["means"]}, follow=True)
    assert "1 svar är inlämnat." in words(done)
    assert stored(asked).status == Item.Status.SUBMITTED


def test_the_errors_of_a_workbook_are_told_with_their_cells(client, asked):
    shown = words(client.post("/arbete/arbetsbok/", {"arbetsbok": filled(client, F4="Toppen")}))
    assert "<td>F4</td>" in shown and "Inget är sparat" in shown


def test_what_collides_stays_unless_it_is_ticked(client, asked):
    sent = filled(client, F4="Målet är uppnått", J4="Arbetsbokens")
    save(asked.pk, {"motivation_sv": "Bos"}, version=0, by=person("bo"), at=NOW)
    means = client.post("/arbete/arbetsbok/", {"arbetsbok": sent}).context["means"]
    client.post("/arbete/arbetsbok/", {"betyder": means})
    assert stored(asked).content == {"motivation_sv": "Bos"}
    client.post("/arbete/arbetsbok/", {"betyder": means, f"byt-{asked.pk}": "on"})
    assert stored(asked).content == {"grade": "1", "motivation_sv": "Arbetsbokens"}


def test_what_was_shown_to_one_is_not_saved_by_another(client, asked, office):
    sent = filled(client, F4="Målet är uppnått", J4="Annas")
    means = client.post("/arbete/arbetsbok/", {"arbetsbok": sent}).context["means"]
    client.force_login(person("bo", office))
    client.post("/arbete/arbetsbok/", {"betyder": means})
    client.post("/arbete/arbetsbok/", {"betyder": "påhittat"})
    assert stored(asked).content == {}


@pytest.mark.parametrize("name", ["svar.csv", "svar.xlsx"])
def test_any_other_file_is_told_so(client, asked, name):
    sent = {"arbetsbok": SimpleUploadedFile(name, b"hej")}
    assert "inte en arbetsbok härifrån" in words(client.post("/arbete/arbetsbok/", sent))


@pytest.mark.parametrize("role", [None, READER, COORDINATOR])
def test_who_answers_for_nobody_has_no_file_opened(client, asked, office, role, monkeypatch):
    monkeypatch.setattr(
        workbook_return, "answers_in", lambda *_args, **_options: pytest.fail("it was opened")
    )
    stranger = User.objects.create_user("utan-roll")
    stranger.organisations.add(office)
    stranger.groups.set(Group.objects.filter(name=role))
    client.force_login(stranger)
    sent = {"arbetsbok": SimpleUploadedFile("svar.xlsx", b"PK")}
    assert client.post("/arbete/arbetsbok/", sent).status_code == 403
    assert client.post("/arbete/arbetsbok/", {"betyder": "x"}).status_code == 403


# --- The public pages -------------------------------------------------------------------------------------


def test_a_public_page_is_the_same_for_all_who_are_not_logged_in():
    answer = Client().get("/nyckeltal/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert "Mitt arbete" not in words(answer)


def test_who_is_logged_in_finds_their_work_and_no_cache_keeps_the_page(client):
    answer = client.get("/nyckeltal/")
    assert "Mitt arbete" in words(answer)
    assert "private" in answer["Cache-Control"]
    assert "no-store" in client.get("/arbete/")["Cache-Control"]
