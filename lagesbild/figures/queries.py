"""One function a question to the store. Each returns plain values and nothing where nothing is known.

Questions that every page asks are in SQL: Ibis takes 10–40 ms to compile what DuckDB answers in 3. What is the
same until the next build is kept until then.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from ibis.common.exceptions import TableNotFound

from lagesbild.figures.cells import TOTAL
from lagesbild.figures.store import asking, reading, version
from lagesbild.tables.periods import Period


@dataclass(frozen=True, slots=True)
class Observation:
    """What the store holds of one area, period and subgroup. ``value`` is None where text or reason stands."""

    area: str
    period: str
    year: int
    subgroup: str
    value: float | None
    text: str | None
    reason: str | None
    flag: str
    members: int | None
    comment: str
    origin: str
    run: str

    @property
    def when(self) -> Period:
        """Its period as what it is."""
        return Period.parse(self.period)


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class RankedArea:
    """One municipality's latest value, and which way it moves (rising, falling, no_clear_change, too_few)."""

    area: str
    name: str
    value: float
    flag: str
    movement: str


_COLUMNS = ", ".join(Observation.__slots__)

SERIES = f"""
    SELECT indicator, {_COLUMNS}
    FROM observation JOIN origin USING (turn) JOIN period USING (period)
    WHERE indicator IN (SELECT unnest($indicators))
      AND area IN (SELECT unnest($areas))
      AND subgroup IN (SELECT unnest($subgroups))
    ORDER BY place
"""


# Which period is ranked, of what a query calls ``valued``: a whole year comes before its parts, and the last one may so
# far hold only the few who report early. Every ranking and every panel of municipalities asks here.
RANKED_PERIOD = """
    counted AS (SELECT recency, count(*) AS n FROM valued GROUP BY recency),
    ranked AS (SELECT max(recency) AS recency FROM counted WHERE n * 2 >= (SELECT max(n) FROM counted))
"""
# All of one period. What is extrapolated has no place: the same factor for all, it ranks the year before once more.
RANKING = f"""
    WITH valued AS (
        SELECT area, name, year, value, flag, recency
        FROM observation JOIN area USING (area) JOIN period USING (period)
        WHERE indicator = $indicator AND subgroup = $subgroup AND value IS NOT NULL AND area.kind = 'municipality'
          AND flag <> 'extrapolated'
    ), {RANKED_PERIOD}
    SELECT year, area, name, value, flag, coalesce(movement, 'too_few')
    FROM valued
    LEFT JOIN (
        SELECT area, movement FROM movement WHERE indicator = $indicator AND subgroup = $subgroup
    ) USING (area)
    WHERE recency = (SELECT recency FROM ranked)
    ORDER BY value DESC, name
"""


FEW = 20
"""Of so few series the rows are kept: a page, its files and its chart ask for the same."""


def series(
    path: Path, indicators: Iterable[str], areas: Iterable[str], subgroups: Iterable[str] = (TOTAL,)
) -> dict[tuple[str, str, str], list[Observation]]:
    """Observations by (indicator, area, subgroup), each list in order of time."""
    wanted_series = tuple(indicators), tuple(areas), tuple(subgroups)
    is_few = len(wanted_series[0]) * len(wanted_series[1]) <= FEW
    rows = (
        _rows_of_few(path, version(path), *wanted_series) if is_few else _rows_of_series(path, *wanted_series)
    )
    series_of = defaultdict(list)
    for indicator, *row in rows:
        observation = Observation(*row)
        series_of[indicator, observation.area, observation.subgroup].append(observation)
    return series_of


def ranking(path: Path, indicator: str, subgroup: str = TOTAL) -> tuple[int | None, list[RankedArea]]:
    """The year of the latest period of which most municipalities have a value, and those values, highest first."""
    now = version(path)
    year, placed = _ranked(path, now, indicator, subgroup) if now else (None, [])
    return year, list(placed)


def areas(path: Path) -> dict[str, Area]:
    """Every area by its code."""
    return {row["area"]: Area(row["area"], row["name"], row["kind"]) for row in _table(path, "area")}


def origins(path: Path) -> dict[tuple[str, str], dict]:
    """Publisher, licence, address, time and checksums by (origin, run)."""
    return {(row["origin"], row["run"]): row for row in _table(path, "origin")}


def indicators(path: Path) -> dict[str, dict]:
    """What the sources say of each indicator: title, unit, definition, retired."""
    return {row["indicator"]: row for row in _table(path, "indicator")}


def editions(path: Path) -> dict[str, dict[str, set[str]]]:
    """By indicator and origin, the editions that its figures are of, where their publishers have any."""
    by_indicator: dict = defaultdict(lambda: defaultdict(set))
    for row in _table(path, "edition"):
        by_indicator[row["indicator"]][row["origin"]].add(row["edition"])
    return by_indicator


