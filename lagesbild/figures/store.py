"""The figure store: one DuckDB file, built beside the old one, checked, then swapped in by rename.

Readers in other threads and processes see the old file or the new one, never half. A build that fails or is
killed leaves the old one serving and at most a ``.building-…`` file, which the next build removes.
"""

import csv
import importlib
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path
from types import ModuleType

import duckdb
import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import BooleanValue, StringValue, Table

from lagesbild.assessment import Rule
from lagesbild.figures import country, engines, renewal
from lagesbild.figures import origin as origins
from lagesbild.figures.areas import known_areas
from lagesbild.figures.cells import REASONS
from lagesbild.figures.movements import MOVEMENT, for_all_areas
from lagesbild.figures.tables import AREA, FLAGS, INDICATOR, MEMBER, OBSERVATION

KEY = ["indicator", "area", "period", "subgroup"]
MEMBERS_NEEDED = 0.8
"""A group's mean is shown only where at least this share of its members have a value."""
ROWS_A_BLOCK = 122_880  # DuckDB's row group
SCATTERED = 4
"""The rows are put in order when the indicators lie in so many times more blocks than they need."""
FIRMEST_FIRST = ("", "estimated", "preliminary", "extrapolated")
"""What is worked out of several values carries the flag of the least firm of them."""

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
    }
)
VINTAGE = f"""
    CREATE VIEW vintage AS
    SELECT {", ".join(OBSERVATION)}, origin, run, fetched
    FROM (FROM observation UNION ALL FROM past) JOIN origin USING (turn)
    WHERE turn <> {OWN_TURN}
"""
"""Every value that ever came: those that count, and in ``past`` those replaced or taken back since."""
DERIVED_COLUMNS = ("indicator", "title", "unit", "numerator", "denominator", "factor")
GONE = "Finns inte längre i källan"
"""The comment of the vintage that says so, where no publisher did."""
OWN_WORK = "lagesbild"
"""The origin of what the build itself works out: means of groups and quotients."""


class StoreError(RuntimeError):
    """The store cannot be built or read. The message says what to do."""


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
    runs, derivations = _runs(raw), _derivations(raw)
    basis = renewal.basis(runs, derivations)
    known = basis.carried_over(_basis_in(path))
    unfinished = path.with_name(f"{path.name}.building-{os.getpid()}")
    if known:
        shutil.copyfile(path, unfinished)
    con = ibis.duckdb.connect(unfinished, temp_directory=f"{unfinished}.tmp")
    try:
        con.raw_sql("SET max_temp_directory_size = '20GiB'")
        con.raw_sql("SET enable_progress_bar = false")
        # Rows that are in no order anyway are then written by all processors at once.
        con.raw_sql("SET preserve_insertion_order = false")
        remarks, changed = _gather(con, runs, known, progress)
        if changed is not None:
            changed = renewal.with_quotients(changed, derivations)
        remarks += _settle(con, derivations, changed)
        _check(con, path, changed)
        progress("Judging the trend of every series")
        _judge(con, rules or {}, changed, engine, unfinished)
        built = _counted(con, remarks)
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


def remove_unfinished(path: Path, only: Path | None = None) -> None:
    """Remove what killed builds have left behind; a build that is still running keeps its file."""
    for leftover in path.parent.glob(f"{escape(path.name)}.building-*"):
        # DuckDB puts .wal and .tmp after the name.
        found = re.fullmatch(r"(.*\.building-(\d+))(\..*)?", leftover.name)
        if not found:
            continue
        mine = only is not None and found[1] == only.name
        if mine or (only is None and not _runs_still(int(found[2]))):
            _remove(leftover)


