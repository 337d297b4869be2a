"""Four values of a municipality beside those of all the others: ``assessment.four_values`` for the whole country.

Few series have just four values, so they are taken out of the store and judged one indicator after another. Which
values count is decided as for every other series (see ``counting``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr.types import Table

from lagesbild.assessment import Evidence, Point
from lagesbild.assessment.four_values import FOUR, CountrySlope, FourYears, Pool, country_slope, pooled_line
from lagesbild.figures import counting
from lagesbild.figures.alike import alike
from lagesbild.figures.areas import known_areas
from lagesbild.figures.cells import TOTAL
from lagesbild.figures.country import measured
from lagesbild.figures.slopes import SERIES

POOL = ibis.schema(
    {
        "indicator": "string",
        "subgroup": "string",
        "years": "array<int32>",
        "slope": "float64",
        "variance": "float64",
        "between": "float64",
        "noise": "float64",
        "noise_per_head": "float64",
        "places": "int32",
    }
)
"""What all municipalities did in the same four years: a CountrySlope by indicator and subgroup."""
POOLED = ibis.schema(
    {
        "indicator": "string",
        "area": "string",
        "subgroup": "string",
        "movement": "string",
        "evidence": "string",
        "slope": "float64",
        "slope_low": "float64",
        "slope_high": "float64",
    }
)
"""The movements that four values get from it, in place of too_few."""
POPULATIONS = ("N01951", "scb_population")
"""What different sources call the number of inhabitants."""
NO_POPULATION = 1.0
"""Where a store counts no inhabitants, all places are as noisy as each other."""


@dataclass(frozen=True)
class PooledFours:
    """``pools`` with the schema POOL and ``movements`` with the schema POOLED."""

    pools: list[dict]
    movements: list[dict]


def pool_fours(movement: Table, observation: Table, rules: Table) -> PooledFours:
    """What the series of four values among ``movement`` say beside each other. Looks at them first.

    ``observation`` needs what :func:`lagesbild.figures.country.trends` does, and the inhabitants; ``rules`` has its
    schema RULE.
    """
    fours = movement.filter(_.n == FOUR, _.movement == "too_few").select(*SERIES)
    series = _series(fours, observation, rules)
    if not series:
        return PooledFours([], [])
    populations = latest_populations(observation)
    pools, movements = [], []
    for (indicator, subgroup), by_area in series.items():
        for alike_areas in _by_years(by_area):
            slope = country_slope(
                [
                    FourYears(points, populations.get(area, NO_POPULATION))
                    for area, points in alike_areas.items()
                ]
            )
            if slope is not None:
                pools.append(_pool_row(indicator, subgroup, slope))
                movements += _movements(indicator, subgroup, alike_areas, slope, populations)
    return PooledFours(pools, movements)


def latest_populations(observation: Table) -> dict[str, float]:
    """The inhabitants of each area, as last counted."""
    counted = measured(observation).filter(_.indicator.isin(POPULATIONS), _.subgroup == TOTAL, _.value > 0)
    latest = counted.group_by("area").agg(population=_.value.argmax(_.year))
    return {row["area"]: row["population"] for row in latest.to_pyarrow().to_pylist()}


def pool_of_row(row: Mapping, population: float | None) -> Pool:
    """A row of POOL as what one municipality's values are held beside."""
    slope = CountrySlope(
        tuple(row["years"]),
        *(row[name] for name in ("slope", "variance", "between", "noise", "noise_per_head", "places")),
    )
    return Pool(slope, population or NO_POPULATION)


def _series(
    fours: Table, observation: Table, rules: Table
) -> dict[tuple[str, str], dict[str, tuple[Point, ...]]]:
    """Indicator and subgroup → area → the four points that count, of municipalities."""
    numbers = alike(measured(observation.semi_join(fours, SERIES))).select(*SERIES, "year", "value", "flag")
    overview = counting.look(numbers, rules)
    marked = counting.marked(numbers, rules, overview).filter(_.used_year.notnull())
    rows = marked.order_by([*SERIES, "used_year"]).to_pyarrow().to_pylist()
    by_series: dict = defaultdict(lambda: defaultdict(list))
    municipalities = {code for code, (_name, kind) in known_areas().items() if kind == "municipality"}
    for row in rows:
        if row["area"] in municipalities:
            point = Point(row["used_year"], row["value"])
            by_series[row["indicator"], row["subgroup"]][row["area"]].append(point)
    return {
        key: {area: tuple(points) for area, points in by_area.items() if len(points) == FOUR}
        for key, by_area in by_series.items()
    }


def _by_years(by_area: Mapping[str, tuple[Point, ...]]) -> Iterable[dict[str, tuple[Point, ...]]]:
    """The areas with the same four years together."""
    by_years: dict = defaultdict(dict)
    for area, points in by_area.items():
        by_years[tuple(point.year for point in points)][area] = points
    return by_years.values()


def _movements(
    indicator: str,
    subgroup: str,
    by_area: Mapping[str, tuple[Point, ...]],
    slope: CountrySlope,
    populations: Mapping[str, float],
) -> Iterator[dict]:
    for area, points in by_area.items():
        claim, line = pooled_line(points, Pool(slope, populations.get(area, NO_POPULATION)))
        if claim.direction:
            yield {
                "indicator": indicator,
                "area": area,
                "subgroup": subgroup,
                "movement": "rising" if claim.direction > 0 else "falling",
                "evidence": str(Evidence.WEAK),
                "slope": line.slope,
                "slope_low": line.low,
                "slope_high": line.high,
            }


def _pool_row(indicator: str, subgroup: str, slope: CountrySlope) -> dict:
    return {
        "indicator": indicator,
        "subgroup": subgroup,
        "years": list(slope.years),
        **{
            name: getattr(slope, name)
            for name in ("slope", "variance", "between", "noise", "noise_per_head", "places")
        },
    }
