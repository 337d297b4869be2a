"""The SDG Index and its dashboards, as the Sustainable Development Solutions Network (SDSN) computes them.

Source: Lafortune, Fuller, Moreno, Schmidt-Traub and Kroll, SDG Index and Dashboards: Detailed Methodological
Paper, 2018. Sections stand at each function. Held against the published tables of 2019: see bench.verification.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import fmean

from lagesbild.assessment.series import Point

GREEN, YELLOW, ORANGE = Fraction(2), Fraction(3, 2), Fraction(1)
TARGET_YEAR = 2030
RANKED_COVERAGE = Fraction(4, 5)
"""The share of the indicators that an area must have to be ranked."""


class Colour(StrEnum):
    """Ordered from the best to none. Grey: not enough to go by."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


class Arrow(StrEnum):
    """Where an indicator is heading, as the dashboards say it: ↑ ➚ → ↓."""

    ON_TRACK = "on_track"
    MODERATELY_IMPROVING = "moderately_improving"
    STAGNATING = "stagnating"
    DECREASING = "decreasing"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The worst value (``lower``, score 0), the best (``upper``, score 100) and the cuts between colours.

    In the indicator's unit; lower is better where ``upper`` < ``lower``. Raises ValueError when they do not
    stand in order lower, red, green, upper, from the worst to the best (neighbours may be equal).
    """

    lower: float
    red: float
    green: float
    upper: float

    def __post_init__(self) -> None:
        rising = (self.lower, self.red, self.green, self.upper)
        falling = tuple(-cut for cut in rising)
        if self.lower == self.upper or not any(list(cuts) == sorted(cuts) for cuts in (rising, falling)):
            raise ValueError(
                f"The thresholds {rising} do not go from the worst to the best. "
                "Give them in the order lower, red, green, upper."
            )


def score(value: float, lower: float, upper: float) -> float:
    """How far ``value`` has come from the worst bound (0) to the best (100).

    100·(x − lower) / (upper − lower), cut off at 0 and 100. Lower is better where ``upper`` < ``lower``.
    Raises ValueError when the bounds are equal. Source: section 1.5.2.
    """
    return min(max(unclipped_score(value, lower, upper), 0.0), 100.0)


def unclipped_score(value: float, lower: float, upper: float) -> float:
    """:func:`score` that may leave 0–100: what the arrow is measured on."""
    if lower == upper:
        raise ValueError(f"Both bounds are {lower}. Give a worst value and another, best one.")
    return 100 * (value - lower) / (upper - lower)


def rescaled(value: float, thresholds: Thresholds) -> Fraction:
    """``value`` on the scale 0 (worst bound), 1 (red cut), 2 (green cut), 3 (best bound), straight between.

    Exact: decimals as they are written, because a value halfway between two cuts fails in binary. At a cut
    shared by two colours the better one holds. Source: section 1.6.
    """
    sign = 1 if thresholds.upper > thresholds.lower else -1
    x, *cuts = (sign * _exact(number) for number in (value, *_in_order(thresholds)))
    steps = zip(range(len(cuts) - 1, -1, -1), reversed(cuts), strict=True)
    step, cut = next(((step, cut) for step, cut in steps if x >= cut), (0, x))
    if step == 3 or x <= cut:
        return Fraction(step)
    return step + (x - cut) / (cuts[step + 1] - cut)


def colour(rescaled: Fraction) -> Colour:
    """The colour of an indicator from its :func:`rescaled` value: 2 green, 1.5 yellow, 1 orange, else red.

    All cuts are inclusive. Source: section 1.6.
    """
    if rescaled >= GREEN:
        return Colour.GREEN
    if rescaled >= YELLOW:
        return Colour.YELLOW
    return Colour.ORANGE if rescaled >= ORANGE else Colour.RED


def arrow(
    first: Point, latest: Point, thresholds: Thresholds, target_year: int = TARGET_YEAR
) -> tuple[Arrow, float | None]:
    """Is the pace since ``first`` enough for green in ``target_year``? The arrow and q, actual over needed.

    On unclipped scores, exact as in :func:`rescaled`: rate = (x_b − x_a) / (b − a), need = (green − x_a) / (target
    year − a), q = rate / need. Latest at green or better: on track. Rate below zero: decreasing. q ≥ 1 on track,
    > 0.5 moderately improving, else stagnating. q is None where nothing was needed. The published arrows follow
    this in 96–97 % of cases (2020, 2021): some stand although the score fell. Which years an edition compares is not
    always declared. Raises ValueError unless first, latest and target year follow each other. Source: section 2.5.
    """
    if not first.year < latest.year or first.year >= target_year:
        raise ValueError(f"{first.year}, {latest.year} and {target_year} do not follow each other.")
    worst, best = _exact(thresholds.lower), _exact(thresholds.upper)
    x_a, x_b, green = (
        (_exact(number) - worst) / (best - worst) for number in (first.value, latest.value, thresholds.green)
    )
    rate, need = (x_b - x_a) / (latest.year - first.year), (green - x_a) / (target_year - first.year)
    q = rate / need if need > 0 else None
    pace = None if q is None else float(q)
    if rescaled(latest.value, thresholds) >= GREEN:
        return Arrow.ON_TRACK, pace
    if rate < 0:
        return Arrow.DECREASING, pace
    return _arrow(q), pace


def goal_score(scores: Iterable[float]) -> float | None:
    """A goal's score: the plain mean of its indicators' scores, None without any.

    The global set of indicators for all, OECD members too. Source: section 1.5.3.
    """
    indicator_scores = list(scores)
    return fmean(indicator_scores) if indicator_scores else None


def goal_colour(rescaled: Iterable[Fraction], expected: int) -> Colour:
    """A goal's colour from its two worst indicators, given :func:`rescaled`, out of ``expected`` in the set.

    Their mean gives the colour, but green only if both are green (else yellow), red only if both are red (else
    orange). A lone indicator gives its own. Fewer than half present: grey. The set is the OECD one for OECD
    members, else the global one. Source: section 1.6.
    """
    worst_first = sorted(rescaled)
    if not worst_first or 2 * len(worst_first) < expected:
        return Colour.GREY
    worst = worst_first[:2]
    mean = colour(sum(worst) / len(worst))
    if mean is Colour.GREEN and worst[0] < GREEN:
        return Colour.YELLOW
    if mean is Colour.RED and worst[-1] >= ORANGE:
        return Colour.ORANGE
    return mean


def index(goals: Mapping[str, float], fill: Mapping[str, float] | None = None) -> float | None:
    """The index of an area: the mean of its goal scores, None without any.

    ``fill`` gives the goals it lacks (also goal 14 of landlocked countries) the mean of its region, as
    :func:`regional_means` finds them. Source: section 1.5.3.
    """
    scores = {**(fill or {}), **goals}
    return fmean(scores.values()) if scores else None


def regional_means(goals: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each goal among the ranked areas of one region that have it."""
    every = {goal for area in goals for goal in area}
    return {goal: fmean(area[goal] for area in goals if goal in area) for goal in sorted(every)}


def is_ranked(present: int, expected: int) -> bool:
    """Whether an area has enough of the index's indicators to be ranked: at least 80 %."""
    return expected > 0 and Fraction(present, expected) >= RANKED_COVERAGE


def _in_order(thresholds: Thresholds) -> tuple[float, float, float, float]:
    return thresholds.lower, thresholds.red, thresholds.green, thresholds.upper


def _exact(number: float) -> Fraction:
    return Fraction(repr(float(number)))


def _arrow(q: Fraction | None) -> Arrow:
    if q is None or q >= 1:
        return Arrow.ON_TRACK
    return Arrow.MODERATELY_IMPROVING if q > Fraction(1, 2) else Arrow.STAGNATING
