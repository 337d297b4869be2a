"""Whether anything was written to the database since somebody last looked: what lets a thing made from it be kept."""

import sqlite3
import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
T = TypeVar("T")


def database_state() -> Hashable | None:
    """A mark that is the same twice only if nothing was committed in between, by this process or by any other.

    Ask before the database is read: what is then read is as new as the mark, or newer. None inside a transaction,
    which sees its own changes before they are committed. It says nothing of files.
    """
    if connection.in_atomic_block or not connection.get_autocommit():
        return None
    if connection.vendor == "sqlite":
        return _watched.state()
    # Which transactions may be seen. One that commits leaves the list of those that run, or raises the highest number.
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(pg_current_snapshot() AS text)")
        return cursor.fetchone()[0]


class _Watched:
    """SQLite counts, for each connection, the commits of all others: so one is kept that does nothing but look."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._looking: sqlite3.Connection | None = None
        self._opened = 0
        self._name: str | None = None

    def state(self) -> tuple[int, int]:
        name = str(connection.settings_dict["NAME"])
        with self._one_at_a_time:
            if name != self._name:
                self._open(name)
            return self._opened, self._looking.execute("PRAGMA data_version").fetchone()[0]

    def _open(self, name: str) -> None:
        if self._looking:
            self._looking.close()
        self._looking = connection.get_new_connection(connection.get_connection_params())
        # What another connection counted says nothing of what this one counts.
        self._name, self._opened = name, self._opened + 1


_watched = _Watched()


def kept_until_written(make: Callable[P, T]) -> Callable[P, T]:
    """Keeps what ``make`` made, for all to share, until something is written to the database.

    What it makes is read by many at once: nobody may change it. It depends on its arguments, of which there are few
    to choose among, and on the database; not on the language in force, unless that is an argument.
    """
    answers: tuple[Hashable, dict[tuple, T]] = (None, {})

    @wraps(make)
    def latest(*args: P.args, **kwargs: P.kwargs) -> T:
        nonlocal answers
        if (state := database_state()) is None:
            return make(*args, **kwargs)
        now = answers
        if now[0] != state:
            answers = now = (state, {})
        key = (args, tuple(kwargs.items()))
        if key not in now[1]:
            now[1][key] = make(*args, **kwargs)
        return now[1][key]

    return latest
