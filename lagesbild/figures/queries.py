"""One function a question to the store. Each returns plain values and nothing where nothing is known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ibis import _

from lagesbild.figures.store import reading, version
from lagesbild.figures.tables import TOTAL


@dataclass(frozen=True, slots=True)
class Observation:
    """What the store holds of one area, period and subgroup. ``value`` is None where text or reason stands."""

    area: str
    period: str
    year: int
    subgroup: str
    value: float | None
    text: str | None
    reason: str | None
    flag: str
    members: int | None
    comment: str
    origin: str
    run: str


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Placed:
    """One municipality's latest value, and which way it moves (rising, falling, no_clear_change, too_few)."""

    area: str
    name: str
    value: float
    flag: str
    movement: str


@dataclass(frozen=True, slots=True)
class Vintage:
    """A value as it was when it was fetched."""

    period: str
    value: float | None
    deleted: bool
    fetched: datetime
    origin: str


def series(
    path: Path, indicators: Iterable[str], areas: Iterable[str], subgroups: Iterable[str] = (TOTAL,)
) -> dict[tuple[str, str, str], list[Observation]]:
    """Observations by (indicator, area, subgroup), each list in order of time."""
    indicators, areas, subgroups = list(set(indicators)), list(set(areas)), list(set(subgroups))
    found = defaultdict(list)
    if not (version(path) and indicators and areas):
        return found
    with reading(path) as con:
        rows = (
            con.table("observation")
            .filter(_.indicator.isin(indicators), _.area.isin(areas), _.subgroup.isin(subgroups))
            .order_by("year", "period")
            .select("indicator", *Observation.__slots__)
            .to_pyarrow()
            .to_pylist()
        )
    for row in rows:
        indicator = row.pop("indicator")
        found[indicator, row["area"], row["subgroup"]].append(Observation(**row))
    return found


def all_series(path: Path, indicator: str) -> list[Observation]:
    """Every observation of one indicator, by area, subgroup and time."""
    if not version(path):
        return []
    with reading(path) as con:
        rows = (
            con.table("observation")
            .filter(_.indicator == indicator)
            .order_by("area", "subgroup", "year", "period")
            .select(*Observation.__slots__)
            .to_pyarrow()
            .to_pylist()
        )
    return [Observation(**row) for row in rows]


def ranking(path: Path, indicator: str, subgroup: str = TOTAL) -> tuple[int | None, list[Placed]]:
    """The latest year in which most municipalities have a value, and those values, highest first."""
    if not version(path):
        return None, []
    with reading(path) as con:
        observation = con.table("observation").filter(
            _.indicator == indicator, _.subgroup == subgroup, _.value.notnull()
        )
        area = con.table("area").filter(_.kind == "municipality").select("area", "name")
        valued = observation.join(area, "area")
        years = valued.group_by("year").agg(n=_.count()).order_by(_.year.desc()).to_pyarrow().to_pylist()
        if not years:
            return None, []
        # The last year may so far hold only the few who report early.
        most = max(row["n"] for row in years)
        year = next(row["year"] for row in years if row["n"] >= most / 2)
        movement = con.table("movement").filter(_.indicator == indicator, _.subgroup == subgroup)
        rows = (
            valued.filter(_.year == year)
            .left_join(movement.select("area", "movement"), "area")
            .order_by(_.value.desc(), "name")
            .select("area", "name", "value", "flag", movement=_.movement.fill_null("too_few"))
            .to_pyarrow()
            .to_pylist()
        )
    return year, [Placed(**row) for row in rows]


def areas(path: Path) -> dict[str, Area]:
    """Every area by its code."""
    if not version(path):
        return {}
    with reading(path) as con:
        rows = con.table("area").to_pyarrow().to_pylist()
    return {row["area"]: Area(row["area"], row["name"], row["kind"]) for row in rows}


def origins(path: Path) -> dict[tuple[str, str], dict]:
    """Publisher, licence, address, time and checksums by (origin, run)."""
    if not version(path):
        return {}
    with reading(path) as con:
        rows = con.table("origin").to_pyarrow().to_pylist()
    return {(row["origin"], row["run"]): row for row in rows}


def indicators(path: Path) -> dict[str, dict]:
    """What the sources say of each indicator: title, unit, definition, retired."""
    if not version(path):
        return {}
    with reading(path) as con:
        rows = con.table("indicator").to_pyarrow().to_pylist()
    return {row["indicator"]: row for row in rows}


def vintages(
    path: Path, indicator: str, area: str, *, subgroup: str = TOTAL, as_of: datetime | None = None
) -> list[Vintage]:
    """Every value that was ever fetched of a series, oldest first; with ``as_of``, what was known then."""
    if not version(path):
        return []
    with reading(path) as con:
        rows = con.table("vintage").filter(
            _.indicator == indicator, _.area == area, _.subgroup == subgroup
        )
        if as_of is not None:
            rows = rows.filter(_.fetched <= as_of)
        found = rows.order_by("fetched", "year", "period").select(*Vintage.__slots__).to_pyarrow().to_pylist()
    told = [Vintage(**row) for row in found]
    return told if as_of is None else list({vintage.period: vintage for vintage in told}.values())


def built(path: Path) -> datetime | None:
    """When the store was built."""
    if not version(path):
        return None
    with reading(path) as con:
        return con.table("build").built.max().execute()
