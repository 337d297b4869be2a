"""A public page is the same for all who read it until something changes: it is made once, and then given as it is.

What is kept is kept for exactly what a page is made of: the database as last written to, the store of figures, the
day, and the address that was asked for. So nothing has to tell the pages that it has changed, and none can be late.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from lagesbild.figures import queries
from lagesbild.framework.database_state import database_state

ROOM = 64_000_000
"""Bytes of pages that a process keeps."""
LARGEST = ROOM // 16
SAME_FOR_ALL = {"accept-encoding", "accept-language"}
"""A page may say that it varies with these. Compression comes after us, and the address alone chooses the language."""


def kept_pages(get_response):
    def middleware(request):
        key = _key(request)
        if key is None:
            return get_response(request)
        if page := pages.get(key):
            mark = page.get("ETag")
            return get_conditional_response(request, etag=mark, response=page) if mark else page
        response = get_response(request)
        if _may_be_kept(response):
            pages.keep(key, response)
        return response

    return middleware


class Pages:
    """Those asked for latest, as long as there is room. What comes after us may change what it is given."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._one_at_a_time = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable) -> HttpResponse | None:
        with self._one_at_a_time:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            content, headers = self._kept[key]
        return HttpResponse(content, headers=headers)

    def keep(self, key: Hashable, page: HttpResponse) -> None:
        with self._one_at_a_time:
            before, _headers = self._kept.pop(key, (b"", {}))
            self._kept[key] = page.content, dict(page.headers)
            self._bytes += len(page.content) - len(before)
            while self._bytes > self.room:
                _key, (content, _headers) = self._kept.popitem(last=False)
                self._bytes -= len(content)

    def forget(self) -> None:
        with self._one_at_a_time:
            self._kept.clear()
            self._bytes = 0


pages = Pages()


def _key(request) -> tuple | None:
    """What the page is made of. None for who may be somebody in particular, and inside a transaction."""
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META or _ours() & request.COOKIES.keys():
        return None
    if (written := database_state()) is None:
        return None
    address = (request.scheme, request.META.get("HTTP_HOST"), request.get_full_path())
    return (written, queries.version(settings.FIGURES), timezone.localdate(), *address)


def _ours() -> set[str]:
    """The cookies that we read. A municipality's other sites may have set theirs for the whole domain."""
    return {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "messages",
    }


def _may_be_kept(response) -> bool:
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in response.get("Cache-Control", "") for word in ("private", "no-store", "no-cache"))
        and varies <= SAME_FOR_ALL
        and len(response.content) <= LARGEST
    )
