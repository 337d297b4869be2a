"""Every public address of the example answers, and every page is built as a page should be."""

import gettext
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest

ENGLISH = Path(__file__).resolve().parents[2] / "lagesbild" / "locale" / "en" / "LC_MESSAGES" / "django.mo"
INLINE = re.compile(r"^(style|on[a-z]+)$")
NOT_WORDS = re.compile(r"\bNone\b|\{\{|\{%|\bundefined\b|\bnan\b|%\(\w+\)s")


def where(pages, wrong) -> dict:
    """The pages for which ``wrong(page)`` finds something, with what it found."""
    return {page.address: found for page in pages if (found := wrong(page))}


# --- Addresses --------------------------------------------------------------------------------------------


def test_every_address_answers(site):
    answered = Counter(asked.status for asked in site.values())

    assert {a: s.status for a, s in site.items() if s.status not in (200, 302)} == {}
    assert answered[200] > 700


def test_only_goals_that_represent_a_global_goal_lead_on_to_it(site):
    led = {address: asked.headers["location"] for address, asked in site.items() if asked.status == 302}

    assert len(led) == 2 * 17
    assert all(re.fullmatch(r"(/en)?/program/[\w-]+/[\w-]+/", address) for address in led)
    assert sorted(led.values()) == sorted(f"{en}/mal/{n}/" for n in range(1, 18) for en in ("", "/en"))


def test_the_example_is_as_large_as_promised(site):
    kinds = Counter(address.split("/")[1] for address in site if not address.startswith("/en/"))

    assert len([a for a in site if re.fullmatch(r"/nyckeltal/[\w-]+/", a)]) >= 45
    assert kinds["mal"] == 18
    assert kinds["atgarder"] > 3 and kinds["ansvariga"] > 3


def test_every_link_within_the_site_leads_somewhere(site, pages, ask):
    linked = {urldefrag(link).url: page.address for page in pages for link in page.html.links}
    within = {link: source for link, source in linked.items() if link.startswith("/") and link not in site}
    statuses = {link: (ask(link).status, source) for link, source in within.items()}

    assert {link: said for link, said in statuses.items() if said[0] not in (200, 302)} == {}


def test_every_fragment_exists_on_its_page(site, pages):
    def dangling(page):
        split = [urldefrag(link) for link in page.html.links]
        return [
            to.geturl()
            for to in split
            if to.fragment
            and (target := site.get(to.url or page.address))
            and target.is_page
            and to.fragment not in target.html.ids
        ]

    assert where(pages, dangling) == {}


def test_no_relative_link_is_empty(pages):
    assert where(pages, lambda page: [link for link in page.html.links if link.strip() in ("", "#")]) == {}


def test_what_is_not_there_is_404_in_the_language_of_its_address(ask):
    for address, lang, word in (("/finns-inte/", "sv", "Sidan finns inte"), ("/en/nope/", "en", "")):
        asked = ask(address)
        assert asked.status == 404
        assert asked.html.lang == lang
        assert word in asked.html.text
        assert [level for level, _text in asked.html.headings] == [1]


@pytest.mark.parametrize("address", ["/mal/0/", "/mal/18/", "/mal/01/", "/mal/x/", "/nyckeltal/x.pdf"])
def test_addresses_that_never_were(ask, address):
    assert ask(address).status == 404


# --- How a page is built ----------------------------------------------------------------------------------


def test_one_h1_and_no_level_skipped(pages):
    def wrong(page):
        levels = [level for level, _text in page.html.headings]
        skipped = [pair for pair in pairwise([0, *levels]) if pair[1] > pair[0] + 1]
        return skipped or levels.count(1) != 1

    assert where(pages, wrong) == {}


def test_no_heading_is_empty(pages):
    assert where(pages, lambda page: [one for one in page.html.headings if not one[1]]) == {}


def test_the_language_is_that_of_the_address(pages):
    assert (
        where(pages, lambda page: page.html.lang != ("en" if page.address.startswith("/en") else "sv")) == {}
    )


def test_titles_are_unique_in_each_language(pages):
    for english in (False, True):
        titles = Counter(page.html.title for page in pages if page.address.startswith("/en") is english)
        assert [title for title, times in titles.items() if times > 1] == []


def test_titles_begin_with_something(pages):
    assert where(pages, lambda page: re.match(r"\s*[–,:]", page.html.title)) == {}


def test_ids_are_unique_and_usable(pages):
    def wrong(page):
        ids = page.html.ids
        return {one for one in ids if ids.count(one) > 1 or not one or " " in one}

    assert where(pages, wrong) == {}


def test_every_reference_to_an_id_has_its_id(pages):
    def dangling(page):
        names = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
        asked_for = {one for tag in page.html.tags for name in names for one in tag[name].split()}
        return asked_for - set(page.html.ids)

    assert where(pages, dangling) == {}


