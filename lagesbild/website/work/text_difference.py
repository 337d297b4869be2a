"""Two texts side by side, word by word, with what only one of them has."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class TextPart:
    """A stretch of text; ``own`` where the other text does not have it."""

    text: str
    own: bool


def parts(before: str, other: str) -> tuple[list[TextPart], list[TextPart]]:
    """Each text in parts. Together the parts of a text are the text."""
    old_words, right = (re.findall(r"\s*\S+\s*", text) for text in (before, other))
    sides: tuple[list[TextPart], list[TextPart]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, old_words, right).get_opcodes():
        for side, words in zip(sides, (old_words[a:b], right[c:d]), strict=True):
            if words:
                side.append(TextPart("".join(words), tag != "equal"))
    return sides
