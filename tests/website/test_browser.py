"""The example in a real Chromium: with axe, with the keyboard alone, without scripts, small, large and printed."""

import re

import pytest

from tests.website.axe import COLOURS, EVERY_WAY, seen_in, violations

TYPES = {
    "start": "/",
    "goals": "/mal/",
    "goal with figures": "/mal/12/",
    "goal without": "/mal/9/",
    "goal 17": "/mal/17/",
    "programmes": "/program/",
    "programme": "/program/hallbarhetsprogram/",
    "a programme's goal": "/program/hallbarhetsprogram/ekologisk-mat/",
    "older programme": "/program/miljoprogram-phu/fler-cyklar-i-centrum/",
    "indicators": "/nyckeltal/",
    "actions": "/atgarder/",
    "organisations": "/ansvariga/",
    "attention": "/behover-uppmarksamhet/",
    "legend": "/teckenforklaring/",
    "search": "/sok/?q=vatten",
    "search without": "/sok/",
    "accessibility": "/tillganglighet/",
    "open data": "/oppna-data/",
    "methods": "/metoder/",
    "changes": "/andringar/",
    "chart": "/nyckeltal/vaxthusgaser-totalt/diagram/",
    "compare goals": "/jamfor/",
    "compare a goal": "/jamfor/?mal=13",
    "embedded": "/inbaddad/nyckeltal/vaxthusgaser-totalt/",
}
REGISTER = [
    "/samarbeten/utbyten/",
    "/samarbeten/utbyten/exempel-skolutbyte-2025/",
    "/samarbeten/lardomar/",
    "/projekt/",
    "/samarbeten/",
    "/samarbeten/forteckning/",
    "/samarbeten/rapport/2025/",
    "/samarbeten/natverk/",
    "/samarbeten/karta/",
    "/samarbeten/overvagt/",
    "/samarbeten/exempel-sjostader/",
    "/projekt/exempel-unga-gor-klimatplan/",
    "/finansiering/",
    "/finansiering/utlysningar/",
]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
MOST_BYTES = 120_000


OF_THE_EXAMPLE = {
    "indicator": lambda site: an(site, "/nyckeltal/", "Brott i serien"),
    "indicator without figures": lambda site: an(site, "/nyckeltal/", "Ingen siffra ännu"),
    "indicator with a target": lambda site: an(site, "/nyckeltal/", "Målvärde:"),
    "indicator below zero": lambda site: an(site, "/nyckeltal/", "\u2212"),
    "table": lambda site: an(site, "/nyckeltal/", "Brott i serien") + "tabell/",
    "compare": lambda site: an(site, "/nyckeltal/", "Jämför kommuner") + "jamfor/",
    "action": lambda site: an(site, "/atgarder/", "Försenad"),
    "organisation": lambda site: an(site, "/ansvariga/", "Åtgärderna: en försenad"),
    "not found": lambda site: "/finns-inte/",
    "api": lambda site: "/api/v1/docs",
}
"""Of indicators four: with breaks, negative, words or nothing, many lines."""
ONE_OF_EACH = [
    "/nyckeltal/x/",
    "/nyckeltal/x/tabell/",
    "/nyckeltal/x/jamfor/",
    "/atgarder/x/",
    "/ansvariga/x/",
]
"""What those are addresses of, for the test that nothing is forgotten."""


@pytest.fixture(scope="session")
def types(site) -> dict[str, str]:
    """One address of every kind of page."""
    return TYPES | {kind: find(site) for kind, find in OF_THE_EXAMPLE.items()}


def an(site, under: str, holding: str) -> str:
    """The first page right under an address that holds some words; any page where none does."""
    found = [a for a, page in site.items() if a.startswith(under) and a.count("/") == 3 and page.is_page]
    return next((a for a in found if a != under and holding in site[a].html.text), found[-1])


def both_languages(address: str) -> list[str]:
    return [address, f"/en{address}"]


