"""All municipalities of one indicator over time: what a comparison draws, ranks and gives away.

They are ranked in the period that ``queries.RANKED_PERIOD`` says, as every ranking, without what is extrapolated.
A total is divided by the inhabitants of the same period, or is not there at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from statistics import quantiles

from lagesbild.figures import queries
from lagesbild.figures.cells import TOTAL
from lagesbild.figures.per_inhabitant import population_in, scale_for
from lagesbild.figures.store import version
from lagesbild.tables.like_with_like import likeness
from lagesbild.tables.periods import Kind, Period

COUNTRY = "0000"
NEARLY_ALL = 0.98
"""Of the municipalities: with fewer their sum is not called the country's."""

# Of the country and what is extrapolated no period is ranked, but both are drawn or told of.
RANKED_AMONG_THEM = f"""
    valued AS (SELECT recency FROM every WHERE area <> $country AND flag <> 'extrapolated'), {queries.RANKED_PERIOD}
    SELECT period, area, name, value, flag, n, recency = (SELECT recency FROM ranked) FROM every
"""
VALUES = f"""
    WITH every AS (
        SELECT period, recency, area, name, value, flag, 1 AS n
        FROM observation JOIN area USING (area) JOIN period USING (period)
        WHERE indicator = $indicator AND subgroup = $subgroup AND value IS NOT NULL
          AND (area.kind = 'municipality' OR area = $country)
    ), {RANKED_AMONG_THEM}
"""
QUOTIENTS = f"""
    WITH inhabitants AS (
        SELECT area, period, value AS n FROM observation
        WHERE indicator = $population AND subgroup = $everybody AND value > 0
    ),
    every AS (
        SELECT period, recency, area, name, value, flag, n
        FROM observation JOIN area USING (area) JOIN period USING (period) JOIN inhabitants USING (area, period)
        WHERE indicator = $indicator AND subgroup = $subgroup AND value IS NOT NULL AND area.kind = 'municipality'
    ), {RANKED_AMONG_THEM}
"""


@dataclass(frozen=True)
class PanelRow:
    """A value of the store. ``inhabitants`` is 1 where nothing is divided."""

    period: str
    area: str
    name: str
    value: float
    flag: str
    inhabitants: float
    ranked: bool | None

    @property
    def of_municipality(self) -> bool:
        return self.area != COUNTRY and self.flag != "extrapolated"


