"""What no reader should see: such a store is refused, and the old one kept."""

from pathlib import Path

import duckdb
import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import BooleanValue, Table

from lagesbild.figures.cells import REASONS
from lagesbild.figures.store.connections import asking
from lagesbild.figures.store.layout import (
    KEY,
    StoreError,
    answer_rows,
    laid,
    of_indicators,
    row_count,
    table_size,
)
from lagesbild.figures.tables import FLAGS


def check(con: Backend, path: Path, changed: set[str] | None) -> None:
    """Refuse what no reader should see among the ``changed`` observations. Raises StoreError."""
    observation = of_indicators(con.table("observation"), changed)
    doubtful = (
        answer_rows(con, _doubtful) if changed is None else _doubtful(observation).to_pyarrow().to_pylist()
    )
    if doubtful:
        _look_into(of_indicators(observation, {row["indicator"] for row in doubtful}))
    now, before = table_size(con, "observation"), _observations_in(path)
    if not now:
        raise StoreError(
            "The sources hold no observation at all. Fetch them again: lagesbild fetch --help. "
            "The old store is kept."
        )
    if now < before / 2:
        raise StoreError(
            f"Only {now} observations, where the store has {before}. If that is right, "
            f"remove {path} and build again; otherwise fetch the sources again. The old store is kept."
        )


def _doubtful(observation: Table | None = None) -> Table:
    """The indicators to look into, of these observations or all: one pass finds something there that may be wrong.

    A bit for each year, and fewer bits than values: some year stands twice, or years 64 apart, or two periods that
    end in the same year.
    """
    observation = laid("observation") if observation is None else observation
    bit = ibis.literal(1, "uint64") << (observation.year & 63).cast("uint64")
    series = observation.group_by("indicator", "area", "subgroup").agg(
        n=_.count(), years=bit.bit_or(), wrong=_impossible(observation).any()
    )
    doubtful = series.filter((series.n > _bit_count(series.years).fill_null(0)) | series.wrong)
    return doubtful.select("indicator").distinct()


def _look_into(observation: Table) -> None:
    wrong = observation.group_by(KEY).agg(n=_.count()).filter(_.n > 1).limit(5).to_pyarrow().to_pylist()
    if wrong:
        twice = ", ".join(str(wrong[0][name]) for name in KEY)
        raise StoreError(
            f"The same observation stands twice, for example {twice}. Remove one of them from its source. "
            "The old store is kept."
        )
    bad = observation.filter(_impossible(observation))
    if some := bad.limit(1).to_pyarrow().to_pylist():
        example = ", ".join(f"{name} {some[0][name]}" for name in [*KEY, "year", "value", "reason", "flag"])
        raise StoreError(
            f"{row_count(bad)} observations are impossible, for example {example}. Each needs a "
            "year, a known flag, and either a number, a word or a known reason. Correct the source. "
            "The old store is kept."
        )


@ibis.udf.scalar.builtin(name="bit_count", signature=(("uint64",), "int64"))
def _bit_count(bits):
    """DuckDB's own: how many of them are set."""


def _impossible(row: Table) -> BooleanValue:
    number = row.value.isnan() | row.value.isinf()
    # A number beside the sign of secrecy would give the secret away.
    two = row.reason.notnull() & (row.value.notnull() | row.text.notnull())
    nothing = row.value.isnull() & row.text.isnull() & row.reason.isnull()
    reason = row.reason.notin(list(REASONS)) | two | nothing
    year = row.year.isnull() | ~row.year.between(1700, 2200)
    return number | reason | year | row.flag.isnull() | row.flag.notin(list(FLAGS))


def _observations_in(path: Path) -> int:
    """How many the store at ``path`` has; 0 for one that cannot be read, as that has nothing to lose."""
    try:
        with asking(path) as cursor:
            return cursor.execute("SELECT max(observations) FROM build").fetchone()[0]
    except (StoreError, duckdb.Error):
        return 0
