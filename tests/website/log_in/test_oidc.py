"""The municipality's own log-in by OpenID Connect: a real provider, a real server, and a browser between them."""

import json
import os
import re
import subprocess
import sys
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.conftest import free_port, serving, wait_for

from .provider import Browser, Rows, hidden, new_home
from .test_app_codes import totp

RULES = {
    "LAGESBILD_OIDC_GROUPS": "hallbarhet-samordnare=Samordnare; alla-anstallda=Läsare",
    "LAGESBILD_OIDC_ORGANISATIONS_CLAIM": "department",
    "LAGESBILD_OIDC_ORGANISATIONS": "TK=tekniska-kontoret",
}


class Provider:
    """oidc-provider-mock in a process of its own, and what it knows of people."""

    def __init__(self):
        self.address = f"http://127.0.0.1:{free_port()}"
        order = [
            sys.executable,
            "-m",
            "oidc_provider_mock",
            "-r",
            "true",
            "-p",
            self.address.rpartition(":")[2],
        ]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(order, env=dict(os.environ), **quiet)
        wait_for(self._answers, "the provider", seconds=40)

    def _answers(self) -> bool:
        try:
            return requests.get(self.address, timeout=5).ok
        except requests.ConnectionError:
            return False

    def client(self, site: str) -> dict[str, str]:
        body = {
            "redirect_uris": [f"{site}/logga-in/med/oidc/svar/"],
            "token_endpoint_auth_method": "client_secret_post",
        }
        made = requests.post(f"{self.address}/oauth2/clients", json=body, timeout=20).json()
        return {
            "LAGESBILD_OIDC_SERVER": self.address,
            "LAGESBILD_OIDC_CLIENT": made["client_id"],
            "LAGESBILD_OIDC_SECRET": made["client_secret"],
            "LAGESBILD_OIDC_NAME": "Exempelstads kommun",
        }

    def knows(self, sub: str, **claims) -> None:
        requests.put(f"{self.address}/users/{sub}", json=claims, timeout=20).raise_for_status()


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.process.terminate()
    made.process.wait(timeout=20)


def served(home, provider, **rules):
    """The site with the provider's log-in. The provider must know its address before it starts."""
    site = serving(home, LAGESBILD_SECOND_STEP="1")
    site.environment |= provider.client(f"http://127.0.0.1:{site.port}") | rules
    return site


@pytest.fixture(scope="module")
def home(tmp_path_factory, made_once):
    return new_home(made_once, tmp_path_factory.mktemp("oidc") / "home")


@pytest.fixture(scope="module")
def site(home, provider):
    with served(home, provider, **RULES) as address:
        yield address


@pytest.fixture
def rows(home):
    return Rows(home)


def log_in(site: str, sub: str) -> tuple[Browser, requests.Response]:
    browser = Browser(site)
    form = browser.way_in()
    return browser, browser.post(form.url, {"sub": sub})


def test_a_person_with_a_group_gets_an_account_and_is_sent_where_they_were_going(site, provider, rows):
    provider.knows(
        "ny-1", email="ny@exempel.se", given_name="Nya", groups=["alla-anstallda", "annat"], department="TK"
    )
    browser, answer = log_in(site, "ny-1")
    assert answer.url == f"{site}/arbete/roller/"
    assert browser.logged_in
    assert (rows.groups("ny@exempel.se"), rows.organisations("ny@exempel.se")) == (
        {"Läsare"},
        {"tekniska-kontoret"},
    )


def test_the_button_says_whose_log_in_it_is(site):
    assert "Logga in med Exempelstads kommun" in requests.get(f"{site}/logga-in/", timeout=20).text


def test_groups_and_organisations_follow_at_every_log_in_taken_away_as_well_as_given(site, provider, rows):
    for groups, department, ours, units in (
        (["alla-anstallda"], ["TK"], {"Läsare"}, {"tekniska-kontoret"}),
        (
            ["hallbarhet-samordnare"],
            ["Miljönämnden", "TK"],
            {"Samordnare"},
            {"tekniska-kontoret", "miljonamnden"},
        ),
        (["alla-anstallda", "hallbarhet-samordnare"], [], {"Läsare", "Samordnare"}, set()),
    ):
        provider.knows("flyttar", email="flyttar@exempel.se", groups=groups, department=department)
        assert log_in(site, "flyttar")[0].logged_in
        assert rows.groups("flyttar@exempel.se") == ours
        assert rows.organisations("flyttar@exempel.se") == units


