"""Kolada, the Swedish municipalities' open statistics (RKA): API v3, https://api.kolada.se/v3/docs.

A run's folder holds ``plan.json`` (what was to be asked), one file a page as it came (``municipality/``,
``kpi/``, ``groups/``, ``data/``) and, last, ``origin.json``. ``fetch`` on a half-fetched folder goes on
where it stopped. Replies are kept byte for byte once the transport's own compression is undone.

Show "Källa: Kolada" beside figures that stand as Kolada gave them, not beside what was computed from them.
"""

import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from glob import escape
from itertools import count
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import ibis
import requests
from ibis.backends.duckdb import Backend
from ibis.expr.datatypes import DataType
from ibis.expr.types import StringValue, Table

from lagesbild.figures import origin
from lagesbild.figures.cells import REASONS
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied

DEFAULT_BASE_URL = "https://api.kolada.se/v3"
GENDERS = ("T", "K", "M")  # total, women, men
AREA_TYPES = {"K": "municipality", "L": "region"}

IDS_A_REQUEST = 25  # Kolada refuses a longer list in any part of the address
ROWS_A_PAGE = 5000  # the most it gives
FIRST_YEAR = 1950
YEARS = (1900, 2099)  # what a year can be at all
LISTS = 8  # of pages, read side by side
TRIES = 6
LONGEST_WAIT = 600  # seconds: asked to wait longer than this, we give up and say so

PLAN = "plan.json"
NEVER = "Kolada has never done this before:"


class KoladaError(ValueError):
    """Kolada could not be asked, or answered in a way that it never has before."""


# --- Deciding ---------------------------------------------------------------------------------------------


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


def _ids(given: Iterable, pattern: str, what: str) -> list[str]:
    ids = list(dict.fromkeys(str(one) for one in given))
    wrong = [one for one in ids if not re.fullmatch(pattern, one)]
    if wrong:
        raise KoladaError(f"These {what} cannot be Kolada's: {', '.join(wrong)}. Correct or remove them.")
    return ids


def _chunks(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + IDS_A_REQUEST] for start in range(0, len(ids), IDS_A_REQUEST)]


def _part(name: str, ids: list[str] | None) -> str:
    return f"/{name}/{','.join(ids)}" if ids else ""


def _numbered(kind: str, paths: list[str], more: str = "") -> list[Request]:
    return [Request(kind, n, f"{path}?per_page={ROWS_A_PAGE}{more}") for n, path in enumerate(paths, 1)]


# --- Fetching ---------------------------------------------------------------------------------------------


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
    timeout: float = 60,
    session: requests.Session | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> origin.Origin:
    """Fetch one run into ``folder`` and seal it; on a half-fetched folder, ask only for what is missing.

    See :func:`plan` for what is asked. ``since`` asks for figures changed from that day on, deleted ones too;
    without it the run is whole, see :func:`covers`.
    ``now`` is an aware time, ``rate`` requests a second at most, ``timeout`` seconds without a sign of life.
    A finished run is verified and left as it is. Raises KoladaError, with the request and what to do next,
    when Kolada does not answer in TRIES tries or answers something new, or ``folder`` holds another plan.
    """
    base_url = base_url.rstrip("/")
    kpis, groups = list(kpis), list(groups)
    areas, years = (None if given is None else list(given) for given in (areas, years))
    planned = plan(kpis=kpis, areas=areas, years=years, groups=groups, since=since, now=now)
    _settle_plan(folder, base_url, list(dict.fromkeys(kpis)), planned)
    if (folder / origin.FILE).exists():
        return origin.verify(folder)
    progress(f"Kolada: {len(planned)} requests to {base_url}")
    asker = _Asker(session or requests.Session(), timeout, 1 / rate, now, sleep, progress)
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


@dataclass(frozen=True)
class Asked:
    """What a run asked for. None among the ``areas`` or ``years`` stands for all there are; ``since`` None asked for
    everything, not only changes."""

    kpis: frozenset[str]
    areas: frozenset[str | None]
    years: frozenset[str | None]
    since: date | None


