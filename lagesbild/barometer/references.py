"""Figures in a text written as references to their indicators, so that they always agree with them.

``{{nyckeltal:ekologiska-livsmedel}}`` is the latest value, ``{{nyckeltal:ekologiska-livsmedel 2022}}`` the value of a
year, ``{{nyckeltal:ekologiska-livsmedel ändring}}`` how far it has moved since its first year, and ``… ändring 2015``
since that year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

# An editor may leave a no-break space, or none, where a space is meant.
REFERENCE = re.compile(
    r"\{\{(?:\s|&nbsp;)*(?:nyckeltal|indicator):(?:\s|&nbsp;)*(?P<slug>[\w-]+)"
    r"(?:(?:\s|&nbsp;)+(?P<change>ändring|change))?(?:(?:\s|&nbsp;)+(?P<year>(?:19|20)\d\d))?(?:\s|&nbsp;)*\}\}"
)
BEGUN = re.compile(r"\{\{(?:\s|&nbsp;)*(?:nyckeltal|indicator)\b[^{}]{0,200}\}\}")
"""Something meant as a reference, well written or not."""


@dataclass(frozen=True)
class IndicatorReference:
    """``written``: as it stands in the text. ``year``: the one asked for, None for the latest."""

    written: str
    slug: str
    is_change: bool
    year: int | None


def references(html: str) -> list[IndicatorReference]:
    """Every well-written reference of a text, in order."""
    return [_reference(match) for match in REFERENCE.finditer(html)]


def not_understood(html: str) -> list[str]:
    """What is meant as references but cannot be read as such, as written."""
    return [match[0] for match in BEGUN.finditer(html) if not REFERENCE.fullmatch(match[0])]


def filled(html: str, text_of: Callable[[IndicatorReference], str], unknown: str = "") -> str:
    """The text with ``told(reference)`` in each reference's place, and ``unknown`` for what cannot be read as one."""
    return BEGUN.sub(
        unknown.replace("\\", r"\\"), REFERENCE.sub(lambda match: text_of(_reference(match)), html)
    )


def _reference(match: re.Match) -> IndicatorReference:
    year = int(match["year"]) if match["year"] else None
    return IndicatorReference(match[0], match["slug"], bool(match["change"]), year)
