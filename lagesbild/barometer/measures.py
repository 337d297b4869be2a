"""An indicator as a reader of prose needs it, and whether a claim is said in its unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lagesbild.assessment import AnswerCode, Direction, Text
from lagesbild.barometer.claims import PERCENT, NumberClaim
from lagesbild.barometer.word_likeness import stem, telling_words


@dataclass(frozen=True)
class MeasuredAnswer:
    """How it goes by the figures. ``first_year``: of the values it rests on, None without any."""

    code: AnswerCode
    label: Text
    direction: Direction
    first_year: int | None


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
    answer: MeasuredAnswer | None = None

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


def fits(claim: NumberClaim, measure: Measure, sentence: str) -> bool:
    """Whether the claim is said in the measure's unit."""
    unit = measure.unit.strip().lower()
    if (claim.unit == PERCENT) != unit.startswith(("%", "procent", "per cent", "percent")):
        return False
    if claim.unit == PERCENT:
        return True
    if many := _PER_MANY.search(unit):
        claimed = _PER_MANY.search(sentence)
        return bool(claimed) and _digits(claimed[1]) == _digits(many[1]) and is_near(claim, measure)
    # A bare noun between the number and its unit: "7 aktiva samarbeten".
    pattern = (
        _UNIT_WORDS.get(unit_head(unit), re.escape(stem(unit_head(unit), "sv"))) if unit_head(unit) else ""
    )
    if not pattern or not re.search(rf"(?<!\w)(?:{pattern})", claim.unit.lower()):
        return False
    if _PER_MANY.search(claim.unit):
        return False
    if re.match(r"(?:av|of) ", claim.clause, re.IGNORECASE) or not is_near(claim, measure):
        return False  # a part of the whole, or something of quite another size
    is_per_head = bool(_PER_HEAD.search(sentence))
    if _PER_HEAD.search(f"{unit} {measure.name}"):
        return is_per_head
    return not is_per_head or bool(_PER_HEAD.search(measure.definition))


def unit_factor(claim: NumberClaim, measure: Measure) -> float:
    """What a value of the measure is multiplied by, to be in the claim's unit."""
    sizes = [(r"kg\b|kilo", 1.0), (r"tonn?e?s?\b", 1000.0)]
    claimed, own = (
        next((size for pattern, size in sizes if re.match(pattern, unit.lower())), None)
        for unit in (claim.unit, measure.unit)
    )
    return own / claimed if claimed and own else 1.0


def counts_things(measure: Measure) -> bool:
    """Whether the unit is what is counted: partnerships, countries, participants."""
    head = unit_head(measure.unit.lower())
    return head.isalpha() and head not in _UNIT_WORDS


def unit_head(unit: str) -> str:
    return re.split(r"[\s/]", unit)[0]


def _digits(written: str) -> str:
    numerals = {"tusen": "1000", "thousand": "1000", "hundratusen": "100000", "hundra tusen": "100000"}
    return numerals.get(written.strip().lower(), re.sub(r"\D", "", written))


def is_near(claim: NumberClaim, measure: Measure) -> bool:
    """Whether it is of the same size: what is five times as much is most likely something else."""
    value = abs(measure.latest[1]) * unit_factor(claim, measure)
    return claim.low <= max(5 * value, 5) and claim.high >= value / 5
