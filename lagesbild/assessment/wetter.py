"""Germany's weather symbols: where a series is heading, from the mean of its last five changes.

Source: Statistisches Bundesamt, Deutsche Nachhaltigkeitsstrategie, "Status der Indikatoren – Methodik" on
dns-indikatoren.de, in German and English; where they differ the German is followed. Headings stand at each function.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import Point
from lagesbild.assessment.status import reached

MOST_POINTS, FEWEST_POINTS = 6, 4
"""Six values give five changes; in exceptional cases five or four values will do."""
NEARLY, ALMOST = Fraction(5, 100), Fraction(20, 100)
"""Cuts on what will be missing in the target year, as a share of what is missing now."""


class WeatherSymbol(StrEnum):
    """From the best to none at all."""

    SUN = "sun"
    SLIGHTLY_CLOUDY = "slightly_cloudy"
    CLOUD = "cloud"
    THUNDERSTORM = "thunderstorm"
    NOT_CALCULATED = "not_calculated"


_FROM_WORST = (
    WeatherSymbol.THUNDERSTORM,
    WeatherSymbol.CLOUD,
    WeatherSymbol.SLIGHTLY_CLOUDY,
    WeatherSymbol.SUN,
)


@dataclass(frozen=True, slots=True)
class Weather:
    """``change`` is the mean change a year over ``used``, ``last_change`` that between the last two.

    ``expected``: the value in the target year if that goes on; ``missing``: what is then missing, as a share of what
    is missing now (0: nothing). Both None where no target lies ahead.
    """

    symbol: WeatherSymbol
    used: tuple[Point, ...]
    change: float | None = None
    last_change: float | None = None
    expected: float | None = None
    missing: float | None = None


def weather(
    points: Sequence[Point],
    direction: Direction,
    *,
    target: float | None = None,
    target_year: int | None = None,
) -> Weather:
    """The symbol of ``points`` (by year), by the rule that fits the target.

    A target with a year ahead: the mean change of the last five is carried on to it; what is then missing is under
    5 % of what is missing now: sun; to 20 %: slightly cloudy; more, but on the way there: cloud; else thunderstorm.
    A target without a year, one already met, and one whose year is the latest or has passed: see
    :func:`_of_constant`. No target: see :func:`_of_direction`. Fewer than four values, or no direction: none.
    Source: headings Indikatoren mit absoluten oder relativen Zielwerten, and the two that follow.
    """
    used = tuple(points[-MOST_POINTS:])
    if direction is Direction.NONE or len(used) < FEWEST_POINTS:
        return Weather(WeatherSymbol.NOT_CALCULATED, used)
    change, last_change = _mean_change(used), _mean_change(used[-2:])
    if target is None:
        return _answer(_of_direction(change * direction, last_change * direction), used)
    latest = used[-1]
    is_met = reached(latest.value, target, direction)
    if is_met or target_year is None or latest.year >= target_year:
        return _answer(_of_constant(is_met, change * direction), used)
    expected = _exact(latest.value) + change * (target_year - latest.year)
    gap = (_exact(target) - _exact(latest.value)) * direction
    missing = max((_exact(target) - expected) * direction / gap, Fraction(0))
    return _answer(_of_target(missing, change * direction), used, expected, missing)


def weakest_end(ends: Iterable[float], direction: Direction) -> float:
    """Of a target that is an interval, the end that asks the least. Source: Indikatoren mit Zielintervallen."""
    return min(ends) if direction is Direction.UP else max(ends)


def worst(symbols: Iterable[WeatherSymbol]) -> WeatherSymbol:
    """Of several targets to be met at once, the worst symbol. Source: Indikatoren mit mehreren Zielwerten."""
    present = set(symbols)
    return next((symbol for symbol in _FROM_WORST if symbol in present), WeatherSymbol.NOT_CALCULATED)


def _of_target(missing: Fraction, change: Fraction) -> WeatherSymbol:
    if missing < NEARLY:
        return WeatherSymbol.SUN
    if missing <= ALMOST:
        return WeatherSymbol.SLIGHTLY_CLOUDY
    return WeatherSymbol.CLOUD if change > 0 else WeatherSymbol.THUNDERSTORM


def _of_constant(is_met: bool, change: Fraction) -> WeatherSymbol:
    """A target to be kept every year: the latest value first, then the mean change.

    Met and not getting worse: sun; met but getting worse: slightly cloudy; not met but moving towards it: cloud;
    neither: thunderstorm, also where nothing moves. Source: Indikatoren mit gleichbleibender Zielvorgabe in jedem Jahr.
    """
    if is_met:
        return WeatherSymbol.SUN if change >= 0 else WeatherSymbol.SLIGHTLY_CLOUDY
    return WeatherSymbol.CLOUD if change > 0 else WeatherSymbol.THUNDERSTORM


def _of_direction(change: Fraction, last_change: Fraction) -> WeatherSymbol:
    """A direction alone: the mean change first, then the last one.

    Both right: sun; the mean right, the last wrong or none: slightly cloudy; the mean wrong or none, the last right:
    cloud; neither: thunderstorm. Source: Indikatoren mit Zielrichtungsvorgabe ohne konkreten Zielwert.
    """
    if change > 0:
        return WeatherSymbol.SUN if last_change > 0 else WeatherSymbol.SLIGHTLY_CLOUDY
    return WeatherSymbol.CLOUD if last_change > 0 else WeatherSymbol.THUNDERSTORM


def _answer(
    symbol: WeatherSymbol,
    used: tuple[Point, ...],
    expected: Fraction | None = None,
    missing: Fraction | None = None,
) -> Weather:
    changes = float(_mean_change(used)), float(_mean_change(used[-2:]))
    ahead = (None, None) if expected is None else (float(expected), float(missing))
    return Weather(symbol, used, *changes, *ahead)


def _mean_change(points: Sequence[Point]) -> Fraction:
    """The mean change a year: the steps between add up to that from the first to the last."""
    first, last = points[0], points[-1]
    return (_exact(last.value) - _exact(first.value)) / (last.year - first.year)


def _exact(value: float) -> Fraction:
    # As the number is written: 0.7 − 0.5 is 0.2, and a share of exactly 20 % is not a hair above it.
    return Fraction(repr(float(value)))
