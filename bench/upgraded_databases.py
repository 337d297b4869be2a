"""The databases of ``bench.killed_upgrades``: where they are, how an older one is laid out, and all that one holds.

``OnSqlite`` and ``OnPostgresql`` are asked by the process that kills; the functions by processes of their own, in
which Django is set up and the database is its default.
"""

import hashlib
import json
import re
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

OF_HOME = "database.sqlite3"
NOT_TO_COMPARE = ("django_migrations", "SEQUENCE SET")
"""When a migration was noted; and PostgreSQL's counters, which count what was taken back too."""


@dataclass(frozen=True)
class OnSqlite:
    """A file beside the expectations, copied from the older home."""

    folder: Path

    def name(self, home: Path) -> str:
        return str(self.folder / f"{home.stem}.sqlite3")

    def is_there(self, home: Path) -> bool:
        return Path(self.name(home)).exists()

    def remove(self, home: Path) -> None:
        for path in self.folder.glob(f"{home.stem}.sqlite3*"):
            path.unlink()

    def lay_out(self, home: Path, apart: Callable) -> None:
        self.remove(home)
        beside = self.folder / f"{home.stem}.part"
        with zipfile.ZipFile(home) as archive:
            beside.write_bytes(archive.read(OF_HOME))
        beside.replace(self.name(home))


@dataclass(frozen=True)
class OnPostgresql:
    """A database of the server at ``address``, with the migrations of the older home, and the rows that they write."""

    folder: Path
    address: str

    def name(self, home: Path) -> str:
        return re.sub(r"\W", "_", home.stem)

    def is_there(self, home: Path) -> bool:
        return self._exists(self.name(home))

    def remove(self, home: Path) -> None:
        self._execute(f"DROP DATABASE IF EXISTS {self.name(home)}")

    def lay_out(self, home: Path, apart: Callable) -> None:
        self.remove(home)
        older = f"{self.name(home)}_older"
        if not self._exists(older):
            self._execute(f"DROP DATABASE IF EXISTS {older}_new")
            self._execute(f"CREATE DATABASE {older}_new")
            apart("bench.upgraded_databases", "migrate_as_older", f"{older}_new", home, wait=600)
            self._execute(f"ALTER DATABASE {older}_new RENAME TO {older}")
        self._execute(f"CREATE DATABASE {self.name(home)} TEMPLATE {older}")

    def _exists(self, name: str) -> bool:
        return bool(self._execute("SELECT 1 FROM pg_database WHERE datname = %s", name).fetchall())

    def _execute(self, order: str, *arguments: str):
        import psycopg

        return psycopg.connect(self.address, autocommit=True).execute(order, arguments)


# --- In a process of its own ------------------------------------------------------------------------------


def connection_to(name: str):
    """Django's default database is this one from now on."""
    from django.db import connections

    import bench.killed_work  # noqa: F401, sets Django up

    connections["default"].settings_dict["NAME"] = name
    return connections["default"]


def migrate_as_older(name: str, home: Path) -> None:
    """Apply what the older home had, to an empty database."""
    connection = connection_to(name)
    from lagesbild.framework.management.commands.migrate import NotingExecutor

    with zipfile.ZipFile(home) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read(OF_HOME))
        applied = set(database.execute("SELECT app, name FROM django_migrations"))
    executor = NotingExecutor(connection)
    everything = executor.loader.graph.leaf_nodes()
    plan = [
        (migration, backwards)
        for migration, backwards in executor.migration_plan(everything)
        if (migration.app_label, migration.name) in applied
    ]
    executor.migrate(everything, plan)


def applied(name: str) -> str:
    connection = connection_to(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return json.dumps(sorted(cursor.fetchall()))


def unsound(name: str) -> Iterator[str]:
    """What is damaged in a database of SQLite; of PostgreSQL's, that whoever was killed is gone."""
    connection = connection_to(name)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            yield from _still_at_work(cursor)
            return
        for order in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            cursor.execute(order)
            yield from (f"{order}: {row}" for row in cursor.fetchall() if row != ("ok",))


def _still_at_work(cursor) -> Iterator[str]:
    """The server takes back what nobody is there to end, when it notices."""
    others = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
    for _try in range(300):
        cursor.execute(others)
        if cursor.fetchone() == (0,):
            return
        time.sleep(0.1)
    yield "half a minute after the kill somebody is still at work in the database"


def written(name: str) -> dict[str, str]:
    """A checksum of every table, of its rows, and of every index and trigger."""
    connection = connection_to(name)
    parts = _dumped(connection) if connection.vendor == "postgresql" else _statements(name)
    return {
        part: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
        for part, lines in parts.items()
        if not any(named in part for named in NOT_TO_COMPARE)
    }


def _statements(name: str) -> dict[str, list[str]]:
    from lagesbild.framework import first_database

    parts: dict[str, list[str]] = {}
    with closing(sqlite3.connect(name)) as database:
        schema = dict(database.execute("SELECT sql, name FROM sqlite_master WHERE sql IS NOT NULL"))
        for statement in first_database.written(database).split(";\n"):
            table = re.match(r'INSERT INTO "(\w+)"', statement)
            part = schema.get(statement) or (table[1] if table else "")
            parts.setdefault(part, []).append(statement)
    return parts


def _dumped(connection) -> dict[str, list[str]]:
    from lagesbild.backup.databases import program_of_postgresql

    settings = connection.settings_dict
    address = f"postgresql://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    order = [program_of_postgresql("pg_dump"), "--no-owner", address]
    text = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    parts = {}
    for part in re.split(r"\n--\n-- (?=(?:Data for )?Name: )", text)[1:]:
        heading, *lines = part.splitlines()
        parts[heading] = [line for line in lines if not re.match(r"\\(un)?restrict|--", line)]
    return parts
