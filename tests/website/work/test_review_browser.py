"""Review in a real browser: by keyboard alone, and at 200 % zoom."""

import json
import sqlite3

import pytest

from tests.website.test_browser import FOCUSED, WIDE
from tests.website.work.test_work_browser import faults, served, site, staff_tabs  # noqa: F401

ZOOMED = {"width": 640, "height": 400}
"""What a window of 1280 × 800 is at 200 %."""
ANSWER = {"grade": "2", "motivation_sv": "Vattnet har blivit renare."}
MOST_TABS = 40


@pytest.fixture
def handed_in(served, site) -> list[int]:  # noqa: F811
    """Two answers that wait for review."""
    home, _address = served
    with sqlite3.connect(home / "lagesbild.sqlite3", timeout=20) as database:
        asked = "SELECT id FROM reporting_item WHERE kind = 'assessment' ORDER BY id LIMIT 2"
        pks = [pk for (pk,) in database.execute(asked)]
        for pk in pks:
            written = "status = 'submitted', version = 1, changed_at = '2026-11-20 08:00:00', content = ?"
            database.execute(f"UPDATE reporting_item SET {written} WHERE id = ?", [json.dumps(ANSWER), pk])
    database.close()
    return pks


@pytest.fixture
def reviewer(chromium, site, example_home):  # noqa: F811
    """``reviewer(**options)`` opens a tab where the coordinator is at the list of what waits for review."""
    with staff_tabs(chromium, site, example_home, "samordnare", "/arbete/granska/") as make:
        yield make


def tab_to(tab, selector: str) -> None:
    """Press Tab until what is wanted has focus, which must be seen."""
    tab.wait_for_load_state()
    for _press in range(MOST_TABS):
        tab.keyboard.press("Tab")
        if tab.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert tab.evaluate(FOCUSED)["outlined"]
            return
    pytest.fail(f"{selector} was not reached in {MOST_TABS} presses")


def test_an_answer_is_approved_by_keyboard_alone(handed_in, reviewer):
    tab = reviewer(viewport=WIDE)
    tab_to(tab, f"a[href='/arbete/granska/{handed_in[0]}/']")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/granska/{handed_in[0]}/")
    tab_to(tab, "button[value=godkann]")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=1 svar är godkänt")


def test_an_answer_is_sent_back_by_keyboard_alone(handed_in, reviewer):
    tab = reviewer(viewport=WIDE)
    tab.goto(f"/arbete/granska/{handed_in[0]}/")
    tab_to(tab, "button[value=tillbaka]")
    tab.keyboard.press("Enter")  # nothing is written
    tab.wait_for_selector(".errors")
    tab_to(tab, "#fraga")
    tab.keyboard.type("Vilket vatten?")
    tab_to(tab, "button[value=tillbaka]")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Frågan är tillbaka hos")


def test_at_200_percent_everything_is_there_and_nothing_scrolls_sideways(handed_in, reviewer):
    tab = reviewer(viewport=ZOOMED, bypass_csp=True)
    one = f"/arbete/granska/{handed_in[0]}/"
    for address in ("/arbete/granska/", one, f"/en{one}"):
        tab.goto(address)
        assert (address, faults(tab)) == (address, [])
    tab.goto(one)
    tab.click("button[value=tillbaka]")
    tab.wait_for_selector(".errors")
    assert faults(tab) == []
    tab.click("button[value=godkann]")
    tab.wait_for_selector("text=1 svar är godkänt")
    tab.goto(one)
    tab.locator("a", has_text="Rätta").first.click()
    tab.wait_for_selector("main form")
    assert faults(tab) == []
