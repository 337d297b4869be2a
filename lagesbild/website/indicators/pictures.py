"""An indicator's figures as pictures: the chart, the small line in lists, and the map."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.assessment.answer_grounds import LINE_FROM
from lagesbild.assessment.fitted_line import fit
from lagesbild.barometer.models import Indicator
from lagesbild.tables.like_with_like import like_with_like, likeness
from lagesbild.tables.periods import Kind, Period
from lagesbild.website.drawing.course import BandPoint, ChartCourse
from lagesbild.website.drawing.lines import line_chart
from lagesbild.website.drawing.moments import moment
from lagesbild.website.drawing.municipality_map import choropleth
from lagesbild.website.drawing.series import BreakMark, ChartLevel, ChartLine
from lagesbild.website.drawing.sparkline import SharedAxes, sparkline
from lagesbild.website.indicators.among import Among
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.page import IndicatorPage, PageSeries

MOST_LINES = 5
"""More lines than this cannot be told apart; the table has them all."""


def indicator_chart(page: IndicatorPage, language: str) -> SafeString:
    indicator, answer = page.indicator, page.answer
    return line_chart(
        [line_of(series, language) for series in page.series[:MOST_LINES]],
        id=f"chart-{indicator.slug}"[:60].rstrip("-"),
        title=indicator.name,
        description=indicator.definition,
        source=source_line(page),
        unit=indicator.unit,
        decimals=answer.decimals,
        language=language,
        levels=[
            ChartLevel(value.label, value.value, value.year, value.kind)
            for value in indicator.reference_values.all()
        ],
        breaks=breaks_of(indicator),
        course=course_of(answer),
    )


def course_of(answer: IndicatorAnswer) -> ChartCourse:
    """The way from the baseline to the target, the line through the values, and when that reaches the target."""
    verdict = answer.verdict
    target, pace = answer.answer.target, verdict.pace
    line = fit(verdict.trend.used) if verdict.trend.n >= LINE_FROM else None
    band = tuple(BandPoint(point.year, *line.at(point.year)) for point in verdict.trend.used) if line else ()
    if target is None or target.year is None:
        return ChartCourse(band=band)
    baseline = next(
        (value for value in answer.indicator.reference_values.all() if value.kind == "baseline"), None
    )
    begins = baseline is not None and baseline.year is not None and baseline.year < target.year
    return ChartCourse(
        ((baseline.year, baseline.value), (target.year, target.value)) if begins else None,
        band,
        (target.year, target.value),
        pace.arrival_low,
        pace.arrival_high,
    )


def source_line(page: IndicatorPage) -> str:
    """Who answers for the figures; where we have reworked some of them, that is said too."""
    publishers = page.indicator.source or ", ".join(
        dict.fromkeys(origin["publisher"] for origin in page.origins)
    )
    return (
        _("%(source)s. Medelvärden och kvoter: egen beräkning") % {"source": publishers}
        if page.own_work
        else publishers
    )


def sparkline_of(answer: IndicatorAnswer, language: str) -> SafeString:
    axes = getattr(answer.indicator, "shared_axes", None)
    return answer.drawn(("line", language, axes), lambda: _sparkline(answer, language, axes))


def _sparkline(answer: IndicatorAnswer, language: str, axes: SharedAxes | None) -> SafeString:
    indicator = answer.indicator
    return sparkline(
        [
            (moment(observation.when, language), observation.value, observation.flag)
            for observation in answer.compared
        ],
        label=indicator.name,
        unit=indicator.unit,
        decimals=answer.decimals,
        language=language,
        breaks=breaks_of(indicator),
        axes=axes,
    )


def municipality_map(indicator: Indicator, others: Among, home_area: str, language: str) -> SafeString:
    return choropleth(
        {place.area: place.value for place in others.placed},
        home=home_area,
        title=_("%(name)s, %(year)s") % {"name": indicator.name, "year": others.year},
        description="",
        source=indicator.source,
        unit=others.unit[language],
        decimals=others.decimals,
        language=language,
        id="map",
    )


def line_of(series: PageSeries, language: str) -> ChartLine:
    """The values of the kind of time that is compared: all quarters, though only first ones meet first ones."""
    compared = like_with_like(
        [observation.when for observation in series.observations if observation.value is not None]
    ).used
    drawn = [
        observation
        for observation in series.observations
        if not compared or _is_of_kind(observation.when, compared[0])
    ]
    points = tuple(
        (moment(observation.when, language), observation.value, observation.flag) for observation in drawn
    )
    margins = tuple(
        (moment(observation.when, language), margin)
        for observation in drawn
        if (margin := series.margins.get(observation.period))
    )
    return ChartLine(series.label, points, series.home, margins)


def _is_of_kind(period: Period, compared: Period) -> bool:
    if period.kind == Kind.SPAN:
        return likeness(period, daily=False) == likeness(compared, daily=False)
    return period.kind == compared.kind


def breaks_of(indicator: Indicator) -> list[BreakMark]:
    return [BreakMark(series_break.year, series_break.reason) for series_break in indicator.breaks.all()]
