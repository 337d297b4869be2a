"""What a reader of the sheet cannot see in a cell: invisible characters, doubled spaces, letter case.

``visible`` is what an eye sees. Two cells with the same ``fold`` look alike to people and are one thing;
``one_spelling`` gives every cell of a column the spelling that its first likeness has.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable

# Characters of class Cf take no place on paper (zero-width space, soft hyphen, byte order mark, direction marks);
# variation selectors and fillers are of other classes, and as invisible.
_INVISIBLE = re.compile("[\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\ufe00-\ufe0f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """The text without what cannot be seen, every run of blanks one space, none at its ends."""
    if text.isascii() and text.isprintable():
        return text if "  " not in text and text.strip() == text else " ".join(text.split())
    letters = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    letters = _CONTROL.sub("", _INVISIBLE.sub("", letters))
    return unicodedata.normalize("NFC", " ".join(letters.split()))


def fold(text: str) -> str:
    """What the text is compared by: as it looks, without letter case."""
    return unicodedata.normalize("NFC", visible(text).casefold())


def revealed(text: str) -> str:
    """The text with what cannot be seen made visible: ``A⟨U+200B⟩``."""
    return "".join(_revealed(letter) for letter in text)


def _revealed(letter: str) -> str:
    hidden = unicodedata.category(letter) in ("Cf", "Cc") or _INVISIBLE.match(letter)
    strange_space = letter.isspace() and letter != " "
    return f"⟨U+{ord(letter):04X}⟩" if hidden or strange_space else letter


def one_spelling(cells: Iterable[Hashable]) -> dict[Hashable, Hashable]:
    """Each cell's spelling: that of the first cell that looks like it. What is not text stays as it is."""
    first: dict[str, str] = {}
    spellings: dict[Hashable, Hashable] = {}
    for cell in cells:
        spellings[cell] = first.setdefault(fold(cell), visible(cell)) if isinstance(cell, str) else cell
    return spellings
