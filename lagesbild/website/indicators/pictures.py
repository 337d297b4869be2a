"""An indicator's figures as pictures: the chart, the small line in lists, and the map."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Indicator
from lagesbild.figures.queries import Placed
from lagesbild.website.drawing.charts import BreakMark, Level, Line, line_chart, sparkline
from lagesbild.website.drawing.municipality_map import choropleth
from lagesbild.website.indicators.answers import Answer
from lagesbild.website.indicators.page import Series, Shown

MOST_LINES = 5
"""More lines than this cannot be told apart; the table has them all."""


def indicator_chart(shown: Shown, language: str) -> SafeString:
    indicator, answer = shown.indicator, shown.answer
    return line_chart(
        [_line(one) for one in shown.series[:MOST_LINES]],
        id=f"chart-{indicator.slug}"[:60].rstrip("-"),
        title=indicator.name,
        description=indicator.definition,
        source=source_line(shown),
        unit=indicator.unit,
        decimals=answer.decimals,
        language=language,
        levels=[
            Level(value.label, value.value, value.year, value.kind)
            for value in indicator.reference_values.all()
        ],
        breaks=_breaks(indicator),
    )


def source_line(shown: Shown) -> str:
    """Who answers for the figures; where we have reworked some of them, that is said too."""
    named = shown.indicator.source or ", ".join(
        dict.fromkeys(origin["publisher"] for origin in shown.origins)
    )
    return (
        _("%(source)s. Medelvärden och kvoter: egen beräkning") % {"source": named}
        if shown.own_work
        else named
    )


def sparkline_of(answer: Answer, language: str) -> SafeString:
    indicator = answer.indicator
    return sparkline(
        [(point.year, point.value, point.flag) for point in answer.points],
        label=indicator.name,
        unit=indicator.unit,
        decimals=answer.decimals,
        language=language,
        breaks=_breaks(indicator),
    )


def municipality_map(
    indicator: Indicator, placed: list[Placed], year: int, home_area: str, language: str
) -> SafeString:
    return choropleth(
        {one.area: one.value for one in placed},
        home=home_area,
        title=_("%(name)s, %(year)s") % {"name": indicator.name, "year": year},
        description="",
        source=indicator.source,
        unit=indicator.unit,
        decimals=indicator.decimals,
        language=language,
        id="map",
    )


def _line(series: Series) -> Line:
    by_year = {seen.year: (seen.year, seen.value, seen.flag) for seen in series.observations}
    return Line(series.label, tuple(by_year.values()), series.home)


def _breaks(indicator: Indicator) -> list[BreakMark]:
    return [BreakMark(one.year, one.reason) for one in indicator.breaks.all()]
