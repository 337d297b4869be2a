"""Two texts side by side, word by word, with what only one of them has."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Part:
    """A stretch of text; ``own`` where the other text does not have it."""

    text: str
    own: bool


def parts(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Each text in parts. Together the parts of a text are the text."""
    left, right = (re.findall(r"\s*\S+\s*", text) for text in (one, other))
    made: tuple[list[Part], list[Part]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
        for side, words in zip(made, (left[a:b], right[c:d]), strict=True):
            if words:
                side.append(Part("".join(words), tag != "equal"))
    return made
