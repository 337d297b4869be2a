"""Every run of every origin, the oldest first, so that the newest value of every key is left."""

import importlib
from pathlib import Path
from types import ModuleType

import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from lagesbild.figures import origin as origins
from lagesbild.figures.areas import known_areas
from lagesbild.figures.store.layout import (
    FIGURE,
    GONE,
    KEY,
    ORIGIN,
    StoreError,
    add_rows,
    add_stamped,
    add_table,
    answer_rows,
    empty_table,
    ever_published,
    laid,
    lay_out,
    origin_row,
    replace_by_answer,
    replace_table,
    stamped,
)
from lagesbild.figures.tables import AREA, OBSERVATION


def finished_runs(raw: list[Path]) -> list[tuple[Path, origins.Origin]]:
    """Every finished run in the raw folders, oldest first."""
    folders = [file.parent for root in raw for file in root.glob(f"*/*/{origins.FILE}")]
    if not folders:
        looked = ", ".join(str(folder) for folder in raw)
        raise StoreError(f"No figures found in {looked}. Fetch a source first: lagesbild fetch --help")
    runs = [(folder, origins.verify(folder)) for folder in folders]
    _refuse_twins(runs)
    return sorted(runs, key=lambda run: (run[1].fetched, run[0].name, str(run[0])))


def _refuse_twins(runs: list[tuple[Path, origins.Origin]]) -> None:
    """Two runs of one name could not be told apart in the store."""
    first: dict[tuple[str, str], Path] = {}
    for folder, origin in runs:
        other = first.setdefault((origin.id, folder.name), folder)
        if other != folder:
            raise StoreError(
                f"{other} and {folder} are both {origin.id}, {folder.name}. Remove or rename one."
            )


def gather(con: Backend, runs, carried_over: int, progress) -> tuple[list[str], set[str] | None]:
    """Add the runs after the first ``carried_over``. Returns remarks, and what indicators they change; None is all."""
    if not carried_over:
        lay_out(con)
    for turn, (folder, origin) in enumerate(runs[carried_over:], carried_over):
        progress(f"Reading {origin.id} of {origin.fetched:%Y-%m-%d}")
        _take_in(con, folder, origin, turn, [n for n in range(turn) if runs[n][1].id == origin.id])
    groups_before = _groups(con) if carried_over else None
    for name in ("indicator", "area", "member"):
        replace_by_answer(con, name, _newest, name)
    _add_known_areas(con)
    changed = _spoken_of(con, carried_over) if carried_over and _groups(con) == groups_before else None
    return _contradictions(con), changed


def _groups(con: Backend) -> list[dict]:
    """What means of groups rest on besides the figures: which areas are groups, and who is in them."""
    return answer_rows(con, _kinds_of_areas) + answer_rows(con, _members_of_groups)


def _kinds_of_areas() -> Table:
    return laid("area").select("area", "kind").order_by("area")


def _members_of_groups() -> Table:
    return laid("member").order_by("group_area", "year", "area")


def _spoken_of(con: Backend, carried_over: int) -> set[str]:
    spoken = ever_published(con.table).filter(_.turn >= carried_over).select("indicator").distinct()
    return set(spoken.indicator.to_pyarrow().to_pylist())


def _source(folder: Path, module: str) -> ModuleType:
    name = f"lagesbild.figures.sources.{module}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise StoreError(
            f"{folder / origins.FILE} names the source {module!r}, which this version does not have. "
            "Correct the name, or fetch the source again."
        ) from None


def _take_in(con: Backend, folder: Path, origin: origins.Origin, turn: int, earlier: list[int]) -> None:
    """Add a run. What the ``earlier`` runs of its origin said of the same keys moves to the past."""
    source = _source(folder, origin.module)
    tidied = source.tidy(folder, con)
    if earlier:
        empty_table(con, "incoming", FIGURE)
        add_stamped(con, "incoming", tidied.observations, turn)
        figures = con.table("incoming")
        held = con.table("observation").filter(_.turn.isin(earlier))
        # By indicator first: a run of changes speaks of few.
        _retire(con, held.semi_join(figures, "indicator").semi_join(figures, KEY))
        if origin.whole:
            lost = _retire(con, _covered(held, source.covers(folder)).anti_join(figures, KEY))
            add_table(con, "past", _taken_back(lost, turn))
        add_table(con, "observation", figures)
    else:
        add_stamped(con, "observation", tidied.observations, turn)
    con.raw_sql(
        "INSERT INTO past BY NAME FROM observation WHERE deleted; DELETE FROM observation WHERE deleted; "
        "DROP TABLE IF EXISTS incoming; DROP TABLE IF EXISTS retired"
    )
    for name, table in (
        ("all_indicators", tidied.indicators),
        ("all_areas", tidied.areas),
        ("all_members", tidied.members),
    ):
        add_stamped(con, name, table, turn)
    add_rows(con, "origin", [origin_row(origin, folder.name, turn)], ORIGIN)


