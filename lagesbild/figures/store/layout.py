"""The store's tables: their columns, and how rows are put in and taken away."""

from collections.abc import Iterable, Mapping
from functools import cache

import ibis
import pyarrow
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.operations import InMemoryTable
from ibis.expr.types import Table

from lagesbild.figures import origin as origins
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION

KEY = ["indicator", "area", "period", "subgroup"]
TURN = {"turn": "int32"}
"""A run's place in time among all runs: what the rows of a run carry in place of its name."""
OWN_TURN = -1
FIGURE = ibis.schema({**OBSERVATION, **TURN})
ORIGIN = ibis.schema(
    {
        **TURN,
        "origin": "string",
        "run": "string",
        "module": "string",
        "publisher": "string",
        "licence": "string",
        "address": "string",
        "fetched": "timestamp('UTC', 6)",
        "note": "string",
        "checksum": "string",
        "edition": "string",  # empty where its publisher has none
    }
)
PERIOD = ibis.schema(
    {
        "period": "string",
        "kind": "string",  # see tables.periods.Kind
        "first_day": "date",
        "last_day": "date",
        "place": "int32",  # its place in time among all periods of the store
        "recency": "int32",  # the same where a whole year counts as later than its parts
    }
)
BUILD = ibis.schema(
    {
        "built": "timestamp('UTC', 6)",
        "observations": "int64",
        "program": "string",
        "runs": "array<string>",
    }
)
EDITION = ibis.schema({"indicator": "string", "origin": "string", "edition": "string"})
QUOTIENT = ibis.schema(
    {"indicator": "string", "numerator": "string", "denominator": "string", "factor": "float64"}
)
VINTAGE = f"""
    CREATE VIEW vintage AS
    SELECT {", ".join(OBSERVATION)}, origin, run, fetched
    FROM (FROM observation UNION ALL FROM past) JOIN origin USING (turn)
    WHERE turn <> {OWN_TURN}
"""
"""Every value that ever came: those that count, and in ``past`` those replaced or taken back since."""
GONE = "Finns inte längre i källan"
"""The comment of the vintage that says so, where no publisher did."""
OWN_WORK = "lagesbild"
"""The origin of what the build itself works out: means of groups and quotients."""


class StoreError(RuntimeError):
    """The store cannot be built or read. The message says what to do."""


def lay_out(con: Backend) -> None:
    for name, schema in (("observation", FIGURE), ("past", FIGURE), ("origin", ORIGIN)):
        _empty_table(con, name, schema)
    con.raw_sql(VINTAGE)
    add_rows(con, "origin", [own_work_row()], ORIGIN)
    for name, schema in (("all_indicators", INDICATOR), ("all_areas", AREA), ("all_members", MEMBER)):
        _empty_table(con, name, ibis.schema({**schema, **TURN}))


def replace_table(con: Backend, name: str, table: Table) -> None:
    _empty_table(con, name, table.schema())
    add_table(con, name, table)


def replace_rows(con: Backend, name: str, rows: Iterable[Mapping], schema: ibis.Schema) -> None:
    _empty_table(con, name, schema)
    add_rows(con, name, rows, schema)


def _empty_table(con: Backend, name: str, schema: ibis.Schema) -> None:
    con.raw_sql(f"CREATE OR REPLACE TABLE {name} ({_columns(schema)})")


@cache
def _columns(schema: ibis.Schema) -> str:
    return ", ".join(column.sql("duckdb") for column in schema.to_sqlglot_column_defs("duckdb"))


def add_table(con: Backend, name: str, table: Table) -> None:
    """Add the rows of an expression. Ibis itself reads its own SQL once more and asks what the columns are."""
    if table.op().find(InMemoryTable):
        con.insert(name, table)
    else:
        con.raw_sql(f"INSERT INTO {name} BY NAME {con.compile(table)}")


def add_rows(con: Backend, name: str, rows: Iterable[Mapping], schema: ibis.Schema) -> None:
    """Add rows of Python's own; where there are none, nothing is asked of the database."""
    rows = list(rows)
    if not rows:
        return
    con.con.register("rows_to_add", pyarrow.Table.from_pylist(rows, schema=schema.to_pyarrow()))
    con.raw_sql(f"INSERT INTO {name} BY NAME FROM rows_to_add")
    con.con.unregister("rows_to_add")


def ever_published(con: Backend) -> Table:
    """Every figure that ever came from a source."""
    return con.table("observation").filter(_.turn != OWN_TURN).union(con.table("past"))


def stamped(table: Table, turn: int) -> Table:
    return table.mutate(turn=ibis.literal(turn, "int32"))


def origin_row(origin: origins.Origin, run: str, turn: int) -> dict:
    return {
        "turn": turn,
        "origin": origin.id,
        "run": run,
        "module": origin.module,
        "publisher": origin.publisher,
        "licence": origin.licence,
        "address": origin.address,
        "fetched": origin.fetched,
        "note": origin.note,
        "checksum": " ".join(f"{name}:{checksum}" for name, checksum in origin.files.items()),
        "edition": origin.edition,
    }


def of_indicators(table: Table, indicators: set[str] | None) -> Table:
    """The rows of these indicators; all of them for None."""
    return table if indicators is None else table.semi_join(indicator_table(indicators), "indicator")


def indicator_table(indicators: set[str]) -> Table:
    return ibis.memtable({"indicator": sorted(indicators)}, schema=ibis.schema({"indicator": "string"}))


def remove_rows(con: Backend, name: str, indicators: set[str] | None, which: str = "true") -> None:
    """Of these indicators, all for None; and of their rows those ``which`` the condition holds for."""
    if indicators is not None:
        rows = [{"indicator": indicator} for indicator in sorted(indicators)]
        replace_rows(con, "removed", rows, ibis.schema({"indicator": "string"}))
        which += " AND indicator IN (SELECT indicator FROM removed)"
    con.raw_sql(f"DELETE FROM {name} WHERE {which}")
    con.raw_sql("DROP TABLE IF EXISTS removed")


def own_work_row() -> dict:
    return dict.fromkeys(ORIGIN.names, "") | {
        "turn": OWN_TURN,
        "origin": OWN_WORK,
        "module": OWN_WORK,
        "publisher": "Egen beräkning",
        "fetched": None,
    }


def row_count(table: Table) -> int:
    return table.count().to_pyarrow().as_py()
