"""Where the verdicts of the country are worked out: in the store's own DuckDB, or on Spark.

``duckdb`` is the default. ``spark-local`` starts a Spark in this process; ``spark://host:port`` asks a cluster, which
must see the store's folder under the same path. Spark needs the extra ``spark`` and Java 17.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import ibis
from ibis import _
from ibis.backends import BaseBackend
from ibis.expr.types import Table

from lagesbild.assessment import Rule
from lagesbild.figures.movements import movements

DUCKDB = "duckdb"
LOCAL_SPARK = "spark-local"
ENGINES = f"{DUCKDB}, {LOCAL_SPARK} or spark://host:port"

VALUES_AT_A_TIME = 20_000_000
"""DuckDB takes indicators until they have this many values: some 1.2 GiB. It bounds the memory."""

_ON_THIS_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # Two hundred, the default, is for clusters: here most of the time would go to starting tasks.
    "spark.sql.shuffle.partitions": "4",
    # Planned anew after each step, which is for tables of unknown size: here it is nearly half of the time.
    "spark.sql.adaptive.enabled": "false",
}


class EngineError(RuntimeError):
    """The engine cannot be used. The message says what to do."""


def check(engine: str) -> str:
    """``engine`` itself. Raises EngineError for one that does not exist."""
    if engine in (DUCKDB, LOCAL_SPARK) or re.fullmatch(r"spark://.+", engine):
        return engine
    raise EngineError(f"There is no engine {engine!r}. Use one of {ENGINES}.")


def add_movements(
    con: BaseBackend, engine: str, observation: Table, rules: Mapping[str, Rule], beside: Path
) -> None:
    """Add to the table ``movement`` of the store ``con`` what ``observation``, its own rows, say.

    ``beside`` is where Spark may read and write files: names that begin with it.
    """
    margins = _margins(con, rules)
    if check(engine) == DUCKDB:
        for indicators in portions(observation):
            part = observation.filter(_.indicator.between(*indicators))
            con.insert("movement", movements(part, rules, margins))
        return
    files = [Path(f"{beside}.{name}") for name in ("observations", "margins")]
    for table, file in zip((observation, margins), files, strict=True):
        table.filter(_.value.notnull()).to_parquet(file)
    with connected(engine) as spark:
        judged = movements(spark.read_parquet(files[0]), rules, spark.read_parquet(files[1]))
        con.insert("movement", ibis.memtable(spark.to_pyarrow(judged)))
    for file in files:
        file.unlink()


def _margins(con: BaseBackend, rules: Mapping[str, Rule]) -> Table:
    """The published margins of values, also where the indicators they belong to are judged in other portions."""
    names = sorted({rule.margin_indicator for rule in rules.values()})
    return con.table("observation").filter(_.indicator.isin(names))


def portions(observation: Table) -> Iterator[tuple[str, str]]:
    """The first and last indicator of each portion of the observations, in order."""
    sizes = observation.group_by("indicator").agg(n=_.count()).order_by("indicator").to_pyarrow().to_pylist()
    first, size_so_far = None, 0
    for size in sizes:
        first, size_so_far = first or size["indicator"], size_so_far + size["n"]
        if size_so_far >= VALUES_AT_A_TIME or size is sizes[-1]:
            yield first, size["indicator"]
            first, size_so_far = None, 0


@contextmanager
def connected(engine: str) -> Iterator[BaseBackend]:
    """An Ibis connection to Spark. Raises EngineError when it is not installed or does not answer."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            f"Spark is not installed ({error}). Install it with Java 17: pip install 'lagesbild[spark]'"
        ) from None
    running = SparkSession.getActiveSession()
    # Spark writes each plan out as text, for a page of its own that is not served: of ours it would fill the memory.
    quiet = {"spark.ui.enabled": "false", "spark.sql.maxPlanStringLength": "10000"}
    session = SparkSession.builder.appName("lagesbild").config(map=quiet)
    if engine == LOCAL_SPARK:
        session = session.master("local[*]").config(map=_ON_THIS_MACHINE)
    else:
        session = session.master(engine)
    try:
        session = session.getOrCreate()
    except Exception as error:  # Java's own, of many kinds
        raise EngineError(
            f"Spark does not start ({error}). It needs Java 17, and {engine} must answer."
        ) from error
    try:
        yield ibis.pyspark.connect(session)
    finally:
        # One that was there before is its starter's to stop.
        if running is None:
            session.stop()
