"""How firmly does an answer stand? What it would take to change it, and what other methods would have said."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from statistics import fmean

from lagesbild.assessment.answer import find_answer, rung
from lagesbild.assessment.answer_grounds import AnswerGrounds
from lagesbild.assessment.answer_numbers import readable_change
from lagesbild.assessment.answer_words import UNKNOWN, AnswerCode
from lagesbild.assessment.numerals import MAX_DECIMALS
from lagesbild.assessment.rule import Method, Rule
from lagesbild.assessment.series import REPEAT, Point, in_order
from lagesbild.assessment.trend import Trend, find_trend
from lagesbild.assessment.verdict import find_grounds
from lagesbild.assessment.words import Text, TrendWord

_JUDGED = (TrendWord.IMPROVING, TrendWord.NO_CLEAR_CHANGE, TrendWord.WORSENING)
_REACH = 2
"""How far a value is moved in search of another answer: this many times the series' own span."""
_STOPS = 50
"""On the way there the answer is asked for this many times, and wherever it may change only for a moment."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What would change an answer.

    ``higher`` and ``lower``: the least the latest used value would have to be moved, in the indicator's unit, for
    another answer, None where no reasonable move gives one. ``year_earlier``: the answer had the series ended one
    value earlier. ``why``: the same in sentences. A turn told beside an answer makes it no other.
    """

    higher: float | None
    lower: float | None
    year_earlier: AnswerCode
    why: Text


def find_sensitivity(points: Iterable[Point], rule: Rule, year_now: int | None = None) -> Sensitivity | None:
    """What would change the answer about ``points`` under ``rule``; None where there is too little to ask about.

    The latest used value, with what only repeats it, is moved up and down until the answer is another, to the
    precision that values are printed with. That is a question about one value; it is no interval. Source: a plain
    search, with the ladder itself.
    """
    points = in_order(points)
    question = _Question.of(points, rule, year_now)
    trend = question.grounds.trend
    if trend.word not in _JUDGED or question.code in UNKNOWN:
        return None
    decimals = max(rule.decimals, _precision(trend))
    higher, lower = (_least_move(question, sign * 10.0**-decimals) for sign in (1, -1))
    ended = tuple(point for point in points if point.year < trend.last_year)
    earlier = find_grounds(ended, rule, year_now)
    return Sensitivity(higher, lower, rung(earlier), _in_words(question, (higher, lower), earlier, decimals))


@lru_cache(maxsize=1024)
def kept_sensitivity(
    points: tuple[Point, ...], rule: Rule, year_now: int | None = None
) -> Sensitivity | None:
    """:func:`find_sensitivity`, kept, as verdicts are: it asks the ladder some hundred times."""
    return find_sensitivity(points, rule, year_now)


@dataclass(frozen=True)
class _Question:
    """A series without its repeats, and what is answered about it: whatever its last used value had been."""

    points: tuple[Point, ...]
    rule: Rule
    year_now: int | None
    grounds: AnswerGrounds
    code: AnswerCode

    @classmethod
    def of(cls, points: tuple[Point, ...], rule: Rule, year_now: int | None) -> "_Question":
        grounds = find_grounds(points, rule, year_now)
        repeats = {omission.point for omission in grounds.trend.left_out if omission.reason is REPEAT}
        fresh = tuple(point for point in points if point not in repeats)
        # That a value was repeated tells, as the calendar does, which years are over.
        repeated_to = grounds.latest.repeated_to if grounds.latest else None
        years = [year for year in (year_now, repeated_to) if year is not None]
        return cls(fresh, replace(rule, cycle_years=None), max(years, default=None), grounds, rung(grounds))

    def after(self, move: float) -> AnswerGrounds:
        year = self.grounds.trend.last_year
        moved = tuple(
            replace(point, value=point.value + move) if point.year == year else point for point in self.points
        )
        return find_grounds(moved, self.rule, self.year_now)

    def changes_with(self, move: float) -> bool:
        return rung(self.after(move)) is not self.code


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


def _least_move(question: _Question, step: float) -> float | None:
    """The least whole number of steps that gives another answer, as a move; None within reach of none."""
    same = 0
    for steps in _stops(question, step):
        if question.changes_with(steps * step):
            return _first_other(question, step, same, steps) * step
        same = steps
    return None


def _first_other(question: _Question, step: float, same: int, other: int) -> int:
    while other - same > 1:
        middle = (same + other) // 2
        if question.changes_with(middle * step):
            other = middle
        else:
            same = middle
    return other


def _stops(question: _Question, step: float) -> list[int]:
    """Numbers of steps, outwards: between two of them the answer changes once, if at all."""
    trend = question.grounds.trend
    most = ceil(_REACH * _span(trend) / abs(step))
    stops = {ceil(most * stop / _STOPS) for stop in range(1, _STOPS + 1)}
    for move in (*_TURNS[trend.method](trend.used), *_to_references(question)):
        nearest = round(move / step)
        stops |= {nearest - 1, nearest, nearest + 1}
    return sorted(steps for steps in stops if 1 <= steps <= most)


def _to_references(question: _Question) -> list[float]:
    """The moves that put the last value level with a target or a limit."""
    last = question.grounds.trend.used[-1].value
    return [reference.value - last for reference in question.rule.references]


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
    question: _Question, moves: tuple[float | None, float | None], earlier: AnswerGrounds, decimals: int
) -> Text:
    rule, year = question.rule, question.grounds.trend.last_year
    sentences = [
        _MOVED.fill(
            year=year,
            move=readable_change(abs(move), _enough(move, decimals), rule.unit),
            way=way,
            answer=_lowered(question.after(move)),
        )
        for move, way in zip(moves, (_HIGHER, _LOWER), strict=True)
        if move is not None
    ]
    if not sentences:
        # Of years that show no way one value more shows none either, whatever it had been: that is not firmness.
        firm = question.grounds.trend.word is not TrendWord.NO_CLEAR_CHANGE
        sentences = [(_FIRM if firm else _TOO_LITTLE).fill(year=year)]
    without = _SAME_WITHOUT if rung(earlier) is question.code else _OTHER_WITHOUT
    return Text.sentences(*sentences, without.fill(year=year, answer=_lowered(earlier)))


def _enough(move: float, decimals: int) -> int:
    """The fewest decimals that print the move as it is."""
    return next(
        places for places in range(decimals + 1) if abs(round(move, places) - move) < 10.0**-decimals / 2
    )


def _lowered(grounds: AnswerGrounds) -> Text:
    label = find_answer(grounds).label
    return Text(label.sv[0].lower() + label.sv[1:], label["en"][0].lower() + label["en"][1:])


_HIGHER = Text("högre", "higher")
_LOWER = Text("lägre", "lower")
_MOVED = Text(
    "Hade värdet för {year} varit {move} {way} hade svaret blivit: {answer}.",
    "Had the value for {year} been {move} {way}, the answer would have been: {answer}.",
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
    "Utan {year} hade svaret varit: {answer}.", "Without {year} the answer would have been: {answer}."
)
