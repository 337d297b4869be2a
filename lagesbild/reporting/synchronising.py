"""Kolada every night: what has changed is fetched, looked at beside what we hold, built, and told of in a report.

A run is fetched beside the raw folders and only joins them when it brings something new. From then on a journal
(``pending.json``) says what is being done; whoever finds one finishes it. So a killed synchronisation leaves the old
figures or the new ones, and no change is built without being told of. The folder holds

    lock                 held as long as somebody synchronises; falls with the process
    fetching-…           a run that is being fetched; today's is gone on with, older ones are begun anew
    pending.json         what is to be moved, built and told
    2026-11-23T0215….json  a report of a night that changed something
    last.json            when it was last asked, and what came of it
    refused-…            runs that could not be built together with the rest; nobody reads them
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from lagesbild.figures import origin, queries
from lagesbild.figures.replacements import replacements
from lagesbild.figures.sources import kolada
from lagesbild.reporting import arrivals

ID = "kolada"
LOCK, PENDING, LAST = "lock", "pending.json", "last.json"
OVERLAP = timedelta(days=1)
"""Asked for once more each time: Kolada's day may not be ours."""
MOST_TOLD = 1000
"""Changes that a report spells out; the rest are in its counts."""

Verdicts = Mapping[str, dict]
"""Indicator → what its page says of it: ``words``, and what the report's reader needs besides."""


class Busy(RuntimeError):
    """Somebody else is synchronising. Nothing was done."""


@dataclass(frozen=True)
class Wanted:
    """What the barometer needs of Kolada. ``names``: indicator id → what we call it. ``areas`` None: every place;
    ``groups`` beside them. ``told_areas``: where each change is spelled out in the report."""

    names: Mapping[str, str]
    areas: Sequence[str] | None = None
    groups: Sequence[str] = ()
    told_areas: Collection[str] = ()
    base_url: str = kolada.DEFAULT_BASE_URL
    everything: bool = False


@dataclass(frozen=True)
class Site:
    """Where figures are kept, and the two things that only the site as a whole can do."""

    folder: Path
    raw: Path
    """The folder that this installation fetches into; ``all_raw`` are those that it builds from."""
    all_raw: Sequence[Path]
    store: Path
    verdicts: Callable[[], Verdicts]
    build: Callable[[], object]
    asking: Mapping = field(default_factory=dict)
    """What else kolada.fetch takes: session, sleep, rate."""


def synchronise(
    wanted: Wanted, site: Site, *, now: datetime, progress: Callable[[str], object]
) -> dict | None:
    """Fetch what has changed, build it, and return the report, which is kept as a file; None when nothing was new.

    Raises Busy, and KoladaError, StoreError or OriginError with the figures as they were.
    """
    site.folder.mkdir(parents=True, exist_ok=True)
    with _alone(site.folder):
        try:
            report = _finish(site, progress)
            if report:
                progress("Finished what was begun earlier. Asking for what has changed since")
            report = _synchronise(wanted, site, now, progress) or report
        except (ValueError, RuntimeError, OSError) as error:
            _write(site.folder / LAST, {"at": now.isoformat(), "trouble": str(error)})
            raise
        _write(site.folder / LAST, {"at": now.isoformat(), "report": report["name"] if report else None})
    return report


def _synchronise(wanted: Wanted, site: Site, now: datetime, progress) -> dict | None:
    elsewhere = arrivals.from_elsewhere(site.store, wanted.names, ID)
    kpis = [id for id in wanted.names if id not in elsewhere]
    fetched = _fetch(kpis, wanted, site, now, progress) if kpis else []
    arrived = arrivals.look(fetched, site.store, ID, wanted.told_areas, MOST_TOLD)
    if not arrived.anything:
        for folder in fetched:
            _remove(folder)
        if _is_behind(site):
            progress("Nothing new in Kolada, but the figures had not been built from all that was fetched")
            site.build()
        return None
    moves = [(str(folder), str(site.raw / _run_name(folder, now))) for folder in fetched]
    report = {
        "name": f"{now:%Y-%m-%dT%H%M%SZ}",
        "at": now.isoformat(),
        "asked": len(kpis),
        "counts": arrived.counts,
        "indicators": arrived.indicators,
        "changes": arrived.changes,
        "retitled": arrived.retitled,
        "retired": _retired(arrived.retired, wanted, site, now, progress),
        "left_alone": elsewhere,
        "runs": [Path(target).name for _source, target in moves],
    }
    _write(site.folder / PENDING, {"report": report, "moves": moves, "before": dict(site.verdicts())})
    return _finish(site, progress)


