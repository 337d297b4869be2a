"""The answer in a sentence or three that a fifteen-year-old understands. What was, is told in the past tense."""

from collections.abc import Callable, Mapping
from math import ceil

from lagesbild.assessment.answer_grounds import AnswerGrounds
from lagesbild.assessment.answer_movement import (
    arrival,
    astray,
    came_from,
    ends,
    movement,
    pace_share,
    recent_pace,
    reversal,
)
from lagesbild.assessment.answer_numbers import decided_readable, readable, readable_beside
from lagesbild.assessment.answer_words import AnswerCode
from lagesbild.assessment.rule import Direction, Reference, ReferenceKind
from lagesbild.assessment.status import reached
from lagesbild.assessment.words import FLAG_LABELS, NO_TEXT, Text

_OLD = 3
"""From this many years the age of a measurement is told."""


def answer_sentence(code: AnswerCode, grounds: AnswerGrounds) -> Text:
    """What the answer ``code`` says of ``grounds``. At most five numbers in a sentence."""
    return Text.sentences(_SENTENCES[code](grounds), _flag(grounds))


def beside_sentence(grounds: AnswerGrounds) -> Text:
    """Targets that are not the municipality's own, and guidelines: told, but no promise."""
    if grounds.latest is None or not grounds.rule.direction.is_a_way:
        return NO_TEXT
    references = (ref for ref in grounds.rule.references if ref.kind in _BESIDE)
    return Text.sentences(*(_beside(reference, grounds) for reference in references))


def _beside(reference: Reference, grounds: AnswerGrounds) -> Text:
    met = reached(grounds.value, reference.value, grounds.rule.direction)
    return _BESIDE[reference.kind][met].fill(
        label=reference.label, target=decided_readable(reference.value, grounds.rule.unit), by=_by(reference)
    )


def _none(grounds: AnswerGrounds) -> Text:
    return _NONE


def _not_judged(grounds: AnswerGrounds) -> Text:
    hold = grounds.rule.direction is Direction.HOLD
    return (_NO_INTERVAL if hold else _NO_DIRECTION).fill(**_latest(grounds))


def _outside(grounds: AnswerGrounds) -> Text:
    if grounds.interval:
        return _OUTSIDE_INTERVAL.fill(**_latest(grounds), **_interval(grounds))
    return Text.sentences(_OUTSIDE.fill(**_limit(grounds, grounds.broken)), movement(grounds))


def _slipping(grounds: AnswerGrounds) -> Text:
    losing = _LOSING.fill(astray=astray(grounds), within=_within_years(grounds.lost_after))
    return Text.sentences(_MET.fill(**_target(grounds)), losing)


def _reached(grounds: AnswerGrounds) -> Text:
    return Text.sentences(_MET.fill(**_target(grounds)), _age(grounds), astray(grounds, alone=True))


def _lost(grounds: AnswerGrounds) -> Text:
    return _LOST.fill(**_target(grounds))


def _missed(grounds: AnswerGrounds) -> Text:
    return Text.sentences(_MISSED.fill(**_target(grounds)), movement(grounds))


def _overdue(grounds: AnswerGrounds) -> Text:
    return _OVERDUE.fill(**_target(grounds))


def _unmet_unknown(grounds: AnswerGrounds) -> Text:
    return Text.sentences(_TARGET_IS.fill(**_target(grounds)), ends(grounds))


def _wrong_way(grounds: AnswerGrounds) -> Text:
    return Text.sentences(_WRONG_WAY.fill(since=grounds.trend.since, **_target(grounds)), reversal(grounds))


def _unmet_better(grounds: AnswerGrounds) -> Text:
    unmet = _UNMET_BETTER.fill(since=grounds.trend.since, **_target(grounds))
    return Text.sentences(unmet, reversal(grounds), _too_few_to_say(grounds))


def _unmet_unclear(grounds: AnswerGrounds) -> Text:
    return Text.sentences(
        _UNMET.fill(**_target(grounds)), movement(grounds, unclear=True), _too_few_to_say(grounds)
    )


def _in_time(grounds: AnswerGrounds) -> Text:
    return _IN_TIME.fill(since=grounds.trend.since, **_target(grounds))


def _too_slow(grounds: AnswerGrounds) -> Text:
    slow = _TOO_SLOW.fill(since=grounds.trend.first_year, **_target(grounds))
    # After a turn the whole period's pace tells nothing of the years to come.
    ending = reversal(grounds) if grounds.turned_wrong else arrival(grounds)
    return Text.sentences(slow, ending)


