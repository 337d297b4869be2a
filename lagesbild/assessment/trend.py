"""Is it getting better? The trend of a series, with everything needed to check it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lagesbild.assessment.baseline import baseline
from lagesbild.assessment.claimed_line import claimed_line
from lagesbild.assessment.four_values import FOUR, Pool, pooled_line
from lagesbild.assessment.mann_kendall import TrendClaim, mann_kendall
from lagesbild.assessment.margin_line import is_weighable, margin_line
from lagesbild.assessment.regression import regression
from lagesbild.assessment.rule import Direction, Method, Rule
from lagesbild.assessment.series import (
    FEWEST,
    STRONG,
    Break,
    CountingPoints,
    OmittedPoint,
    Point,
    TrendLine,
    choose,
    left_out_sentence,
)
from lagesbild.assessment.theil_sen import theil_sen
from lagesbild.assessment.trend_reason import (
    NOT_JUDGED,
    few_sentence,
    line_sentence,
    pair_sentence,
    pooled_sentence,
    weak_sentence,
)
from lagesbild.assessment.words import NO_TEXT, Evidence, Text, TrendWord, trend_label

LINES: Mapping[Method, Callable[[Sequence[Point]], TrendLine]] = {
    Method.THEIL_SEN: theil_sen,
    Method.REGRESSION: regression,
}


@dataclass(frozen=True, slots=True)
class Trend:
    """What a series says about its own direction. Numbers are unrounded and in the indicator's unit.

    ``since`` is the first year behind a better or worse word, else None. ``slope`` is the change per year and
    ``slope_low``–``slope_high`` its 95 % interval; None where there are too few values or the method gives
    none. ``used`` are the points it rests on (the baseline method: the baseline and the latest). ``claim`` is what
    Mann–Kendall says of them, None by other methods and where there are too few.
    """

    word: TrendWord
    since: int | None
    evidence: Evidence
    method: Method
    n: int
    first_year: int | None
    last_year: int | None
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    used: tuple[Point, ...]
    left_out: tuple[OmittedPoint, ...]
    breaks: tuple[Break, ...]
    reason: Callable[[], Text] = field(compare=False, repr=False)
    claim: TrendClaim | None = None

    @property
    def label(self) -> Text:
        return trend_label(self.word, self.since)

    @property
    def why(self) -> Text:
        """The reason in sentences, put together when somebody reads it: lists do not."""
        return self.reason()


def find_trend(points: tuple[Point, ...], rule: Rule, pool: Pool | None = None) -> Trend:
    """The trend of ``points`` (by year, one a year) under ``rule``; four values beside ``pool``, where there is one."""
    counting = _counting(points, rule)
    if rule.method is Method.BASELINE:
        return _between_two(counting, rule)
    if len(counting.used) < FEWEST:
        return _pooled(counting, rule, pool) or _too_few(counting, rule)
    return _along_line(counting, rule)


def find_used(points: tuple[Point, ...], rule: Rule) -> tuple[Point, ...]:
    """The points that a trend of ``points`` rests on."""
    return _counting(points, rule.from_its_baseline()).used


def _counting(points: tuple[Point, ...], rule: Rule) -> CountingPoints:
    return choose(points, rule.breaks, rule.start_year, rule.cycle_years, rule.window_years)


def word_of(used: tuple[Point, ...], rule: Rule) -> TrendWord:
    """The word alone, for points already chosen as :class:`Trend` has them in ``used``: fast enough to try many."""
    if rule.method is Method.MANN_KENDALL:
        claim = margin_line(used)[0] if is_weighable(used) else mann_kendall(used)
        return _word(claim.direction, rule.direction)
    line = _between(*used) if rule.method is Method.BASELINE else LINES[rule.method](used)
    return _word(_way(line), rule.direction)


def _along_line(counting: CountingPoints, rule: Rule) -> Trend:
    used = counting.used
    if rule.method is Method.MANN_KENDALL:
        claim, line = margin_line(used) if is_weighable(used) else claimed_line(used)
        way = claim.direction
    else:
        claim, line = None, LINES[rule.method](used)
        way = _way(line)
    evidence = _evidence(len(used), claim) if rule.direction.is_a_way else Evidence.NONE
    why = partial(_line_reason, used, line, rule, evidence)
    return _trend(counting, rule, _word(way, rule.direction), used, line, evidence, why, claim)


def _line_reason(used: tuple[Point, ...], line: TrendLine, rule: Rule, evidence: Evidence) -> Text:
    weak = weak_sentence(len(used)) if evidence is Evidence.WEAK else NO_TEXT
    return Text.sentences(line_sentence(used, line, rule), weak)


def _evidence(n: int, claim: TrendClaim | None) -> Evidence:
    """Strong with enough values, unless what is claimed of them is claimed weakly."""
    weak_claim = claim is not None and claim.strength is Evidence.WEAK
    return Evidence.STRONG if n >= STRONG and not weak_claim else Evidence.WEAK


def _between_two(counting: CountingPoints, rule: Rule) -> Trend:
    pair = baseline(counting.used, rule.baseline, rule.breaks)
    if pair is None:
        return _too_few(counting, rule)
    line = _between(*pair)
    word = _word(_way(line), rule.direction)
    bare = TrendLine(line.slope, None, None)
    return _trend(counting, rule, word, pair, bare, Evidence.NONE, partial(pair_sentence, pair, rule))


def _between(first: Point, latest: Point) -> TrendLine:
    slope = (latest.value - first.value) / (latest.year - first.year)
    return TrendLine(slope, slope, slope)


def _pooled(counting: CountingPoints, rule: Rule, pool: Pool | None) -> Trend | None:
    """What four values claim beside the country's; None where that is nothing."""
    used = counting.used
    if pool is None or len(used) != FOUR or rule.method is not Method.MANN_KENDALL:
        return None
    claim, line = pooled_line(used, pool)
    if not claim.direction:
        return None
    evidence = Evidence.WEAK if rule.direction.is_a_way else Evidence.NONE
    why = partial(pooled_sentence, used, claim.direction, pool.country.places, rule)
    return _trend(counting, rule, _word(claim.direction, rule.direction), used, line, evidence, why, claim)


