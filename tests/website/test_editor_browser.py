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
