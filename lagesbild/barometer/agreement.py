"""Does a text say the same as the figures on its page? Claims in prose, each held against the indicator it is about.

Careful rather than complete: a contradiction is told only where the unit fits, the words are the indicator's own, and
no indicator that the sentence may be about has such a value.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import log

from lagesbild.barometer.claims import LANGUAGES, PERCENT, Claim, claims
from lagesbild.barometer.text_checks import sentences


@dataclass(frozen=True)
class Measure:
    """An indicator as a reader of prose needs it, in the language of the prose.

    ``values``: the value of each year. ``decided``: targets, limits and guidelines, which a text may tell of.
    """

    key: str
    name: str
    definition: str
    unit: str
    values: Mapping[int, float]
    decided: tuple[float, ...] = ()
    parts: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    """Series of groups (women, men …) that the page shows too, by what they are called."""

    @cached_property
    def latest(self) -> tuple[int, float]:
        """Year and value."""
        year = max(self.values)
        return year, self.values[year]

    @cached_property
    def name_words(self) -> tuple[str, ...]:
        return telling_words(self.name)

    @cached_property
    def other_words(self) -> tuple[str, ...]:
        return telling_words(self.definition)


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
PART = 0.6
"""How much a word counts that is only a part of the indicator's."""

_LITTLE = {
    "sv": r"(?:andel|antal|kommun|person|procent|invånar|befolkning|jönköping|enkät|värde|nivå|siffr|mätning"
    r"|uppgift|resultat"
    r"|genomsnitt|medel|totalt?|snitt|hel|hela|stor|större|störst|mindre|minst|mycket|många|flest|fler|vissa?"
    r"|enligt|själv"
    r"|räkna|senaste?|idag|dag|dagens|sedan|under|över|efter|eller|från|inom|samt|till|utan|bland|ålder|alla"
    r"|samma|varje|också"
    r"|ligger|ligga|låg|hade|hamna|uppgår|uppgick|utgör|utgjorde|visa|svara|säga|säger|ökat|minska|stig|stigit"
    r"|sjunk|sjunkit"
    r"|ökar|öka|vuxit|gått|blivit|blir|vara|varit|bara|endast|kunde|inte|deras|sina|året|åren|årets?|slut|detta"
    r"|denna|dessa"
    r"|jämfört|jämför|gör|görs|finns|fanns|känner|avser|gäller|drygt|knappt|nästan|omkring|cirka|ungefär|exempel"
    r"|land|landet"
    r"|medan|däremot|därför|alltså|numera|fortfarande|lite|mer|något|någon|stycken)",
    "en": r"(?:share|number|municipal|person|percent|resident|inhabitant|population|survey|value|level|figure"
    r"|average|total"
    r"|whole|large|small|more|most|many|some|according|latest|today|since|under|over|after|from|within|with"
    r"|without|among"
    r"|year|every|also|were|have|been|that|this|their|they|them|which|than|about|only|just|still|now|says?|said"
    r"|report"
    r"|show|risen|fallen|rose|fell|increase|decrease|grown|end|there|those|these|into|each|half|quarter|third"
    r"|jönköping"
    r"|almost|nearly|part|amount|make|makes|made|stand|stood|according|while|per|cent|less|country)",
}
_ENDINGS = {
    "sv": (
        "arnas", "ernas", "ornas", "heterna", "heten", "heter", "andet", "ande", "ningarna", "ningen", "ningar", "ning",
        "arna", "erna", "orna", "aren", "aste", "are", "het", "ens", "ets", "ade", "ern", "ar", "er", "or", "en", "et",
        "an", "na", "as", "es", "at", "ad", "it", "a", "e", "n", "t", "s",
    ),
    "en": ("ations", "ation", "ments", "ment", "ness", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly",
        "s", "y", "e"),
}  # fmt: skip
_ALIKE = (
    {"män", "mäns", "männen", "männens"},
    {"nior", "niorna", "årskurs"},
    {"feel", "health", "healthy"},
    {"trygg", "trygga", "trygghet", "tryggheten"},
    {"mår", "hälsa", "frisk", "friska", "hälsotillstånd"},
    {"eldrivna", "elbil", "elbilar", "elbilarna", "laddbara", "laddbilar"},
    {"avfall", "sopor", "soporna"},
    {"mat", "maten", "livsmedel", "livsmedlen"},
    {"arbetslösa", "arbetslöshet", "arbetslösheten", "arbetslös"},
    {"arbetar", "förvärvsarbetar", "jobbar", "jobb", "sysselsatta"},
    {"vatten", "vattendrag", "åar", "bäckar"},
    {"röstade", "valdeltagande", "valdeltagandet", "röstberättigade"},
    {"befolkningen", "folkmängd", "folkmängden", "folkbokförda"},
    {"koldioxid", "växthusgaser", "klimatgaser", "co₂e", "koldioxidekvivalenter", "klimatpåverkan", "klimatutsläpp"},
    {"cyklister", "cykel", "cyklar", "cykeltrafik"},
    {"unemployed", "unemployment", "jobless"},
    {"turnout", "voted", "voters", "election"},
    {"cars", "vehicles", "electric"},
    {"streams", "watercourses", "rivers"},
    {"emissions", "greenhouse", "carbon"},
)  # fmt: skip


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
    said = sentences(html)
    if not any(claims(sentence, language) for sentence in said):
        return []
    page = _Page([one for one in measures if one.values], language)
    found, told = [], about
    for sentence in said:
        # "2022 var andelen 72 %" is about what was spoken of just before.
        context = sentence if _says_what(sentence, language) else f"{told} {sentence}"
        for claim in claims(sentence, language):
            if wrong := _contradicted(claim, sentence, context, page, as_of):
                found.append(wrong)
        told = context
    return found


