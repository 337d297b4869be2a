"""Takes the pictures of README and docs/sv from a running example.

``python tools/screenshots.py ADDRESS PASSWORD REPORTERS``: the passwords are the coordinator's and the reporter's, as
``lagesbild demo`` prints them. The reporter begins to answer one question and hands in another. Needs Chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
PUBLIC = {
    "start": "/",
    "mal-13": "/mal/13/",
    "mal-17": "/mal/17/",
    "nyckeltal": "/nyckeltal/vaxthusgaser-totalt/",
    "jamfor": "/nyckeltal/vaxthusgaser-per-invanare/jamfor/",
    "namnd": "/ansvariga/tekniska-namnden/",
    "uppmarksamhet": "/behover-uppmarksamhet/",
}
TALL = {"nyckeltal": 1250, "jamfor": 1500, "nyckeltal-telefon": 1500, "jamfor-telefon": 1800}
"""The height of those whose chart stands below what a window shows."""
ON_PHONE = ("start", "mal-13", "mal-17", "nyckeltal", "jamfor", "namnd")
EDITOR = {
    "redigera-lista": "/redigera/snippets/barometer/indicator/",
    "redigera-mal": "/redigera/snippets/barometer/goal/edit/{goal}/",
    "redigera-historik": "/redigera/snippets/barometer/goal/history/{goal}/",
}

LIST = """Slag;Namn;Partner;Land;Sedan;Kostnad
Vänort;;Kuopio stad;Finland;1960-talet;
Nätverk;Exempelnätverket;Exempelnätverket;Belgien;maj 2016;45 tkr
"""


def main(address: str, password: str, reporters: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = _page(browser, address, 1280, 1000)
        for name, path in PUBLIC.items():
            page.goto(path)
            _crop(page, name, TALL.get(name, 1000))
        page.goto("/logga-in/")
        page.screenshot(path=IMAGES / "logga-in.png")
        phone = _page(browser, address, 390, 844)
        for name in ON_PHONE:
            phone.goto(PUBLIC[name])
            _crop(phone, f"{name}-telefon", TALL.get(f"{name}-telefon", 844))
        _log_in(page, password)
        page.goto("/redigera/snippets/barometer/goal/")
        goal = page.locator("a[href*='/goal/edit/']").first.get_attribute("href").rstrip("/").split("/")[-1]
        for name, path in EDITOR.items():
            page.goto(path.format(goal=goal))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
        page.goto("/redigera/snippets/cooperation/partnership/add/")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / "samarbete-nytt.png")
        _read_in_a_list(page)
        _report(browser, address, reporters)
        _review(page)
        browser.close()


def _read_in_a_list(page: Page) -> None:
    """The preview of a small list: nothing is saved."""
    page.goto("/redigera/las-in-lista/")
    file = {"name": "samarbeten.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.set_input_files("input[type=file]", file)
    page.click("main button[type=submit]")
    page.wait_for_selector("fieldset")
    page.screenshot(path=IMAGES / "lasa-in-lista.png")


def _review(page: Page) -> None:
    """A round's board, an answer to review and a goal's history, as the coordinator sees them."""
    page.goto("/arbete/omgangar/")
    page.locator("main a[href^='/arbete/omgangar/']").filter(has_not_text="ny").first.click()
    page.wait_for_selector("table")
    _crop(page, "omgang-tavla", 1300)
    page.goto("/arbete/granska/")
    page.locator("a[href^='/arbete/granska/']:not([href='/arbete/granska/'])").first.click()
    page.wait_for_selector("#steg")
    _crop(page, "granska", 760)
    page.locator("a[href^='/arbete/historik/']").first.click()
    page.wait_for_selector("main h1")
    _crop(page, "historik", 1300)


def _crop(page: Page, name: str, height: int) -> None:
    """The top of a page that may be long."""
    size = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    page.screenshot(path=IMAGES / f"{name}.png", full_page=True, clip=size)


def _hand_in(page: Page) -> None:
    """A value, so that there is something to review."""
    page.get_by_role("link", name="Gatlampor").click()
    page.fill("#svar-value", "81")
    page.click("button[value=lamna]")
    page.wait_for_selector(".told")


def _report(browser: Browser, address: str, password: str) -> None:
    """A reporter's list, a question on a desk and on a phone, and two texts about the same thing."""
    page = _page(browser, address, 1280, 1000)
    _log_in(page, password, "rapportor", "/arbete/")
    page.screenshot(path=IMAGES / "arbete-lista.png")
    page.get_by_role("link", name="Gatlampor").click()
    page.screenshot(path=IMAGES / "arbete-varde.png")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/arbete/")
    page.screenshot(path=IMAGES / "arbete-telefon.png")
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.locator(".task-name").first.click()
    page.wait_for_selector("#svar")
    other = page.context.new_page()
    other.set_viewport_size({"width": 1280, "height": 1000})
    other.goto(page.url)
    page.fill("#svar-motivation_sv", "Vi når målet om takten håller i sig.")
    page.click("button[value=spara]")
    page.wait_for_selector(".told")
    other.fill("#svar-motivation_sv", "Vi når målet om vi köper in mer.")
    other.click("button[value=spara]")
    other.wait_for_selector(".side-by-side")
    other.screenshot(path=IMAGES / "arbete-jamfor.png")
    page.goto("/arbete/")
    _hand_in(page)


def _page(browser: Browser, address: str, width: int, height: int) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale="sv-SE", reduced_motion="reduce"
    )
    return context.new_page()


def _log_in(page: Page, password: str, name: str = "samordnare", where: str = "/redigera/") -> None:
    page.goto(where)
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url(f"**{where}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