def _stalled(grounds: AnswerGrounds) -> Text:
    still = (_STALLED_TURNED if grounds.turn else _STALLED).fill(
        since=grounds.trend.first_year, **_target(grounds)
    )
    return Text.sentences(still, reversal(grounds))


def _uncertain(grounds: AnswerGrounds) -> Text:
    parts = {"since": grounds.trend.first_year, **_target(grounds)}
    if not grounds.improving:
        template = _UNCERTAIN_UNCLEAR.fill(change=_wanted_change(grounds), share=pace_share(grounds), **parts)
        return Text.sentences(template, _WAS.fill(**parts), reversal(grounds))
    if grounds.turned_wrong:
        return Text.sentences(_UNCERTAIN_TURNED.fill(turned=grounds.turn.year, **parts), _WAS.fill(**parts))
    return Text.sentences(_UNCERTAIN_BETTER.fill(**parts), arrival(grounds), _WAS.fill(**parts))


def _within_nearing(grounds: AnswerGrounds) -> Text:
    bound, years = grounds.broken_after
    nearing = _NEARING.fill(astray=astray(grounds), within=_within_years(years))
    return Text.sentences(_within_bound(grounds, bound), nearing)


def _within(grounds: AnswerGrounds) -> Text:
    said = movement(grounds) if grounds.interval is None else NO_TEXT
    return Text.sentences(_within_bound(grounds, grounds.nearest_bound), said)


def _within_bound(grounds: AnswerGrounds, bound: float) -> Text:
    if grounds.interval:
        return _WITHIN_INTERVAL.fill(**_latest(grounds), **_interval(grounds))
    return _WITHIN.fill(**_limit(grounds, bound))


def _few(grounds: AnswerGrounds) -> Text:
    return ends(grounds)


def _better(grounds: AnswerGrounds) -> Text:
    return Text.sentences(came_from(grounds), recent_pace(grounds), reversal(grounds))


def _no_clear_change(grounds: AnswerGrounds) -> Text:
    return Text.sentences(movement(grounds, unclear=True), _WAS.fill(**_latest(grounds)))


_C = AnswerCode
_SENTENCES: Mapping[AnswerCode, Callable[[AnswerGrounds], Text]] = {
    _C.NONE: _none,
    _C.NOT_JUDGED: _not_judged,
    _C.OUTSIDE: _outside,
    _C.SLIPPING: _slipping,
    _C.REACHED: _reached,
    _C.LOST: _lost,
    _C.MISSED: _missed,
    _C.OVERDUE: _overdue,
    _C.UNMET_UNKNOWN: _unmet_unknown,
    _C.WRONG_WAY: _wrong_way,
    _C.UNMET_BETTER: _unmet_better,
    _C.UNMET_UNCLEAR: _unmet_unclear,
    _C.IN_TIME: _in_time,
    _C.TOO_SLOW: _too_slow,
    _C.STALLED: _stalled,
    _C.UNCERTAIN: _uncertain,
    _C.WITHIN_NEARING: _within_nearing,
    _C.WITHIN: _within,
    _C.ONE: _few,
    _C.FEW: _few,
    _C.BETTER: _better,
    _C.WORSE: _better,
    _C.NO_CLEAR_CHANGE: _no_clear_change,
}


def _latest(grounds: AnswerGrounds) -> dict[str, object]:
    return {
        "latest": readable(grounds.value, grounds.decimals, grounds.rule.unit),
        "year": grounds.latest.point.year,
    }


def _target(grounds: AnswerGrounds) -> dict[str, object]:
    target, unit = grounds.target, grounds.rule.unit
    return {
        "latest": readable_beside(grounds.value, target.value, grounds.decimals, unit),
        "year": grounds.latest.point.year,
        "target": decided_readable(target.value, unit),
        "least": _AT_LEAST if grounds.rule.direction is Direction.UP else _AT_MOST,
        "by": _by(target),
        "target_year": target.year,
        "due": _DUE.fill(year=target.year) if target.year is not None else NO_TEXT,
    }


def _limit(grounds: AnswerGrounds, bound: float) -> dict[str, object]:
    unit = grounds.rule.unit
    return {
        "latest": readable_beside(grounds.value, bound, grounds.decimals, unit),
        "year": grounds.latest.point.year,
        "limit": decided_readable(bound, unit),
        "least": _AT_LEAST if grounds.rule.direction is Direction.UP else _AT_MOST,
    }


