"""What is fetched from Kolada in one night: runs beside the raw folders, of what is new and of what has changed.

A run of today that was broken off is gone on with; one of another day, or of something else, is begun anew.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from lagesbild.figures import origin
from lagesbild.figures.sources import kolada

OVERLAP = timedelta(days=1)
"""Asked for once more each time: Kolada's day may not be ours."""
Verdicts = Mapping[str, dict]
"""Indicator → what its page says of it: ``words``, and what the report's reader needs besides."""


@dataclass(frozen=True)
class KoladaNeeds:
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


def fetch_runs(kpis: list[str], needs: KoladaNeeds, site: Site, now: datetime, progress) -> list[Path]:
    """Runs beside the raw folders: what is new to us as a whole, of the rest what has changed."""
    asked_days = {} if needs.everything else known_since(site.raw, needs.areas, needs.groups)
    old, new = [id for id in kpis if id in asked_days], [id for id in kpis if id not in asked_days]
    since = min((asked_days[id] for id in old), default=now.date()) - OVERLAP
    request = {"areas": needs.areas, "groups": needs.groups, "base_url": needs.base_url, "now": now}
    parts = [("new", new, {}), ("changes", old, {"since": since})]
    _remove_old(site.folder, now.date())
    folders = []
    for name, ids, more in parts:
        if ids:
            folder = site.folder / f"fetching-{now:%Y-%m-%d}-{name}"
            _remove_other(folder, ids, needs, more.get("since"), now)
            kolada.fetch(folder, kpis=ids, **request, **more, **site.asking, progress=progress)
            folders.append(folder)
    return folders


def known_since(raw: Path, areas: Sequence[str] | None, groups: Sequence[str]) -> dict[str, date]:
    """Each indicator that we have the whole of for these places, and the day it was last asked about."""
    days: dict[str, date] = {}
    for run in _finished(raw):
        scope, day = kolada.fetch_scope(run), origin.read(run).fetched.date()
        if not _speaks_of(scope, areas, groups):
            continue
        for id in scope.kpis:
            whole = scope.since is None and _all_years(scope, day)
            # Changes count only where they begin before what we have ends.
            if whole or (scope.since and id in days and scope.since <= days[id]):
                days[id] = day
    return days


def _finished(raw: Path) -> list[Path]:
    runs = [file.parent for file in raw.glob(f"*/{origin.FILE}") if (file.parent / kolada.PLAN).exists()]
    return sorted(runs, key=lambda run: (origin.read(run).fetched, run.name))


def _speaks_of(scope: kolada.FetchScope, areas: Sequence[str] | None, groups: Sequence[str]) -> bool:
    needed_areas = {None} if areas is None else set(areas)
    if None in scope.areas:
        # Every place but groups, which must be named.
        needed_areas = {area for area in needed_areas if area is None or area.startswith("G")} - {None}
    return needed_areas | set(groups) <= scope.areas


def _all_years(scope: kolada.FetchScope, day: date) -> bool:
    years = range(kolada.FIRST_YEAR, day.year + 1)
    return None in scope.years or {str(year) for year in years} <= scope.years


def _remove_old(folder: Path, today: date) -> None:
    """What was fetched on another day may have changed since, and the next run would not ask about it again."""
    for begun in folder.glob("fetching-*"):
        if not begun.name.startswith(f"fetching-{today:%Y-%m-%d}-"):
            remove_run(begun)
    for half_removed in folder.glob("removed-*"):
        shutil.rmtree(half_removed)


def _remove_other(
    folder: Path, ids: list[str], needs: KoladaNeeds, since: date | None, now: datetime
) -> None:
    """A run that was begun today but asks for something else cannot be gone on with."""
    if not (folder / kolada.PLAN).exists():
        return
    planned = kolada.plan(kpis=ids, areas=needs.areas, groups=needs.groups, since=since, now=now)
    plan = json.loads((folder / kolada.PLAN).read_bytes())
    addresses = [request["address"] for request in plan["requests"]]
    if plan["base_url"] != needs.base_url.rstrip("/") or addresses != [
        planned_request.address for planned_request in planned
    ]:
        remove_run(folder)


def remove_run(folder: Path) -> None:
    """By another name first: a run that is half removed must not be taken for one that is half fetched."""
    removed = folder.with_name(folder.name.replace("fetching-", "removed-"))
    shutil.rmtree(removed, ignore_errors=True)
    os.replace(folder, removed)
    shutil.rmtree(removed)
