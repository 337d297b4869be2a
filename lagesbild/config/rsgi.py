"""The site as the server calls it: kept pages at once, everything else by Django in threads that stay.

Granian's RSGI (https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md) tells of a request when
its headers are there. A page that is kept is given from the event loop. A body is taken in whole before a thread is
asked for: those who send slowly, or never end, hold up nobody.
"""

import asyncio
import contextlib
import io
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote_to_bytes

from granian.rsgi import ProtocolClosed

from lagesbild.config.bodies import Bodies, Refused
from lagesbild.website.kept_pages import AskedPage, Headers, KeptPage, KeptPages, SiteState, may_be_kept
from lagesbild.website.made_of import MADE_OF, WHO_KEEPS, MadeOf

logger = logging.getLogger("lagesbild.server")

READING = {"GET", "HEAD"}
WITH_BODY = {"POST", "PUT", "PATCH", "DELETE"}
FIRST_PART = 1_000_000
"""Bytes that are sent as one; what is longer goes out as it is made."""
WAITING_FOR_A_PAGE = 30
"""Seconds that somebody waits for another who makes the same page."""
TURNS = 3
"""How often: what has changed while it was made is waited for again, and what is never kept is not waited for long."""


@dataclass
class HttpAnswer:
    status: int
    headers: Headers
    body: bytes
    rest: Iterator[bytes] | None = None
    """What is left to send of a long one."""
    made_of: MadeOf | None = None
    close: Callable[[], None] | None = None
    """To be called when a long one is sent."""


class State(Protocol):
    """What public pages are made of right now; None where nothing can be kept."""

    def __call__(self) -> SiteState | None:
        """At once, where that can be told at once."""

    async def looked_up(self) -> SiteState | None:
        """Where the database has to be waited for."""


