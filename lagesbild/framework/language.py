"""The language in force: English, or else Swedish."""

from django.utils.functional import lazy
from django.utils.translation import get_language


def is_english() -> bool:
    return (get_language() or "sv").startswith("en")


def language_in_force() -> str:
    """ "sv" or "en", as numbers, charts and files ask for it."""
    return "en" if is_english() else "sv"


def _in_force(text) -> str:
    return text.in_(language_in_force())


in_the_language_in_force = lazy(_in_force, str)
"""A ``Text`` for a field's choices: said in the language of whoever reads it, not of when the field was made."""
