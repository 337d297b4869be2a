"""The municipality's own log-in by SAML: a provider by pysaml2, a real server, and a browser between them."""

import base64
import re
import subprocess
import sys
from html import unescape
from unittest.mock import Mock

import pytest
import requests
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.saml.provider import SAMLProvider

from lagesbild.website.log_in.log_out import NAME_THERE
from lagesbild.website.log_in.saml_log_out import RememberingProvider
from tests.conftest import ROOT, free_port, serving, wait_for
from tests.key_pair import key_pair

from .provider import Browser, Rows, hidden, new_home

RULES = {
    "LAGESBILD_SAML_NAME": "Exempelstads kommun",
    "LAGESBILD_SAML_GROUPS": "hallbarhet-samordnare=Samordnare; alla-anstallda=Läsare",
    "LAGESBILD_SAML_GROUPS_CLAIM": "groups",
    "LAGESBILD_SAML_ORGANISATIONS_CLAIM": "enhet",
}


class Provider:
    def __init__(self, folder, site: str):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = (folder / "idp.log").open("w+")
        order = [sys.executable, "-m", "tests.website.log_in.saml_idp", str(port), str(folder), site]
        self.process = subprocess.Popen(order, cwd=ROOT, stdout=self.log, stderr=self.log)
        wait_for(self._answers, "the provider", lambda: (folder / "idp.log").read_text(), seconds=40)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/metadata", timeout=5).ok
        except requests.ConnectionError:
            return False

    def knows(self, sub: str, **attributes) -> None:
        requests.put(f"{self.address}/users/{sub}", json=attributes, timeout=20).raise_for_status()


def key_file(folder):
    """Our own key and certificate in one file."""
    key, certificate = key_pair(folder)
    both = folder / "both.pem"
    both.write_text(key.read_text() + certificate.read_text())
    return both


@pytest.fixture(scope="module")
def home(tmp_path_factory, made_once):
    return new_home(made_once, tmp_path_factory.mktemp("saml") / "home")


@pytest.fixture(scope="module")
def both(home, tmp_path_factory):
    site = serving(home)
    provider = Provider(tmp_path_factory.mktemp("provider"), f"http://127.0.0.1:{site.port}")
    site.environment |= {
        "LAGESBILD_SAML_METADATA": f"{provider.address}/metadata",
        "LAGESBILD_SAML_KEY": str(key_file(tmp_path_factory.mktemp("key"))),
    } | RULES
    with site as address:
        yield address, provider
    provider.process.terminate()
    provider.process.wait(timeout=20)
    provider.log.close()


@pytest.fixture
def site(both):
    return both[0]


@pytest.fixture
def provider(both):
    return both[1]


@pytest.fixture
def rows(home):
    return Rows(home)


def answered(browser: Browser, sub: str, more: str = "") -> tuple[str, str]:
    """Where the provider sends the browser, and with what."""
    form = browser.post(browser.way_in().url + more, {"sub": sub})
    assert form.ok, form.text
    return tuple(unescape(re.search(rf'{name}="([^"]+)"', form.text)[1]) for name in ("action", "value"))


def log_in(site: str, sub: str) -> tuple[Browser, requests.Response]:
    browser = Browser(site)
    where, answer = answered(browser, sub)
    return browser, browser.post(where, {"SAMLResponse": answer})


def test_a_person_with_a_group_gets_an_account(site, provider, rows):
    provider.knows(
        "ny",
        mail="ny@exempel.se",
        givenName="Nya",
        sn="Ek",
        groups=["alla-anstallda"],
        enhet=["Tekniska kontoret"],
    )
    browser, answer = log_in(site, "ny")
    assert answer.url == f"{site}/arbete/roller/"
    assert browser.logged_in
    assert (rows.groups("ny@exempel.se"), rows.organisations("ny@exempel.se")) == (
        {"Läsare"},
        {"tekniska-kontoret"},
    )
    assert rows(
        "SELECT first_name || ' ' || last_name FROM organisations_user WHERE email = 'ny@exempel.se'"
    ) == ["Nya Ek"]
    assert rows.kept_claims() == {"{}"}


def test_the_same_person_is_the_same_account_with_the_groups_of_today(site, provider, rows):
    for groups, ours in ((["alla-anstallda"], {"Läsare"}), (["hallbarhet-samordnare"], {"Samordnare"})):
        provider.knows("flyttar", mail="flyttar@exempel.se", groups=groups)
        assert log_in(site, "flyttar")[0].logged_in
        assert rows.groups("flyttar@exempel.se") == ours
    assert rows("SELECT count(*) FROM organisations_user WHERE email = 'flyttar@exempel.se'") == [1]


