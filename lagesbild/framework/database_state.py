"""The numbers that are raised whenever something public changes: what lets a thing made from the database be kept.

Every table that public pages are made of has a number. The database raises it itself (``website/public_tables.py``),
in the transaction that changes something public in it. So it counts whoever wrote, a page, a command or somebody's own
SQL, and what shows on no page leaves it alone: drafts, log-ins, letters.
"""

import sqlite3
import threading
from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection

from lagesbild.framework.tables_asked import asked_also, tables_asked

P = ParamSpec("P")
T = TypeVar("T")

Numbers = Mapping[str, int]
MOST = 64
"""Of what one function made for different arguments."""
READ_NUMBERS = 'SELECT "table", number FROM framework_publicnumber'
READ_SUM = "SELECT sum(number) FROM framework_publicnumber"


def database_state() -> Numbers | None:
    """The number of every table: the same object for as long as nothing public is committed, by this process or any
    other.

    Ask before the database is read: what is then read is as new as the numbers, or newer. None inside a transaction,
    which sees its own changes before they are committed, and where there are no numbers. It says nothing of files.
    """
    if connection.in_atomic_block or not connection.get_autocommit():
        return None
    try:
        return _default_database.numbers()
    except (DatabaseError, sqlite3.Error):
        connection.close_if_unusable_or_obsolete()
        return None


class Watched:
    """SQLite counts, for each connection, the commits of all others: one that does nothing but look reads the numbers
    again only when that count has moved."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._one_at_a_time = threading.Lock()
        self._looking = sqlite3.connect(name, uri=True, check_same_thread=False, isolation_level=None)
        self._commits = None
        self._numbers: Numbers | None = None

    def numbers(self) -> Numbers:
        """Raises sqlite3.Error where there are none."""
        with self._one_at_a_time:
            commits = self._looking.execute("PRAGMA data_version").fetchone()
            if commits != self._commits:
                self._numbers = same_or(self._numbers, self._looking.execute(READ_NUMBERS).fetchall())
                self._commits = commits
            return self._numbers

    def close(self) -> None:
        self._looking.close()


class _DefaultDatabase:
    """The one that Django uses now. Another is another state, even where its numbers are the same."""

    def __init__(self) -> None:
        self._watched: Watched | None = None
        self._name, self._sum = None, None
        self._numbers: Numbers | None = None
        self._one_at_a_time = threading.Lock()

    def numbers(self) -> Numbers:
        name = str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite":
            return self._watching(name).numbers()
        with connection.cursor() as cursor:
            cursor.execute(READ_SUM)
            total = cursor.fetchone()
            if (name, total) != (self._name, self._sum):
                cursor.execute(READ_NUMBERS)
                self._numbers = same_or(self._numbers if name == self._name else None, cursor.fetchall())
                self._name, self._sum = name, (sum(self._numbers.values()),)
        return self._numbers

    def _watching(self, name: str) -> Watched:
        with self._one_at_a_time:
            if self._watched is None or self._watched.name != name:
                if self._watched:
                    self._watched.close()
                self._watched = Watched(name)
            return self._watched


_default_database = _DefaultDatabase()


def watched_file() -> Watched:
    """SQLite's default database, looked at by one connection that all of this process shares."""
    return _default_database._watching(str(connection.settings_dict["NAME"]))


def same_or(before: Numbers | None, rows: list[tuple[str, int]]) -> Numbers:
    numbers = dict(rows)
    return before if before == numbers else numbers


def of_tables(numbers: Numbers, tables: frozenset[str]) -> Numbers:
    return {table: numbers[table] for table in tables if table in numbers}


def kept_until_written(make: Callable[P, T]) -> Callable[P, T]:
    """Keeps what ``make`` made, for all to share, until something public is written to the tables it was made from.

    What it makes is read by many at once: nobody may change it. It depends on its arguments, of which there are few
    to choose among, and on what is public; not on the language in force, unless that is an argument.
    """
    answers: dict[tuple, tuple[Numbers, T, frozenset[str]]] = {}
    newest: Numbers | None = None

    @wraps(make)
    def latest(*args: P.args, **kwargs: P.kwargs) -> T:
        nonlocal newest
        if (numbers := database_state()) is None:
            return make(*args, **kwargs)
        if numbers is not newest:
            newest = numbers
            for key, (then, _made, tables) in list(answers.items()):
                if then != of_tables(numbers, tables):
                    answers.pop(key, None)
        key = (args, tuple(kwargs.items()))
        if answer := answers.get(key):
            asked_also(answer[2])
            return answer[1]
        with tables_asked() as tables:
            made = make(*args, **kwargs)
        of_made = frozenset(tables) & numbers.keys()
        if len(answers) >= MOST:
            answers.clear()
        answers[key] = of_tables(numbers, of_made), made, of_made
        return made

    return latest
