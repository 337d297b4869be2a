"""All that one indicator shows: the municipality's own series, those it is compared with, and their sources."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import FLAG_LABELS
from lagesbild.barometer.models import Indicator
from lagesbild.figures import queries
from lagesbild.figures.queries import Observation
from lagesbild.figures.store import OWN_WORK
from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.answers import Answer


@dataclass(frozen=True)
class Series:
    """One line of the chart and one column of the table."""

    label: str
    area: str
    subgroup: str
    home: bool
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Shown:
    answer: Answer
    home_area: str
    series: tuple[Series, ...]
    origins: tuple[dict, ...]

    @property
    def indicator(self) -> Indicator:
        return self.answer.indicator

    @property
    def rows(self) -> list[tuple[str, list[Observation | None]]]:
        """The table, latest period first: the period and one cell a series."""
        periods = {(seen.year, seen.period) for one in self.series for seen in one.observations}
        cells = [{seen.period: seen for seen in one.observations} for one in self.series]
        return [
            (period, [cell.get(period) for cell in cells]) for _year, period in sorted(periods, reverse=True)
        ]

    @property
    def own_work(self) -> bool:
        """Whether we have reworked the figures, so that their publisher does not answer for them."""
        return any(seen.origin == OWN_WORK for one in self.series for seen in one.observations)


def show(indicator: Indicator, home: Municipality, year_now: int) -> Shown:
    wanted = _wanted(indicator, home)
    found = queries.series(
        settings.FIGURES,
        [indicator.figure] if indicator.figure else [],
        [area for _label, area, _subgroup, _home in wanted],
        [subgroup for _label, _area, subgroup, _home in wanted],
    )
    series = tuple(
        Series(label, area, subgroup, is_home, tuple(found.get((indicator.figure, area, subgroup), ())))
        for label, area, subgroup, is_home in wanted
    )
    own = next(one for one in series if one.home)
    told = tuple(one for one in series if one.observations or one.home)
    return Shown(Answer(indicator, own.observations, year_now), home.home_area, told, _origins(told))


def _wanted(indicator: Indicator, home: Municipality) -> list[tuple[str, str, str, bool]]:
    extra = [
        (one.label, one.area or home.home_area, one.subgroup or indicator.subgroup, False)
        for one in indicator.series.all()
    ]
    beside = [(one.label, one.area, indicator.subgroup, False) for one in home.comparisons.all()]
    return [(home.name, home.home_area, indicator.subgroup, True), *extra, *beside]


def _origins(series: tuple[Series, ...]) -> tuple[dict, ...]:
    """Each source behind the figures once, the newest run first."""
    used = {(seen.origin, seen.run) for one in series for seen in one.observations}
    known = queries.origins(settings.FIGURES)
    return tuple(known[key] for key in sorted(used, reverse=True) if key in known)


def reason_in_words(reason: str) -> str:
    """Why there is no value: the three signs of official statistics."""
    return {"-": _("Uppgift saknas"), ".": _("Inte aktuellt"), "..": _("Sekretess")}.get(
        reason, _("Uppgift saknas")
    )


def flag_in_words(flag: str) -> str:
    return FLAG_LABELS[flag].in_(get_language()) if flag else ""
