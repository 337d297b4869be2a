"""The store and its figures, looked at in the file itself: whatever is served meanwhile, a broken file is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from lagesbild.assessment import Text
from lagesbild.barometer.models import Indicator
from lagesbild.figures import origin
from lagesbild.health.report import HealthLevel, HealthLine

OK, WARNING, FAILING = HealthLevel
BUILD = "lagesbild build makes it anew from the raw figures; lagesbild check says if one of those is damaged"


def check_store(installed) -> HealthLine:
    if not installed.store.exists():
        level = FAILING if _runs(installed.raw) else WARNING
        return HealthLine("store", level, Text("finns inte ännu", "is not there yet"), BUILD)
    try:
        with _attached(installed.store) as cursor:
            (built,) = cursor.execute("SELECT epoch(built) FROM build").fetchone()
            origins = set(cursor.execute("SELECT origin, run FROM origin").fetchall())
            if installed.deep:
                cursor.execute("SELECT bit_xor(hash(COLUMNS(*))) FROM observation").fetchall()
    except (duckdb.Error, TypeError) as error:
        sentence = Text("går inte att läsa", "cannot be read")
        return HealthLine("store", FAILING, sentence, BUILD, " ".join(str(error).split())[:300])
    built = datetime.fromtimestamp(built, UTC)
    days = max(0, (installed.now - built).days)
    sentence = Text(f"byggt för {days} dygn sedan", f"built {days} days ago")
    behind = len(_runs(installed.raw) - origins)
    if behind:
        sentence = Text(
            f"{sentence.sv}, {behind} hämtningar saknas", f"{sentence.en}, {behind} fetches are not in it"
        )
    facts = {"built": built.isoformat(), "days": days, "not_built": behind}
    return HealthLine(
        "store", WARNING if behind else OK, sentence, "lagesbild build" if behind else "", facts=facts
    )


def check_figures(installed) -> HealthLine:
    """Of the indicators that are published, how many have figures at all."""
    if not _readable(installed.store):
        return HealthLine("figures", WARNING, Text("finns inte att läsa", "are not there to be read"))
    bound = set(Indicator.objects.public().exclude(figure="").values_list("figure", flat=True))
    with _attached(installed.store) as cursor:
        (observations,) = cursor.execute("SELECT observations FROM build").fetchone()
        held = {name for (name,) in cursor.execute("SELECT DISTINCT indicator FROM observation").fetchall()}
    having = len(bound & held)
    sentence = Text(
        f"{having} av {len(bound)} publicerade nyckeltal har siffror",
        f"{having} of {len(bound)} published indicators have figures",
    )
    facts = {"observations": observations, "indicators": len(bound), "with_figures": having}
    level = WARNING if having < len(bound) else OK
    return HealthLine(
        "figures", level, sentence, "lagesbild check names those without" if level != OK else "", facts=facts
    )


def _readable(store: Path) -> bool:
    if not store.exists():
        return False
    try:
        with _attached(store):
            return True
    except duckdb.Error:
        return False


def _runs(raw: tuple[Path, ...]) -> set[tuple[str, str]]:
    files = [file for root in raw for file in root.glob(f"*/*/{origin.FILE}")]
    return {(file.parent.parent.name, file.parent.name) for file in files}


@contextmanager
def _attached(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file as it is on the disk now, and nothing that is kept of it."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        quoted = str(store).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS figures (READ_ONLY)")
        connection.execute("USE figures")
        yield connection
    finally:
        connection.close()
