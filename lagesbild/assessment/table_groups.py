"""The methods of a table that judge a series among others, or goals, areas and indicators as wholes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from lagesbild.assessment import sdsn, statcan
from lagesbild.assessment.funnel import Kind, funnel
from lagesbild.assessment.kolada_rank import kolada_rank
from lagesbild.assessment.numerals import numeral
from lagesbild.assessment.ranks import place_ranges, places
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.table import Answer, Series, TableMethod
from lagesbild.assessment.table_series import (
    NOT_JUDGED,
    between,
    count_of,
    interval_of,
    latest_of,
    statcan_progress,
)
from lagesbild.assessment.words import Text

SHARES = (1, 100)
"""Counted per one or per hundred is a share of a whole; per anything else a rate."""


def goals(series: Sequence[Series]) -> list[Answer]:
    """One answer per area and goal, called ``area / goal``: score, colour, how many indicators it rests on."""
    members = {column: _members(series, column) for column in ("global_set", "oecd_set")}
    in_goal = _by(_one_per_indicator(series), "goal")
    answers = []
    for area, of_area in _by(series, "area").items():
        colouring = members["oecd_set" if any(one.said.oecd for one in of_area) else "global_set"]
        by_goal = _by(of_area, "goal")
        for goal, indicators in in_goal.items():
            asked = sum(one.said.indicator in colouring for one in indicators)
            here = by_goal.get(goal, [])
            scores = _scores(_within(here, members["global_set"]))
            answers.append(_goal(f"{area} / {goal}", scores, _scale(_within(here, colouring)), asked))
    return answers


def index(series: Sequence[Series], method: TableMethod) -> list[Answer]:
    """One answer per area: the index as score and the place as verdict; ``n`` counts its own goals."""
    counted = _members(series, "global_set")
    by_area = _by(series, "area")
    found = {area: _goal_scores(_within(of_area, counted)) for area, of_area in by_area.items()}
    ranked = {area: found[area] for area in _ranked(by_area, counted)}
    fills = _fills(series, ranked) if method is TableMethod.SDSN_INDEX else {}
    scores = {area: sdsn.index(own, fills.get(area)) for area, own in ranked.items()}
    standing = places({area: score for area, score in scores.items() if score is not None})
    return [
        _index(area, method, scores.get(area), standing.get(area), len(standing), len(own))
        for area, own in found.items()
    ]


def statcan_indicators(series: Sequence[Series]) -> list[Answer]:
    """One answer per indicator: the mean score of its series and the status it gives."""
    answers = []
    for name, of_indicator in _by(series, "indicator").items():
        found = [statcan_progress(one) for one in of_indicator]
        scored = [one for one in found if one.score is not None]
        achieved = all(one.status is statcan.Status.TARGET_ACHIEVED for one in scored)
        score, status = statcan.indicator([one.score for one in scored], all_achieved=achieved)
        why = _MEAN.fill(n=len(scored), of=len(found))
        answers.append(
            _whole(name, TableMethod.STATCAN_INDICATOR, status.value, len(scored), score, None, why)
        )
    return answers


def kolada(series: Sequence[Series]) -> list[Answer]:
    """Colour by quarter among the series of the same indicator, in the indicator's latest year."""
    answers = {}
    for of_indicator in _by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        direction = _said(of_indicator, "direction") or Direction.NONE
        values = {one.name: one.latest.value if one.latest else None for one in now}
        colours = kolada_rank(values, direction)
        standing = places(_known(values), highest_first=direction is Direction.UP)
        for one in now:
            place = standing.get(one.name) if direction is not Direction.NONE else None
            why = _QUARTER.fill(year=year, place=place, n=len(standing)) if place else _NOT_RANKED
            answers[one.name] = _among(
                one, TableMethod.KOLADA_RANK, str(place or NOT_JUDGED), why, colour=colours[one.name].value
            )
    return [answers[one.name] for one in series]


def rank_ranges(series: Sequence[Series]) -> list[Answer]:
    """The places each series may have among those of its indicator, as verdict ``best..worst``."""
    answers = {}
    for of_indicator in _by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        lowest_first = _said(of_indicator, "direction") is Direction.DOWN
        intervals = {one.name: interval_of(one, _interval_method(one)) for one in now}
        ranges = place_ranges(_known(intervals), highest_first=not lowest_first)
        for one in now:
            answers[one.name] = _range(one, ranges.get(one.name), year, len(ranges), lowest_first)
    return [answers[one.name] for one in series]


def funnels(series: Sequence[Series]) -> list[Answer]:
    """Whether a series lies further from the whole of its indicator than its size explains."""
    answers = {}
    for of_indicator in _by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        kind = Kind.SHARE if _said(of_indicator, "per") in SHARES else Kind.RATE
        counts = {one.name: count_of(one) for one in now}
        counts = {name: count for name, count in counts.items() if count and _possible(count, kind)}
        spokes = funnel(counts, kind).spokes if counts else {}
        for one in now:
            answers[one.name] = _spoke(one, spokes.get(one.name), year)
    return [answers[one.name] for one in series]