class _Page:
    """The measures of a page, and how much each word tells them apart."""

    def __init__(self, measures: Sequence[Measure], language: str):
        self.measures, self.language = measures, language
        self.names = {
            one.key: self._stems(one.name_words) or [stem(w, language) for w in one.name_words]
            for one in measures
        }
        self.others = {one.key: self._stems(one.other_words) for one in measures}

    def _stems(self, words: Sequence[str]) -> list[str]:
        return [stem(word, self.language) for word in words if not _is_little(word, self.language)]

    @cache  # noqa: B019 - a page lives as long as one text is read
    def weight(self, word: str) -> float:
        """High for a word that one measure has, low for one that many have."""
        known = sum(word in self.names[one.key] or word in self.others[one.key] for one in self.measures)
        return 1.0 / (1.0 + log(1 + max(0, known - 1)))

    def likeness(self, measure: Measure, said: Sequence[str]) -> float:
        """How much of the measure's words are said, 0–1 for its name, and a little more for its definition."""
        own, more = self.names[measure.key], self.others[measure.key]
        held = {word: _best(word, said) for word in own}
        if _counts_things(measure) and [w for w in own if held[w]] == [
            stem(_head(measure.unit.lower()), self.language)
        ]:
            return 0.0  # "three partnerships" is not yet "active partnerships"
        share = sum(self.weight(word) * held[word] for word in own) / (sum(map(self.weight, own)) or 1.0)
        if sum(held.values()) >= 2:
            share = max(share, LIKELY + 0.2 * share)
        beside = sum(self.weight(word) * _best(word, said) for word in set(more) - set(own))
        # One word alone may be about anything, unless the definition bears it out.
        if not share and beside < 3:
            return 0.0
        return min(1.0, (share or 0.15) + min(0.4, 0.2 * beside)) + 0.01 * min(beside, 5)


def _best(own: str, said: Sequence[str]) -> float:
    return max((_sameness(own, one) for one in said), default=0.0)


def _contradicted(
    claim: Claim, sentence: str, context: str, page: _Page, as_of: int | None
) -> Contradiction | None:
    said = [stem(word, page.language) for word in telling_words(context)]
    scored = [
        (_likeness(claim, one, said, page), one)
        for one in page.measures
        if fits(claim, one, sentence) and not _of_others(claim, one, page.language)
    ]
    if not scored:
        return None
    best = max(score for score, _one in scored)
    if best < LIKELY:
        return None
    meant = [one for score, one in sorted(scored, key=lambda each: -each[0]) if score >= AS_LIKELY * best]
    if not _comparable(meant[0], claim, as_of) or any(_bears_out(one, claim, as_of) for one in meant):
        return None
    return _told(claim, meant[0], sentence)


