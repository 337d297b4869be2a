"""What a person types in the editor, in a real browser: stored once, and as it was meant."""

import pytest

SNIPPETS = "/redigera/snippets/cooperation"
AUTOSAVE_MS = 2_500
"""Longer than Wagtail takes to note what a form held when it was opened, or to see a change and send it."""


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


def save_draft(tab) -> None:
    with tab.expect_navigation():
        tab.locator("footer button[type=submit]:not([name])").first.click()


def saves(request) -> bool:
    return request.method == "POST" and "/snippets/" in request.url


def test_a_row_that_is_added_and_saved_is_stored_once(editor):
    """The editor's own saving raced with *Spara utkast*: a payment was stored twice."""
    sent = []
    editor.goto(f"{SNIPPETS}/project/add/")
    editor.on("request", lambda request: saves(request) and sent.append(request.url))
    editor.wait_for_timeout(AUTOSAVE_MS)
    editor.fill("[name=name_sv]", "Sparat en gång")
    editor.click("#id_budget_lines-ADD")
    for name, text in (("starts", "2026-01-01"), ("finishes", "2026-12-31"), ("value", "134400")):
        editor.fill(f"[name=budget_lines-0-{name}]", text)
    editor.wait_for_timeout(AUTOSAVE_MS)
    assert sent == []

    save_draft(editor)
    assert len(sent) == 1
    editor.reload()
    assert editor.locator("input[name^=budget_lines-][name$=-value]").count() == 1


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
