"""What has come from a source, beside what the figure store holds of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from lagesbild.figures import origin
from lagesbild.figures.sources import kolada
from lagesbild.figures.store import OWN_WORK, StoreError
from lagesbild.figures.tables import INDICATOR, OBSERVATION

KEY = "indicator, area, period, subgroup"
NEW, REVISED, DELETED = "new", "revised", "deleted"

# A deleted value comes as a row without a number: what counts is that we held one.
CHANGED = f"""
    SELECT {KEY}, title, name,
           CASE WHEN held.indicator IS NULL THEN '{NEW}'
                WHEN deleted OR came IS NULL THEN '{DELETED}' ELSE '{REVISED}' END AS kind,
           held.value AS before, held.reason AS before_reason,
           incoming.value AS after, incoming.reason AS after_reason
    FROM (SELECT *, true AS came FROM incoming) AS incoming
    FULL JOIN held USING ({KEY})
    LEFT JOIN titles USING (indicator)
    LEFT JOIN places USING (area)
    WHERE (held.indicator IS NULL AND NOT deleted)
       OR (held.indicator IS NOT NULL AND came AND (deleted OR
           (held.value, held.reason) IS DISTINCT FROM (incoming.value, incoming.reason)))
       OR (came IS NULL AND held.covered)
"""


@dataclass(frozen=True)
class Arrived:
    """``counts`` by kind of change; ``indicators`` the same for each that changed; ``changes`` in the areas that are
    told of, the latest period first; ``retitled`` and ``retired`` (id → title, empty if unknown) since last time."""

    counts: dict[str, int]
    indicators: list[dict]
    changes: list[dict]
    retitled: list[dict]
    retired: dict[str, str]
    added: tuple[str, ...]

    @property
    def anything(self) -> bool:
        return bool(any(self.counts.values()) or self.retitled or self.retired or self.added)


def from_elsewhere(store: Path, indicators: Iterable[str], source: str) -> dict[str, str]:
    """Those of the indicators that the store has from another source: an indicator has one. Id → that source."""
    with _holding(store) as con:
        sources = con.raw_sql(
            f"""SELECT indicator, min(origin) FROM past.observation JOIN past.origin USING (turn)
                WHERE origin NOT IN ('{source}', '{OWN_WORK}') GROUP BY indicator"""
        ).fetchall()
    ours = set(indicators)
    return {id: name for id, name in sources if id in ours}


def look(runs: Sequence[Path], store: Path, source: str, told_areas: Collection[str], most: int) -> Arrived:
    """What finished runs of Kolada's, not yet built, would change in the store."""
    with _holding(store) as con:
        _load_runs(con, runs, source)
        con.raw_sql(f"CREATE TABLE changed AS {CHANGED}")
        counts = con.raw_sql("SELECT indicator, any_value(title), kind, count(*) FROM changed GROUP BY ALL")
        by_indicator = _by_indicator(counts.fetchall())
        changes = _rows(con, _changes_query(told_areas, most))
        retitled, retired, added = (_rows(con, question) for question in (RETITLED, RETIRED, ADDED))
    return Arrived(
        counts={kind: sum(indicator[kind] for indicator in by_indicator) for kind in (NEW, REVISED, DELETED)},
        indicators=by_indicator,
        changes=changes,
        retitled=retitled,
        retired={row["id"]: row["title"] or "" for row in retired},
        added=tuple(row["id"] for row in added),
    )


RETITLED = """
    SELECT asked.indicator AS id, known.title AS before, asked.title AS after
    FROM asked JOIN past.indicator AS known USING (indicator)
    WHERE asked.title <> known.title ORDER BY id
"""
RETIRED = """
    SELECT asked.indicator AS id, known.title
    FROM asked LEFT JOIN past.indicator AS known USING (indicator)
    WHERE asked.retired AND NOT coalesce(known.retired, false) ORDER BY id
"""
ADDED = """
    SELECT indicator AS id FROM asked ANTI JOIN past.indicator USING (indicator) WHERE NOT retired ORDER BY id
"""