def asked(folder: Path) -> Asked:
    """What a run, finished or not, was to ask for. Raises ValueError or KeyError on a plan that is not one."""
    told = json.loads((folder / PLAN).read_bytes())
    addresses = [request["address"] for request in told["requests"] if request["kind"] == "data"]
    since = re.search(r"from_date=([\d-]+)", " ".join(addresses))
    return Asked(
        kpis=frozenset(told["kpis"]),
        areas=frozenset(_ids_asked(addresses, "municipality")),
        years=frozenset(_ids_asked(addresses, "year")),
        since=date.fromisoformat(since[1]) if since else None,
    )


def catalogue(
    *,
    base_url: str = DEFAULT_BASE_URL,
    now: datetime,
    progress: Callable[[str], object] = print,
    rate: float = 5,
    timeout: float = 60,
    session: requests.Session | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> dict[str, str]:
    """Every indicator that Kolada has now, id → title. Raises KoladaError as :func:`fetch` does."""
    asker = _Asker(session or requests.Session(), timeout, 1 / rate, now, sleep, progress)
    base_url, titles, seen = base_url.rstrip("/"), {}, set()
    url: str | None = f"{base_url}/kpi?per_page={ROWS_A_PAGE}"
    while url:
        if url in seen:
            raise KoladaError(f"{NEVER} next_url leads back to {url}.")
        seen.add(url)
        status, body = asker.ask(url, "kpi")
        if status == 404:
            raise KoladaError(f"{url} answered 404. Does this version of the API still live there?")
        page = json.loads(body)
        titles |= {row["id"]: row["title"] for row in page["values"]}
        url = _next_url(page, url)
    return titles


def _settle_plan(folder: Path, base_url: str, kpis: list[str], planned: list[Request]) -> None:
    """Write the plan, or see that the one in the folder is the same."""
    wanted = {"base_url": base_url, "kpis": kpis, "requests": [asdict(request) for request in planned]}
    file = folder / PLAN
    if not file.exists():
        return _write(file, (json.dumps(wanted, indent=1) + "\n").encode())
    if json.loads(file.read_bytes()) != wanted:
        raise KoladaError(
            f"{folder} was begun with another plan ({PLAN}). Fetch into a new folder, or ask for the same."
        )


def _fetch_all(folder: Path, base_url: str, kpis: list[str], planned: list[Request], asker: "_Asker") -> None:
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
    folder: Path, base_url: str, request: Request, asker: "_Asker", retired: Collection[str]
) -> None:
    """Follow one list to its last page, asking only for the pages that are not there."""
    url, seen = base_url + request.address, set()
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
        seen.add(url)
        url = _next_url(json.loads(file.read_bytes()), url)
        if url is None:
            return
        if url in seen:
            raise KoladaError(f"{NEVER} next_url leads back to {url}.")


def _refuse_unless_expected(request: Request, page: int, retired: Collection[str]) -> None:
    """No such address is an answer about ids that may be gone. About anything else, the API has moved."""
    asked = re.findall(r"[NU]\d{5}", request.address)
    gone = request.kind in ("kpi", "groups") or (request.kind == "data" and set(asked) <= set(retired))
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
    return set(kpis) - set(_ids_found(folder / "kpi"))


def _tell_missing(folder: Path, retired: set[str], planned: list[Request], progress: Callable) -> None:
    asked = {one for r in planned if r.kind == "groups" for one in re.findall(r"G\d+", r.address)}
    gone = asked - set(_ids_found(folder / "groups"))
    for what, ids in (("indicators", retired), ("groups", gone)):
        if ids:
            progress(f"Warning: Kolada no longer has these {what}: {', '.join(sorted(ids))}")


def _ids_found(folder: Path) -> Iterator[str]:
    for file in folder.glob("*.json"):
        yield from (row["id"] for row in json.loads(file.read_bytes())["values"])


# --- One question, asked until it is answered ---------------------------------------------------------------


class _Again(Exception):
    """Worth another try, after ``wait`` seconds if the server said so."""

    def __init__(self, trouble: str, wait: float | None = None):
        super().__init__(trouble)
        self.wait = wait


