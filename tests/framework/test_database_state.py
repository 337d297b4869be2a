"""Two databases of their own, each written to by two connections, as two workers would."""

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from lagesbild.framework import database_state as states
from lagesbild.framework.database_state import database_state, kept_until_written


def wrapper(engine: str, **settings) -> BaseDatabaseWrapper:
    usual = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    opened = load_backend(engine).DatabaseWrapper(
        {**connection.settings_dict, **usual, **settings}, "elsewhere"
    )
    opened.set_autocommit(True)
    return opened


@pytest.fixture
def sqlite(tmp_path, db):
    settings = {
        "NAME": str(tmp_path / "own.sqlite3"),
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
    }
    connections = [wrapper("django.db.backends.sqlite3", **settings) for _ in range(2)]
    yield connections
    for opened in connections:
        opened.close()


@pytest.fixture
def postgresql(postgres, db):
    server, name = postgres.rsplit("/", 1)
    host, port = server.rsplit("@", 1)[1].split(":")
    settings = {"NAME": name, "USER": "postgres", "HOST": host, "PORT": port}
    connections = [wrapper("django.db.backends.postgresql", **settings) for _ in range(2)]
    yield connections
    for opened in connections:
        opened.close()


def write(by: BaseDatabaseWrapper, *orders: str) -> None:
    with by.cursor() as cursor:
        for order in orders:
            cursor.execute(order)


def hold_to_every_commit(ours: BaseDatabaseWrapper, another: BaseDatabaseWrapper, monkeypatch) -> None:
    monkeypatch.setattr(states, "connection", ours)
    write(ours, "CREATE TABLE seen (n integer)")
    before = database_state()
    assert before is not None
    with ours.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM seen")
    assert database_state() == before

    states_seen = [before]
    for by in (ours, another, another, ours):
        write(by, "INSERT INTO seen VALUES (1)")
        states_seen.append(database_state())
    write(another, "DELETE FROM seen")
    states_seen.append(database_state())
    assert len(set(states_seen)) == 6
    assert database_state() == states_seen[-1]

    write(another, "BEGIN", "INSERT INTO seen VALUES (2)")
    database_state()
    write(another, "COMMIT")
    after = database_state()
    assert after not in states_seen
    assert database_state() == after
    ours.set_autocommit(False)
    assert database_state() is None
    ours.rollback()
    ours.set_autocommit(True)


def test_sqlite_tells_each_commit_of_any_connection(sqlite, monkeypatch):
    hold_to_every_commit(*sqlite, monkeypatch)


def test_postgresql_tells_each_commit_of_any_connection(postgresql, monkeypatch):
    hold_to_every_commit(*postgresql, monkeypatch)


def test_a_commit_between_two_others_that_go_on_is_told(postgresql, monkeypatch):
    """The one that began first ends last: the highest number seen does not move."""
    ours, another = postgresql
    monkeypatch.setattr(states, "connection", ours)
    write(ours, "CREATE TABLE seen (n integer)")
    write(another, "BEGIN", "INSERT INTO seen VALUES (1)")
    write(ours, "INSERT INTO seen VALUES (2)")
    before = database_state()
    write(another, "COMMIT")
    assert database_state() != before


def test_another_database_is_another_state(sqlite, tmp_path, monkeypatch):
    monkeypatch.setattr(states, "connection", sqlite[0])
    first = database_state()
    other = wrapper("django.db.backends.sqlite3", NAME=str(tmp_path / "other.sqlite3"))
    monkeypatch.setattr(states, "connection", other)
    assert database_state() != first
    other.close()
    monkeypatch.setattr(states, "connection", sqlite[0])
    assert database_state() != first


def test_what_is_made_is_kept_until_something_is_written(sqlite, monkeypatch):
    monkeypatch.setattr(states, "connection", sqlite[0])
    calls = []

    @kept_until_written
    def make(*args):
        calls.append(args)
        return object()

    first = make(1)
    assert make(1) is first
    second = make(2)
    assert second is not first
    assert (make(1), make(2)) == (first, second)
    write(sqlite[1], "CREATE TABLE seen (n integer)")
    assert make(2) is not second
    assert calls == [(1,), (2,), (2,)]


def test_inside_a_transaction_nothing_is_kept(db):
    assert database_state() is None
    with transaction.atomic():
        assert database_state() is None
    make = kept_until_written(object)
    assert make() is not make()
