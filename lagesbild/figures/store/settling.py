"""What rests on the gathered figures: quotients and means of groups, and the order of it all."""

from collections.abc import Iterable

from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from lagesbild.figures.alike import period_facts
from lagesbild.figures.store.derived import derive, group_means
from lagesbild.figures.store.layout import (
    EDITION,
    GONE,
    KEY,
    OWN_TURN,
    PERIOD,
    QUOTIENT,
    StoreError,
    add_table,
    answer_rows,
    ever_published,
    laid,
    remove_rows,
    replace_rows,
    table_size,
)
from lagesbild.tables.periods import Period

ROWS_A_BLOCK = 122_880  # DuckDB's row group
SCATTERED = 4
"""The rows are put in order when the indicators lie in so many times more blocks than they need."""


def settle(con: Backend, derivations: list[dict], changed: set[str] | None) -> list[str]:
    """Work out what rests on the ``changed`` figures. Returns remarks on what vanished and on empty quotients."""
    remove_rows(con, "observation", changed, f"turn = {OWN_TURN}")
    remarks = [remark for derivation in derivations for remark in derive(con, derivation, changed)]
    if table_size(con, "member"):
        add_table(con, "observation", group_means(con, changed).order_by(KEY))
    _put_in_order(con)
    replace_rows(con, "period", _periods(con), PERIOD)
    replace_rows(con, "edition", _editions(con, derivations), EDITION)
    parts = [{name: derivation[name] for name in QUOTIENT.names} for derivation in derivations]
    replace_rows(con, "quotient", parts, QUOTIENT)
    return _vanished(con) + remarks


def _editions(con: Backend, derivations: list[dict]) -> list[dict]:
    """The editions that each indicator's figures are of; a quotient is of its parts'."""
    rows = answer_rows(con, _editions_of_sources)
    rows += [
        row | {"indicator": derivation["indicator"]}
        for derivation in derivations
        for row in rows
        if row["indicator"] in (derivation["numerator"], derivation["denominator"])
    ]
    return rows


def _editions_of_sources() -> Table:
    editions = laid("origin").filter(_.edition != "").select("turn", "origin", "edition")
    published = laid("observation").select("indicator", "turn").distinct()
    return published.join(editions, "turn").drop("turn").distinct()


def _period_texts() -> Table:
    return laid("observation").select("period").union(laid("past").select("period")).distinct()


def _periods(con: Backend) -> list[dict]:
    """Every period of the store, read once: what it is, its days, and its place in time."""
    texts = [row["period"] for row in answer_rows(con, _period_texts)]
    _refuse_other_writings(con, texts)
    places = {row["period"]: row for row in period_facts(texts).to_pyarrow().to_pylist()}
    return [_period_row(Period.parse(text), places[text]) for text in texts]


def _refuse_other_writings(con: Backend, texts: Iterable[str]) -> None:
    for text in texts:
        try:
            Period.parse(text)
        except ValueError:
            of_period = ever_published(con.table).filter(_.period == text).limit(1).to_pyarrow().to_pylist()
            raise StoreError(
                f"{of_period[0]['indicator']} has the period {text}, which is not how the store writes one "
                "(2023, 2022/23, 2023-H1, 2023-Q1, 2023-01). Correct the source. The old store is kept."
            ) from None


def _period_row(period: Period, places: dict) -> dict:
    days = {"kind": str(period.kind), "first_day": period.first, "last_day": period.last}
    return {"period": str(period), **days, "place": places["place"], "recency": places["recency"]}


def _put_in_order(con: Backend) -> None:
    """Lay an indicator's rows together, so that they are found by the least and greatest of each block: no index.

    Most sources have them so already, and putting 50 million rows in order is dear.
    """
    [spread] = answer_rows(con, _spread, ROWS_A_BLOCK)
    if spread["n"] > SCATTERED * spread["fewest"]:
        con.raw_sql(f"CREATE OR REPLACE TABLE observation AS FROM observation ORDER BY {', '.join(KEY)}")


def _spread(rows_a_block: int) -> Table:
    """In how many blocks the indicators lie, each counted in each, and in how many they would at the least."""
    observation = laid("observation")
    places = observation.select("indicator", block=observation.rowid() // rows_a_block).distinct()
    return places.agg(n=_.count(), fewest=_.indicator.nunique() + _.block.nunique())


def _vanished(con: Backend) -> list[str]:
    """A remark on each origin with values that a whole run did not have any more, and no later run has."""
    return [
        f"{row['n']} {'värde' if row['n'] == 1 else 'värden'} finns inte längre i {row['origin']}, "
        "men står kvar bland de tidigare värdena"
        for row in answer_rows(con, _gone_for_good)
    ]


def _gone_for_good() -> Table:
    gone = laid("vintage").filter(_.deleted, _.comment == GONE)
    published = laid("observation").filter(_.turn != OWN_TURN)
    still = gone.select("origin", *KEY).distinct().anti_join(published, KEY)
    return still.group_by("origin").agg(n=_.count()).order_by("origin")