GROUP_METHODS: Mapping[TableMethod, Callable[[Sequence[Series]], list[Answer]]] = {
    TableMethod.SDSN_GOAL: goals,
    TableMethod.SDSN_INDEX: lambda series: index(series, TableMethod.SDSN_INDEX),
    TableMethod.SDSN_INDEX_UNFILLED: lambda series: index(series, TableMethod.SDSN_INDEX_UNFILLED),
    TableMethod.STATCAN_INDICATOR: statcan_indicators,
    TableMethod.KOLADA_RANK: kolada,
    TableMethod.RANK: rank_ranges,
    TableMethod.FUNNEL: funnels,
}


def _goal(name: str, scores: Sequence[float], scale: Sequence[Fraction], asked: int) -> Answer:
    colour = sdsn.goal_colour(scale, asked).value
    why = Text.sentences(_goal_score(len(scores)), _goal_colour(len(scale), asked))
    return _whole(name, TableMethod.SDSN_GOAL, colour, len(scores), sdsn.goal_score(scores), colour, why)


def _goal_score(n: int) -> Text:
    return {0: _NO_SCORE, 1: _ONE_SCORE}.get(n, _MEAN_SCORE.fill(n=n))


def _goal_colour(n: int, asked: int) -> Text:
    if asked == 1:
        return _LONE_COLOUR if n else _LONE_GREY
    if not n or 2 * n < asked:
        return _TOO_FEW.fill(n=n, asked=asked)
    return _ONE_COLOUR.fill(asked=asked) if n == 1 else _TWO_WORST.fill(n=n, asked=asked)


def _scores(series: Iterable[Series]) -> list[float]:
    return [
        sdsn.score(one.latest.value, one.said.lower, one.said.upper)
        for one in series
        if one.latest and one.said.lower is not None
    ]


def _scale(series: Iterable[Series]) -> list[Fraction]:
    return [
        sdsn.rescaled(one.latest.value, one.thresholds) for one in series if one.latest and one.thresholds
    ]


def _goal_scores(series: Sequence[Series]) -> dict[str, float]:
    by_goal = {goal: sdsn.goal_score(_scores(of_goal)) for goal, of_goal in _by(series, "goal").items()}
    return {goal: score for goal, score in by_goal.items() if score is not None}


def _members(series: Sequence[Series], column: str) -> set[str]:
    """The indicators of a set: all but those said to be outside it."""
    outside = {one.said.indicator for one in series if getattr(one.said, column) is False}
    return {one.said.indicator for one in series} - outside


def _within(series: Iterable[Series], indicators: set[str]) -> list[Series]:
    return [one for one in series if one.said.indicator in indicators]


def _one_per_indicator(series: Iterable[Series]) -> list[Series]:
    return list({one.said.indicator: one for one in series}.values())


def _ranked(by_area: Mapping[str, Sequence[Series]], counted: set[str]) -> list[str]:
    """The areas in the index: as the table says, else those with enough of the indicators."""
    ranked = []
    for area, of_area in by_area.items():
        said = _said(of_area, "ranked")
        present = sum(one.latest is not None for one in _within(of_area, counted))
        if sdsn.is_ranked(present, len(counted)) if said is None else said:
            ranked.append(area)
    return ranked


