"""The methods that judge a series among others, or goals, areas and indicators as wholes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lagesbild.assessment import statcan, wetter
from lagesbild.assessment.funnel import CountKind, funnel
from lagesbild.assessment.kolada_rank import kolada_rank
from lagesbild.assessment.numerals import numeral
from lagesbild.assessment.ranks import place_ranges, places
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.table.answering import NOT_JUDGED, between, latest_of
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.group_answers import first_setting, group_answer, grouped_by
from lagesbild.assessment.table.interval_series import SHARES, count_of, interval_of
from lagesbild.assessment.table.progress_series import statcan_progress
from lagesbild.assessment.table.published_series import weather_of
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.table.sdsn_groups import goals, goals_filled, index, index_of_goals
from lagesbild.assessment.words import Text


def statcan_indicators(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """One answer per indicator: the mean score of its series and the status it gives."""
    answers = []
    for name, of_indicator in grouped_by(series, "indicator").items():
        progresses = [statcan_progress(member) for member in of_indicator]
        scored = [member for member in progresses if member.score is not None]
        achieved = all(member.status is statcan.StatcanStatus.TARGET_ACHIEVED for member in scored)
        score, status = statcan.indicator([member.score for member in scored], all_achieved=achieved)
        why = _MEAN.fill(n=len(scored), of=len(progresses))
        answers.append(
            group_answer(name, TableMethod.STATCAN_INDICATOR, status.value, len(scored), score, None, why)
        )
    return answers


def wetter_indicators(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """One answer per indicator: the worst symbol of its series, which are its targets."""
    answers = []
    for name, of_indicator in grouped_by(series, "indicator").items():
        symbols = [weather_of(member).symbol for member in of_indicator]
        n = sum(symbol is not wetter.WeatherSymbol.NOT_CALCULATED for symbol in symbols)
        why, worst = _WORST.fill(n=n, of=len(symbols)), wetter.worst(symbols)
        answers.append(group_answer(name, TableMethod.WETTER_INDICATOR, worst.value, n, None, None, why))
    return answers


def kolada(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """Colour by quarter among the series of the same indicator, in the indicator's latest year."""
    answers = {}
    for of_indicator in grouped_by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        direction = first_setting(of_indicator, "direction") or Direction.NONE
        values = {member.name: member.latest.value if member.latest else None for member in now}
        colours = kolada_rank(values, direction)
        standing = places(_without_gaps(values), highest_first=direction is Direction.UP)
        for member in now:
            place = standing.get(member.name) if direction is not Direction.NONE else None
            why = _QUARTER.fill(year=year, place=place, n=len(standing)) if place else _NOT_RANKED
            answers[member.name] = _among(
                member,
                TableMethod.KOLADA_RANK,
                str(place or NOT_JUDGED),
                why,
                colour=colours[member.name].value,
            )
    return [answers[member.name] for member in series]


def rank_ranges(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """The places each series may have among those of its indicator, as verdict ``best..worst``."""
    answers = {}
    for of_indicator in grouped_by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        lowest_first = first_setting(of_indicator, "direction") is Direction.DOWN
        intervals = {member.name: interval_of(member, _interval_method(member)) for member in now}
        ranges = place_ranges(_without_gaps(intervals), highest_first=not lowest_first)
        for member in now:
            answers[member.name] = _range(member, ranges.get(member.name), year, len(ranges), lowest_first)
    return [answers[member.name] for member in series]


def funnels(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """Whether a series lies further from the whole of its indicator than its size explains."""
    answers = {}
    for of_indicator in grouped_by(series, "indicator").values():
        year, now = _same_year(of_indicator)
        kind = CountKind.SHARE if first_setting(of_indicator, "per") in SHARES else CountKind.RATE
        counts = {member.name: count_of(member) for member in now}
        counts = {name: count for name, count in counts.items() if count and _possible(count, kind)}
        spokes = funnel(counts, kind).spokes if counts else {}
        for member in now:
            answers[member.name] = _spoke(member, spokes.get(member.name), year)
    return [answers[member.name] for member in series]


GROUP_METHODS: Mapping[TableMethod, Callable[[Sequence[TableSeries]], list[MethodAnswer]]] = {
    TableMethod.SDSN_GOAL: goals,
    TableMethod.SDSN_INDEX: lambda series: index(series, TableMethod.SDSN_INDEX),
    TableMethod.SDSN_INDEX_UNFILLED: lambda series: index(series, TableMethod.SDSN_INDEX_UNFILLED),
    TableMethod.SDSN_GOAL_FILLED: goals_filled,
    TableMethod.SDSN_INDEX_GOALS: index_of_goals,
    TableMethod.STATCAN_INDICATOR: statcan_indicators,
    TableMethod.WETTER_INDICATOR: wetter_indicators,
    TableMethod.KOLADA_RANK: kolada,
    TableMethod.RANK: rank_ranges,
    TableMethod.FUNNEL: funnels,
}


def _range(
    series: TableSeries, ends: tuple[int, int] | None, year: int | None, n: int, lowest_first: bool
) -> MethodAnswer:
    if ends is None:
        return _among(series, TableMethod.RANK, NOT_JUDGED, _NOT_RANKED)
    end = _LOWEST if lowest_first else _HIGHEST
    place = str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
    why = _RANGE.fill(year=year, place=place, n=n, end=end)
    return _among(series, TableMethod.RANK, between(*ends), why)


def _spoke(series: TableSeries, spoke, year: int | None) -> MethodAnswer:
    if spoke is None:
        return _among(series, TableMethod.FUNNEL, NOT_JUDGED, _NOT_RANKED)
    per = series.settings.per
    low, high = (numeral(end * per, 2) for end in (spoke.low_warning, spoke.high_warning))
    why = _FUNNEL.fill(year=year, low=low, high=high, latest=latest_of(series))
    return _among(series, TableMethod.FUNNEL, spoke.place.value, why)


def _interval_method(series: TableSeries) -> TableMethod:
    return TableMethod.WILSON if series.settings.per in SHARES else TableMethod.BYAR


def _possible(count: tuple[float, float], kind: CountKind) -> bool:
    return count[0] >= 0 and (kind is CountKind.RATE or count[0] <= count[1])


def _same_year(of_indicator: Sequence[TableSeries]) -> tuple[int | None, list[TableSeries]]:
    """The latest year that any of them has, and each with its value of that year or none."""
    year = max((member.latest.year for member in of_indicator if member.latest), default=None)
    now = [
        replace(member, points=tuple(point for point in member.points if point.year == year))
        for member in of_indicator
    ]
    return year, now


def _without_gaps(values: Mapping) -> dict:
    return {name: value for name, value in values.items() if value is not None}


def _among(
    series: TableSeries, method: TableMethod, verdict: str, why: Text, colour: str | None = None
) -> MethodAnswer:
    year = series.latest.year if series.latest else None
    return MethodAnswer(
        series.name,
        method,
        verdict,
        n=len(series.points),
        first_year=year,
        last_year=year,
        latest=series.latest.value if series.latest else None,
        colour=colour,
        why_sv=why.sv,
        why_en=why["en"],
    )


_MEAN = Text("Medelvärdet av {n} av {of} seriers poäng.", "The mean score of {n} out of {of} series.")
_WORST = Text("Den sämsta av {n} av {of} seriers symboler.", "The worst symbol of {n} out of {of} series.")
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
