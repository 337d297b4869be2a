"""Are we there? The latest value against one documented target, limit or guideline."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from lagesbild.assessment.answer_numbers import decided_readable, readable_beside, readable_change
from lagesbild.assessment.numerals import own_decimals
from lagesbild.assessment.rule import Direction, Reference, ReferenceKind, Rule
from lagesbild.assessment.series import Latest, Point
from lagesbild.assessment.words import FLAG_LABELS, LIMIT_LABELS, NO_TEXT, STATUS_LABELS, StatusWord, Text

AIMS = (ReferenceKind.TARGET, ReferenceKind.GLOBAL)
"""What is to be reached by a year. Limits and guidelines are to be kept; their year is when they began."""


@dataclass(frozen=True, slots=True)
class ReferenceStatus:
    """How the latest value stands against ``reference``.

    ``gap`` is latest − reference, unrounded, in the indicator's unit; None without a latest value.
    """

    reference: Reference
    word: StatusWord
    label: Text
    gap: float | None
    reason: Callable[[], Text] = field(compare=False, repr=False)

    @property
    def why(self) -> Text:
        """The reason in sentences, put together when somebody reads it: lists do not."""
        return self.reason()


def find_status(
    reference: Reference,
    latest: Latest | None,
    points: tuple[Point, ...],
    rule: Rule,
    *,
    decimals: int,
    year_now: int | None = None,
) -> ReferenceStatus:
    """The status of ``latest`` against ``reference``, said with ``decimals``.

    ``points`` (by year) tells what stood in the target's year, measured then or repeated.
    """
    labels = STATUS_LABELS if reference.kind in AIMS else LIMIT_LABELS
    if latest is None:
        return ReferenceStatus(
            reference, StatusWord.NOT_JUDGED, labels[StatusWord.NOT_JUDGED], None, lambda: _NO_VALUE
        )
    in_time = next((point for point in points if point.year == reference.year), None)
    word = _word(reference, latest, in_time, rule.better_from(reference), year_now)
    why = partial(_sentence, word, reference, latest, in_time, rule, decimals)
    return ReferenceStatus(reference, word, labels[word], latest.point.value - reference.value, why)


def reached(value: float, target: float, direction: Direction) -> bool:
    """Whether ``value`` is at or beyond ``target``, compared exactly and unrounded."""
    return value >= target if direction is Direction.UP else value <= target


def year_passed(year: int, latest: Latest, year_now: int | None) -> bool:
    """Whether a target year is settled: measured, or behind us by the calendar or by later repeats."""
    reached_years = (year_now, latest.repeated_to)
    return latest.point.year >= year or any(
        reached is not None and reached > year for reached in reached_years
    )


def _word(
    reference: Reference, latest: Latest, in_time: Point | None, direction: Direction, year_now: int | None
) -> StatusWord:
    if direction is Direction.NONE:
        return StatusWord.NOT_JUDGED
    if reached(latest.point.value, reference.value, direction):
        return StatusWord.REACHED
    if reference.kind not in AIMS or reference.year is None:
        return StatusWord.NOT_REACHED
    if not year_passed(reference.year, latest, year_now):
        return StatusWord.NOT_REACHED
    # Reached in time and lost again is not "never reached".
    if in_time is not None and reached(in_time.value, reference.value, direction):
        return StatusWord.NOT_REACHED
    return StatusWord.PASSED_UNREACHED


_NO_VALUE = Text(
    "Det finns inget uppmätt värde att jämföra med.", "There is no measured value to compare with."
)
_OPENING = Text("{label}: {target}{by}.", "{label}: {target}{by}.")
_BY = Text(" till {year}", " by {year}")
_FROM = Text(" ({year})", " ({year})")
_REACHED = Text(
    "Det senaste värdet, {latest} ({when}), når målvärdet.",
    "The latest value, {latest} ({when}), reaches the target.",
)
_NOT_REACHED = Text(
    "Det senaste värdet, {latest} ({when}), når inte målvärdet; det skiljer {gap}.",
    "The latest value, {latest} ({when}), does not reach the target; the gap is {gap}.",
)
_LOST = Text(
    "Målvärdet nåddes målåret ({in_time}), men det senaste värdet, {latest} ({when}), når inte längre dit; "
    "det skiljer {gap}.",
    "The target was reached in its year ({in_time}), but the latest value, {latest} ({when}), no longer "
    "does; the gap is {gap}.",
)
_PASSED = Text(
    "Målåret har passerat utan att målvärdet nåddes: det senaste värdet är {latest} ({when}), och det "
    "skiljer {gap}.",
    "The target year has passed without the target being reached: the latest value is {latest} ({when}), "
    "and the gap is {gap}.",
)
_PASSED_UNMEASURED = Text(
    "Målåret har passerat, men det senaste värdet gäller ett tidigare år: {latest} ({when}). Det når inte "
    "målvärdet; det skiljer {gap}. Om det nåddes i tid vet vi inte.",
    "The target year has passed, but the latest value is for an earlier year: {latest} ({when}). It does not "
    "reach the target; the gap is {gap}. Whether the target was reached in time is not known.",
)
_KEPT = Text(
    "Det senaste värdet, {latest} ({when}), klarar gränsen; det skiljer {gap}.",
    "The latest value, {latest} ({when}), is within it; the gap is {gap}.",
)
_NOT_KEPT = Text(
    "Det senaste värdet, {latest} ({when}), klarar inte gränsen; det skiljer {gap}.",
    "The latest value, {latest} ({when}), is not within it; the gap is {gap}.",
)
_JUST_KEPT = Text(
    "Det senaste värdet, {latest} ({when}), ligger precis på gränsen, och den klaras.",
    "The latest value, {latest} ({when}), is exactly at it, and so within it.",
)
_NOT_JUDGED = Text(
    "Det senaste värdet är {latest} ({when}); det skiljer {gap}. Ingen riktning är bestämd som bättre, så "
    "värdet bedöms inte.",
    "The latest value is {latest} ({when}); the gap is {gap}. No direction has been decided to be better, so "
    "it is not judged.",
)
_FLAGGED = Text("Värdet är {flag}.", "The value is {flag}.")


def _sentence(
    word: StatusWord,
    reference: Reference,
    latest: Latest,
    in_time: Point | None,
    rule: Rule,
    decimals: int,
) -> Text:
    value, flag = latest.point.value, latest.point.flag
    body = _body(word, reference, latest.point, in_time, rule.better_from(reference)).fill(
        latest=readable_beside(value, reference.value, decimals, rule.unit),
        when=latest.when,
        gap=readable_change(
            abs(value - reference.value), max(decimals, own_decimals(reference.value)), rule.unit
        ),
        in_time=readable_beside(in_time.value, reference.value, decimals, rule.unit) if in_time else NO_TEXT,
    )
    flagged = _FLAGGED.fill(flag=FLAG_LABELS[flag]) if flag else NO_TEXT
    return Text.sentences(_opening(reference, rule.unit), body, flagged)


def _opening(reference: Reference, unit: Text) -> Text:
    by = _BY if reference.kind in AIMS else _FROM
    return _OPENING.fill(
        label=reference.label,
        target=decided_readable(reference.value, unit),
        by=by.fill(year=reference.year) if reference.year is not None else NO_TEXT,
    )


def _body(
    word: StatusWord, reference: Reference, latest: Point, in_time: Point | None, direction: Direction
) -> Text:
    if word is StatusWord.NOT_JUDGED:
        return _NOT_JUDGED
    if reference.kind not in AIMS:
        template = _JUST_KEPT if latest.value == reference.value else _KEPT
        return template if word is StatusWord.REACHED else _NOT_KEPT
    if word is StatusWord.REACHED:
        return _REACHED
    if word is StatusWord.PASSED_UNREACHED:
        return _PASSED if latest.year >= reference.year else _PASSED_UNMEASURED
    if in_time is None or in_time is latest or not reached(in_time.value, reference.value, direction):
        return _NOT_REACHED
    return _LOST
