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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from lagesbild.figures import origin, queries
from lagesbild.figures.replacements import replacements
from lagesbild.figures.sources import kolada
from lagesbild.kits import read_kit
from lagesbild.reporting import arrivals
from lagesbild.reporting.kolada_runs import KoladaNeeds, Site, Verdicts, fetch_runs, remove_run

ID = "kolada"
LOCK, PENDING, LAST = "lock", "pending.json", "last.json"
MOST_TOLD = 1000
"""Changes that a report spells out; the rest are in its counts."""


class Busy(RuntimeError):
    """Somebody else is synchronising. Nothing was done."""


def synchronise(
    needs: KoladaNeeds, site: Site, *, now: datetime, progress: Callable[[str], object]
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
            report = _synchronise(needs, site, now, progress) or report
        except (ValueError, RuntimeError, OSError) as error:
            _write(site.folder / LAST, {"at": now.isoformat(), "trouble": str(error)})
            raise
        _write(site.folder / LAST, {"at": now.isoformat(), "report": report["name"] if report else None})
    return report


def _synchronise(needs: KoladaNeeds, site: Site, now: datetime, progress) -> dict | None:
    elsewhere = arrivals.from_elsewhere(site.store, needs.names, ID)
    kpis = [id for id in needs.names if id not in elsewhere]
    fetched = fetch_runs(kpis, needs, site, now, progress) if kpis else []
    arrived = arrivals.look(fetched, site.store, ID, needs.told_areas, MOST_TOLD)
    if not arrived.anything:
        for folder in fetched:
            remove_run(folder)
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
        "retired": _retired(arrived.retired, needs, site, now, progress),
        "left_alone": elsewhere,
        "runs": [Path(target).name for _source, target in moves],
    }
    _write(site.folder / PENDING, {"report": report, "moves": moves, "before": dict(site.verdicts())})
    return _finish(site, progress)


def _retired(
    retired: Mapping[str, str], needs: KoladaNeeds, site: Site, now: datetime, progress
) -> list[dict]:
    """Indicators that Kolada has just stopped publishing, and what may have come in their place."""
    if not retired:
        return []
    titles = kolada.catalogue(base_url=needs.base_url, now=now, progress=progress, **site.asking)
    return [
        {
            "id": id,
            "title": title or needs.names[id],
            "suggestions": _successors(id, title or needs.names[id], titles),
        }
        for id, title in retired.items()
    ]


def _successors(id: str, title: str, titles: Mapping[str, str]) -> list[dict]:
    """What the kit says that it has become; where it says nothing, those that are called nearly the same."""
    if successor := read_kit().successor(id):
        return [{"id": successor.id, "title": titles.get(successor.id) or successor.name_sv, "likeness": 1.0}]
    return [vars(replacement) for replacement in replacements(title, titles)]


# --- Building and telling ---------------------------------------------------------------------------------


def _finish(site: Site, progress) -> dict | None:
    """Do what the journal says, from wherever it was broken off. None when there is no journal."""
    journal = site.folder / PENDING
    if not journal.exists():
        return None
    plan = json.loads(journal.read_bytes())
    moves = [(Path(source), Path(target)) for source, target in plan["moves"]]
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
    report = plan["report"] | {"verdicts": _turned(plan["before"], site.verdicts())}
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
