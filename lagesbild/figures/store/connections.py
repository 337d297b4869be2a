"""Reading: a connection to the store as it is now, and a cursor of it for each read."""

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
    finally:
        cursor.close()


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
            _open[path] = (now, _attached(path))
        return _open[path][1]


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
