"""Does a text say of how it goes what the indicators of its page answer? Words against the ladder of answers.

Careful rather than complete, as with figures: a contradiction is told only where the words are the indicator's own and
no indicator that the sentence may be about answers so. What nobody knows contradicts nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lagesbild.assessment import AnswerCode, Direction
from lagesbild.barometer.answer_claims import AnswerClaim, ClaimedAnswer, answer_claims
from lagesbild.barometer.measures import Measure
from lagesbild.barometer.page_words import PageWords, is_of_others, likeliest, says_what
from lagesbild.barometer.text_checks import sentences

_C, _A = AnswerCode, ClaimedAnswer
_AHEAD = (_C.IN_TIME, _C.TOO_SLOW, _C.UNMET_BETTER, _C.BETTER)
_ASTRAY = (_C.WRONG_WAY, _C.WORSE, _C.SLIPPING, _C.WITHIN_NEARING)
_NOWHERE = (_C.STALLED, _C.UNMET_UNCLEAR, _C.NO_CLEAR_CHANGE)
_UNMET = (
    *(_C.LOST, _C.MISSED, _C.UNMET_UNKNOWN, _C.WRONG_WAY, _C.UNMET_BETTER, _C.UNMET_UNCLEAR),
    *(_C.IN_TIME, _C.TOO_SLOW, _C.STALLED, _C.UNCERTAIN),
)
CONTRADICTED: Mapping[ClaimedAnswer, tuple[AnswerCode, ...]] = {
    _A.UNREACHED: (_C.REACHED, _C.SLIPPING),
    _A.NOT_IN_TIME: (_C.REACHED, _C.IN_TIME),
    _A.IN_TIME: (_C.LOST, _C.MISSED, _C.WRONG_WAY, _C.STALLED, _C.TOO_SLOW),
    _A.REACHED: _UNMET,
    _A.UNCHANGED: (*_AHEAD, _C.WRONG_WAY, _C.WORSE),
    _A.BETTER: (*_ASTRAY, *_NOWHERE),
    _A.WORSE: (*_AHEAD, *_NOWHERE),
}
"""What a text says → the answers that say otherwise. What is not here does not, or is not known."""


@dataclass(frozen=True)
class AnswerContradiction:
    """What the text says of how it goes, and the measure whose answer is another."""

    claim: AnswerClaim
    measure: Measure
    sentence: str


def answer_contradictions(
    html: str, measures: Iterable[Measure], *, language: str = "sv", about: str = ""
) -> list[AnswerContradiction]:
    """What the text says of how it goes and no measure answers. ``about``: the page's name."""
    text_sentences = sentences(html)
    if not any(answer_claims(sentence, language) for sentence in text_sentences):
        return []
    page = PageWords([measure for measure in measures if measure.answer], language)
    differing, context_before = [], about
    for sentence in text_sentences:
        for claim in answer_claims(sentence, language):
            context = claim.rest if says_what(claim.rest, language) else f"{context_before} {claim.rest}"
            if measure := _contradicting(claim, context, page):
                differing.append(AnswerContradiction(claim, measure, sentence))
        context_before = sentence if says_what(sentence, language) else f"{context_before} {sentence}"
    return differing


def _contradicting(claim: AnswerClaim, context: str, page: PageWords) -> Measure | None:
    stems = page.stems_of(context)
    candidates = likeliest(
        [
            (page.likeness(measure, stems), measure)
            for measure in page.measures
            if not is_of_others(claim.clause, claim.written, measure, page.language)
        ]
    )
    if not candidates or not all(_contradicts(measure, claim) for measure in candidates):
        return None
    return candidates[0]


def _contradicts(measure: Measure, claim: AnswerClaim) -> bool:
    answer = measure.answer
    if claim.since is not None and claim.since != answer.first_year:
        return False
    return answer.code in CONTRADICTED.get(_judged(claim.kind, answer.direction), ())


def _judged(kind: ClaimedAnswer, direction: Direction) -> ClaimedAnswer | None:
    """A rise or a fall as what it means for the indicator; None where nobody has decided."""
    ways = {_A.RISEN: 1, _A.FALLEN: -1}
    if kind not in ways:
        return kind
    if not direction.is_a_way:
        return None
    return _A.BETTER if ways[kind] == direction else _A.WORSE
