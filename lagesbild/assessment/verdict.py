"""The whole computed verdict on one series: trend, status, pace. The entrance of this package."""

from collections.abc import Iterable
from dataclasses import dataclass

from lagesbild.assessment.numerals import telling_decimals, visible_decimals
from lagesbild.assessment.pace import Pace, find_pace
from lagesbild.assessment.rule import Direction, ReferenceKind, Rule
from lagesbild.assessment.series import Latest, Point, find_latest, in_order
from lagesbild.assessment.status import ReferenceStatus, find_status
from lagesbild.assessment.trend import Trend, find_trend


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the figures say. Four answers are never made into one: comparison is asked for apart.

    ``statuses`` has one answer per reference value that is not a baseline, in the rule's order. ``latest`` is
    the newest value that is neither extrapolated nor a repeat within the rule's cycle, None without any;
    ``repeated_to`` the last year that only repeats it, None where none does. ``decimals`` is how many to print
    values with so that what the verdict says can be seen in them.
    """

    trend: Trend
    statuses: tuple[ReferenceStatus, ...]
    pace: Pace
    latest: Point | None
    decimals: int
    repeated_to: int | None = None


def judge(points: Iterable[Point], rule: Rule, *, year_now: int | None = None) -> Verdict:
    """What ``points``, in any order, say under ``rule``.

    ``year_now`` is the present year, for target years that have passed since the latest value; without it
    only the points tell time. Raises ValueError when a year has two values.
    """
    return judge_in_order(in_order(points), rule, year_now)


def judge_in_order(points: tuple[Point, ...], rule: Rule, year_now: int | None = None) -> Verdict:
    """:func:`judge` for points already by year, one a year. Hashable in, frozen out: safe for a cache."""
    measured = tuple(point for point in points if point.flag != "extrapolated")
    latest = find_latest(points, rule.breaks, rule.cycle_years)
    trend = find_trend(points, rule)
    decimals = _decimals(trend, latest, rule)
    statuses = tuple(
        find_status(reference, latest, measured, rule, decimals=decimals, year_now=year_now)
        for reference in rule.references
        if reference.kind is not ReferenceKind.BASELINE
    )
    pace = find_pace(latest, trend, rule, decimals=decimals, year_now=year_now)
    if latest is None:
        return Verdict(trend, statuses, pace, None, decimals)
    return Verdict(trend, statuses, pace, latest.point, decimals, latest.repeated_to)


def _decimals(trend: Trend, latest: Latest | None, rule: Rule) -> int:
    """Enough to see the trend's change, and on which side of each reference value the latest is."""
    enough = visible_decimals(trend.used, rule.decimals, trend.word)
    if latest is None or rule.direction is Direction.NONE:
        return enough
    value = latest.point.value
    return max([enough, *(telling_decimals(value, ref.value, enough) for ref in rule.references)])
