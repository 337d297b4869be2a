"""Does a text say the same as the figures on its page? Claims in prose, each held against the indicator it is about.

Careful rather than complete: a contradiction is told only where the unit fits, the words are the indicator's own, and
no indicator that the sentence may be about has such a value.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lagesbild.barometer.claims import PERCENT, NumberClaim, claims
from lagesbild.barometer.measures import Measure, fits, is_near, unit_factor, unit_head
from lagesbild.barometer.page_words import LIKELY, PageWords, is_of_others, likeliest, says_what
from lagesbild.barometer.text_checks import sentences
from lagesbild.barometer.word_likeness import is_little, sameness, stem, telling_words


@dataclass(frozen=True)
class Contradiction:
    """What the text says, and what the best matching measure says instead: its ``value`` in ``year``."""

    claim: NumberClaim
    measure: Measure
    year: int
    value: float
    sentence: str


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
    page = PageWords([measure for measure in measures if measure.values], language)
    differing, context_before = [], about
    for sentence in text_sentences:
        # "2022 var andelen 72 %" is about what was spoken of just before.
        context = sentence if says_what(sentence, language) else f"{context_before} {sentence}"
        for claim in claims(sentence, language):
            if wrong := _contradicted(claim, sentence, context, page, as_of):
                differing.append(wrong)
        context_before = context
    return differing


def _contradicted(
    claim: NumberClaim, sentence: str, context: str, page: PageWords, as_of: int | None
) -> Contradiction | None:
    stems = page.stems_of(context)
    scored = [
        (_likeness(claim, measure, stems, page), measure)
        for measure in page.measures
        if fits(claim, measure, sentence)
        and not is_of_others(claim.clause, claim.written, measure, page.language)
    ]
    candidates = likeliest(scored)
    if not candidates or not _comparable(candidates[0], claim, as_of):
        return None
    if any(_bears_out(measure, claim, as_of) for measure in candidates):
        return None
    return _contradiction(claim, candidates[0], sentence)


def _likeness(claim: NumberClaim, measure: Measure, stems: Sequence[str], page: PageWords) -> float:
    like = page.likeness(measure, stems) or _as_the_only_count_of_people(claim, measure)
    return like * (1.0 if claim.unit != PERCENT or _is_of_its_whole(claim, measure, page) else OF_ELSE)


_WHOLE = {
    "sv": re.compile(
        r"\bav (?:alla |alla de |de |det |den |våra |vår |årets )?((?:[^\W\d]+ ?){1,4})", re.IGNORECASE
    ),
    "en": re.compile(r"\bof (?:all |all the |the |our |this year's )?((?:[^\W\d]+ ?){1,4})", re.IGNORECASE),
}


def _is_of_its_whole(claim: NumberClaim, measure: Measure, page: PageWords) -> bool:
    """Whether what the share is of ("av sjöarna") is the indicator's own word, or says nothing ("av invånarna")."""
    before, _written, after = claim.clause.partition(claim.written)
    pattern = _WHOLE[page.language]
    wholes = [match for match in (pattern.match(after.lstrip()), pattern.match(before)) if match]
    return all(_is_own(match[1], measure, page) for match in wholes)


def _is_own(written: str, measure: Measure, page: PageWords) -> bool:
    telling = [
        stem(word, page.language) for word in telling_words(written) if not is_little(word, page.language)
    ]
    own = [*page.names[measure.key], *page.others[measure.key]]
    return not telling or any(sameness(word, own_stem) for word in telling for own_stem in own)


def _bears_out(measure: Measure, claim: NumberClaim, as_of: int | None) -> bool:
    factor = unit_factor(claim, measure)
    true_values = (*_comparable(measure, claim, as_of), *measure.decided)
    return any(claim.holds(value * factor) for value in true_values)


def _comparable(measure: Measure, claim: NumberClaim, as_of: int | None) -> list[float]:
    """The values that the claim may be true of; none where nothing is known."""
    if claim.year is not None:
        return [measure.values[claim.year]] if claim.year in measure.values else []
    if claim.earlier:
        return list(measure.values.values())
    years_till_then = [year for year in measure.values if as_of is not None and year <= as_of]
    years = {measure.latest[0], *sorted(years_till_then)[-2:]}
    return [measure.values[year] for year in sorted(years)]


def _contradiction(claim: NumberClaim, measure: Measure, sentence: str) -> Contradiction:
    year = claim.year if claim.year in measure.values else measure.latest[0]
    return Contradiction(claim, measure, year, measure.values[year], sentence)


def _as_the_only_count_of_people(claim: NumberClaim, measure: Measure) -> float:
    """ "Kommunen har 148 000 invånare" names nothing but the unit, and is about nothing but the population."""
    if unit_head(measure.unit.lower()) not in ("invånare", "residents", "inhabitants"):
        return 0.0
    return (
        LIKELY
        if re.match(r"invånare|residents|inhabitants|jönköpingsbor", claim.unit) and is_near(claim, measure)
        else 0.0
    )
