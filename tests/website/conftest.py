"""The whole public site of the example, asked for once; and a site that holds next to nothing."""

import itertools
import json
import pickle
from collections.abc import Callable
from copy import deepcopy
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import transaction

from lagesbild.website.public_tables import public_tables
from tests.conftest import RAW_OF_THE_EXAMPLE, copy_of_home, noted_in_search, serving
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
    "/metoder/",
    "/andringar/",
    "/feed/andringar/",
    "/samarbeten/",
    "/samarbeten/forteckning/",
    "/samarbeten/rapport/2025/",
    "/samarbeten/utbyten/",
    "/samarbeten/lardomar/",
    "/samarbeten/natverk/",
    "/samarbeten/karta/",
    "/samarbeten/overvagt/",
    "/projekt/",
    "/finansiering/",
    "/finansiering/utlysningar/",
    "/jamfor/",
    "/jamfor/?mal=13",
    "/api/v1/docs",
)
ONCE = (
    "/colours.css",
    "/api/v1/openapi.json",
    "/robots.txt",
    "/sitemap.xml",
    "/samarbeten/forteckning.csv",
    "/samarbeten/forteckning.xlsx",
    "/samarbeten/rapport/2025.docx",
    "/oppna-data/ra/smhi/2026-08-01/values.csv",
    "/jamfor.csv?mal=13",
    "/jamfor.xlsx?mal=13",
    "/jamfor.svg?mal=13",
    "/jamfor.png?mal=13",
)
OF_AN_INDICATOR = ("tabell/", "jamfor/")
OF_A_CHART = ("diagram/",)
FILES = (".csv", ".json", ".xlsx")
FILES_OF_A_COMPARISON = ("/jamfor.csv", "/jamfor.xlsx", "/jamfor.svg", "/jamfor.png")
COMPARED = "vaxthusgaser-per-invanare", "x"
"""Indicators that have other places. Those that have none have no such files."""
FILES_OF_A_CHART = ("/diagram.svg", "/diagram.png", "/kort.png")
CHARTS = 5
"""Of so many indicators the chart is asked for by itself: it is drawn by what draws the others."""


@pytest.fixture
def just_written(monkeypatch) -> Callable[[], None]:
    """From when it is called things are kept as in a served site, where no transaction is under way."""

    def begin() -> None:
        numbers = {table.name: next(_anew) for table in public_tables()}
        monkeypatch.setattr("lagesbild.framework.database_state.database_state", lambda: numbers)

    return begin


_anew = itertools.count()


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
def site(example_home, made_once, tmp_path_factory) -> dict[str, Asked]:
    """Every public address of the example → what it answers, in both languages. Asked for once, by one worker."""

    def ask_for_all(file: Path) -> None:
        home = copy_of_home(example_home.home, tmp_path_factory.mktemp("site") / "home")
        with serving(home, LAGESBILD_RAW=str(RAW_OF_THE_EXAMPLE)) as address:
            file.write_bytes(pickle.dumps(every_answer(Asking(address))))

    return pickle.loads(made_once("site.pickle", ask_for_all).read_bytes())


def every_answer(ask: Asking) -> dict[str, Asked]:
    indicators = [one["address"] for one in ask.every("indicators")]
    kinds = ("goals", "actions", "organisations", "partnerships", "projects", "exchanges")
    things = [one["address"] for kind in kinds for one in ask.every(kind)]
    programmes = {f"/program/{goal['programme']}/" for goal in ask.every("goals")}
    under = [address + tab for address in indicators for tab in OF_AN_INDICATOR]
    under += [address + tab for address in indicators[:CHARTS] for tab in OF_A_CHART]
    files = [address.rstrip("/") + ending for address in indicators for ending in FILES]
    files += [address.rstrip("/") + ending for address in indicators[:CHARTS] for ending in FILES_OF_A_CHART]
    compared = [address for address in indicators if address.strip("/").split("/")[-1] in COMPARED]
    files += [address.rstrip("/") + ending for address in compared for ending in FILES_OF_A_COMPARISON]
    files += [f"/inbaddad{address}" for address in indicators[:CHARTS]]
    both = [*ENGLISH_TOO, *sorted(programmes), *things, *indicators, *under]
    addresses = [*both, *(f"/en{address}" for address in both), *files, *ONCE]
    return {address: ask(address) for address in dict.fromkeys(addresses)}


@pytest.fixture(scope="session")
def pages(site) -> list[Asked]:
    """The addresses that answered with a page. An embed is a part of another's page (test_chart_object.py)."""
    found = [asked for asked in site.values() if asked.is_page and "/inbaddad/" not in asked.address]
    assert len(found) > 600
    return found


@pytest.fixture(scope="module")
def drawn_world(django_db_setup, django_db_blocker):
    """Everything that somebody may or may not open, drawn once for a module; its tests undo what they change."""
    from tests.website.test_permissions import World

    with django_db_blocker.unblock(), transaction.atomic(), noted_in_search():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(drawn_world, db, settings, tmp_path):
    settings.FIGURES, settings.HOME = tmp_path / "none.duckdb", tmp_path
    return deepcopy(drawn_world)
