"""Pages that are kept: for exactly what they are made of, and for nobody in particular."""

import sqlite3

import pytest

from lagesbild.website import kept_pages
from lagesbild.website.kept_pages import AskedPage, KeptPages, SiteState, may_be_kept
from lagesbild.website.made_of import MadeOf
from tests.conftest import Live, copy_of_home, serving

STATE = SiteState({"barometer_goal": 1, "barometer_action": 1}, ("figures", "day"))
GOAL = AskedPage("http", "exempel.se", "/mal/17/", "", True)


HEADERS = [("vary", "Accept-Language")]


def made_of(read: str = "", *tables: str) -> MadeOf:
    return MadeOf(frozenset(read.split()), frozenset(tables or ("barometer_goal", "goal_id")))


@pytest.fixture
def pages():
    kept = KeptPages()
    kept.get(STATE, GOAL)
    return kept


def test_a_page_is_given_as_it_was_sent(pages):
    pages.keep(STATE, GOAL, made_of(), HEADERS, b"page")
    page = pages.get(STATE, GOAL)
    assert (page.body, page.headers) == (b"page", HEADERS)


CHANGES = {
    "a goal": (SiteState({"barometer_goal": 2, "barometer_action": 1}, STATE.others), False),
    "an action": (SiteState({"barometer_goal": 1, "barometer_action": 2}, STATE.others), True),
    "the figures": (SiteState(STATE.numbers, ("other figures", "day")), False),
    "the day": (SiteState(STATE.numbers, ("figures", "other day")), False),
    "nothing is known": (None, False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_forgotten_when_what_it_is_made_of_changes(pages, what):
    after, is_still_kept = CHANGES[what]
    pages.keep(STATE, GOAL, made_of(), HEADERS, b"page")
    assert bool(pages.get(after, GOAL)) is is_still_kept
    assert bool(pages.get(STATE, GOAL)) is is_still_kept


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_begun_before_is_kept_only_if_it_is_made_of_nothing_that_changed(pages, what):
    after, is_kept = CHANGES[what]
    pages.get(after, GOAL)
    pages.keep(STATE, GOAL, made_of(), HEADERS, b"of before")
    assert bool(pages.get(after, GOAL)) is is_kept


def test_where_nothing_is_known_of_the_state_nothing_is_kept():
    kept = KeptPages()
    kept.get(None, GOAL)
    kept.keep(None, GOAL, made_of(), HEADERS, b"page")
    assert kept.get(None, GOAL) is None


@pytest.mark.parametrize(
    "other",
    [{"scheme": "https"}, {"host": "127.0.0.1"}, {"path": "/mal/16/"}, {"compressed": False}],
)
def test_another_address_is_another_page(pages, other):
    pages.keep(STATE, GOAL, made_of(), HEADERS, b"page")
    assert pages.get(STATE, GOAL._replace(**other)) is None


QUERIES = """
read   kept for     asked for           is kept
-      -            utm_source=brev     yes
-      x=1          x=2                 yes
sida   sida=1       sida=1&x=2          yes
sida   x=2&sida=1   sida=1              yes
sida   sida=1       sida=2              no
sida   -            sida=2              no
sida   sida=2       -                   no
sida   sida=1       sida=1&sida=2       no
a~b    a=1&b=2      b=2&a=1             yes
a      a=            -                  no
*      x=1          x=2                 no
*      x=1          x=1                 yes
"""


@pytest.mark.parametrize("line", QUERIES.strip().splitlines()[1:])
def test_of_its_query_a_page_is_made_of_what_was_read(pages, line):
    read, kept_for, asked_for, is_kept = ("" if cell == "-" else cell for cell in line.split())
    pages.keep(STATE, GOAL._replace(query=kept_for), made_of(read.replace("~", " ")), HEADERS, b"page")
    page = pages.get(STATE, GOAL._replace(query=asked_for))
    assert bool(page) == (is_kept == "yes")


def test_a_page_that_reads_more_is_not_given_to_who_asks_for_less(pages):
    """What a view reads may hang on what it has read: ``b`` only where there is an ``a``."""
    pages.keep(STATE, GOAL, made_of("a"), HEADERS, b"without a")
    pages.keep(STATE, GOAL._replace(query="a=1&b=1"), made_of("a b"), HEADERS, b"a and b")
    found = {query: pages.get(STATE, GOAL._replace(query=query)) for query in ("", "b=1", "a=1", "a=1&b=1")}
    assert {query: page.body if page else None for query, page in found.items()} == {
        "": b"without a",
        "b=1": None,
        "a=1": None,
        "a=1&b=1": b"a and b",
    }


KEPT = """
method  status  header                                  kept
GET     200     vary:Accept-Encoding,~Accept-Language   yes
GET     200     cache-control:max-age=60                yes
HEAD    200     vary:Accept-Encoding                    no
GET     404     vary:Accept-Encoding                    no
GET     200     set-cookie:csrftoken=x                  no
GET     200     cache-control:private                   no
GET     200     cache-control:max-age=0,no-store        no
GET     200     vary:Accept-Language,~Cookie            no
"""


@pytest.mark.parametrize("line", KEPT.strip().splitlines()[1:])
def test_only_what_is_the_same_for_all_is_kept(line):
    method, status, header, kept = line.split()
    name, value = header.replace("~", " ").split(":")
    assert may_be_kept(method, int(status), [(name, value)], b"page") == (kept == "yes")


def test_what_is_too_large_is_not_kept():
    assert not may_be_kept("GET", 200, [], b"x" * (kept_pages.LARGEST + 1))


@pytest.mark.parametrize(
    ("mark", "had", "has_it"),
    [
        ('"a"', '"a"', True),
        ('W/"a"', '"b", "a"', True),
        ('"a"', "*", True),
        ('"a"', '"b"', False),
        ("", "*", False),
    ],
)
def test_who_has_it_already_is_known(pages, mark, had, has_it):
    pages.keep(STATE, GOAL, made_of(), [("etag", mark)] if mark else HEADERS, b"page")
    assert pages.get(STATE, GOAL).is_had_by(had) is has_it
    assert not pages.get(STATE, GOAL).is_had_by(None)


def test_the_page_that_was_asked_for_longest_ago_makes_room():
    kept = KeptPages(room=20)
    asked = {path: GOAL._replace(path=path) for path in "abc"}
    kept.get(STATE, GOAL)
    for path in "ab":
        kept.keep(STATE, asked[path], made_of(), HEADERS, b"x" * 8)
    kept.get(STATE, asked["a"])
    for length, there in ((8, "ac"), (12, "ac"), (13, "c")):
        kept.keep(STATE, asked["c"], made_of(), HEADERS, b"x" * length)
        assert [path for path in "abc" if kept.get(STATE, asked[path])] == list(there)


def test_a_served_page_tells_what_another_process_has_just_written(example_home, tmp_path):
    home = tmp_path / "home"
    copy_of_home(example_home.home, home)
    with serving(home) as address:
        live = Live(address, {})
        for name in ("Första namnet", "Andra namnet", "Tredje namnet"):
            with sqlite3.connect(home / "lagesbild.sqlite3") as another:
                another.execute(
                    "UPDATE cooperation_partnership SET name_sv = ? WHERE slug = 'stellenbosch'", [name]
                )
            another.close()
            for _ in range(3):
                assert name in live.get("/samarbeten/stellenbosch/?utm_source=brev")[1]
