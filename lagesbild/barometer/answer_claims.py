"""What a sentence of prose says of how it goes: "målet är nått", "utsläppen har minskat", "it goes too slowly".

Only what is said as a fact of here, now and the whole period is a claim. What is hoped, what happened in some other
years, and what is denied in a way that is not understood, is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lagesbild.barometer.claim_words import LANGUAGES
from lagesbild.barometer.claims import YEAR


class ClaimedAnswer(StrEnum):
    """How it goes, as a text may say it. In the order in which a clause is looked through: what is denied first."""

    UNREACHED = "unreached"
    NOT_IN_TIME = "not_in_time"
    IN_TIME = "in_time"
    REACHED = "reached"
    UNCHANGED = "unchanged"
    BETTER = "better"
    WORSE = "worse"
    RISEN = "risen"
    FALLEN = "fallen"


@dataclass(frozen=True)
class AnswerClaim:
    """``written``, as it stands in ``clause``, says ``kind``. ``since``: the first year it is said of, None where none
    is named. ``rest``: the sentence without what is written, which tells what it is about."""

    kind: ClaimedAnswer
    written: str
    clause: str
    rest: str
    since: int | None = None


@lru_cache(maxsize=8192)
def answer_claims(sentence: str, language: str) -> tuple[AnswerClaim, ...]:
    """What one sentence of plain text says of how it goes: at most one claim a clause."""
    clauses = filter(None, re.split(LANGUAGES[language].clause, sentence, flags=re.IGNORECASE))
    claims_made = (_in_clause(clause, sentence, language) for clause in clauses)
    return tuple(claim for claim in claims_made if claim)


def _in_clause(clause: str, sentence: str, language: str) -> AnswerClaim | None:
    if _SET_ASIDE[language].search(clause) or re.search(LANGUAGES[language].earlier, clause, re.IGNORECASE):
        return None
    for kind, pattern in _PATTERNS[language].items():
        if match := pattern.search(clause):
            return _claim(kind, match, clause, sentence, language)
    return None


def _claim(
    kind: ClaimedAnswer, match: re.Match, clause: str, sentence: str, language: str
) -> AnswerClaim | None:
    others = clause[: match.start()] + clause[match.end() :]
    if kind not in _DENYING and _DENIAL[language].search(others):
        return None
    since = _SINCE[language].search(clause)
    years = YEAR.findall(clause)
    first_year = int(since[1]) if since else None
    # What is said of other years than those from a first one until now is not about today's answer.
    if years and kind is not ClaimedAnswer.IN_TIME and years != [str(first_year)]:
        return None
    return AnswerClaim(kind, match[0].strip(), clause, _without(match, sentence), first_year)


def _without(match: re.Match, sentence: str) -> str:
    """The sentence but for the claim's own words; what a target is said to be for stays."""
    of_what = " ".join(re.findall(r"\b(?:för|for) ([^\W\d]+)", match[0]))
    return sentence.replace(match[0], f" {of_what} ", 1)


