"""A reporter in a real browser: five questions from the mail's link, and nothing typed is lost on the way."""

import re
import sqlite3
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.conftest import copy_of_home, serving
from tests.website.axe import WAYS, seen_in, violations
from tests.website.test_browser import FOCUSED, NARROW, WIDE

SLOW = 30_000  # ms: the machine may have other things to do
MOST = 25
"""Interactions for five questions: a click, a key that is not part of a text, or a text typed."""


@pytest.fixture(scope="module")
def served(example_home, tmp_path_factory):
    """The example, served from a copy of its own: these tests answer its questions."""
    home = tmp_path_factory.mktemp("work") / "home"
    copy_of_home(example_home.home, home)
    with serving(home) as address:
        yield home, address


@pytest.fixture
def site(served):
    """As it was before anybody had answered anything."""
    home, address = served
    with sqlite3.connect(home / "lagesbild.sqlite3", timeout=20) as database:
        database.execute("DELETE FROM reporting_step")
        database.execute("UPDATE reporting_item SET status = 'todo', content = '{}', version = 0")
    database.close()
    return address


COOKIES: dict[tuple[str, str], list] = {}
"""Of each server and person, from when they last logged in."""


@contextmanager
def staff_tabs(chromium, site, example_home, who: str, address: str):
    """``make(**options)`` opens a tab of a browser of its own, where somebody has logged in on the way to an address."""
    opened = []

    def make(**options):
        context = chromium.new_context(base_url=site, locale="sv-SE", **options)
        opened.append(context)
        context.add_cookies(COOKIES.get((site, who), []))
        tab = context.new_page()
        tab.goto(address)
        if "/logga-in/" in tab.url:
            tab.fill("input[name=login]", who)
            tab.fill("input[name=password]", example_home.passwords[who])
            tab.click("main button[type=submit]")
            tab.wait_for_url(f"**{address}")
            COOKIES[site, who] = context.cookies()
        return tab

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def reporter(chromium, site, example_home):
    """``reporter(**options)`` opens a tab where the reporter is logged in and has followed the mail's link."""
    with staff_tabs(chromium, site, example_home, "rapportor", "/arbete/") as make:
        yield make


class Counted:
    """What a person does in a tab, counted."""

    def __init__(self, tab):
        self.tab, self.n = tab, 0

    def click(self, selector: str) -> None:
        self.n += 1
        self.tab.locator(selector).first.click()

    def press(self, key: str) -> None:
        self.n += 1
        self.tab.keyboard.press(key)

    def type(self, text: str) -> None:
        self.n += 1
        self.tab.keyboard.type(text)

    def at(self) -> dict:
        return self.tab.evaluate(FOCUSED)


def first_question(tab):
    tab.locator(".task-name").first.click()
    tab.wait_for_selector("#svar")
    return tab


def ready(tab) -> None:
    """Keys are typed when a person sees where they will go: the page is whole and a field has focus."""
    tab.wait_for_load_state()
    tab.wait_for_function("document.querySelector('#svar').contains(document.activeElement)")


def saved(tab) -> None:
    expect(tab.locator("#sparat")).to_have_text(re.compile(r"Sparat \d\d\.\d\d"), timeout=SLOW)


MOTIVATION = "#svar-motivation_sv"


def test_five_questions_by_mouse(reporter):
    tab = reporter(viewport=WIDE)
    hand = Counted(tab)
    hand.click(".task-name")
    for answered in range(1, 6):
        hand.click("input[name=grade][value='2']")
        hand.click("#svar-motivation_sv")
        hand.type("Det går åt rätt håll.")
        hand.click("button[value=lamna]")
        tab.wait_for_selector(f"text={answered} av 9 besvarade")
    print(f"by mouse: {hand.n} interactions for five questions")
    assert hand.n <= MOST


def test_five_questions_by_keyboard_alone(reporter):
    tab = reporter(viewport=WIDE)
    hand = Counted(tab)
    for key in ("Tab", "Enter", "Tab", "Enter"):  # past the menu, and into the first question
        hand.press(key)
    for answered in range(1, 6):
        tab.wait_for_selector("#svar")
        ready(tab)
        assert tab.evaluate(FOCUSED)["outlined"]
        hand.press("Space")
        hand.press("Tab")
        hand.type("Det går åt rätt håll.")
        hand.press("Control+Enter")
        tab.wait_for_selector(f"text={answered} av 9 besvarade")
    print(f"by keyboard: {hand.n} interactions for five questions")
    assert hand.n <= MOST