# --- Fetching ---------------------------------------------------------------------------------------------


def _fetch(kpis: list[str], wanted: Wanted, site: Site, now: datetime, progress) -> list[Path]:
    """Runs beside the raw folders: what is new to us as a whole, of the rest what has changed."""
    known = {} if wanted.everything else known_since(site.raw, wanted.areas, wanted.groups)
    old, new = [id for id in kpis if id in known], [id for id in kpis if id not in known]
    since = min((known[id] for id in old), default=now.date()) - OVERLAP
    asked = {"areas": wanted.areas, "groups": wanted.groups, "base_url": wanted.base_url, "now": now}
    parts = [("new", new, {}), ("changes", old, {"since": since})]
    _remove_old(site.folder, now.date())
    found = []
    for name, ids, more in parts:
        if ids:
            folder = site.folder / f"fetching-{now:%Y-%m-%d}-{name}"
            _remove_other(folder, ids, wanted, more.get("since"), now)
            kolada.fetch(folder, kpis=ids, **asked, **more, **site.asking, progress=progress)
            found.append(folder)
    return found


def known_since(raw: Path, areas: Sequence[str] | None, groups: Sequence[str]) -> dict[str, date]:
    """Each indicator that we have the whole of for these places, and the day it was last asked about."""
    found: dict[str, date] = {}
    for run in _finished(raw):
        asked, day = kolada.fetch_scope(run), origin.read(run).fetched.date()
        if not _speaks_of(asked, areas, groups):
            continue
        for id in asked.kpis:
            whole = asked.since is None and _all_years(asked, day)
            # Changes count only where they begin before what we have ends.
            if whole or (asked.since and id in found and asked.since <= found[id]):
                found[id] = day
    return found


def _finished(raw: Path) -> list[Path]:
    runs = [file.parent for file in raw.glob(f"*/{origin.FILE}") if (file.parent / kolada.PLAN).exists()]
    return sorted(runs, key=lambda run: (origin.read(run).fetched, run.name))


def _speaks_of(asked: kolada.FetchScope, areas: Sequence[str] | None, groups: Sequence[str]) -> bool:
    wanted = {None} if areas is None else set(areas)
    if None in asked.areas:
        # Every place but groups, which must be named.
        wanted = {area for area in wanted if area is None or area.startswith("G")} - {None}
    return wanted | set(groups) <= asked.areas


def _all_years(asked: kolada.FetchScope, day: date) -> bool:
    years = range(kolada.FIRST_YEAR, day.year + 1)
    return None in asked.years or {str(year) for year in years} <= asked.years


def _remove_old(folder: Path, today: date) -> None:
    """What was fetched on another day may have changed since, and the next run would not ask about it again."""
    for begun in folder.glob("fetching-*"):
        if not begun.name.startswith(f"fetching-{today:%Y-%m-%d}-"):
            _remove(begun)
    for half_removed in folder.glob("removed-*"):
        shutil.rmtree(half_removed)


def _remove_other(folder: Path, ids: list[str], wanted: Wanted, since: date | None, now: datetime) -> None:
    """A run that was begun today but asks for something else cannot be gone on with."""
    if not (folder / kolada.PLAN).exists():
        return
    planned = kolada.plan(kpis=ids, areas=wanted.areas, groups=wanted.groups, since=since, now=now)
    told = json.loads((folder / kolada.PLAN).read_bytes())
    addresses = [request["address"] for request in told["requests"]]
    if told["base_url"] != wanted.base_url.rstrip("/") or addresses != [one.address for one in planned]:
        _remove(folder)


