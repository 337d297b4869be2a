"""A coordinator's rounds, through their pages: made, previewed, opened, followed, closed and kept."""

import hashlib
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from openpyxl import load_workbook

from lagesbild.organisations.roles import APPROVER, COORDINATOR, READER, REPORTER
from lagesbild.reporting.models import Item, Record, Round
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "Hösten 2026",
    "year": "2026",
    "opens_on": "2026-10-01",
    "closes_on": "2026-11-30",
    "asks_assessments": "on",
}


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


def log_in(client, role: str, name: str = "anna"):
    user = person(name)
    user.groups.set([Group.objects.get(name=role)])
    client.force_login(user)
    return client


@pytest.fixture
def coordinator(client):
    return log_in(client, COORDINATOR)


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(" ".join(Html(answer.content.decode()).words).split())


def answered_for(thing, organisation):
    thing.responsibilities.create(organisation=organisation, role="follow_up")
    thing.save()
    return thing


def test_a_round_is_made_shown_and_opened(coordinator):
    answered_for(goal("Renare vatten"), unit())
    goal("Herrelöst")
    made = coordinator.post("/arbete/omgangar/ny/", FIELDS, follow=True)
    assert "Antal frågor: 1. Organisationer: 1." in words(made)
    assert "Det här svarar ingen för" in words(made) and "Herrelöst" in words(made)
    assert "ingen rapportör" in words(made)
    assert not Item.objects.exists()
    round = Round.objects.get()
    opened = coordinator.post(f"/arbete/omgangar/{round.pk}/oppna/", follow=True)
    assert "0 av 1 klara" in words(opened)
    assert Item.objects.get().goal.name_sv == "Renare vatten"


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"name": ""}, "Det här fältet är obligatoriskt"),
        ({"closes_on": "2026-09-01"}, "Sista dag kommer före första."),
        ({"asks_assessments": ""}, "Välj minst en sak att fråga om."),
    ],
)
def test_a_round_that_cannot_be_says_why_and_leads_to_the_field(coordinator, wrong, told):
    answer = coordinator.post("/arbete/omgangar/ny/", FIELDS | wrong)
    assert told in words(answer)
    page = Html(answer.content.decode())
    ids = {tag["id"] for tag in page.tags}
    links = [tag["href"] for tag in page.tags if tag.name == "a" and tag["href"].startswith("#id_")]
    assert links and all(link[1:] in ids for link in links)
    assert not Round.objects.exists()


def test_a_round_that_would_ask_nobody_stays_a_draft(coordinator):
    coordinator.post("/arbete/omgangar/ny/", FIELDS)
    answer = coordinator.post(f"/arbete/omgangar/{Round.objects.get().pk}/oppna/")
    assert "Ingen skulle få någon fråga" in words(answer)
    assert Round.objects.get().status == "draft"


def preview_of(client) -> str:
    return words(client.get(f"/arbete/omgangar/{Round.objects.latest('pk').pk}/"))


def test_a_round_that_cannot_be_opened_says_why(coordinator):
    asked_already = open_round(name="Våren")
    coordinator.post("/arbete/omgangar/ny/", FIELDS)
    assert "Det finns inget av det slag som valts" in preview_of(coordinator)
    drawn, answers = goal("Herrelöst"), unit()
    assert "Det som valts svarar ingen för." in preview_of(coordinator)
    item(round=asked_already, organisation=answers, goal=answered_for(drawn, answers))
    assert "Det som valts frågas redan i en annan öppen omgång." in preview_of(coordinator)


def test_only_the_last_day_and_the_instructions_of_an_open_round_change(coordinator):
    round = open_round()
    coordinator.post(
        f"/arbete/omgangar/{round.pk}/andra/",
        {"closes_on": "2026-12-15", "instructions_sv": "Ring oss", "name": "Annan", "asks_values": ""},
    )
    round.refresh_from_db()
    assert (str(round.closes_on), round.instructions_sv) == ("2026-12-15", "Ring oss")
    assert (round.name, round.asks_values, round.status) == ("Hösten 2026", True, "open")


def test_the_last_day_of_an_open_round_is_not_put_before_its_first(coordinator):
    round = open_round()
    told = words(coordinator.post(f"/arbete/omgangar/{round.pk}/andra/", {"closes_on": "2026-09-30"}))
    assert "Omgången öppnade 2026-10-01" in told
    round.refresh_from_db()
    assert str(round.closes_on) == "2026-11-30"


