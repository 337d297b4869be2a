"""The methods of a table that judge one series by itself."""

from collections.abc import Callable, Mapping
from math import isfinite

from lagesbild.assessment import escap, sdsn, statcan, unsd
from lagesbild.assessment.intervals import byar, wilson
from lagesbild.assessment.numerals import amount, decided, numeral, rate_decimals
from lagesbild.assessment.rule import Direction, Method, Reference, ReferenceKind, Rule
from lagesbild.assessment.series import Chosen, Point, choose, left_out_sentence
from lagesbild.assessment.table import Answer, Series, TableMethod
from lagesbild.assessment.verdict import judge_in_order
from lagesbild.assessment.words import NO_TEXT, Text

NOT_JUDGED = "not_judged"
_MOST_DECIMALS = 4
_TARGET = Text("Målvärde", "Target")


def trend(series: Series, method: TableMethod) -> Answer:
    """Trend and pace; ``pace`` is the rate there is over the rate needed. Verdicts are TrendWord's."""
    said = series.said
    # For this method the first value is the baseline, so the base year is where the series begins.
    base = said.base_year if method is TableMethod.BASELINE else None
    rule = Rule(
        said.direction if said.direction is not None else Direction.NONE,
        Method(method.value),
        start_year=max((year for year in (said.start_year, base) if year is not None), default=None),
        breaks=series.breaks,
        cycle_years=said.cycle_years,
        unit=unit_of(series),
        decimals=decimals_of(series),
        references=()
        if said.target is None
        else (Reference(ReferenceKind.TARGET, _TARGET, said.target, said.target_year),),
    )
    verdict = judge_in_order(series.points, rule)
    found, pace = verdict.trend, verdict.pace
    return Answer(
        series.name,
        method,
        found.word.value,
        found.evidence.value,
        found.n,
        found.first_year,
        found.last_year,
        verdict.latest.value if verdict.latest else None,
        found.slope,
        found.slope_low,
        found.slope_high,
        pace.q,
        pace.arrival_low,
        pace.arrival_high,
        **_why(Text.sentences(found.why, pace.why if said.target is not None else NO_TEXT)),
    )


def sdsn_series(series: Series) -> Answer:
    """Score, colour and arrow; ``pace`` is q, the actual rate over the one needed."""
    method, latest, said = TableMethod.SDSN, series.latest, series.said
    if latest is None or said.lower is None:
        return _nothing(series, method, _NO_VALUE if latest is None else _NO_BOUNDS)
    score = sdsn.score(latest.value, said.lower, said.upper)
    why = _SCORE.fill(
        score=numeral(score, 1),
        latest=_amount(series, latest.value),
        year=latest.year,
        lower=decided(said.lower, unit_of(series)),
        upper=decided(said.upper, unit_of(series)),
    )
    if series.thresholds is None:
        return _answer(series, method, NOT_JUDGED, why, used=(latest,), score=score)
    colour = sdsn.colour(sdsn.rescaled(latest.value, series.thresholds)).value
    arrow, q, used = _arrow(series)
    why = Text.sentences(why, _COLOUR.fill(colour=_COLOURS[colour]), _arrow_sentence(arrow, used))
    verdict = arrow.value if arrow else NOT_JUDGED
    return _answer(series, method, verdict, why, used=used, score=score, colour=colour, pace=q)


def statcan_series(series: Series) -> Answer:
    """Status and score; ``pace`` is the progress value: R with a target, growth a year without."""
    found, chosen = statcan_progress(series), chosen_of(series)
    compared = [point for point in (found.base, found.latest) if point]
    if found.status is statcan.Status.NOT_AVAILABLE:
        return _nothing(series, TableMethod.STATCAN, _NO_PROGRESS, found.status.value, chosen)
    aimed = series.said.target is not None
    why = _pair_sentence(series, compared, _STATCAN_RATIO if aimed else _STATCAN_GROWTH, found.value)
    achieved = found.status is statcan.Status.TARGET_ACHIEVED
    return _answer(
        series,
        TableMethod.STATCAN,
        found.status.value,
        Text.sentences(why, _reached_sentence(achieved, aimed, found.value), left_out_sentence(chosen)),
        used=compared,
        n=len(chosen.used),
        score=found.score,
        pace=found.value,
    )


