"""All that one indicator shows: the municipality's own series, those it is compared with, and their sources."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import FLAG_LABELS
from lagesbild.barometer.models import Indicator
from lagesbild.barometer.starting.kit_indicators import KOLADA_PAGE
from lagesbild.figures import queries
from lagesbild.figures.queries import Observation
from lagesbild.figures.store import OWN_WORK
from lagesbild.organisations.models import Municipality
from lagesbild.tables.periods import Period
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.raw_files import raw_files

KOLADA_ID = r"[NU]\d{5}"


@dataclass(frozen=True)
class PageSeries:
    """One line of the chart and one column of the table."""

    label: str
    area: str
    subgroup: str
    home: bool
    observations: tuple[Observation, ...]
    margins: Mapping[str, float] = field(default_factory=dict)
    """By period, half of the value's own 95 % interval, where the source publishes it."""


@dataclass(frozen=True)
class SourceId:
    text: str
    address: str = ""


@dataclass(frozen=True)
class IndicatorPage:
    answer: IndicatorAnswer
    home_area: str
    series: tuple[PageSeries, ...]
    origins: tuple[dict, ...]

    @property
    def indicator(self) -> Indicator:
        return self.answer.indicator

    @property
    def rows(self) -> list[tuple[str, list[Observation | None]]]:
        """The table, latest period first, a year before its parts: the period and one cell a series."""
        periods = {observation.when for line in self.series for observation in line.observations}
        cells = [
            {observation.period: observation for observation in line.observations} for line in self.series
        ]
        latest_first = sorted(
            periods, key=lambda period: (period.year, period.is_whole, period), reverse=True
        )
        return [(str(period), [cell.get(str(period)) for cell in cells]) for period in latest_first]

    @property
    def table_rows(self) -> list[tuple[str, list[tuple[PageSeries, Observation | None]]]]:
        """The table with what series each cell is of."""
        return [(period, list(zip(self.series, cells, strict=True))) for period, cells in self.rows]

    @property
    def margin(self) -> Observation | None:
        """The source's own margin of error of the latest value, where it has published one."""
        latest = self.answer.latest
        if latest is None:
            return None
        return next(
            (margin for margin in self.answer.margins if margin.when == latest.when and margin.value), None
        )

    @property
    def source_id(self) -> SourceId:
        """What the figures are called at their source, with the page that tells of them; a quotient by its parts."""
        figure = self.indicator.figure
        if parts := queries.quotients(settings.FIGURES).get(figure):
            return SourceId(" / ".join(parts))
        return SourceId(figure, KOLADA_PAGE.format(id=figure) if re.fullmatch(KOLADA_ID, figure) else "")

    @property
    def editions(self) -> list[str]:
        """The editions that the figures are of; a quotient is of its parts'."""
        by_origin = queries.editions(settings.FIGURES).get(self.indicator.figure, {})
        return sorted(set().union(*by_origin.values()))

    @property
    def own_work(self) -> bool:
        """Whether we have reworked the figures, so that their publisher does not answer for them."""
        return any(
            observation.origin == OWN_WORK for line in self.series for observation in line.observations
        )


def show(indicator: Indicator, home: Municipality, year_now: int) -> IndicatorPage:
    areas = _areas_to_show(indicator, home)
    observations = queries.series(
        settings.FIGURES,
        [id for id in (indicator.figure, indicator.margin_figure) if id],
        [area for _label, area, _subgroup, _home in areas],
        [subgroup for _label, _area, subgroup, _home in areas],
    )
    series = tuple(
        PageSeries(
            label,
            area,
            subgroup,
            is_home,
            tuple(observations.get((indicator.figure, area, subgroup), ())),
            _margins(observations.get((indicator.margin_figure, area, subgroup), ())),
        )
        for label, area, subgroup, is_home in areas
    )
    own = next(line for line in series if line.home)
    with_figures = tuple(line for line in series if line.observations or line.home)
    return IndicatorPage(
        IndicatorAnswer(
            indicator,
            own.observations,
            year_now,
            tuple(observations.get((indicator.margin_figure, home.home_area, indicator.subgroup), ())),
        ),
        home.home_area,
        with_figures,
        _origins(with_figures, _of_parts(indicator, with_figures)),
    )


def _margins(observations: Iterable[Observation]) -> dict[str, float]:
    return {
        observation.period: observation.value for observation in observations if (observation.value or 0) > 0
    }


def _areas_to_show(indicator: Indicator, home: Municipality) -> list[tuple[str, str, str, bool]]:
    extra = [
        (
            comparison.label,
            comparison.area or home.home_area,
            comparison.subgroup or indicator.subgroup,
            False,
        )
        for comparison in indicator.series.all()
    ]
    # Of what grows with the place, other places' amounts say how big they are.
    beside = [
        (comparison.label, comparison.area, indicator.subgroup, False)
        for comparison in (() if indicator.is_total else home.comparisons.all())
    ]
    return [(home.name, home.home_area, indicator.subgroup, True), *extra, *beside]


def _of_parts(indicator: Indicator, series: tuple[PageSeries, ...]) -> list[Observation]:
    """The figures that a quotient is made of; none of what is no quotient."""
    parts = queries.quotients(settings.FIGURES).get(indicator.figure, ())
    if not parts:
        return []
    areas, subgroups = {line.area for line in series}, {line.subgroup for line in series}
    figures = queries.series(settings.FIGURES, parts, areas, subgroups)
    return [observation for observations in figures.values() for observation in observations]


def _origins(series: tuple[PageSeries, ...], of_parts: Iterable[Observation]) -> tuple[dict, ...]:
    """Each source behind the figures once, the newest run first; of a quotient those of its parts too."""
    of_series = [observation for line in series for observation in line.observations]
    used = {(observation.origin, observation.run) for observation in (*of_series, *of_parts)}
    by_run = queries.origins(settings.FIGURES)
    origins = [{"edition": "", **by_run[key]} for key in sorted(used, reverse=True) if key in by_run]
    return tuple(origin | {"files": raw_files(origin)} for origin in origins)


def period_in_words(period: str) -> str:
    """A period of the store in the page's language. What was kept before it was read as a period stays as it is."""
    try:
        return Period.parse(period).label(get_language())
    except ValueError:
        return period


def reason_in_words(reason: str) -> str:
    """Why there is no value: the three signs of official statistics."""
    return {"-": _("Uppgift saknas"), ".": _("Inte aktuellt"), "..": _("Sekretess")}.get(
        reason, _("Uppgift saknas")
    )


def flag_in_words(flag: str) -> str:
    return FLAG_LABELS[flag].in_(get_language()) if flag else ""
