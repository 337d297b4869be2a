"""The whole computed verdict on one series: trend, status, pace. The entrance of this package."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lagesbild.assessment.answer import Answer, find_answer
from lagesbild.assessment.answer_grounds import AnswerGrounds, own_target
from lagesbild.assessment.four_values import Pool
from lagesbild.assessment.numerals import telling_decimals, visible_decimals
from lagesbild.assessment.pace import Pace, find_pace
from lagesbild.assessment.recent_years import RecentYears, recent_years
from lagesbild.assessment.rule import Direction, ReferenceKind, Rule
from lagesbild.assessment.series import Latest, Point, find_latest, in_order
from lagesbild.assessment.status import ReferenceStatus, find_status
from lagesbild.assessment.trend import Trend, find_trend


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the figures say: status, trend, pace and recent years, and the one ``answer`` made of them.

    Comparison with others is asked for apart and is no part of the answer.

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
    answer: Answer
    recent: RecentYears | None = None
    repeated_to: int | None = None


def judge(
    points: Iterable[Point], rule: Rule, *, year_now: int | None = None, pool: Pool | None = None
) -> Verdict:
    """What ``points``, in any order, say under ``rule``.

    ``pool``: what the same indicator did in all municipalities, which lets four values say something. ``year_now`` is
    the present year, for target years that have passed since the latest value; without it only the points tell time.
    Raises ValueError when a year has two values.
    """
    return judge_in_order(in_order(points), rule, year_now, pool)


def judge_in_order(
    points: tuple[Point, ...], rule: Rule, year_now: int | None = None, pool: Pool | None = None
) -> Verdict:
    """:func:`judge` for points already by year, one a year. Hashable in, frozen out: safe for a cache."""
    grounds = find_grounds(points, rule, year_now, pool)
    rule, latest = grounds.rule, grounds.latest
    statuses = tuple(
        find_status(reference, latest, grounds.measured, rule, decimals=grounds.decimals, year_now=year_now)
        for reference in rule.references
        if reference.kind is not ReferenceKind.BASELINE
    )
    return Verdict(
        grounds.trend,
        statuses,
        find_pace(grounds),
        latest.point if latest else None,
        grounds.decimals,
        find_answer(grounds),
        grounds.recent,
        latest.repeated_to if latest else None,
    )


@lru_cache(maxsize=4096)
def kept_verdict(
    points: tuple[Point, ...], rule: Rule, year_now: int | None = None, pool: Pool | None = None
) -> Verdict:
    """:func:`judge_in_order`, kept: pages ask of the same few hundred series again and again."""
    return judge_in_order(points, rule, year_now, pool)


def find_grounds(
    points: tuple[Point, ...], rule: Rule, year_now: int | None = None, pool: Pool | None = None
) -> AnswerGrounds:
    """What the answer about ``points`` (by year, one a year) rests on."""
    rule = rule.from_its_baseline()
    measured = tuple(point for point in points if point.flag != "extrapolated")
    latest = find_latest(points, rule.breaks, rule.cycle_years)
    trend = find_trend(points, rule, pool)
    return AnswerGrounds(
        rule,
        latest,
        measured,
        trend,
        recent_years(trend.used),
        _decimals(trend, latest, rule),
        year_now,
        own_target(rule, latest, year_now),
    )


def _decimals(trend: Trend, latest: Latest | None, rule: Rule) -> int:
    """Enough to see the trend's change, and on which side of each reference value the latest is."""
    enough = visible_decimals(trend.used, rule.decimals, trend.word)
    if latest is None or rule.direction is Direction.NONE:
        return enough
    value = latest.point.value
    return max([enough, *(telling_decimals(value, ref.value, enough) for ref in rule.references)])