def statcan_progress(series: Series) -> statcan.Progress:
    said = series.said
    return statcan.progress(
        chosen_of(series).used,
        _direction(series),
        target=said.target,
        target_year=said.target_year or statcan.TARGET_YEAR,
        base_year=said.base_year or statcan.BASE_YEAR,
        limit=said.limit,
    )


def unsd_series(series: Series) -> Answer:
    """Category, and 1–3 as score; ``pace`` is the ratio with a target, growth a year without."""
    said, chosen = series.said, chosen_of(series)
    found = unsd.progress(
        chosen.used,
        _direction(series),
        target=said.target,
        target_year=said.target_year or unsd.TARGET_YEAR,
        base_year=said.base_year or unsd.BASE_YEAR,
    )
    compared = [point for point in (found.base, found.latest) if point]
    if found.category is unsd.Category.NOT_ASSESSED:
        return _nothing(series, TableMethod.UNSD, _NO_PROGRESS, found.category.value, chosen)
    aimed = said.target is not None
    why = _pair_sentence(series, compared, _UNSD_RATIO if aimed else _UNSD_GROWTH, found.ratio)
    met = found.category is unsd.Category.TARGET_MET
    reached = _COUNTS_AS_REACHED if met else _reached_sentence(met, aimed, found.ratio)
    return _answer(
        series,
        TableMethod.UNSD,
        found.category.value,
        Text.sentences(why, reached, left_out_sentence(chosen)),
        used=compared,
        n=len(chosen.used),
        score=float(unsd.POINTS[found.category]),
        pace=found.ratio,
    )


def escap_series(series: Series) -> Answer:
    """Outlook; ``score`` is the current status (0–10), ``pace`` the part of the way done by the target year."""
    said, chosen = series.said, chosen_of(series)
    base = escap.base_point(chosen.used, said.base_year or escap.BASE_YEAR, or_earlier=True)
    if said.target is None or base is None:
        return _nothing(series, TableMethod.ESCAP, _NO_TARGET if base else _NO_VALUE, "not_assessed", chosen)
    parity, year = bool(said.parity), said.target_year or escap.TARGET_YEAR
    options = {"target_year": year, "base_year": said.base_year or escap.BASE_YEAR, "parity": parity}
    found = escap.anticipated(chosen.used, _direction(series), said.target, **options)
    latest = chosen.used[-1]
    status = escap.current_status(base.value, latest.value, said.target, _direction(series), parity=parity)
    if found.gap is None:
        return _nothing(series, TableMethod.ESCAP, _NO_PROGRESS, found.outlook.value, chosen)
    why = _ESCAP.fill(
        expected=_amount(series, found.expected),
        target_year=year,
        target=decided(said.target, unit_of(series)),
        gap=numeral(100 * found.gap, 0),
    )
    return _answer(
        series,
        TableMethod.ESCAP,
        found.outlook.value,
        Text.sentences(why, left_out_sentence(chosen)),
        used=chosen.used,
        slope=found.slope,
        score=status,
        pace=1 - found.gap,
    )


def wilson_series(series: Series) -> Answer:
    """The 95 % interval of the latest share, as verdict ``low..high`` in the unit of the values."""
    return _interval(series, TableMethod.WILSON)


def byar_series(series: Series) -> Answer:
    """The 95 % interval of the latest rate, as verdict ``low..high`` in the unit of the values."""
    return _interval(series, TableMethod.BYAR)


def interval_of(series: Series, method: TableMethod) -> tuple[float, float] | None:
    """The 95 % interval of the latest value, in its unit; None where it cannot be counted."""
    found = count_of(series)
    if found is None or (method is TableMethod.WILSON and not 0 <= found[0] <= found[1]) or found[0] < 0:
        return None
    count, of = found
    low, high = wilson(count, of) if method is TableMethod.WILSON else (end / of for end in byar(count))
    ends = low * series.said.per, high * series.said.per
    return ends if isfinite(ends[1]) else None


def count_of(series: Series) -> tuple[float, float] | None:
    """How many the latest value stands for, and of how many; None where denominator or per is missing."""
    latest = series.latest
    of = series.denominators.get(latest.year) if latest else None
    if of is None or not of > 0 or series.said.per is None:
        return None
    count = latest.value * of / series.said.per
    if not isfinite(count):
        return None
    # 100 % of a whole may come out a hair above it.
    return (of, of) if of < count <= of * (1 + 1e-12) else (count, of)


