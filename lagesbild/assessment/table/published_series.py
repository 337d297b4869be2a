"""A series by the methods of Germany, of Eurostat and of Fingertips."""

from lagesbild.assessment import eurostat, fingertips, wetter
from lagesbild.assessment.intervals import Z
from lagesbild.assessment.numerals import change, decided, numeral, rate_decimals
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import Point, left_out_sentence
from lagesbild.assessment.table.answering import (
    amount_of,
    chosen_of,
    direction_of,
    no_answer,
    series_answer,
    unit_of,
)
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.interval_series import interval_in
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import NO_TEXT, Text


def weather_of(series: TableSeries) -> wetter.Weather:
    return wetter.weather(
        chosen_of(series).used,
        direction_of(series),
        target=series.settings.target,
        target_year=series.settings.target_year,
    )


def wetter_series(series: TableSeries) -> MethodAnswer:
    """The weather symbol; ``slope`` is the mean change a year, ``pace`` the part of the gap closed in time."""
    weather, counting = weather_of(series), chosen_of(series)
    if weather.change is None:
        return no_answer(series, TableMethod.WETTER, _NO_WEATHER, weather.symbol.value, counting)
    return series_answer(
        series,
        TableMethod.WETTER,
        weather.symbol.value,
        Text.sentences(
            _change_sentence(series, weather), _aim_sentence(series, weather), left_out_sentence(counting)
        ),
        used=weather.used,
        slope=weather.change,
        pace=None if weather.missing is None else 1 - weather.missing,
    )


def eurostat_series(series: TableSeries, term: eurostat.GrowthTerm) -> MethodAnswer:
    """Which way; ``pace`` is growth over the growth needed with a target ahead, else growth a year the good way."""
    method = TableMethod.EUROSTAT if term is eurostat.GrowthTerm.SHORT else TableMethod.EUROSTAT_LONG
    settings, counting = series.settings, chosen_of(series)
    growth = eurostat.growth(
        counting.used,
        direction_of(series),
        term,
        target=settings.target,
        target_year=settings.target_year,
    )
    if growth.growth is None:
        why = _NO_GROWTH.fill(years=int(term))
        return no_answer(series, method, why, growth.movement.value, counting)
    return series_answer(
        series,
        method,
        growth.movement.value,
        Text.sentences(_growth_sentence(series, growth), _ratio_sentence(growth), _NO_GRADE),
        used=(growth.base, growth.latest),
        pace=growth.growth if growth.ratio is None else growth.ratio,
    )


def fingertips_series(series: TableSeries) -> MethodAnswer:
    """The marker, with the slope and its 95 % interval."""
    counting = chosen_of(series)
    marked = fingertips.trend_marker(_with_intervals(series, counting.used))
    if marked.slope is None:
        return no_answer(series, TableMethod.FINGERTIPS, _NO_MARKER, marked.marker.value, counting)
    reach = Z * marked.error
    low, high = marked.slope - reach, marked.slope + reach
    decimals = rate_decimals(marked.slope, low, high)
    why = _MARKED.fill(
        slope=change(marked.slope, decimals, unit_of(series)),
        low=numeral(low, decimals),
        high=numeral(high, decimals),
        first=marked.used[0].year,
        last=marked.used[-1].year,
    )
    return series_answer(
        series,
        TableMethod.FINGERTIPS,
        marked.marker.value,
        Text.sentences(why, _way(marked.marker, direction_of(series)), left_out_sentence(counting)),
        used=marked.used,
        slope=marked.slope,
        slope_low=low,
        slope_high=high,
    )


def _change_sentence(series: TableSeries, weather: wetter.Weather) -> Text:
    decimals = rate_decimals(weather.change, weather.last_change)
    return _MEAN_CHANGE.fill(
        change=change(weather.change, decimals, unit_of(series)),
        last=change(weather.last_change, decimals, unit_of(series)),
        n=len(weather.used) - 1,
        first=weather.used[0].year,
        latest=weather.used[-1].year,
    )


