"""A public page is the same for all who read it until something changes: it is made once, and then given as it is.

A page is kept as it was sent, compressed, for exactly what it is made of: what is public in the database, the store
of figures, the day, and of its address what its view has read. So nothing has to tell the pages that it has changed,
and none can be late. The server gives them before Django is asked (``config/rsgi.py``).
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl

from lagesbild.website.read_query import ALL, READ

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

    def is_had_by(self, marks: str | None) -> bool:
        """Whether somebody who has what ``If-None-Match`` says has this page."""
        if not marks or not self.mark:
            return False
        return marks.strip() == "*" or _strong(self.mark) in (_strong(mark) for mark in marks.split(","))


def _strong(mark: str) -> str:
    return mark.strip().removeprefix("W/")


class KeptPages:
    """Those asked for latest, as long as there is room, of one state of the site. For one thread."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._state: Hashable = None
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._names: dict[str, frozenset[str]] = {}
        """By path what its views have read of the query."""
        self._bytes = 0

    def get(self, state: Hashable, asked: AskedPage) -> KeptPage | None:
        if state != self._state:
            self._forget(state)
        if (names := self._names.get(asked.path)) is None:
            return None
        key = _key(asked, names)
        if page := self._pages.get(key):
            self._pages.move_to_end(key)
        return page

    def keep(self, state: Hashable, asked: AskedPage, headers: Headers, body: bytes) -> None:
        """A page that was begun in ``state``. One of a state that has passed is nobody's."""
        if state is None or state != self._state or len(self._names) >= MOST_PATHS:
            return
        read = next((value for name, value in headers if name == READ), ALL)
        names = self._names.get(asked.path, frozenset()) | set(read.split())
        self._names[asked.path] = names
        mark = next((value for name, value in headers if name.lower() == "etag"), "")
        key = _key(asked, names)
        if former := self._pages.pop(key, None):
            self._bytes -= len(former.body)
        self._pages[key] = KeptPage(sent_headers(headers), body, mark)
        self._bytes += len(body)
        while self._bytes > self.room:
            _oldest, page = self._pages.popitem(last=False)
            self._bytes -= len(page.body)

    def _forget(self, state: Hashable) -> None:
        self._state = state
        self._pages.clear()
        self._names.clear()
        self._bytes = 0


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


def sent_headers(headers: Headers) -> Headers:
    """Without what is the site's own."""
    return [(name, value) for name, value in headers if name != READ]


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
