"""The whole public site of the example, asked for once; and a site that holds next to nothing."""

import json
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlsplit

import pytest
from django.utils import translation

from tests.website.reading import Asked

ENGLISH_TOO = (
    "/",
    "/mal/",
    *(f"/mal/{number}/" for number in range(1, 18)),
    "/program/",
    "/nyckeltal/",
    "/atgarder/",
    "/ansvariga/",
    "/behover-uppmarksamhet/",
    "/teckenforklaring/",
    "/sok/",
    "/sok/?q=vatten",
    "/tillganglighet/",
    "/oppna-data/",
    "/feed/andringar/",
)
ONCE = ("/colours.css", "/api/v1/docs", "/api/v1/openapi.json")
OF_AN_INDICATOR = ("tabell/", "jamfor/")
FILES = (".csv", ".json", ".xlsx")


@pytest.fixture(autouse=True)
def swedish():
    """A test begins and ends in Swedish, whatever the pages it asks for."""
    with translation.override("sv"):
        yield


class Asking:
    """One connection to the served site, kept open; redirects are told, not followed.

    The server closes a connection that has been idle, as between two tests that use it: then it is opened anew.
    """

    def __init__(self, address: str):
        self.connection = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def __call__(self, path: str) -> Asked:
        try:
            answer = self._answer(path)
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()
            answer = self._answer(path)
        return Asked(
            path, answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        )

    def _answer(self, path: str):
        self.connection.request("GET", path)
        return self.connection.getresponse()

    def every(self, kind: str) -> list[dict]:
        """Everything of a kind that the API lists, page by page."""
        found: list[dict] = []
        while more := json.loads(self(f"/api/v1/{kind}?limit=200&offset={len(found)}").body):
            found += more
        return found


@pytest.fixture(scope="session")
def ask(live) -> Asking:
    return Asking(live.address)


@pytest.fixture(scope="session")
def site(ask) -> dict[str, Asked]:
    """Every public address of the example → what it answers, in both languages."""
    indicators = [one["address"] for one in ask.every("indicators")]
    things = [one["address"] for kind in ("goals", "actions", "organisations") for one in ask.every(kind)]
    programmes = {f"/program/{goal['programme']}/" for goal in ask.every("goals")}
    under = [address + tab for address in indicators for tab in OF_AN_INDICATOR]
    files = [address.rstrip("/") + ending for address in indicators for ending in FILES]
    both = [*ENGLISH_TOO, *sorted(programmes), *things, *indicators, *under]
    addresses = [*both, *(f"/en{address}" for address in both), *files, *ONCE]
    return {address: ask(address) for address in dict.fromkeys(addresses)}


@pytest.fixture(scope="session")
def pages(site) -> list[Asked]:
    """The addresses that answered with a page."""
    found = [asked for asked in site.values() if asked.is_page]
    assert len(found) > 600
    return found
