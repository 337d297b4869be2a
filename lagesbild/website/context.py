"""What every page needs: whose barometer it is, and the same page in the other language."""

from django.urls import translate_url
from django.utils.translation import get_language

from lagesbild.organisations.models import Municipality


def site(request) -> dict:
    language = "en" if get_language() == "en" else "sv"
    other = "sv" if language == "en" else "en"
    address = request.get_full_path()
    elsewhere = translate_url(address, other)
    return {
        "municipality": Municipality.load(request_or_site=request),
        "language": language,
        "other_language": other,
        # A page that is only in one language, such as the API's, has no twin.
        "other_language_address": elsewhere if elsewhere != address else "",
    }
