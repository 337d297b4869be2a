"""What a person types in the editor, in a real browser: stored once, and as it was meant."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from bench.race import SAVE_BY_ITSELF

SNIPPETS = "/redigera/snippets/cooperation"
WATCHING_MS = 2_500
"""Longer than Wagtail takes to note what a form held when it was opened."""


def log_in(tab, live) -> None:
    tab.goto("/redigera/")
    tab.fill("[name=login]", "internationell")
    tab.fill("[name=password]", live.passwords["internationell"])
    tab.click("button[type=submit]")
    tab.wait_for_url("**/redigera/")


@pytest.fixture
def editor(live, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(page, live)
    return page


@pytest.fixture
def american(live, chromium):
    """The editor in a browser whose own decimal mark is a point."""
    context = chromium.new_context(base_url=live.address, locale="en-US")
    tab = context.new_page()
    log_in(tab, live)
    yield tab
    context.close()


SAVE = "footer button[type=submit]:not([name])"


def save_draft(tab) -> None:
    with tab.expect_navigation():
        tab.locator(SAVE).first.click()


def is_autosave(request) -> bool:
    return request.method == "POST" and request.headers.get("accept") == "application/json"


@pytest.mark.parametrize("delay", [0, 200])
def test_a_row_that_is_saved_while_the_editor_saves_is_stored_once(editor, delay):
    """``make bench-race`` does the same with every row of every form."""
    editor.goto(f"{SNIPPETS}/project/add/")
    editor.fill("[name=name_sv]", f"Sparat en gång efter {delay}")
    editor.click("#id_budget_lines-ADD")
    for name, text in (("starts", "2026-01-01"), ("finishes", "2026-12-31"), ("value", "134400")):
        editor.fill(f"[name=budget_lines-0-{name}]", text)
    with editor.expect_request(is_autosave):
        editor.evaluate(SAVE_BY_ITSELF)
    editor.wait_for_timeout(delay)
    editor.fill("[name=name_sv]", f"Sparat en gång efter {delay} ms")
    # The answer to what the editor sent may change the address meanwhile: that is no page that was loaded.
    with editor.expect_event("load"):
        editor.locator(SAVE).first.click()
    assert editor.input_value("[name=name_sv]") == f"Sparat en gång efter {delay} ms"
    assert editor.locator("input[name^=budget_lines-][name$=-value]").count() == 1
    editor.goto(f"{SNIPPETS}/project/")
    assert editor.locator("main tr", has_text=f"Sparat en gång efter {delay}").count() == 1


def test_what_is_written_and_left_is_there_when_it_is_opened_again(editor):
    editor.goto(f"{SNIPPETS}/project/add/")
    editor.wait_for_timeout(WATCHING_MS)
    with editor.expect_response(lambda response: is_autosave(response.request)) as response:
        editor.fill("[name=name_sv]", "Aldrig sparat")
    assert response.value.ok
    editor.wait_for_url("**/edit/**")
    editor.reload()
    assert editor.input_value("[name=name_sv]") == "Aldrig sparat"


# --- Several chosen of many -------------------------------------------------------------------------------


def test_a_target_is_found_by_its_number_or_a_word_and_chosen_by_the_keys(editor):
    editor.goto(f"{SNIPPETS}/project/add/")
    targets = editor.locator("choose-several[data-name=global_targets]")
    search, listed = targets.get_by_label("Sök i listan"), targets.locator("select")
    search.wait_for()  # it shows itself when its script has begun; what is hidden takes no focus
    search.focus()
    editor.keyboard.type("17.16")
    assert listed.locator("option").count() == 1
    assert targets.get_by_role("status").inner_text() == "Antal träffar: 1"
    editor.keyboard.press("Enter")
    assert targets.locator("li").count() == 1 and search.input_value() == ""

    editor.keyboard.type("hogskola villkor")
    hits = listed.locator("option").count()
    assert hits == 1
    editor.keyboard.press("ArrowDown")
    editor.keyboard.press("Enter")
    assert targets.locator("li").count() == 2
    assert listed.locator("option").count() > 100
    found = Axe().run(editor, context="choose-several", options={"resultTypes": ["violations"]})
    assert not found.response["violations"], found.generate_report()


def test_what_is_on_no_list_is_not_chosen_and_leaving_chooses_nothing(editor):
    editor.goto(f"{SNIPPETS}/project/add/")
    goals = editor.locator("choose-several[data-name=goals]")
    goals.get_by_label("Sök i listan").fill("finns inte här")
    assert goals.get_by_role("status").inner_text() == "Inget i listan passar."
    editor.keyboard.press("Enter")
    goals.get_by_label("Sök i listan").fill("a")
    editor.keyboard.press("Tab")
    editor.focus("[name=name_sv]")
    assert goals.locator("li").count() == 0
    assert editor.url.endswith("/project/add/")


# --- Numbers in a browser that is not Swedish -------------------------------------------------------------


def write(tab, name: str, text: str) -> None:
    """By the keys, one after another: a browser may refuse some of them."""
    tab.click(f"[name={name}]")
    tab.keyboard.type(text)


def test_a_rate_is_stored_as_it_was_typed_in_an_american_browser(american):
    american.goto(f"{SNIPPETS}/exchangerate/add/")
    for name, text in (("currency", "XDR"), ("kronor", "11,45"), ("source", "Riksbanken")):
        write(american, name, text)
    american.fill("[name=on]", "2026-01-02")
    american.keyboard.press("Tab")
    save_draft(american)
    american.goto(f"{SNIPPETS}/exchangerate/")
    row = american.locator("main tr", has_text="XDR")
    assert "11,45" in row.inner_text()
    row.locator("a[href*='/edit/']").first.click()
    assert american.input_value("[name=kronor]") == "11,45"


def test_an_amount_is_stored_as_it_was_typed_in_an_american_browser(american):
    american.goto(f"{SNIPPETS}/project/add/")
    write(american, "name_sv", "Skrivet på engelska")
    write(american, "budget", "12 500,50")
    american.click("#id_budget_lines-ADD")
    write(american, "budget_lines-0-value", "11,45")
    american.fill("[name=budget_lines-0-starts]", "2026-01-01")
    american.fill("[name=budget_lines-0-finishes]", "2026-12-31")
    american.keyboard.press("Tab")
    save_draft(american)
    american.reload()
    assert american.input_value("[name=budget]") == "12\u00a0500,50"
    assert american.input_value("[name=budget_lines-0-value]") == "11,45"


def test_a_doubtful_amount_is_asked_about_at_its_field(american):
    american.goto(f"{SNIPPETS}/project/add/")
    write(american, "name_sv", "Kan vara två saker")
    write(american, "budget", "1.200")
    save_draft(american)
    assert american.input_value("[name=budget]") == "1.200"
    field = american.locator("[data-field]", has=american.locator("[name=budget]"))
    assert "Skriv 1,2 eller 1200." in field.inner_text()


@pytest.mark.parametrize(
    ("anchor", "name"), [("review_on-label", "review_on"), ("partners-FORMS", "partners-0-role_sv")]
)
def test_the_cursor_lands_in_the_field_that_a_finding_is_about(editor, anchor, name):
    editor.goto(f"{SNIPPETS}/partnership/")
    address = editor.locator("main td a[href*='/edit/']").first.get_attribute("href")
    editor.goto(f"{address}#id_{anchor}")
    editor.wait_for_function("document.activeElement !== document.body")
    assert editor.evaluate("document.activeElement.name") == name