@dataclass(frozen=True)
class _Asker:
    session: requests.Session
    timeout: float
    pause: float
    now: datetime
    sleep: Callable[[float], object]
    progress: Callable[[str], object]

    def ask(self, url: str, kind: str) -> tuple[int, bytes]:
        """Status (200 or 404) and body of one page, whole and checked."""
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(url, kind)
            except _Again as trouble:
                wait = 2 ** (attempt - 1) if trouble.wait is None else trouble.wait
                if attempt == TRIES:
                    raise KoladaError(f"{trouble}, {TRIES} times in a row. Try again later.") from trouble
                if wait > LONGEST_WAIT:
                    raise KoladaError(
                        f"{trouble} and asks for a wait of {wait:g} s. Try again then."
                    ) from trouble
                self.progress(f"Kolada {trouble}. Trying again in {wait:g} s (try {attempt} of {TRIES})")
                self.sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, url: str, kind: str) -> tuple[int, bytes]:
        self.sleep(self.pause)
        try:
            reply = self.session.get(url, timeout=self.timeout)
        except requests.RequestException as error:
            raise _Again(f"did not answer ({type(error).__name__})") from error
        if urlsplit(reply.url).netloc != urlsplit(url).netloc:
            raise KoladaError(f"{NEVER} it sent us on to another host, {reply.url}.")
        if reply.status_code == 429 or reply.status_code >= 500:
            raise _Again(f"answered {reply.status_code}", _retry_after(reply, self.now))
        if reply.status_code == 404:
            return 404, reply.content
        if reply.status_code != 200:
            raise KoladaError(f"answered {reply.status_code}: {reply.text[:200]}")
        for remark in check_page(_parsed(reply.content), kind):
            self.progress(f"Warning: {remark}")
        return 200, reply.content


def _retry_after(reply: requests.Response, now: datetime) -> float | None:
    """Seconds to wait, from seconds or an HTTP date. A date is measured by the server's own clock."""
    said = reply.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        since = parsedate_to_datetime(reply.headers["Date"]) if "Date" in reply.headers else now
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):
        return None


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError as error:
        raise _Again("sent JSON that is not whole") from error


def check_page(page: object, kind: str) -> list[str]:
    """Remarks on a page that can be used. Raises KoladaError on one that cannot be read as we read Kolada."""
    values = page.get("values") if isinstance(page, dict) else None
    if not isinstance(values, list):
        raise KoladaError(f"{NEVER} a page without values.")
    if page.get("count") != len(values):
        raise KoladaError(f"{NEVER} count says {page.get('count')} and the page has {len(values)} values.")
    try:
        return _check_figures(values) if kind == "data" else _check_ids(values, kind)
    except (KeyError, TypeError, AttributeError) as error:
        raise KoladaError(
            f"{NEVER} {kind} rows of another shape ({type(error).__name__}: {error})."
        ) from error


def _check_ids(rows: list[dict], kind: str) -> list[str]:
    missing = [row for row in rows if not isinstance(row["id"], str) or not isinstance(row["title"], str)]
    missing += [row for row in rows if kind == "groups" and not all(map(_member_id, row["members"]))]
    types = {row["type"] for row in rows} if kind == "municipality" else set()
    if missing or types - AREA_TYPES.keys():
        raise KoladaError(f"{NEVER} {kind} rows without id or title, or of types {sorted(types)}.")
    return []


def _member_id(member: dict) -> str | None:
    """Kolada's members have been ``{id, title}`` and ``{member_id, member_title}``."""
    return member.get("id") or member.get("member_id")


def _check_figures(rows: list[dict]) -> list[str]:
    points = [point for row in rows for point in row["values"]]
    strange = {
        "years": {row["period"] for row in rows if not re.fullmatch(r"(19|20)\d\d", str(row["period"]))},
        "genders": {point["gender"] for point in points} - set(GENDERS),
        "values": {repr(p["value"]) for p in points if not isinstance(p["value"], int | float | None)},
    }
    if any(strange.values()):
        told = "; ".join(f"{what} {sorted(map(str, odd))}" for what, odd in strange.items() if odd)
        raise KoladaError(f"{NEVER} {told}.")
    statuses = {point.get("status") or "" for point in points} - {"", *REASONS}
    return [f"{NEVER} status {status!r}. Kept as a comment." for status in sorted(statuses)]


# --- Tidying ----------------------------------------------------------------------------------------------

