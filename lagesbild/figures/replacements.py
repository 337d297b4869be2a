"""What a retired indicator may have become: those of a catalogue whose titles are the most like its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

LEAST = 0.5
"""Below this the titles have little but their unit in common."""
STEM = 6  # letters: Swedish words differ most at their ends


@dataclass(frozen=True)
class Replacement:
    """``likeness`` is 1 for the same title."""

    id: str
    title: str
    likeness: float


def replacements(title: str, catalogue: Mapping[str, str], *, most: int = 3) -> list[Replacement]:
    """The indicators of ``catalogue`` (id → title) that may measure what ``title`` did, the likeliest first.

    Likeness is the mean of two shares: of the stems of words that both titles have, and of letters in the same
    order. It is a suggestion to a person, never a replacement made by itself.
    """
    mine = _stems(title)
    near = {id: theirs for id, theirs in catalogue.items() if mine & _stems(theirs)}
    suggestions = [Replacement(id, theirs, round(_likeness(title, theirs), 3)) for id, theirs in near.items()]
    good = [suggestion for suggestion in suggestions if suggestion.likeness >= LEAST]
    return sorted(good, key=lambda suggestion: (-suggestion.likeness, suggestion.id))[:most]


def _likeness(title: str, other: str) -> float:
    mine, theirs = _stems(title), _stems(other)
    letters = SequenceMatcher(None, title.lower(), other.lower(), autojunk=False).ratio()
    return (len(mine & theirs) / len(mine | theirs) + letters) / 2


def _stems(title: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{3,}", title.lower())}