def quotients(path: Path) -> dict[str, tuple[str, str]]:
    """What each indicator that the build divides is made of: what is divided, and by what."""
    return {row["indicator"]: (row["numerator"], row["denominator"]) for row in _table(path, "quotient")}


# Of the other municipalities, how many had the very value of the time before.
UNCHANGED = """
    WITH followed AS (
        SELECT indicator, subgroup, year, value,
               lag(value) OVER (PARTITION BY indicator, subgroup, area ORDER BY place) AS before
        FROM observation JOIN area USING (area) JOIN period USING (period)
        WHERE indicator IN (SELECT unnest($indicators)) AND subgroup IN (SELECT unnest($subgroups))
          AND area <> $area AND area.kind = 'municipality' AND value IS NOT NULL
    )
    SELECT indicator, subgroup, year, avg((value = before)::INT)
    FROM followed WHERE before IS NOT NULL
    GROUP BY ALL HAVING count(*) >= 5
"""


def unchanged(
    path: Path, indicators: Iterable[str], subgroups: Iterable[str], area: str
) -> dict[tuple[str, str], dict[int, float]]:
    """By indicator and subgroup: for each year, the share (0–1) of the municipalities but ``area`` that stood still."""
    parameters = {"indicators": list(indicators), "subgroups": list(subgroups), "area": area}
    shares = defaultdict(dict)
    for indicator, subgroup, year, share in rows_of(path, UNCHANGED, parameters):
        shares[indicator, subgroup][year] = share
    return shares


def built(path: Path) -> datetime | None:
    """When the store was built."""
    rows = _table(path, "build")
    return rows[0]["built"] if rows else None


@dataclass(frozen=True, slots=True)
class Middle:
    """What others were at the same time: the country, or the middle (median) of so many municipalities."""

    value: float
    municipalities: int
    is_country: bool


# The country's own value, where a source gives it; else the middle of the municipalities, where enough are measured.
MIDDLES = """
    SELECT indicator, subgroup, period,
           any_value(value) FILTER (area = '0000'),
           median(value) FILTER (area.kind = 'municipality'),
           count(*) FILTER (area.kind = 'municipality')
    FROM observation JOIN area USING (area)
    WHERE indicator IN (SELECT unnest($indicators)) AND value IS NOT NULL AND flag <> 'extrapolated'
    GROUP BY ALL
"""
ENOUGH = 20


def middles(path: Path, indicators: Iterable[str]) -> dict[tuple[str, str, str], Middle]:
    """By indicator, subgroup and period."""
    middle_of = {}
    for *key, country, median, count in rows_of(path, MIDDLES, {"indicators": sorted(set(indicators))}):
        if country is not None:
            middle_of[tuple(key)] = Middle(country, count, True)
        elif count >= ENOUGH:
            middle_of[tuple(key)] = Middle(median, count, False)
    return middle_of


def rows_of(path: Path, question: str, parameters: dict) -> list[tuple]:
    """The answer to a question in SQL; nothing where there is no store."""
    if not version(path):
        return []
    with asking(path) as cursor:
        return cursor.execute(question, parameters).fetchall()


def _rows_of_series(path: Path, indicators: tuple, areas: tuple, subgroups: tuple) -> list[tuple]:
    parameters = {"indicators": list(indicators), "areas": list(areas), "subgroups": list(subgroups)}
    return rows_of(path, SERIES, parameters)


def _table(path: Path, name: str) -> list[dict]:
    """A small table, whole. The rows are the reader's own to change."""
    now = version(path)
    return [dict(row) for row in _table_rows(path, now, name)] if now else []


# Kept by the store's version: figures of a store swapped in after ``now`` was read end up under the older
# version, which nobody asks for again.


@lru_cache(maxsize=128)
def _ranked(path: Path, now: tuple, indicator: str, subgroup: str) -> tuple[int | None, list[RankedArea]]:
    rows = rows_of(path, RANKING, {"indicator": indicator, "subgroup": subgroup})
    return rows[0][0] if rows else None, [RankedArea(*row) for _year, *row in rows]


@lru_cache(maxsize=256)
def _rows_of_few(path: Path, now: tuple, *wanted_series: tuple[str, ...]) -> list[tuple]:
    return _rows_of_series(path, *wanted_series)


@lru_cache(maxsize=32)
def _table_rows(path: Path, now: tuple, name: str) -> list[dict]:
    with reading(path) as con:
        try:
            return con.table(name).to_pyarrow().to_pylist()
        except TableNotFound:  # a store that was built before there was such a table knows nothing of it
            return []
