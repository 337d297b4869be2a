"""Why a pace is enough or not, in sentences a resident can read."""

from lagesbild.assessment.answer_grounds import LINE_FROM, AnswerGrounds
from lagesbild.assessment.answer_movement import arrival, recent_pace
from lagesbild.assessment.answer_numbers import decided_readable, readable, readable_beside
from lagesbild.assessment.numerals import rate_decimals
from lagesbild.assessment.rate_numbers import readable_ends, readable_rate
from lagesbild.assessment.rule import Method
from lagesbild.assessment.words import NO_TEXT, PaceWord, Text


def no_pace_reason(grounds: AnswerGrounds) -> Text:
    """Why there is no pace to speak of; empty where there is."""
    if grounds.target is None:
        return _NO_TARGET
    if grounds.latest is None:
        return _NO_VALUE
    if not grounds.rule.direction.is_a_way:
        return _TO_HOLD if grounds.rule.direction else _NO_DIRECTION
    return _NO_YEAR if grounds.target.year is None and not grounds.met else NO_TEXT


def pace_sentence(word: PaceWord, grounds: AnswerGrounds, needed: float | None) -> Text:
    """What the target needs a year, what there has been, and where the line is in the target's year."""
    opening = _opening(grounds, needed)
    if grounds.trend.slope is None:
        return Text.sentences(opening, _TOO_FEW)
    if grounds.rule.method is Method.BASELINE:
        return Text.sentences(opening, _rate(grounds), _NO_INTERVAL)
    if not grounds.has_line:
        return Text.sentences(opening, _rate(grounds), _NO_LINE.fill(fewest=LINE_FROM))
    ending = arrival(grounds) if grounds.arrival else NO_TEXT
    return Text.sentences(opening, _rate(grounds), _line_sentence(word, grounds), ending)


def _opening(grounds: AnswerGrounds, needed: float | None) -> Text:
    target, unit = grounds.target, grounds.rule.unit
    if needed is None:
        return _PASSED.fill(target_year=target.year)
    template = _NEEDED if grounds.latest.repeated_to is None else _NEEDED_SINCE_REPEATED
    return template.fill(
        latest=readable_beside(grounds.value, target.value, grounds.decimals, unit),
        when=grounds.latest.when,
        target=decided_readable(target.value, unit),
        target_year=target.year,
        move=_RISE if needed > 0 else _FALL,
        needed=readable_rate(abs(needed), unit),
    )


def _rate(grounds: AnswerGrounds) -> Text:
    if grounds.recent_pace:
        return recent_pace(grounds)
    return _RATE.fill(slope=readable_rate(grounds.trend.slope, grounds.rule.unit))


def _line_sentence(word: PaceWord, grounds: AnswerGrounds) -> Text:
    if word is PaceWord.PASSED:
        return NO_TEXT
    low, middle, high = grounds.line.at(grounds.target.year)
    unit, decimals = grounds.rule.unit, max(grounds.decimals, rate_decimals(high - low))
    tail = _TURNED if word is PaceWord.UNCERTAIN and grounds.line_past_target else _TAILS[word]
    ends = readable_ends(low, high, unit, decimals)
    if ends is None:
        return _LINE_POINT.fill(year=grounds.target.year, high=readable(middle, decimals, unit), tail=tail)
    return _LINE.fill(year=grounds.target.year, low=ends[0], high=ends[1], tail=tail)


_NEEDED = Text(
    "För att gå från {latest} ({when}) till {target} ({target_year}) behöver värdet {move} med {needed} per "
    "år.",
    "To go from {latest} ({when}) to {target} ({target_year}) the value needs to {move} by {needed} a year.",
)
_NEEDED_SINCE_REPEATED = Text(
    "För att gå från {latest} ({when}) till {target} ({target_year}) behöver värdet {move}. Det som behövs är {needed} "
    "per år.",
    "To go from {latest} ({when}) to {target} ({target_year}) the value needs to {move}. What is needed is {needed} a "
    "year.",
)
_RISE, _FALL = Text("stiga", "rise"), Text("sjunka", "fall")
_RATE = Text("Takten har varit {slope} per år.", "The rate has been {slope} a year.")
_LINE = Text(
    "Linjen genom värdena ligger {year} mellan {low} och {high}: {tail}",
    "The line through the values lies between {low} and {high} in {year}: {tail}",
)
_LINE_POINT = Text(
    "Linjen genom värdena ligger {year} på {high}: {tail}",
    "The line through the values lies at {high} in {year}: {tail}",
)
_TAILS = {
    PaceWord.ON_TRACK: Text(
        "det räcker, även försiktigt räknat.", "that is enough, even counted cautiously."
    ),
    PaceWord.UNCERTAIN: Text(
        "det kan räcka, men det är inte säkert.", "it may be enough, but that is not certain."
    ),
    PaceWord.TOO_SLOW: Text("det räcker inte ens i bästa fall.", "not enough even at best."),
    PaceWord.STALLED: Text("det rör sig inte mot målet.", "it does not move towards the target."),
    PaceWord.WRONG_WAY: Text(
        "värdet har rört sig bort från målet.", "the value has moved away from the target."
    ),
}
_TURNED = Text(
    "det skulle räcka, men värdena har inte gått säkert ditåt eller har vänt.",
    "that would be enough, but the values have not surely gone there, or have turned.",
)
_NO_INTERVAL = Text(
    "Metoden ger inget osäkerhetsintervall, så det går inte att säga om det räcker.",
    "The method gives no uncertainty interval, so whether it is enough cannot be said.",
)
_NO_LINE = Text(
    "Minst {fewest} mätvärden behövs för att säga om det räcker.",
    "It takes at least {fewest} values to say whether it is enough.",
)
_TOO_FEW = Text(
    "Det finns för få mätvärden för att bedöma takten.", "There are too few values to judge the pace."
)
_PASSED = Text("Målåret {target_year} har passerat.", "The target year {target_year} has passed.")
_NO_TARGET = Text(
    "Det finns inget mål att räkna takten mot.", "There is no target to count the pace towards."
)
_NO_VALUE = Text("Det finns inget uppmätt värde att räkna från.", "There is no measured value to count from.")
_NO_YEAR = Text(
    "Målet har inget årtal, så det går inte att säga om takten räcker.",
    "The target has no year, so whether the pace is enough cannot be said.",
)
_NO_DIRECTION = Text(
    "Ingen riktning är bestämd som bättre, så takten bedöms inte.",
    "No direction has been decided to be better, so the pace is not judged.",
)
_TO_HOLD = Text(
    "Nivån ska hållas mellan sina gränser, så ingen takt bedöms.",
    "The level is to be held between its limits, so no pace is judged.",
)