# Units are words at the end of a title: ", kr/inv", ", antal/1000 inv 7-20 år (-2023)", ", andel (%)".
_UNIT = (
    r", ?((?:antal|kr|tkr|mkr|miljoner kronor|kg|gram|ton|hektar|meter|kvm|kbm|mil|liter|kWh|MWh|GWh"
    r"|år|dagar|minuter|timmar|poäng)(?: [\wåäöÅÄÖ]+)?(?:/.{1,24}?)?|index)(?: \(-? ?\d{4}\))?$"
)
_PINNED_YEAR = r"^Liknande .*, (\d{4})$"
# What is read of each kind of row; the rest stays in the raw file.
_KPI = ibis.schema(dict.fromkeys(("id", "title", "description", "definition"), "string"))
_MUNICIPALITY = ibis.schema(dict.fromkeys(("id", "title", "type"), "string"))
_GROUP = ibis.schema(
    {"id": "string", "title": "string", "members": "array<struct<id: string, member_id: string>>"}
)
_POINT = "struct<gender: string, count: int32, status: string, value: float64, isdeleted: boolean>"
_FIGURES = ibis.schema(
    {"kpi": "string", "municipality": "string", "period": "string", "values": f"array<{_POINT}>"}
)


def tidy(folder: Path, con: Backend) -> Tidied:
    """A run's tables, lazy and bound to ``con``: the JSON pages are read when a table is.

    Subgroups are T (total), K (women), M (men); ``members`` is the number of municipalities behind a group's
    unweighted mean. An indicator that was asked for and is not Kolada's any more is a row with ``retired``
    and no title. Reading raises duckdb.InvalidInputException, with a sentence, on a page unlike Kolada's.
    """
    groups = _rows(con, folder / "groups", _GROUP)
    return Tidied(
        observations=_observations(_rows(con, folder / "data", _FIGURES)),
        indicators=_indicators(_asked(con, folder), _rows(con, folder / "kpi", _KPI)),
        areas=_areas(_rows(con, folder / "municipality", _MUNICIPALITY), groups),
        members=_members(groups),
    )


def covers(folder: Path) -> origin.Coverage:
    """What a whole run speaks of: the indicators, areas and years that it asked for and Kolada still has.

    Of an indicator, area or group that Kolada has no more it says nothing: what was published of it stands.
    Every indicator of a plan was asked for in all its areas and years, so each may be read by itself.
    """
    requests = json.loads((folder / PLAN).read_bytes()).get("requests", [])
    addresses = [request["address"] for request in requests if request["kind"] == "data"]
    areas, years = _ids_asked(addresses, "municipality"), _ids_asked(addresses, "year")
    places, groups = set(_ids_found(folder / "municipality")), set(_ids_found(folder / "groups"))
    return origin.Coverage(
        indicators=frozenset(_ids_found(folder / "kpi")),
        areas=frozenset((places | groups) & areas | (places if None in areas else set())),
        years=None if None in years else frozenset(map(int, years)),
    )


def _ids_asked(addresses: list[str], part: str) -> set[str | None]:
    """The ids in one part of the addresses; None among them when one had no such part, and so asked for all."""
    lists = (re.search(rf"/{part}/([^/?]+)", address) for address in addresses)
    return {one for found in lists for one in (found[1].split(",") if found else [None])}


def _observations(rows: Table) -> Table:
    point = rows.select("kpi", "municipality", "period", point=rows["values"].unnest()).unpack("point")
    year = point.period.try_cast("int32")
    whole = (point.period.length() == 4) & year.between(*YEARS)  # by length, for 20.5 would pass as 20
    known = point.status.isin(list(REASONS))
    deleted = point.isdeleted.fill_null(False)
    # A number beside the word secret is not shown, nor is one that was taken back.
    hidden = known | deleted
    return point.select(
        indicator="kpi",
        area="municipality",
        period="period",
        year=_expected(whole, year, "year", point.period),
        subgroup=_expected(point.gender.isin(GENDERS), point.gender, "gender", point.gender),
        value=hidden.ifelse(None, point.value),
        text=ibis.null("string"),
        reason=ibis.cases((known, point.status), (deleted | point.value.isnull(), "-")),
        flag=ibis.literal(""),
        members=point.municipality.startswith("G").ifelse(point["count"], None),
        comment=known.ifelse(None, point.status.nullif("")),
        deleted=deleted,
    ).cast(OBSERVATION)


