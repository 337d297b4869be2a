"""A new barometer's first day in a real browser, from log-in to an open round. The steps are counted, not the time."""

import os
import shutil

import pytest

from tests.conftest import lagesbild, serving
from tests.figures.sources.kolada_server import Kolada
from tests.website.work.test_ten_minutes import Hands

MOST_STEPS = 60
FOLLOWED = ("N00403", "N15428", "U30750")
PEOPLE = """Bo Ek\tbo@vaxjo.example\tTekniska nämnden
Cia Dal\tcia@vaxjo.example\tTekniska nämnden
Eva Fors\teva@vaxjo.example\tSocialnämnden
Gun Holm\tgun@vaxjo.example\tSocialnämnden
Ida Jern\tida@vaxjo.example\tKommunstyrelsen"""
PROGRAMME = """Mål 1 Rent vatten
Mål 1.1 Friska sjöar
Mål 1.2 Säkert dricksvatten
Mål 2 God utbildning för alla"""


class CountedHands(Hands):
    """Every click and every field is a step."""

    @property
    def steps(self) -> int:
        return self.clicks + self.fields

    def press(self, name: str) -> None:
        self.click(self.page.locator("main").get_by_role("button", name=name).first)

    def follow(self, name: str, where: str = "main") -> None:
        self.click(self.page.locator(where).get_by_role("link", name=name, exact=True).first)


@pytest.fixture
def kolada():
    with Kolada() as kolada:
        kolada.municipality("0780", "Växjö")
        kolada.municipality("0000", "Riket", "L")
        for id in FOLLOWED:
            kolada.kpi(id)
            for year in range(2016, 2026):
                kolada.figure(id, "0780", year, T=year - 2000)
        yield kolada


@pytest.fixture
def hands(chromium, kolada, example_home, tmp_path):
    """The screens of a barometer that somebody has just made; of the kit three are ticked, so that it is soon here."""
    home = tmp_path / "home"
    shutil.copytree(example_home.home / "static", home / "static", copy_function=os.link)
    lagesbild("migrate", home=home)
    lagesbild("new", "--yes", "--no-serve", "--base-url", kolada.url, home=home)
    (home / "begin").mkdir()
    (home / "begin" / "kit.csv").write_text("id;mål\\n" + "".join(f"{id};4\\n" for id in FOLLOWED))
    with serving(home) as address:
        context = chromium.new_context(
            base_url=address, locale="sv-SE", viewport={"width": 1280, "height": 900}
        )
        hands = CountedHands(context.new_page())
        hands.password = (home / "new-login.txt").read_text().split()[1]
        yield hands
        context.close()


def test_from_log_in_to_an_open_round(hands):
    page = hands.page
    page.goto("/arbete/kom-igang/")
    hands.fill("login", "administrator")
    hands.fill("password", hands.password)
    hands.click("button[type=submit]")

    hands.fill("kommun", "Växjö")
    hands.press("Fortsätt")
    page.wait_for_url("**/kom-igang/folja/")
    hands.press("Fortsätt")
    page.wait_for_url("**/kom-igang/hamta/")
    hands.press("Hämta siffror")
    page.get_by_role("link", name="Fortsätt").wait_for(timeout=60_000)
    hands.follow("Fortsätt")
    hands.press("Publicera 3 nyckeltal")
    page.get_by_text("3 nyckeltal är publicerade").wait_for()

    hands.follow("Personer", ".staff-menu")
    hands.follow("Klistra in en lista")
    hands.fill("lista", PEOPLE)
    hands.press("Visa vad listan betyder")
    hands.press("Spara de 5")
    page.wait_for_url("**/arbete/personer/")

    hands.follow("Klistra in mål", ".staff-menu")
    hands.fill("name", "Växjös program")
    hands.fill("text", PROGRAMME)
    hands.press("Visa vad texten betyder")
    hands.press("Spara 4 mål som utkast")
    hands.press("Publicera programmet")
    page.wait_for_url("**/program/vaxjos-program/")

    hands.click("a.my-work")
    hands.follow("Omgångar", ".staff-menu")
    hands.follow("Ny omgång")
    hands.fill("name", "Uppföljning 2026")
    hands.fill("closes_on", "2099-12-31")
    hands.press("Spara")
    hands.click(page.locator("main details a", has_text="Rent vatten"))
    hands.click(page.locator("main .mend a").first)
    hands.add_row("responsibilities")
    hands.choose("responsibilities-0-organisation", "Tekniska nämnden")
    hands.click(page.locator("footer [data-w-dropdown-target=toggle]").first)
    hands.click("footer button[name=action-publish]")
    page.wait_for_url("**/redigera/snippets/barometer/goal/")

    page.goto("/arbete/omgangar/")
    hands.follow("Uppföljning 2026")
    hands.press("Öppna omgången")
    page.get_by_text("Omgången är öppen").wait_for()
    page.goto("/nyckeltal/")
    assert page.locator("main .row").count() == 3
    assert hands.steps < MOST_STEPS, hands.steps