class Tab:
    """A tab kept open for many tests, which takes half of the time: a browser compiles a script anew in each.

    What it was refused, told and asked of others is gathered.
    """

    def __init__(self, chromium, live, **options):
        self.context = chromium.new_context(base_url=live.address, locale="sv-SE", **options)
        self.page = self.context.new_page()
        self.size = self.page.viewport_size
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._note(said.type in ("error", "warning"), said.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on(
            "request", lambda one: self._note(not one.url.startswith((live.address, "data:")), one.url)
        )

    def _note(self, bad: bool, what: str) -> None:
        # A page that is not there is told as an error on the console: that is what was asked for.
        if bad and "404" not in what:
            self.complaints.append(f"{self.page.url}: {what}")

    def as_new(self) -> "Tab":
        self.page.emulate_media(media="null")
        self.page.set_viewport_size(self.size)
        self.context.clear_cookies()
        self.complaints.clear()
        return self

    def each(self, addresses):
        for address in addresses:
            self.page.goto(address)
            yield address


@pytest.fixture(scope="session")
def tabs(chromium) -> dict[str, Tab]:
    """The tabs that are open, by their options."""
    return {}


@pytest.fixture
def tab(chromium, live, tabs):
    """``tab(**options)`` gives a tab as if new; afterwards none may have complained or asked another host."""
    used: list[Tab] = []

    def give(**options) -> Tab:
        key = repr(sorted(options.items()))
        if key not in tabs:
            tabs[key] = Tab(chromium, live, **options)
        used.append(tabs[key].as_new())
        return used[-1]

    yield give
    assert [complaint for used_tab in used for complaint in used_tab.complaints] == []


# --- axe --------------------------------------------------------------------------------------------------


WIDTHS = {"400 % zoom": 320, "a phone": 360, "200 % zoom": 640}
PAGES_AND_WAYS = seen_in([*TYPES, *OF_THE_EXAMPLE, *REGISTER])


@pytest.mark.parametrize(("kind", "way"), PAGES_AND_WAYS, ids=str)
def test_a_page_is_light_axe_finds_nothing_and_it_does_not_scroll_sideways(tab, types, kind, way):
    """All of it on one load, which is what takes time."""
    # Our policy keeps out axe as it keeps out any script that is not ours.
    seen = tab(bypass_csp=True, **way.tab)
    weight = loaded_bytes(seen, way.address(types.get(kind, kind)))
    # All style sheets came along.
    assert 8_000 < weight <= MOST_BYTES
    assert violations(seen.page) == []
    assert sideways(seen.page) == {}


def loaded_bytes(tab: Tab, address: str) -> int:
    """What a browser that has kept nothing loads of a page and with it."""
    sizes: list[float] = []
    session = tab.context.new_cdp_session(tab.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.page.goto(address)
    tab.page.wait_for_timeout(50)  # the browser tells of the last file after the page is loaded
    session.detach()
    return round(sum(sizes))


def sideways(page) -> dict[str, float]:
    """How far the page, or what a table is called, goes beyond the right edge; nothing where all is seen."""
    beyond = {}
    for seen_at, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 740})
        beyond[seen_at] = page.evaluate(
            """() => Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth,
                ...[...document.querySelectorAll("caption")].map(e => e.getBoundingClientRect().right - innerWidth))"""
        )
    return {seen_at: over for seen_at, over in beyond.items() if over > 0}


DARK = ["start", "goal 17", "indicator with a target", "compare", "compare a goal", "organisation", "methods"]


def test_a_dark_page_is_read_too(tab, types):
    """The colours alone: the rest of a page is the same in the light."""
    phone = tab(viewport={"width": 390, "height": 844}, color_scheme="dark", bypass_csp=True)
    unreadable = {}
    for address in phone.each(types[kind] for kind in DARK):
        unreadable[address] = violations(phone.page, COLOURS)
        assert phone.page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert {address: places for address, places in unreadable.items() if places} == {}


# --- Without scripts, small, large, printed ---------------------------------------------------------------


SCRIPTED = ["start", "goal 17", "indicator", "table", "compare", "chart", "search", "embedded", "api"]
"""The kinds of page that scripts do something on. ``make bench-axe`` sees every kind without them."""


def test_every_page_has_one_heading_and_nothing_for_those_without_javascript(types, site):
    for address in types.values():
        if address in site:
            names = [tag.name for tag in site[address].html.tags]
            assert (names.count("h1"), names.count("noscript")) == (1, 0), address


def test_a_page_with_scripts_is_seen_without_them(tab, types):
    scriptless = tab(java_script_enabled=False)
    for _address in scriptless.each(types.values() if EVERY_WAY else [types[kind] for kind in SCRIPTED]):
        assert scriptless.page.locator("h1").count() == 1
        assert scriptless.page.locator("main").inner_text().strip()
        assert scriptless.page.locator("noscript").count() == 0


