"""The trend marker of Fingertips, England's public health profiles: is the last five years' line surely sloping?

Source: Office for Health Improvement and Disparities, Fingertips, recent trends; formula and cut as in the public
program FingertipsNext [m].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite, sqrt

POINTS = 5
CHI_SQUARED = 9.5495
"""Beyond this the slope is told: 0.2 % of a chi-squared with one degree of freedom."""
WIDTH_IN_ERRORS = 3.92
"""A 95 % interval is this many standard errors wide."""


class TrendMarker(StrEnum):
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no_significant_change"
    NOT_CALCULATED = "cannot_be_calculated"


@dataclass(frozen=True, slots=True)
class IntervalPoint:
    """One value with the ends of its 95 % interval."""

    year: int
    value: float
    low: float
    high: float

    @property
    def standard_error(self) -> float:
        return (self.high - self.low) / WIDTH_IN_ERRORS


@dataclass(frozen=True, slots=True)
class MarkedTrend:
    """``slope`` a year with its standard ``error``, both None where nothing can be calculated."""

    marker: TrendMarker
    used: tuple[IntervalPoint, ...]
    slope: float | None = None
    error: float | None = None
    chi_squared: float | None = None


def trend_marker(points: Sequence[IntervalPoint]) -> MarkedTrend:
    """Whether the last five of ``points`` (by year) rise or fall, by weighted least squares.

    Weights 1 / s.e.², s.e. = (high − low) / 3.92, χ² = (slope / its s.e.)². Increasing or decreasing when
    χ² > 9.5495 and the slope keeps its sign whichever of the five is left out; else no significant change. Fewer than
    five, or an interval without width: cannot be calculated. Source: the module's.
    """
    used = tuple(points[-POINTS:])
    if len(used) < POINTS or not all(_is_weighable(point) for point in used):
        return MarkedTrend(TrendMarker.NOT_CALCULATED, used)
    slope, error = _weighted_slope(used)
    chi_squared = (slope / error) ** 2
    marker = TrendMarker.INCREASING if slope > 0 else TrendMarker.DECREASING
    if chi_squared <= CHI_SQUARED or not _keeps_sign(used, slope):
        marker = TrendMarker.NO_CHANGE
    return MarkedTrend(marker, used, slope, error, chi_squared)


def _is_weighable(point: IntervalPoint) -> bool:
    return point.standard_error > 0 and isfinite(point.standard_error) and isfinite(1 / point.standard_error)


def _keeps_sign(points: Sequence[IntervalPoint], slope: float) -> bool:
    without = (points[:place] + points[place + 1 :] for place in range(len(points)))
    return all(_weighted_slope(others)[0] * slope > 0 for others in without)


def _weighted_slope(points: Sequence[IntervalPoint]) -> tuple[float, float]:
    """The slope a year of the weighted least-squares line, and its standard error."""
    # Relative to the surest value: 1 / s.e.² itself may be too large to add up.
    surest = min(point.standard_error for point in points)
    weights = [(surest / point.standard_error) ** 2 for point in points]
    years = [point.year - points[0].year for point in points]
    mean_year = _weighted_sum(weights, years) / fsum(weights)
    distances = [year - mean_year for year in years]
    spread = _weighted_sum(weights, [distance**2 for distance in distances])
    # From the first value, so that a level series has exactly no slope.
    rises = [
        distance * (point.value - points[0].value) for distance, point in zip(distances, points, strict=True)
    ]
    return _weighted_sum(weights, rises) / spread, surest / sqrt(spread)


def _weighted_sum(weights: Sequence[float], numbers: Sequence[float]) -> float:
    return fsum(weight * number for weight, number in zip(weights, numbers, strict=True))
