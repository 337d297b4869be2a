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
from lagesbild.assessment.answer_templates import (
    AGE,
    AT_LEAST,
    AT_MOST,
    BESIDE,
    BY,
    DECREASE,
    DUE,
    FLAGGED,
    IN_TIME,
    INCREASE,
    LOSING,
    LOST,
    MET,
    MISSED,
    NEARING,
    NO_DIRECTION,
    NO_INTERVAL,
    NONE,
    OUTSIDE,
    OUTSIDE_INTERVAL,
    OVERDUE,
    STALLED,
    STALLED_TURNED,
    TARGET_IS,
    TOO_FEW_TO_SAY,
    TOO_SLOW,
    UNCERTAIN_BETTER,
    UNCERTAIN_TURNED,
    UNCERTAIN_UNCLEAR,
    UNMET,
    UNMET_BETTER,
    WAS,
    WITHIN,
    WITHIN_A_YEAR,
    WITHIN_INTERVAL,
    WITHIN_YEARS,
    WRONG_WAY,
)
from lagesbild.assessment.answer_words import AnswerCode
from lagesbild.assessment.rule import Direction, Reference
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
    references = (ref for ref in grounds.rule.references if ref.kind in BESIDE)
    return Text.sentences(*(_beside(reference, grounds) for reference in references))


def _beside(reference: Reference, grounds: AnswerGrounds) -> Text:
    met = reached(grounds.value, reference.value, grounds.rule.direction)
    return BESIDE[reference.kind][met].fill(
        label=reference.label, target=decided_readable(reference.value, grounds.rule.unit), by=_by(reference)
    )


def _none(grounds: AnswerGrounds) -> Text:
    return NONE


def _not_judged(grounds: AnswerGrounds) -> Text:
    hold = grounds.rule.direction is Direction.HOLD
    return (NO_INTERVAL if hold else NO_DIRECTION).fill(**_latest(grounds))


def _outside(grounds: AnswerGrounds) -> Text:
    if grounds.interval:
        return OUTSIDE_INTERVAL.fill(**_latest(grounds), **_interval(grounds))
    return Text.sentences(OUTSIDE.fill(**_limit(grounds, grounds.broken)), movement(grounds))


def _slipping(grounds: AnswerGrounds) -> Text:
    losing = LOSING.fill(astray=astray(grounds), within=_within_years(grounds.lost_after))
    return Text.sentences(MET.fill(**_target(grounds)), losing)


def _reached(grounds: AnswerGrounds) -> Text:
    return Text.sentences(MET.fill(**_target(grounds)), _age(grounds), astray(grounds, alone=True))


def _lost(grounds: AnswerGrounds) -> Text:
    return LOST.fill(**_target(grounds))


def _missed(grounds: AnswerGrounds) -> Text:
    return Text.sentences(MISSED.fill(**_target(grounds)), movement(grounds))


def _overdue(grounds: AnswerGrounds) -> Text:
    return OVERDUE.fill(**_target(grounds))


def _unmet_unknown(grounds: AnswerGrounds) -> Text:
    return Text.sentences(TARGET_IS.fill(**_target(grounds)), ends(grounds))


def _wrong_way(grounds: AnswerGrounds) -> Text:
    return Text.sentences(WRONG_WAY.fill(since=grounds.trend.since, **_target(grounds)), reversal(grounds))


def _unmet_better(grounds: AnswerGrounds) -> Text:
    unmet = UNMET_BETTER.fill(since=grounds.trend.since, **_target(grounds))
    return Text.sentences(unmet, reversal(grounds), _too_few_to_say(grounds))


def _unmet_unclear(grounds: AnswerGrounds) -> Text:
    return Text.sentences(
        UNMET.fill(**_target(grounds)), movement(grounds, unclear=True), _too_few_to_say(grounds)
    )


def _in_time(grounds: AnswerGrounds) -> Text:
    return IN_TIME.fill(since=grounds.trend.since, **_target(grounds))


def _too_slow(grounds: AnswerGrounds) -> Text:
    slow = TOO_SLOW.fill(since=grounds.trend.first_year, **_target(grounds))
    # After a turn the whole period's pace tells nothing of the years to come.
    ending = reversal(grounds) if grounds.turned_wrong else arrival(grounds)
    return Text.sentences(slow, ending)