class ServedSite:
    """``application``: the WSGI application. ``ours``: the cookies that tell one reader from another."""

    def __init__(self, application, state: State, ours: set[str], threads: int) -> None:
        self.application, self.state, self.ours = application, state, ours
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="site")
        self.pages, self.bodies = KeptPages(), Bodies()
        self.makers: dict[AskedPage, asyncio.Future] = {}
        self.free_thread = asyncio.Semaphore(threads)

    def __rsgi_del__(self, _loop) -> None:
        self.threads.shutdown(wait=True, cancel_futures=True)

    async def __rsgi__(self, scope, protocol) -> None:
        answer = None
        try:
            if asked := self._asked_page(scope):
                state = await self._state_now()
                if page := self.pages.get(state, asked):
                    _give(page, scope, protocol)
                    return
                answer = await self._page(scope, state, asked)
            else:
                answer = await self._answer(scope, protocol)
        except Refused as refusal:
            answer = _refusal(refusal)
        except Exception:
            logger.exception("No answer to %s %s", scope.method, scope.path)
            answer = HttpAnswer(500, [("content-type", "text/plain; charset=utf-8")], b"500")
        try:
            await self._send(scope, protocol, answer)
        finally:
            if answer.close:
                await self._in(answer.close)

    # --- Kept pages ---------------------------------------------------------------------------------------

    def _asked_page(self, scope) -> AskedPage | None:
        """None for who may be somebody in particular, or sends something."""
        if scope.method not in READING:
            return None
        header = scope.headers.get
        if header("authorization") is not None:
            return None
        if (cookies := header("cookie")) and any(
            part.partition("=")[0].strip() in self.ours for part in cookies.split(";")
        ):
            return None
        # A proxy of ours says which of the two the reader's browser spoke.
        scheme = "https" if header("x-forwarded-proto") == "https" else scope.scheme
        compressed = "gzip" in header("accept-encoding", "")
        return AskedPage(scheme, header("host", ""), scope.path, scope.query_string, compressed)

    async def _state_now(self) -> SiteState | None:
        return self.state() or await self.state.looked_up()

    async def _page(self, scope, state: SiteState | None, asked: AskedPage) -> HttpAnswer:
        """Made, or waited for where another is making the same."""
        for _turn in range(TURNS):
            if state is None or not (maker := self.makers.get(asked)):
                break
            await asyncio.wait([maker], timeout=WAITING_FOR_A_PAGE)
            # It may have changed meanwhile, and is read before a page is made.
            state = await self._state_now()
            if page := self.pages.get(state, asked):
                return _as_kept(page)
        making = asyncio.get_running_loop().create_future()
        is_first = self.makers.setdefault(asked, making) is making
        try:
            async with self.free_thread:
                return await self._made(scope, asked)
        finally:
            if is_first:
                del self.makers[asked]
                making.set_result(None)

    async def _made(self, scope, asked: AskedPage) -> HttpAnswer:
        """The state is read when there is a thread: of a page that waited for one, what was so before is past."""
        state = await self._state_now()
        if page := self.pages.get(state, asked):
            return _as_kept(page)
        answer = await self._in_thread(scope, b"")
        is_whole = answer.rest is None and answer.made_of is not None
        if is_whole and may_be_kept(scope.method, answer.status, answer.headers, answer.body):
            self.pages.keep(state, asked, answer.made_of, answer.headers, answer.body)
        return answer

    # --- Django -------------------------------------------------------------------------------------------

    async def _answer(self, scope, protocol) -> HttpAnswer:
        has_body = scope.method in WITH_BODY or "content-length" in scope.headers
        body = await self.bodies.read(protocol, scope.headers.get("content-length")) if has_body else b""
        return await self._in_thread(scope, body)

    async def _in_thread(self, scope, body: bytes) -> HttpAnswer:
        return await self._in(self._ask_django, environment_of(scope, body))

    def _ask_django(self, environ: dict) -> HttpAnswer:
        started: list = []
        parts = self.application(
            environ, lambda status, headers, _error=None: started.extend((status, headers))
        )
        close = getattr(parts, "close", lambda: None)
        is_long = False
        try:
            whole, rest = _first_part(parts)
            is_long = rest is not None
        finally:
            if not is_long:
                close()
        status, headers = started
        lower = [(name.lower(), str(value)) for name, value in headers]
        made_of = environ.get(MADE_OF)
        return HttpAnswer(
            int(status.split(" ", 1)[0]), lower, whole, rest, made_of, close if is_long else None
        )

    async def _send(self, scope, protocol, answer: HttpAnswer) -> None:
        headers = answer.headers
        if scope.method == "HEAD" or answer.status in (204, 304):
            protocol.response_empty(answer.status, headers)
        elif answer.rest is None:
            protocol.response_bytes(answer.status, headers, answer.body)
        else:
            await self._stream(protocol, headers, answer)

    async def _stream(self, protocol, headers: Headers, answer: HttpAnswer) -> None:
        """A reader who leaves in the middle is no fault of ours."""
        transport, part = protocol.response_stream(answer.status, headers), answer.body
        with contextlib.suppress(ProtocolClosed):
            while part is not None:
                await transport.send_bytes(part)
                part = await self._in(next, answer.rest, None)

    async def _in(self, work: Callable, *arguments):
        return await asyncio.get_running_loop().run_in_executor(self.threads, work, *arguments)


ON_304 = {"etag", "cache-control", "content-location", "expires", "vary"}


def _as_kept(page: KeptPage) -> HttpAnswer:
    return HttpAnswer(200, page.headers, page.body)


def _give(page: KeptPage, scope, protocol) -> None:
    if page.mark and page.is_had_by(scope.headers.get("if-none-match")):
        protocol.response_empty(304, [header for header in page.headers if header[0] in ON_304])
    elif scope.method == "HEAD":
        protocol.response_empty(200, page.headers)
    else:
        protocol.response_bytes(200, page.headers, page.body)


def _refusal(refusal: Refused) -> HttpAnswer:
    headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("connection", "close"),
        ("cache-control", "no-store"),
    ]
    return HttpAnswer(refusal.status, headers, str(refusal).encode())


def _first_part(parts: Iterable[bytes]) -> tuple[bytes, Iterator[bytes] | None]:
    """All of a short answer; of a long one its beginning, and what is left."""
    iterator, whole = iter(parts), bytearray()
    for part in iterator:
        whole += part
        if len(whole) >= FIRST_PART:
            return bytes(whole), iterator
    return bytes(whole), None


def environment_of(scope, body: bytes) -> dict:
    """A request as WSGI wants it (PEP 3333)."""
    server, _, port = scope.server.rpartition(":")
    client, _, _port = scope.client.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        WHO_KEEPS: True,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        if "_" in name:
            continue  # it would pass for the one with a hyphen, which a proxy of ours may have set
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = (
            f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}" if key in environ else value
        )
    if body:
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ
