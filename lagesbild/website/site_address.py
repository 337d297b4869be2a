"""The site's own address, for what is read elsewhere: links to one true page, files, cards, embeds."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host


def whole_address(request, path: str) -> str:
    """The path with the address that the installation says is its own; with the one asked for where it says none."""
    own = settings.WAGTAILADMIN_BASE_URL
    if validate_host(urlsplit(own).hostname or "", settings.ALLOWED_HOSTS):
        return own.rstrip("/") + path
    return request.build_absolute_uri(path)
