"""The same installation on PostgreSQL: migrations, roles, words, pages."""

import json

import psycopg
import pytest

from tests.conftest import Live, lagesbild, serving
from tests.website.test_connections import CYCLES, THREADS, busy

PAGES = (
    "/",
    "/mal/6/",
    "/mal/17/",
    "/en/mal/17/",
    "/nyckeltal/",
    "/atgarder/",
    "/sok/?q=vatten",
    "/redigera/login/",
)


@pytest.fixture
def home(migrated_postgres, tmp_path, example_home):
    """A home whose words are in PostgreSQL; the figures are the example's."""
    (tmp_path / "figures.duckdb").symlink_to(example_home.store)
    (tmp_path / "static").symlink_to(example_home.home / "static")
    return tmp_path


def connections_after(cycle: int, address: str, database: str) -> int:
    busy(address, cycle)
    others = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""  # PostgreSQL's own cleaners come and go
    with psycopg.connect(database) as connection:
        return connection.execute(others).fetchone()[0]


def hold_to_what_is_published(live: Live, database: str) -> None:
    """The next reader gets it, also from a server that has lost every connection meanwhile."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    rename = "UPDATE cooperation_partnership SET name_sv = %s WHERE slug = 'stellenbosch'"
    with psycopg.connect(database, autocommit=True) as editor:
        for name in ("Första namnet", "Andra namnet", "Tredje namnet"):
            editor.execute(rename, [name])
            for _ in range(3):
                status, text = live.get("/samarbeten/stellenbosch/?utm_source=brev")
                assert status == 200 and name in text
            editor.execute(f"SELECT pg_terminate_backend(pid, 5000) {others}")


def test_an_installation_on_postgresql_loads_and_serves_the_example(home, postgres):
    order = ("load", "examples/jonkoping", "--json")
    first = json.loads(lagesbild(*order, home=home, LAGESBILD_DATABASE=postgres).stdout)
    again = json.loads(lagesbild(*order, home=home, LAGESBILD_DATABASE=postgres).stdout)
    assert first["counts"]["indicator"] >= 45
    assert (again["counts"], again["kept"]) == ({}, sum(first["counts"].values()))
    with serving(home, LAGESBILD_DATABASE=postgres) as address:
        live = Live(address, {})
        assert {path: live.get(path)[0] for path in PAGES} == dict.fromkeys(PAGES, 200)
        assert "Stellenbosch" in live.get("/mal/17/")[1]
        hold_to_what_is_published(live, postgres)
        opened = [connections_after(cycle, address, postgres) for cycle in range(CYCLES)]
    assert min(opened) >= 1 and max(opened) <= THREADS + 1, opened
    assert not (home / "lagesbild.sqlite3").exists()
