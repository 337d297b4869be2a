import sqlite3
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from lagesbild.website import kept_pages
from tests.conftest import Live, copy_of_home, serving


@pytest.fixture
def site(monkeypatch):
    """A site that counts how many times it makes a page, and says what it was made of."""
    kept_pages.pages.forget()
    made_of = {"database": 1, "figures": 1}
    monkeypatch.setattr(kept_pages, "database_state", lambda: made_of["database"])
    monkeypatch.setattr(kept_pages.queries, "version", lambda _path: made_of["figures"])

    class Site:
        made = 0

        def answer(self, request):
            self.made += 1
            return HttpResponse(f"page {self.made}", headers={"Vary": "Accept-Language"})

        def get(self, path="/mal/17/", **more):
            return kept_pages.kept_pages(self.answer)(RequestFactory().get(path, **more))

    one = Site()
    one.made_of = made_of
    yield one
    kept_pages.pages.forget()


def test_a_page_is_made_once(site):
    assert [site.get().content for _ in range(3)] == [b"page 1"] * 3
    assert site.get().headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("part", ["database", "figures"])
def test_it_is_made_anew_when_something_changes(site, part):
    site.get()
    site.made_of[part] = 2
    assert site.get().content == b"page 2"


def test_it_is_made_anew_on_another_day(site, monkeypatch):
    site.get()
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2031, 1, 1, 12, tzinfo=UTC))
    assert site.get().content == b"page 2"


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/mal/16/"},
        {"path": "/en/mal/17/"},
        {"path": "/mal/17/?ar=2024"},
        {"HTTP_HOST": "127.0.0.1"},
        {"secure": True},
    ],
)
def test_another_address_is_another_page(site, asked):
    site.get()
    assert site.get(**asked).content == b"page 2"
    assert site.get().content == b"page 1"


@pytest.mark.parametrize(
    "who",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": "csrftoken=x"},
        {"HTTP_COOKIE": "messages=x"},
        {"HTTP_AUTHORIZATION": "Basic x"},
    ],
)
def test_who_may_be_somebody_gets_a_page_of_their_own(site, who):
    site.get(**who)
    assert site.get(**who).content == b"page 2"
    assert site.get().content == b"page 3"


def test_a_cookie_of_another_site_does_not_matter(site):
    site.get()
    assert site.get(HTTP_COOKIE="_pk_id=x").content == b"page 1"


def test_what_is_sent_in_is_never_answered_from_what_is_kept(site):
    site.get()
    assert kept_pages.kept_pages(site.answer)(RequestFactory().post("/mal/17/")).content == b"page 2"


def test_inside_a_transaction_nothing_is_kept(site):
    site.made_of["database"] = None
    site.get()
    assert site.get().content == b"page 2"


def with_cookie() -> HttpResponse:
    made = HttpResponse("x")
    made.set_cookie("csrftoken", "x")
    return made


@pytest.mark.parametrize(
    "make",
    [
        with_cookie,
        lambda: HttpResponse("x", status=404),
        lambda: HttpResponse("x", headers={"Cache-Control": "private"}),
        lambda: HttpResponse("x", headers={"Cache-Control": "max-age=0, no-store"}),
        lambda: HttpResponse("x", headers={"Vary": "Accept-Language, Cookie"}),
        lambda: StreamingHttpResponse(iter(["x"])),
        lambda: HttpResponse("x" * (kept_pages.LARGEST + 1)),
    ],
)
def test_what_is_not_the_same_for_all_or_too_large_is_not_kept(site, make):
    made = []

    def answer(request):
        made.append(request)
        return make()

    for _ in range(2):
        kept_pages.kept_pages(answer)(RequestFactory().get("/"))
    assert len(made) == 2


def test_who_has_it_already_is_told_so(site):
    site.answer = lambda request: HttpResponse("x", headers={"ETag": '"a"'})
    site.get()
    assert site.get(HTTP_IF_NONE_MATCH='"a"').status_code == 304
    assert site.get(HTTP_IF_NONE_MATCH='"b"').content == b"x"


def test_a_page_without_a_mark_is_given_whatever_somebody_has(site):
    site.get()
    assert site.get(HTTP_IF_MATCH='"a"').content == b"page 1"


def test_the_page_that_was_asked_for_longest_ago_makes_room():
    kept = kept_pages.Pages(room=20)
    for key in "ab":
        kept.keep(key, HttpResponse("x" * 8))
    kept.get("a")
    kept.keep("c", HttpResponse("x" * 8))
    assert [bool(kept.get(key)) for key in "abc"] == [True, False, True]
    kept.keep("c", HttpResponse("x" * 12))
    assert [bool(kept.get(key)) for key in "abc"] == [True, False, True]
    kept.keep("c", HttpResponse("x" * 13))
    assert [bool(kept.get(key)) for key in "abc"] == [False, False, True]


def test_what_is_done_with_a_page_that_was_given_does_not_change_the_kept_one(site):
    site.get()
    given = site.get()
    given.content, given["Content-Encoding"] = b"packed", "gzip"
    assert site.get().content == b"page 1" and "Content-Encoding" not in site.get().headers


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
                assert name in live.get("/samarbeten/stellenbosch/")[1]
