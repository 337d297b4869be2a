"""``make bench-first-day``: a new barometer's first day in a real browser, from log-in to an open round.

The first screens with a starter kit whose figures come from a Kolada on this machine, five people from a pasted list, a
pasted programme, a responsible organisation, a round. Every click and every field is a step, and there may be sixty.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

MOST_STEPS, FEWEST_INDICATORS = 60, 60
YEARS = range(2016, 2026)
WIDTH, HEIGHT = 1280, 900
BARE = ["--no-sandbox", "--disable-background-networking"]
WAIT = 300_000
"""Milliseconds for the fetch and the build."""
PEOPLE = """Bo Ek\tbo@vaxjo.example\tTekniska nämnden
Cia Dal\tcia@vaxjo.example\tTekniska nämnden
Eva Fors\teva@vaxjo.example\tSocialnämnden
Gun Holm\tgun@vaxjo.example\tSocialnämnden
Ida Jern\tida@vaxjo.example\tKommunstyrelsen"""
PROGRAMME = """Mål 1 Rent vatten
Mål 1.1 Friska sjöar
Mål 1.2 Säkert dricksvatten
Mål 2 God utbildning för alla"""


class CountedSteps:
    """What a person does on a page, counted."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def click(self, where) -> None:
        (self.page.locator(where) if isinstance(where, str) else where).click()
        self.steps += 1

    def fill(self, name: str, text: str) -> None:
        self.page.fill(f"[name={name}]", text)
        self.steps += 1

    def press(self, name: str) -> None:
        self.click(self.page.locator("main").get_by_role("button", name=name).first)

    def follow(self, name: str, where: str = "main") -> None:
        self.click(self.page.locator(where).get_by_role("link", name=name, exact=True).first)

    def choose(self, field: str, name: str) -> None:
        self.click(f"#id_{field}-chooser [data-chooser-action-choose]:visible")
        self.page.wait_for_selector(".modal-body")
        self.page.fill(".modal-body input[name=q]", name)
        self.steps += 1
        self.click(self.page.locator(".modal-body td a, .modal-body .title a").filter(has_text=name).first)
        self.page.wait_for_selector(".modal-body", state="detached")

    def tell(self, part: str) -> None:
        print(f"{part:<40}{self.steps:>4} steps", flush=True)


def first_screens(hands: CountedSteps, password: str) -> None:
    page = hands.page
    page.goto("/arbete/kom-igang/")
    hands.fill("login", "administrator")
    hands.fill("password", password)
    hands.click("button[type=submit]")
    hands.fill("kommun", "Växjö")
    hands.press("Fortsätt")
    page.wait_for_url("**/kom-igang/folja/")
    hands.press("Fortsätt")
    page.wait_for_url("**/kom-igang/hamta/")
    hands.press("Hämta siffror")
    onward = page.locator("main").get_by_role("link", name="Fortsätt")
    onward.wait_for(timeout=WAIT)
    hands.click(onward.first)
    hands.click(page.locator("main").get_by_role("button", name="Publicera").first)
    page.get_by_text("är publicerade").first.wait_for(timeout=WAIT)
    hands.tell("indicators published")


def five_people(hands: CountedSteps) -> None:
    hands.follow("Personer", ".staff-menu")
    hands.follow("Klistra in en lista")
    hands.fill("lista", PEOPLE)
    hands.press("Visa vad listan betyder")
    hands.press("Spara de 5")
    hands.page.wait_for_url("**/arbete/personer/")
    hands.tell("five people")


def a_programme(hands: CountedSteps) -> None:
    hands.follow("Klistra in mål", ".staff-menu")
    hands.fill("name", "Växjös program")
    hands.fill("text", PROGRAMME)
    hands.press("Visa vad texten betyder")
    hands.press("Spara 4 mål som utkast")
    hands.press("Publicera programmet")
    hands.page.wait_for_url("**/program/vaxjos-program/")
    hands.tell("a programme published")


def an_open_round(hands: CountedSteps) -> None:
    page = hands.page
    hands.click("a.my-work")
    hands.follow("Omgångar", ".staff-menu")
    hands.follow("Ny omgång")
    hands.fill("name", "Årets uppföljning")
    hands.fill("closes_on", "2099-12-31")
    hands.press("Spara")
    round_address = page.url
    hands.click(page.locator("main details a", has_text="Rent vatten").first)
    hands.click(page.locator("main .mend a").first)
    hands.click("#id_responsibilities-ADD")
    hands.choose("responsibilities-0-organisation", "Tekniska nämnden")
    hands.click(page.locator("footer [data-w-dropdown-target=toggle]").first)
    hands.click("footer button[name=action-publish]")
    page.wait_for_url("**/redigera/snippets/barometer/goal/")
    page.goto(round_address)
    hands.press("Öppna omgången")
    page.get_by_text("Omgången är öppen").first.wait_for()
    hands.tell("a round open")


def published_indicators(page) -> int:
    page.goto("/nyckeltal/")
    return page.locator("main .row").count()


def ids_of_the_kit() -> list[str]:
    from lagesbild.kits import DEFAULT, read_kit

    return [row.id for row in read_kit(DEFAULT).core]


def fill(kolada, ids: list[str]) -> None:
    kolada.municipality("0780", "Växjö")
    kolada.municipality("0000", "Riket", "L")
    for id in ids:
        kolada.kpi(id)
        for year in YEARS:
            kolada.figure(id, "0780", year, T=year - 2000)


def run(home: Path) -> int:
    from playwright.sync_api import sync_playwright

    from tests.conftest import lagesbild, serving
    from tests.figures.sources.kolada_server import Kolada

    begun = time.monotonic()
    with Kolada() as kolada:
        fill(kolada, ids_of_the_kit())
        lagesbild("migrate", home=home)
        lagesbild("new", "--yes", "--no-serve", "--base-url", kolada.url, home=home)
        password = (home / "new-login.txt").read_text().split()[1]
        with serving(home) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=BARE)
            page = browser.new_page(
                base_url=address, locale="sv-SE", viewport={"width": WIDTH, "height": HEIGHT}
            )
            hands = CountedSteps(page)
            first_screens(hands, password)
            five_people(hands)
            a_programme(hands)
            an_open_round(hands)
            count = published_indicators(page)
            browser.close()
    print(f"{count} indicators are public; {time.monotonic() - begun:.0f} s in all")
    return int(hands.steps >= MOST_STEPS or count < FEWEST_INDICATORS)


def main() -> int:
    os.environ["LAGESBILD_SECOND_STEP"] = "0"
    home = Path(tempfile.mkdtemp(prefix="lagesbild-first-day-"))
    try:
        return run(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
