"""The interval that chance gives a share or a rate."""

from math import isfinite

from lagesbild.assessment.intervals import byar, wilson
from lagesbild.assessment.numerals import numeral, rate_decimals
from lagesbild.assessment.series import Point
from lagesbild.assessment.table.answering import amount_of, between, decimals_of, no_answer, series_answer
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import Text

SHARES = (1, 100)
"""Counted per one or per hundred is a share of a whole; per anything else a rate."""


def wilson_series(series: TableSeries) -> MethodAnswer:
    """The 95 % interval of the latest share, as verdict ``low..high`` in the unit of the values."""
    return _interval(series, TableMethod.WILSON)


def byar_series(series: TableSeries) -> MethodAnswer:
    """The 95 % interval of the latest rate, as verdict ``low..high`` in the unit of the values."""
    return _interval(series, TableMethod.BYAR)


def interval_of(series: TableSeries, method: TableMethod) -> tuple[float, float] | None:
    """The 95 % interval of the latest value, in its unit; None where it cannot be counted."""
    cases = count_of(series)
    return None if cases is None else _ends(series, cases, method)


def interval_in(series: TableSeries, point: Point) -> tuple[float, float] | None:
    """The 95 % interval of a value by Wilson where it is a share, by Byar where a rate; None without a denominator."""
    cases = _count_in(series, point)
    method = TableMethod.WILSON if series.settings.per in SHARES else TableMethod.BYAR
    return None if cases is None else _ends(series, cases, method)


def _ends(series: TableSeries, cases: tuple[float, float], method: TableMethod) -> tuple[float, float] | None:
    if (method is TableMethod.WILSON and not 0 <= cases[0] <= cases[1]) or cases[0] < 0:
        return None
    count, of = cases
    low, high = wilson(count, of) if method is TableMethod.WILSON else (end / of for end in byar(count))
    ends = low * series.settings.per, high * series.settings.per
    return ends if isfinite(ends[1]) else None


def count_of(series: TableSeries) -> tuple[float, float] | None:
    """How many the latest value stands for, and of how many; None where denominator or per is missing."""
    return _count_in(series, series.latest) if series.latest else None


def _count_in(series: TableSeries, point: Point) -> tuple[float, float] | None:
    of = series.denominators.get(point.year)
    if of is None or not of > 0 or series.settings.per is None:
        return None
    count = point.value * of / series.settings.per
    if not isfinite(count):
        return None
    # 100 % of a whole may come out a hair above it.
    return (of, of) if of < count <= of * (1 + 1e-12) else (count, of)


def _interval(series: TableSeries, method: TableMethod) -> MethodAnswer:
    ends = interval_of(series, method)
    if ends is None:
        return no_answer(series, method, _NO_INTERVAL)
    latest = series.latest
    why = _INTERVAL.fill(
        latest=amount_of(series, latest.value),
        year=latest.year,
        low=_figure(series, ends, ends[0]),
        high=_figure(series, ends, ends[1]),
        of=numeral(series.denominators[latest.year], 0),
    )
    return series_answer(series, method, between(*ends), why, used=(latest,))


def _figure(series: TableSeries, ends: tuple[float, float], value: float) -> Text:
    """With decimals enough for two figures of the interval's width: a share of 0.1 is not 0.1 to 0.1."""
    return numeral(value, max(decimals_of(series), 1, rate_decimals(ends[1] - ends[0])))


_NO_INTERVAL = Text(
    "Intervallet går inte att räkna: det behövs ett värde, hur många det gäller och vad det räknas per.",
    "The interval cannot be counted: it takes a value, how many it is about and what it is counted per.",
)
_INTERVAL = Text(
    "Värdet {latest} ({year}) gäller {of}. Med hänsyn till slumpen ligger det mellan {low} och {high} (95 %).",
    "The value {latest} ({year}) concerns {of}. Allowing for chance it lies between {low} and {high} (95%).",
)