def _aim_sentence(series: TableSeries, weather: wetter.Weather) -> Text:
    settings = series.settings
    if weather.missing is not None:
        return _EXPECTED.fill(
            expected=amount_of(series, weather.expected),
            year=settings.target_year,
            target=decided(settings.target, unit_of(series)),
            missing=numeral(100 * weather.missing, 0),
        )
    if settings.target is None:
        return NO_TEXT
    return _KEPT.fill(
        latest=amount_of(series, weather.used[-1].value), target=decided(settings.target, unit_of(series))
    )


def _growth_sentence(series: TableSeries, growth: eurostat.EurostatGrowth) -> Text:
    return _GROWTH.fill(
        first=amount_of(series, growth.base.value),
        first_year=growth.base.year,
        latest=amount_of(series, growth.latest.value),
        year=growth.latest.year,
        growth=numeral(100 * growth.growth, 1),
    )


def _ratio_sentence(growth: eurostat.EurostatGrowth) -> Text:
    return NO_TEXT if growth.ratio is None else _RATIO.fill(ratio=numeral(100 * growth.ratio, 0))


def _with_intervals(series: TableSeries, points: tuple[Point, ...]) -> list[fingertips.IntervalPoint]:
    """The values that have an interval: their own, or the one that chance gives how many they are about."""
    intervals = [(point, series.intervals.get(point.year) or interval_in(series, point)) for point in points]
    return [
        fingertips.IntervalPoint(point.year, point.value, *ends)
        for point, ends in intervals
        if ends is not None
    ]


def _way(marker: fingertips.TrendMarker, direction: Direction) -> Text:
    if marker is fingertips.TrendMarker.NO_CHANGE or direction is Direction.NONE:
        return NO_TEXT
    is_rising = marker is fingertips.TrendMarker.INCREASING
    return _BETTER if is_rising is (direction is Direction.UP) else _WORSE


_NO_WEATHER = Text(
    "Symbolen går inte att räkna: den behöver en riktning och minst fyra års värden.",
    "The symbol cannot be counted: it takes a direction and values of at least four years.",
)
_MEAN_CHANGE = Text(
    "Medel av de senaste {n} förändringarna ({first}–{latest}) är {change} om året, den senaste {last}.",
    "The mean of the last {n} changes ({first}–{latest}) is {change} a year, the last one {last}.",
)
_EXPECTED = Text(
    "I den takten blir värdet {expected} år {year}. Målet är {target}: då återstår {missing} % av det som saknas nu.",
    "At that rate the value is {expected} in {year}. The target is {target}: {missing}% of what is missing now is then "
    "left.",
)
_KEPT = Text(
    "Det senaste värdet är {latest}, och målet är {target}.",
    "The latest value is {latest}, the target {target}.",
)
_NO_GROWTH = Text(
    "Tillväxten går inte att räkna: den behöver en riktning och ett värde från exakt {years} år före det senaste, med "
    "samma tecken.",
    "Growth cannot be counted: it takes a direction and a value of exactly {years} years before the latest, of the "
    "same sign.",
)
_GROWTH = Text(
    "Från {first} ({first_year}) till {latest} ({year}): {growth} % om året åt rätt håll.",
    "From {first} ({first_year}) to {latest} ({year}): {growth}% a year in the right direction.",
)
_RATIO = Text(
    "Det är {ratio} % av den tillväxttakt som målet kräver.",
    "That is {ratio}% of the growth that the target takes.",
)
_NO_GRADE = Text(
    "Om framsteget är stort eller måttligt sägs inte: Eurostats gränser är inte kontrollerade mot källan.",
    "Whether progress is significant or moderate is not said: Eurostat's cuts have not been checked in the source.",
)
_NO_MARKER = Text(
    "Trenden går inte att räkna: den behöver fem värden med eget intervall (value_low, value_high), eller hur många de "
    "gäller och vad de räknas per.",
    "The trend cannot be calculated: it takes five values with intervals of their own (value_low, value_high), or how "
    "many they are about and what they are counted per.",
)
_MARKED = Text(
    "Den vägda linjen genom de fem senaste värdena ({first}–{last}) ändras {slope} om året ({low} till {high}, 95 %).",
    "The weighted line through the last five values ({first}–{last}) changes by {slope} a year ({low} to {high}, 95%).",
)
_BETTER = Text("Det blir bättre.", "It is getting better.")
_WORSE = Text("Det blir sämre.", "It is getting worse.")
