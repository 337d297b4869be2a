"""Reading: a connection to the store as it is now, and a cursor of it for each read.

A served site goes on with the store of before, which is kept beside, where the one in its place cannot be read.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from lagesbild.figures.store.layout import StoreError

_open: dict[Path, tuple[tuple, duckdb.DuckDBPyConnection]] = {}
_opening = threading.Lock()
_damage: dict[Path, tuple[tuple, str]] = {}
_falls_back = threading.Event()
DAMAGED = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)
"""What DuckDB raises over a file that is not whole."""


def _forget_what_is_open() -> None:
    """A connection must not cross a fork: the server's workers crash when they let go of their parent's."""
    while _open:
        _open.popitem()[1][1].close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_forget_what_is_open)


@contextmanager
def reading(path: Path) -> Iterator[Backend]:
    """An Ibis connection to the store as it is now, for one read in one thread. Raises StoreError without one."""
    with asking(path) as cursor:
        yield ibis.duckdb.from_connection(cursor)


@contextmanager
def asking(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """As :func:`reading`, for a question in SQL. Raises StoreError without a store."""
    cursor = _connection(path).cursor()
    try:
        cursor.execute("USE figures")
        yield cursor
    except DAMAGED as error:
        _turn_to_previous(path, error)
        raise
    finally:
        cursor.close()


def fall_back_on_previous() -> None:
    """From now on this process reads the store of before where the one in its place cannot be read."""
    _falls_back.set()


def previous(path: Path) -> Path:
    """Where the store is kept that the one at ``path`` took the place of."""
    return path.with_name(f"{path.name}.previous")


def damage(path: Path) -> str:
    """Why the store at ``path`` cannot be read, where the one of before is read in its place; else empty."""
    of_version, reason = _damage.get(path, ((), ""))
    return reason if of_version == version(path) else ""


def version(path: Path) -> tuple:
    """Changes when a new store is swapped in; what is kept of a read may be kept as long as this is the same."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ()
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    now = version(path)
    if not now:
        raise StoreError(f"There is no store at {path}. Build it: lagesbild build")
    connected = _open.get(path)
    if connected and connected[0] == now:
        return connected[1]
    with _opening:
        connected = _open.get(path)
        if not connected or connected[0] != now:
            _open[path] = (now, _as_it_is_or_was(path, now))
        return _open[path][1]


def _as_it_is_or_was(path: Path, now: tuple) -> duckdb.DuckDBPyConnection:
    try:
        return _attached(path)
    except StoreError as error:
        if not _falls_back.is_set() or not previous(path).exists():
            raise
        connection = _attached(previous(path))
        _damage[path] = (now, str(error))
        return connection


def _turn_to_previous(path: Path, error: duckdb.Error) -> None:
    """The file opened and could not be read to the end: whoever asks next is answered from the one of before."""
    now = version(path)
    if not _falls_back.is_set() or damage(path) or not previous(path).exists():
        return
    with _opening:
        _open[path] = (now, _attached(previous(path)))
        _damage[path] = (
            now,
            f"The store at {path} cannot be read ({error}). Build it again: lagesbild build",
        )


def _attached(path: Path) -> duckdb.DuckDBPyConnection:
    # Connecting to the path itself would give the old file's data as long as any thread still reads it.
    connection = duckdb.connect(":memory:", config={"threads": 2})
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS figures (READ_ONLY)")
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"The store at {path} cannot be read ({error}). Build it again: lagesbild build"
        ) from error
    return connection