def _interval(grounds: AnswerGrounds) -> dict[str, Text]:
    low, high = grounds.interval
    return {"low": decided_readable(low, NO_TEXT), "high": decided_readable(high, grounds.rule.unit)}


def _by(reference: Reference) -> Text:
    return _BY.fill(year=reference.year) if reference.year is not None else NO_TEXT


def _age(grounds: AnswerGrounds) -> Text:
    age = (grounds.year_now or 0) - grounds.latest.point.year
    return _AGE.fill(age=age) if age >= _OLD else NO_TEXT


def _within_years(years: float) -> Text:
    whole = max(ceil(years), 1)
    return _WITHIN_A_YEAR if whole == 1 else _WITHIN_YEARS.fill(years=whole)


def _wanted_change(grounds: AnswerGrounds) -> Text:
    return _INCREASE if grounds.rule.direction is Direction.UP else _DECREASE


def _too_few_to_say(grounds: AnswerGrounds) -> Text:
    year = grounds.target.year
    return _TOO_FEW_TO_SAY.fill(target_year=year) if year is not None else NO_TEXT


def _flag(grounds: AnswerGrounds) -> Text:
    flag = grounds.latest.point.flag if grounds.latest else ""
    return _FLAGGED.fill(year=grounds.latest.point.year, flag=FLAG_LABELS[flag]) if flag else NO_TEXT


