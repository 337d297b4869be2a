"""How firmly does a verdict stand? What it would take to change it, and what others would have said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from lagesbild.assessment.numerals import MAX_DECIMALS, change
from lagesbild.assessment.rule import Direction, Method, Rule
from lagesbild.assessment.series import Point, in_order
from lagesbild.assessment.trend import Trend, find_trend
from lagesbild.assessment.words import Text, TrendWord, trend_label

_JUDGED = (TrendWord.IMPROVING, TrendWord.NO_CLEAR_CHANGE, TrendWord.WORSENING)
_REACH = 2
"""How far a value is moved in search of another verdict: this many times the series' own span."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What would change a trend.

    ``higher`` and ``lower``: the least the latest used value would have to be moved, in the indicator's unit, for
    another word, None where no reasonable move does it. ``year_earlier``: the word had the series ended one value
    earlier. ``why``: the same in sentences.
    """

    higher: float | None
    lower: float | None
    year_earlier: TrendWord
    why: Text


def find_sensitivity(points: Iterable[Point], rule: Rule) -> Sensitivity | None:
    """What would change the trend of ``points`` under ``rule``; None where nothing is judged.

    The latest used value is moved up and down until the word is another, to the precision that values are printed
    with. That is a question about one value; it is no interval. Source: a plain search, with ``find_trend`` itself.
    """
    points = in_order(points)
    trend = find_trend(points, rule)
    if trend.word not in _JUDGED:
        return None
    decimals = max(rule.decimals, _precision(trend))
    higher, lower = (_least_move(points, rule, trend, sign * 10.0**-decimals) for sign in (1, -1))
    earlier = find_trend(tuple(point for point in points if point.year < trend.last_year), rule).word
    return Sensitivity(
        higher, lower, earlier, _in_words(points, rule, trend, (higher, lower), earlier, decimals)
    )


def by_other_methods(points: Iterable[Point], rule: Rule) -> Iterator[Trend]:
    """The same series as the other methods for trends would have judged it."""
    points = in_order(points)
    for method in Method:
        other = replace(rule, method=method) if method is not rule.method else None
        if other and not (method is Method.BASELINE and rule.direction is Direction.NONE):
            yield find_trend(points, other)


def _precision(trend: Trend) -> int:
    """Decimals fine enough to find a move within a thousandth of the series' span."""
    values = [point.value for point in trend.used]
    span = (max(values) - min(values)) or abs(values[0]) or 1.0
    return next((places for places in range(MAX_DECIMALS) if 10.0**-places <= span / 100), MAX_DECIMALS)


def _least_move(points: tuple[Point, ...], rule: Rule, trend: Trend, step: float) -> float | None:
    """The least whole number of steps that gives another word, as a move; None within reach of none."""
    values = [point.value for point in trend.used]
    span = (max(values) - min(values)) or abs(values[0]) or 1.0
    most = ceil(_REACH * span / abs(step))
    if _word_after(points, rule, trend, most * step) == trend.word:
        return None
    none, enough = 0, most
    while enough - none > 1:
        middle = (none + enough) // 2
        if _word_after(points, rule, trend, middle * step) == trend.word:
            none = middle
        else:
            enough = middle
    return enough * step


def _word_after(points: tuple[Point, ...], rule: Rule, trend: Trend, move: float) -> TrendWord:
    moved = (
        replace(point, value=point.value + move) if point.year == trend.last_year else point
        for point in points
    )
    return find_trend(tuple(moved), rule).word


def _in_words(points, rule, trend, moves, earlier, decimals) -> Text:
    told = [
        _MOVED.fill(
            year=trend.last_year,
            move=change(abs(move), _enough(move, decimals), rule.unit),
            way=way,
            verdict=_lowered(_word_after(points, rule, trend, move)),
        )
        for move, way in zip(moves, (_HIGHER, _LOWER), strict=True)
        if move is not None
    ]
    if not told:
        told = [_FIRM.fill(year=trend.last_year)]
    without = _SAME_WITHOUT if earlier == trend.word else _OTHER_WITHOUT
    return Text.sentences(*told, without.fill(year=trend.last_year, verdict=_lowered(earlier)))


def _enough(move: float, decimals: int) -> int:
    """The fewest decimals that print the move as it is."""
    return next(
        places for places in range(decimals + 1) if abs(round(move, places) - move) < 10.0**-decimals / 2
    )


def _lowered(word: TrendWord) -> Text:
    label = trend_label(word)
    return Text(label.sv[0].lower() + label.sv[1:], label["en"][0].lower() + label["en"][1:])


_HIGHER = Text("högre", "higher")
_LOWER = Text("lägre", "lower")
_MOVED = Text(
    "Hade värdet för {year} varit {move} {way} hade svaret blivit: {verdict}.",
    "Had the value for {year} been {move} {way}, the answer would have been: {verdict}.",
)
_FIRM = Text(
    "Inget rimligt värde för {year} hade ändrat svaret.",
    "No reasonable value for {year} would have changed the answer.",
)
_SAME_WITHOUT = Text(
    "Utan {year} hade svaret varit detsamma.", "Without {year} the answer would have been the same."
)
_OTHER_WITHOUT = Text(
    "Utan {year} hade svaret varit: {verdict}.", "Without {year} the answer would have been: {verdict}."
)
