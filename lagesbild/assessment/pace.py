"""Fast enough? The change a year that a target needs, against the change a year there has been."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from lagesbild.assessment.answer_grounds import AnswerGrounds, main_target
from lagesbild.assessment.pace_reason import no_pace_reason, pace_sentence
from lagesbild.assessment.rule import Method, Reference
from lagesbild.assessment.words import PACE_LABELS, PaceWord, Text


@dataclass(frozen=True, slots=True)
class Pace:
    """Whether the change is fast enough for ``reference``, the main target (None where there is none).

    ``needed`` is the linear change a year from the latest measurement to the target in its year; ``slope`` the
    trend's. ``q`` = slope / needed; ``q_low`` and ``q_high`` are the ends of the fitted line's 90 % interval, in the
    same measure: 1 is exactly enough. ``arrival`` is the year, as a float, when the fitted line reaches the target,
    ``arrival_low`` and ``arrival_high`` the ends of its 90 % set. The word asks the same set: where the line is in the
    target's year. None: never, or not known.
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
    reason: Callable[[], Text] = field(compare=False, repr=False)

    @property
    def why(self) -> Text:
        """The reason in sentences, put together when somebody reads it: lists do not."""
        return self.reason()


def find_pace(grounds: AnswerGrounds) -> Pace:
    """The pace towards the main target: the municipality's own, else the global one."""
    target = grounds.target or main_target(grounds.rule, grounds.latest, grounds.year_now)
    if target is not grounds.target:
        grounds = replace(grounds, target=target)
    reason = no_pace_reason(grounds)
    if reason:
        return _unanswered(PaceWord.NOT_JUDGED, target, reason)
    if grounds.met:
        return _unanswered(PaceWord.REACHED, target, _REACHED)
    return _measured(grounds, pace_word(grounds))


def pace_word(grounds: AnswerGrounds) -> PaceWord:
    """The word on an unmet target with a year, from the same questions in the same order as the answer's."""
    for word, fits in (
        (PaceWord.PASSED, grounds.year_over),
        (PaceWord.NOT_JUDGED, not grounds.has_line),
        (PaceWord.WRONG_WAY, grounds.worsening),
        (PaceWord.ON_TRACK, grounds.line_past_target and grounds.improving and not grounds.turned_wrong),
    ):
        if fits:
            return word
    if not grounds.line_short_of_target:
        return PaceWord.UNCERTAIN
    return PaceWord.TOO_SLOW if grounds.improving or grounds.pace_right_way else PaceWord.STALLED


def _measured(grounds: AnswerGrounds, word: PaceWord) -> Pace:
    latest, target, slope = grounds.latest.point, grounds.target, grounds.trend.slope
    needed = None if word is PaceWord.PASSED else (target.value - latest.value) / (target.year - latest.year)
    low = high = None
    if needed and grounds.has_line:
        low, high = sorted(end / needed for end in grounds.line.slope_interval())
    return Pace(
        word,
        PACE_LABELS[word],
        target,
        needed,
        slope,
        slope / needed if needed and slope is not None else None,
        low,
        high,
        *_arrivals(grounds),
        partial(pace_sentence, word, grounds, needed),
    )


def _arrivals(grounds: AnswerGrounds) -> tuple[float | None, float | None, float | None]:
    """The line's year at the target, and the ends of its set."""
    if grounds.rule.method is Method.BASELINE:
        return (
            _along(grounds.latest.point.year, grounds.target.value - grounds.value, grounds.trend.slope),
            None,
            None,
        )
    if grounds.arrival is None:
        return None, None, None
    return grounds.arrival.middle, grounds.arrival.earliest, grounds.arrival.latest


def _along(year: int, gap: float, slope: float | None) -> float | None:
    return year + gap / slope if slope and (slope > 0) == (gap > 0) else None


def _unanswered(word: PaceWord, target: Reference | None, why: Text) -> Pace:
    return Pace(word, PACE_LABELS[word], target, *[None] * 8, lambda: why)


_REACHED = Text("Målvärdet är redan nått.", "The target has already been reached.")
