"""One question to Kolada, asked until it is answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from lagesbild.figures.size_limits import WorkbookRefused, refuse_if_crowded
from lagesbild.figures.sources.kolada.errors import NEVER, KoladaError
from lagesbild.figures.sources.kolada.pages import check_page

TRIES = 6
LARGEST = 40_000_000
"""Bytes of one answer. A page of Kolada's has some two million."""
LONGEST_WAIT = 600  # seconds: asked to wait longer than this, we give up and say so


class _Again(Exception):
    """Worth another try, after ``wait`` seconds if the server said so."""

    def __init__(self, trouble: str, wait: float | None = None):
        super().__init__(trouble)
        self.wait = wait


@dataclass(frozen=True)
class Asker:
    session: requests.Session
    timeout: float | tuple[float, float]
    pause: float
    now: datetime
    sleep: Callable[[float], object]
    progress: Callable[[str], object]

    def ask(self, url: str, kind: str) -> tuple[int, bytes]:
        """Status (200 or 404) and body of one page, whole and checked."""
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(url, kind)
            except _Again as trouble:
                wait = 2 ** (attempt - 1) if trouble.wait is None else trouble.wait
                if attempt == TRIES:
                    raise KoladaError(f"{trouble}, {TRIES} times in a row. Try again later.") from trouble
                if wait > LONGEST_WAIT:
                    raise KoladaError(
                        f"{trouble} and asks for a wait of {wait:g} s. Try again then."
                    ) from trouble
                self.progress(f"Kolada {trouble}. Trying again in {wait:g} s (try {attempt} of {TRIES})")
                self.sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, url: str, kind: str) -> tuple[int, bytes]:
        self.sleep(self.pause)
        try:
            reply = self.session.get(url, timeout=self.timeout, stream=True)
            body = _body(reply)
        except requests.RequestException as error:
            raise _Again(f"did not answer ({type(error).__name__})") from error
        if urlsplit(reply.url).netloc != urlsplit(url).netloc:
            raise KoladaError(f"{NEVER} it sent us on to another host, {reply.url}.")
        if reply.status_code == 429 or reply.status_code >= 500:
            raise _Again(f"answered {reply.status_code}", _retry_after(reply, self.now))
        if reply.status_code == 404:
            return 404, body
        if reply.status_code != 200:
            raise KoladaError(f"answered {reply.status_code}: {body[:200].decode('utf-8', 'replace')}")
        for remark in check_page(_parsed(body), kind):
            self.progress(f"Warning: {remark}")
        return 200, body


def _retry_after(reply: requests.Response, now: datetime) -> float | None:
    """Seconds to wait, from seconds or an HTTP date. A date is measured by the server's own clock."""
    header = reply.headers.get("Retry-After", "").strip()
    if header.isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
        since = parsedate_to_datetime(reply.headers["Date"]) if "Date" in reply.headers else now
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):
        return None


def _body(reply: requests.Response) -> bytes:
    """All of the answer. Raises KoladaError where it is longer than any of Kolada's."""
    body = bytearray()
    for piece in reply.iter_content(64 * 1024):
        body += piece
        if len(body) > LARGEST:
            raise KoladaError(f"{NEVER} it sent more than {LARGEST // 1_000_000} MB in one answer.")
    return bytes(body)


def _parsed(body: bytes) -> object:
    try:
        refuse_if_crowded(body, b"[{")
        return json.loads(body)
    except WorkbookRefused as error:
        raise KoladaError(f"{NEVER} it sent a page with more in it than any of its own.") from error
    except (ValueError, RecursionError) as error:
        raise _Again("sent JSON that is not whole") from error