def test_a_value_is_two_steps_and_an_action_where_nothing_is_new_is_one(reporter):
    tab = reporter(viewport=NARROW)
    tab.get_by_role("link", name="Gatlampor").click()
    tab.wait_for_selector("#svar")
    ready(tab)
    tab.keyboard.type("81")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=1 av 9 besvarade")
    assert "Cykelparkering" in tab.locator("h1").inner_text()
    ready(tab)
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("text=2 av 9 besvarade")


def test_what_is_typed_is_saved_while_it_is_typed(reporter):
    tab = first_question(reporter())
    tab.fill(MOTIVATION, "Halvvägs i en tanke")
    saved(tab)
    tab.fill(MOTIVATION, "Halvvägs i en tanke, och sedan hela")
    expect(tab.locator("#svar [name=version]")).to_have_value("2", timeout=SLOW)
    tab.reload()
    assert tab.input_value(MOTIVATION) == "Halvvägs i en tanke, och sedan hela"


def test_a_lost_connection_is_told_and_the_text_goes_when_it_is_back(reporter):
    tab = first_question(reporter())
    tab.context.set_offline(True)
    tab.fill(MOTIVATION, "Skrivet på tåget")
    tab.wait_for_selector("text=Ingen kontakt med servern")
    tab.context.set_offline(False)
    saved(tab)
    tab.reload()
    assert tab.input_value(MOTIVATION) == "Skrivet på tåget"


def test_what_never_reached_the_server_is_there_when_the_page_is_opened_again(reporter):
    tab = first_question(reporter())
    address = tab.url
    tab.route("**/spara/", lambda route: route.abort())
    tab.fill(MOTIVATION, "Batteriet tog slut")
    tab.wait_for_selector("text=Ingen kontakt med servern")
    another = tab.context.new_page()  # the same browser, another day
    tab.close(run_before_unload=False)
    another.goto(address)
    expect(another.locator(MOTIVATION)).to_have_value("Batteriet tog slut", timeout=SLOW)
    assert "Senast sparat" in another.locator("#sparat").inner_text()


def kept_here(tab) -> list[str]:
    names = tab.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("lagesbild-svar-")]


def test_nothing_is_left_in_the_browser_of_what_was_handed_in(reporter):
    tab = first_question(reporter())
    tab.evaluate(
        "localStorage.setItem('lagesbild-svar-0-0', JSON.stringify({version: '0', fields: [], at: 0}))"
    )
    tab.reload()  # what is older than two weeks goes first
    assert kept_here(tab) == []
    tab.check("input[name=grade][value='2']")
    tab.fill(MOTIVATION, "Handed in at once")
    assert len(kept_here(tab)) == 1
    tab.click("button[value=lamna]")
    tab.wait_for_selector("text=1 av 9 besvarade")
    assert kept_here(tab) == []


def test_handing_in_without_contact_stays_on_the_page(reporter):
    tab = first_question(reporter())
    tab.check("input[name=grade][value='2']")
    tab.context.set_offline(True)
    tab.fill(MOTIVATION, "Skrivet på tåget")
    tab.click("button[value=lamna]")
    tab.wait_for_selector("text=tryck igen när kontakten är tillbaka")
    assert tab.input_value(MOTIVATION) == "Skrivet på tåget"
    tab.context.set_offline(False)
    tab.click("button[value=lamna]")
    tab.wait_for_selector("text=1 av 9 besvarade")


def test_handing_in_while_the_server_is_away_stays_on_the_page(reporter):
    tab = first_question(reporter())
    tab.check("input[name=grade][value='2']")
    tab.route("**/spara/", lambda route: route.abort())
    tab.fill(MOTIVATION, "Servern startas om")
    tab.click("button[value=lamna]")
    tab.wait_for_selector("text=tryck igen när kontakten är tillbaka")
    tab.unroute("**/spara/")
    tab.click("button[value=lamna]")
    tab.wait_for_selector("text=1 av 9 besvarade")


