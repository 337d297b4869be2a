"""What a page in English says in Swedish is marked as Swedish, so that it is read out as Swedish (WCAG 3.1.2)."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from lagesbild.framework.language import is_english

register = template.Library()


@register.simple_tag
def lang_of(thing: Any, field: str) -> SafeString:
    """The attribute ``lang="sv"`` for an element that prints ``field``, where the page is in English and it is not.

    ``thing`` has ``<field>_sv`` and ``<field>_en``, as attributes or as keys.
    """
    if not is_english():
        return mark_safe("")
    text_of = thing.get if isinstance(thing, dict) else lambda name: getattr(thing, name)
    only_swedish = text_of(f"{field}_sv") and not text_of(f"{field}_en")
    return mark_safe(' lang="sv"' if only_swedish else "")


@register.simple_tag
def in_swedish() -> SafeString:
    """The attribute for what has one language, such as what a source says of itself."""
    return mark_safe(' lang="sv"' if is_english() else "")
