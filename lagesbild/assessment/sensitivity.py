"""How firmly does a verdict stand? What it would take to change it, and what others would have said."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import fmean

from lagesbild.assessment.numerals import MAX_DECIMALS, change
from lagesbild.assessment.rule import Method, Rule
from lagesbild.assessment.series import Point, in_order
from lagesbild.assessment.trend import Trend, find_trend, word_of
from lagesbild.assessment.words import Text, TrendWord, trend_label

_JUDGED = (TrendWord.IMPROVING, TrendWord.NO_CLEAR_CHANGE, TrendWord.WORSENING)
_REACH = 2
"""How far a value is moved in search of another verdict: this many times the series' own span."""
_STOPS = 50
"""On the way there the word is asked this many times, and wherever it may change only for a moment."""


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

    The latest used value, with what only repeats it, is moved up and down until the word is another, to the
    precision that values are printed with. That is a question about one value; it is no interval. Source: a plain
    search, with the trend's own method.
    """
    points = in_order(points)
    trend = find_trend(points, rule)
    if trend.word not in _JUDGED:
        return None
    decimals = max(rule.decimals, _precision(trend))
    higher, lower = (_least_move(trend, rule, sign * 10.0**-decimals) for sign in (1, -1))
    earlier = find_trend(tuple(point for point in points if point.year < trend.last_year), rule).word
    return Sensitivity(higher, lower, earlier, _in_words(rule, trend, (higher, lower), earlier, decimals))


def by_other_methods(points: Iterable[Point], rule: Rule) -> Iterator[Trend]:
    """The same series as the other methods for trends would have judged it."""
    points = in_order(points)
    for method in Method:
        other = replace(rule, method=method) if method is not rule.method else None
        if other and not (method is Method.BASELINE and not rule.direction.is_a_way):
            yield find_trend(points, other)


def _precision(trend: Trend) -> int:
    """Decimals fine enough to find a move within a hundredth of the series' span."""
    span = _span(trend)
    return next((places for places in range(MAX_DECIMALS) if 10.0**-places <= span / 100), MAX_DECIMALS)


def _span(trend: Trend) -> float:
    values = [point.value for point in trend.used]
    return (max(values) - min(values)) or abs(values[0]) or 1.0


def _least_move(trend: Trend, rule: Rule, step: float) -> float | None:
    """The least whole number of steps that gives another word, as a move; None within reach of none."""
    same = 0
    for steps in _stops(trend, step):
        if _word_after(trend, rule, steps * step) != trend.word:
            return _first_other(trend, rule, step, same, steps) * step
        same = steps
    return None


def _first_other(trend: Trend, rule: Rule, step: float, same: int, other: int) -> int:
    while other - same > 1:
        middle = (same + other) // 2
        if _word_after(trend, rule, middle * step) == trend.word:
            same = middle
        else:
            other = middle
    return other


def _word_after(trend: Trend, rule: Rule, move: float) -> TrendWord:
    *others, last = trend.used
    return word_of((*others, replace(last, value=last.value + move)), rule)


def _stops(trend: Trend, step: float) -> list[int]:
    """Numbers of steps, outwards: between two of them the word changes once, if at all."""
    most = ceil(_REACH * _span(trend) / abs(step))
    stops = {ceil(most * stop / _STOPS) for stop in range(1, _STOPS + 1)}
    for move in _TURNS[trend.method](trend.used):
        nearest = round(move / step)
        stops |= {nearest - 1, nearest, nearest + 1}
    return sorted(steps for steps in stops if 1 <= steps <= most)


def _levels(used: Sequence[Point]) -> list[float]:
    """The moves that put the last value level with another: equal values make Theil–Sen's interval narrower."""
    return [point.value - used[-1].value for point in used[:-1]]


def _steepest(used: Sequence[Point]) -> list[float]:
    """The move at which a regression's slope is largest against its interval; none where the line is exact.

    With a move m the slope is s + c·m and the squares left over are R + 2·r·m + b·m², r being what is left over
    of the last value. (s + c·m)² / (R + 2·r·m + b·m²) is largest at m = (s·r − c·R) / (c·r − s·b).
    """
    mean_year, mean = fmean(point.year for point in used), fmean(point.value for point in used)
    spread = sum((point.year - mean_year) ** 2 for point in used)
    s = sum((point.year - mean_year) * (point.value - mean) for point in used) / spread
    missed = [point.value - mean - s * (point.year - mean_year) for point in used]
    r, left_over = missed[-1], sum(miss * miss for miss in missed)
    far = used[-1].year - mean_year
    c, b = far / spread, 1 - 1 / len(used) - far * far / spread
    below = c * r - s * b
    return [(s * r - c * left_over) / below] if below else []


_TURNS: Mapping[Method, Callable[[Sequence[Point]], list[float]]] = {
    Method.MANN_KENDALL: _levels,
    Method.THEIL_SEN: _levels,
    Method.REGRESSION: _steepest,
    Method.BASELINE: _levels,
}
"""The moves around which the word may change and soon change back."""


def _in_words(
    rule: Rule,
    trend: Trend,
    moves: tuple[float | None, float | None],
    earlier: TrendWord,
    decimals: int,
) -> Text:
    sentences = [
        _MOVED.fill(
            year=trend.last_year,
            move=change(abs(move), _enough(move, decimals), rule.unit),
            way=way,
            verdict=_lowered(_word_after(trend, rule, move)),
        )
        for move, way in zip(moves, (_HIGHER, _LOWER), strict=True)
        if move is not None
    ]
    if not sentences:
        firm = trend.word is not TrendWord.NO_CLEAR_CHANGE
        sentences = [(_FIRM if firm else _TOO_LITTLE).fill(year=trend.last_year)]
    without = _SAME_WITHOUT if earlier == trend.word else _OTHER_WITHOUT
    return Text.sentences(*sentences, without.fill(year=trend.last_year, verdict=_lowered(earlier)))


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
_TOO_LITTLE = Text(
    "Ett annat värde för {year} räcker inte för ett annat svar: övriga år visar ingen riktning.",
    "Another value for {year} is not enough for another answer: the other years show no direction.",
)
_SAME_WITHOUT = Text(
    "Utan {year} hade svaret varit detsamma.", "Without {year} the answer would have been the same."
)
_OTHER_WITHOUT = Text(
    "Utan {year} hade svaret varit: {verdict}.", "Without {year} the answer would have been: {verdict}."
)
