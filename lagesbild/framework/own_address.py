"""The site's own address, which every letter links to."""

from urllib.parse import urlsplit

from django.conf import settings

NOBODYS = ("localhost", "127.0.0.1", "::1", "0.0.0.0")


def leads_nowhere() -> bool:
    """Whether mail reaches people and its links would lead each of them to their own computer."""
    return settings.MAIL_REACHES_PEOPLE and urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname in NOBODYS
