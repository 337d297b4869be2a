"""A build: runs gathered, settled, checked and judged in a file beside the store, which then takes its place."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from lagesbild.assessment import Rule
from lagesbild.figures import country, engines, renewal
from lagesbild.figures.movements import MOVEMENT, for_all_areas
from lagesbild.figures.pooling import POPULATIONS
from lagesbild.figures.store.checks import check
from lagesbild.figures.store.connections import asking, damage, previous
from lagesbild.figures.store.derived import derivations_beside
from lagesbild.figures.store.gathering import finished_runs, gather
from lagesbild.figures.store.layout import (
    BUILD,
    StoreError,
    of_indicators,
    remove_rows,
    replace_rows,
    replace_table,
)
from lagesbild.figures.store.pooled import add_pooled
from lagesbild.figures.store.settling import settle
from lagesbild.figures.store.unfinished import remove_unfinished


@dataclass(frozen=True)
class Built:
    """What a build put in: counts of rows, and remarks that somebody should read."""

    indicators: int
    areas: int
    observations: int
    vintages: int
    series: int
    remarks: tuple[str, ...]


def build(
    path: Path,
    raw: Iterable[Path],
    *,
    now: datetime,
    rules: Mapping[str, Rule] | None = None,
    progress: Callable[[str], None] = lambda line: None,
    engine: str = engines.DUCKDB,
) -> Built:
    """Build ``path`` from every finished run in the ``raw`` folders, and swap it in.

    Where the store at ``path`` holds some of the runs already, only what the others change is worked out again.

    ``rules`` gives an indicator's breaks and measurement cycle to the trends of the country. Raises StoreError
    and leaves the old store alone when the raw folders are empty or contradict each other, or when the new
    store fails its checks; OriginError when a raw file is not as it was fetched; what a source raises when it
    cannot read its files; and EngineError when ``engine`` (see ``engines``) cannot be used.
    """
    engines.check(engine)
    raw = list(dict.fromkeys(map(Path, raw)))
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_unfinished(path)
    runs, derivations = finished_runs(raw), derivations_beside(raw)
    basis = renewal.basis(runs, derivations)
    carried_over = basis.carried_over(_basis_in(path))
    unfinished = path.with_name(f"{path.name}.building-{os.getpid()}")
    if carried_over:
        shutil.copyfile(path, unfinished)
    con = ibis.duckdb.connect(unfinished, temp_directory=f"{unfinished}.tmp")
    try:
        con.raw_sql("SET max_temp_directory_size = '20GiB'")
        con.raw_sql("SET enable_progress_bar = false")
        # Rows that are in no order anyway are then written by all processors at once.
        con.raw_sql("SET preserve_insertion_order = false")
        remarks, changed = gather(con, runs, carried_over, progress)
        if changed is not None:
            changed = renewal.with_quotients(changed, derivations)
        remarks += settle(con, derivations, changed)
        check(con, path, changed)
        progress("Judging the trend of every series")
        _judge(con, rules or {}, changed, engine, unfinished)
        built = _counts(con, remarks)
        _note(con, now, basis, built)
        # Closing alone would keep quiet about a full disk.
        con.raw_sql("CHECKPOINT")
        con.disconnect()
        _swap(unfinished, path)
    except BaseException:
        con.disconnect()
        remove_unfinished(path, only=unfinished)
        raise
    return built


def _swap(new: Path, path: Path) -> None:
    # Without the two fsyncs a power cut just after the rename could leave an empty file under the old name.
    with open(new, "rb+") as file:
        os.fsync(file.fileno())
    _keep_previous(path)
    os.replace(new, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _keep_previous(path: Path) -> None:
    """The store in place is read if the new one turns out to be damaged; one that is damaged itself is no help."""
    try:
        with asking(path) as cursor:
            cursor.execute("SELECT program FROM build")
    except (StoreError, duckdb.Error):
        return
    if damage(path):
        return
    beside = path.with_name(f"{path.name}.building-{os.getpid()}.previous")
    with contextlib.suppress(OSError):  # a disk that knows no second name of a file goes without
        os.link(path, beside)
        os.replace(beside, previous(path))
        # Nothing is renamed where both are names of one file: whoever built before was killed between the two renames.
        beside.unlink(missing_ok=True)


def _judge(
    con: Backend, rules: Mapping[str, Rule], changed: set[str] | None, engine: str, beside: Path
) -> None:
    """Work out the movements of ``changed`` indicators and of those whose rules are others than last time."""
    ruled = country.rule_table(for_all_areas(rules))
    if changed is not None and changed & set(POPULATIONS):
        changed = None  # how noisy a place is goes by its inhabitants
    if changed is None:
        replace_rows(con, "movement", [], MOVEMENT)
    else:
        changed = changed | _other_rules(con, ruled)
        changed |= {name for name, rule in rules.items() if rule.margin_indicator in changed}
        remove_rows(con, "movement", changed)
    replace_table(con, "rule", ruled)
    engines.add_movements(con, engine, of_indicators(con.table("observation"), changed), rules, beside)
    add_pooled(con, changed)


def _other_rules(con: Backend, rules: Table) -> set[str]:
    """The indicators whose rule has come, gone or changed."""
    old, new = (
        {row["indicator"]: row for row in table.to_pyarrow().to_pylist()}
        for table in (con.table("rule"), rules)
    )
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _note(con: Backend, now: datetime, basis: renewal.Basis, built: Built) -> None:
    row = {
        "built": now,
        "observations": built.observations,
        "program": basis.program,
        "runs": list(basis.runs),
    }
    replace_rows(con, "build", [row], BUILD)


def _counts(con: Backend, remarks: list[str]) -> Built:
    counted = con.raw_sql(
        "SELECT (SELECT count(DISTINCT indicator) FROM observation), (SELECT count(*) FROM area), "
        "(SELECT count(*) FROM observation), (SELECT count(*) FROM vintage), (SELECT count(*) FROM movement)"
    )
    return Built(*counted.fetchone(), remarks=tuple(remarks))


def _basis_in(path: Path) -> renewal.Basis | None:
    """What the store at ``path`` was built from; None where there is none, or one of an older kind or damaged."""
    try:
        with asking(path) as cursor:
            program, runs = cursor.execute("SELECT program, runs FROM build").fetchone()
    except (StoreError, duckdb.Error):
        return None
    return None if damage(path) else renewal.Basis(program, tuple(runs))
