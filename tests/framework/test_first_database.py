"""A new database is laid from a file that equals what the migrations make; an older one is brought up to date."""

import lzma
import re
import sqlite3
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate
from wagtail.search.backends import get_search_backend

from lagesbild.commands import serve
from lagesbild.cooperation.models import Grant
from lagesbild.framework import first_database
from lagesbild.framework.management.commands.migrate import NotingExecutor
from lagesbild.website.public_tables import are_laid, take_triggers_away
from tests.conftest import another_database

pytestmark = pytest.mark.long

# The example's database, as the version of November 2026 made it: written() of it, compressed.
EARLIER = Path(__file__).with_name("database_0_1_0.sql.xz")


@pytest.fixture
def empty(tmp_path, django_db_blocker):
    """The file of an empty SQLite database that is Django's default for as long as the test runs."""
    file = tmp_path / "new.sqlite3"
    with django_db_blocker.unblock(), another_database(file):
        yield file


def tables() -> list[str]:
    return connection.introspection.table_names()


def waiting() -> list:
    executor = MigrationExecutor(connections["default"])
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


# A dump leaves out what SQLite's full text keeps for itself.
SEARCHED = """
INSERT INTO wagtailsearch_indexentry_fts (title, body, autocomplete, rowid)
SELECT title, body, autocomplete, id FROM wagtailsearch_indexentry
"""


def schema(file: Path) -> dict:
    """Every table's columns and rules, and every index and trigger, however the database came to have them."""
    with sqlite3.connect(file) as database:
        made = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(re.split(r", (?=[\"A-Z])", re.sub(r"\s+", " ", sql))) for name, sql in made}


def test_the_file_holds_every_migration_and_no_other(empty):
    """That it is what they make is held by ``make check``: to run them all takes half a minute."""
    with sqlite3.connect(empty) as database:
        database.executescript(first_database.FILE.read_text())
        applied = set(database.execute("SELECT app, name FROM django_migrations"))
    assert applied == set(MigrationExecutor(connections["default"]).loader.disk_migrations)


def test_a_new_database_is_laid_from_the_file(empty, capsys):
    call_command("migrate")
    assert "first_database.sql" in capsys.readouterr().out
    assert not waiting()
    with sqlite3.connect(empty) as database:
        assert first_database.written(database) == first_database.FILE.read_text()
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        made = database.execute(
            "SELECT DISTINCT julianday('now') - julianday(applied) < 1 FROM django_migrations"
        )
        assert made.fetchall() == [(1,)]


@pytest.mark.upgrade
def test_a_database_of_the_first_version_is_brought_up_to_date(empty, tmp_path):
    earlier = lzma.decompress(EARLIER.read_bytes()).decode()
    database = sqlite3.connect(empty)
    database.executescript(earlier)
    database.execute(SEARCHED)
    database.commit()
    database.close()
    call_command("migrate", verbosity=0)
    assert not waiting()
    with connection.cursor() as cursor:
        assert not cursor.execute("PRAGMA foreign_key_check").fetchall()
    assert [grant.reference for grant in get_search_backend().autocomplete("grann", Grant)] == [
        "EX-GRANNAR-2025-18"
    ]
    with another_database(tmp_path / "fresh.sqlite3"):
        call_command("migrate", verbosity=0)
    assert schema(empty) == schema(tmp_path / "fresh.sqlite3")


def test_a_database_that_holds_something_is_not_touched(empty):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebodys (n integer)")
    assert not first_database.lay(connection)
    assert tables() == ["somebodys"]


def test_the_file_of_another_wagtail_is_left_alone(empty, tmp_path, monkeypatch):
    unknown = "INSERT INTO django_migrations VALUES(9999, 'wagtailcore', '9999_of_tomorrow', '2026-11-29');\n"
    _with_file(tmp_path, monkeypatch, unknown)
    assert not first_database.lay(connection)
    assert tables() == []


def test_what_the_file_lacks_is_migrated(empty, tmp_path, monkeypatch):
    lacking = "DELETE FROM django_migrations WHERE app = 'sessions';\nDROP TABLE django_session;\n"
    _with_file(tmp_path, monkeypatch, lacking)
    assert first_database.lay(connection)
    assert len(waiting()) == 1
    call_command("migrate", verbosity=0)
    assert not waiting()


def test_a_file_that_breaks_off_leaves_nothing(empty, tmp_path, monkeypatch):
    _with_file(tmp_path, monkeypatch, "INSERT INTO nowhere VALUES(1);\n")
    with pytest.raises(OperationalError):
        first_database.lay(connection)
    assert tables() == []


def _with_file(folder, monkeypatch, more: str) -> None:
    file = folder / "first.sql"
    file.write_text(first_database.FILE.read_text() + more)
    monkeypatch.setattr(first_database, "FILE", file)


def test_killed_before_a_migration_is_noted_it_is_not_done_either(empty, monkeypatch):
    """Django notes it in another transaction where indexes wait to the end, and stops at the table the next time."""
    sessions = [("sessions", "0001_initial")]

    def killed(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(MigrationRecorder, "record_applied", killed)
        with pytest.raises(KeyboardInterrupt):
            NotingExecutor(connection).migrate(sessions)
    assert "django_session" not in tables()
    NotingExecutor(connection).migrate(sessions)
    assert "django_session" in tables()


def test_broken_off_after_the_last_migration_serving_writes_the_rights_that_are_lacking(empty, settings):
    call_command("migrate", verbosity=0)
    take_triggers_away(connection)  # as before the first migration
    Permission.objects.filter(codename="view_rendition").delete()
    laid = []
    post_migrate.connect(lambda **_signal: laid.append(are_laid(connection)), weak=False, dispatch_uid=empty)
    serve.not_ready(settings)
    post_migrate.disconnect(dispatch_uid=empty)
    assert laid[-1] and not any(laid[:-1])  # last of all: where they are, the rights are
    assert Permission.objects.get(codename="view_rendition").name.startswith("Se ")
