"""What every page needs: whose barometer it is, and the same page in the other language."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

from lagesbild.figures.store import damage
from lagesbild.organisations.models import Municipality
from lagesbild.website.read_query import used_query


def site(request) -> dict:
    language = "en" if get_language() == "en" else "sv"
    other = "sv" if language == "en" else "en"
    query = used_query(request).urlencode()
    address = f"{request.path}?{query}" if query else request.path
    elsewhere = translate_url(address, other)
    return {
        "municipality": Municipality.load(request_or_site=request),
        "language": language,
        "other_language": other,
        # A page that is only in one language, such as the API's, has no twin.
        "other_language_address": elsewhere if elsewhere != address else "",
        "staff": (staff := _staff(request)),
        "figures_damaged": staff and bool(damage(settings.FIGURES)),
    }


def _staff(request) -> bool:
    """Whether somebody is logged in. Who has no session is not asked for one: their pages are the same for all."""
    user = getattr(request, "user", None)  # a page of errors may be made before anybody is known
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(user) and user.is_authenticated