def test_a_list_far_down_is_where_one_lands_after_choosing(tab):
    one = tab(viewport=WIDE)
    for address, choice, heading in (
        ("/samarbeten/overvagt/", "#val-svar", "#svar"),
        ("/samarbeten/lardomar/", "#val-slag", "#alla"),
    ):
        one.page.goto(address)
        one.page.select_option(choice, index=1)
        one.page.click(".filters button")
        one.page.wait_for_url("**" + heading)
        assert 0 <= one.page.locator(heading).bounding_box()["y"] < WIDE["height"]


def test_text_spaced_out_is_neither_cut_nor_pushed_aside(tab, types):
    """WCAG 1.4.12: line height 1.5, paragraphs 2, letters 0.12 and words 0.16 times the size of the text."""
    one = tab(viewport=NARROW, bypass_csp=True)
    spaced = (
        "* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
    )
    wide = {}
    for address in one.each([types[kind] for kind in ("start", "goal 17", "indicator", "table", "compare")]):
        one.page.add_style_tag(content=spaced + "p {margin-bottom: 2em !important}")
        over = one.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            wide[address] = over
    assert wide == {}


def test_a_goal_on_paper_keeps_its_words_and_leaves_out_the_menus(tab):
    one = tab(viewport=WIDE)
    one.page.goto("/mal/12/")
    one.page.emulate_media(media="print")

    for gone in (".menu", ".find", ".language", ".skip", ".bottom nav", ".along"):
        assert not one.page.locator(gone).first.is_visible(), gone
    for kept in ("h1", "#hur", "#nyckeltal", "#atgarder", ".multiple .verdict", ".share-bar", ".brand"):
        assert one.page.locator(kept).first.is_visible(), kept
    assert one.page.locator(".folded .multiple-value").first.is_visible()
    assert len(one.page.pdf(format="A4")) > 10_000


def test_a_committees_page_is_one_a4_with_its_address_and_the_day(tab):
    sheet = tab(viewport=WIDE)
    sheet.page.goto("/ansvariga/")
    sheet.page.get_by_role("link", name="Kommunstyrelsen", exact=True).click()
    # A page on its way is printed without its style, or not at all.
    sheet.page.wait_for_url("**/kommunstyrelsen/")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet.page.pdf(prefer_css_page_size=True))) == 1
    sheet.page.emulate_media(media="print")
    assert sheet.page.locator(".print-line").inner_text().startswith("http")
    assert not sheet.page.locator("#om").is_visible()


def test_the_chart_is_on_paper_and_the_long_table_is_not_cut(tab, types):
    one = tab(viewport=WIDE)
    one.page.emulate_media(media="print")
    one.page.goto(types["indicator"])
    assert one.page.locator(".chart-drawing").is_visible()
    one.page.goto(types["compare"] + "?visa=alla")
    assert one.page.locator(".ranked tbody tr").count() == 290
    assert one.page.locator(".ranked tbody tr").last.bounding_box()["y"] > 2000


def test_a_comparison_prints_on_two_pages(tab, types):
    one = tab(viewport=WIDE)
    for address in (types["compare"], "/nyckeltal/vaxthusgaser-totalt/jamfor/?urval=lan"):
        one.page.goto(address)
        pdf = one.page.pdf(format="A4")
        assert pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages") == 2, address
    one.page.goto("/jamfor/?mal=13")
    pdf = one.page.pdf(format="A4")
    assert pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages") <= 2


def test_the_auditors_list_is_a_table_on_paper(tab):
    # As wide as an A4 page on its side: on a screen this narrow every commitment is a list of its own.
    one = tab(viewport={"width": 1000, "height": 700})
    one.page.goto("/samarbeten/forteckning/")
    one.page.emulate_media(media="print")
    shown = one.page.eval_on_selector(
        ".ledger td", "cell => [getComputedStyle(cell).display, getComputedStyle(cell, '::before').content]"
    )
    assert shown == ["table-cell", "none"]
    assert one.page.locator(".ledger thead th").first.is_visible()


