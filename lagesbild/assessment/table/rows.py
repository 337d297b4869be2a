"""Rows of anyone's table, and the series that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from lagesbild.assessment.rule import Direction
from lagesbild.assessment.sdsn import Thresholds
from lagesbild.assessment.series import Break, Point, find_latest


@dataclass(frozen=True, slots=True)
class SeriesSettings:
    """What is decided about a series. The same in all its rows; None where nothing is said.

    ``per``: what ``value`` is counted per, 1 for a share, 100 for per cent, 100 000 for a rate. ``start_year`` and
    ``cycle_years`` as in :class:`~lagesbild.assessment.rule.Rule`. ``indicator``, ``area``, ``region`` and ``goal``
    are names that tie series together. ``oecd``: the area's goals are coloured by the OECD set of indicators;
    ``global_set`` and ``oecd_set``: the indicator is in that set; ``ranked``: the area takes part in the index.
    """

    direction: Direction | None = None
    target: float | None = None
    target_year: int | None = None
    base_year: int | None = None
    start_year: int | None = None
    cycle_years: int | None = None
    limit: float | None = None
    lower: float | None = None
    upper: float | None = None
    red: float | None = None
    green: float | None = None
    per: float | None = None
    parity: bool | None = None
    unit: str | None = None
    indicator: str | None = None
    area: str | None = None
    region: str | None = None
    goal: str | None = None
    oecd: bool | None = None
    global_set: bool | None = None
    oecd_set: bool | None = None
    ranked: bool | None = None


SETTINGS = tuple(column.name for column in fields(SeriesSettings))


class TableRow(NamedTuple):
    """One row of the table. ``value`` None: known to be missing. ``line`` is where it stands, for messages.

    ``interval``: the ends of the value's own 95 % interval, each None where it is not given.
    """

    series: str
    year: int
    value: float | None
    line: int | None = None
    denominator: float | None = None
    flag: str = ""
    settings: SeriesSettings = SeriesSettings()
    interval: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class TableSeries:
    """A series with everything that was said of it. ``points`` stand by year; ``line`` is its first row's."""

    name: str
    points: tuple[Point, ...]
    denominators: Mapping[int, float]
    breaks: tuple[Break, ...]
    settings: SeriesSettings
    line: int | None = None
    intervals: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    @property
    def latest(self) -> Point | None:
        """The newest value that is neither extrapolated nor a repeat within the cycle."""
        latest = find_latest(self.points, self.breaks, self.settings.cycle_years)
        return latest.point if latest else None

    @property
    def thresholds(self) -> Thresholds | None:
        """All four cuts, or None where some are not given."""
        cuts = (self.settings.lower, self.settings.red, self.settings.green, self.settings.upper)
        return None if None in cuts else Thresholds(*cuts)
