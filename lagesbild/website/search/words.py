"""Words as readers write them: in other letters, with other endings, in parts, and with slips. Pure.

Swedish builds long words: who asks for *vatten* also wants *grundvattenförekomster*, and who asks for *miljönämnden*
means *Miljö- och hälsoskyddsnämnden*.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

SHORTEST = 2
"""Letters of a word that is looked for; a number may be one figure."""
ENDINGS = ("erna", "arna", "orna", "ena", "en", "et", "er", "ar", "or", "na", "n", "t", "s", "a", "e")
LITTLE = frozenset(
    re.findall(
        r"\w+",
        """hur vad var vem när många mycket finns går är det den de en ett och eller i på av för om med till från som
        vi har ni hos kring the of is are how what who when in on for to and or about we do does many much""",
    )
)
"""They are not looked for where there are other words."""
HEAD, TAIL = 3, 4
"""The fewest letters of a compound's two parts."""


def words_of(question: str) -> list[str]:
    """What is looked for, in folded letters."""
    words = [
        word.strip(".")
        for word in re.findall(r"[\w.]+", folded(question))
        if sum(map(str.isalnum, word)) >= SHORTEST or word.isdigit()
    ]
    return [word for word in words if word not in LITTLE] or words


class _Letters(dict):
    """Letter → the same without its mark, worked out once for each: a search folds a million letters."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = letter if letter in "åäö" else unicodedata.normalize("NFKD", letter)[0]
        return self[code]


LETTERS = _Letters({ord("ø"): "ö", ord("æ"): "ä"})


def folded(text: str) -> str:
    """Lower case, with å ä ö kept (they are letters of their own) and other marks removed: é is e, CO₂ is co2."""
    return unicodedata.normalize("NFC", text).casefold().translate(LETTERS)


def unmarked(text: str) -> str:
    """As ``folded``, with å and ä as a and ö as o."""
    return folded(text).translate(str.maketrans("åäö", "aao"))


@cache
def without_ending(word: str) -> str:
    ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word[: len(word) - len(ending)] if ending else word


@cache
def root(word: str) -> str:
    """The word without all its endings: arbetslösheten and arbetslöshet have one."""
    shorter = without_ending(word)
    return word if shorter == word else root(shorter)


def parts(word: str) -> Iterator[tuple[str, str]]:
    """Every way to part a compound in two, the latter without its ending: (miljö, nämnd)."""
    stem = without_ending(word)
    for place in range(HEAD, len(stem) - TAIL + 1):
        yield stem[:place], stem[place:]


def holds_parts(text: str, word: str) -> bool:
    """Whether a word of the text begins as the compound does, and it or another ends as the compound does."""
    stem = without_ending(word)
    if len(stem) < HEAD + TAIL or stem[:HEAD] not in text or stem[-TAIL:] not in text:
        return False
    stems = [(word, without_ending(word)) for word in re.findall(r"\w+", text)]
    return any(
        first.startswith(head) and (other.endswith(tail) or other.startswith(tail))
        for head, tail in parts(word)
        for first, own in stems
        for _word, other in stems
        if own != other
    )


def slips(written: str, word: str, most: int) -> tuple[int, int]:
    """How many letters are missing, too many, others or swapped, and how much of the word's beginning it was held to.

    ``written`` may be the beginning of the word. (most + 1, 0) where there are more slips than that.
    """
    before_last, last = [], list(range(len(word) + 1))
    for row, letter in enumerate(written, 1):
        now = [row]
        for column, other in enumerate(word, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            swapped = row > 1 and column > 1 and letter == word[column - 2] and written[row - 2] == other
            now.append(min(cost, before_last[column - 2] + 1) if swapped else cost)
        if min(now) > most:
            return most + 1, 0
        before_last, last = last, now
    fewest = min(last[1:], default=most + 1)
    if fewest > most:
        return most + 1, 0
    # The longest beginning that is as near: of kollektivtrafik the whole, not kollektivtrafi.
    return fewest, max(place for place, cost in enumerate(last) if cost == fewest)


def trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


class Vocabulary:
    """Words that lead somewhere, to find those that a misspelt one may have meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            for trigram in trigrams(word):
                self._by_trigram[trigram].append(word)

    def knows(self, word: str) -> bool:
        """Whether some word holds it."""
        return any(word in other for other in self.words)

    def nearest(self, written: str) -> str | None:
        """The word with the fewest slips, as much of it as was written; None where none is near enough to be sure."""
        most = 0 if len(written) < 4 else 1 if len(written) < 6 else 2
        near = []
        for word in self._candidates(written, fewest=max(1, len(written) - 3 * most - 1)):
            count, reach = slips(written, word, most)
            if count <= most and reach >= len(written) - most:
                near.append((count, word[0] != written[0], len(word) - reach, word[:reach]))
        return min(near)[-1] if near else None

    def alike(self, written: str, limit: int = 5) -> list[str]:
        """Words that share many of their letters with the written one, the likest first: to suggest, not to search."""
        own = trigrams(written)
        likeness = [
            (len(own & trigrams(word)) / len(own | trigrams(word)), word)
            for word in self._candidates(written, fewest=2)
        ]
        best = sorted((pair for pair in likeness if pair[0] >= 0.25), key=lambda pair: (-pair[0], pair[1]))
        return [word for _likeness, word in best[:limit]]

    def _candidates(self, written: str, fewest: int) -> list[str]:
        shared: dict[str, int] = defaultdict(int)
        for trigram in trigrams(written):
            for word in self._by_trigram.get(trigram, ()):
                shared[word] += 1
        return [word for word, count in shared.items() if count >= fewest]
