"""Why a trend is what it is, in a sentence a resident can read."""

from collections.abc import Mapping

from lagesbild.assessment.answer_numbers import readable_beside
from lagesbild.assessment.autocorrelation import CORRELATED_FROM
from lagesbild.assessment.mann_kendall import way_if_independent
from lagesbild.assessment.margin_line import is_weighable
from lagesbild.assessment.rate_numbers import change_ends, readable_rate
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
    "Värdet {moves} med {slope} per år enligt {basis}{better}.",
    "The value {moves} by {slope} a year according to {basis}{better}.",
)
_WHOLE = Text(
    "Hela osäkerhetsintervallet, {low} till {high}, ligger {side} noll.",
    "The whole uncertainty interval, {low} to {high}, lies {side} zero.",
)
_UNCLEAR = Text(
    "Värdet varken stiger eller sjunker tydligt enligt {basis}.",
    "The value neither rises nor falls clearly according to {basis}.",
)
_ZERO_INSIDE = Text(
    "Osäkerhetsintervallet går från {low} till {high} per år och rymmer noll.",
    "The uncertainty interval runs from {low} to {high} a year and includes zero.",
)
_ENDS = Text(
    "Osäkerhetsintervallet går från {low} till {high} per år.",
    "The uncertainty interval runs from {low} to {high} a year.",
)
_NARROW = Text(
    "Osäkerheten är för liten för att synas i siffrorna.",
    "The uncertainty is too small to be seen in the figures.",
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
    "Värdet har {moved} med {slope} per år i {basis}, mer regelbundet än slumpen brukar ge{better}.",
    "The value has {moved} by {slope} a year in {basis}, more regularly than chance usually gives{better}.",
)
_UNCLAIMED = Text(
    "Värdet har varken stigit eller sjunkit mer regelbundet än slumpen kan ge i {basis}.",
    "The value has neither risen nor fallen more regularly than chance may give in {basis}.",
)
_LIKENESS = Text(
    "Räknat som om inget år liknade året före hade det {moved} tydligt; så räknar vi inte, för varje år säger då för "
    "mycket.",
    "Counted as if no year resembled the one before it would clearly have {moved}; that is not how we count, as each "
    "year would then say too much.",
)
_POOLED = Text(
    "Värdet har {moved} i fyra mätvärden {years}. Vägt mot hur det gick i {places} kommuner samma år är det mer än "
    "slumpen brukar ge{better}.",
    "The value has {moved} in four values {years}. Weighed against how it went in {places} municipalities in the same "
    "years it is more than chance usually gives{better}.",
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
_WEIGHED_BASIS = Text(
    "{n} mätvärden {years}, vägda efter sina publicerade felmarginaler",
    "{n} values {years}, weighed by their published margins of error",
)
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
    weighed = rule.method is Method.MANN_KENDALL and is_weighable(used)
    basis = (_WEIGHED_BASIS if weighed else _BASIS[rule.method]).fill(n=len(used), years=_span(used))
    if len({point.value for point in used}) == 1:
        return _ALIKE.fill(n=len(used), years=_span(used))
    if line.low == line.high == 0:
        return _MIDDLE_ALIKE.fill(basis=basis)
    claims = rule.method is Method.MANN_KENDALL
    if line.low <= 0 <= line.high:
        unclear = (_UNCLAIMED if claims else _UNCLEAR).fill(basis=basis)
        likeness = _likeness(used) if claims else NO_TEXT
        return Text.sentences(unclear, likeness, _interval_sentence(_ZERO_INSIDE, line, rule))
    moves, side = _UPWARDS if line.low > 0 else _DOWNWARDS
    clear = (_CLAIMED if claims else _CLEAR).fill(
        moves=moves,
        moved=_ROSE if line.low > 0 else _FELL,
        slope=readable_rate(abs(line.slope), rule.unit),
        basis=basis,
        better=_BETTER[rule.direction],
    )
    return Text.sentences(clear, _interval_sentence(_ENDS if claims else _WHOLE, line, rule, side))


def _likeness(used: tuple[Point, ...]) -> Text:
    """Where nothing but the likeness of neighbouring years keeps a way from being claimed: that it does."""
    way = way_if_independent(used) if len(used) >= CORRELATED_FROM else 0
    return _LIKENESS.fill(moved=_ROSE if way > 0 else _FELL) if way else NO_TEXT


def _interval_sentence(template: Text, line: TrendLine, rule: Rule, side: Text = NO_TEXT) -> Text:
    """The interval in a sentence of its own: with it there would be more numbers in one than a reader holds."""
    ends = change_ends(line.low, line.high, rule.unit)
    return template.fill(low=ends[0], high=ends[1], side=side) if ends else _NARROW


def pooled_sentence(used: tuple[Point, ...], way: int, places: int, rule: Rule) -> Text:
    """What four values say beside those of all municipalities."""
    pooled = _POOLED.fill(
        moved=_ROSE if way > 0 else _FELL, years=_span(used), places=places, better=_BETTER[rule.direction]
    )
    return Text.sentences(pooled, weak_sentence(len(used)))


def weak_sentence(n: int) -> Text:
    """Why the evidence is weak: too few values, or else an order that chance gives nearly too often."""
    return _WEAK.fill(n=n) if n < STRONG else _WEAK_CLAIM


def pair_sentence(pair: tuple[Point, Point], rule: Rule) -> Text:
    """The baseline and the latest value, and that chance is not counted."""
    first, latest = pair
    facts = {
        "first": readable_beside(first.value, latest.value, rule.decimals, rule.unit),
        "first_year": first.year,
        "latest": readable_beside(latest.value, first.value, rule.decimals, rule.unit),
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
