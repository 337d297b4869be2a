"""Why a pace is enough or not, in sentences a resident can read."""

from math import ceil

from lagesbild.assessment.numerals import amount, change, decided, numeral, rate_decimals
from lagesbild.assessment.rule import Reference
from lagesbild.assessment.series import Latest
from lagesbild.assessment.trend import Trend
from lagesbild.assessment.words import NO_TEXT, PaceWord, Text

_FAR = 100
"""Arrivals further off than this many years are not given as a year: nobody knows that."""


_NEEDED = Text(
    "För att gå från {latest} ({when}) till {target} ({target_year}) behöver värdet {move} med {needed} per "
    "år.",
    "To go from {latest} ({when}) to {target} ({target_year}) the value needs to {move} by {needed} a year.",
)
_RISE, _FALL = Text("stiga", "rise"), Text("sjunka", "fall")
_RATE = Text(
    "Takten är {slope} per år (osäkerhetsintervall {low} till {high})",
    "The rate is {slope} a year (uncertainty interval {low} to {high})",
)
_BARE_RATE = Text("Takten är {slope} per år", "The rate is {slope} a year")
_TAILS = {
    PaceWord.ON_TRACK: Text(
        ": det räcker, även försiktigt räknat.", ": that is enough, even counted cautiously."
    ),
    PaceWord.UNCERTAIN: Text(
        ": det kan räcka, men det är inte säkert.", ": it may be enough, but that is not certain."
    ),
    PaceWord.TOO_SLOW: Text(": det räcker inte ens i bästa fall.", ": not enough even at best."),
    PaceWord.WRONG_WAY: Text(
        ": värdet rör sig bort från målet.", ": the value is moving away from the target."
    ),
    PaceWord.PASSED: Text(".", "."),
    PaceWord.NOT_JUDGED: Text(
        ", men metoden ger inget osäkerhetsintervall, så det går inte att säga om det räcker.",
        ", but the method gives no uncertainty interval, so whether it is enough cannot be said.",
    ),
}
_TOO_FEW = Text(
    "Det finns för få mätvärden för att bedöma takten.", "There are too few values to judge the pace."
)
_PASSED = Text("Målåret {target_year} har passerat.", "The target year {target_year} has passed.")
_ARRIVES = Text(
    "I den takten nås målvärdet {when}{range}.", "At that rate the target is reached {when}{range}."
)
_NEVER = Text("I den takten nås målvärdet aldrig{range}.", "At that rate the target is never reached{range}.")
_ABOUT = Text("omkring {year}", "about {year}")
_FAR_OFF = Text(f"först om mer än {_FAR} år", f"only in more than {_FAR} years")
_BETWEEN = Text(" ({low}–{high})", " ({low}–{high})")
_EARLIEST = Text(" (tidigast {low})", " ({low} at the earliest)")


def pace_sentence(
    word: PaceWord,
    latest: Latest,
    target: Reference,
    needed: float | None,
    trend: Trend,
    unit: Text,
    decimals: int,
    arrivals: tuple[float | None, ...],
) -> Text:
    """What the target needs a year, what there is, and when the target is reached at that."""
    opening = _opening(latest, target, needed, unit, decimals)
    if trend.slope is None:
        return Text.sentences(opening, _TOO_FEW)
    rate = _rate(trend, unit) + _TAILS[word]
    return Text.sentences(opening, rate, _arrival_sentence(latest.point.year, arrivals))


def _opening(latest: Latest, target: Reference, needed: float | None, unit: Text, decimals: int) -> Text:
    if needed is None:
        return _PASSED.fill(target_year=target.year)
    return _NEEDED.fill(
        latest=amount(latest.point.value, decimals, unit),
        when=latest.when,
        target=decided(target.value, unit),
        target_year=target.year,
        move=_RISE if needed > 0 else _FALL,
        needed=change(abs(needed), rate_decimals(needed), unit),
    )


def _rate(trend: Trend, unit: Text) -> Text:
    if trend.slope_low is None:
        return _BARE_RATE.fill(slope=change(trend.slope, rate_decimals(trend.slope), unit))
    decimals = rate_decimals(trend.slope, trend.slope_low, trend.slope_high)
    return _RATE.fill(
        slope=change(trend.slope, decimals, unit),
        low=numeral(trend.slope_low, decimals),
        high=numeral(trend.slope_high, decimals),
    )


def _arrival_sentence(year: int, arrivals: tuple[float | None, ...]) -> Text:
    arrival, earliest, latest = arrivals
    near = earliest is not None and earliest - year <= _FAR
    if arrival is None:
        return _NEVER.fill(range=_EARLIEST.fill(low=_whole(earliest)) if near else NO_TEXT)
    if arrival - year > _FAR:
        return _ARRIVES.fill(when=_FAR_OFF, range=_EARLIEST.fill(low=_whole(earliest)) if near else NO_TEXT)
    return _ARRIVES.fill(when=_ABOUT.fill(year=_whole(arrival)), range=_range(year, earliest, latest))


def _range(year: int, earliest: float | None, latest: float | None) -> Text:
    if earliest is None:
        return NO_TEXT
    if latest is None or latest - year > _FAR:
        return _EARLIEST.fill(low=_whole(earliest))
    return (
        _BETWEEN.fill(low=_whole(earliest), high=_whole(latest))
        if _whole(earliest) < _whole(latest)
        else NO_TEXT
    )


def _whole(arrival: float) -> int:
    # The first whole year at the target: rounding down would promise a year too early. The small step back
    # keeps 2030.0000000001 from becoming 2031.
    return ceil(arrival - 1e-9)