def _remove(folder: Path) -> None:
    """By another name first: a run that is half removed must not be taken for one that is half fetched."""
    removed = folder.with_name(folder.name.replace("fetching-", "removed-"))
    shutil.rmtree(removed, ignore_errors=True)
    os.replace(folder, removed)
    shutil.rmtree(removed)


def _retired(found: Mapping[str, str], wanted: Wanted, site: Site, now: datetime, progress) -> list[dict]:
    """Indicators that Kolada has just stopped publishing, and what may have come in their place."""
    if not found:
        return []
    titles = kolada.catalogue(base_url=wanted.base_url, now=now, progress=progress, **site.asking)
    return [
        {
            "id": id,
            "title": title or wanted.names[id],
            "suggestions": [vars(one) for one in replacements(title or wanted.names[id], titles)],
        }
        for id, title in found.items()
    ]


# --- Building and telling ---------------------------------------------------------------------------------


def _finish(site: Site, progress) -> dict | None:
    """Do what the journal says, from wherever it was broken off. None when there is no journal."""
    journal = site.folder / PENDING
    if not journal.exists():
        return None
    told = json.loads(journal.read_bytes())
    moves = [(Path(source), Path(target)) for source, target in told["moves"]]
    for source, target in moves:
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
    progress("Building the figures")
    try:
        site.build()
    except Exception:
        _take_back(site.folder, [target for _source, target in moves])
        journal.unlink()
        raise
    report = told["report"] | {"verdicts": _turned(told["before"], site.verdicts())}
    _write(site.folder / f"{report['name']}.json", report)
    journal.unlink()
    return report


def _take_back(folder: Path, targets: list[Path]) -> None:
    """Runs that stop the build leave the raw folders: other builds, and tomorrow's, must not stop at them too."""
    for target in targets:
        if target.exists():
            refused = folder / f"refused-{target.name}"
            shutil.rmtree(refused, ignore_errors=True)
            os.replace(target, refused)


def _turned(before: Verdicts, after: Verdicts) -> list[dict]:
    """Where the pages now say something else."""
    return [
        {"id": id, "before": before[id], "after": now}
        for id, now in after.items()
        if id in before and before[id]["words"] != now["words"]
    ]


def _is_behind(site: Site) -> bool:
    """Whether there are finished runs that the store was not built from."""
    runs = {
        (file.parent.parent.name, file.parent.name)
        for root in site.all_raw
        for file in root.glob(f"*/*/{origin.FILE}")
    }
    return bool(runs - queries.origins(site.store).keys())


def _run_name(folder: Path, now: datetime) -> str:
    return f"{now:%Y-%m-%dT%H%M%SZ}" + ("-new" if folder.name.endswith("-new") else "")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The operating system drops the lock with the process, however that ends."""
    with open(folder / LOCK, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            since = file.read().strip() or "?"
            raise Busy(
                f"A synchronisation is going on (process {since}). Nothing was done. Try again when it is ready."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _write(file: Path, content: dict) -> None:
    """In one step: a file that is there is whole."""
    beside = file.with_name(f"{file.name}.part")
    beside.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    with open(beside, "rb+") as written:
        os.fsync(written.fileno())
    os.replace(beside, file)


# --- Reading reports --------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    """The reports there are, the newest first."""
    return sorted((file.stem for file in folder.glob("[0-9]*Z.json")), reverse=True)


def report(folder: Path, name: str) -> dict | None:
    return json.loads((folder / f"{name}.json").read_bytes()) if name in names(folder) else None


def last(folder: Path) -> dict | None:
    """When Kolada was last asked (``at``), and the ``report``'s name or the ``trouble``."""
    file = folder / LAST
    return json.loads(file.read_bytes()) if file.exists() else None