def _retire(con: Backend, rows: Table) -> Table:
    """Move rows of the observations to the past. Returns them, to be used before the next are moved."""
    replace_table(con, "retired", rows)
    retired = con.table("retired")
    add_table(con, "past", retired)
    key = ", ".join([*KEY, "turn"])
    con.raw_sql(
        "DELETE FROM observation WHERE indicator IN (SELECT indicator FROM retired) "
        f"AND ({key}) IN (SELECT ({key}) FROM retired)"
    )
    return retired


def _taken_back(lost: Table, turn: int) -> Table:
    """What a whole run lacks gets a last vintage, as if its publisher had deleted it."""
    nothing = {name: ibis.null(FIGURE[name]) for name in ("value", "text", "members")}
    marks = {"reason": "-", "flag": "", "comment": GONE, "deleted": True}
    return stamped(lost.mutate(**nothing, **{name: ibis.literal(word) for name, word in marks.items()}), turn)


def _covered(figures: Table, coverage: origins.RunCoverage) -> Table:
    parts = {"indicator": coverage.indicators, "area": coverage.areas, "year": coverage.years}
    for name, some in parts.items():
        if some is not None:
            covered = ibis.memtable({name: sorted(some)}, schema=ibis.schema({name: OBSERVATION[name]}))
            figures = figures.semi_join(covered, name)
    return figures


def _newest(name: str) -> Table:
    """What the latest run that speaks of it said of each indicator, area, and edition of a group."""
    table = laid(f"all_{name}s")
    if name == "member":
        # A group is taken whole: who is not in the latest list has left it.
        latest = ibis.rank().over(group_by=["group_area", "year"], order_by=_.turn.desc())
        return table.mutate(newest=latest).filter(_.newest == 0).drop("newest", "turn").distinct()
    # Word by word, for an indicator that its source has retired comes without a title.
    words = [column for column in table.columns if column not in (name, "turn")]
    latest = {word: table[word].argmax(table.turn, where=table[word].notnull()) for word in words}
    return table.group_by(name).agg(**latest)


def _add_known_areas(con: Backend) -> None:
    have = {area for (area,) in con.raw_sql("SELECT area FROM area").fetchall()}
    missing = [
        {"area": code, "name": name, "kind": kind}
        for code, (name, kind) in known_areas().items()
        if code not in have
    ]
    add_rows(con, "area", missing, ibis.schema(AREA))


def _of_two_origins() -> Table:
    """Some of the figures that come from more than one origin."""
    origin = laid("origin").select("turn", "origin")
    # By indicator first: nearly all have one origin.
    spoken = ever_published().select("indicator", "turn").distinct().join(origin, "turn")
    several = spoken.group_by("indicator").agg(n=_.origin.nunique()).filter(_.n > 1)
    return (
        ever_published()
        .semi_join(several, "indicator")
        .join(origin, "turn")
        .group_by("indicator", "area")
        .agg(origins=_.origin.nunique(), names=_.origin.collect().unique())
        .filter(_.origins > 1)
        .limit(20)
    )


def _contradictions(con: Backend) -> list[str]:
    double = answer_rows(con, _of_two_origins)
    if double:
        lines = "; ".join(
            f"{row['indicator']} for {row['area']}: {', '.join(sorted(row['names']))}" for row in double
        )
        raise StoreError(f"The same figures come from two origins. Remove one of them. {lines}")
    retired = con.raw_sql("SELECT indicator FROM indicator WHERE retired ORDER BY indicator").fetchall()
    return [f"{indicator}: källan har slutat publicera nyckeltalet" for (indicator,) in retired]