def _stalled(grounds: AnswerGrounds) -> Text:
    still = (STALLED_TURNED if grounds.turn or grounds.way_but_for_likeness else STALLED).fill(
        since=grounds.trend.first_year, **_target(grounds)
    )
    return Text.sentences(still, reversal(grounds))


def _uncertain(grounds: AnswerGrounds) -> Text:
    parts = {"since": grounds.trend.first_year, **_target(grounds)}
    if not grounds.improving:
        template = UNCERTAIN_UNCLEAR.fill(change=_wanted_change(grounds), share=pace_share(grounds), **parts)
        return Text.sentences(template, WAS.fill(**parts), reversal(grounds))
    if grounds.turned_wrong:
        return Text.sentences(UNCERTAIN_TURNED.fill(turned=grounds.turn.year, **parts), WAS.fill(**parts))
    return Text.sentences(UNCERTAIN_BETTER.fill(**parts), arrival(grounds), WAS.fill(**parts))


def _within_nearing(grounds: AnswerGrounds) -> Text:
    bound, years = grounds.broken_after
    nearing = NEARING.fill(astray=astray(grounds), within=_within_years(years))
    return Text.sentences(_within_bound(grounds, bound), nearing)


def _within(grounds: AnswerGrounds) -> Text:
    moved = movement(grounds) if grounds.interval is None else NO_TEXT
    return Text.sentences(_within_bound(grounds, grounds.nearest_bound), moved)


def _within_bound(grounds: AnswerGrounds, bound: float) -> Text:
    if grounds.interval:
        return WITHIN_INTERVAL.fill(**_latest(grounds), **_interval(grounds))
    return WITHIN.fill(**_limit(grounds, bound))


def _few(grounds: AnswerGrounds) -> Text:
    return ends(grounds)


def _better(grounds: AnswerGrounds) -> Text:
    return Text.sentences(came_from(grounds), recent_pace(grounds), reversal(grounds))


def _no_clear_change(grounds: AnswerGrounds) -> Text:
    return Text.sentences(movement(grounds, unclear=True), WAS.fill(**_latest(grounds)))


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
        "least": AT_LEAST if grounds.rule.direction is Direction.UP else AT_MOST,
        "by": _by(target),
        "target_year": target.year,
        "due": DUE.fill(year=target.year) if target.year is not None else NO_TEXT,
    }


def _limit(grounds: AnswerGrounds, bound: float) -> dict[str, object]:
    unit = grounds.rule.unit
    return {
        "latest": readable_beside(grounds.value, bound, grounds.decimals, unit),
        "year": grounds.latest.point.year,
        "limit": decided_readable(bound, unit),
        "least": AT_LEAST if grounds.rule.direction is Direction.UP else AT_MOST,
    }


def _interval(grounds: AnswerGrounds) -> dict[str, Text]:
    low, high = grounds.interval
    return {"low": decided_readable(low, NO_TEXT), "high": decided_readable(high, grounds.rule.unit)}


def _by(reference: Reference) -> Text:
    return BY.fill(year=reference.year) if reference.year is not None else NO_TEXT


def _age(grounds: AnswerGrounds) -> Text:
    age = (grounds.year_now or 0) - grounds.latest.point.year
    return AGE.fill(age=age) if age >= _OLD else NO_TEXT


def _within_years(years: float) -> Text:
    whole = max(ceil(years), 1)
    return WITHIN_A_YEAR if whole == 1 else WITHIN_YEARS.fill(years=whole)


def _wanted_change(grounds: AnswerGrounds) -> Text:
    return INCREASE if grounds.rule.direction is Direction.UP else DECREASE


def _too_few_to_say(grounds: AnswerGrounds) -> Text:
    year = grounds.target.year
    return TOO_FEW_TO_SAY.fill(target_year=year) if year is not None else NO_TEXT


def _flag(grounds: AnswerGrounds) -> Text:
    flag = grounds.latest.point.flag if grounds.latest else ""
    return FLAGGED.fill(year=grounds.latest.point.year, flag=FLAG_LABELS[flag]) if flag else NO_TEXT