def _likeness(claim: Claim, measure: Measure, said: Sequence[str], page: _Page) -> float:
    like = page.likeness(measure, said) or _as_the_only_count_of_people(claim, measure)
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
        stem(word, page.language) for word in telling_words(written) if not _is_little(word, page.language)
    ]
    own = [*page.names[measure.key], *page.others[measure.key]]
    return not telling or any(_sameness(word, one) for word in telling for one in own)


def _bears_out(measure: Measure, claim: Claim, as_of: int | None) -> bool:
    times = _times(claim, measure)
    known = (*_comparable(measure, claim, as_of), *measure.decided)
    return any(claim.holds(value * times) for value in known)


def _comparable(measure: Measure, claim: Claim, as_of: int | None) -> list[float]:
    """The values that the claim may be true of; none where nothing is known."""
    if claim.year is not None:
        return [measure.values[claim.year]] if claim.year in measure.values else []
    if claim.earlier:
        return list(measure.values.values())
    known = [year for year in measure.values if as_of is not None and year <= as_of]
    years = {measure.latest[0], *sorted(known)[-2:]}
    return [measure.values[year] for year in sorted(years)]


def _told(claim: Claim, measure: Measure, sentence: str) -> Contradiction:
    year = claim.year if claim.year in measure.values else measure.latest[0]
    return Contradiction(claim, measure, year, measure.values[year], sentence)


# --- Units ------------------------------------------------------------------------------------------------

_PER_HEAD = re.compile(
    r"\bper (?:person|inv\w*|capita|inh\w*|resident|head|huvud)|/(?:inv|person|inh)|\b(?:varje|each"
    r"|delat med antalet) (?:invånare|person|jönköpingsbo|resident)|\bvar och en\b",
    re.IGNORECASE,
)
_UNIT_WORDS = {
    "kr": r"kr\b|kronor|sek\b",
    "sek": r"kr\b|kronor|sek\b|krona",
    "ton": r"ton\b|tonnes?\b|kg\b|kilo",
    "tonnes": r"ton\b|tonnes?\b|tons\b|kg\b|kilo",
    "kg": r"kg\b|kilo|ton\b|tonnes?\b",
    "dagar": r"dag",
    "days": r"days?\b",
    "år": r"år\b",
    "years": r"years?\b",
    "poäng": r"poäng",
    "points": r"(?:merit )?points?\b",
    "m": r"m\b|meter|metres?\b|meters?\b",
    "mil": r"mil\b",
    "µg": r"µg|mikrogram|micrograms?",
    "mg": r"mg|milligram",
    "resor": r"resor|gånger|påstigningar",
    "trips": r"(?:public transport )?trips|times|journeys",
    "cyklister": r"cyklister|cyklar|cykl",
    "cyclists": r"cyclists|bikes",
    "invånare": r"invånare|personer|människor|folkbokförda|jönköpingsbor",
    "residents": r"residents|people|inhabitants|persons",
}
_PER_MANY = re.compile(r"\bper ((?:\d[\d \u00a0,.]*|tusen|hundra ?tusen|thousand))", re.IGNORECASE)


