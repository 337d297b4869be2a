"""Funnel limits: how far from the whole may one's share or rate lie by chance alone, given its size?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt
from statistics import NormalDist

WARNING, ALARM = (NormalDist().inv_cdf(1 - tail) for tail in (0.025, 0.001))
"""The two usual pairs of limits: 95 % and 99.8 %."""
WINSORISED = 0.1
"""The part of the areas at each end that does not get to decide how much they usually differ."""


class CountKind(StrEnum):
    """A share (so many of so many, binomial) or a rate (events in a population, Poisson)."""

    SHARE = "share"
    RATE = "rate"


class FunnelPlace(StrEnum):
    """Where a value lies. Beyond a limit says unusual, not good or bad."""

    ABOVE_ALARM = "above_998"
    ABOVE_WARNING = "above_95"
    WITHIN = "within"
    BELOW_WARNING = "below_95"
    BELOW_ALARM = "below_998"


@dataclass(frozen=True, slots=True)
class Spoke:
    """One area in the funnel: its share or rate, the limits for its size, and where it lies."""

    value: float
    low_alarm: float
    low_warning: float
    high_warning: float
    high_alarm: float
    place: FunnelPlace


@dataclass(frozen=True, slots=True)
class Funnel:
    """``centre``: the whole's share or rate. ``dispersion`` (φ): 1 by chance alone, more when areas really differ.

    ``between`` (τ): how much they differ beyond chance, as a standard deviation in the unit of the values.
    """

    centre: float
    dispersion: float
    between: float
    spokes: Mapping[str, Spoke]


def funnel(counts: Mapping[str, tuple[float, float]], kind: CountKind = CountKind.SHARE) -> Funnel:
    """Limits for each area from its (count, denominator), widened where areas differ more than by chance.

    θ = Σ count / Σ denominator. s = √(θ(1 − θ)/n) for shares, √(θ/n) for rates. z = (y − θ)/s, the 10 % at each end
    pulled in to the next (winsorised). φ = Σz²/I. When I·φ exceeds I − 1, τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw) with
    w = 1/s², else 0. Limits θ ± 1.96·√(s² + τ²) and θ ± 3.09·√(s² + τ²), never below 0 and, for shares, never above 1.
    The normal approximation is rough where fewer than about five events are expected.

    Raises ValueError for an empty table, denominators that are not above zero, negative counts, or counts above
    the denominator of a share. Source: Spiegelhalter, Funnel plots for comparing institutional performance,
    Statist. Med. 24, 2005, section on over-dispersion, and Handling over-dispersion of performance indicators,
    Qual. Saf. Health Care 14, 2005, the additive random-effects model.
    """
    _require(counts, kind)
    centre = fsum(count for count, _ in counts.values()) / fsum(of for _, of in counts.values())
    errors = {name: _error(centre, of, kind) for name, (_, of) in counts.items()}
    dispersion, between = _dispersion(counts, centre, errors)
    spokes = {
        name: _spoke(count / of, centre, sqrt(errors[name] ** 2 + between**2), kind)
        for name, (count, of) in counts.items()
    }
    return Funnel(centre, dispersion, between, spokes)


def _error(centre: float, of: float, kind: CountKind) -> float:
    return sqrt(centre * (1 - centre) / of) if kind is CountKind.SHARE else sqrt(centre / of)


def _dispersion(
    counts: Mapping[str, tuple[float, float]], centre: float, errors: Mapping[str, float]
) -> tuple[float, float]:
    if not all(error**2 for error in errors.values()):
        return 1.0, 0.0  # nobody, or everybody, has it: there is nothing to differ in
    scores = _winsorised([(count / of - centre) / errors[name] for name, (count, of) in counts.items()])
    total, areas = fsum(z * z for z in scores), len(scores)
    weights = [1 / error**2 for error in errors.values()]
    room = fsum(weights) - fsum(w * w for w in weights) / fsum(weights)
    excess = total - (areas - 1)
    return total / areas, sqrt(excess / room) if excess > 0 and room > 0 else 0.0


def _winsorised(scores: list[float]) -> list[float]:
    ordered = sorted(scores)
    cut = int(len(ordered) * WINSORISED)
    low, high = ordered[cut], ordered[-1 - cut]
    return [min(max(z, low), high) for z in scores]


def _spoke(value: float, centre: float, spread: float, kind: CountKind) -> Spoke:
    ceiling = 1.0 if kind is CountKind.SHARE else float("inf")
    lows = [max(centre - z * spread, 0.0) for z in (ALARM, WARNING)]
    highs = [min(centre + z * spread, ceiling) for z in (WARNING, ALARM)]
    return Spoke(value, *lows, *highs, _place(value, *lows, *highs))


def _place(value: float, low_alarm: float, low: float, high: float, high_alarm: float) -> FunnelPlace:
    if value > high:
        return FunnelPlace.ABOVE_ALARM if value > high_alarm else FunnelPlace.ABOVE_WARNING
    if value < low:
        return FunnelPlace.BELOW_ALARM if value < low_alarm else FunnelPlace.BELOW_WARNING
    return FunnelPlace.WITHIN


def _require(counts: Mapping[str, tuple[float, float]], kind: CountKind) -> None:
    if not counts:
        raise ValueError("There is nothing to compare. Give at least one area.")
    wrong = [
        name
        for name, (count, of) in counts.items()
        if not of > 0 or not count >= 0 or (kind is CountKind.SHARE and count > of)
    ]
    if wrong:
        raise ValueError(f"No share or rate can be made for {', '.join(wrong)}. Give count and denominator.")
