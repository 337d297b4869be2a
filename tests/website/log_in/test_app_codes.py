"""A code from an app on the telephone in place of the one in the mail: coupled, asked for, lost, and taken away."""

import base64
import hmac
import re
import struct
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache

from lagesbild.commands.main import main
from lagesbild.organisations.models import User
from lagesbild.organisations.person_data import person_data
from lagesbild.organisations.roles import COORDINATOR, READER
from tests.website.log_in.test_log_in import PASSWORD, log_in, mailed_link, who

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def second_step(settings):
    settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
    cache.clear()


@pytest.fixture
def anna():
    user = User.objects.create_user("anna", "anna@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name=READER))
    return user


def totp(secret: str, *, steps: int = 0) -> str:
    """RFC 6238 with SHA-1, six digits and thirty seconds, as every app reckons it."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def shown_secret(page) -> str:
    return re.search(r'class="app-secret">([A-Z2-7]{32})<', page.content.decode())[1]


@pytest.fixture
def app(client, anna):
    """Anna has coupled an app, seen her recovery codes, and is logged out: its secret, and the codes."""
    client.force_login(anna)
    add = "/arbete/inloggning/app/"
    assert unquote(client.get(add)["Location"]) == f"/logga-in/igen/?next={add}"
    assert client.post(f"/logga-in/igen/?next={add}", {"password": PASSWORD, "next": add})["Location"] == add
    secret = shown_secret(client.get(add))
    codes = client.post(add, {"code": totp(secret)}, follow=True).content.decode()
    client.post("/logga-ut/")
    return secret, re.findall(r"<code>(\d{8})</code>", codes)


def enter(client, code: str):
    return client.post("/logga-in/app/", {"code": code})


def test_the_app_takes_the_place_of_the_mail(client, anna, app):
    secret, codes = app
    mail.outbox.clear()
    assert log_in(client)["Location"] == "/logga-in/app/"
    assert not mail.outbox and not who(client)
    assert client.get("/arbete/").status_code == 302
    assert enter(client, totp(secret))["Location"] == "/arbete/roller/"
    assert who(client) == str(anna.pk) and len(set(codes)) == 10


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_that_is_half_a_minute_wrong_is_enough_right(client, app, steps):
    log_in(client)
    assert enter(client, totp(app[0], steps=steps))["Location"] == "/arbete/roller/"


def test_a_code_is_good_once(client, app):
    code = totp(app[0])
    log_in(client)
    enter(client, code)
    client.post("/logga-ut/")
    log_in(client)
    assert "Koden stämmer inte." in enter(client, code).content.decode()
    assert not who(client)


def test_five_wrong_codes_and_the_right_one_waits(client, app):
    log_in(client)
    for number in range(5):
        assert "Koden stämmer inte." in enter(client, f"00000{number}").content.decode()
    assert "Vänta en kvart" in enter(client, totp(app[0])).content.decode()
    assert not who(client)


@pytest.mark.parametrize("way", ["code", "link"])
def test_the_mail_alone_is_not_enough(client, app, way):
    client.post("/logga-in/e-post/", {"email": "anna@example.org"})
    if way == "code":
        sent = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]
        answer = client.post("/logga-in/kod/", {"code": sent})
    else:
        answer = client.post(mailed_link())
    assert answer["Location"] == "/logga-in/app/" and not who(client)


def test_an_account_without_an_address_comes_in_with_the_app(client, anna, app):
    User.objects.update(email="")
    assert log_in(client)["Location"] == "/logga-in/app/"


def test_a_lost_telephone_a_recovery_code_once_and_the_app_is_taken_away(client, anna, app):
    codes = app[1]
    log_in(client)
    assert enter(client, codes[0])["Location"] == "/arbete/roller/"
    assert "Du har 9 återställningskoder kvar." in client.get("/arbete/inloggning/").content.decode()
    remove = "/arbete/inloggning/utan-app/"
    again = client.get(remove)["Location"]
    assert unquote(again) == f"/logga-in/igen/app/?next={remove}"
    assert "Koden stämmer inte." in client.post(again, {"code": codes[0], "next": remove}).content.decode()
    assert client.post(again, {"code": codes[1], "next": remove})["Location"] == remove
    client.post(remove)
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].subject == "Kodappen är borttagen från ditt konto i Lägesbild"
    client.post("/logga-ut/")
    assert log_in(client)["Location"] == "/logga-in/kod/"


def test_the_password_alone_does_not_take_the_app_away(client, anna, app):
    client.force_login(anna)
    assert client.get("/logga-in/igen/")["Location"] == "/logga-in/igen/app/"


def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(client, app):
    secret, codes = app
    log_in(client)
    enter(client, totp(secret))
    view, new = "/arbete/inloggning/koder/", "/arbete/inloggning/koder/nya/"
    client.post(client.get(view)["Location"], {"code": totp(secret, steps=1), "next": view})
    assert "har redan visats" in client.get(view).content.decode()
    page = client.post(new, follow=True).content.decode()
    assert set(re.findall(r"<code>(\d{8})</code>", page)).isdisjoint(codes)


def test_somebody_without_a_password_is_asked_for_none(client):
    nils = User.objects.create_user("nils", "nils@example.org")
    client.force_login(nils)
    page = client.get("/arbete/inloggning/app/")
    assert page.status_code == 200 and 'src="data:image/svg+xml;base64,' in page.content.decode()
    answer = client.post("/arbete/inloggning/app/", {"code": totp(shown_secret(page))}, follow=True)
    assert "Dina återställningskoder" in answer.content.decode()
    assert mail.outbox[-1].to == ["nils@example.org"] and "kopplats till kontot nils" in mail.outbox[-1].body


def test_the_secret_is_not_in_the_database_as_it_is_nor_in_what_is_given_out(anna, app):
    hidden = Authenticator.objects.get(type="totp").data["secret"]
    assert app[0] not in hidden
    assert hidden not in str(person_data("anna@example.org"))


def test_with_another_key_of_the_site_no_code_is_right_and_nothing_breaks(client, app, settings):
    settings.SECRET_KEY = "en helt annan nyckel"
    log_in(client)
    for code in (totp(app[0]), app[1][0], totp("")):
        assert "Koden stämmer inte." in enter(client, code).content.decode()


@pytest.mark.parametrize(("by", "status"), [("administrator", 302), ("coordinator", 403), ("oneself", 403)])
def test_another_administrator_takes_it_away_and_nobody_else(client, anna, app, by, status):
    helper = anna if by == "oneself" else User.objects.create_user("hjalpare")
    helper.is_superuser = by != "coordinator"
    helper.save()
    helper.groups.add(Group.objects.get(name=COORDINATOR))
    client.force_login(helper)
    page = client.get(f"/arbete/personer/{anna.pk}/").content.decode()
    assert ("Ta bort kodappen" in page) == (status == 302)
    assert client.post(f"/arbete/personer/{anna.pk}/utan-app/").status_code == status
    assert Authenticator.objects.exists() == (status != 302)


def test_the_command_for_when_there_is_no_other_administrator(anna, app, capsys):
    assert main(["person", "--without-app", "anna@example.org"]) == 0
    assert "Taken away from anna." in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert main(["person", "--without-app", "anna@example.org"]) == 1
    assert "has an authenticator app" in capsys.readouterr().err
