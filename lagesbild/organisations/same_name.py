"""Whether two names are of the same place: *Bodö kommun* is *Bodø*, *City of Kuopio* is *Kuopion kaupunki*.

Only what cannot be told apart by a reader is the same here. Håbo and Habo are two municipalities, Kansas City is not
Kansas: of such a likeness somebody is asked.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "ö", "æ": "ä", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LETTERS_OF_OUR_OWN = {"å", "ä", "ö"}
"""They make another word, and so another place."""
_BEFORE = re.compile(
    r"(?:the )?(?:(?:city|town|municipality|commune) of |staden |kommunen |stadt |gemeinde |gmina |miasto |ville de )"
)
_AFTER = re.compile(
    r" (kommun|kommune|stad|stadt|kaupunki|kunta|municipality|linn|linnavalitsus|kommunstyre)$"
)
_GENITIVES = {
    **dict.fromkeys(("kommun", "stad", "kommune"), "s"),
    **dict.fromkeys(("kaupunki", "kunta"), "n"),
}


@lru_cache(maxsize=20_000)
def spellings(name: str) -> frozenset[str]:
    """The forms that a name has without its letters' accents and without what the place is, as they are compared.

    *Jönköpings kommun* may be of Jönköping or, as *Borås stad* is of Borås, of Jönköpings: both are forms of it.
    """
    folded = _BEFORE.sub("", _plain_letters(name), count=1)
    after = _AFTER.search(folded)
    bare = folded[: after.start()] if after else folded
    if not bare:
        return frozenset((_plain_letters(name),))
    genitive = _GENITIVES.get(after[1], "") if after else ""
    whole = bare.removesuffix(genitive) if genitive and len(bare) > 3 else bare
    return frozenset((bare, whole))


def is_same_name(name: str, other: str) -> bool:
    return bool(spellings(name) & spellings(other))


def _plain_letters(name: str) -> str:
    letters = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    bare = "".join(
        letter if letter in _LETTERS_OF_OUR_OWN else unicodedata.normalize("NFD", letter)[0]
        for letter in letters
    )
    return re.sub(r"[\s'’`´.,:*?-]+", " ", bare).strip()
