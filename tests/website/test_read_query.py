"""What a view has read of an address's query, and as the page's own links carry it."""

import pytest
from django.test import RequestFactory

from lagesbild.website.read_query import ALL, ReadQuery, used_query

READINGS = [
    (lambda query: None, ""),
    (lambda query: query.get("sida"), "sida"),
    (lambda query: query.get("finns-inte", "x"), "finns-inte"),
    (lambda query: query["sida"], "sida"),
    (lambda query: "sida" in query, "sida"),
    (lambda query: query.getlist("mal"), "mal"),
    (lambda query: (query.get("sida"), query.get("mal")), "mal sida"),
    (lambda query: query.urlencode(), "*"),
    (lambda query: query.dict(), "*"),
    (lambda query: query.copy(), "*"),
    (lambda query: list(query), "*"),
    (lambda query: bool(query), "*"),
    (lambda query: list(query.items()), "*"),
]


@pytest.mark.parametrize(("view", "read"), READINGS)
def test_it_notes_what_was_read(view, read):
    query = ReadQuery("sida=2&mal=13&mal=4&utm_source=brev")
    view(query)
    assert ("*" if ALL in query.names_read else " ".join(sorted(query.names_read))) == read


def test_a_link_carries_what_has_been_read_and_nothing_else():
    request = RequestFactory().get("/")
    request.GET = ReadQuery("sida=2&mal=13&mal=4&utm_source=brev")
    request.GET.getlist("mal")
    request.GET.get("sida")
    query = used_query(request)
    query["sida"] = 3
    assert query.urlencode() == "mal=13&mal=4&sida=3"


def test_values_are_read_as_ever():
    query = ReadQuery("mal=13&mal=4&namn=%C3%A5")
    assert (query["mal"], query.getlist("mal"), query["namn"], query.get("x", 1)) == (
        "4",
        ["13", "4"],
        "å",
        1,
    )
