"""Fetching the pages of a plan, and going on where a fetch stopped."""

import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

from lagesbild.figures import origin
from lagesbild.figures.sources.kolada.errors import NEVER, KoladaError
from lagesbild.figures.sources.kolada.planning import (
    DEFAULT_BASE_URL,
    PLAN,
    ROWS_A_PAGE,
    Request,
    plan,
)
from lagesbild.figures.sources.kolada.requesting import Asker


def fetch(
    folder: Path,
    *,
    kpis: Iterable[str],
    areas: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    groups: Iterable[str] = (),
    base_url: str = DEFAULT_BASE_URL,
    since: date | None = None,
    now: datetime,
    progress: Callable[[str], object] = print,
    rate: float = 5,
    timeout: float | tuple[float, float] = 60,
    session: requests.Session | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> origin.Origin:
    """Fetch one run into ``folder`` and seal it; on a half-fetched folder, ask only for what is missing.

    See :func:`plan` for what is asked. ``since`` asks for figures changed from that day on, deleted ones too;
    without it the run is whole, see :func:`covers`.
    ``now`` is an aware time, ``rate`` requests a second at most, ``timeout`` seconds without a sign of life
    (or two numbers: until somebody answers at all, and after that).
    A finished run is verified and left as it is. Raises KoladaError, with the request and what to do next,
    when Kolada does not answer in TRIES tries or answers something new, or ``folder`` holds another plan.
    """
    base_url = base_url.rstrip("/")
    kpis, groups = list(kpis), list(groups)
    areas, years = (None if ids is None else list(ids) for ids in (areas, years))
    planned = plan(kpis=kpis, areas=areas, years=years, groups=groups, since=since, now=now)
    _settle_plan(folder, base_url, list(dict.fromkeys(kpis)), planned)
    if (folder / origin.FILE).exists():
        return origin.verify(folder)
    progress(f"Kolada: {len(planned)} requests to {base_url}")
    asker = Asker(session or requests.Session(), timeout, 1 / rate, now, sleep, progress)
    _fetch_all(folder, base_url, kpis, planned, asker)
    return origin.write(
        folder,
        origin.Origin(
            id="kolada",
            module="kolada",
            publisher="Kolada (RKA)",
            licence="Fri användning med källhänvisning: Källa: Kolada",
            address=base_url,
            fetched=now,
            whole=since is None,
            note=f"Only what changed since {since:%Y-%m-%d}" if since else "",
        ),
    )


def unfinished_run(
    raw: Path, planned: list[Request], base_url: str, progress: Callable[[str], object] = print
) -> Path | None:
    """The latest half-fetched run in ``raw`` that asks for the same. Those that ask for something else are told of."""
    ours = ([asdict(request) for request in planned], base_url.rstrip("/"))
    for file in sorted(raw.glob(f"*/{PLAN}"), reverse=True):
        if (file.parent / origin.FILE).exists():
            continue
        begun = json.loads(file.read_text())
        if (begun["requests"], begun["base_url"]) == ours:
            progress(f"Going on with the run that was begun in {file.parent}")
            return file.parent
        progress(f"Left alone, for it asks for something else: the unfinished run in {file.parent}")
    return None


def catalogue(
    *,
    base_url: str = DEFAULT_BASE_URL,
    now: datetime,
    progress: Callable[[str], object] = print,
    rate: float = 5,
    timeout: float | tuple[float, float] = 60,
    session: requests.Session | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> dict[str, str]:
    """Every indicator that Kolada has now, id → title. Raises KoladaError as :func:`fetch` does."""
    asker = Asker(session or requests.Session(), timeout, 1 / rate, now, sleep, progress)
    base_url, titles, visited = base_url.rstrip("/"), {}, set()
    url: str | None = f"{base_url}/kpi?per_page={ROWS_A_PAGE}"
    while url:
        if url in visited:
            raise KoladaError(f"{NEVER} next_url leads back to {url}.")
        visited.add(url)
        status, body = asker.ask(url, "kpi")
        if status == 404:
            raise KoladaError(f"{url} answered 404. Does this version of the API still live there?")
        page = json.loads(body)
        titles |= {row["id"]: row["title"] for row in page["values"]}
        url = _next_url(page, url)
    return titles


def _settle_plan(folder: Path, base_url: str, kpis: list[str], planned: list[Request]) -> None:
    """Write the plan, or see that the one in the folder is the same."""
    contents = {"base_url": base_url, "kpis": kpis, "requests": [asdict(request) for request in planned]}
    file = folder / PLAN
    if not file.exists():
        return _write(file, (json.dumps(contents, indent=1) + "\n").encode())
    if json.loads(file.read_bytes()) != contents:
        raise KoladaError(
            f"{folder} was begun with another plan ({PLAN}). Fetch into a new folder, or ask for the same."
        )


def _fetch_all(folder: Path, base_url: str, kpis: list[str], planned: list[Request], asker: "Asker") -> None:
    retired: set[str] = set()
    for place, request in enumerate(planned, 1):
        if request.kind == "data" and request.number == 1:
            retired = _retired(folder, kpis)
            _tell_missing(folder, retired, planned, asker.progress)
        asker.progress(f"Kolada {place}/{len(planned)}: {request.address}")
        try:
            _fetch_pages(folder, base_url, request, asker, retired)
        except KoladaError as error:
            raise KoladaError(
                f"{request.address}: {error} What has come is kept:"
                f" the same fetch into {folder} goes on from here."
            ) from error


def _fetch_pages(
    folder: Path, base_url: str, request: Request, asker: "Asker", retired: Collection[str]
) -> None:
    """Follow one list to its last page, asking only for the pages that are not there."""
    url, visited = base_url + request.address, set()
    for page in count(1):
        file = folder / request.kind / f"{request.number:05d}.{page:04d}.json"
        absent = file.with_suffix(".404")
        if absent.exists():
            return
        if not file.exists():
            status, body = asker.ask(url, request.kind)
            if status == 404:
                _refuse_unless_expected(request, page, retired)
                return _write(absent, body)
            _write(file, body)
        visited.add(url)
        url = _next_url(json.loads(file.read_bytes()), url)
        if url is None:
            return
        if url in visited:
            raise KoladaError(f"{NEVER} next_url leads back to {url}.")


def _refuse_unless_expected(request: Request, page: int, retired: Collection[str]) -> None:
    """No such address is an answer about ids that may be gone. About anything else, the API has moved."""
    kpis = re.findall(r"[NU]\d{5}", request.address)
    gone = request.kind in ("kpi", "groups") or (request.kind == "data" and set(kpis) <= set(retired))
    if page > 1 or not gone:
        raise KoladaError("answered 404, no such address. Does this version of the API still live there?")


def _next_url(page: dict, url: str) -> str | None:
    """The next page's address. A reply may name http behind a proxy: host counts, our own scheme stays."""
    if not page.get("next_url"):
        return None
    target = urlsplit(urljoin(url, page["next_url"]))
    if target.netloc != urlsplit(url).netloc:
        raise KoladaError(f"{NEVER} next_url points to another host, {page['next_url']}.")
    if not page["values"]:
        raise KoladaError(f"{NEVER} an empty page has a next_url.")
    return target._replace(scheme=urlsplit(url).scheme).geturl()


def _write(file: Path, body: bytes) -> None:
    """In one step, so that a page that is there is whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".part")
    beside.write_bytes(body)
    beside.replace(file)


def _retired(folder: Path, kpis: Iterable[str]) -> set[str]:
    return set(kpis) - set(ids_found(folder / "kpi"))


def _tell_missing(folder: Path, retired: set[str], planned: list[Request], progress: Callable) -> None:
    groups = {group for r in planned if r.kind == "groups" for group in re.findall(r"G\d+", r.address)}
    gone = groups - set(ids_found(folder / "groups"))
    for what, ids in (("indicators", retired), ("groups", gone)):
        if ids:
            progress(f"Warning: Kolada no longer has these {what}: {', '.join(sorted(ids))}")


def ids_found(folder: Path) -> Iterator[str]:
    for file in folder.glob("*.json"):
        yield from (row["id"] for row in json.loads(file.read_bytes())["values"])
