"""The municipality's groups, women and men or schools, as small multiples: each its own line, on the same axes."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from lagesbild.assessment import with_unit
from lagesbild.website.drawing.series import ChartLine
from lagesbild.website.drawing.sparkline import SharedAxes, sparkline
from lagesbild.website.indicators.page import IndicatorPage, PageSeries, period_in_words
from lagesbild.website.indicators.pictures import breaks_of, line_of


@dataclass(frozen=True)
class GroupMultiple:
    """``label``: of all together, or of the group. ``latest``: its last value, and ``when`` it is of, in words."""

    label: str
    picture: SafeString
    latest: str
    when: str


def group_multiples(page: IndicatorPage, language: str) -> list[GroupMultiple]:
    """All together first, then each group; none where the municipality has no groups with a course of their own."""
    own = [series for series in page.series if series.area == page.home_area]
    lines = [(series, line_of(series, language)) for series in own]
    lines = [(series, line) for series, line in lines if line.known()]
    if len(lines) < 2 or not any(len(line.known()) > 1 for _series, line in lines):
        return []
    axes = _axes([line for _series, line in lines])
    return [
        GroupMultiple(
            line.label,
            sparkline(
                line.points,
                label=line.label,
                unit=page.indicator.unit,
                decimals=page.answer.decimals,
                language=language,
                breaks=breaks_of(page.indicator),
                axes=axes,
            ),
            *_latest(page, series, language),
        )
        for series, line in lines
    ]


def _latest(page: IndicatorPage, series: PageSeries, language: str) -> tuple[str, str]:
    observation = [observation for observation in series.observations if observation.value is not None][-1]
    amount = with_unit(observation.value, page.answer.decimals, page.indicator.unit_text, language)
    return amount, period_in_words(observation.period)


def _axes(lines: list[ChartLine]) -> SharedAxes:
    """From zero, so that what differs a little looks as if it does."""
    points = [(moment, value) for line in lines for moment, value, _flag in line.known()]
    moments, values = zip(*points, strict=True)
    return SharedAxes(min(moments), max(moments), min(0, *values), max(0, *values))