def test_who_has_no_group_left_is_refused_and_loses_what_they_had(site, provider, rows):
    provider.knows("slutar", email="slutar@exempel.se", groups=["hallbarhet-samordnare"])
    assert log_in(site, "slutar")[0].logged_in
    provider.knows("slutar", email="slutar@exempel.se", groups=[])
    browser, answer = log_in(site, "slutar")
    assert (answer.status_code, browser.logged_in) == (403, False)
    assert "Du har inget konto här" in answer.text
    assert rows.groups("slutar@exempel.se") == set()


def test_a_stranger_without_a_group_gets_no_account(site, provider, rows):
    provider.knows("frammande", email="frammande@exempel.se", groups=["annat"])
    _browser, answer = log_in(site, "frammande")
    assert answer.status_code == 403
    assert rows("SELECT 1 FROM organisations_user WHERE email = 'frammande@exempel.se'") == []


def test_an_account_that_is_there_is_found_by_its_address_and_keeps_what_no_rule_names(site, provider, rows):
    provider.knows("bo-1", email="BO@exempel.se", email_verified=True, groups=["hallbarhet-samordnare"])
    browser, _answer = log_in(site, "bo-1")
    assert browser.logged_in
    assert rows.groups("bo@exempel.se") == {"Samordnare", "Godkännare"}


def test_no_claim_makes_an_administrator_unless_it_is_said(site, provider, rows):
    provider.knows("rut-1", email="rut@exempel.se", groups=["hallbarhet-samordnare", "Administratör"])
    browser, answer = log_in(site, "rut-1")
    assert (answer.status_code, browser.logged_in) == (403, False)
    provider.knows("listig", email="listig@exempel.se", groups=["alla-anstallda", "Administratör"])
    assert log_in(site, "listig")[0].logged_in
    assert rows.administrators() == {"rut"}


def test_an_address_that_the_provider_does_not_vouch_for_opens_no_account(site, provider):
    provider.knows("lanar", email="rut@exempel.se", email_verified=False, groups=["alla-anstallda"])
    assert log_in(site, "lanar")[1].status_code == 403
    provider.knows("tiger", email="bo@exempel.se", groups=["alla-anstallda"])
    assert log_in(site, "tiger")[1].status_code == 403


def test_nothing_of_what_the_provider_said_is_kept(site, provider, rows):
    provider.knows("tyst", email="tyst@exempel.se", groups=["alla-anstallda"], phone_number="070-0000000")
    log_in(site, "tyst")
    assert rows.kept_claims() == {"{}"}
    assert rows("SELECT count(*) FROM socialaccount_socialtoken") == [0]


def test_who_says_no_at_the_provider_is_told_so(site, provider):
    browser = Browser(site)
    state = parse_qs(urlsplit(browser.way_in().url).query)["state"][0]
    answer = browser.get(f"/logga-in/med/oidc/svar/?error=access_denied&state={state}")
    assert answer.url == f"{site}/logga-in/avbruten/" and "Inloggningen avbröts" in answer.text


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?error=server_error&state=y"])
def test_an_answer_that_nobody_asked_for_is_refused(site, query):
    answer = requests.get(f"{site}/logga-in/med/oidc/svar/{query}", timeout=20)
    assert answer.status_code == 401 and "Inloggningen gick inte" in answer.text


def test_nobody_ties_the_providers_account_to_the_one_they_are_in(site, provider):
    provider.knows("knyter", email="knyter@exempel.se", groups=["alla-anstallda"])
    browser, _answer = log_in(site, "knyter")
    provider.knows("annan", email="annan@exempel.se", groups=["alla-anstallda"])
    form = browser.get("/logga-in/med/oidc/?process=connect")
    assert browser.post(form.url, {"sub": "annan"}).status_code == 403


