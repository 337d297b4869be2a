"""What four values of one municipality are held beside, asked of the store."""

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from lagesbild.assessment.four_values import Pool
from lagesbild.figures.pooling import latest_populations, pool_of_row
from lagesbild.figures.queries import rows_of
from lagesbild.figures.store import reading, version

COLUMNS = ("years", "slope", "variance", "between", "noise", "noise_per_head", "places")
POOLS = f"SELECT indicator, subgroup, {', '.join(COLUMNS)} FROM pool"


def pool_of(path: Path, indicator: str, subgroup: str, area: str, years: tuple[int, ...]) -> Pool | None:
    """What all municipalities did in the same four ``years``, with the area's inhabitants; None where nobody knows."""
    now = version(path)
    row = _pools(path, now).get((indicator, subgroup, years)) if now else None
    return pool_of_row(row, _populations(path, now).get(area)) if row else None


@lru_cache(maxsize=4)
def _pools(path: Path, now: tuple) -> MappingProxyType:
    if not rows_of(path, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'pool'", {}):
        return MappingProxyType({})
    rows = rows_of(path, POOLS, {})
    return MappingProxyType(
        {
            (indicator, subgroup, tuple(row[0])): dict(zip(COLUMNS, row, strict=True))
            for indicator, subgroup, *row in rows
        }
    )


@lru_cache(maxsize=4)
def _populations(path: Path, now: tuple) -> MappingProxyType:
    with reading(path) as con:
        return MappingProxyType(latest_populations(con.table("observation")))
