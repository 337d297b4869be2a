"""Password and code, code alone, link, forgotten password, lock-out, and how long somebody stays logged in."""

import re
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lagesbild.framework import outbox
from lagesbild.framework.models import OutgoingMail
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import READER
from lagesbild.website.log_in import link, session_limits

pytestmark = pytest.mark.django_db

PASSWORD = "fyra-korta-ord-ihop"


@pytest.fixture(autouse=True)
def nobody_has_tried():
    cache.clear()


@pytest.fixture
def second_step(settings):
    settings.ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}


@pytest.fixture
def anna():
    user = User.objects.create_user("anna", "Anna.Ek@example.org", PASSWORD, first_name="Anna")
    user.groups.add(Group.objects.get(name=READER))
    return user


def log_in(client, name="anna", password=PASSWORD, then="/arbete/roller/"):
    return client.post(f"/logga-in/?next={then}", {"login": name, "password": password, "next": then})


def who(client) -> str:
    return client.session.get("_auth_user_id", "")


def code() -> str:
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]


def mailed_link() -> str:
    return re.search(r"http://testserver(/\S*/lank/\S+)", mail.outbox[-1].body)[1]


# --- The page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["/redigera/", "/redigera/users/", "/arbete/", "/en/arbete/"])
def test_whoever_asks_for_staff_pages_comes_to_the_one_log_in(client, asked):
    answer = client.get(asked)
    assert answer.status_code == 302
    assert answer["Location"].removeprefix("/en") == f"/logga-in/?next={asked}"


def test_wagtails_own_log_in_leads_to_ours(client, anna):
    assert client.get("/redigera/login/?next=/redigera/")["Location"] == "/logga-in/?next=/redigera/"
    sent = {"username": "anna", "password": PASSWORD}
    assert client.post("/redigera/login/", sent)["Location"] == "/logga-in/"
    assert not who(client)


def test_wagtails_own_forgotten_password_is_off(client):
    assert client.get("/redigera/password_reset/").status_code == 404


@pytest.mark.parametrize("path", ["/logga-in/", "/logga-in/e-post/", "/logga-in/glomt/"])
def test_the_strict_policy_holds_and_nothing_is_kept(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    assert "<script" not in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/logga-in/signup/", "/accounts/signup/", "/konto/", "/logga-in/registrera/"]
)
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code == 404


# --- Password and code --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "ANNA", "anna.ek@example.org", "Anna.Ek@example.org "])
def test_name_or_address_whatever_the_size_of_the_letters(client, anna, name):
    assert log_in(client, name)["Location"] == "/arbete/roller/"
    assert who(client) == str(anna.pk)


def test_a_wrong_password_says_so_at_the_field(client, anna):
    told = log_in(client, password="fel").content.decode()
    assert "Namnet eller lösenordet stämmer inte." in told and 'href="#id_login"' in told
    assert not who(client)


def test_a_password_is_followed_by_a_code_in_the_mail(client, anna, second_step):
    answer = log_in(client)
    assert answer["Location"] == "/logga-in/kod/"
    assert not who(client)
    assert mail.outbox[0].to == ["Anna.Ek@example.org"]
    assert mail.outbox[0].subject == f"{code()} är din kod till Lägesbild"

    assert client.get("/arbete/").status_code == 302
    assert client.post("/logga-in/kod/", {"code": code()})["Location"] == "/arbete/roller/"
    assert who(client) == str(anna.pk)


def test_the_page_of_the_code_says_no_more_than_the_visitor_has_shown(client, anna, second_step):
    log_in(client)
    assert "Lösenordet stämmer" in client.get("/logga-in/kod/").content.decode()
    client.post("/logga-ut/")
    client.post("/logga-in/e-post/", {"email": "anna.ek@example.org"})
    page = client.get("/logga-in/kod/").content.decode()
    assert "Finns det ett konto" in page and "Lösenordet stämmer" not in page


def test_the_code_goes_to_the_accounts_address_and_never_to_what_was_written(client, anna, second_step):
    User.objects.filter(pk=anna.pk).update(username="annan@example.com")
    assert log_in(client, "annan@example.com")["Location"] == "/logga-in/kod/"
    assert [one.to for one in mail.outbox] == [["Anna.Ek@example.org"]]


def test_a_new_address_counts_at_once_and_the_old_one_is_nobodys(client, anna):
    log_in(client)
    client.post("/logga-ut/")
    User.objects.filter(pk=anna.pk).update(email="ny@example.org")
    client.post("/logga-in/e-post/", {"email": "anna.ek@example.org"})
    assert not mail.outbox
    client.post("/logga-ut/")
    client.post("/logga-in/e-post/", {"email": "ny@example.org"})
    assert [one.to for one in mail.outbox] == [["ny@example.org"]]


