"""What grows with a place's size, divided by its inhabitants: the only way in which places can be compared by it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median

from lagesbild.figures import queries
from lagesbild.figures.cells import TOTAL
from lagesbild.figures.pooling import POPULATIONS
from lagesbild.figures.queries import RankedArea
from lagesbild.figures.store import version

SCALES = (1, 1_000, 100_000)
LEAST = 0.1
"""Below this the typical quotient is told per more inhabitants."""

# As queries.RANKING: all of one period, without what is extrapolated. It has no movement: that of the total is another.
QUOTIENTS = f"""
    WITH inhabitants AS (
        SELECT area, period, value AS n FROM observation
        WHERE indicator = $population AND subgroup = $everybody AND value > 0
    ),
    valued AS (
        SELECT area, name, observation.year, value, n, flag, recency
        FROM observation JOIN area USING (area) JOIN period USING (period) JOIN inhabitants USING (area, period)
        WHERE indicator = $indicator AND subgroup = $subgroup AND value IS NOT NULL AND area.kind = 'municipality'
          AND flag <> 'extrapolated'
    ), {queries.RANKED_PERIOD}
    SELECT year, area, name, value, n, flag
    FROM valued
    WHERE recency = (SELECT recency FROM ranked)
    ORDER BY value / n DESC, name
"""


@dataclass(frozen=True)
class PerInhabitant:
    """The municipalities of one year by what they have per ``scale`` inhabitants, the highest first.

    ``together``: the same of all of them as one place, where the big count for more.
    """

    year: int
    scale: int
    placed: tuple[RankedArea, ...]
    together: float


def per_inhabitant(path: Path, indicator: str, subgroup: str = TOTAL) -> PerInhabitant | None:
    """None where the store has no inhabitants to divide by, or fewer than two places. Kept until the next build."""
    now = version(path)
    return _per_inhabitant(path, now, indicator, subgroup) if now else None


@lru_cache(maxsize=128)
def _per_inhabitant(path: Path, now: tuple, indicator: str, subgroup: str) -> PerInhabitant | None:
    population = population_in(path)
    if not population or indicator == population:
        return None
    parameters = {"indicator": indicator, "subgroup": subgroup, "population": population, "everybody": TOTAL}
    rows = queries.rows_of(path, QUOTIENTS, parameters)
    if len(rows) < 2:
        return None
    scale = scale_for([value / n for _year, _area, _name, value, n, _flag in rows])
    placed = tuple(
        RankedArea(area, name, value / n * scale, flag, "too_few")
        for _year, area, name, value, n, flag in rows
    )
    amount, inhabitants = (sum(row[place] for row in rows) for place in (3, 4))
    return PerInhabitant(rows[0][0], scale, placed, amount / inhabitants * scale)


def population_in(path: Path) -> str:
    """The indicator of the store that counts inhabitants; empty where there is none."""
    there = queries.indicators(path)
    return next((id for id in POPULATIONS if id in there), "")


def scale_for(quotients: list[float]) -> int:
    typical = abs(median(quotients))
    return next((scale for scale in SCALES if typical * scale >= LEAST), SCALES[-1] if typical else 1)
