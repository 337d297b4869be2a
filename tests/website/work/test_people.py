"""The coordinator's people, through their pages: added, pasted, invited, and never more than the coordinator may."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail

from lagesbild.organisations.models import User
from lagesbild.organisations.roles import APPROVER, COORDINATOR, REPORTER
from lagesbild.reporting.models import Letter
from tests.reporting.drawing import goal, item, open_round, person, unit
from tests.website.work.test_rounds import answered_for, log_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.fixture
def coordinator(client):
    return log_in(client, COORDINATOR)


def number_of(role: str) -> int:
    return Group.objects.get(name=role).pk


def add(client, **fields):
    sent = {"name": "Bo Ek", "address": "bo@x.se", "groups": [number_of(REPORTER)]} | fields
    return client.post("/arbete/personer/ny/", sent, follow=True)


def test_somebody_is_added_and_invited(coordinator):
    office = unit()
    page = words(add(coordinator, organisations=[office.pk], invites="on"))
    assert "Bo Ek är tillagd." in page and "1 inbjudan är skickad." in page
    [letter] = mail.outbox
    assert letter.to == ["bo@x.se"] and letter.reply_to == ["anna@example.org"]
    for text in (letter.body, letter.alternatives[0][0]):
        assert "Tekniska kontoret" in text and "/logga-in/e-post/" in text
    assert list(User.objects.get(email="bo@x.se").organisations.all()) == [office]


def test_the_page_says_who_has_never_logged_in(coordinator):
    person("bo")
    page = words(coordinator.get("/arbete/personer/?visa=aldrig"))
    assert "bo@example.org" in page and "De som aldrig har loggat in" in page
    assert "anna@example.org" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": "ANNA@example.org"}, "Ett konto har redan den adressen."),
        ({"name": ""}, "Det här fältet är obligatoriskt"),
        ({"groups": []}, "Det här fältet är obligatoriskt"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_adds_nobody(coordinator, fields, sentence):
    answer = add(coordinator, **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert User.objects.count() == 1


def test_twice_the_same_form_is_one_person_and_one_letter(coordinator):
    add(coordinator, invites="on")
    add(coordinator, invites="on")
    assert User.objects.filter(email="bo@x.se").count() == 1
    assert len(mail.outbox) == 1


LIST = "Bo Ek\tbo@x.se\tTekniska kontoret\nCia\tinte en adress"


def key_in(answer) -> str:
    return re.search(r'name="nyckel" value="([^"]+)"', answer.content.decode())[1]


def test_a_list_is_shown_before_anything_is_written(coordinator):
    unit()
    page = words(coordinator.post("/arbete/personer/lista/", {"lista": LIST}))
    assert "Inget är sparat än." in page and "Bo Ek" in page and "E-postadressen saknas." in page
    assert User.objects.count() == 1


def test_what_is_right_is_saved_once_however_often_it_is_sent(coordinator):
    unit()
    key = key_in(coordinator.post("/arbete/personer/lista/", {"lista": LIST}))
    sent = {"lista": LIST, "nyckel": key, "skriv": "ja", "bjud-in": "on"}
    first = words(coordinator.post("/arbete/personer/lista/", sent))
    assert "1 person är tillagd." in first and "E-postadressen saknas." in first
    second = words(coordinator.post("/arbete/personer/lista/", sent, follow=True))
    assert "Inget är sparat två gånger." in second
    assert User.objects.filter(email="bo@x.se").count() == 1 and len(mail.outbox) == 1


def test_an_invitation_is_sent_once_a_day_and_not_to_who_has_logged_in(coordinator):
    person("bo")
    for _time in range(2):
        page = words(coordinator.post("/arbete/personer/inbjudan/", {"alla": "ja"}, follow=True))
    assert "Har redan fått ett brev i dag" in page
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]
    assert Letter.objects.get().kind == "welcome"


def test_no_invitation_leads_to_the_readers_own_computer(coordinator, settings):
    settings.MAIL_REACHES_PEOPLE = True
    person("bo")
    page = words(coordinator.post("/arbete/personer/inbjudan/", {"alla": "ja"}, follow=True))
    assert "webbplatsen vet inte sin egen adress" in page
    assert mail.outbox == []


def change(client, account, **fields):
    sent = {
        "name": account.get_full_name() or account.username,
        "address": account.email,
        "groups": [group.pk for group in account.groups.all()],
        "organisations": [office.pk for office in account.organisations.all()],
        "is_active": "on",
    }
    return client.post(f"/arbete/personer/{account.pk}/", sent | fields)


def test_somebody_is_changed_and_closed(coordinator):
    bo = person("bo", unit())
    assert change(coordinator, bo, name="Bo Ek").status_code == 302
    assert User.objects.get(pk=bo.pk).get_full_name() == "Bo Ek"
    assert change(coordinator, bo, is_active="").status_code == 302
    assert not User.objects.get(pk=bo.pk).is_active


def test_the_address_of_who_has_logged_in_stays(coordinator, client):
    bo = person("bo", unit())
    User.objects.filter(pk=bo.pk).update(last_login="2026-01-01T00:00Z")
    change(coordinator, bo, address="min@x.se")
    assert User.objects.get(pk=bo.pk).email == "bo@example.org"


def test_nobody_takes_their_own_role_or_closes_their_own_account(coordinator):
    anna = User.objects.get(username="anna")
    assert change(coordinator, anna, groups=[number_of(REPORTER)]).status_code == 422
    assert change(coordinator, anna, is_active="").status_code == 422


def test_a_role_with_more_rights_than_ones_own_is_neither_offered_nor_taken(coordinator):
    group = Group.objects.get(name=COORDINATOR)
    group.permissions.remove(*group.permissions.filter(codename="approve_item"))
    assert f'value="{number_of(APPROVER)}"' not in coordinator.get("/arbete/personer/ny/").content.decode()
    assert add(coordinator, groups=[number_of(APPROVER)]).status_code == 422
    approver = person("bo")
    approver.groups.add(Group.objects.get(name=APPROVER))
    assert coordinator.get(f"/arbete/personer/{approver.pk}/").status_code == 403


def test_whom_and_what_a_round_does_not_reach_is_said_alike(coordinator):
    silent, cared_for = unit("Tyst nämnd"), unit("Vaken nämnd")
    person("bo", cared_for)
    water = answered_for(goal("Renare vatten"), silent)
    goal("Herrelöst")
    round = open_round()
    item(round=round, organisation=silent, goal=water)
    item(round=round, organisation=cared_for, goal=goal("Luft"))
    for address in (f"/arbete/omgangar/{round.pk}/", "/arbete/personer/"):
        page = words(coordinator.get(address))
        assert "Ingen svarar för de här organisationerna (1)" in page and "Tyst nämnd (1)" in page
        assert "Har aldrig loggat in (1)" in page
        assert "Det här svarar ingen för" in page and "Herrelöst" in page
