"""Are we there? The latest value against one documented target, limit or guideline."""

from dataclasses import dataclass

from lagesbild.assessment.numerals import amount, change
from lagesbild.assessment.rule import Direction, Reference, ReferenceKind, Rule
from lagesbild.assessment.series import Point
from lagesbild.assessment.words import FLAG_LABELS, LIMIT_LABELS, NO_TEXT, STATUS_LABELS, StatusWord, Text

AIMS = (ReferenceKind.TARGET, ReferenceKind.GLOBAL)
"""What is to be reached by a year. Limits and guidelines are to be kept; their year is when they began."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the latest value stands against ``reference``.

    ``gap`` is latest − reference, unrounded, in the indicator's unit; None without a latest value.
    """

    reference: Reference
    word: StatusWord
    label: Text
    gap: float | None
    why: Text


def find_status(
    reference: Reference, points: tuple[Point, ...], rule: Rule, *, decimals: int, year_now: int | None = None
) -> Status:
    """The status of the last of ``points`` (by year) against ``reference``, said with ``decimals``."""
    labels = STATUS_LABELS if reference.kind in AIMS else LIMIT_LABELS
    if not points:
        return Status(reference, StatusWord.NOT_JUDGED, labels[StatusWord.NOT_JUDGED], None, _NO_VALUE)
    latest = points[-1]
    word = _word(reference, points, rule.direction, year_now)
    why = _sentence(word, reference, points, rule, decimals)
    return Status(reference, word, labels[word], latest.value - reference.value, why)


def reached(value: float, target: float, direction: Direction) -> bool:
    """Whether ``value`` is at or beyond ``target``, compared exactly and unrounded."""
    return value >= target if direction is Direction.UP else value <= target


def year_passed(year: int, latest: Point, year_now: int | None) -> bool:
    """Whether a target year is settled: measured, or behind us by the calendar."""
    return latest.year >= year or (year_now is not None and year_now > year)


def _word(
    reference: Reference, points: tuple[Point, ...], direction: Direction, year_now: int | None
) -> StatusWord:
    if direction is Direction.NONE:
        return StatusWord.NOT_JUDGED
    if reached(points[-1].value, reference.value, direction):
        return StatusWord.REACHED
    if reference.kind not in AIMS or reference.year is None:
        return StatusWord.NOT_REACHED
    if not year_passed(reference.year, points[-1], year_now):
        return StatusWord.NOT_REACHED
    # Reached in time and lost again is not "never reached".
    in_time = _at(reference.year, points)
    if in_time is not None and reached(in_time.value, reference.value, direction):
        return StatusWord.NOT_REACHED
    return StatusWord.PASSED_UNREACHED


def _at(year: int | None, points: tuple[Point, ...]) -> Point | None:
    return next((point for point in points if point.year == year), None)


_NO_VALUE = Text(
    "Det finns inget uppmätt värde att jämföra med.", "There is no measured value to compare with."
)
_OPENING = Text("{label}: {target}{by}.", "{label}: {target}{by}.")
_BY = Text(" till {year}", " by {year}")
_FROM = Text(" ({year})", " ({year})")
_REACHED = Text(
    "Det senaste värdet, {latest} ({year}), når målvärdet.",
    "The latest value, {latest} ({year}), reaches the target.",
)
_NOT_REACHED = Text(
    "Det senaste värdet, {latest} ({year}), når inte målvärdet; det skiljer {gap}.",
    "The latest value, {latest} ({year}), does not reach the target; the gap is {gap}.",
)
_LOST = Text(
    "Målvärdet nåddes målåret ({in_time}), men det senaste värdet, {latest} ({year}), når inte längre dit; "
    "det skiljer {gap}.",
    "The target was reached in its year ({in_time}), but the latest value, {latest} ({year}), no longer "
    "does; the gap is {gap}.",
)
_PASSED = Text(
    "Målåret har passerat utan att målvärdet nåddes: det senaste värdet är {latest} ({year}), och det "
    "skiljer {gap}.",
    "The target year has passed without the target being reached: the latest value is {latest} ({year}), "
    "and the gap is {gap}.",
)
_PASSED_UNMEASURED = Text(
    "Målåret har passerat, men det senaste värdet är från {year}: {latest}. Det når inte målvärdet; det "
    "skiljer {gap}. Om det nåddes i tid vet vi inte.",
    "The target year has passed, but the latest value is from {year}: {latest}. It does not reach the "
    "target; the gap is {gap}. Whether the target was reached in time is not known.",
)
_KEPT = Text(
    "Det senaste värdet, {latest} ({year}), klarar gränsen; det skiljer {gap}.",
    "The latest value, {latest} ({year}), is within it; the gap is {gap}.",
)
_NOT_KEPT = Text(
    "Det senaste värdet, {latest} ({year}), klarar inte gränsen; det skiljer {gap}.",
    "The latest value, {latest} ({year}), is not within it; the gap is {gap}.",
)
_JUST_KEPT = Text(
    "Det senaste värdet, {latest} ({year}), ligger precis på gränsen, och den klaras.",
    "The latest value, {latest} ({year}), is exactly at it, and so within it.",
)
_NOT_JUDGED = Text(
    "Det senaste värdet är {latest} ({year}); det skiljer {gap}. Ingen riktning är bestämd som bättre, så "
    "värdet bedöms inte.",
    "The latest value is {latest} ({year}); the gap is {gap}. No direction has been decided to be better, so "
    "it is not judged.",
)
_FLAGGED = Text("Värdet är {flag}.", "The value is {flag}.")


def _sentence(
    word: StatusWord, reference: Reference, points: tuple[Point, ...], rule: Rule, decimals: int
) -> Text:
    latest = points[-1]
    in_time = _at(reference.year, points)
    body = _body(word, reference, latest, in_time, rule.direction).fill(
        latest=amount(latest.value, decimals, rule.unit),
        year=latest.year,
        gap=change(abs(latest.value - reference.value), decimals, rule.unit),
        in_time=amount(in_time.value, decimals, rule.unit) if in_time else NO_TEXT,
    )
    flagged = _FLAGGED.fill(flag=FLAG_LABELS[latest.flag]) if latest.flag else NO_TEXT
    return Text.sentences(_opening(reference, decimals, rule.unit), body, flagged)


def _opening(reference: Reference, decimals: int, unit: Text) -> Text:
    by = _BY if reference.kind in AIMS else _FROM
    return _OPENING.fill(
        label=reference.label,
        target=amount(reference.value, decimals, unit),
        by=by.fill(year=reference.year) if reference.year is not None else NO_TEXT,
    )


def _body(
    word: StatusWord, reference: Reference, latest: Point, in_time: Point | None, direction: Direction
) -> Text:
    if word is StatusWord.NOT_JUDGED:
        return _NOT_JUDGED
    if reference.kind not in AIMS:
        kept = _JUST_KEPT if latest.value == reference.value else _KEPT
        return kept if word is StatusWord.REACHED else _NOT_KEPT
    if word is StatusWord.REACHED:
        return _REACHED
    if word is StatusWord.PASSED_UNREACHED:
        return _PASSED if latest.year >= reference.year else _PASSED_UNMEASURED
    if in_time is None or in_time is latest or not reached(in_time.value, reference.value, direction):
        return _NOT_REACHED
    return _LOST
