"""What an answer rests on: the questions that the ladder asks about a series, each answered once."""

from collections.abc import Iterator
from dataclasses import dataclass

from lagesbild.assessment.autocorrelation import CORRELATED_FROM
from lagesbild.assessment.fitted_line import Arrival, FittedLine, fit
from lagesbild.assessment.mann_kendall import way_if_independent
from lagesbild.assessment.once import once
from lagesbild.assessment.recent_years import RecentYears
from lagesbild.assessment.rule import Reference, ReferenceKind, Rule
from lagesbild.assessment.series import Latest, Point
from lagesbild.assessment.status import reached, year_passed
from lagesbild.assessment.trend import Trend
from lagesbild.assessment.turn import Turn
from lagesbild.assessment.words import TrendWord

LINE_FROM = 7
"""From this many values a line is carried to the target year."""
HORIZON = 10
"""How many years ahead a target without a year is looked after, and a limit."""
SOON = 2
"""A pace that would pass zero within this many years is not told: the recent years' is."""
RECENT = 3
# Exactly enough is enough, and counted in binary it may come out a hair short.
_HAIR = 1e-9


def own_target(rule: Rule, latest: Latest | None, year_now: int | None = None) -> Reference | None:
    """The municipality's own target with the next year, else the last that has passed, else one without a year."""
    return _next_of(rule, latest, year_now, ReferenceKind.TARGET)


def main_target(rule: Rule, latest: Latest | None, year_now: int | None = None) -> Reference | None:
    """What a pace is counted towards: its own target, and where it has none the global one, in the same way."""
    own = own_target(rule, latest, year_now)
    return own or _next_of(rule, latest, year_now, ReferenceKind.GLOBAL)


def _next_of(
    rule: Rule, latest: Latest | None, year_now: int | None, kind: ReferenceKind
) -> Reference | None:
    targets = [reference for reference in rule.references if reference.kind is kind]
    dated = sorted((ref for ref in targets if ref.year is not None), key=lambda ref: ref.year)
    ahead = [ref for ref in dated if latest is None or not year_passed(ref.year, latest, year_now)]
    return next(iter(ahead or dated[-1:] or targets), None)