def test_a_stranger_without_a_group_gets_no_account(site, provider, rows):
    provider.knows("frammande", mail="frammande@exempel.se", groups=["annat"])
    assert log_in(site, "frammande")[1].status_code == 403
    assert rows("SELECT 1 FROM organisations_user WHERE email = 'frammande@exempel.se'") == []


def test_no_attribute_makes_an_administrator(site, provider, rows):
    provider.knows("rut", mail="rut@exempel.se", groups=["alla-anstallda", "Administratör"])
    browser, answer = log_in(site, "rut")
    assert (answer.status_code, browser.logged_in) == (403, False)
    assert rows.administrators() == {"rut"}


def test_an_answer_without_a_signature_is_refused(site, provider):
    provider.knows("osignerad", mail="osignerad@exempel.se", groups=["alla-anstallda"])
    browser = Browser(site)
    where, answer = answered(browser, "osignerad", "&unsigned=1")
    refused = browser.post(where, {"SAMLResponse": answer})
    assert (refused.status_code, browser.logged_in) == (401, False)
    assert "Inloggningen gick inte" in refused.text


def test_an_answer_that_somebody_has_changed_is_refused(site, provider):
    provider.knows("andrad", mail="andrad@exempel.se", groups=["alla-anstallda"])
    browser = Browser(site)
    where, answer = answered(browser, "andrad")
    changed = base64.b64decode(answer).replace(b"andrad@exempel.se", b"ny@exempel.se")
    refused = browser.post(where, {"SAMLResponse": base64.b64encode(changed).decode()})
    assert (refused.status_code, browser.logged_in) == (401, False)


def test_an_answer_is_of_use_once_and_only_to_the_browser_that_asked(site, provider):
    provider.knows("en-gang", mail="engang@exempel.se", groups=["alla-anstallda"])
    browser, thief = Browser(site), Browser(site)
    where, answer = answered(browser, "en-gang")
    assert thief.post(where, {"SAMLResponse": answer}).status_code in (401, 403)
    assert not thief.logged_in
    browser.post(where, {"SAMLResponse": answer})
    assert browser.logged_in
    later = Browser(site)
    later.post(where, {"SAMLResponse": answer})
    assert not later.logged_in


@pytest.mark.parametrize("sent", [{}, {"SAMLResponse": "skräp"}, {"SAMLResponse": "PHA+"}])
def test_rubbish_is_a_page_and_not_a_crash(site, sent):
    answer = Browser(site).post(f"{site}/logga-in/med/saml/svar/", sent)
    assert answer.status_code == 401 and "Inloggningen gick inte" in answer.text


def test_the_sites_metadata_is_there_for_the_provider(site):
    told = requests.get(f"{site}/logga-in/med/saml/metadata/", timeout=20)
    assert told.headers["Content-Type"] == "text/xml"
    assert f"{site}/logga-in/med/saml/svar/" in told.text


def log_out(browser: Browser) -> requests.Response:
    form = browser.get("/logga-ut/")
    assert "kommunens inloggning" in form.text
    answer = browser.post(form.url, {"csrfmiddlewaretoken": hidden(form.text, "csrfmiddlewaretoken")})
    assert "Du är utloggad från Lägesbild" in answer.text and not browser.logged_in
    return browser.get(answer.headers["Refresh"].removeprefix("0; url="))


def test_who_logs_out_here_is_logged_out_there_and_told_so(site, provider):
    provider.knows("ut", mail="ut@exempel.se", groups=["alla-anstallda"])
    back = log_out(log_in(site, "ut")[0])
    assert back.url == f"{site}/logga-ut/klart/" and "<h1>Du är utloggad</h1>" in back.text


def test_who_is_not_logged_out_there_is_told_so(site, provider):
    provider.knows("envis", mail="envis@exempel.se", groups=["alla-anstallda"])
    back = log_out(log_in(site, "envis")[0])
    assert "Kommunens inloggning kunde inte logga ut dig" in back.text


@pytest.mark.parametrize(("advanced", "is_asked"), [({}, False), ({"private_key": "…"}, True)])
def test_the_provider_is_asked_to_log_out_where_we_have_a_key(rf, monkeypatch, advanced, is_asked):
    monkeypatch.setattr(SAMLProvider, "sociallogin_from_response", lambda *answered: None)
    request = rf.get("/")
    request.session = {}
    app = SocialApp(provider="saml", settings={"advanced": advanced})
    RememberingProvider(request, app=app).sociallogin_from_response(request, Mock())
    assert (NAME_THERE in request.session) == is_asked
