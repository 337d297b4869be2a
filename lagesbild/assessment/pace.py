"""Fast enough? The change a year that a target needs, against the change a year there is."""

from dataclasses import dataclass
from math import ceil

from lagesbild.assessment.numerals import amount, change, numeral, rate_decimals
from lagesbild.assessment.rule import Direction, Reference, Rule
from lagesbild.assessment.series import Point
from lagesbild.assessment.status import AIMS, reached, year_passed
from lagesbild.assessment.trend import Trend
from lagesbild.assessment.words import NO_TEXT, PACE_LABELS, PaceWord, Text

_FAR = 100
"""Arrivals further off than this many years are not given as a year: nobody knows that."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Whether the change is fast enough for ``reference``, the main target (None where there is none).

    ``needed`` is the linear change a year from the latest value to the target in its year; ``slope`` the
    trend's. ``q`` = slope / needed, with its interval: 1 is exactly enough. ``arrival`` is the year, as a
    float, when the present rate reaches the target, ``arrival_low`` the earliest and ``arrival_high`` the
    latest by the trend's interval. None means never, or, where ``slope`` is None, not known.
    """

    word: PaceWord
    label: Text
    reference: Reference | None
    needed: float | None
    slope: float | None
    q: float | None
    q_low: float | None
    q_high: float | None
    arrival: float | None
    arrival_low: float | None
    arrival_high: float | None
    why: Text


def find_pace(
    latest: Point | None, trend: Trend, rule: Rule, *, decimals: int, year_now: int | None = None
) -> Pace:
    """The pace from ``latest`` along ``trend`` towards the rule's main target, said with ``decimals``."""
    target = main_target(rule, latest, year_now)
    if target is None:
        return _unanswered(PaceWord.NOT_JUDGED, None, _NO_TARGET)
    if latest is None:
        return _unanswered(PaceWord.NOT_JUDGED, target, _NO_VALUE)
    if rule.direction is Direction.NONE:
        return _unanswered(PaceWord.NOT_JUDGED, target, _NO_DIRECTION)
    if reached(latest.value, target.value, rule.direction):
        return _unanswered(PaceWord.REACHED, target, _REACHED)
    if target.year is None:
        return _unanswered(PaceWord.NOT_JUDGED, target, _NO_YEAR)
    passed = year_passed(target.year, latest, year_now)
    return _measured(latest, target, trend, rule.unit, decimals, passed)


def main_target(rule: Rule, latest: Point | None, year_now: int | None = None) -> Reference | None:
    """The target a pace is counted towards: own before global, and of each kind the first still ahead.

    When none is ahead: the first with a year, else the first there is.
    """
    aims = sorted((ref for ref in rule.references if ref.kind in AIMS), key=lambda ref: AIMS.index(ref.kind))
    dated = [aim for aim in aims if aim.year is not None]
    ahead = [aim for aim in dated if latest and not year_passed(aim.year, latest, year_now)]
    return next(iter(ahead or dated or aims), None)


def _measured(
    latest: Point, target: Reference, trend: Trend, unit: Text, decimals: int, passed: bool
) -> Pace:
    gap = target.value - latest.value
    needed = None if passed else gap / (target.year - latest.year)
    q, low, high = _ratios(trend, needed)
    word = PaceWord.PASSED if passed else _word(low, high)
    arrivals = _arrivals(latest.year, gap, trend)
    return Pace(
        word,
        PACE_LABELS[word],
        target,
        needed,
        trend.slope,
        q,
        low,
        high,
        *arrivals,
        _sentence(word, latest, target, needed, trend, unit, decimals, arrivals),
    )


def _ratios(trend: Trend, needed: float | None) -> tuple[float | None, float | None, float | None]:
    if trend.slope is None or needed is None:
        return None, None, None
    if trend.slope_low is None:
        return trend.slope / needed, None, None
    ends = sorted((trend.slope_low / needed, trend.slope_high / needed))
    return trend.slope / needed, *ends


def _word(low: float | None, high: float | None) -> PaceWord:
    if low is None:
        return PaceWord.NOT_JUDGED
    if low >= 1:
        return PaceWord.ON_TRACK
    if high >= 1:
        return PaceWord.UNCERTAIN
    # Only when the whole interval goes the wrong way, so that pace and trend never contradict each other.
    return PaceWord.WRONG_WAY if high < 0 else PaceWord.TOO_SLOW


def _arrivals(year: int, gap: float, trend: Trend) -> tuple[float | None, float | None, float | None]:
    """The year of arrival at the trend's slope, and the earliest and latest by its interval."""
    if trend.slope is None:
        return None, None, None
    if trend.slope_low is None:
        return _arrival(year, gap, trend.slope), None, None
    fast, slow = (trend.slope_high, trend.slope_low) if gap > 0 else (trend.slope_low, trend.slope_high)
    return _arrival(year, gap, trend.slope), _arrival(year, gap, fast), _arrival(year, gap, slow)


def _arrival(year: int, gap: float, slope: float) -> float | None:
    return year + gap / slope if slope and (slope > 0) == (gap > 0) else None