def _indicators(asked: Table, kpi: Table) -> Table:
    return (
        asked.left_join(kpi, asked.indicator == kpi.id)
        .mutate(
            unit=_unit(kpi.title),
            definition=ibis.coalesce(kpi.description, kpi.definition),
            retired=kpi.id.isnull(),
        )
        .select(*INDICATOR)
        .cast(INDICATOR)
    )


def _unit(title: StringValue) -> StringValue:
    """Per cent or the title's last words, when they are a unit; else empty: a guess would be worse."""
    percent = title.re_search(r"\(%\)|, (%|procent)$")
    return percent.ifelse("%", title.re_extract(_UNIT, 1))


def _areas(municipality: Table, groups: Table) -> Table:
    kind = (municipality.id == "0000").ifelse("country", municipality.type.substitute(AREA_TYPES))
    places = municipality.select(area="id", name="title", kind=kind)
    return places.union(groups.select(area="id", name="title", kind=ibis.literal("group"))).cast(AREA)


def _members(groups: Table) -> Table:
    member = groups.select("title", group_area="id", member=groups.members.unnest())
    return member.select(
        "group_area",
        area=ibis.coalesce(member.member["id"], member.member["member_id"]),
        year=member.title.re_extract(_PINNED_YEAR, 1).nullif("").cast("int32"),
    ).cast(MEMBER)


def _asked(con: Backend, folder: Path) -> Table:
    kpis = """unnest(from_json(content, '{"kpis": ["VARCHAR"]}').kpis)"""
    return con.sql(
        f"SELECT {kpis} AS indicator FROM read_text({_quoted(folder / PLAN)})",
        schema=ibis.schema({"indicator": "string"}),
    )


def _rows(con: Backend, folder: Path, schema: ibis.Schema) -> Table:
    """The rows of every page in ``folder``, parsed as they are read. SQL, for Ibis has no read_text."""
    page = json.dumps({"count": "INTEGER", "values": [_json_shape(schema.as_struct())]})
    return con.sql(
        f"""
        SELECT unnest("row") FROM (
            SELECT unnest(CASE WHEN len(page.values) = page.count THEN page.values ELSE error(
                format('{NEVER} {{}} has no values or another number of them than it says.', filename)
            ) END) AS "row"
            FROM (SELECT filename, from_json(content, '{page}') AS page
                  FROM ({_texts(sorted(folder.glob("*.json")))}))
        )""",
        schema=schema,
    )


def _texts(files: list[Path]) -> str:
    """Each list of files is read by one processor, so there are several lists."""
    size = len(files) // LISTS + 1
    lists = [files[start : start + size] for start in range(0, len(files), size)]
    reads = [f"SELECT filename, content FROM read_text([{', '.join(map(_quoted, some))}])" for some in lists]
    return " UNION ALL ".join(reads) or "SELECT '' AS filename, '' AS content LIMIT 0"


def _json_shape(dtype: DataType) -> object:
    """What from_json is to look for, in its own notation."""
    if dtype.is_struct():
        return {name: _json_shape(inner) for name, inner in dtype.items()}
    if dtype.is_array():
        return [_json_shape(dtype.value_type)]
    names = {"string": "VARCHAR", "int32": "INTEGER", "float64": "DOUBLE", "boolean": "BOOLEAN"}
    return names[str(dtype)]


def _quoted(path: Path) -> str:
    """A path for SQL: its quotes doubled, its stars and brackets taken as they are."""
    doubled = escape(str(path)).replace("'", "''")
    return f"'{doubled}'"


@ibis.udf.scalar.builtin(name="error", signature=(("string",), "string"))
def _stop(message):
    """DuckDB's own error(): reading stops with the message."""


def _expected(good, value, what: str, seen: StringValue):
    sentence = ibis.literal(f"{NEVER} {what} ") + seen.fill_null("(none)")
    return good.fill_null(False).ifelse(value, _stop(sentence).cast(value.type()))