def _interval(series: Series, method: TableMethod) -> Answer:
    ends = interval_of(series, method)
    if ends is None:
        return _nothing(series, method, _NO_INTERVAL)
    latest = series.latest
    why = _INTERVAL.fill(
        latest=_amount(series, latest.value),
        year=latest.year,
        low=_figure(series, ends, ends[0]),
        high=_figure(series, ends, ends[1]),
        of=numeral(series.denominators[latest.year], 0),
    )
    return _answer(series, method, between(*ends), why, used=(latest,))


SERIES_METHODS: Mapping[TableMethod, Callable[[Series], Answer]] = {
    TableMethod.THEIL_SEN: lambda series: trend(series, TableMethod.THEIL_SEN),
    TableMethod.REGRESSION: lambda series: trend(series, TableMethod.REGRESSION),
    TableMethod.BASELINE: lambda series: trend(series, TableMethod.BASELINE),
    TableMethod.SDSN: sdsn_series,
    TableMethod.STATCAN: statcan_series,
    TableMethod.UNSD: unsd_series,
    TableMethod.ESCAP: escap_series,
    TableMethod.WILSON: wilson_series,
    TableMethod.BYAR: byar_series,
}


def between(low: float, high: float) -> str:
    """A range a machine can read: ``9..31``."""
    return f"{low!r}..{high!r}"


def latest_of(series: Series) -> Text:
    """The latest value in words, with its unit."""
    return _amount(series, series.latest.value)


def chosen_of(series: Series) -> Chosen:
    """The values that count over time: settled, after the last break, no repeats."""
    return choose(series.points, series.breaks, series.said.start_year, series.said.cycle_years)


def unit_of(series: Series) -> Text:
    return Text(series.said.unit or "", series.said.unit or "")


def decimals_of(series: Series) -> int:
    """As many decimals as the values are written with; two where they are written with very many."""
    written = (repr(float(point.value)).partition(".")[2] for point in series.points)
    most = max((len(part) for part in written if part.isdigit() and part != "0"), default=0)
    return most if most <= _MOST_DECIMALS else 2


def _arrow(series: Series) -> tuple[sdsn.Arrow | None, float | None, tuple[Point, ...]]:
    points, said = chosen_of(series).used, series.said
    first = sdsn_base(points, said.base_year)
    target_year = said.target_year or sdsn.TARGET_YEAR
    latest = points[-1] if points else None
    if first is None or first.year >= latest.year or first.year >= target_year:
        return None, None, (series.latest,)
    arrow, q = sdsn.arrow(first, latest, series.thresholds, target_year)
    return arrow, q, (first, latest)


def sdsn_base(points: tuple[Point, ...], base_year: int | None) -> Point | None:
    return next((point for point in points if base_year is None or point.year >= base_year), None)


def _direction(series: Series) -> Direction:
    return series.said.direction if series.said.direction is not None else Direction.NONE


def _amount(series: Series, value: float) -> Text:
    return amount(value, decimals_of(series), unit_of(series))


def _figure(series: Series, ends: tuple[float, float], value: float) -> Text:
    """With decimals enough for two figures of the interval's width: a share of 0.1 is not 0.1 to 0.1."""
    return numeral(value, max(decimals_of(series), 1, rate_decimals(ends[1] - ends[0])))


def _arrow_sentence(arrow: sdsn.Arrow | None, used: tuple[Point, ...]) -> Text:
    if arrow is None:
        return _NO_ARROW
    return Text.sentences(_ARROWS[arrow], _COMPARED.fill(first=used[0].year, latest=used[-1].year))


def _reached_sentence(reached: bool, aimed: bool, value: float | None) -> Text:
    """That the target is reached, or that it was: nothing can be counted for who began at it."""
    if reached:
        return _REACHED
    return _LEFT if aimed and value is None else NO_TEXT


def _pair_sentence(series: Series, pair: list[Point], what: Text, value: float | None) -> Text:
    first, latest = pair
    opening = _FROM_TO.fill(
        first=_amount(series, first.value),
        first_year=first.year,
        latest=_amount(series, latest.value),
        year=latest.year,
    )
    return opening if value is None else Text.sentences(opening, what.fill(value=numeral(100 * value, 1)))


