"""Two databases of their own, each written to by two connections, as two workers would."""

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from lagesbild.framework import database_state as states
from lagesbild.framework.database_state import database_state, kept_until_written
from lagesbild.framework.tables_asked import asked_also


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


TABLE = (
    'CREATE TABLE framework_publicnumber ("table" varchar(100), number integer)',
    "INSERT INTO framework_publicnumber VALUES ('barometer_goal', 7), ('barometer_action', 7)",
)
RAISE = """UPDATE framework_publicnumber SET number = number + 1 WHERE "table" = 'barometer_goal'"""
RAISE_ANOTHER = RAISE.replace("goal", "action")


def hold_to_every_raise(ours: BaseDatabaseWrapper, another: BaseDatabaseWrapper, monkeypatch) -> None:
    monkeypatch.setattr(states, "connection", ours)
    write(ours, *TABLE, "CREATE TABLE draft (n integer)")
    before = database_state()
    assert before is not None
    write(another, "INSERT INTO draft VALUES (1)")
    assert database_state() is before

    states_seen = [before]
    for by in (ours, another, another, ours):
        write(by, RAISE)
        states_seen.append(database_state())
    assert [numbers["barometer_goal"] for numbers in states_seen] == [7, 8, 9, 10, 11]
    assert database_state() is states_seen[-1]

    write(another, "BEGIN", RAISE)
    assert database_state() == states_seen[-1]
    write(another, "COMMIT")
    after = database_state()
    assert after not in states_seen
    assert database_state() == after
    ours.set_autocommit(False)
    assert database_state() is None
    ours.rollback()
    ours.set_autocommit(True)


def test_sqlite_tells_each_change_by_any_connection(sqlite, monkeypatch):
    hold_to_every_raise(*sqlite, monkeypatch)


def test_postgresql_tells_each_change_by_any_connection(postgresql, monkeypatch):
    hold_to_every_raise(*postgresql, monkeypatch)


def test_where_there_is_no_number_nothing_is_known(sqlite, postgresql, monkeypatch):
    for ours in (sqlite[0], postgresql[0]):
        monkeypatch.setattr(states, "connection", ours)
        assert database_state() is None
        write(ours, *TABLE)
        assert database_state() is not None


def test_another_database_is_another_state(sqlite, tmp_path, monkeypatch):
    other = wrapper("django.db.backends.sqlite3", NAME=str(tmp_path / "other.sqlite3"))
    for ours in (sqlite[0], other):
        write(ours, *TABLE)
    seen = []
    for ours in (sqlite[0], other, sqlite[0]):
        monkeypatch.setattr(states, "connection", ours)
        seen.append(database_state())
    other.close()
    assert None not in seen and len({id(numbers) for numbers in seen}) == 3


def test_what_is_made_is_kept_until_something_is_written(sqlite, monkeypatch):
    monkeypatch.setattr(states, "connection", sqlite[0])
    write(sqlite[0], *TABLE)
    calls = []

    @kept_until_written
    def make(*args):
        asked_also({"barometer_goal", "goal_id"})
        calls.append(args)
        return object()

    first = make(1)
    assert make(1) is first
    second = make(2)
    assert second is not first
    assert (make(1), make(2)) == (first, second)
    write(sqlite[1], RAISE_ANOTHER)
    assert (make(1), make(2)) == (first, second)
    write(sqlite[1], RAISE)
    assert make(2) is not second
    assert calls == [(1,), (2,), (2,)]


def test_inside_a_transaction_nothing_is_kept(db):
    assert database_state() is None
    with transaction.atomic():
        assert database_state() is None
    make = kept_until_written(object)
    assert make() is not make()