def test_leaving_with_unsent_text_is_asked_about(reporter):
    tab = first_question(reporter())
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.route("**/spara/", lambda route: route.abort())
    tab.click(MOTIVATION)
    tab.keyboard.type("Osänt")
    tab.click(".crumbs a")
    tab.wait_for_url("**/arbete/")
    assert asked == ["beforeunload"]


def test_two_windows_on_one_question_end_side_by_side(reporter):
    tab = first_question(reporter(bypass_csp=True))
    other = tab.context.new_page()
    other.goto(tab.url)
    tab.fill(MOTIVATION, "Den första texten blev sparad")
    saved(tab)
    other.fill(MOTIVATION, "Den andra texten kom sedan")
    other.get_by_role("link", name="Jämför de två").click()
    other.wait_for_selector(".side-by-side")
    beside = other.locator(".side-by-side").inner_text()
    assert "Den första texten blev sparad" in beside and "Den andra texten kom sedan" in beside
    assert faults(other) == []
    other.click("button[value=ta]")
    other.wait_for_selector("text=Texten är utbytt")
    assert other.input_value(MOTIVATION) == "Den andra texten kom sedan"


@pytest.mark.parametrize("more", ["", " och fick en rad till"])
def test_handing_in_after_a_collision_takes_one_press(reporter, more):
    tab = first_question(reporter())
    other = tab.context.new_page()
    other.goto(tab.url)
    tab.fill(MOTIVATION, "Den första texten blev sparad")
    saved(tab)
    other.fill(MOTIVATION, "Den andra texten kom sedan")
    other.wait_for_selector("text=har sparat en annan text under tiden")
    other.locator(MOTIVATION).press_sequentially(more)
    other.click("button[value=lamna]")
    other.wait_for_selector(".side-by-side")
    assert f"Den andra texten kom sedan{more}" in other.locator(".side-by-side").inner_text()


def test_a_session_that_has_run_out_loses_nothing(reporter, example_home):
    tab = first_question(reporter())
    tab.context.clear_cookies(name="sessionid")
    tab.fill(MOTIVATION, "Länge sedan jag loggade in")
    tab.wait_for_selector("text=Du har loggats ut")
    tab.click("button[value=spara]")
    tab.fill("input[name=username], input[name=login]", "rapportor")
    tab.fill("input[name=password]", example_home.passwords["rapportor"])
    tab.click("main button[type=submit], form button[type=submit]")
    tab.wait_for_selector("text=Det du skrev är sparat")
    assert tab.input_value(MOTIVATION) == "Länge sedan jag loggade in"


def test_without_scripts_everything_works_by_its_buttons(reporter):
    tab = first_question(reporter(java_script_enabled=False, viewport=NARROW))
    tab.fill(MOTIVATION, "Utan skript")
    tab.click("button[value=spara]")
    assert "Utkastet är sparat" in tab.locator(".told").inner_text()
    tab.click("button[value=lamna]")
    assert "Välj en bedömning." in tab.locator(".errors").inner_text()
    tab.check("input[name=grade][value='3']")
    tab.click("button[value=lamna]")
    assert "1 av 9 besvarade" in tab.locator(".told").inner_text()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(reporter, way):
    """Each page in one way, by turns; ``make bench-axe`` sees each in all."""
    tab = reporter(bypass_csp=True, **way.tab)
    tasks = tab.eval_on_selector_all(".task-name", "all => all.map(one => one.getAttribute('href'))")
    addresses = ["/arbete/", "/arbete/arbetsbok/", tasks[0], *tasks[-3:]]
    for address in [address for address, turn in seen_in(addresses) if turn == way]:
        tab.goto(way.address(address))
        assert (address, faults(tab)) == (address, [])
    tab.goto(tasks[0])
    tab.click("button[value=lamna]")  # nothing is filled in
    tab.wait_for_selector(".errors")
    tab.wait_for_function("document.activeElement.className === 'errors'")  # focused once it is drawn
    assert faults(tab) == []


def faults(tab) -> list:
    """What axe has against a page, and whether it scrolls sideways, on a very small screen too."""
    found, size = violations(tab), tab.viewport_size
    for width in (size["width"], 320):
        tab.set_viewport_size({"width": width, "height": 740})
        over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append((f"scrolls sideways at {width}", over))
    tab.set_viewport_size(size)
    return found
