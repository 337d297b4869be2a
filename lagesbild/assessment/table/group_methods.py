"""The methods that judge a series among others, or goals, areas and indicators as wholes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lagesbild.assessment import statcan
from lagesbild.assessment.funnel import Kind, funnel
from lagesbild.assessment.kolada_rank import kolada_rank
from lagesbild.assessment.numerals import numeral
from lagesbild.assessment.ranks import place_ranges, places
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.table.answering import NOT_JUDGED, between, latest_of
from lagesbild.assessment.table.answers import Answer, TableMethod
from lagesbild.assessment.table.group_answers import first_setting, group_answer, grouped_by
from lagesbild.assessment.table.interval_series import count_of, interval_of
from lagesbild.assessment.table.progress_series import statcan_progress
from lagesbild.assessment.table.rows import Series
from lagesbild.assessment.table.sdsn_groups import goals, index
from lagesbild.assessment.words import Text

SHARES = (1, 100)
"""Counted per one or per hundred is a share of a whole; per anything else a rate."""


def statcan_indicators(series: Sequence[Series]) -> list[Answer]:
    """One answer per indicator: the mean score of its series and the status it gives."""
    answers = []
    for name, of_indicator in grouped_by(series, "indicator").items():
        found = [statcan_progress(one) for one in of_indicator]
        scored = [one for one in found if one.score is not None]
        achieved = all(one.status is statcan.Status.TARGET_ACHIEVED for one in scored)
        score, status = statcan.indicator([one.score for one in scored], all_achieved=achieved)
        why = _MEAN.fill(n=len(scored), of=len(found))
        answers.append(
            group_answer(name, TableMethod.STATCAN_INDICATOR, status.value, len(scored), score, None, why)
        )
    return answers


def kolada(series: Sequence[Series]) -> list[Answer]:
    """Colour by quarter among the series of the same indicator, in the indicator's latest year."""
    answers = {}
    for of_indicator in grouped_by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        direction = first_setting(of_indicator, "direction") or Direction.NONE
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
    for of_indicator in grouped_by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        lowest_first = first_setting(of_indicator, "direction") is Direction.DOWN
        intervals = {one.name: interval_of(one, _interval_method(one)) for one in now}
        ranges = place_ranges(_known(intervals), highest_first=not lowest_first)
        for one in now:
            answers[one.name] = _range(one, ranges.get(one.name), year, len(ranges), lowest_first)
    return [answers[one.name] for one in series]


def funnels(series: Sequence[Series]) -> list[Answer]:
    """Whether a series lies further from the whole of its indicator than its size explains."""
    answers = {}
    for of_indicator in grouped_by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        kind = Kind.SHARE if first_setting(of_indicator, "per") in SHARES else Kind.RATE
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