@dataclass(frozen=True)
class PanelPlace:
    """One municipality: a value and its flag for each period of the panel, None and empty where it has none."""

    area: str
    name: str
    values: tuple[float | None, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """How the values of one period are spread. Quartiles are the inclusive ones: half of the places lie between."""

    period: Period
    n: int
    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


@dataclass(frozen=True)
class Panel:
    """``periods`` are alike and in order of time; the last is the one that is ranked.

    ``country``: the country's own values, or of a total all its municipalities as one place. ``later``: how many have
    values of periods that too few have reported to rank. ``extrapolated``: periods left out since they are reckoned.
    """

    periods: tuple[Period, ...] = ()
    places: Mapping[str, PanelPlace] = field(default_factory=dict)
    country: tuple[float | None, ...] = ()
    later: tuple[tuple[Period, int], ...] = ()
    extrapolated: tuple[Period, ...] = ()

    @property
    def has_country(self) -> bool:
        """Whether the country has any value; nought is one."""
        return any(value is not None for value in self.country)

    @property
    def last(self) -> Period:
        return self.periods[-1]

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many municipalities have a value of each period."""
        return tuple(len(self.values_of(place)) for place in range(len(self.periods)))

    @cached_property
    def well_reported(self) -> tuple[int, ...]:
        """The places of the periods of which at least half as many have a value as of the fullest."""
        return tuple(place for place, n in enumerate(self.counts) if n > 1 and n * 2 >= max(self.counts))

    def values_of(self, place: int) -> dict[str, float]:
        """By municipality, the values of the period with this place."""
        return {
            area: line.values[place] for area, line in self.places.items() if line.values[place] is not None
        }

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """One for each well reported period."""
        return tuple(self._spread(place) for place in self.well_reported)

    def _spread(self, place: int) -> Spread:
        values = sorted(self.values_of(place).values())
        lower, middle, upper = quantiles(values, n=4, method="inclusive")
        return Spread(self.periods[place], len(values), values[0], lower, middle, upper, values[-1])


def panel(path: Path, indicator: str, subgroup: str = TOTAL, *, per_inhabitant: bool = False) -> Panel | None:
    """None where fewer than two municipalities can be compared. Kept until the next build."""
    now = version(path)
    return _panel(path, now, indicator, subgroup, per_inhabitant) if now else None


@lru_cache(maxsize=64)
def _panel(path: Path, now: tuple, indicator: str, subgroup: str, per_inhabitant: bool) -> Panel | None:
    rows = _rows(path, indicator, subgroup, per_inhabitant)
    of_municipalities = [row for row in rows if row.of_municipality]
    reporting = Counter(row.period for row in of_municipalities)
    ranked = next((row.period for row in of_municipalities if row.ranked), "")
    if reporting[ranked] < 2:
        return None
    alike = _alike({Period.parse(period) for period in reporting}, Period.parse(ranked))
    periods = tuple(period for period in alike if period <= Period.parse(ranked))
    later = tuple((period, reporting[str(period)]) for period in alike if period > Period.parse(ranked))
    scale = _scale(of_municipalities, ranked) if per_inhabitant else 1
    return Panel(
        periods,
        _places(of_municipalities, periods, scale),
        _country_of_sums(of_municipalities, periods, scale) if per_inhabitant else _country(rows, periods),
        later,
        _extrapolated(rows, Period.parse(ranked)),
    )


def _rows(path: Path, indicator: str, subgroup: str, per_inhabitant: bool) -> list[PanelRow]:
    parameters = {"indicator": indicator, "subgroup": subgroup, "country": COUNTRY}
    if not per_inhabitant:
        return [PanelRow(*cells) for cells in queries.rows_of(path, VALUES, parameters)]
    population = population_in(path)
    if not population or population == indicator:
        return []
    parameters |= {"population": population, "everybody": TOTAL}
    return [PanelRow(*cells) for cells in queries.rows_of(path, QUOTIENTS, parameters)]


def _alike(periods: Iterable[Period], ranked: Period) -> list[Period]:
    """Those that can be compared with the period that is ranked, in order of time."""
    days_in_year = Counter(period.year for period in periods if period.kind == Kind.DAY)
    daily = max(days_in_year.values(), default=0) > 1
    wanted_kind = likeness(ranked, daily=daily)
    return sorted(period for period in periods if likeness(period, daily=daily) == wanted_kind)


def _scale(rows: list[PanelRow], ranked: str) -> int:
    return scale_for([row.value / row.inhabitants for row in rows if row.period == ranked])


def _places(rows: list[PanelRow], periods: tuple[Period, ...], scale: int) -> dict[str, PanelPlace]:
    place_of = {str(period): place for place, period in enumerate(periods)}
    names: dict[str, str] = {}
    cells: dict[str, dict[int, tuple[float, str]]] = defaultdict(dict)
    for row in rows:
        if row.period in place_of:
            names[row.area] = row.name
            cells[row.area][place_of[row.period]] = (row.value / row.inhabitants * scale, row.flag)
    nothing = (None, "")
    return {
        area: PanelPlace(
            area,
            names[area],
            tuple(cells[area].get(place, nothing)[0] for place in range(len(periods))),
            tuple(cells[area].get(place, nothing)[1] for place in range(len(periods))),
        )
        for area in sorted(cells)
    }


def _country(rows: list[PanelRow], periods: tuple[Period, ...]) -> tuple[float | None, ...]:
    values = {row.period: row.value for row in rows if row.area == COUNTRY and row.flag != "extrapolated"}
    return tuple(values.get(str(period)) for period in periods)


def _country_of_sums(
    rows: list[PanelRow], periods: tuple[Period, ...], scale: int
) -> tuple[float | None, ...]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
    for row in rows:
        for place, part in enumerate((row.value, row.inhabitants, 1)):
            sums[row.period][place] += part
    most = max(n for _amount, _people, n in sums.values())
    return tuple(
        sums[str(period)][0] / sums[str(period)][1] * scale
        if sums[str(period)][2] >= NEARLY_ALL * most
        else None
        for period in periods
    )


def _extrapolated(rows: list[PanelRow], ranked: Period) -> tuple[Period, ...]:
    reckoned = {Period.parse(row.period) for row in rows if row.flag == "extrapolated"}
    return tuple(sorted(period for period in reckoned if period > ranked))
