"""What a source published of each period, and when: questions to the store about what was known before.

They are kept as those in :mod:`lagesbild.figures.queries` are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from lagesbild.figures.cells import TOTAL
from lagesbild.figures.queries import rows_of
from lagesbild.figures.store import version


@dataclass(frozen=True, slots=True)
class Vintage:
    """What was published of a period when it was fetched. ``deleted``: the publisher took the value back."""

    period: str
    value: float | None
    text: str | None
    reason: str | None
    flag: str
    deleted: bool
    fetched: datetime
    origin: str
    run: str


_OF_VINTAGES = """
    SELECT period, value, text, reason, flag, deleted, epoch_us(fetched), origin, run
    FROM vintage JOIN period USING (period)
    WHERE indicator = $indicator AND area = $area AND subgroup = $subgroup
      AND ($until IS NULL OR epoch_us(fetched) <= $until)
"""
VINTAGES = f"{_OF_VINTAGES} ORDER BY fetched, run, place"
AS_OF = f"""{_OF_VINTAGES}
    QUALIFY row_number() OVER (PARTITION BY period ORDER BY fetched DESC, run DESC) = 1
    ORDER BY place
"""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def vintages_of(
    path: Path, indicator: str, area: str, *, subgroup: str = TOTAL, as_of: datetime | None = None
) -> list[Vintage]:
    """Every value that was ever fetched of a series, in the order they were fetched.

    With ``as_of``, an aware time: the one value of each period that was known then, in order of time.
    """
    rows = _vintage_rows(path, version(path), indicator, area, subgroup, as_of)
    # DuckDB gives an aware time only where pytz is installed.
    return [Vintage(*row[:-3], EPOCH + timedelta(microseconds=row[-3]), *row[-2:]) for row in rows]


def _microseconds(time: datetime) -> int:
    return (time - EPOCH) // timedelta(microseconds=1)


@lru_cache(maxsize=256)
def _vintage_rows(
    path: Path, now: tuple, indicator: str, area: str, subgroup: str, as_of: datetime | None
) -> list[tuple]:
    until = _microseconds(as_of) if as_of else None
    parameters = {"indicator": indicator, "area": area, "subgroup": subgroup, "until": until}
    return rows_of(path, VINTAGES if as_of is None else AS_OF, parameters)


# What a source has published of a period before, and publishes otherwise now.
REVISED = """
    WITH told AS (
        SELECT indicator, period, year, value, fetched, run, origin,
               lag(value) OVER series AS before, row_number() OVER series_back AS age
        FROM vintage
        WHERE indicator IN (SELECT unnest($indicators)) AND area = $area AND subgroup IN (SELECT unnest($subgroups))
          AND value IS NOT NULL AND NOT deleted
        WINDOW series AS (PARTITION BY indicator, subgroup, period ORDER BY fetched, run),
               series_back AS (PARTITION BY indicator, subgroup, period ORDER BY fetched DESC, run DESC)
    )
    SELECT indicator, period, year, before, value, epoch(fetched)
    FROM told JOIN period USING (period)
    WHERE age = 1 AND before IS NOT NULL AND abs(value - before) > 1e-9 * greatest(1, abs(before))
    ORDER BY indicator, place
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that its source has changed: what stood ``before`` the latest fetch, and what stands now."""

    indicator: str
    period: str
    year: int
    before: float
    value: float
    fetched: datetime


def revisions(
    path: Path, indicators: Iterable[str], area: str, subgroups: Iterable[str] = (TOTAL,)
) -> dict[str, list[Revision]]:
    """What the sources have changed of what they had published, by indicator, each list in order of time."""
    revisions_of = defaultdict(list)
    parameters = {"indicators": list(indicators), "area": area, "subgroups": list(subgroups)}
    for row in rows_of(path, REVISED, parameters):
        *fields, fetched = row
        # DuckDB gives an aware time only where pytz is installed.
        revisions_of[row[0]].append(Revision(*fields, datetime.fromtimestamp(fetched, UTC)))
    return revisions_of
