"""What every answer passes: moved pages lead on, the editor gets the policy it needs, staff pages are private."""

import re

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.utils.translation import override

from lagesbild.barometer import overview
from lagesbild.barometer.models import Goal
from lagesbild.framework.models import FormerAddress

EDITOR = ("/redigera/",)
LANGUAGE = re.compile(r"^/en(?=/)")
DEEPEST = 6
"""No address of ours has more parts than this."""
EMBEDDED = "/inbaddad"
FILE_ENDING = re.compile(r"\.(csv|json|xlsx)$")


def editing_policy(get_response):
    """Wagtail's editor still has inline scripts and styles; the public pages have none and allow none."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith(EDITOR):
            response._csp_replace = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
            }
        return response

    return middleware


def private_for_staff(get_response):
    """A page made for somebody who is logged in may say so, and is kept by no cache but their own browser's."""

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response

    return middleware


def former_addresses(get_response):
    """Where a page is not found, look whether it, or the page it lay under, has moved."""

    def middleware(request):
        response = get_response(request)
        sought = response.status_code == 404 and request.method in ("GET", "HEAD")
        if sought and (address := new_address(request.path_info)):
            query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
            return HttpResponsePermanentRedirect(address + query)
        return response

    return middleware


def new_address(path: str) -> str | None:
    """Where ``path`` leads now, in the language it was asked in; None if nothing public has moved from there."""
    language = "en" if LANGUAGE.match(path) else "sv"
    path, embedded = LANGUAGE.sub("", path), ""
    if path.startswith(f"{EMBEDDED}/"):
        path, embedded = path.removeprefix(EMBEDDED), EMBEDDED
    ways = dict(_ways_up(path))
    former = {address.path: address for address in FormerAddress.objects.filter(path__in=ways)}
    for start, rest in ways.items():
        if start in former and _is_public(former[start].target):
            with override(language):
                address = _join(former[start].target.get_absolute_url(), rest)
            return re.sub(r"^(/en)?", rf"\g<0>{embedded}", address, count=1)
    return None


def _is_public(target) -> bool:
    if target is None:
        return False
    public = overview.public_goals() if isinstance(target, Goal) else type(target).objects.public()
    return public.filter(pk=target.pk).exists()


def _ways_up(path: str):
    """``/nyckeltal/x/tabell/`` → itself, then ``/nyckeltal/x/`` with ``tabell/`` over; a file's page with ``.csv``."""
    if ending := FILE_ENDING.search(path):
        yield f"{path[: ending.start()]}/", ending.group()
    parts = path.strip("/").split("/")[:DEEPEST]
    for length in range(len(parts), 1, -1):
        rest = "/".join(parts[length:])
        yield f"/{'/'.join(parts[:length])}/", f"{rest}/" if rest and "." not in rest else rest


def _join(address: str, rest: str) -> str:
    return address.rstrip("/") + rest if rest.startswith(".") else address + rest