def test_an_administrator_by_claim_where_it_is_said(home, provider, rows):
    rules = {"LAGESBILD_OIDC_GROUPS": "it=Administratör; alla=Läsare"}
    with served(home, provider, **rules) as site:
        provider.knows("it-1", email="it@exempel.se", groups=["it"])
        assert log_in(site, "it-1")[0].logged_in
        assert "it" in "".join(rows.administrators())
        provider.knows("it-1", email="it@exempel.se", groups=["alla"])
        log_in(site, "it-1")
        assert rows.administrators() == {"rut"}


def test_without_rules_only_those_with_an_account_come_in(home, provider, rows):
    with served(home, provider) as site:
        provider.knows("bo-1", email="bo@exempel.se", email_verified=True, groups=[])
        before = rows.groups("bo@exempel.se")
        assert log_in(site, "bo-1")[0].logged_in
        assert rows.groups("bo@exempel.se") == before
        provider.knows("okand", email="okand@exempel.se", groups=["Samordnare"])
        assert log_in(site, "okand")[1].status_code == 403


def test_a_provider_that_is_down_is_a_page_and_not_a_crash(home):
    down = {"LAGESBILD_OIDC_SERVER": f"http://127.0.0.1:{free_port()}", "LAGESBILD_OIDC_CLIENT": "x"}
    with serving(home, **down) as site:
        answer = requests.get(f"{site}/logga-in/med/oidc/", timeout=20)
        assert answer.status_code == 503 and "Inloggningen gick inte" in answer.text
        assert requests.get(f"{site}/logga-in/", timeout=20).ok


def test_who_logs_out_here_is_logged_out_there_and_told_so(site, provider):
    provider.knows("ut-1", email="ut@exempel.se", groups=["alla-anstallda"])
    browser, _answer = log_in(site, "ut-1")
    form = browser.get("/logga-ut/")
    answer = browser.post(form.url, {"csrfmiddlewaretoken": hidden(form.text, "csrfmiddlewaretoken")})
    assert "Du är utloggad från Lägesbild" in answer.text and not browser.logged_in
    address = answer.headers["Refresh"].removeprefix("0; url=")
    query = parse_qs(urlsplit(address).query)
    assert query["post_logout_redirect_uri"] == [f"{site}/logga-ut/klart/"] and query["client_id"]
    claims = query["id_token_hint"][0].split(".")[1]
    assert json.loads(urlsafe_b64decode(f"{claims}=="))["sub"] == "ut-1"
    there = browser.get(address)
    back = browser.post(
        f"{provider.address}/oauth2/end_session/confirm", {"redirect_uri": hidden(there.text, "redirect_uri")}
    )
    assert back.url.startswith(f"{site}/logga-ut/klart/?state=") and "<h1>Du är utloggad</h1>" in back.text


def test_who_has_an_app_is_asked_for_its_code_after_the_municipalitys_log_in_too(site, provider):
    provider.knows("app-1", email="app@exempel.se", groups=["alla-anstallda"])
    browser, _answer = log_in(site, "app-1")
    form = browser.get("/arbete/inloggning/app/")
    secret = re.search(r'class="app-secret">(\w+)<', form.text)[1]
    sent = {"csrfmiddlewaretoken": hidden(form.text, "csrfmiddlewaretoken"), "code": totp(secret)}
    assert browser.post(form.url, sent).url == f"{site}/arbete/inloggning/koder/"
    again, form = log_in(site, "app-1")
    assert form.url == f"{site}/logga-in/app/" and not again.logged_in
    sent = {"csrfmiddlewaretoken": hidden(form.text, "csrfmiddlewaretoken"), "code": totp(secret, steps=1)}
    assert again.post(form.url, sent).url == f"{site}/arbete/roller/"


def test_who_is_refused_takes_nothing_along_to_the_next_log_out(site, provider):
    provider.knows("nekad", email="nekad@exempel.se", groups=[])
    browser, _answer = log_in(site, "nekad")
    form = browser.get("/logga-in/e-post/")
    sent = {"csrfmiddlewaretoken": hidden(form.text, "csrfmiddlewaretoken"), "next": "/logga-in/"}
    assert browser.post(f"{site}/logga-ut/", sent).url == f"{site}/logga-in/"
