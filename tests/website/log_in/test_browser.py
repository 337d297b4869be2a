"""The log-in in a real browser: by keyboard alone, without scripts, on a phone, and axe-clean."""

import re

import pytest

from tests.conftest import copy_of_home, serving
from tests.website.axe import violations
from tests.website.log_in.test_app_codes import totp

NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def served(example_home, tmp_path_factory):
    """The example with the second step on. Its mail is written to the server's log."""
    home = tmp_path_factory.mktemp("log-in") / "home"
    copy_of_home(example_home.home, home)
    with serving(home, LAGESBILD_SECOND_STEP="1", PYTHONUNBUFFERED="1") as address:
        yield home, address


@pytest.fixture
def tab(chromium, served):
    context = chromium.new_context(
        base_url=served[1], locale="sv-SE", viewport=NARROW, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def mailed(home, pattern: str) -> str:
    return re.findall(pattern, (home / "serve.log").read_text())[-1]


def test_by_keyboard_alone_and_without_scripts(tab, served, example_home):
    home, address = served
    tab.goto("/arbete/")
    for _step in range(12):
        tab.keyboard.press("Tab")
        if tab.locator("[name=login]:focus").count():
            break
    tab.keyboard.type("rapportor")
    tab.keyboard.press("Tab")
    tab.keyboard.type(example_home.passwords["rapportor"])
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/logga-in/kod/")
    tab.focus("[name=code]")
    tab.keyboard.type(mailed(home, r"Din kod är (\d{4}-\d{4})"))
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/arbete/")
    assert tab.locator("h1").count() == 1


@pytest.mark.parametrize(
    "path",
    ["/logga-in/", "/en/logga-in/", "/logga-in/e-post/", "/logga-in/glomt/", "/logga-in/glomt/skickat/",
     "/logga-in/glomt/nytt/1-x/", "/logga-in/lank/x/", "/logga-in/avstangt/", "/logga-in/avbruten/",
     "/logga-ut/klart/"],
)  # fmt: skip
def test_axe_finds_nothing_and_nothing_spills_over(chromium, served, path):
    context = chromium.new_context(base_url=served[1], viewport=NARROW)
    page = context.new_page()
    page.goto(path)
    assert page.locator("h1").count() == 1
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert violations(page) == []
    context.close()


def test_an_error_gets_the_focus_and_leads_to_its_field(chromium, served):
    context = chromium.new_context(base_url=served[1], viewport=NARROW)
    page = context.new_page()
    page.goto("/logga-in/")
    page.click("main button[type=submit]")
    page.wait_for_function("document.activeElement.className === 'errors'")  # focused once it is drawn
    page.click(".errors a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "login"
    assert page.get_attribute("[name=login]", "aria-invalid") == "true"
    assert page.get_attribute("[name=login]", "aria-describedby") == "id_login_error"
    assert violations(page) == []
    context.close()


def test_an_app_is_coupled_and_asked_for_and_axe_finds_nothing_on_the_way(chromium, served, example_home):
    context = chromium.new_context(base_url=served[1], locale="sv-SE", viewport=NARROW)
    page = context.new_page()

    def checked(button: str = "", **fields) -> None:
        """The page is clean; then its fields are filled in and its button or link is followed."""
        assert page.locator("h1").count() == 1
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert violations(page) == []
        for name, text in fields.items():
            page.fill(f"main [name={name}]", text)
        if button:
            page.locator("main").get_by_text(button, exact=True).click()

    password = example_home.passwords["rapportor"]
    page.goto("/logga-in/?next=/arbete/inloggning/")
    page.fill("[name=login]", "rapportor")
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/logga-in/kod/")
    page.fill("[name=code]", mailed(served[0], r"Din kod är (\d{4}-\d{4})"))
    page.click("main button[type=submit] >> nth=0")
    page.wait_for_url("**/arbete/inloggning/")
    checked("Koppla en app")
    checked("Fortsätt", password=password)
    page.wait_for_url("**/arbete/inloggning/app/")
    secret = page.inner_text(".app-secret")
    checked("Koppla appen", code=totp(secret))
    page.wait_for_url("**/koder/")
    checked("Jag har sparat koderna")
    checked("Ta bort appen")
    context.clear_cookies()
    page.goto("/logga-in/")
    page.fill("[name=login]", "rapportor")
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/logga-in/app/")
    checked("Logga in", code=totp(secret, steps=1))
    page.wait_for_url("**/arbete/")
    context.close()
