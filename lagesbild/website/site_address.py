"""The site's own address, for what is read elsewhere: links to one true page, files, cards, embeds."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host


def whole_address(request, path: str) -> str:
    """The path with the address that the installation says is its own; with the one asked for where it says none."""
    own = declared_address()
    return own.rstrip("/") + path if own else request.build_absolute_uri(path)


def declared_address() -> str:
    """Empty where the installation says none that it answers to."""
    own = settings.WAGTAILADMIN_BASE_URL
    return own if validate_host(urlsplit(own).hostname or "", settings.ALLOWED_HOSTS) else ""
