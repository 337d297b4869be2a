"""A database copied whole while others write, counted as it was in that moment, and put back where there is none."""

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from lagesbild.backup.manifest import DatabaseContents
from lagesbild.backup.problems import BackupProblem

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.dump"}
"""What the copy is called in the archive."""


def kind_of(database: Mapping) -> str:
    """``database`` is Django's setting of it, here and below."""
    return SQLITE if database["ENGINE"].endswith("sqlite3") else POSTGRESQL


def copy_database(database: Mapping, folder: Path) -> tuple[Path, DatabaseContents]:
    """A copy in ``folder``, and what is in it. Writers go on meanwhile, and are in it whole or not at all."""
    copy = folder / FILES[kind_of(database)]
    if kind_of(database) == SQLITE:
        return copy, _copy_sqlite(Path(database["NAME"]), copy)
    return copy, _copy_postgresql(database, copy)


def contents(database: Mapping) -> DatabaseContents:
    """What is in the database now."""
    if kind_of(database) == SQLITE:
        return _sqlite_contents(Path(database["NAME"]))
    with _connected(database) as connection:
        return _postgresql_contents(connection)


def holds_anything(database: Mapping) -> bool:
    if kind_of(database) == SQLITE:
        return Path(database["NAME"]).exists()
    with _connected(database) as connection:
        return bool(_postgresql_tables(connection))


def put_back(database: Mapping, copy: Path) -> None:
    """Into an empty database. Of SQLite the copy is moved there; of PostgreSQL all is one transaction."""
    if kind_of(database) == SQLITE:
        copy.replace(database["NAME"])
        return
    order = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run([*order, "--dbname", str(database["NAME"]), str(copy)], database)
    copy.unlink()


# --- SQLite -----------------------------------------------------------------------------------------------


def _copy_sqlite(source: Path, copy: Path) -> DatabaseContents:
    if not source.exists():
        raise BackupProblem(f"There is no database at {source}. Is LAGESBILD_HOME the right folder?")
    try:
        with (
            closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, timeout=60)) as connection,
            closing(sqlite3.connect(copy)) as target,
        ):
            # In one step: it then sees the database of one moment, however many write meanwhile.
            connection.backup(target, pages=-1)
            target.execute("PRAGMA journal_mode = DELETE")
            damage = target.execute("PRAGMA integrity_check(3)").fetchall()
        if damage != [("ok",)]:
            raise sqlite3.DatabaseError("; ".join(line for (line,) in damage))
        return _sqlite_contents(copy)
    except sqlite3.DatabaseError as error:
        raise copying_trouble(error, source) from error


def copying_trouble(error: sqlite3.DatabaseError, source: Path) -> Exception:
    """A disk that is full and a database that is busy are no damage."""
    if "is full" in str(error):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if isinstance(error, sqlite3.OperationalError):
        return BackupProblem(f"The database {source} could not be copied: {error}. Run it again.")
    return BackupProblem(
        f"The database {source} is damaged ({error}), so no backup was written and the earlier are kept."
        " Put the latest of them back: lagesbild restore FILE, in an empty LAGESBILD_HOME."
    )


def _sqlite_contents(file: Path) -> DatabaseContents:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
        connection.execute("BEGIN")
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        )
        tables = {name: _rows(connection, name) for (name,) in sorted(names)}
        return DatabaseContents(SQLITE, tables, _migrations(connection, tables))


# --- PostgreSQL -------------------------------------------------------------------------------------------


def _copy_postgresql(database: Mapping, copy: Path) -> DatabaseContents:
    """The dump and the counts see one and the same moment: that of an exported snapshot."""
    with _connected(database) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone()
        order = ["pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
        _run([*order, f"--snapshot={snapshot}", f"--file={copy}", str(database["NAME"])], database)
        return _postgresql_contents(connection)


def _connected(database: Mapping):
    import psycopg

    options = {name.lower(): str(database[name]) for name in ("HOST", "PORT", "USER") if database.get(name)}
    try:
        return psycopg.connect(
            dbname=database["NAME"], password=database.get("PASSWORD") or None, connect_timeout=20, **options
        )
    except psycopg.OperationalError as error:
        raise BackupProblem(f"The database does not answer: {error}") from error


def _postgresql_contents(connection) -> DatabaseContents:
    tables = {name: _rows(connection, name) for name in _postgresql_tables(connection)}
    return DatabaseContents(POSTGRESQL, tables, _migrations(connection, tables))


def _postgresql_tables(connection) -> list[str]:
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )
    return [name for (name,) in rows]


def _run(order: list[str], database: Mapping) -> None:
    """A program of PostgreSQL's. The password goes by the environment, where other users cannot read it."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {variable: str(database[name]) for variable, name in names.items() if database.get(name)}
    order[0] = program_of_postgresql(order[0])
    ended = subprocess.run(order, env=os.environ | given, capture_output=True, text=True)
    if ended.returncode:
        reason = ended.stderr.strip() or f"exit code {ended.returncode}"
        raise BackupProblem(f"{Path(order[0]).name}: {reason}")


def program_of_postgresql(name: str) -> str:
    """The newest that is installed: an older one than the server refuses."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(versions, key=lambda path: float(path.parts[4]))[-1:]
    program = str(newest[0]) if newest else shutil.which(name)
    if not program:
        raise BackupProblem(f"{name} is missing. On Debian: apt-get install postgresql-client")
    return program


# --- Both -------------------------------------------------------------------------------------------------


def _rows(connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]


def _migrations(connection, tables: dict[str, int]) -> tuple[str, ...]:
    if "django_migrations" not in tables:
        return ()
    rows = connection.execute("SELECT app, name FROM django_migrations")
    return tuple(sorted({f"{app}.{name}" for app, name in rows}))
