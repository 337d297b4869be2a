"""Is it getting better? The trend of a series, with everything needed to check it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lagesbild.assessment.baseline import baseline
from lagesbild.assessment.numerals import (
    amount,
    change,
    change_unit,
    numeral,
    rate_decimals,
    telling_decimals,
)
from lagesbild.assessment.regression import regression
from lagesbild.assessment.rule import Direction, Method, Rule
from lagesbild.assessment.series import Break, Chosen, LeftOut, Line, Point, choose, left_out_sentence
from lagesbild.assessment.theil_sen import theil_sen
from lagesbild.assessment.words import NO_TEXT, Evidence, Text, TrendWord, trend_label

FEWEST = 5
"""Below this many values the usual tests cannot reach 5 % whatever the values are."""
STRONG = 8
"""From this many values the evidence is called strong."""

LINES: Mapping[Method, Callable[[Sequence[Point]], Line]] = {
    Method.THEIL_SEN: theil_sen,
    Method.REGRESSION: regression,
}


@dataclass(frozen=True, slots=True)
class Trend:
    """What a series says about its own direction. Numbers are unrounded and in the indicator's unit.

    ``since`` is the first year behind a better or worse word, else None. ``slope`` is the change per year and
    ``slope_low``–``slope_high`` its 95 % interval; None where there are too few values or the method gives
    none. ``used`` are the points it rests on (the baseline method: the baseline and the latest).
    """

    word: TrendWord
    label: Text
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
    left_out: tuple[LeftOut, ...]
    breaks: tuple[Break, ...]
    why: Text


def find_trend(points: tuple[Point, ...], rule: Rule) -> Trend:
    """The trend of ``points`` (by year, one a year) under ``rule``."""
    chosen = choose(points, rule.breaks, rule.start_year, rule.cycle_years)
    if rule.method is Method.BASELINE:
        return _between_two(chosen, rule)
    if len(chosen.used) < FEWEST:
        return _too_few(chosen, rule)
    return _along_line(chosen, rule)


def _along_line(chosen: Chosen, rule: Rule) -> Trend:
    line = LINES[rule.method](chosen.used)
    judged = rule.direction is not Direction.NONE
    word = _word(line, rule.direction)
    strength = Evidence.STRONG if len(chosen.used) >= STRONG else Evidence.WEAK
    evidence = strength if judged else Evidence.NONE
    why = _line_sentence(chosen.used, line, rule)
    if judged and strength is Evidence.WEAK:
        why = Text.sentences(why, _WEAK.fill(n=len(chosen.used)))
    return _trend(chosen, rule, word, chosen.used, line, evidence, why)


def _between_two(chosen: Chosen, rule: Rule) -> Trend:
    pair = baseline(chosen.used, rule.baseline, rule.breaks)
    if pair is None:
        return _too_few(chosen, rule)
    first, latest = pair
    slope = (latest.value - first.value) / (latest.year - first.year)
    word = _word(Line(slope, slope, slope), rule.direction)
    return _trend(
        chosen, rule, word, pair, Line(slope, None, None), Evidence.NONE, _pair_sentence(pair, rule)
    )


def _too_few(chosen: Chosen, rule: Rule) -> Trend:
    if rule.direction is Direction.NONE:
        return _trend(chosen, rule, TrendWord.NOT_JUDGED, chosen.used, None, Evidence.NONE, NO_TEXT)
    why = _few_sentence(chosen.used, rule)
    return _trend(chosen, rule, TrendWord.TOO_FEW, chosen.used, None, Evidence.NONE, why)


def _word(line: Line, direction: Direction) -> TrendWord:
    if direction is Direction.NONE:
        return TrendWord.NOT_JUDGED
    if line.low <= 0 <= line.high:
        return TrendWord.NO_CLEAR_CHANGE
    return TrendWord.IMPROVING if (line.low > 0) == (direction > 0) else TrendWord.WORSENING


def _trend(
    chosen: Chosen,
    rule: Rule,
    word: TrendWord,
    used: tuple[Point, ...],
    line: Line | None,
    evidence: Evidence,
    why: Text,
) -> Trend:
    first, last = (used[0].year, used[-1].year) if used else (None, None)
    since = first if word in (TrendWord.IMPROVING, TrendWord.WORSENING) else None
    opening = _NO_DIRECTION if word is TrendWord.NOT_JUDGED else NO_TEXT
    return Trend(
        word=word,
        label=trend_label(word, since),
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
        left_out=chosen.left_out,
        breaks=chosen.breaks,
        why=Text.sentences(opening, why, left_out_sentence(chosen)),
    )


# The sentences. {basis} is what the line was laid through, {better} says which way is good.

_NO_DIRECTION = Text(
    "Ingen riktning är bestämd som bättre, så utvecklingen bedöms inte.",
    "No direction has been decided to be better, so the trend is not judged.",
)
_CLEAR = Text(
    "Värdet {moves} med {slope} per år enligt {basis}, och hela osäkerhetsintervallet ({low} till {high}) "
    "ligger {side} noll{better}.",
    "The value {moves} by {slope} a year according to {basis}, and the whole uncertainty interval "
    "({low} to {high}) lies {side} zero{better}.",
)
_UNCLEAR = Text(
    "Värdet varken stiger eller sjunker tydligt enligt {basis}: osäkerhetsintervallet går från {low} till "
    "{high}{unit} per år och rymmer noll.",
    "The value neither rises nor falls clearly according to {basis}: the uncertainty interval runs from "
    "{low} to {high}{unit} a year and includes zero.",
)
_ALIKE = Text(
    "Värdet är detsamma i alla {n} mätvärden {years}.", "The value is the same in all {n} values {years}."
)
_WEAK = Text(
    f"Underlaget är svagt: {{n}} mätvärden, och minst {STRONG} behövs för ett gott underlag.",
    f"The evidence is weak: {{n}} values, and good evidence takes at least {STRONG}.",
)
_BASIS: Mapping[Method, Text] = {
    Method.THEIL_SEN: Text("{n} mätvärden {years}", "{n} values {years}"),
    Method.REGRESSION: Text(
        "en rät linje genom {n} mätvärden {years}", "a straight line through {n} values {years}"
    ),
}
_UPWARDS = (Text("stiger", "rises"), Text("över", "above"))
_DOWNWARDS = (Text("sjunker", "falls"), Text("under", "below"))
_BETTER: Mapping[Direction, Text] = {
    Direction.UP: Text("; högre är bättre", "; higher is better"),
    Direction.DOWN: Text("; lägre är bättre", "; lower is better"),
    Direction.NONE: NO_TEXT,
}
_PAIR = Text(
    "Värdet {moved} från {first} ({first_year}) till {latest} ({latest_year}){better}. Metoden jämför bara "
    "de två värdena och säger inget om osäkerheten.",
    "The value {moved} from {first} ({first_year}) to {latest} ({latest_year}){better}. The method compares "
    "only these two values and says nothing of the uncertainty.",
)
_PAIR_ALIKE = Text(
    "Värdet är detsamma {first_year} och {latest_year}: {latest}. Metoden jämför bara de två värdena och "
    "säger inget om osäkerheten.",
    "The value is the same in {first_year} and {latest_year}: {latest}. The method compares only these two "
    "values and says nothing of the uncertainty.",
)
_NONE_AT_ALL = Text("Det finns inga mätvärden att bedöma.", "There are no values to judge.")
_ONE = Text(
    "Det finns bara ett mätvärde ({years}), och minst {fewest} behövs för att bedöma utvecklingen.",
    "There is only one value ({years}), and judging the trend takes at least {fewest}.",
)
_FEW = Text(
    "Det finns bara {n} mätvärden ({years}), och minst {fewest} behövs för att bedöma utvecklingen.",
    "There are only {n} values ({years}), and judging the trend takes at least {fewest}.",
)


def _line_sentence(used: tuple[Point, ...], line: Line, rule: Rule) -> Text:
    basis = _BASIS[rule.method].fill(n=len(used), years=_span(used))
    decimals = rate_decimals(line.slope, line.low, line.high)
    low, high = numeral(line.low, decimals), numeral(line.high, decimals)
    if len({point.value for point in used}) == 1:
        return _ALIKE.fill(n=len(used), years=_span(used))
    if line.low <= 0 <= line.high:
        return _UNCLEAR.fill(basis=basis, low=low, high=high, unit=change_unit(rule.unit))
    moves, side = _UPWARDS if line.low > 0 else _DOWNWARDS
    slope = change(abs(line.slope), decimals, rule.unit)
    return _CLEAR.fill(
        moves=moves, slope=slope, basis=basis, low=low, high=high, side=side, better=_BETTER[rule.direction]
    )


def _pair_sentence(pair: tuple[Point, Point], rule: Rule) -> Text:
    first, latest = pair
    decimals = telling_decimals(first.value, latest.value, rule.decimals)
    facts = {
        "first": amount(first.value, decimals, rule.unit),
        "first_year": first.year,
        "latest": amount(latest.value, decimals, rule.unit),
        "latest_year": latest.year,
    }
    if first.value == latest.value:
        return _PAIR_ALIKE.fill(**facts)
    rose = latest.value > first.value
    moved = Text("har stigit", "has risen") if rose else Text("har sjunkit", "has fallen")
    return _PAIR.fill(moved=moved, better=_BETTER[rule.direction], **facts)


def _few_sentence(used: tuple[Point, ...], rule: Rule) -> Text:
    fewest = 2 if rule.method is Method.BASELINE else FEWEST
    sentence = (_NONE_AT_ALL, _ONE)[len(used)] if len(used) < 2 else _FEW
    return sentence.fill(n=len(used), years=_span(used), fewest=fewest)


def _span(used: tuple[Point, ...]) -> Text:
    if len(used) == 2:
        return Text(f"{used[0].year} och {used[1].year}", f"{used[0].year} and {used[1].year}")
    years = f"{used[0].year}–{used[-1].year}" if len(used) > 1 else "".join(str(point.year) for point in used)
    return Text(years, years)
