"""An international coordinator in a real browser: a partnership and a project with two partners, budget and results;
and a list of cooperation read in. What it takes is counted, so that it cannot grow unseen."""

import pytest
from openpyxl import Workbook

MOST_CLICKS, MOST_FIELDS = 36, 30
SNIPPETS = "/redigera/snippets/cooperation"


class Hands:
    """What a person does on a page, counted."""

    def __init__(self, page):
        self.page, self.clicks, self.fields = page, 0, 0

    def click(self, where) -> None:
        (self.page.locator(where) if isinstance(where, str) else where).click()
        self.clicks += 1

    def fill(self, name: str, text: str) -> None:
        self.page.fill(f"[name={name}]", text)
        self.fields += 1

    def pick(self, name: str, value: str) -> None:
        self.page.select_option(f"select[name={name}]", value)
        self.fields += 1

    def tick(self, name: str, label: str) -> None:
        self.click(self.page.locator(f"label:has(input[name={name}])", has_text=label))

    def log_in(self, password: str) -> None:
        self.page.goto("/redigera/")
        self.fill("login", "internationell")
        self.fill("password", password)
        self.click("button[type=submit]")
        self.page.wait_for_url("**/redigera/")

    def go(self, group: str, item: str) -> None:
        menu = self.page.locator("nav")
        self.click(menu.get_by_role("button", name=group, exact=True))
        self.click(menu.get_by_role("link", name=item, exact=True))

    def add_row(self, prefix: str) -> None:
        self.click(f"#id_{prefix}-ADD")

    def choose(self, field: str, name: str) -> None:
        """An organisation or a partnership, found by its name."""
        self._open(field)
        self.page.fill(".modal-body input[name=q]", name)
        self.fields += 1
        self.click(self.page.locator(".modal-body td a, .modal-body .title a").filter(has_text=name).first)
        self._closed()

    def make(self, field: str, name: str, country: str) -> None:
        """An organisation that is not there, made where it is needed."""
        self._open(field)
        self.click(self.page.locator(".modal-body [role=tab]").nth(1))
        self.page.fill(".modal-body [name$=name_sv]", name)
        self.page.select_option(".modal-body [name$=country]", country)
        self.fields += 2
        self.click(".modal-body button[type=submit]:visible")
        self._closed()

    def _open(self, field: str) -> None:
        self.click(f"#id_{field}-chooser [data-chooser-action-choose]:visible")
        self.page.wait_for_selector(".modal-body")

    def _closed(self) -> None:
        self.page.wait_for_selector(".modal-body", state="detached")

    def publish(self, kind: str) -> None:
        self.click(self.page.locator("footer [data-w-dropdown-target=toggle]").first)
        self.click("footer button[name=action-publish]")
        self.page.wait_for_url(f"**{SNIPPETS}/{kind}/")


@pytest.fixture
def hands(live, page) -> Hands:
    page.set_viewport_size({"width": 1280, "height": 900})
    hands = Hands(page)
    hands.log_in(live.passwords["internationell"])
    return hands


def test_a_partnership_and_a_project_from_log_in_to_their_pages(hands):
    page = hands.page
    hands.go("Samarbeten", "Samarbeten")
    page.wait_for_url(f"**{SNIPPETS}/partnership/")
    hands.click("header a[href$='/partnership/add/']")
    hands.fill("name_sv", "Vänorten Halle")
    hands.fill("description_sv", "Skolor och unga i två städer.")
    hands.add_row("partners")
    hands.make("partners-0-organisation", "Halle", "DE")
    hands.add_row("responsibilities")
    hands.choose("responsibilities-0-organisation", "Stadskontoret")
    hands.fill("responsibilities-0-position", "Internationell samordnare")
    hands.fill("since", "1994-01-01")
    hands.fill("yearly_cost", "120000")
    hands.tick("global_goals", "17.")
    hands.publish("partnership")

    hands.go("Samarbeten", "Projekt")
    page.wait_for_url(f"**{SNIPPETS}/project/")
    hands.click("header a[href$='/project/add/']")
    hands.fill("name_sv", "Unga bygger torg")
    hands.pick("status", "running")
    hands.choose("partnership", "Vänorten Halle")
    hands.fill("starts", "2026-01-01")
    hands.fill("finishes", "2026-12-31")
    for number, name in enumerate(("Halle", "Kuopio")):
        hands.add_row("partners")
        hands.choose(f"partners-{number}-organisation", name)
    hands.add_row("responsibilities")
    hands.choose("responsibilities-0-organisation", "Stadskontoret")
    hands.fill("budget", "500000")
    hands.fill("own_cash", "100000")
    hands.add_row("budget_lines")
    hands.fill("budget_lines-0-starts", "2026-01-01")
    hands.fill("budget_lines-0-finishes", "2026-12-31")
    hands.fill("budget_lines-0-value", "500000")
    for number, (level, text) in enumerate((("outcome", "Unga tar plats"), ("measure", "Antal torg"))):
        hands.add_row("result_lines")
        hands.pick(f"result_lines-{number}-level", level)
        hands.fill(f"result_lines-{number}-text_sv", text)
    hands.fill("result_lines-1-baseline", "0")
    hands.fill("result_lines-1-target", "3")
    hands.tick("global_goals", "11.")
    hands.publish("project")

    page.goto("/projekt/unga-bygger-torg/")
    told = page.inner_text("main")
    for words in ("Halle", "Kuopio", "Unga tar plats", "Antal torg", "500"):
        assert words in told
    page.goto("/samarbeten/vanorten-halle/")
    assert "Stadskontoret" in page.inner_text("main")
    assert hands.clicks <= MOST_CLICKS and hands.fields <= MOST_FIELDS, (hands.clicks, hands.fields)


