"""A new SQLite database from a file of SQL instead of 240 migrations: half a second for half a minute.

``first_database.sql`` is what ``migrate`` makes, written down by ``make first-database``; a test holds the two
together. Other engines than SQLite, and databases that hold anything, are migrated as ever.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

FILE = Path(__file__).with_suffix(".sql")
NOW = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
NEW_KEY = "lower(hex(randomblob(16)))"
# What is another in every database: when it was made, and the keys of Wagtail's two pages.
OWN = {("django_migrations", "applied"): NOW, ("wagtailcore_page", "translation_key"): NEW_KEY}


def lay(connection: BaseDatabaseWrapper) -> bool:
    """Fill an empty SQLite database from the file; False, and nothing done, when it does not suit.

    It does not suit a database that holds something, or an installation that lacks a migration of the file's,
    as when its Wagtail is older than the one the file was made with.
    """
    if connection.vendor != "sqlite":
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        is_empty = not cursor.execute("SELECT name FROM sqlite_master").fetchall()
        suits = is_empty and _fill(cursor)
        transaction.set_rollback(not suits, using=connection.alias)
    return suits


def _fill(cursor) -> bool:
    for statement in _statements(FILE.read_text(encoding="utf-8")):
        cursor.execute(statement)
    applied = set(cursor.execute("SELECT app, name FROM django_migrations").fetchall())
    return applied <= set(MigrationLoader(None).disk_migrations)


def _statements(sql: str) -> Iterator[str]:
    """Each whole statement: one of a trigger has semicolons within."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


# --- Writing the file -------------------------------------------------------------------------------------


def written(database: sqlite3.Connection) -> str:
    """A database as SQL that makes it anew, in the order it was made; the same text for the same database."""
    made = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    schema = [(kind, name, sql) for kind, name, sql in made if name not in _shadows(database)]
    tables = [(name, sql) for kind, name, sql in schema if kind == "table" and name != "sqlite_sequence"]
    lines = [sql for _name, sql in tables]
    lines += [row for name, sql in tables if not _is_virtual(sql) for row in _rows(database, name)]
    lines += ["DELETE FROM sqlite_sequence", *_rows(database, "sqlite_sequence")]
    lines += [sql for kind, _name, sql in schema if kind != "table"]
    return "".join(f"{line};\n" for line in lines)


def _shadows(database: sqlite3.Connection) -> set[str]:
    """The tables that SQLite keeps behind a virtual one, and makes with it."""
    listed = database.execute("PRAGMA table_list").fetchall()
    return {name for _schema, name, kind, *_rest in listed if kind == "shadow"}


def _is_virtual(sql: str) -> bool:
    return sql.startswith("CREATE VIRTUAL TABLE")


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [column for _id, column, *_rest in database.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(f"""quote("{column}")""" for column in columns)
    for row in database.execute(f'SELECT {quoted} FROM "{table}" ORDER BY rowid'):
        cells = [OWN.get((table, column), cell) for column, cell in zip(columns, row, strict=True)]
        yield f'INSERT INTO "{table}" VALUES({", ".join(cells)})'