def fits(claim: Claim, measure: Measure, sentence: str) -> bool:
    """Whether the claim is said in the measure's unit."""
    unit = measure.unit.strip().lower()
    if (claim.unit == PERCENT) != unit.startswith(("%", "procent", "per cent", "percent")):
        return False
    if claim.unit == PERCENT:
        return True
    if many := _PER_MANY.search(unit):
        said = _PER_MANY.search(sentence)
        return bool(said) and _digits(said[1]) == _digits(many[1]) and _is_near(claim, measure)
    # A bare noun between the number and its unit: "7 aktiva samarbeten".
    pattern = _UNIT_WORDS.get(_head(unit), re.escape(stem(_head(unit), "sv"))) if _head(unit) else ""
    if not pattern or not re.search(rf"(?<!\w)(?:{pattern})", claim.unit.lower()):
        return False
    if _PER_MANY.search(claim.unit):
        return False
    if re.match(r"(?:av|of) ", claim.clause, re.IGNORECASE) or not _is_near(claim, measure):
        return False  # a part of the whole, or something of quite another size
    said = bool(_PER_HEAD.search(sentence))
    if _PER_HEAD.search(f"{unit} {measure.name}"):
        return said
    return not said or bool(_PER_HEAD.search(measure.definition))


def _times(claim: Claim, measure: Measure) -> float:
    """What a value of the measure is multiplied by, to be in the claim's unit."""
    sizes = [(r"kg\b|kilo", 1.0), (r"tonn?e?s?\b", 1000.0)]
    said, own = (
        next((size for pattern, size in sizes if re.match(pattern, unit.lower())), None)
        for unit in (claim.unit, measure.unit)
    )
    return own / said if said and own else 1.0


def _counts_things(measure: Measure) -> bool:
    """Whether the unit is what is counted: partnerships, countries, participants."""
    head = _head(measure.unit.lower())
    return head.isalpha() and head not in _UNIT_WORDS


def _head(unit: str) -> str:
    return re.split(r"[\s/]", unit)[0]


def _digits(written: str) -> str:
    named = {"tusen": "1000", "thousand": "1000", "hundratusen": "100000", "hundra tusen": "100000"}
    return named.get(written.strip().lower(), re.sub(r"\D", "", written))


def _is_near(claim: Claim, measure: Measure) -> bool:
    """Whether it is of the same size: what is five times as much is most likely something else."""
    value = abs(measure.latest[1]) * _times(claim, measure)
    return claim.low <= max(5 * value, 5) and claim.high >= value / 5


def _as_the_only_count_of_people(claim: Claim, measure: Measure) -> float:
    """ "Kommunen har 148 000 invånare" names nothing but the unit, and is about nothing but the population."""
    if _head(measure.unit.lower()) not in ("invånare", "residents", "inhabitants"):
        return 0.0
    return (
        LIKELY
        if re.match(r"invånare|residents|inhabitants|jönköpingsbor", claim.unit) and _is_near(claim, measure)
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


# --- Words ------------------------------------------------------------------------------------------------


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that may say what it is about, in small letters."""
    return tuple(dict.fromkeys(re.findall(r"[^\W\d_]{3,}[\w₂]*", text.lower())))


def _is_little(word: str, language: str) -> bool:
    return (
        len(word) < 4
        and word not in ("mår", "män", "bil", "sjö", "msc", "vab", "bra", "mat")
        or bool(
            re.fullmatch(
                _LITTLE[language] + r"(?:en|ens|et|ets|er|ar|or|erna|arna|a|e|na|t|s|de|te|ed|es|ing|ly)?",
                word,
            )
        )
    )


def _says_what(sentence: str, language: str) -> bool:
    """Whether a word of the sentence says what it is about."""
    return any(not _is_little(word, language) for word in telling_words(sentence))


@cache
def stem(word: str, language: str) -> str:
    """The word without its ending, so that forms of the same word are alike."""
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) == 1 else 3):
            return word[: -len(ending)]
    return word


@cache
def _sameness(own: str, said: str) -> float:
    """1 where two stems are of the same word or mean the same; less where one is a part of the other (elbil, bil)."""
    if own == said or any(_among(own, group) and _among(said, group) for group in _ALIKE):
        return 1.0
    short, long = sorted((own, said), key=len)
    shared = next((n for n, (a, b) in enumerate(zip(own, said, strict=False)) if a != b), len(short))
    if shared >= 4 and shared >= len(long) - 3:
        return 1.0
    return PART if len(short) >= 5 and (long.startswith(short) or long.endswith(short)) else 0.0


def _among(word: str, group: set[str]) -> bool:
    return any(stem(one, "sv") == word or stem(one, "en") == word or one == word for one in group)
