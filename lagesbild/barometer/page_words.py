"""The measures of a page, and how much of what a sentence says is about each of them."""

import re
from collections.abc import Sequence
from functools import cache
from math import log

from lagesbild.barometer.claim_words import LANGUAGES
from lagesbild.barometer.measures import Measure, counts_things, unit_head
from lagesbild.barometer.word_likeness import is_little, sameness, stem, telling_words

LIKELY = 0.5
"""The least share of an indicator's words (weighed by how telling they are) that makes a sentence one about it."""
AS_LIKELY = 0.75
"""Another indicator this much as likely may be the one meant."""


class PageWords:
    """The measures of a page, and how much each word tells them apart."""

    def __init__(self, measures: Sequence[Measure], language: str):
        self.measures, self.language = measures, language
        self.names = {
            measure.key: self._stems(measure.name_words)
            or [stem(word, language) for word in measure.name_words]
            for measure in measures
        }
        self.others = {measure.key: self._stems(measure.other_words) for measure in measures}

    def _stems(self, words: Sequence[str]) -> list[str]:
        return [stem(word, self.language) for word in words if not is_little(word, self.language)]

    @cache  # noqa: B019 - a page lives as long as one text is read
    def weight(self, word: str) -> float:
        """High for a word that one measure has, low for one that many have."""
        holders = sum(
            word in self.names[measure.key] or word in self.others[measure.key] for measure in self.measures
        )
        return 1.0 / (1.0 + log(1 + max(0, holders - 1)))

    def likeness(self, measure: Measure, stems: Sequence[str]) -> float:
        """How much of the measure's words are said, 0–1 for its name, and a little more for its definition."""
        own, more = self.names[measure.key], self.others[measure.key]
        held = {word: _best(word, stems) for word in own}
        if counts_things(measure) and [word for word in own if held[word]] == [
            stem(unit_head(measure.unit.lower()), self.language)
        ]:
            return 0.0  # "three partnerships" is not yet "active partnerships"
        share = sum(self.weight(word) * held[word] for word in own) / (sum(map(self.weight, own)) or 1.0)
        if sum(held.values()) >= 2:
            share = max(share, LIKELY + 0.2 * share)
        beside = sum(self.weight(word) * _best(word, stems) for word in set(more) - set(own))
        # One word alone may be about anything, unless the definition bears it out.
        if not share and beside < 3:
            return 0.0
        return min(1.0, (share or 0.15) + min(0.4, 0.2 * beside)) + 0.01 * min(beside, 5)

    def stems_of(self, text: str) -> list[str]:
        return [stem(word, self.language) for word in telling_words(text)]


def likeliest(scored: Sequence[tuple[float, Measure]]) -> list[Measure]:
    """The measures that a sentence may be about, the likeliest first; none where none is likely."""
    best = max((score for score, _measure in scored), default=0.0)
    if best < LIKELY:
        return []
    return [
        measure for score, measure in sorted(scored, key=lambda pair: -pair[0]) if score >= AS_LIKELY * best
    ]


def is_of_others(clause: str, written: str, measure: Measure, language: str) -> bool:
    """Whether the clause speaks of another place, or of a group that the measure is not about."""
    words, own = LANGUAGES[language], f"{measure.name} {measure.definition}".lower()
    for pattern in (words.elsewhere, words.groups):
        for match in re.finditer(pattern, clause, re.IGNORECASE):
            before = clause[: match.start()]
            compared = re.search(
                r"(?:än|över|under|jämfört med|than|above|below|compared with)\s+(?:i |in |the )?$", before
            )
            if match[match.lastindex].lower() not in own and not (compared and written in before):
                return True
    return False


def says_what(text: str, language: str) -> bool:
    """Whether a word of the text says what it is about."""
    return any(not is_little(word, language) for word in telling_words(text))


def _best(own: str, stems: Sequence[str]) -> float:
    return max((sameness(own, other) for other in stems), default=0.0)