def _too_few(counting: CountingPoints, rule: Rule) -> Trend:
    if not rule.direction.is_a_way:
        return _trend(counting, rule, TrendWord.NOT_JUDGED, counting.used, None, Evidence.NONE, _nothing)
    why = partial(few_sentence, counting.used, rule)
    return _trend(counting, rule, TrendWord.TOO_FEW, counting.used, None, Evidence.NONE, why)


def _way(line: TrendLine) -> int:
    """Upwards or downwards where the whole interval is, else 0."""
    return (line.low > 0) - (line.high < 0)


def _word(way: int, direction: Direction) -> TrendWord:
    if not direction.is_a_way:
        return TrendWord.NOT_JUDGED
    if not way:
        return TrendWord.NO_CLEAR_CHANGE
    return TrendWord.IMPROVING if way == direction else TrendWord.WORSENING


def _trend(
    counting: CountingPoints,
    rule: Rule,
    word: TrendWord,
    used: tuple[Point, ...],
    line: TrendLine | None,
    evidence: Evidence,
    why: Callable[[], Text],
    claim: TrendClaim | None = None,
) -> Trend:
    first, last = (used[0].year, used[-1].year) if used else (None, None)
    since = first if word in (TrendWord.IMPROVING, TrendWord.WORSENING) else None
    return Trend(
        word=word,
        since=since,
        evidence=evidence,
        method=rule.method,
        n=len(used),
        first_year=first,
        last_year=last,
        slope=line.slope if line else None,
        slope_low=line.low if line else None,
        slope_high=line.high if line else None,
        used=used,
        left_out=counting.left_out,
        breaks=counting.breaks,
        reason=partial(_reason, word, rule.direction, why, counting),
        claim=claim,
    )


def _reason(word: TrendWord, direction: Direction, why: Callable[[], Text], counting: CountingPoints) -> Text:
    opening = NOT_JUDGED[direction] if word is TrendWord.NOT_JUDGED else NO_TEXT
    return Text.sentences(opening, why(), left_out_sentence(counting))


def _nothing() -> Text:
    return NO_TEXT
