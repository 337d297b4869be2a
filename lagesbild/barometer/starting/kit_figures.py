"""The kit's figures from Kolada, for the whole country, so that there is somebody to compare with."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lagesbild.figures import origin, queries
from lagesbild.figures.replacements import replacements
from lagesbild.figures.sources import kolada
from lagesbild.figures.store import StoreError
from lagesbild.kits import Kit, KitIndicator, read_kit

PATIENCE = (10, 60)  # seconds until somebody answers at all, and between signs of life


@dataclass(frozen=True)
class FiguresFetched:
    """What came. ``new``: whether anything was asked for. ``definitions``: Kolada's own words, by id.

    ``retired``: id → what it may have become. ``trouble``: why not all of it came, in a sentence.
    """

    definitions: dict[str, str]
    retired: dict[str, list[str]]
    new: bool
    trouble: str = ""


def fetch_kit_figures(
    rows: Sequence[KitIndicator],
    groups: Sequence[str],
    kit: Kit,
    *,
    raw: Path,
    base_url: str,
    now: datetime,
    progress: Callable[[str], object],
    **asking,
) -> FiguresFetched:
    """Fetch what ``raw`` does not hold yet. Trouble with the network is told in ``trouble``, and never raised."""
    rows = [row for row in rows if row.of_kolada]
    ids = list(dict.fromkeys([*(row.id for row in rows), *(row.margin for row in rows if row.margin)]))
    missing = [id for id in ids if id not in _fetched(raw, groups)]
    trouble = ""
    try:
        if missing:
            _fetch(missing, groups, raw, base_url, now, progress, asking)
    except (kolada.KoladaError, OSError) as error:
        trouble = str(error)
    described = _kolada_indicators(raw)
    gone = [] if trouble else [row for row in rows if row.id not in described]
    definitions = {id: indicator.get("description") or "" for id, indicator in described.items()}
    return FiguresFetched(
        definitions, _successors(gone, kit, base_url, now, progress, asking), bool(missing), trouble
    )


def _fetch(
    ids: list[str], groups: Sequence[str], raw: Path, base_url: str, now: datetime, progress, asking
) -> None:
    selection = {"kpis": ids, "groups": list(groups), "now": now}
    folder = (
        kolada.unfinished_run(raw, kolada.plan(**selection), base_url, progress)
        or raw / f"{now:%Y-%m-%dT%H%M%SZ}"
    )
    kolada.fetch(folder, **selection, base_url=base_url, progress=progress, **{"timeout": PATIENCE, **asking})


def _fetched(raw: Path, groups: Iterable[str]) -> set[str]:
    """The ids that finished runs asked for in the whole country and in all of the groups."""
    ids: set[str] = set()
    for file in raw.glob(f"*/{origin.FILE}"):
        scope = kolada.fetch_scope(file.parent)
        if scope.since is None and None in scope.areas and set(groups) <= scope.areas:
            ids |= scope.kpis
    return ids


def _kolada_indicators(raw: Path) -> dict[str, dict]:
    """What Kolada says of each indicator, by id: the newest run last."""
    pages = sorted(raw.glob("*/kpi/*.json"))
    return {row["id"]: row for page in pages for row in json.loads(page.read_bytes())["values"]}


def _successors(gone: list[KitIndicator], kit: Kit, base_url, now, progress, asking) -> dict[str, list[str]]:
    """What each may have become: as the kit knows, else those of Kolada's that are called nearly the same."""
    if not gone:
        return {}
    try:
        titles = kolada.catalogue(
            base_url=base_url, now=now, progress=progress, **{"timeout": PATIENCE, **asking}
        )
    except (kolada.KoladaError, OSError):
        titles = {}
    return {row.id: _perhaps(row, kit, titles) for row in gone}


def _perhaps(row: KitIndicator, kit: Kit, titles: dict[str, str]) -> list[str]:
    if successor := kit.successor(row.id) or read_kit().successor(row.id):
        return [f"{successor.id} {successor.name_sv}"]
    return [f"{like.id} {like.title}" for like in replacements(row.name_sv, titles)]


def ids_with_figures(store: Path, ids: Collection[str], area: str) -> set[str]:
    """Those of the ids that have a value in the area; none before there is a store."""
    try:
        series = queries.series(store, ids, [area])
    except StoreError:
        return set()
    return {key[0] for key, values in series.items() if any(value.value is not None for value in values)}