def test_a_list_is_read_in(hands, tmp_path):
    page, file = hands.page, tmp_path / "lista.xlsx"
    book = Workbook()
    for row in (
        ("Slag", "Namn", "Partner", "Land", "Sedan", "Antal elever"),
        ("Vänort", "", "Kuopia", "Finland", "1960-talet", None),
        ("Nätverk", "Nätverket Xenia", "Xenia", "Belgien", "maj 2016", None),
    ):
        book.active.append(row)
    book.save(file)
    hands.go("Samarbeten", "Läs in en lista")
    page.wait_for_url("**/las-in-lista/")
    page.set_input_files("input[type=file]", file)
    hands.click("main button[type=submit]")
    assert "Väntar på ditt val" in page.inner_text("main")
    hands.click(page.locator("fieldset label", has_text="Samma som Kuopio"))
    hands.click("button[name=again]")
    page.wait_for_selector("button[name=write]")
    hands.click("button[name=write]")
    page.wait_for_url("**/klart/")
    assert "Nätverket Xenia" in page.inner_text("main")
    hands.click(page.locator("main a", has_text="Nätverket Xenia"))
    assert page.input_value("[name=name_sv]") == "Nätverket Xenia"


def test_a_day_stays_as_written_and_the_number_of_people_is_in_sight(hands):
    page = hands.page
    page.goto(f"{SNIPPETS}/exchange/add/")
    hands.fill("name_sv", "Ungdomsrådens första möte")
    hands.fill("starts", "14 februari 2024")
    page.keyboard.press("Tab")
    assert page.input_value("[name=starts]") == "14 februari 2024"
    hands.add_row("participants")
    box = page.locator("[name=participants-0-count]").bounding_box()
    assert box["x"] + box["width"] < 1200, box


def test_several_are_chosen_with_the_keyboard_alone(hands):
    page, keys = hands.page, hands.page.keyboard
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 at 200 per cent
    page.goto(f"{SNIPPETS}/application/add/")
    rows, sent = page.locator("choose-several li"), page.locator("input[name=activity_countries]")

    page.focus("#id_activity_countries")
    for typed in ("Finl", "Estl"):
        keys.type(typed)
        keys.press("Tab")
        keys.press("Enter")
    assert [one.split("\n")[0] for one in rows.all_inner_texts()] == ["Finland", "Estland"]
    assert page.inner_text("choose-several [role=status]") == "Tillagt: Estland"
    keys.type("Norg")
    keys.press("Tab")
    keys.press("Tab")  # past the button: what was chosen is not lost
    assert sent.evaluate_all("all => all.map((one) => one.value)") == ["FI", "EE", "NO"]

    page.get_by_role("button", name="Ta bort Estland").focus()
    keys.press("Enter")
    assert sent.evaluate_all("all => all.map((one) => one.value)") == ["FI", "NO"]
    assert page.evaluate("document.activeElement.ariaLabel") == "Ta bort Norge"
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_programme_and_its_funder_are_made_from_within_a_call(hands):
    page = hands.page
    page.goto(f"{SNIPPETS}/call/add/")
    hands.fill("name_sv", "Grannar 2027")
    page.click("#id_programme-chooser [data-chooser-action-choose]:visible")
    page.click(".modal-body [role=tab] >> nth=1")
    page.locator(".modal-body").get_by_label("Namn på svenska").fill("Goda grannar")
    page.locator(".modal-body").get_by_label("Finansiär", exact=False).first.select_option("new")
    page.locator(".modal-body").get_by_label("Den nya finansiärens namn").fill("Sjöfonden")
    page.locator(".modal-body").get_by_label("Den nya finansiärens land").select_option("DK")
    page.click(".modal-body button[type=submit]:visible")
    page.wait_for_selector(".modal-body", state="detached")
    assert "Goda grannar" in page.inner_text("#id_programme-chooser")

    # A rule that is put in by a script can be filled in like the others.
    hands.add_row("rules")
    hands.pick("rules-0-kind", "countries")
    page.fill("[name=rules-0-minimum]", "3")
    for place in ("Norden", "Estland"):
        page.focus("#id_rules-0-places")
        page.select_option("#id_rules-0-places", label=place)
        page.locator("choose-several").get_by_role("button", name="Lägg till").click()
    # What stands there in the first moments the editor takes for how the form was, and saves no draft of it.
    page.wait_for_timeout(2000)
    hands.fill("name_en", "Neighbours 2027")
    hands.publish("call")
    page.goto(f"{SNIPPETS}/fundingprogramme/")
    assert "Sjöfonden" in page.inner_text("main")


def test_the_focus_stays_at_a_field_when_something_is_chosen_or_taken_away(hands):
    page = hands.page
    page.goto(f"{SNIPPETS}/application/add/")
    focused = "() => document.activeElement.closest('.chooser')?.id === 'id_project-chooser'"
    page.locator("#id_project-chooser [data-chooser-action-choose]:visible").focus()
    page.keyboard.press("Enter")
    # A dialog takes the focus when it has come into sight, and not before.
    page.wait_for_function("() => document.activeElement.matches('.modal')")
    page.locator(".modal-body table a").first.press("Enter")
    page.wait_for_selector(".modal-body", state="detached")
    page.wait_for_function(focused)
    # From there: the menu of what was chosen, and in it to take it away.
    page.keyboard.press("Enter")
    page.locator("[data-chooser-action-clear]:visible").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.activeElement.matches('#id_project-chooser.blank .unchosen button')"
    )