_AT_LEAST, _AT_MOST = Text("minst", "at least"), Text("högst", "at most")
_BY, _DUE = Text(" till {year}", " by {year}"), Text(" {year}", " for {year}")
_INCREASE, _DECREASE = Text("ökning", "increase"), Text("minskning", "decrease")
_WITHIN_A_YEAR, _WITHIN_YEARS = (
    Text("inom ett år", "within a year"),
    Text("inom {years} år", "within {years} years"),
)
_FLAGGED = Text("Värdet för {year} är {flag}.", "The value for {year} is {flag}.")
_AGE = Text("Det är {age} år sedan det mättes.", "It was measured {age} years ago.")
_WAS = Text("{year} var värdet {latest}.", "In {year} the value was {latest}.")
_NONE = Text(
    "Ingen har mätt det här än, så ingen kan säga hur det går.",
    "Nobody has measured this yet, so nobody can say how it goes.",
)
_NO_DIRECTION = Text(
    "{year} var värdet {latest}. Ingen har bestämt vad som är bättre, mer eller mindre, så det bedöms inte.",
    "In {year} the value was {latest}. Nobody has decided which is better, more or less, so it is not judged.",
)
_NO_INTERVAL = Text(
    "{year} var värdet {latest}. Nivån ska hållas, men ingen har bestämt mellan vilka gränser, så det bedöms inte.",
    "In {year} the value was {latest}. The level shall be held, but nobody has decided between which bounds, so it is "
    "not judged.",
)
_OUTSIDE = Text(
    "Gränsen är {least} {limit}, men {year} var värdet {latest}.",
    "The limit is {least} {limit}, but in {year} the value was {latest}.",
)
_OUTSIDE_INTERVAL = Text(
    "Nivån ska hållas mellan {low} och {high}, men {year} var värdet {latest}.",
    "The level shall be held between {low} and {high}, but in {year} the value was {latest}.",
)
_MET = Text(
    "Målet är {least} {target}{by}, och {year} var värdet {latest}.",
    "The target is {least} {target}{by}, and in {year} the value was {latest}.",
)
_LOSING = Text(
    "Men {astray}; fortsätter det så är målet förlorat {within}.",
    "But {astray}; if that goes on the target is lost {within}.",
)
_LOST = Text(
    "Målet, {least} {target}, nåddes målåret {target_year}, men {year} var värdet {latest}.",
    "The target, {least} {target}, was reached in its year {target_year}, but in {year} the value was {latest}.",
)
_MISSED = Text(
    "Målet var {least} {target} till {target_year}, men {year} var värdet {latest}.",
    "The target was {least} {target} by {target_year}, but in {year} the value was {latest}.",
)
_OVERDUE = Text(
    "Målet var {least} {target} till {target_year}. Senast mättes det {year}, och då var värdet {latest}: om målet "
    "nåddes i tid vet vi inte.",
    "The target was {least} {target} by {target_year}. It was last measured in {year}, and then the value was "
    "{latest}: whether the target was reached in time is not known.",
)
_TARGET_IS = Text("Målet är {least} {target}{by}.", "The target is {least} {target}{by}.")
_WRONG_WAY = Text(
    "Värdet har gått åt fel håll sedan {since}, bort från målet {target}{due}. {year} var det {latest}.",
    "The value has gone in the wrong direction since {since}, away from the target of {target}{due}. In {year} it was "
    "{latest}.",
)
_UNMET_BETTER = Text(
    "Värdet har gått åt rätt håll sedan {since} men når inte målet {target}{due}. {year} var det {latest}.",
    "The value has gone in the right direction since {since} but does not reach the target of {target}{due}. In {year} "
    "it was {latest}.",
)
_UNMET = Text(
    "Målet är {least} {target}{by}, men {year} var värdet {latest}.",
    "The target is {least} {target}{by}, but in {year} the value was {latest}.",
)
_TOO_FEW_TO_SAY = Text(
    "Mätningarna är för få för att säga om det räcker till {target_year}.",
    "There are too few measurements to say whether it is enough by {target_year}.",
)
_IN_TIME = Text(
    "Värdet har gått åt rätt håll sedan {since} och var {latest} {year}. Håller takten nås målet {target} senast "
    "{target_year}, även försiktigt räknat.",
    "The value has gone in the right direction since {since} and was {latest} in {year}. If the pace holds the target "
    "of {target} is reached by {target_year}, even counted cautiously.",
)
_TOO_SLOW = Text(
    "Värdet har gått åt rätt håll sedan {since} och var {latest} {year}, men det har gått för långsamt för målet "
    "{target}{due}.",
    "The value has gone in the right direction since {since} and was {latest} in {year}, but too slowly for the target "
    "of {target}{due}.",
)
_STALLED = Text(
    "Värdet har i stort sett stått still sedan {since}: {year} var det {latest}. Målet är {least} {target}{by}.",
    "The value has by and large stood still since {since}: in {year} it was {latest}. The target is {least} "
    "{target}{by}.",
)
_STALLED_TURNED = Text(
    "Värdet har inte kommit närmare målet på något säkert sätt sedan {since}: {year} var det {latest}. Målet är "
    "{least} {target}{by}.",
    "The value has not surely come closer to the target since {since}: in {year} it was {latest}. The target is "
    "{least} {target}{by}.",
)
_UNCERTAIN_UNCLEAR = Text(
    "Värdet visar ingen säker {change} sedan {since}, och det är osäkert om målet {target}{due} nås: {share}.",
    "The value shows no certain {change} since {since}, and it is uncertain whether the target of {target}{due} is "
    "reached: {share}.",
)
_UNCERTAIN_TURNED = Text(
    "Värdet har gått åt rätt håll sedan {since} men vände {turned}, så det är osäkert om målet {target}{due} nås.",
    "The value has gone in the right direction since {since} but turned in {turned}, so it is uncertain whether the "
    "target of {target}{due} is reached.",
)
_UNCERTAIN_BETTER = Text(
    "Värdet har gått åt rätt håll sedan {since}, men det är osäkert om det räcker till målet {target}{due}.",
    "The value has gone in the right direction since {since}, but it is uncertain whether that is enough for the "
    "target of {target}{due}.",
)
_NEARING = Text(
    "Men {astray}; fortsätter det så nås gränsen {within}.",
    "But {astray}; if that goes on the limit is reached {within}.",
)
_WITHIN = Text(
    "{year} var värdet {latest}, inom gränsen på {least} {limit}.",
    "In {year} the value was {latest}, within the limit of {least} {limit}.",
)
_WITHIN_INTERVAL = Text(
    "{year} var värdet {latest}, mellan de {low} och {high} som ska hållas.",
    "In {year} the value was {latest}, between the {low} and {high} that shall be held.",
)
_NOT_OWN = Text(
    "{label}: {target}{by}. Det är inte nått, och kommunen har inte tagit det som sitt eget mål.",
    "{label}: {target}{by}. It is not reached, and the municipality has not taken it as its own target.",
)
_NOT_OWN_MET = Text(
    "{label}: {target}{by}. Det är nått, men kommunen har inte tagit det som sitt eget mål.",
    "{label}: {target}{by}. It is reached, but the municipality has not taken it as its own target.",
)
_GUIDELINE = Text("{label}: {target}. Det klaras inte.", "{label}: {target}. It is not kept.")
_GUIDELINE_MET = Text("{label}: {target}. Det klaras.", "{label}: {target}. It is kept.")
_BESIDE: Mapping[ReferenceKind, tuple[Text, Text]] = {
    ReferenceKind.GLOBAL: (_NOT_OWN, _NOT_OWN_MET),
    ReferenceKind.GUIDELINE: (_GUIDELINE, _GUIDELINE_MET),
}
