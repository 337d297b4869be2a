"""Why a trend is what it is, in a sentence a resident can read."""

from collections.abc import Mapping

from lagesbild.assessment.numerals import (
    amount,
    change,
    change_unit,
    numeral,
    rate_decimals,
    telling_decimals,
)
from lagesbild.assessment.rule import Direction, Method, Rule
from lagesbild.assessment.series import FEWEST, STRONG, Point, TrendLine
from lagesbild.assessment.words import NO_TEXT, Text

NOT_JUDGED: Mapping[Direction, Text] = {
    Direction.NONE: Text(
        "Ingen riktning är bestämd som bättre, så utvecklingen bedöms inte.",
        "No direction has been decided to be better, so the trend is not judged.",
    ),
    Direction.HOLD: Text(
        "Nivån ska hållas mellan sina gränser, så utvecklingen bedöms inte i sig.",
        "The level is to be held between its limits, so the trend is not judged by itself.",
    ),
}
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
_MIDDLE_ALIKE = Text(
    "Värdet varken stiger eller sjunker enligt {basis}: i mitten av alla jämförelser mellan två år är "
    "skillnaden noll.",
    "The value neither rises nor falls according to {basis}: in the middle of all comparisons between two "
    "years the difference is zero.",
)
_CLAIMED = Text(
    "Värdet har {moved} med {slope} per år i {basis} (osäkerhetsintervall {low} till {high}), mer regelbundet än "
    "slumpen brukar ge{better}.",
    "The value has {moved} by {slope} a year in {basis} (uncertainty interval {low} to {high}), more regularly than "
    "chance usually gives{better}.",
)
_UNCLAIMED = Text(
    "Värdet har varken stigit eller sjunkit mer regelbundet än slumpen kan ge i {basis}: osäkerhetsintervallet går "
    "från {low} till {high}{unit} per år och rymmer noll.",
    "The value has neither risen nor fallen more regularly than chance may give in {basis}: the uncertainty interval "
    "runs from {low} to {high}{unit} a year and includes zero.",
)
_WEAK = Text(
    f"Underlaget är svagt: {{n}} mätvärden, och minst {STRONG} behövs för ett gott underlag.",
    f"The evidence is weak: {{n}} values, and good evidence takes at least {STRONG}.",
)
_WEAK_CLAIM = Text(
    "Underlaget är svagt: slumpen ensam ger en så tydlig ordning i nästan 5 fall av 100.",
    "The evidence is weak: chance alone gives so clear an order in nearly 5 cases of 100.",
)
# What the line was laid through.
_BASIS: Mapping[Method, Text] = {
    Method.MANN_KENDALL: Text("{n} mätvärden {years}", "{n} values {years}"),
    Method.THEIL_SEN: Text("{n} mätvärden {years}", "{n} values {years}"),
    Method.REGRESSION: Text(
        "en rät linje genom {n} mätvärden {years}", "a straight line through {n} values {years}"
    ),
}
_ROSE, _FELL = Text("stigit", "risen"), Text("sjunkit", "fallen")
_UPWARDS = (Text("stiger", "rises"), Text("över", "above"))
_DOWNWARDS = (Text("sjunker", "falls"), Text("under", "below"))
_BETTER: Mapping[Direction, Text] = {
    Direction.UP: Text("; högre är bättre", "; higher is better"),
    Direction.DOWN: Text("; lägre är bättre", "; lower is better"),
    Direction.NONE: NO_TEXT,
    Direction.HOLD: NO_TEXT,
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


def line_sentence(used: tuple[Point, ...], line: TrendLine, rule: Rule) -> Text:
    """What the line says: clear or not, how fast, from which values, between which bounds."""
    basis = _BASIS[rule.method].fill(n=len(used), years=_span(used))
    decimals = rate_decimals(line.slope, line.low, line.high)
    low, high = numeral(line.low, decimals), numeral(line.high, decimals)
    if len({point.value for point in used}) == 1:
        return _ALIKE.fill(n=len(used), years=_span(used))
    if rule.method is Method.MANN_KENDALL:
        return _claimed_sentence(basis, line, decimals, rule)
    if line.low == line.high == 0:
        return _MIDDLE_ALIKE.fill(basis=basis)
    if line.low <= 0 <= line.high:
        return _UNCLEAR.fill(basis=basis, low=low, high=high, unit=change_unit(rule.unit))
    moves, side = _UPWARDS if line.low > 0 else _DOWNWARDS
    slope = change(abs(line.slope), decimals, rule.unit)
    return _CLEAR.fill(
        moves=moves, slope=slope, basis=basis, low=low, high=high, side=side, better=_BETTER[rule.direction]
    )


def weak_sentence(n: int) -> Text:
    """Why the evidence is weak: too few values, or else an order that chance gives nearly too often."""
    return _WEAK.fill(n=n) if n < STRONG else _WEAK_CLAIM


def _claimed_sentence(basis: Text, line: TrendLine, decimals: int, rule: Rule) -> Text:
    low, high = numeral(line.low, decimals), numeral(line.high, decimals)
    if line.low <= 0 <= line.high:
        return _UNCLAIMED.fill(basis=basis, low=low, high=high, unit=change_unit(rule.unit))
    return _CLAIMED.fill(
        moved=_ROSE if line.low > 0 else _FELL,
        slope=change(abs(line.slope), decimals, rule.unit),
        basis=basis,
        low=low,
        high=high,
        better=_BETTER[rule.direction],
    )


def pair_sentence(pair: tuple[Point, Point], rule: Rule) -> Text:
    """The baseline and the latest value, and that chance is not counted."""
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


def few_sentence(used: tuple[Point, ...], rule: Rule) -> Text:
    """How many values there are, and how many it takes."""
    fewest = 2 if rule.method is Method.BASELINE else FEWEST
    sentence = (_NONE_AT_ALL, _ONE)[len(used)] if len(used) < 2 else _FEW
    return sentence.fill(n=len(used), years=_span(used), fewest=fewest)


def _span(used: tuple[Point, ...]) -> Text:
    if len(used) == 2:
        return Text(f"{used[0].year} och {used[1].year}", f"{used[0].year} and {used[1].year}")
    years = f"{used[0].year}–{used[-1].year}" if len(used) > 1 else "".join(str(point.year) for point in used)
    return Text(years, years)
