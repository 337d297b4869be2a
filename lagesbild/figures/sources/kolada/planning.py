"""Deciding: the requests of one run, and what a run was to ask for."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lagesbild.figures.sources.kolada.errors import KoladaError

DEFAULT_BASE_URL = "https://api.kolada.se/v3"
IDS_A_REQUEST = 25  # Kolada refuses a longer list in any part of the address
ROWS_A_PAGE = 5000  # the most it gives
FIRST_YEAR = 1950
PLAN = "plan.json"


@dataclass(frozen=True)
class Request:
    """One list to ask for, page by page: its folder, its number there, its address below the base address."""

    kind: str
    number: int
    address: str


def plan(
    *,
    kpis: Iterable[str],
    areas: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    groups: Iterable[str] = (),
    since: date | None = None,
    now: datetime,
) -> list[Request]:
    """The requests of one run, the areas first, then indicators, groups and figures.

    ``areas`` None asks for every municipality and region, ``years`` None for every year. Kolada wants two of
    indicator, area and year, so with neither the years from FIRST_YEAR to next year are spelled out. Groups
    (in ``groups`` or among ``areas``) are asked for their members and for their own figures. Raises
    KoladaError naming every id that cannot be one.
    """
    kpis = _ids(kpis, r"[NU]\d{5}", "indicators")
    areas = None if areas is None else _ids(areas, r"\d{4}|G\d+", "areas")
    groups = _ids([*groups, *(area for area in areas or () if area.startswith("G"))], r"G\d+", "groups")
    years = None if years is None else _ids(years, r"\d{4}", "years")
    if not kpis or areas == [] or years == []:
        raise KoladaError("Name at least one indicator, and areas and years or none at all for every one.")
    if areas is None and years is None:
        years = [str(year) for year in range(FIRST_YEAR, now.year + 2)]
    places = _chunks(list(dict.fromkeys([*(areas or ()), *groups])))
    figures = [
        "/data" + _part("kpi", some_kpis) + _part("municipality", some_areas) + _part("year", some_years)
        for some_kpis in _chunks(kpis)
        for some_areas in ([None] if areas is None else []) + places
        for some_years in (_chunks(years) if years else [None])
    ]
    changes = f"&from_date={since:%Y-%m-%d}" if since else ""
    return [
        *_numbered("municipality", ["/municipality"]),
        *_numbered("kpi", [_part("kpi", some) for some in _chunks(kpis)]),
        *_numbered("groups", [_part("municipality_groups", some) for some in _chunks(groups)]),
        *_numbered("data", figures, changes),
    ]


def _ids(candidates: Iterable, pattern: str, what: str) -> list[str]:
    ids = list(dict.fromkeys(str(candidate) for candidate in candidates))
    wrong = [candidate for candidate in ids if not re.fullmatch(pattern, candidate)]
    if wrong:
        raise KoladaError(f"These {what} cannot be Kolada's: {', '.join(wrong)}. Correct or remove them.")
    return ids


def _chunks(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + IDS_A_REQUEST] for start in range(0, len(ids), IDS_A_REQUEST)]


def _part(name: str, ids: list[str] | None) -> str:
    return f"/{name}/{','.join(ids)}" if ids else ""


def _numbered(kind: str, paths: list[str], more: str = "") -> list[Request]:
    return [Request(kind, n, f"{path}?per_page={ROWS_A_PAGE}{more}") for n, path in enumerate(paths, 1)]


@dataclass(frozen=True)
class FetchScope:
    """What a run asked for. None among the ``areas`` or ``years`` stands for all there are; ``since`` None asked for
    everything, not only changes."""

    kpis: frozenset[str]
    areas: frozenset[str | None]
    years: frozenset[str | None]
    since: date | None


def fetch_scope(folder: Path) -> FetchScope:
    """What a run, finished or not, was to ask for. Raises ValueError or KeyError on a plan that is not one."""
    contents = json.loads((folder / PLAN).read_bytes())
    addresses = [request["address"] for request in contents["requests"] if request["kind"] == "data"]
    since = re.search(r"from_date=([\d-]+)", " ".join(addresses))
    return FetchScope(
        kpis=frozenset(contents["kpis"]),
        areas=frozenset(ids_asked(addresses, "municipality")),
        years=frozenset(ids_asked(addresses, "year")),
        since=date.fromisoformat(since[1]) if since else None,
    )


def ids_asked(addresses: list[str], part: str) -> set[str | None]:
    """The ids in one part of the addresses; None among them when one had no such part, and so asked for all."""
    lists = (re.search(rf"/{part}/([^/?]+)", address) for address in addresses)
    return {found_id for match in lists for found_id in (match[1].split(",") if match else [None])}