_DENYING = (ClaimedAnswer.UNREACHED, ClaimedAnswer.NOT_IN_TIME, ClaimedAnswer.UNCHANGED)
_DENIAL = {
    "sv": re.compile(r"\b(?:inte|ej|aldrig|knappast|ingen|inga|inget|varken|utan)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|never|hardly|no|none|neither|without)\b|n't\b", re.IGNORECASE),
}
_SINCE = {
    "sv": re.compile(r"\b(?:sedan|från och med|alltsedan)\s+(?:år\s+)?((?:19|20)\d\d)\b", re.IGNORECASE),
    "en": re.compile(r"\bsince\s+((?:19|20)\d\d)\b", re.IGNORECASE),
}
_SET_ASIDE = {
    "sv": re.compile(
        r"\b(?:ska|skall|bör|skulle|måste|om|hoppas|vill|siktar|planera\w*|prognos\w*|behöver|för att|när|kan|kunde"
        r"|tror|risk\w*|senaste|i år|i fjol|tillfälligt|delvis|vissa|några|ibland|fråga\w*|målet att|hur|varför|vad)\b"
        r"|\?|\b(?:så|därför) att\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:shall|should|would|could|must|if|hope\w*|want\w*|aim\w*|plan\w*|forecast\w*|need\w*|in order to|when|can"
        r"|may|might|believe\w*|risk\w*|latest|recent\w*|this year|last year|partly|some|sometimes|how|why|what"
        r"|whether)\b|\?",
        re.IGNORECASE,
    ),
}
"""A clause with any of these is no plain fact about the whole period."""
_SV_STILL = r"(?:ännu|fortfarande|redan|nu|alltså|därmed|också)?\s?"
_SV_TARGET = r"(?:\bmål(?:et|värdet|nivån)(?: för [^\W\d]+)?)"
_EN_TARGET = r"(?:the )?(?:target|goal)(?: for [^\W\d]+)?"
_WORDS: Mapping[str, Mapping[ClaimedAnswer, str]] = {
    "sv": {
        ClaimedAnswer.UNREACHED: rf"{_SV_TARGET} (?:är|har) {_SV_STILL}(?:inte|ej) {_SV_STILL}(?:upp)?nå(?:tts|tt|dd)\b"
        rf"|(?:har|är) {_SV_STILL}(?:inte|ej) {_SV_STILL}(?:upp)?nått {_SV_TARGET}\b"
        rf"|\bnår {_SV_STILL}(?:inte|ej) {_SV_TARGET}(?! i tid)\b",
        ClaimedAnswer.NOT_IN_TIME: rf"\bkommer (?:vi |kommunen )?(?:inte|ej) att (?:hinna )?nå {_SV_TARGET}"
        rf"|{_SV_TARGET} kommer (?:inte|ej) att (?:nås|uppnås)|\bgår (?:alldeles )?för långsamt|\bför långsam takt"
        rf"|\btakten räcker (?:inte|ej)|{_SV_TARGET} nås (?:inte|ej) i tid|\bnår (?:inte|ej) {_SV_TARGET} i tid",
        ClaimedAnswer.IN_TIME: rf"\bnår {_SV_TARGET} (?:i tid|(?:till |senast )?20\d\d)"
        rf"|\bkommer (?:vi |kommunen )?att nå {_SV_TARGET}|\bpå (?:god )?väg att nå {_SV_TARGET}"
        rf"|{_SV_TARGET} (?:kommer att (?:upp)?nås|(?:upp)?nås i tid)|\btakten räcker\b",
        ClaimedAnswer.REACHED: rf"{_SV_TARGET} (?:är|har) {_SV_STILL}(?:upp)?nå(?:tts|tt|dd)\b"
        rf"|(?:har|är) (?:vi |kommunen )?{_SV_STILL}(?:upp)?nått {_SV_TARGET}\b",
        ClaimedAnswer.UNCHANGED: r"\b(?:står|stått) (?:i stort sett |helt )?still\b"
        r"|\b(?:är|varit|legat) oförändra(?:d|t|de)\b"
        r"|\bingen (?:tydlig |större )?förändring\b|\bvarken (?:ökat eller minskat|stigit eller sjunkit)\b",
        ClaimedAnswer.BETTER: r"\båt rätt håll\b|\bi rätt riktning\b"
        r"|\b(?:har|är) (?:\w+ )?(?:förbättrats|blivit bättre)\b",
        ClaimedAnswer.WORSE: r"\båt fel håll\b|\bi fel riktning\b|\b(?:har|är) (?:\w+ )?(?:försämrats|blivit sämre)\b",
        ClaimedAnswer.RISEN: r"\bhar (?:\w+ ){0,2}(?:ökat|stigit|vuxit)\b",
        ClaimedAnswer.FALLEN: r"\bhar (?:\w+ ){0,2}(?:minskat|sjunkit)\b",
    },
    "en": {
        ClaimedAnswer.UNREACHED: rf"{_EN_TARGET} (?:is|has) (?:still )?not (?:yet )?(?:been )?(?:reached|met)\b"
        rf"|\b(?:has|have) not (?:yet )?(?:reached|met) {_EN_TARGET}"
        rf"|\bdo(?:es)? not (?:yet )?(?:reach|meet) {_EN_TARGET}",
        ClaimedAnswer.NOT_IN_TIME: rf"\bwill not (?:reach|meet) {_EN_TARGET}|{_EN_TARGET} will not be (?:reached|met)"
        r"|\btoo slow(?:ly)?\b|\bnot fast enough\b",
        ClaimedAnswer.IN_TIME: rf"\bwill (?:reach|meet) {_EN_TARGET}|{_EN_TARGET} will be (?:reached|met)"
        rf"|\bon (?:track|course|its way) to (?:reach|meet) {_EN_TARGET}|\bfast enough\b",
        ClaimedAnswer.REACHED: rf"{_EN_TARGET} (?:is|has) (?:now |already )?(?:been )?(?:reached|met)\b"
        rf"|\b(?:has|have) (?:now |already )?(?:reached|met) {_EN_TARGET}",
        ClaimedAnswer.UNCHANGED: r"\b(?:stands|stood) still\b|\b(?:is|are|been|remained) unchanged\b"
        r"|\bno (?:clear )?change\b|\bneither (?:risen nor fallen|increased nor decreased)\b",
        ClaimedAnswer.BETTER: r"\bin the right direction\b|\b(?:has|have) (?:\w+ )?(?:improved|become better)\b",
        ClaimedAnswer.WORSE: r"\bin the wrong direction\b"
        r"|\b(?:has|have) (?:\w+ )?(?:worsened|deteriorated|become worse)\b",
        ClaimedAnswer.RISEN: r"\b(?:has|have) (?:\w+ ){0,2}(?:risen|increased|grown)\b",
        ClaimedAnswer.FALLEN: r"\b(?:has|have) (?:\w+ ){0,2}(?:fallen|decreased|declined|dropped)\b",
    },
}
_PATTERNS = {
    language: {kind: re.compile(words, re.IGNORECASE) for kind, words in by_kind.items()}
    for language, by_kind in _WORDS.items()
}