def test_landmarks_and_the_way_past_the_menu(pages):
    def wrong(page):
        html = page.html
        first = html.links[0]
        return [
            what
            for what, holds in {
                "one main": len(html.all("main")) == 1,
                "one header": len(html.all("header")) == 1,
                "one footer": len(html.all("footer")) == 1,
                "menus have names": all(
                    nav["aria-label"] or nav["aria-labelledby"] for nav in html.all("nav")
                ),
                "the first link skips": first == f"#{html.all('main')[0]['id']}",
                "search": any(form["role"] == "search" for form in html.all("form")),
            }.items()
            if not holds
        ]

    assert where(pages, wrong) == {}


def test_menus_on_a_page_have_names_of_their_own(pages):
    def wrong(page):
        names = Counter(nav["aria-label"] for nav in page.html.all("nav"))
        return [name for name, times in names.items() if times > 1]

    assert where(pages, wrong) == {}


def test_no_inline_style_or_script(pages):
    def wrong(page):
        inline = {name for tag in page.html.tags for name in tag.attributes if INLINE.match(name)}
        # A block of data is run by no browser.
        scripts = [tag for tag in page.html.all("script") if tag["type"] != "application/ld+json"]
        return inline | {tag.name for tag in [*page.html.all("style"), *scripts]}

    assert where(pages, wrong) == {}


def test_nothing_is_loaded_from_elsewhere(pages):
    def elsewhere(page):
        # The page's own whole address is said, not loaded.
        loads = [tag["href"] for tag in page.html.all("link") if tag["rel"] != "canonical"]
        loads += [tag["src"] for tag in page.html.all("script", "img", "iframe", "source", "video")]
        return [address for address in loads if urlsplit(address).netloc]

    assert where(pages, elsewhere) == {}


def test_the_policy_allows_nothing_inline(site):
    def wrong(asked):
        policy = asked.headers.get("content-security-policy", "")
        if "/inbaddad/" in asked.address:
            policy = policy.replace("frame-ancestors *", "frame-ancestors 'self'")
        return "default-src 'self'" not in policy or "unsafe" in policy or "*" in policy

    assert where(site.values(), wrong) == {}


def test_nothing_of_the_machinery_shows(pages):
    def wrong(page):
        # "None of the 6 099 indicators" is English.
        words = [text for text in page.html.words if "None of" not in text]
        attributes = [value or "" for tag in page.html.tags for value in tag.attributes.values()]
        return [text[:80] for text in [*words, *attributes] if NOT_WORDS.search(text)]

    assert where(pages, wrong) == {}


def test_the_other_language_is_one_step_away(site, pages):
    def wrong(page):
        [other] = [tag for tag in page.html.all("link") if tag["rel"] == "alternate" and tag["hreflang"]]
        english = page.address.startswith("/en")
        meant = page.address.removeprefix("/en") if english else f"/en{page.address}"
        return other["href"] not in (meant, "/" if meant == "" else meant)

    assert where([page for page in pages if not page.address.startswith("/api")], wrong) == {}


def test_every_picture_that_says_something_has_a_name(pages):
    def nameless(page):
        return [
            tag.name
            for tag in page.html.all("img", "svg")
            if tag["role"] == "img" and not (tag["aria-label"] or tag["aria-labelledby"])
        ]

    assert where(pages, nameless) == {}


def test_english_pages_hold_no_swedish_that_has_been_translated(pages):
    with ENGLISH.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    same = set(catalogue.values())
    swedish = {
        text
        for text, english in catalogue.items()
        if isinstance(text, str) and text and english != text and text not in same and "%" not in text
    }
    long = {text for text in swedish if len(text) > 30}

    def left(page):
        text = page.html.text
        return {one for one in page.html.words if one in swedish} | {one for one in long if one in text}

    assert where([page for page in pages if page.address.startswith("/en")], left) == {}


def test_swedish_numbers_have_a_comma_and_english_a_point(site):
    swedish = site["/nyckeltal/"].html.text
    english = site["/en/nyckeltal/"].html.text

    assert re.search(r"\d,\d", swedish) and not re.search(r"\d\.\d %", swedish)
    assert re.search(r"\d\.\d", english)


# --- What is asked of the database ------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3, 6, 9, 12, 13, 17])
def test_a_goal_page_asks_little(example, client, django_assert_max_num_queries, just_written, number):
    just_written()
    client.get("/mal/1/")
    with django_assert_max_num_queries(12):
        assert client.get(f"/mal/{number}/").status_code == 200


def test_an_indicator_page_asks_little(example, client, django_assert_max_num_queries, just_written):
    from lagesbild.barometer.models import Indicator

    just_written()
    client.get("/mal/1/")
    for indicator in Indicator.objects.all()[::12]:
        with django_assert_max_num_queries(12):
            assert client.get(indicator.get_absolute_url()).status_code == 200


def test_a_goal_of_a_programme_asks_little(example, client, django_assert_max_num_queries, just_written):
    just_written()
    from lagesbild.barometer.models import Goal

    client.get("/mal/1/")
    goals = Goal.objects.filter(represents=None).select_related("programme")
    for address in [goal.get_absolute_url() for goal in goals[::20]]:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