@dataclass(frozen=True)
class AnswerGrounds:
    """A series under its rule, as the ladder asks about it.

    ``measured`` are the values that are not extrapolated, by year. ``year_now`` is the present year; None where only
    the points tell time. ``target`` is what the answer is about, see :func:`own_target`.
    """

    rule: Rule
    latest: Latest | None
    measured: tuple[Point, ...]
    trend: Trend
    recent: RecentYears | None
    decimals: int
    year_now: int | None = None
    target: Reference | None = None

    @once
    def judged(self) -> bool:
        """Whether anybody has decided what is better, or between what to stay."""
        return self.rule.direction.is_a_way or self.interval is not None

    @property
    def n(self) -> int:
        return self.trend.n

    @property
    def value(self) -> float:
        return self.latest.point.value

    @property
    def too_few(self) -> bool:
        return self.trend.word is TrendWord.TOO_FEW

    @property
    def improving(self) -> bool:
        return self.trend.word is TrendWord.IMPROVING

    @property
    def worsening(self) -> bool:
        return self.trend.word is TrendWord.WORSENING

    @once
    def way_but_for_likeness(self) -> int:
        """The direction that would be claimed if years did not resemble their neighbours; 0 where one is claimed
        anyway, or none would be."""
        claim = self.trend.claim
        if claim is None or claim.direction or self.n < CORRELATED_FROM:
            return 0
        return way_if_independent(self.trend.used)

    @property
    def turn(self) -> Turn | None:
        return self.recent.turn if self.recent else None

    @property
    def turned_wrong(self) -> bool:
        """Whether a told turn goes the wrong way."""
        return self.turn is not None and self.turn.slope * self.rule.direction < 0

    # The target.

    @property
    def has_target(self) -> bool:
        return self.target is not None and self.rule.direction.is_a_way

    @once
    def met(self) -> bool:
        return self.has_target and reached(self.value, self.target.value, self.rule.direction)

    @once
    def year_measured(self) -> bool:
        """Whether the target's year is behind us in the measurements."""
        return self.has_target and self.target.year is not None and self.target.year <= self.latest.point.year

    @once
    def year_over(self) -> bool:
        """Whether the target's year is behind us at all."""
        return (
            self.has_target
            and self.target.year is not None
            and year_passed(self.target.year, self.latest, self.year_now)
        )

    @once
    def met_in_time(self) -> bool:
        """Whether the target was met in its year; where nothing was measured then, both before and after it."""
        beside = [point for point in self.measured if point.year == self.target.year] or self._neighbours()
        return bool(beside) and all(
            reached(point.value, self.target.value, self.rule.direction) for point in beside
        )

    def _neighbours(self) -> list[Point]:
        before = [point for point in self.measured if point.year < self.target.year][-1:]
        after = [point for point in self.measured if point.year > self.target.year][:1]
        return before + after if before and after else []

    @once
    def lost_after(self) -> float | None:
        """In how many years a met target would be lost at the pace that goes the wrong way; None if not in time.

        In time is by the target's year, within ten years where it has none or that is behind us.
        """
        ahead = (
            HORIZON
            if self.target.year is None or self.year_over
            else self.target.year - self.latest.point.year
        )
        gap = self.target.value - self.value
        return min((gap / pace for pace in self.paces_astray if 0 <= gap / pace < ahead), default=None)

    @property
    def paces_astray(self) -> Iterator[float]:
        """The changes a year that are said to go the wrong way: the series', and after a turn."""
        if self.worsening and self.trend.slope:
            yield self.trend.slope
        if self.turned_wrong:
            yield self.turn.slope

    # The line, and where it is in the target's year.

    @once
    def line(self) -> FittedLine | None:
        return fit(self.trend.used) if self.trend.n >= LINE_FROM else None

    @property
    def has_line(self) -> bool:
        """Whether there is a target year, and values enough to carry a line to it."""
        return self.target.year is not None and self.line is not None

    @once
    def line_ends(self) -> tuple[float, float] | None:
        """How far past the target, the better way, the 90 % interval of the line lies in the target's year."""
        if not self.has_target or not self.has_line:
            return None
        low, _middle, high = self.line.at(self.target.year)
        ends = sorted(self.rule.direction * (end - self.target.value) for end in (low, high))
        return ends[0], ends[1]

    @property
    def arrival(self) -> Arrival | None:
        """When the line reaches the target; None where it makes no way there that can be claimed."""
        if self.line_ends is None or not (self.improving or self.pace_right_way):
            return None
        return self.line.arrival(self.target.value)

    @property
    def line_past_target(self) -> bool:
        return self.line_ends is not None and self.line_ends[0] >= -self._hair

    @property
    def line_short_of_target(self) -> bool:
        return self.line_ends is not None and self.line_ends[1] < -self._hair

    @property
    def _hair(self) -> float:
        return _HAIR * max(abs(self.target.value), abs(self.value))

    @property
    def pace_right_way(self) -> bool:
        """Whether the whole 90 % interval of the line's slope goes the better way."""
        return all(end * self.rule.direction > 0 for end in self.line.slope_interval())

    # Limits, and a level to hold.

    @once
    def interval(self) -> tuple[float, float] | None:
        """The level to hold."""
        return self.rule.held_between

    @once
    def bounds(self) -> tuple[tuple[float, int], ...]:
        """What must not be crossed, and on which side of it the value shall stay: 1 above, −1 below."""
        if self.interval:
            return (self.interval[0], 1), (self.interval[1], -1)
        limits = (ref.value for ref in self.rule.references if ref.kind is ReferenceKind.LIMIT)
        return tuple((limit, int(self.rule.direction)) for limit in limits)

    @property
    def bounded(self) -> bool:
        return bool(self.bounds)

    @once
    def broken(self) -> float | None:
        """The bound on whose wrong side the latest value is; the one furthest away where several are broken."""
        crossed = [bound for bound, side in self.bounds if (self.value - bound) * side < 0]
        return max(crossed, key=lambda bound: abs(self.value - bound), default=None)

    @once
    def broken_after(self) -> tuple[float, float] | None:
        """The bound that a wrong-way pace would reach within ten years, and in how many; None if none is."""
        coming = [
            ((bound - self.value) / pace, bound)
            for pace in self.moving_paces
            for bound, side in self.bounds
            if pace * side < 0
        ]
        years, bound = min((arrival for arrival in coming if arrival[0] <= HORIZON), default=(None, None))
        return None if years is None else (bound, years)

    @property
    def nearest_bound(self) -> float:
        return min((bound for bound, _side in self.bounds), key=lambda bound: abs(bound - self.value))

    @property
    def moving_paces(self) -> Iterator[float]:
        """The paces that may lead to a bound. Where a level is to be held both ways may."""
        if self.interval is None:
            yield from self.paces_astray
            return
        if self.trend.slope and self.trend.claim and self.trend.claim.direction:
            yield self.trend.slope
        if self.turn:
            yield self.turn.slope

    # How large a change is.

    @once
    def recent_pace(self) -> tuple[int, float] | None:
        """Since when, and how much the value has changed a year of late, where the whole period's pace would soon
        carry it past zero: that pace is none to tell."""
        used, slope = self.trend.used, self.trend.slope
        if len(used) <= RECENT or not slope or any(point.value < 0 for point in used):
            return None
        if self.value + SOON * slope >= 0:
            return None
        since, latest = used[-1 - RECENT], used[-1]
        return since.year, (latest.value - since.value) / (latest.year - since.year)

    @property
    def change_along_trend(self) -> float:
        """What the change a year comes to over the years that the trend rests on."""
        if self.trend.slope is None:
            return 0.0
        return self.trend.slope * (self.trend.last_year - self.trend.first_year)

    @property
    def barely_changed(self) -> bool:
        """Whether a sure change is small in the indicator's own field, by the threshold that it carries."""
        threshold = self.rule.small_change
        return threshold is not None and abs(self.change_along_trend) < threshold