def _changes_query(areas: Collection[str], most: int) -> str:
    places = ", ".join("'" + area.replace("'", "''") + "'" for area in areas) or "NULL"
    # The area told of first is the municipality itself.
    return f"""
        SELECT indicator AS id, title, area, coalesce(name, area) AS place, period, subgroup, kind,
               before, before_reason, after, after_reason
        FROM changed WHERE area IN ({places})
        ORDER BY title, id, list_position([{places}], area), period DESC, subgroup DESC LIMIT {most}
    """


def _by_indicator(rows: list[tuple]) -> list[dict]:
    changes: dict[str, dict] = defaultdict(lambda: {"id": "", "title": "", NEW: 0, REVISED: 0, DELETED: 0})
    for id, title, kind, count in rows:
        changes[id] |= {"id": id, "title": title or id, kind: count}
    return sorted(changes.values(), key=lambda indicator: (indicator["title"], indicator["id"]))


def _load_runs(con: Backend, runs: Sequence[Path], source: str) -> None:
    """The runs' rows, and the rows of theirs that we hold; ``covered``: a whole run should have had it."""
    con.create_table("incoming", schema=ibis.schema(OBSERVATION))
    con.create_table("asked", schema=ibis.schema(INDICATOR))
    con.create_table("places", schema=ibis.schema({"area": "string", "name": "string"}))
    con.raw_sql("CREATE TABLE covered (indicator VARCHAR, area VARCHAR, year INTEGER)")
    for run in runs:
        tidied = kolada.tidy(run, con)
        con.insert("incoming", tidied.observations)
        con.insert("asked", tidied.indicators)
        con.insert("places", tidied.areas.select("area", "name"))
        if origin.read(run).whole:
            _cover(con, kolada.covers(run))
    con.raw_sql(
        f"""
        CREATE TABLE held AS
        SELECT {KEY}, value, reason,
               EXISTS (FROM covered WHERE covered.indicator = observation.indicator
                       AND covered.area = observation.area
                       AND (covered.year IS NULL OR covered.year = observation.year)) AS covered
        FROM past.observation AS observation JOIN past.origin USING (turn)
        WHERE origin = '{source}' AND indicator IN (SELECT indicator FROM asked);
        CREATE TABLE titles AS
        SELECT indicator, coalesce(asked.title, known.title) AS title
        FROM asked LEFT JOIN past.indicator AS known USING (indicator);
        CREATE OR REPLACE TABLE places AS SELECT area, any_value(name) AS name FROM places GROUP BY area;
        """
    )


def _cover(con: Backend, coverage: origin.RunCoverage) -> None:
    years = sorted(coverage.years) if coverage.years is not None else [None]
    con.raw_sql(
        """INSERT INTO covered
           SELECT unnest($indicators), area, year
           FROM (SELECT unnest($areas) AS area) CROSS JOIN (SELECT unnest($years::INTEGER[]) AS year)""",
        parameters={
            "indicators": sorted(coverage.indicators or ()),
            "areas": sorted(coverage.areas or ()),
            "years": years,
        },
    )


def _rows(con: Backend, question: str) -> list[dict]:
    cursor = con.raw_sql(question)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def _holding(store: Path) -> Iterator[Backend]:
    """A connection of its own with the store, or nothing yet, as ``past``. Raises StoreError."""
    con = ibis.duckdb.connect()
    try:
        if store.exists():
            quoted = str(store).replace("'", "''")
            con.raw_sql(f"ATTACH '{quoted}' AS past (READ_ONLY)")
        else:
            _nothing_yet(con)
        yield con
    except duckdb.IOException as error:
        raise StoreError(
            f"The store at {store} cannot be read ({error}). Build it again: lagesbild build"
        ) from error
    finally:
        con.disconnect()


def _nothing_yet(con: Backend) -> None:
    con.raw_sql(
        """
        ATTACH ':memory:' AS past;
        CREATE TABLE past.observation (indicator VARCHAR, area VARCHAR, period VARCHAR, year INTEGER,
                                       subgroup VARCHAR, value DOUBLE, reason VARCHAR, turn INTEGER);
        CREATE TABLE past.origin (turn INTEGER, origin VARCHAR);
        CREATE TABLE past.indicator (indicator VARCHAR, title VARCHAR, retired BOOLEAN);
        """
    )
