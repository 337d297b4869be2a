"""A public page is the same for all who read it until something changes: it is made once, and then given as it is.

A page is kept as it was sent, compressed, for exactly what it is made of: the tables of the database that it asked,
the store of figures, the day, and of its address what its view has read. So nothing has to tell the pages that it has
changed, and none can be late. The server gives them before Django is asked (``config/rsgi.py``).
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl

from lagesbild.framework.database_state import Numbers, of_tables
from lagesbild.website.made_of import MadeOf
from lagesbild.website.read_query import ALL

ROOM = 64_000_000
"""Bytes of pages that a process keeps."""
LARGEST = ROOM // 16
MOST_PATHS = 20_000
SAME_FOR_ALL = {"accept-encoding", "accept-language"}
"""A page may say that it varies with these: the first is part of what it is kept for, and the address alone chooses
the language."""

Headers = list[tuple[str, str]]


class AskedPage(NamedTuple):
    """What a reader asks for, whoever they are. ``query`` as it stands after the question mark."""

    scheme: str
    host: str
    path: str
    query: str
    compressed: bool


@dataclass(frozen=True, slots=True)
class KeptPage:
    headers: Headers
    body: bytes
    mark: str
    """Its ETag, empty where it has none."""
    numbers: Numbers
    """Of the tables that it was made from, as they were."""

    def is_had_by(self, marks: str | None) -> bool:
        """Whether somebody who has what ``If-None-Match`` says has this page."""
        if not marks or not self.mark:
            return False
        return marks.strip() == "*" or _strong(self.mark) in (_strong(mark) for mark in marks.split(","))


def _strong(mark: str) -> str:
    return mark.strip().removeprefix("W/")


class SiteState(NamedTuple):
    """What all pages are made of at one time. It is the same object for as long as nothing changes."""

    numbers: Numbers
    others: Hashable
    """The store of figures and the day."""


class KeptPages:
    """Those asked for latest, as long as there is room, and as the site is now. For one thread."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._state: SiteState | None = None
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._names: dict[str, frozenset[str]] = {}
        """By path what its views have read of the query."""
        self._bytes = 0

    def get(self, state: SiteState | None, asked: AskedPage) -> KeptPage | None:
        if state is not self._state:
            self._turn_to(state)
        if (names := self._names.get(asked.path)) is None:
            return None
        key = _key(asked, names)
        if page := self._pages.get(key):
            self._pages.move_to_end(key)
        return page

    def keep(
        self, state: SiteState | None, asked: AskedPage, made_of: MadeOf, headers: Headers, body: bytes
    ) -> None:
        """A page that was begun in ``state``. One that is made of what has changed since is nobody's."""
        if state is None or self._state is None:
            return
        if asked.path not in self._names and len(self._names) >= MOST_PATHS:
            return
        numbers = of_tables(state.numbers, made_of.tables)
        if state.others != self._state.others or numbers != of_tables(self._state.numbers, made_of.tables):
            return
        names = self._names.get(asked.path, frozenset()) | made_of.names
        self._names[asked.path] = names
        mark = next((value for name, value in headers if name == "etag"), "")
        key = _key(asked, names)
        self._forget(key)
        self._pages[key] = KeptPage(headers, body, mark, numbers)
        self._bytes += len(body)
        while self._bytes > self.room:
            self._forget(next(iter(self._pages)))

    def _turn_to(self, state: SiteState | None) -> None:
        """Those made of what has changed are forgotten."""
        before, self._state = self._state, state
        if before is None or state is None or before.others != state.others:
            self._pages.clear()
            self._names.clear()
            self._bytes = 0
            return
        for key, page in list(self._pages.items()):
            if any(state.numbers.get(table) != number for table, number in page.numbers.items()):
                self._forget(key)

    def _forget(self, key: Hashable) -> None:
        if page := self._pages.pop(key, None):
            self._bytes -= len(page.body)


def _key(asked: AskedPage, names: frozenset[str]) -> Hashable:
    return asked._replace(query=_read_of(asked.query, names)) if asked.query else asked


def _read_of(query: str, names: frozenset[str]) -> Hashable:
    """What of a query is of any of the names: a page that has read more is another page than one that has not."""
    if not names:
        return ""
    if ALL in names:
        return query
    parts = parse_qsl(query, keep_blank_values=True)
    return tuple(sorted((part for part in parts if part[0] in names), key=lambda part: part[0])) or ""


def may_be_kept(method: str, status: int, headers: Headers, body: bytes) -> bool:
    """Whether an answer is a page that is the same for all."""
    values = {name.lower(): value for name, value in headers}
    varies = {name.strip().lower() for name in values.get("vary", "").split(",") if name.strip()}
    return (
        method == "GET"
        and status == 200
        and "set-cookie" not in values
        and not any(word in values.get("cache-control", "") for word in ("private", "no-store", "no-cache"))
        and varies <= SAME_FOR_ALL
        and len(body) <= LARGEST
    )
