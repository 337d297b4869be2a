"""The log-in in a real browser: by keyboard alone, without scripts, on a phone, and axe-clean."""

import re

import pytest

from tests.conftest import copy_of_home, serving
from tests.website.axe import violations

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
     "/logga-in/glomt/nytt/1-x/", "/logga-in/lank/x/", "/logga-in/avstangt/", "/logga-in/avbruten/"],
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
