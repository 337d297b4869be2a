"""Many answers side by side: how many of each, never an average of unlike things."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lagesbild.assessment.words import (
    ACTION_LABELS,
    GOAL_GRADES,
    NOT_ASSESSED,
    OFF_TRACK,
    ON_THE_WAY,
    UNCERTAIN,
    ActionStatus,
    Text,
)


@dataclass(frozen=True, slots=True)
class RollUpShare:
    """One part of a roll-up bar: how many, and their share (0–1) of what the bar counts."""

    key: str
    label: Text
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class GoalRollUp:
    """Goal assessments together: grades 1–2, grade 3, grades 4–5, and those nobody has assessed.

    ``invented``: how many have an example's assessment only, which no headline counts.
    """

    on_the_way: int
    uncertain: int
    off_track: int
    not_assessed: int
    invented: int = 0

    @property
    def total(self) -> int:
        return self.on_the_way + self.uncertain + self.off_track + self.not_assessed

    def shares(self, count_unassessed: bool = True) -> tuple[RollUpShare, ...]:
        """The bar's parts in order. ``count_unassessed``: goals not assessed are one of them."""
        parts = [
            ("on_the_way", GOAL_LABELS["on_the_way"], self.on_the_way),
            ("uncertain", GOAL_LABELS["uncertain"], self.uncertain),
            ("off_track", GOAL_LABELS["off_track"], self.off_track),
        ]
        unassessed = [("not_assessed", NOT_ASSESSED, self.not_assessed)] if count_unassessed else []
        return _shares(parts + unassessed)


@dataclass(frozen=True, slots=True)
class ActionRollUp:
    """Actions together."""

    done: int
    started: int
    not_started: int
    late_or_cancelled: int

    @property
    def total(self) -> int:
        return self.done + self.started + self.not_started + self.late_or_cancelled

    def shares(self) -> tuple[RollUpShare, ...]:
        """The bar's parts in order."""
        return _shares(
            [
                ("done", ACTION_LABELS[ActionStatus.DONE], self.done),
                ("started", ACTION_LABELS[ActionStatus.STARTED], self.started),
                ("not_started", ACTION_LABELS[ActionStatus.NOT_STARTED], self.not_started),
                ("late_or_cancelled", LATE_OR_CANCELLED, self.late_or_cancelled),
            ]
        )


GOAL_LABELS = {
    "on_the_way": Text("Nått eller bedöms kunna nås", "Reached or expected to be reached"),
    "uncertain": Text("Osäkert", "Uncertain"),
    "off_track": Text("Bedöms inte kunna nås eller inte nått", "Not expected to be reached or not reached"),
}
LATE_OR_CANCELLED = Text("Försenad eller inställd", "Late or cancelled")


def roll_up_goals(grades: Iterable[int | None], invented: int = 0) -> GoalRollUp:
    """Counts of grades 1–5, None where not assessed. Raises ValueError for any other grade.

    ``invented``: how many of them have an example's assessment, which is not among the grades.
    """
    counts = Counter(grades)
    _require_known(counts, {*GOAL_GRADES, None}, "grade", "1–5, or None where not assessed")
    on_the_way, uncertain, off_track = (
        sum(counts[grade] for grade in grades) for grades in (ON_THE_WAY, UNCERTAIN, OFF_TRACK)
    )
    return GoalRollUp(on_the_way, uncertain, off_track, counts[None], invented)


def roll_up_actions(statuses: Iterable[ActionStatus]) -> ActionRollUp:
    """Counts of action statuses, as shown (see :func:`action_status`). Raises ValueError for unknown ones."""
    counts = Counter(statuses)
    _require_known(counts, set(ActionStatus), "action status", ", ".join(ActionStatus))
    return ActionRollUp(
        counts[ActionStatus.DONE],
        counts[ActionStatus.STARTED],
        counts[ActionStatus.NOT_STARTED],
        counts[ActionStatus.LATE] + counts[ActionStatus.CANCELLED],
    )


def _shares(parts: list[tuple[str, Text, int]]) -> tuple[RollUpShare, ...]:
    total = sum(count for _, _, count in parts)
    return tuple(
        RollUpShare(key, label, count, count / total if total else 0.0) for key, label, count in parts
    )


def _require_known(counts: Counter, valid: set, what: str, use: str) -> None:
    unknown = [value for value in counts if value not in valid]
    if unknown:
        raise ValueError(f"Unknown {what} {unknown[0]!r}. Use {use}.")
