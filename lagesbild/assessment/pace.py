"""Fast enough? The change a year that a target needs, against the change a year there is."""

from dataclasses import dataclass

from lagesbild.assessment.pace_reason import pace_sentence
from lagesbild.assessment.rule import Reference, Rule
from lagesbild.assessment.series import Latest
from lagesbild.assessment.status import AIMS, reached, year_passed
from lagesbild.assessment.trend import Trend
from lagesbild.assessment.words import PACE_LABELS, PaceWord, Text

# Exactly enough is enough, and counted in binary it may come out a hair below 1.
_ENOUGH = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Pace:
    """Whether the change is fast enough for ``reference``, the main target (None where there is none).

    ``needed`` is the linear change a year from the latest measurement to the target in its year; ``slope`` the
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
    latest: Latest | None, trend: Trend, rule: Rule, *, decimals: int, year_now: int | None = None
) -> Pace:
    """The pace from ``latest`` along ``trend`` towards the rule's main target, said with ``decimals``."""
    target = main_target(rule, latest, year_now)
    if target is None:
        return _unanswered(PaceWord.NOT_JUDGED, None, _NO_TARGET)
    if latest is None:
        return _unanswered(PaceWord.NOT_JUDGED, target, _NO_VALUE)
    if not rule.direction.is_a_way:
        return _unanswered(PaceWord.NOT_JUDGED, target, _TO_HOLD if rule.direction else _NO_DIRECTION)
    if reached(latest.point.value, target.value, rule.direction):
        return _unanswered(PaceWord.REACHED, target, _REACHED)
    if target.year is None:
        return _unanswered(PaceWord.NOT_JUDGED, target, _NO_YEAR)
    passed = year_passed(target.year, latest, year_now)
    return _measured(latest, target, trend, rule.unit, decimals, passed)


def main_target(rule: Rule, latest: Latest | None, year_now: int | None = None) -> Reference | None:
    """The target a pace is counted towards: own before global, and of each kind the first still ahead.

    When none is ahead: the first with a year, else the first there is.
    """
    aims = sorted((ref for ref in rule.references if ref.kind in AIMS), key=lambda ref: AIMS.index(ref.kind))
    dated = [aim for aim in aims if aim.year is not None]
    ahead = [aim for aim in dated if latest and not year_passed(aim.year, latest, year_now)]
    return next(iter(ahead or dated or aims), None)


def _measured(
    latest: Latest, target: Reference, trend: Trend, unit: Text, decimals: int, passed: bool
) -> Pace:
    gap = target.value - latest.point.value
    needed = None if passed else gap / (target.year - latest.point.year)
    q, low, high = _ratios(trend, needed)
    word = PaceWord.PASSED if passed else _word(low, high)
    arrivals = _arrivals(latest.point.year, gap, trend)
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
        pace_sentence(word, latest, target, needed, trend, unit, decimals, arrivals),
    )


def _ratios(trend: Trend, needed: float | None) -> tuple[float | None, float | None, float | None]:
    if trend.slope is None or not needed:
        return None, None, None
    if trend.slope_low is None:
        return trend.slope / needed, None, None
    ends = sorted((trend.slope_low / needed, trend.slope_high / needed))
    return trend.slope / needed, *ends


def _word(low: float | None, high: float | None) -> PaceWord:
    if low is None:
        return PaceWord.NOT_JUDGED
    if low >= _ENOUGH:
        return PaceWord.ON_TRACK
    if high >= _ENOUGH:
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
_TO_HOLD = Text(
    "Nivån ska hållas mellan sina gränser, så ingen takt bedöms.",
    "The level is to be held between its limits, so no pace is judged.",
)
_REACHED = Text("Målvärdet är redan nått.", "The target has already been reached.")
