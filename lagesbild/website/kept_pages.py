"""A public page is the same for all who read it until something changes: it is made once, and then given as it is.

What is kept is kept for exactly what a page is made of: the database as last written to, the store of figures, the
day, and the address that was asked for. So nothing has to tell the pages that it has changed, and none can be late.
"""

import hashlib

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.cache import get_conditional_response

from lagesbild.figures import queries
from lagesbild.framework.database_state import database_state

LARGEST = 300_000
"""Bytes. What is larger is a file that few ask for, and would take the room of many pages."""
SAME_FOR_ALL = {"accept-encoding", "accept-language"}
"""A page may say that it varies with these. Compression comes after us, and the address alone chooses the language."""


def kept_pages(get_response):
    def middleware(request):
        key = _key(request)
        if key is None:
            return get_response(request)
        if kept := caches["pages"].get(key):
            return get_conditional_response(request, etag=kept.get("ETag"), response=kept)
        response = get_response(request)
        if _may_be_kept(response):
            caches["pages"].set(key, response)
        return response

    return middleware


def _key(request) -> str | None:
    """What the page is made of. None for who may be somebody in particular, and inside a transaction."""
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META or _ours() & request.COOKIES.keys():
        return None
    if (written := database_state()) is None:
        return None
    asked = (request.scheme, request.META.get("HTTP_HOST"), request.get_full_path())
    made_of = (written, queries.version(settings.FIGURES), timezone.localdate(), *asked)
    return hashlib.sha256(repr(made_of).encode()).hexdigest()


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