def test_a_sum_is_printed_once_and_a_source_with_its_address(tab):
    one = tab(viewport=WIDE)
    one.page.emulate_media(media="print")
    one.page.goto("/finansiering/")
    assert one.page.eval_on_selector("tfoot", "foot => getComputedStyle(foot).display") == "table-row-group"
    assert not one.page.locator(".filters button").is_visible()

    one.page.goto("/samarbeten/bodo/")
    after = "link => [link.href, getComputedStyle(link, '::after').content]"
    [address, printed] = one.page.eval_on_selector(".changed a", after)
    assert address.startswith("https://www.jonkoping.se") and address in printed
    [address, printed] = one.page.eval_on_selector(
        "main a[href='/projekt/'], main a[href^='/ansvariga/']", after
    )
    assert printed == "none"


# --- Keyboard ---------------------------------------------------------------------------------------------

FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    tag: one.tagName, id: one.id, text: (one.innerText || one.value || '').trim(), href: one.getAttribute('href'),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""
NOTING = f"""() => {{
  window.steps = [];
  document.addEventListener("keyup", pressed => pressed.key === "Tab" && window.steps.push(({FOCUSED})()));
}}"""
REACHABLE = "a[href], button, input:not([type=hidden]), [tabindex='0']"


@pytest.mark.parametrize("kind", ["start", "goal 17", "indicator", "compare", "search"])
def test_the_keyboard_reaches_everything_and_focus_is_seen(tab, types, kind):
    one = tab(viewport=WIDE)
    one.page.goto(types[kind])
    number = one.page.locator(REACHABLE).filter(visible=True).count()
    one.page.evaluate(NOTING)
    for _step in range(number):
        one.page.keyboard.press("Tab")
    steps = one.page.evaluate("window.steps")
    assert len(steps) == number

    assert (steps[0]["href"], steps[0]["seen"]) == ("#innehall", True)
    assert [step for step in steps if step["tag"] == "BODY"] == []
    assert [step for step in steps if not (step["outlined"] and step["seen"])] == []
    names = [step["text"] for step in steps]
    assert {"Nyckeltal", "Sök", "In English", "Teckenförklaring"} <= set(names)
    assert any(step["tag"] == "INPUT" for step in steps)


def test_the_skip_link_moves_focus_past_the_menu(tab):
    one = tab(viewport=WIDE)
    one.page.goto("/mal/12/")
    one.page.keyboard.press("Tab")
    one.page.keyboard.press("Enter")
    assert one.page.evaluate("document.activeElement.id") == "innehall"
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_with_the_keyboard_alone(tab):
    one = tab(viewport=NARROW)
    one.page.goto("/")
    one.page.get_by_role("button", name="Meny").focus()
    one.page.keyboard.press("Enter")
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.activeElement.id") == "find"
    one.page.keyboard.type("grundvatten")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/sok/?q=grundvatten")
    assert "grundvatten" in one.page.locator(".hits").inner_text().lower()


def test_the_header_leaves_a_phone_to_the_page_and_its_menu_opens_and_closes(tab):
    one = tab(viewport={"width": 390, "height": 844})
    one.page.goto("/")
    assert one.page.locator("header").bounding_box()["height"] <= 120
    menu = one.page.get_by_role("navigation", name="Huvudmeny")
    assert not menu.is_visible()
    one.page.get_by_role("button", name="Meny").click()
    assert menu.is_visible()
    one.page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_the_other_language_is_the_same_page(tab, types):
    one = tab(viewport=WIDE)
    one.page.goto(types["indicator"])
    one.page.get_by_role("link", name="In English").click()
    assert one.page.url.endswith("/en" + types["indicator"])
    assert one.page.locator("html").get_attribute("lang") == "en"
    one.page.get_by_role("link", name="På svenska").click()
    assert one.page.url.endswith(types["indicator"])


def test_targets_are_large_enough_to_touch(tab, types):
    """WCAG 2.2, 2.5.8: 24 by 24, but links in running text may be as high as their line."""
    one = tab(viewport=NARROW)
    small = {}
    for address in one.each(
        [types[kind] for kind in ("start", "goal 17", "indicator", "indicators", "legend")]
    ):
        one.page.get_by_role("button", name="Meny").click()
        boxes = one.page.eval_on_selector_all(
            ".menu a, .bottom li a, .chips a, .tabs a, .find input, .find button, .language, .card-head, .to-menu",
            "all => all.map(one => [one.innerText, one.getBoundingClientRect().height])",
        )
        if little := [box for box in boxes if box[1] < 24]:
            small[address] = little
    assert small == {}
