"""Raw folders drawn as small tables, through the real sources.

    run(raw, "scb", 2024, "N1 0680 2022 12,5", "N1 0680 2023 13 preliminary")
    store = built(tmp_path, raw)
    values(store, "N1")                       # {"2022": 12.5, "2023": 13.0}

A line is indicator, area, period, value and perhaps a flag and a subgroup; ``_`` stands for an empty flag.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from lagesbild.figures import origin, queries, store
from lagesbild.figures.areas import known_areas
from lagesbild.figures.sources import kolada

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
HEAD = ("indicator", "area", "period", "value", "flag", "subgroup")


def fetched(day: int | str) -> datetime:
    """A year stands for its first day."""
    return datetime.fromisoformat(f"{day}-01-01" if isinstance(day, int) else day).replace(tzinfo=UTC)


def run(
    raw: Path,
    id: str,
    day: int | str,
    *lines: str,
    members: Iterable[str] = (),
    retired: Iterable[str] = (),
    sealed: bool = True,
    whole: bool = True,
    edition: str = "",
) -> Path:
    """A workbook's run, fetched on ``day``. ``members`` are lines of group, area and perhaps year.

    A run that is not ``whole`` adds to those before it.
    """
    folder = raw / id / str(day)
    folder.mkdir(parents=True)
    rows = [[*line.split(), *[""] * 6][:6] for line in lines]
    _write(folder / "varden.csv", HEAD, [[cell if cell != "_" else "" for cell in row] for row in rows])
    members = [[*line.split(), ""][:3] for line in members]
    if members:
        _write(folder / "members.csv", ("group_area", "area", "year"), members)
    groups = sorted({row[0] for row in members} | {row[1] for row in rows if row[1].startswith("G")})
    if groups:
        _write(folder / "areas.csv", ("area", "name", "kind"), [(name, name, "group") for name in groups])
    if retired:
        known = sorted({row[0] for row in rows} | set(retired))
        facts = [(name, name, "", "", str(name in retired).lower()) for name in known]
        _write(folder / "indicators.csv", ("indicator", "title", "unit", "definition", "retired"), facts)
    if sealed:
        seal(folder, id, day, whole=whole, edition=edition)
    return folder


def kolada_run(
    raw: Path,
    day: int | str,
    points: Mapping[tuple[str, str, int], float | None],
    retired: Iterable[str] = (),
    asked: Mapping | None = None,
) -> Path:
    """Kolada's reply on ``day``: (kpi, municipality, year) → total; None is a value that was taken back.

    Only changes, or all there is of what was ``asked`` for, in the words of ``kolada.plan``. Kolada knows the
    groups in ``points`` and every municipality.
    """
    folder = raw / "kolada" / str(day)
    kpis = sorted({kpi for kpi, _area, _year in points}.union((asked or {}).get("kpis", ())) - set(retired))
    figures = [
        {
            "kpi": kpi,
            "municipality": area,
            "period": year,
            "values": [{"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": value is None}],
        }
        for (kpi, area, year), value in points.items()
    ]
    pages = {
        "kpi": [{"id": kpi, "title": f"Andel {kpi} (%)"} for kpi in kpis],
        "municipality": [
            {"id": code, "title": name, "type": "K" if kind == "municipality" else "L"}
            for code, (name, kind) in known_areas().items()
        ],
        "groups": [
            {"id": group, "title": group, "members": []}
            for group in sorted({area for _kpi, area, _year in points if area.startswith("G")})
        ],
        "data": figures,
    }
    for kind, rows in pages.items():
        (folder / kind).mkdir(parents=True)
        (folder / kind / "1.json").write_text(json.dumps({"count": len(rows), "values": rows}))
    wanted = {
        "kpis": [*kpis, *retired] or ["N00001"],
        **({"since": fetched(day)} if asked is None else asked),
    }
    requests = [asdict(request) for request in kolada.plan(**wanted, now=fetched(day))]
    (folder / "plan.json").write_text(json.dumps({"kpis": wanted["kpis"], "requests": requests}))
    seal(folder, "kolada", day, module="kolada", whole=asked is not None)
    return folder


def seal(
    folder: Path,
    id: str,
    day: int | str,
    module: str = "workbook",
    whole: bool = True,
    edition: str = "",
) -> None:
    when = fetched(day)
    told = origin.Origin(id, module, "SCB", "CC0", "https://example.org/", when, whole=whole, edition=edition)
    origin.write(folder, told)


def built(folder: Path, *raw: Path, **said) -> Path:
    """The store of the raw folders, in ``folder``."""
    path = folder / "figures.duckdb"
    store.build(path, raw, now=NOW, **said)
    return path


def read_only_store(folder: Path, *raw: Path) -> Path:
    """As ``built``, for tests of what reads a store: of raw folders with the same files it is built once a worker."""
    files = sorted(file for root in raw for file in root.rglob("*") if file.is_file())
    key = tuple((str(file.relative_to(folder)), file.read_bytes()) for file in files)
    if key not in _stores:
        _stores[key] = built(folder, *raw).read_bytes()
    path = folder / "figures.duckdb"
    path.write_bytes(_stores[key])
    return path


_stores: dict[tuple, bytes] = {}


def values(path: Path, indicator: str, area: str = "0680", subgroup: str = "T") -> dict[str, object]:
    """By period: the number, the word or the reason."""
    found = queries.series(path, [indicator], [area], [subgroup])
    return {seen.period: _said(seen) for seen in found.get((indicator, area, subgroup), [])}


def year_values(path: Path) -> dict[tuple[str, str, int], float | None]:
    """Every number of the store by indicator, area and year."""
    with store.asking(path) as cursor:
        rows = cursor.execute("SELECT indicator, area, year, value FROM observation").fetchall()
    return {(indicator, area, year): value for indicator, area, year, value in rows}


def _said(seen: queries.Observation) -> object:
    return next((said for said in (seen.value, seen.text, seen.reason) if said is not None), None)


def _write(file: Path, head: Iterable[str], rows: Iterable[Iterable]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, delimiter=";").writerows([tuple(head), *rows])