@pytest.mark.parametrize("last", ["correct", "wrong"])
def test_three_wrong_codes_and_one_begins_again(client, anna, second_step, last):
    log_in(client)
    right = code()
    for _try in range(2):
        assert "Koden stämmer inte" in client.post("/logga-in/kod/", {"code": "0000-0000"}).content.decode()
    if last == "correct":
        assert client.post("/logga-in/kod/", {"code": right}).status_code == 302
        assert who(client)
        return
    assert client.post("/logga-in/kod/", {"code": "0000-0000"})["Location"] == "/logga-in/"
    client.post("/logga-in/kod/", {"code": right})
    assert not who(client)


def test_a_code_gets_old(client, anna, second_step, settings):
    log_in(client)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    client.post("/logga-in/kod/", {"code": code()})
    assert not who(client)


def test_the_code_is_of_use_only_where_it_was_asked_for(client, anna, second_step):
    log_in(client)
    elsewhere = Client()
    elsewhere.post("/logga-in/kod/", {"code": code()})
    assert not who(elsewhere)


def test_a_new_code_replaces_the_old(client, anna, second_step):
    log_in(client)
    first = code()
    client.post("/logga-in/kod/", {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post("/logga-in/kod/", {"code": first})
    assert who(client) == ("" if first != code() else str(anna.pk))


def test_an_account_without_an_address_is_told_why_it_cannot_come_in(client, anna, second_step):
    User.objects.filter(pk=anna.pk).update(email="")
    assert "Ditt konto har ingen e-postadress" in log_in(client).content.decode()
    assert not who(client)


def test_while_the_mail_server_is_away_the_code_waits(client, anna, second_step, monkeypatch):
    def refused(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refused)
        assert log_in(client)["Location"] == "/logga-in/kod/"
    assert not who(client) and not mail.outbox
    OutgoingMail.objects.update(again_at=OutgoingMail.objects.get().asked_at)
    outbox.deliver(lambda work: work())
    assert client.post("/logga-in/kod/", {"code": code()})["Location"] == "/arbete/roller/"


def test_who_is_shut_off_does_not_come_in_by_any_way(client, anna, second_step):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert "stämmer inte" in log_in(client).content.decode()
    client.post("/logga-in/e-post/", {"email": anna.email})
    client.post("/logga-in/glomt/", {"email": anna.email})
    assert not mail.outbox and not who(client)


def test_one_is_sent_on_only_to_our_own_pages(client, anna):
    assert log_in(client, then="https://example.com/")["Location"] == "/arbete/"


def test_a_person_without_right_to_the_editor_is_not_sent_round_in_a_ring(client, anna):
    anna.groups.clear()
    client.force_login(anna)
    there = client.get("/redigera/")["Location"]
    assert client.get(there)["Location"] == "/arbete/"


# --- E-mail alone -------------------------------------------------------------------------------------------


def test_a_code_alone(client, anna):
    answer = client.post("/logga-in/e-post/", {"email": "anna.ek@EXAMPLE.org", "next": "/arbete/roller/"})
    assert answer["Location"] == "/logga-in/kod/?next=%2Farbete%2Froller%2F"
    there = client.post(answer["Location"], {"code": code().replace("-", " "), "next": "/arbete/roller/"})
    assert there["Location"] == "/arbete/roller/"
    assert who(client) == str(anna.pk)


def test_nobody_learns_who_has_an_account(client, anna):
    known = client.post("/logga-in/e-post/", {"email": anna.email}, follow=True).content.decode()
    stranger = Client()
    unknown = stranger.post("/logga-in/e-post/", {"email": "ingen@example.org"}, follow=True).content.decode()
    plain = [re.sub(r'value="[^"]*"', "", text) for text in (known, unknown)]
    assert plain[0].replace("anna.ek@", "X@") == plain[1].replace("ingen@", "X@")
    assert len(mail.outbox) == 1


def test_the_link_in_the_mail_works_in_another_browser_and_once(client, anna, second_step):
    log_in(client)
    phone = Client()
    page = phone.get(mailed_link())
    assert "Logga in som Anna?" in page.content.decode()
    assert not who(phone)  # a mail program that opens links logs nobody in
    assert phone.post(mailed_link())["Location"] == "/arbete/roller/"
    assert who(phone) == str(anna.pk)

    third = Client()
    assert third.post(mailed_link()).status_code == 410
    assert not who(third)


@pytest.mark.parametrize("change", [{"password": "!"}, {"email": "ny@example.org"}, {"is_active": False}])
def test_a_link_is_used_up_when_the_account_changes(client, anna, change):
    token = link.token(anna, "")
    assert link.link_holder(token) == (anna, "")
    User.objects.filter(pk=anna.pk).update(**change)
    assert link.link_holder(token) is None


def test_a_link_gets_old_and_cannot_be_made_by_others(client, anna, monkeypatch):
    token = link.token(anna, "")
    assert link.link_holder(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    monkeypatch.setattr(link, "SECONDS", -1)
    assert link.link_holder(token) is None


# --- Forgotten password -------------------------------------------------------------------------------------


def new_password(client, password: str):
    client.post("/logga-in/glomt/", {"email": "anna.ek@example.org"})
    address = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    form = client.get(address, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_forgotten_password_is_chosen_anew_from_the_mail(client, anna):
    assert new_password(client, "en helt annan fras")["Location"] == "/logga-in/glomt/klart/"
    assert not who(client)
    log_in(client, password="en helt annan fras")
    assert who(client) == str(anna.pk)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort-ord-11", "minst 12 tecken"),
        ("123456789012", "siffror"),
        ("unbelievable1", None),
        ("password1234", "vanligt"),
        ("anna.ek@example", "likt"),
    ],
)
def test_a_poor_password_is_refused_with_its_reason(client, anna, password, why):
    answer = new_password(client, password)
    if why is None:
        assert answer.status_code == 302
    else:
        assert answer.status_code == 200 and why in answer.content.decode()


def test_a_used_link_says_so(client, anna):
    new_password(client, "en helt annan fras")
    address = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    assert "Länken gäller inte längre" in Client().get(address, follow=True).content.decode()


# --- The municipality's own log-in --------------------------------------------------------------------------


@pytest.fixture
def comes_from_the_municipality(anna, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": [{"provider_id": "saml"}]}}
    SocialAccount.objects.create(user=anna, provider="saml", uid="1")


def test_who_has_come_by_it_always_does(client, anna, comes_from_the_municipality):
    client.post("/logga-in/e-post/", {"email": anna.email})
    for answer in (
        client.post("/logga-in/kod/", {"code": code()}),
        Client().post(mailed_link()),
        log_in(Client()),
    ):
        assert answer.status_code == 403 and "Använd kommunens inloggning" in answer.content.decode()
    assert not who(client)


def test_an_administrator_may_come_in_the_day_it_is_down(client, anna, comes_from_the_municipality):
    User.objects.filter(pk=anna.pk).update(is_superuser=True)
    log_in(client)
    assert who(client) == str(anna.pk)


def test_and_everybody_when_the_municipality_has_left_it(client, anna, comes_from_the_municipality, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    log_in(client)
    assert who(client) == str(anna.pk)


# --- Tries --------------------------------------------------------------------------------------------------


def test_the_sixth_wrong_try_within_a_quarter_waits_and_other_ways_are_open(client, anna):
    for name in ("anna", "anna.ek@example.org", "anna", "Anna", "anna"):
        assert "stämmer inte" in log_in(client, name, "fel").content.decode()
    told = log_in(client).content.decode()
    assert "För många försök. Vänta en kvart" in told
    assert not who(client)

    client.post("/logga-in/e-post/", {"email": anna.email})
    client.post("/logga-in/kod/", {"code": code()})
    assert who(client) == str(anna.pk)


def test_mail_is_not_sent_without_end(client, anna):
    for _try in range(5):
        Client().post("/logga-in/e-post/", {"email": anna.email})
        Client().post("/logga-in/glomt/", {"email": anna.email})
    assert len(mail.outbox) == 6


def test_one_address_cannot_try_everybody(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    said = [log_in(client, f"person{n}").status_code for n in range(3)]
    assert said == [200, 200, 429]


def test_tries_are_counted_where_all_workers_see_them(settings):
    assert "filebased" in settings.CACHES["default"]["BACKEND"]


# --- Session ------------------------------------------------------------------------------------------------


def test_the_cookie_is_of_no_use_to_others(client, anna, settings):
    cookie = log_in(client).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


@pytest.mark.parametrize(("minutes", "in_still"), [(59, True), (61, False)])
def test_logged_out_after_an_hour_of_nothing(client, anna, monkeypatch, minutes, in_still):
    log_in(client)
    client.get("/arbete/")
    now = session_limits.time.time()
    monkeypatch.setattr(session_limits.time, "time", lambda: now + minutes * 60)
    assert (client.get("/arbete/").status_code == 200) is in_still


def test_logged_out_after_a_working_day_however_busy(client, anna, monkeypatch):
    log_in(client)
    client.get("/arbete/")
    begun = session_limits.time.time()
    still = []
    for half_hour in range(1, 22):
        now = begun + timedelta(minutes=30 * half_hour).total_seconds()
        monkeypatch.setattr(session_limits.time, "time", lambda now=now: now)
        still.append(client.get("/arbete/").status_code == 200)
    assert (still[:19], still[20]) == ([True] * 19, False)


def test_who_reads_the_public_pages_gets_no_cookie_and_no_question(client, django_assert_num_queries):
    client.get("/teckenforklaring/")
    with django_assert_num_queries(1):
        answer = client.get("/tillganglighet/")
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


def test_logging_out(client, anna):
    log_in(client)
    assert "Vill du logga ut?" in client.get("/logga-ut/").content.decode()
    assert who(client)
    assert client.post("/logga-ut/")["Location"] == "/"
    assert not who(client)


def test_in_english(client, anna):
    assert reverse("account_login") == "/logga-in/"
    assert client.get("/en/logga-in/").status_code == 200
