"""The night the disk fills: readers are served, whoever writes is told in words, and nothing is lost."""

import errno
import sqlite3

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection

from lagesbild.framework import first_database
from lagesbild.organisations.models import Municipality
from lagesbild.website.drawing.png import as_png
from lagesbild.website.full_disk import is_full_disk
from tests.conftest import another_database
from tests.reporting.drawing import item, person, unit
from tests.website import site_drawing as drawing

READ = (
    "/",
    "/mal/",
    "/nyckeltal/",
    "/atgarder/",
    "/sok/?q=luft",
    "/logga-in/",
    "/api/v1/goals",
    "/en/",
)
TEXT = "Luften är ren i hela kommunen. " * 400


def pragma(order: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {order}")
        row = cursor.fetchone()
    return row[0] if row else 0


@pytest.fixture
def own_database(db, tmp_path, settings):
    """A file with what every new database has, where what is written is written."""
    settings.FIGURES, file = tmp_path / "none.duckdb", tmp_path / "own.sqlite3"
    laid = sqlite3.connect(file)
    laid.executescript(first_database.FILE.read_text())
    laid.close()
    with another_database(file):
        yield


@pytest.mark.parametrize("address", READ)
def test_who_reads_writes_nothing(client, db, address):
    """As on a connection that can only be read from."""
    drawing.goal("Ren luft")
    Municipality.load()  # of a new site the first page makes it
    pragma("query_only = 1")
    try:
        assert client.get(address).status_code == 200
    finally:
        connection.connection.execute("PRAGMA query_only = 0")  # past Django, which may have given up


def test_whoever_writes_is_told_in_words_and_nothing_is_lost(client, own_database):
    client.raise_request_exception = False
    office = unit()
    question = item(organisation=office)
    client.force_login(person("anna-ek", office))
    answer, address = {"version": "0", "motivation_sv": "Kort", "gor": "spara"}, f"/arbete/{question.pk}/"
    assert client.post(address, answer).status_code == 302
    pragma(f"max_page_count = {pragma('page_count')}")
    long = {"version": "1", "motivation_sv": TEXT, "gor": "spara"}
    refused = client.post(address, long)
    page = refused.content.decode()
    assert refused.status_code == 503 and "Disken är full" in page and "står kvar på sidan" in page
    assert client.get("/mal/").status_code == client.get(address).status_code == 200
    assert "Kort" in client.get(address).content.decode()
    pragma("max_page_count = 1000000")
    assert client.post(address, long).status_code == 302
    assert "Luften är ren" in client.get(address).content.decode()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_picture_that_cannot_be_kept_is_given(monkeypatch, number):
    def full(*_arguments):
        raise OSError(number, "No space left on device")

    monkeypatch.setattr(type(caches["pictures"]), "set", full)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert as_png(svg, 9).startswith(b"\x89PNG")


def test_other_troubles_are_not_taken_for_a_full_disk():
    assert not is_full_disk(OSError(errno.EACCES, "Permission denied"))
    assert not is_full_disk(OperationalError("locked")) and not is_full_disk(None)
