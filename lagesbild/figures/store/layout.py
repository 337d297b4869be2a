"""The store's tables: their columns, and how rows are put in and taken away."""

from collections.abc import Callable, Hashable, Iterable, Mapping
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
LAID = {
    "observation": FIGURE,
    "past": FIGURE,
    "origin": ORIGIN,
    "indicator": INDICATOR,
    "area": AREA,
    "member": MEMBER,
    **{
        f"all_{name}s": ibis.schema({**schema, **TURN})
        for name, schema in (("indicator", INDICATOR), ("area", AREA), ("member", MEMBER))
    },
    "vintage": ibis.schema(
        {**OBSERVATION, "origin": "string", "run": "string", "fetched": ORIGIN["fetched"]}
    ),
}
"""The tables that a build finds laid, and their columns."""
GONE = "Finns inte längre i källan"
"""The comment of the vintage that says so, where no publisher did."""
OWN_WORK = "lagesbild"
"""The origin of what the build itself works out: means of groups and quotients."""


class StoreError(RuntimeError):
    """The store cannot be built or read. The message says what to do."""


def lay_out(con: Backend) -> None:
    for name in ("observation", "past", "origin", "all_indicators", "all_areas", "all_members"):
        empty_table(con, name, LAID[name])
    con.raw_sql(VINTAGE)
    add_rows(con, "origin", [own_work_row()], ORIGIN)


def laid(name: str) -> Table:
    """A table of whatever store is asked, for a question that is written once."""
    return ibis.table(LAID[name], name=name)


Question = Callable[..., Table]


def answer_rows(con: Backend, question: Question, *arguments: Hashable) -> list[dict]:
    """What the store has to say to a question that is put to every store alike, over tables that are ``laid``."""
    return con.con.sql(_written(question, *arguments)).to_arrow_table().to_pylist()


def replace_by_answer(con: Backend, name: str, question: Question, *arguments: Hashable) -> None:
    empty_table(con, name, LAID[name])
    con.raw_sql(f"INSERT INTO {name} BY NAME {_written(question, *arguments)}")


@cache
def _written(question: Question, *arguments: Hashable) -> str:
    """Its SQL. That Ibis writes it is most of the time of a build of few figures."""
    return str(ibis.to_sql(question(*arguments), dialect="duckdb"))


def replace_table(con: Backend, name: str, table: Table) -> None:
    empty_table(con, name, table.schema())
    add_table(con, name, table)


def replace_rows(con: Backend, name: str, rows: Iterable[Mapping], schema: ibis.Schema) -> None:
    empty_table(con, name, schema)
    add_rows(con, name, rows, schema)


def empty_table(con: Backend, name: str, schema: ibis.Schema) -> None:
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
    """Add rows of Python's own."""
    _add_arrow(con, name, pyarrow.Table.from_pylist(list(rows), schema=schema.to_pyarrow()))


def add_stamped(con: Backend, name: str, table: Table, turn: int) -> None:
    """Add what a run holds, which most sources have in memory."""
    rows = table.op()
    if isinstance(rows, InMemoryTable):
        _add_arrow(con, name, rows.data.to_pyarrow(rows.schema), f"*, {turn}::INTEGER AS turn")
    else:
        add_table(con, name, stamped(table, turn))


def _add_arrow(con: Backend, name: str, rows: pyarrow.Table, columns: str = "*") -> None:
    """Where there are no rows, nothing is asked of the database."""
    if rows.num_rows:
        con.con.register("rows_to_add", rows)
        con.raw_sql(f"INSERT INTO {name} BY NAME SELECT {columns} FROM rows_to_add")
        con.con.unregister("rows_to_add")


def ever_published(table: Callable[[str], Table] = laid) -> Table:
    """Every figure that ever came from a source."""
    return table("observation").filter(_.turn != OWN_TURN).union(table("past"))


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


def table_size(con: Backend, name: str) -> int:
    [(size,)] = con.raw_sql(f"SELECT count(*) FROM {name}").fetchall()
    return size
