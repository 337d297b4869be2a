"""What changed in every municipality from one period to another."""

from functools import lru_cache
from pathlib import Path

from lagesbild.figures.cells import TOTAL
from lagesbild.figures.queries import rows_of
from lagesbild.figures.store import version

CHANGES = """
    SELECT earlier.value, later.value
    FROM observation AS earlier JOIN observation AS later USING (indicator, area, subgroup) JOIN area USING (area)
    WHERE indicator = $indicator AND subgroup = $subgroup AND area.kind = 'municipality'
      AND earlier.period = $before AND later.period = $after
      AND earlier.value IS NOT NULL AND later.value IS NOT NULL
      AND earlier.flag <> 'extrapolated' AND later.flag <> 'extrapolated'
"""


def changes(
    path: Path, indicator: str, before: str, after: str, subgroup: str = TOTAL
) -> tuple[tuple[float, float], ...]:
    """The value before and the value after of every municipality that has both; what is extrapolated is none."""
    now = version(path)
    return _changes(path, now, indicator, before, after, subgroup) if now else ()


@lru_cache(maxsize=512)
def _changes(
    path: Path, now: tuple, indicator: str, before: str, after: str, subgroup: str
) -> tuple[tuple[float, float], ...]:
    parameters = {"indicator": indicator, "subgroup": subgroup, "before": before, "after": after}
    return tuple(rows_of(path, CHANGES, parameters))
