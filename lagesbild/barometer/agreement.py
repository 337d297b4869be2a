"""Does a text say the same as the figures on its page? Claims in prose, each held against the indicator it is about.

Careful rather than complete: a contradiction is told only where the unit fits, the words are the indicator's own, and
no indicator that the sentence may be about has such a value.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from lagesbild.barometer.claim_words import LANGUAGES
from lagesbild.barometer.claims import PERCENT, Claim, claims
from lagesbild.barometer.measures import Measure, counts_things, fits, is_near, unit_factor, unit_head
from lagesbild.barometer.text_checks import sentences
from lagesbild.barometer.word_likeness import is_little, sameness, stem, telling_words


@dataclass(frozen=True)
class Contradiction:
    """What the text says, and what the best matching measure says instead: its ``value`` in ``year``."""

    claim: Claim
    measure: Measure
    year: int
    value: float
    sentence: str


LIKELY = 0.5
"""The least share of an indicator's words (weighed by how telling they are) that makes a sentence one about it."""
AS_LIKELY = 0.75
"""Another indicator this much as likely may be the one meant."""

OF_ELSE = 0.45
"""How much is left of the likeness where the share is of something else."""


def contradictions(
    html: str,
    measures: Iterable[Measure],
    *,
    language: str = "sv",
    as_of: int | None = None,
    about: str = "",
) -> list[Contradiction]:
    """What in the text no measure bears out. ``as_of``: the year the text is said to be of. ``about``: the page's name.

    A claim is held against the value of the year that it names; else against the latest, or the latest known in
    ``as_of``. Of a year without a value, nothing is known and nothing said.
    """
    text_sentences = sentences(html)
    if not any(claims(sentence, language) for sentence in text_sentences):
        return []
    page = _Page([measure for measure in measures if measure.values], language)
    differing, context_before = [], about
    for sentence in text_sentences:
        # "2022 var andelen 72 %" is about what was spoken of just before.
        context = sentence if _says_what(sentence, language) else f"{context_before} {sentence}"
        for claim in claims(sentence, language):
            if wrong := _contradicted(claim, sentence, context, page, as_of):
                differing.append(wrong)
        context_before = context
    return differing


class _Page:
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


def _best(own: str, stems: Sequence[str]) -> float:
    return max((sameness(own, other) for other in stems), default=0.0)


def _contradicted(
    claim: Claim, sentence: str, context: str, page: _Page, as_of: int | None
) -> Contradiction | None:
    stems = [stem(word, page.language) for word in telling_words(context)]
    scored = [
        (_likeness(claim, measure, stems, page), measure)
        for measure in page.measures
        if fits(claim, measure, sentence) and not _of_others(claim, measure, page.language)
    ]
    if not scored:
        return None
    best = max(score for score, _one in scored)
    if best < LIKELY:
        return None
    likeliest = [
        measure for score, measure in sorted(scored, key=lambda pair: -pair[0]) if score >= AS_LIKELY * best
    ]
    if not _comparable(likeliest[0], claim, as_of) or any(
        _bears_out(measure, claim, as_of) for measure in likeliest
    ):
        return None
    return _contradiction(claim, likeliest[0], sentence)


def _likeness(claim: Claim, measure: Measure, stems: Sequence[str], page: _Page) -> float:
    like = page.likeness(measure, stems) or _as_the_only_count_of_people(claim, measure)
    return like * (1.0 if claim.unit != PERCENT or _is_of_its_whole(claim, measure, page) else OF_ELSE)


_WHOLE = {
    "sv": re.compile(
        r"\bav (?:alla |alla de |de |det |den |våra |vår |årets )?((?:[^\W\d]+ ?){1,4})", re.IGNORECASE
    ),
    "en": re.compile(r"\bof (?:all |all the |the |our |this year's )?((?:[^\W\d]+ ?){1,4})", re.IGNORECASE),
}


def _is_of_its_whole(claim: Claim, measure: Measure, page: _Page) -> bool:
    """Whether what the share is of ("av sjöarna") is the indicator's own word, or says nothing ("av invånarna")."""
    before, _written, after = claim.clause.partition(claim.written)
    pattern = _WHOLE[page.language]
    wholes = [match for match in (pattern.match(after.lstrip()), pattern.match(before)) if match]
    return all(_is_own(match[1], measure, page) for match in wholes)


def _is_own(written: str, measure: Measure, page: _Page) -> bool:
    telling = [
        stem(word, page.language) for word in telling_words(written) if not is_little(word, page.language)
    ]
    own = [*page.names[measure.key], *page.others[measure.key]]
    return not telling or any(sameness(word, own_stem) for word in telling for own_stem in own)


def _bears_out(measure: Measure, claim: Claim, as_of: int | None) -> bool:
    factor = unit_factor(claim, measure)
    true_values = (*_comparable(measure, claim, as_of), *measure.decided)
    return any(claim.holds(value * factor) for value in true_values)


def _comparable(measure: Measure, claim: Claim, as_of: int | None) -> list[float]:
    """The values that the claim may be true of; none where nothing is known."""
    if claim.year is not None:
        return [measure.values[claim.year]] if claim.year in measure.values else []
    if claim.earlier:
        return list(measure.values.values())
    years_till_then = [year for year in measure.values if as_of is not None and year <= as_of]
    years = {measure.latest[0], *sorted(years_till_then)[-2:]}
    return [measure.values[year] for year in sorted(years)]


def _contradiction(claim: Claim, measure: Measure, sentence: str) -> Contradiction:
    year = claim.year if claim.year in measure.values else measure.latest[0]
    return Contradiction(claim, measure, year, measure.values[year], sentence)


def _as_the_only_count_of_people(claim: Claim, measure: Measure) -> float:
    """ "Kommunen har 148 000 invånare" names nothing but the unit, and is about nothing but the population."""
    if unit_head(measure.unit.lower()) not in ("invånare", "residents", "inhabitants"):
        return 0.0
    return (
        LIKELY
        if re.match(r"invånare|residents|inhabitants|jönköpingsbor", claim.unit) and is_near(claim, measure)
        else 0.0
    )


# --- Whom and where ---------------------------------------------------------------------------------------


def _of_others(claim: Claim, measure: Measure, language: str) -> bool:
    """Whether the clause speaks of another place, or of a group that the measure is not about."""
    words, own = LANGUAGES[language], f"{measure.name} {measure.definition}".lower()
    for pattern in (words.elsewhere, words.groups):
        for match in re.finditer(pattern, claim.clause, re.IGNORECASE):
            compared = re.search(r"(?:än|över|under|jämfört med|than|above|below|compared with)\s+(?:i |in "
            r"|the )?$",
                                 claim.clause[: match.start()])  # fmt: skip
            if match[match.lastindex].lower() not in own and not (
                compared and claim.written in claim.clause[: match.start()]
            ):
                return True
    return False


def _says_what(sentence: str, language: str) -> bool:
    """Whether a word of the sentence says what it is about."""
    return any(not is_little(word, language) for word in telling_words(sentence))
