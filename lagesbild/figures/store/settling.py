"""What rests on the gathered figures: quotients and means of groups, and the order of it all."""

from ibis import _
from ibis.backends.duckdb import Backend

from lagesbild.figures.store.derived import derive, group_means
from lagesbild.figures.store.layout import GONE, KEY, OWN_TURN, remove_rows, row_count

ROWS_A_BLOCK = 122_880  # DuckDB's row group
SCATTERED = 4
"""The rows are put in order when the indicators lie in so many times more blocks than they need."""


def settle(con: Backend, derivations: list[dict], changed: set[str] | None) -> list[str]:
    """Work out what rests on the ``changed`` figures. Returns remarks on what vanished and on empty quotients."""
    remove_rows(con, "observation", changed, f"turn = {OWN_TURN}")
    remarks = [remark for derivation in derivations for remark in derive(con, derivation, changed)]
    if row_count(con.table("member")):
        con.insert("observation", group_means(con, changed).order_by(KEY))
    _put_in_order(con)
    return _vanished(con) + remarks


def _put_in_order(con: Backend) -> None:
    """Lay an indicator's rows together, so that they are found by the least and greatest of each block: no index.

    Most sources have them so already, and putting 50 million rows in order is dear.
    """
    observation = con.table("observation")
    places = observation.select("indicator", block=observation.rowid() // ROWS_A_BLOCK).distinct()
    blocks = places.agg(n=_.count(), fewest=_.indicator.nunique() + _.block.nunique())
    [spread] = blocks.to_pyarrow().to_pylist()
    if spread["n"] > SCATTERED * spread["fewest"]:
        con.raw_sql(f"CREATE OR REPLACE TABLE observation AS FROM observation ORDER BY {', '.join(KEY)}")


def _vanished(con: Backend) -> list[str]:
    """A remark on each origin with values that a whole run did not have any more, and no later run has."""
    gone = con.table("vintage").filter(_.deleted, _.comment == GONE)
    published = con.table("observation").filter(_.turn != OWN_TURN)
    still = gone.select("origin", *KEY).distinct().anti_join(published, KEY)
    counts = still.group_by("origin").agg(n=_.count()).order_by("origin").to_pyarrow().to_pylist()
    return [
        f"{row['n']} {'värde' if row['n'] == 1 else 'värden'} finns inte längre i {row['origin']}, "
        "men står kvar bland de tidigare värdena"
        for row in counts
    ]