def test_a_closed_round_does_not_change(coordinator):
    round = open_round(status="closed", closed_at=NOW)
    assert coordinator.get(f"/arbete/omgangar/{round.pk}/andra/").status_code == 404


@pytest.fixture
def asked():
    round = open_round()
    item(round=round, organisation=unit("Vatten"), goal=goal("Ett"), status="submitted", changed_at=NOW)
    item(round=round, organisation=unit("Parker"), goal=goal("Två"), status="not_ours")
    return round


def test_the_board_says_who_has_done_what(coordinator, asked):
    told = words(coordinator.get(f"/arbete/omgangar/{asked.pk}/"))
    assert "1 av 2 klara" in told and "1 av 1 klara (100 %)" in told
    assert "Inte vår, säger de" in told


def test_the_board_is_filtered_and_taken_away_as_filtered(coordinator, asked):
    where = f"/arbete/omgangar/{asked.pk}/"
    told = words(coordinator.get(where, {"organisation": "parker"}))
    assert "Frågorna (1)" in told
    lines = coordinator.get(f"{where}tavla.csv", {"organisation": "parker"}).content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in lines.splitlines()] == ["Organisation", "Parker"]
    book = load_workbook(BytesIO(coordinator.get(f"{where}tavla.xlsx").content))
    assert [row[2] for row in book.active.iter_rows(values_only=True)] == ["Om", "Två", "Ett"]


def test_a_filter_that_does_not_exist_is_told_of(coordinator, asked):
    assert "finns inte" in words(coordinator.get(f"/arbete/omgangar/{asked.pk}/", {"lage": "x"}))


def test_a_round_is_not_closed_by_mistake(coordinator, asked):
    answer = coordinator.post(f"/arbete/omgangar/{asked.pk}/stang/")
    assert "Kryssa i rutan" in words(answer)
    assert Round.objects.get().status == "open"


def test_the_record_shows_what_was_and_proves_that_it_still_is(coordinator, asked):
    coordinator.post(f"/arbete/omgangar/{asked.pk}/stang/", {"sakert": "ja"})
    Item.objects.update(status="approved", content={"motivation_sv": "Ändrat i efterhand"})
    where = f"/arbete/omgangar/{asked.pk}/protokoll"
    told = words(coordinator.get(f"{where}/"))
    assert "Kontrollsumman stämmer:" in told and "Ändrat i efterhand" not in told
    assert "Inte vår, säger de".lower() in told.lower()
    file = coordinator.get(f"{where}.json").content
    assert hashlib.sha256(file).hexdigest() == Record.objects.get().sha256


def test_a_record_that_was_changed_says_so(coordinator, asked):
    coordinator.post(f"/arbete/omgangar/{asked.pk}/stang/", {"sakert": "ja"})
    record = Record.objects.get()
    record.content["items"][0]["status"] = "approved"
    record.save()
    assert "stämmer inte" in words(coordinator.get(f"/arbete/omgangar/{asked.pk}/protokoll/"))


@pytest.mark.parametrize(
    "role, sees, coordinates",
    [(COORDINATOR, 200, 200), (APPROVER, 200, 403), (READER, 200, 403), (REPORTER, 403, 403)],
)
def test_who_sees_rounds_and_who_makes_them(client, asked, role, sees, coordinates):
    log_in(client, role)
    assert client.get("/arbete/omgangar/").status_code == sees
    assert client.get(f"/arbete/omgangar/{asked.pk}/").status_code == sees
    assert client.get(f"/arbete/omgangar/{asked.pk}/tavla.csv").status_code == sees
    assert client.get("/arbete/omgangar/ny/").status_code == coordinates
    assert client.get(f"/arbete/omgangar/{asked.pk}/stang/").status_code == coordinates


def test_nobody_else_sees_anything(client, asked):
    answer = client.get(f"/arbete/omgangar/{asked.pk}/")
    assert answer.status_code == 302 and "next=" in answer["Location"]


def test_roles_are_told_of_to_everybody_who_logs_in(client):
    told = words(log_in(client, APPROVER).get("/arbete/roller/"))
    assert "Godkännare Din roll" in told and "Administratör" in told
