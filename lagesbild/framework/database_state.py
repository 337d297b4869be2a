"""The number that is raised whenever something public changes: what lets a thing made from the database be kept.

The database raises it itself (``website/public_tables.py``), in the transaction that changes something public. So it
counts whoever wrote, a page, a command or somebody's own SQL, and what shows on no page leaves it alone: drafts,
log-ins, letters.
"""

import sqlite3
import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection

P = ParamSpec("P")
T = TypeVar("T")

READ_NUMBER = "SELECT number FROM framework_publicnumber"


def database_state() -> Hashable | None:
    """A mark that is the same twice only if nothing public was committed in between, by this process or any other.

    Ask before the database is read: what is then read is as new as the mark, or newer. None inside a transaction,
    which sees its own changes before they are committed, and where there is no number. It says nothing of files.
    """
    if connection.in_atomic_block or not connection.get_autocommit():
        return None
    try:
        if connection.vendor == "sqlite":
            return _default_database.state()
        with connection.cursor() as cursor:
            cursor.execute(READ_NUMBER)
            return cursor.fetchone()
    except (DatabaseError, sqlite3.Error):
        connection.close_if_unusable_or_obsolete()
        return None


class Watched:
    """SQLite counts, for each connection, the commits of all others: one that does nothing but look reads the number
    again only when that count has moved."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._one_at_a_time = threading.Lock()
        self._looking = sqlite3.connect(name, uri=True, check_same_thread=False, isolation_level=None)
        self._commits = self._number = None

    def state(self) -> int:
        """Raises sqlite3.Error where there is no number."""
        with self._one_at_a_time:
            commits = self._looking.execute("PRAGMA data_version").fetchone()
            if commits != self._commits:
                (self._number,) = self._looking.execute(READ_NUMBER).fetchone()
                self._commits = commits
            return self._number

    def close(self) -> None:
        self._looking.close()


class _DefaultDatabase:
    """The one that Django uses now. Another is another state, even where its number is the same."""

    def __init__(self) -> None:
        self._watched: Watched | None = None
        self._opened = 0
        self._one_at_a_time = threading.Lock()

    def state(self) -> tuple[int, int]:
        name = str(connection.settings_dict["NAME"])
        with self._one_at_a_time:
            if self._watched is None or self._watched.name != name:
                if self._watched:
                    self._watched.close()
                self._watched, self._opened = Watched(name), self._opened + 1
            watched, opened = self._watched, self._opened
        return opened, watched.state()


_default_database = _DefaultDatabase()


def kept_until_written(make: Callable[P, T]) -> Callable[P, T]:
    """Keeps what ``make`` made, for all to share, until something public is written to the database.

    What it makes is read by many at once: nobody may change it. It depends on its arguments, of which there are few
    to choose among, and on what is public; not on the language in force, unless that is an argument.
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