def _unanswered(word: PaceWord, target: Reference | None, why: Text) -> Pace:
    return Pace(word, PACE_LABELS[word], target, *[None] * 8, why)


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
_REACHED = Text("Målvärdet är redan nått.", "The target has already been reached.")

_NEEDED = Text(
    "För att gå från {latest} ({year}) till {target} ({target_year}) behöver värdet {move} med {needed} per "
    "år.",
    "To go from {latest} ({year}) to {target} ({target_year}) the value needs to {move} by {needed} a year.",
)
_RISE, _FALL = Text("stiga", "rise"), Text("sjunka", "fall")
_RATE = Text(
    "Takten är {slope} per år (osäkerhetsintervall {low} till {high})",
    "The rate is {slope} a year (uncertainty interval {low} to {high})",
)
_BARE_RATE = Text("Takten är {slope} per år", "The rate is {slope} a year")
_TAILS = {
    PaceWord.ON_TRACK: Text(
        ": det räcker, även försiktigt räknat.", ": that is enough, even counted cautiously."
    ),
    PaceWord.UNCERTAIN: Text(
        ": det kan räcka, men det är inte säkert.", ": it may be enough, but that is not certain."
    ),
    PaceWord.TOO_SLOW: Text(": det räcker inte ens i bästa fall.", ": not enough even at best."),
    PaceWord.WRONG_WAY: Text(
        ": värdet rör sig bort från målet.", ": the value is moving away from the target."
    ),
    PaceWord.PASSED: Text(".", "."),
    PaceWord.NOT_JUDGED: Text(
        ", men metoden ger inget osäkerhetsintervall, så det går inte att säga om det räcker.",
        ", but the method gives no uncertainty interval, so whether it is enough cannot be said.",
    ),
}
_TOO_FEW = Text(
    "Det finns för få mätvärden för att bedöma takten.", "There are too few values to judge the pace."
)
_PASSED = Text("Målåret {target_year} har passerat.", "The target year {target_year} has passed.")
_ARRIVES = Text(
    "I den takten nås målvärdet {when}{range}.", "At that rate the target is reached {when}{range}."
)
_NEVER = Text("I den takten nås målvärdet aldrig{range}.", "At that rate the target is never reached{range}.")
_ABOUT = Text("omkring {year}", "about {year}")
_FAR_OFF = Text(f"först om mer än {_FAR} år", f"only in more than {_FAR} years")
_BETWEEN = Text(" ({low}–{high})", " ({low}–{high})")
_EARLIEST = Text(" (tidigast {low})", " ({low} at the earliest)")


def _sentence(
    word: PaceWord,
    latest: Point,
    target: Reference,
    needed: float | None,
    trend: Trend,
    unit: Text,
    decimals: int,
    arrivals: tuple[float | None, ...],
) -> Text:
    opening = _opening(latest, target, needed, unit, decimals)
    if trend.slope is None:
        return Text.sentences(opening, _TOO_FEW)
    rate = _rate(trend, unit) + _TAILS[word]
    return Text.sentences(opening, rate, _arrival_sentence(latest.year, arrivals))


def _opening(latest: Point, target: Reference, needed: float | None, unit: Text, decimals: int) -> Text:
    if needed is None:
        return _PASSED.fill(target_year=target.year)
    return _NEEDED.fill(
        latest=amount(latest.value, decimals, unit),
        year=latest.year,
        target=amount(target.value, decimals, unit),
        target_year=target.year,
        move=_RISE if needed > 0 else _FALL,
        needed=change(abs(needed), rate_decimals(needed), unit),
    )


def _rate(trend: Trend, unit: Text) -> Text:
    if trend.slope_low is None:
        return _BARE_RATE.fill(slope=change(trend.slope, rate_decimals(trend.slope), unit))
    decimals = rate_decimals(trend.slope, trend.slope_low, trend.slope_high)
    return _RATE.fill(
        slope=change(trend.slope, decimals, unit),
        low=numeral(trend.slope_low, decimals),
        high=numeral(trend.slope_high, decimals),
    )


def _arrival_sentence(year: int, arrivals: tuple[float | None, ...]) -> Text:
    arrival, earliest, latest = arrivals
    near = earliest is not None and earliest - year <= _FAR
    if arrival is None:
        return _NEVER.fill(range=_EARLIEST.fill(low=_whole(earliest)) if near else NO_TEXT)
    if arrival - year > _FAR:
        return _ARRIVES.fill(when=_FAR_OFF, range=_EARLIEST.fill(low=_whole(earliest)) if near else NO_TEXT)
    return _ARRIVES.fill(when=_ABOUT.fill(year=_whole(arrival)), range=_range(year, earliest, latest))


def _range(year: int, earliest: float | None, latest: float | None) -> Text:
    if earliest is None:
        return NO_TEXT
    if latest is None or latest - year > _FAR:
        return _EARLIEST.fill(low=_whole(earliest))
    return (
        _BETWEEN.fill(low=_whole(earliest), high=_whole(latest))
        if _whole(earliest) < _whole(latest)
        else NO_TEXT
    )


def _whole(arrival: float) -> int:
    # The first whole year at the target: rounding down would promise a year too early. The small step back
    # keeps 2030.0000000001 from becoming 2031.
    return ceil(arrival - 1e-9)
