"""Four values of a municipality, judged beside those of all others, in a store whose movements are worked out."""

import ibis
from ibis import _
from ibis.backends.duckdb import Backend

from lagesbild.assessment.four_values import FOUR
from lagesbild.figures.pooling import POOL, POOLED, pool_fours
from lagesbild.figures.store.layout import of_indicators, remove_rows, replace_rows, row_count

_TAKE_OVER = """
    UPDATE movement SET movement = pooled.movement, evidence = pooled.evidence, slope = pooled.slope,
        slope_low = pooled.slope_low, slope_high = pooled.slope_high
    FROM pooled
    WHERE movement.indicator = pooled.indicator AND movement.area = pooled.area
      AND movement.subgroup = pooled.subgroup
"""


def add_pooled(con: Backend, changed: set[str] | None) -> None:
    """What the ``changed`` indicators (None: all) did in all municipalities, and the movements that follow from it."""
    if changed is None:
        replace_rows(con, "pool", [], POOL)
    else:
        remove_rows(con, "pool", changed)
    movement = of_indicators(con.table("movement"), changed)
    if not row_count(movement.filter(_.n == FOUR)):
        return
    fours = pool_fours(movement, con.table("observation"), con.table("rule"))
    if fours.pools:
        con.insert("pool", ibis.memtable(fours.pools, schema=POOL))
    if fours.movements:
        con.create_table("pooled", ibis.memtable(fours.movements, schema=POOLED))
        con.raw_sql(_TAKE_OVER)
        con.raw_sql("DROP TABLE pooled")