def _fills(
    series: Sequence[Series], ranked: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Area → what its region gives for the goals it lacks."""
    region_of = {one.said.area: one.said.region for one in series}
    members: dict[str, list[Mapping[str, float]]] = {}
    for area, own in ranked.items():
        members.setdefault(region_of[area], []).append(own)
    means = {region: sdsn.regional_means(own) for region, own in members.items()}
    return {area: means[region_of[area]] for area in ranked}


def _index(
    area: str, method: TableMethod, score: float | None, place: int | None, n: int, own: int
) -> Answer:
    if place is None:
        return _whole(area, method, "not_ranked", own, None, None, _NOT_IN_INDEX)
    why = (_INDEX_OF_ONE if own == 1 else _INDEX).fill(score=numeral(score, 1), place=place, n=n, own=own)
    return _whole(area, method, str(place), own, score, None, why)


def _range(one: Series, ends: tuple[int, int] | None, year: int | None, n: int, lowest_first: bool) -> Answer:
    if ends is None:
        return _among(one, TableMethod.RANK, NOT_JUDGED, _NOT_RANKED)
    end = _LOWEST if lowest_first else _HIGHEST
    place = str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
    why = _RANGE.fill(year=year, place=place, n=n, end=end)
    return _among(one, TableMethod.RANK, between(*ends), why)


def _spoke(one: Series, spoke, year: int | None) -> Answer:
    if spoke is None:
        return _among(one, TableMethod.FUNNEL, NOT_JUDGED, _NOT_RANKED)
    per = one.said.per
    low, high = (numeral(end * per, 2) for end in (spoke.low_warning, spoke.high_warning))
    why = _FUNNEL.fill(year=year, low=low, high=high, latest=latest_of(one))
    return _among(one, TableMethod.FUNNEL, spoke.place.value, why)


def _interval_method(one: Series) -> TableMethod:
    return TableMethod.WILSON if one.said.per in SHARES else TableMethod.BYAR


def _possible(count: tuple[float, float], kind: Kind) -> bool:
    return count[0] >= 0 and (kind is Kind.RATE or count[0] <= count[1])


def _same_year(of_indicator: Sequence[Series]) -> tuple[int | None, list[Series]]:
    """The latest year that any of them has, and each with its value of that year or none."""
    year = max((one.latest.year for one in of_indicator if one.latest), default=None)
    now = [
        replace(one, points=tuple(point for point in one.points if point.year == year))
        for one in of_indicator
    ]
    return year, now


def _by(series: Iterable[Series], column: str) -> dict[str, list[Series]]:
    groups: dict[str, list[Series]] = {}
    for one in series:
        groups.setdefault(getattr(one.said, column), []).append(one)
    return groups


def _said(series: Iterable[Series], column: str) -> Any:
    """What is said in a column of the series of one indicator, None where nothing is."""
    return next((value for one in series if (value := getattr(one.said, column)) is not None), None)


def _known(values: Mapping) -> dict:
    return {name: value for name, value in values.items() if value is not None}


def _among(one: Series, method: TableMethod, verdict: str, why: Text, colour: str | None = None) -> Answer:
    year = one.latest.year if one.latest else None
    return Answer(
        one.name,
        method,
        verdict,
        n=len(one.points),
        first_year=year,
        last_year=year,
        latest=one.latest.value if one.latest else None,
        colour=colour,
        why_sv=why.sv,
        why_en=why["en"],
    )


def _whole(
    name: str,
    method: TableMethod,
    verdict: str,
    n: int,
    score: float | None,
    colour: str | None,
    why: Text,
) -> Answer:
    return Answer(name, method, verdict, n=n, score=score, colour=colour, why_sv=why.sv, why_en=why["en"])


_NO_SCORE = Text(
    "Inget nyckeltal har ett värde, så det blir ingen poäng.", "No indicator has a value, so no score."
)
_ONE_SCORE = Text(
    "Poängen är den som det enda nyckeltalet med ett värde har.",
    "The score is that of the only indicator with a value.",
)
_MEAN_SCORE = Text(
    "Poängen är medelvärdet av {n} nyckeltals poäng.", "The score is the mean of those of {n} indicators."
)
_TOO_FEW = Text(
    "Färgen är grå: {n} av de {asked} nyckeltalen för färgen har värden.",
    "The colour is grey: {n} of the {asked} indicators that colour it have values.",
)
_LONE_COLOUR = Text("Färgen är det enda nyckeltalets.", "The colour is that of the only indicator.")
_LONE_GREY = Text(
    "Färgen är grå: det enda nyckeltalet saknar värde.",
    "The colour is grey: the only indicator has no value.",
)
_ONE_COLOUR = Text(
    "Färgen är den som det enda nyckeltalet med ett värde har, av {asked} som räknas för färgen.",
    "The colour is that of the only indicator with a value, out of {asked} that colour it.",
)
_TWO_WORST = Text(
    "Färgen kommer av de två sämsta av {n} nyckeltal med värden, av {asked} som räknas för färgen.",
    "The colour comes from the two worst of {n} indicators with values, out of {asked} that colour it.",
)
_INDEX = Text(
    "{score} är plats {place} av {n}; {own} mål har egna värden.",
    "{score} is number {place} of {n}; {own} goals have values of their own.",
)
_INDEX_OF_ONE = Text(
    "{score} är plats {place} av {n}; 1 mål har ett eget värde.",
    "{score} is number {place} of {n}; 1 goal has a value of its own.",
)
_NOT_IN_INDEX = Text(
    "För få av nyckeltalen har värden för att rangordnas.",
    "Too few of the indicators have values to be ranked.",
)
_MEAN = Text("Medelvärdet av {n} av {of} seriers poäng.", "The mean score of {n} out of {of} series.")
_QUARTER = Text(
    "Plats {place} av {n} år {year}, räknat från den bästa. Det säger hur andra ligger till, inte om värdet är bra.",
    "Number {place} of {n} in {year}, counted from the best. It tells how others fare, not whether the value is good.",
)
_NOT_RANKED = Text(
    "Rangordnas inte: det saknas värde för det senaste året, riktning eller det antal som värdet gäller.",
    "Not ranked: the latest year's value, a direction or the number it is about is missing.",
)
_RANGE = Text(
    "Plats {place} av {n} år {year}, räknat från det {end} värdet, med hänsyn till slumpen (95 %).",
    "Number {place} of {n} in {year}, counted from the {end} value, allowing for chance (95%).",
)
_HIGHEST, _LOWEST = Text("högsta", "highest"), Text("lägsta", "lowest")
_FUNNEL = Text(
    "Värdet är {latest} ({year}). Med den storleken ligger 95 % av värdena mellan {low} och {high}.",
    "The value is {latest} ({year}). At that size 95% of the values lie between {low} and {high}.",
)