def _runs_still(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in path.iterdir():
            inner.unlink(missing_ok=True)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def _swap(new: Path, path: Path) -> None:
    # Without the two fsyncs a power cut just after the rename could leave an empty file under the old name.
    with open(new, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(new, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


# Gathering: every run of every origin, the oldest first, so that the newest value of every key is left


def _runs(raw: list[Path]) -> list[tuple[Path, origins.Origin]]:
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


def _gather(con: Backend, runs, known: int, progress) -> tuple[list[str], set[str] | None]:
    """Take in the runs after the first ``known``. Returns remarks, and which indicators they change; None is all."""
    if not known:
        _lay_out(con)
    for turn, (folder, origin) in enumerate(runs[known:], known):
        progress(f"Reading {origin.id} of {origin.fetched:%Y-%m-%d}")
        _take_in(con, folder, origin, turn, [n for n in range(turn) if runs[n][1].id == origin.id])
    groups_before = _groups(con) if known else None
    for name in ("indicator", "area", "member"):
        _replace(con, name, _newest(con, name))
    _add_known_areas(con)
    changed = _spoken_of(con, known) if known and _groups(con) == groups_before else None
    return _contradictions(con), changed


def _lay_out(con: Backend) -> None:
    con.create_table("observation", schema=FIGURE)
    con.create_table("past", schema=FIGURE)
    con.create_table("origin", schema=ORIGIN)
    con.raw_sql(VINTAGE)
    con.insert("origin", ibis.memtable([_own_work()], schema=ORIGIN))
    for name, schema in (("all_indicators", INDICATOR), ("all_areas", AREA), ("all_members", MEMBER)):
        con.create_table(name, schema=ibis.schema({**schema, **TURN}))


def _replace(con: Backend, name: str, table: Table) -> None:
    # Ibis 12 writes DROP TABLE without a name for this DuckDB.
    con.raw_sql(f"DROP TABLE IF EXISTS {name}")
    con.create_table(name, table)


def _groups(con: Backend) -> list[dict]:
    """What means of groups rest on besides the figures: which areas are groups, and who is in them."""
    kinds = con.table("area").select("area", "kind").order_by("area")
    members = con.table("member").order_by("group_area", "year", "area")
    return kinds.to_pyarrow().to_pylist() + members.to_pyarrow().to_pylist()


def _spoken_of(con: Backend, known: int) -> set[str]:
    spoken = _ever(con).filter(_.turn >= known).select("indicator").distinct()
    return set(spoken.indicator.to_pyarrow().to_pylist())


def _ever(con: Backend) -> Table:
    """Every figure that ever came from a source."""
    return con.table("observation").filter(_.turn != OWN_TURN).union(con.table("past"))


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
    figures = _stamped(tidied.observations, turn)
    if earlier:
        _replace(con, "incoming", figures)
        figures = con.table("incoming")
        held = con.table("observation").filter(_.turn.isin(earlier))
        # By indicator first: a run of changes speaks of few.
        _retire(con, held.semi_join(figures, "indicator").semi_join(figures, KEY))
        if origin.whole:
            lost = _retire(con, _covered(held, source.covers(folder)).anti_join(figures, KEY))
            con.insert("past", _taken_back(lost, turn))
    con.insert("observation", figures)
    con.insert("past", con.table("observation").filter(_.deleted))
    con.raw_sql("DELETE FROM observation WHERE deleted")
    con.raw_sql("DROP TABLE IF EXISTS incoming; DROP TABLE IF EXISTS retired")
    for name, table in (
        ("all_indicators", tidied.indicators),
        ("all_areas", tidied.areas),
        ("all_members", tidied.members),
    ):
        con.insert(name, _stamped(table, turn))
    con.insert("origin", ibis.memtable([_origin_row(origin, folder.name, turn)], schema=ORIGIN))


def _stamped(table: Table, turn: int) -> Table:
    return table.mutate(turn=ibis.literal(turn, "int32"))


def _retire(con: Backend, rows: Table) -> Table:
    """Move rows of the observations to the past. Returns them, to be used before the next are moved."""
    _replace(con, "retired", rows)
    retired = con.table("retired")
    con.insert("past", retired)
    key = ", ".join([*KEY, "turn"])
    con.raw_sql(
        "DELETE FROM observation WHERE indicator IN (SELECT indicator FROM retired) "
        f"AND ({key}) IN (SELECT ({key}) FROM retired)"
    )
    return retired


def _taken_back(lost: Table, turn: int) -> Table:
    """What a whole run lacks gets a last vintage, as if its publisher had deleted it."""
    nothing = {name: ibis.null(FIGURE[name]) for name in ("value", "text", "members")}
    said = {"reason": "-", "flag": "", "comment": GONE, "deleted": True}
    return _stamped(lost.mutate(**nothing, **{name: ibis.literal(word) for name, word in said.items()}), turn)


def _covered(figures: Table, coverage: origins.Coverage) -> Table:
    parts = {"indicator": coverage.indicators, "area": coverage.areas, "year": coverage.years}
    for name, some in parts.items():
        if some is not None:
            known = ibis.memtable({name: sorted(some)}, schema=ibis.schema({name: OBSERVATION[name]}))
            figures = figures.semi_join(known, name)
    return figures


def _origin_row(origin: origins.Origin, run: str, turn: int) -> dict:
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
    }


def _newest(con: Backend, name: str) -> Table:
    """What the latest run that speaks of it said of each indicator, area, and edition of a group."""
    table = con.table(f"all_{name}s")
    if name == "member":
        # A group is taken whole: who is not in the latest list has left it.
        latest = ibis.rank().over(group_by=["group_area", "year"], order_by=_.turn.desc())
        return table.mutate(newest=latest).filter(_.newest == 0).drop("newest", "turn").distinct()
    # Word by word, for an indicator that its source has retired comes without a title.
    words = [column for column in table.columns if column not in (name, "turn")]
    latest = {word: table[word].argmax(table.turn, where=table[word].notnull()) for word in words}
    return table.group_by(name).agg(**latest)


def _add_known_areas(con: Backend) -> None:
    have = set(con.table("area").area.to_pyarrow().to_pylist())
    missing = [
        {"area": code, "name": name, "kind": kind}
        for code, (name, kind) in known_areas().items()
        if code not in have
    ]
    if missing:
        con.insert("area", ibis.memtable(missing, schema=AREA))


def _contradictions(con: Backend) -> list[str]:
    origin = con.table("origin").select("turn", "origin")
    # By indicator first: nearly all have one origin.
    spoken = _ever(con).select("indicator", "turn").distinct().join(origin, "turn")
    several = spoken.group_by("indicator").agg(n=_.origin.nunique()).filter(_.n > 1)
    double = (
        _ever(con)
        .semi_join(several, "indicator")
        .join(origin, "turn")
        .group_by("indicator", "area")
        .agg(origins=_.origin.nunique(), names=_.origin.collect().unique())
        .filter(_.origins > 1)
        .limit(20)
        .to_pyarrow()
        .to_pylist()
    )
    if double:
        lines = "; ".join(
            f"{row['indicator']} for {row['area']}: {', '.join(sorted(row['names']))}" for row in double
        )
        raise StoreError(f"The same figures come from two origins. Remove one of them. {lines}")
    retired = con.table("indicator").filter(_.retired).indicator.to_pyarrow().to_pylist()
    return [f"{indicator}: källan har slutat publicera nyckeltalet" for indicator in sorted(retired)]


# Settling: quotients, means of groups, and the order of it all


def _settle(con: Backend, derivations: list[dict], changed: set[str] | None) -> list[str]:
    """Work out what rests on the ``changed`` figures. Returns remarks on what vanished and on empty quotients."""
    _remove_rows(con, "observation", changed, f"turn = {OWN_TURN}")
    remarks = [remark for derivation in derivations for remark in _derive(con, derivation, changed)]
    if _count(con.table("member")):
        con.insert("observation", _group_means(con, changed).order_by(KEY))
    _put_in_order(con)
    return _vanished(con) + remarks


def _put_in_order(con: Backend) -> None:
    """Lay an indicator's rows together, so that they are found by the least and greatest of each block: no index.

    Most sources have them so already, and putting 50 million rows in order is dear.
    """
    observation = con.table("observation")
    places = observation.select("indicator", block=observation.rowid() // ROWS_A_BLOCK).distinct()
    counted = places.agg(n=_.count(), fewest=_.indicator.nunique() + _.block.nunique())
    [seen] = counted.to_pyarrow().to_pylist()
    if seen["n"] > SCATTERED * seen["fewest"]:
        con.raw_sql(f"CREATE OR REPLACE TABLE observation AS FROM observation ORDER BY {', '.join(KEY)}")


def _of(table: Table, indicators: set[str] | None) -> Table:
    """The rows of these indicators; all of them for None."""
    return table if indicators is None else table.semi_join(_listed(indicators), "indicator")


def _listed(indicators: set[str]) -> Table:
    return ibis.memtable({"indicator": sorted(indicators)}, schema=ibis.schema({"indicator": "string"}))


def _remove_rows(con: Backend, name: str, indicators: set[str] | None, which: str = "true") -> None:
    """Of these indicators, all for None; and of their rows those ``which`` the condition holds for."""
    if indicators is not None:
        con.create_table("removed", _listed(indicators))
        which += " AND indicator IN (SELECT indicator FROM removed)"
    con.raw_sql(f"DELETE FROM {name} WHERE {which}")
    con.raw_sql("DROP TABLE IF EXISTS removed")


def _derive(con: Backend, derivation: dict, changed: set[str] | None) -> list[str]:
    """Add one quotient. Returns a remark when its parts have no figures."""
    name = derivation["indicator"]
    known = set(con.table("indicator").indicator.to_pyarrow().to_pylist())
    if name in known:
        raise StoreError(
            f"derived.csv works out {name}, which a source publishes already. Give it another name."
        )
    if changed is None or name in changed:
        con.insert("observation", _quotient(con, derivation).order_by(KEY))
    con.insert("indicator", ibis.memtable([_derived_indicator(derivation)], schema=INDICATOR))
    unknown = {derivation["numerator"], derivation["denominator"]} - known
    return [f"{name}: {part} finns inte i källorna, så kvoten är tom" for part in sorted(unknown)]


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


def _own_work() -> dict:
    return dict.fromkeys(ORIGIN.names, "") | {
        "turn": OWN_TURN,
        "origin": OWN_WORK,
        "module": OWN_WORK,
        "publisher": "Egen beräkning",
        "fetched": None,
    }


def _derived_indicator(derivation: dict) -> dict:
    words = {name: derivation[name] for name in ("indicator", "title", "unit")}
    definition = f"{derivation['numerator']} / {derivation['denominator']} × {derivation['factor']:g}"
    return {**words, "definition": definition, "retired": False}


def _quotient(con: Backend, derivation: dict) -> Table:
    """One indicator divided by another, for areas that are not groups: a mean of quotients is taken afterwards."""
    groups = con.table("area").filter(_.kind == "group").area
    current = con.table("observation").filter(_.value.notnull(), _.area.notin(groups))
    above = current.filter(_.indicator == derivation["numerator"])
    below = current.filter(_.indicator == derivation["denominator"], _.value != 0)
    below = below.select("area", "period", "subgroup", "value", "flag")
    joined = above.join(below, ["area", "period", "subgroup"], rname="below_{name}")
    return joined.mutate(
        indicator=ibis.literal(derivation["indicator"]),
        value=_.value / _.below_value * derivation["factor"],
        flag=ibis.ifelse(_softness(_.flag) >= _softness(_.below_flag), _.flag, _.below_flag),
        turn=ibis.literal(OWN_TURN, "int32"),
    ).select(FIGURE.names)


def _group_means(con: Backend, changed: set[str] | None) -> Table:
    """The unweighted mean of a group's members, where its publisher has not given one itself."""
    current = _of(con.table("observation"), changed)
    numbers = current.filter(_.value.notnull())
    members = _members_by_year(con, numbers.select("year").distinct())
    joined = numbers.join(members, [numbers.area == members.member_area, "year"])
    means = joined.group_by("indicator", "group_area", "period", "year", "subgroup", "size").agg(
        value=_.value.mean(), members=_.count().cast("int32"), flag=_.flag.argmax(_softness(_.flag))
    )
    enough = means.filter(_.members >= _.size * MEMBERS_NEEDED).rename(area="group_area")
    given = current.filter(_.area.notin(con.table("area").filter(_.kind != "group").area)).select(KEY)
    return (
        enough.anti_join(given, KEY)
        .mutate(
            text=ibis.null("string"),
            reason=ibis.null("string"),
            comment=ibis.literal(""),
            deleted=ibis.literal(False),
            turn=ibis.literal(OWN_TURN, "int32"),
        )
        .select(FIGURE.names)
    )


def _members_by_year(con: Backend, years: Table) -> Table:
    """Who is in each group in each of the years, and how many they are.

    Of a group whose members are pinned to several years, the latest edition not after the year counts, else
    the earliest. A list that is pinned to no year is older than every pinned one.
    """
    member = con.table("member").select("group_area", member_area="area", edition=_.year.fill_null(0))
    sizes = member.group_by("group_area", "edition").agg(size=_.count())
    chosen = (
        sizes.cross_join(years)
        .group_by("group_area", "year")
        .agg(edition=ibis.coalesce(_.edition.max(where=_.edition <= _.year), _.edition.min()))
    )
    return chosen.join(sizes, ["group_area", "edition"]).join(member, ["group_area", "edition"])


def _softness(flag: StringValue) -> ibis.Value:
    """The flag's place from firm to soft."""
    return flag.cases(*((name, place) for place, name in enumerate(FIRMEST_FIRST)), else_=0)


def _derivations(raw: list[Path]) -> list[dict]:
    """The quotients asked for in ``derived.csv`` beside the raw folders."""
    files = [root.parent / "derived.csv" for root in raw if (root.parent / "derived.csv").exists()]
    return [derivation for file in files for derivation in _read_derivations(file)]


def _read_derivations(file: Path) -> list[dict]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    try:
        return [
            {**{name: row[name] for name in DERIVED_COLUMNS}, "factor": float(row["factor"])} for row in rows
        ]
    except (KeyError, TypeError, ValueError) as error:
        columns = ", ".join(DERIVED_COLUMNS)
        raise StoreError(f"{file}: {error}. Each row needs {columns}, the last a number.") from error


# Checking


def _check(con: Backend, path: Path, changed: set[str] | None) -> None:
    """Refuse what no reader should see among the ``changed`` observations. Raises StoreError."""
    observation = _of(con.table("observation"), changed)
    if doubtful := _doubtful(observation):
        _look_into(_of(observation, doubtful))
    now, before = _count(con.table("observation")), _observations_in(path)
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


def _doubtful(observation: Table) -> set[str]:
    """The indicators to look into: one pass over all finds something there that may be wrong.

    A bit for each year, and fewer bits than values: some year stands twice, or years 64 apart, or two periods that
    end in the same year.
    """
    bit = ibis.literal(1, "uint64") << (observation.year & 63).cast("uint64")
    series = observation.group_by("indicator", "area", "subgroup").agg(
        n=_.count(), years=bit.bit_or(), wrong=_impossible(observation).any()
    )
    doubtful = series.filter((series.n > _bit_count(series.years).fill_null(0)) | series.wrong)
    return set(doubtful.indicator.to_pyarrow().to_pylist())


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
        seen = ", ".join(f"{name} {some[0][name]}" for name in [*KEY, "year", "value", "reason", "flag"])
        raise StoreError(
            f"{_count(bad)} observations are impossible, for example {seen}. Each needs a "
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


def _count(table: Table) -> int:
    return table.count().to_pyarrow().as_py()


# Judging, and noting what was built


def _judge(
    con: Backend, rules: Mapping[str, Rule], changed: set[str] | None, engine: str, beside: Path
) -> None:
    """Work out the movements of ``changed`` indicators and of those whose rules are others than last time."""
    ruled = country.rule_table(for_all_areas(rules))
    if changed is None:
        _replace(con, "movement", ibis.memtable([], schema=MOVEMENT))
    else:
        changed = changed | _other_rules(con, ruled)
        _remove_rows(con, "movement", changed)
    _replace(con, "rule", ruled)
    engines.add_movements(con, engine, _of(con.table("observation"), changed), rules, beside)


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
    _replace(con, "build", ibis.memtable([row]))


def _counted(con: Backend, remarks: list[str]) -> Built:
    observation = con.table("observation")
    return Built(
        indicators=observation.indicator.nunique().to_pyarrow().as_py(),
        areas=_count(con.table("area")),
        observations=_count(observation),
        vintages=_count(_ever(con)),
        series=_count(con.table("movement")),
        remarks=tuple(remarks),
    )


def _observations_in(path: Path) -> int:
    """How many the store at ``path`` has; 0 for one that cannot be read, as that has nothing to lose."""
    try:
        with asking(path) as cursor:
            return cursor.execute("SELECT max(observations) FROM build").fetchone()[0]
    except (StoreError, duckdb.Error):
        return 0


def _basis_in(path: Path) -> renewal.Basis | None:
    """What the store at ``path`` was built from; None where there is none, or one of an older kind."""
    try:
        with asking(path) as cursor:
            program, runs = cursor.execute("SELECT program, runs FROM build").fetchone()
    except (StoreError, duckdb.Error):
        return None
    return renewal.Basis(program, tuple(runs))


# Reading

_open: dict[Path, tuple[tuple, duckdb.DuckDBPyConnection]] = {}
_opening = threading.Lock()


def _forget_what_is_open() -> None:
    """A connection must not cross a fork: the server's workers crash when they let go of their parent's."""
    while _open:
        _open.popitem()[1][1].close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_forget_what_is_open)


@contextmanager
def reading(path: Path) -> Iterator[Backend]:
    """An Ibis connection to the store as it is now, for one read in one thread. Raises StoreError without one."""
    with asking(path) as cursor:
        yield ibis.duckdb.from_connection(cursor)


@contextmanager
def asking(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """As :func:`reading`, for a question in SQL. Raises StoreError without a store."""
    cursor = _connection(path).cursor()
    try:
        cursor.execute("USE figures")
        yield cursor
    finally:
        cursor.close()


def version(path: Path) -> tuple:
    """Changes when a new store is swapped in; what is kept of a read may be kept as long as this is the same."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ()
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    now = version(path)
    if not now:
        raise StoreError(f"There is no store at {path}. Build it: lagesbild build")
    kept = _open.get(path)
    if kept and kept[0] == now:
        return kept[1]
    with _opening:
        kept = _open.get(path)
        if not kept or kept[0] != now:
            _open[path] = (now, _attached(path))
        return _open[path][1]


def _attached(path: Path) -> duckdb.DuckDBPyConnection:
    # Connecting to the path itself would give the old file's data as long as any thread still reads it.
    connection = duckdb.connect(":memory:", config={"threads": 2})
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS figures (READ_ONLY)")
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"The store at {path} cannot be read ({error}). Build it again: lagesbild build"
        ) from error
    return connection
