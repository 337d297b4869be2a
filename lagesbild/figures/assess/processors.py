"""The series of a large table judged on all processors at once."""

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from lagesbild.assessment.table import MethodAnswer, SeriesJudge, TableSeries

MANY = 10_000
"""From this many series processes earn what it costs to begin them and to hand the series over."""
AT_ONCE = 250


def on_all_processors(judge: SeriesJudge, series: Sequence[TableSeries]) -> Iterable[list[MethodAnswer]]:
    """As ``map``: the answers in the order of ``series``."""
    processors = _processors()
    if processors < 2 or len(series) < MANY:
        return map(judge, series)
    return _dealt(judge, series, processors)


def _dealt(
    judge: SeriesJudge, series: Sequence[TableSeries], processors: int
) -> Iterable[list[MethodAnswer]]:
    # Fresh processes: a copy of this one would hold the whole table, and any locks that it held.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processors, mp_context=fresh) as pool:
        yield from pool.map(judge, series, chunksize=AT_ONCE)


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