def _nothing(
    series: Series, method: TableMethod, why: Text, verdict: str = NOT_JUDGED, chosen: Chosen | None = None
) -> Answer:
    used = chosen.used if chosen else series.points
    return _answer(series, method, verdict, why, used=used)


def _answer(series: Series, method: TableMethod, verdict: str, why: Text, *, used, n=None, **found) -> Answer:
    latest = series.latest
    return Answer(
        series.name,
        method,
        verdict,
        n=len(used) if n is None else n,
        first_year=used[0].year if used else None,
        last_year=used[-1].year if used else None,
        latest=latest.value if latest else None,
        **found,
        **_why(why),
    )


def _why(why: Text) -> dict[str, str]:
    return {"why_sv": why.sv, "why_en": why["en"]}


_NO_VALUE = Text("Det finns inget uppmätt värde.", "There is no measured value.")
_NO_BOUNDS = Text(
    "Det finns inga gränser att räkna poängen mot.", "There are no bounds to count the score by."
)
_NO_TARGET = Text("Det finns inget målvärde.", "There is no target.")
_NO_PROGRESS = Text(
    "Metoden kan inte räkna på serien: den behöver en riktning och minst två års värden från basåret, med samma "
    "tecken.",
    "The method cannot count on this series: it takes a direction and values of at least two years from the base "
    "year, of the same sign.",
)
_NO_INTERVAL = Text(
    "Intervallet går inte att räkna: det behövs ett värde, hur många det gäller och vad det räknas per.",
    "The interval cannot be counted: it takes a value, how many it is about and what it is counted per.",
)
_SCORE = Text(
    "{latest} ({year}) ger {score} poäng av 100 på vägen från {lower} till {upper}.",
    "{latest} ({year}) scores {score} of 100 on the way from {lower} to {upper}.",
)
_COLOUR = Text("Färgen är {colour}.", "The colour is {colour}.")
_COLOURS = {
    "green": Text("grön", "green"),
    "yellow": Text("gul", "yellow"),
    "orange": Text("orange", "orange"),
    "red": Text("röd", "red"),
}
_ARROWS = {
    sdsn.Arrow.ON_TRACK: Text("↑ Takten räcker eller målet är nått.", "↑ On track, or already there."),
    sdsn.Arrow.MODERATELY_IMPROVING: Text(
        "➚ Mer än halva den takt som behövs.", "➚ More than half the pace needed."
    ),
    sdsn.Arrow.STAGNATING: Text("→ Högst halva den takt som behövs.", "→ At most half the pace needed."),
    sdsn.Arrow.DECREASING: Text("↓ Poängen sjunker.", "↓ The score is falling."),
}
_NO_ARROW = Text("Det finns för få år för en pil.", "There are too few years for an arrow.")
_COMPARED = Text("Pilen jämför {first} med {latest}.", "The arrow compares {first} with {latest}.")
_REACHED = Text("Målet är nått.", "The target is reached.")
_COUNTS_AS_REACHED = Text("Målet räknas som nått.", "The target counts as reached.")
_LEFT = Text("Målet var nått men är det inte längre.", "The target was reached and no longer is.")
_FROM_TO = Text(
    "Från {first} ({first_year}) till {latest} ({year}).", "From {first} ({first_year}) to {latest} ({year})."
)
_STATCAN_RATIO = Text(
    "Det är {value} % av den tillväxttakt som målet kräver.",
    "That is {value}% of the growth that the target takes.",
)
_STATCAN_GROWTH = Text(
    "Det är {value} % om året åt rätt håll.", "That is {value}% a year in the right direction."
)
_UNSD_RATIO = Text(
    "I den takten är {value} % av vägen till målet avklarad målåret.",
    "At that rate {value}% of the way to the target is done in its year.",
)
_UNSD_GROWTH = _STATCAN_GROWTH
_ESCAP = Text(
    "Linjen genom värdena når {expected} år {target_year}. Målet är {target}: då återstår {gap} % av vägen.",
    "The line through the values reaches {expected} in {target_year}. The target is {target}: {gap}% of the way is "
    "then left.",
)
_INTERVAL = Text(
    "Värdet {latest} ({year}) gäller {of}. Med hänsyn till slumpen ligger det mellan {low} och {high} (95 %).",
    "The value {latest} ({year}) concerns {of}. Allowing for chance it lies between {low} and {high} (95%).",
)
