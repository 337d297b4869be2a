"""What the build itself works out: quotients asked for in ``derived.csv``, and means of groups."""

import csv
from pathlib import Path

import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import StringValue, Table

from lagesbild.figures.store.layout import (
    FIGURE,
    KEY,
    OWN_TURN,
    StoreError,
    add_rows,
    add_table,
    of_indicators,
)
from lagesbild.figures.tables import INDICATOR

MEMBERS_NEEDED = 0.8
"""A group's mean is shown only where at least this share of its members have a value."""
FIRMEST_FIRST = ("", "estimated", "preliminary", "extrapolated")
"""What is worked out of several values carries the flag of the least firm of them."""
DERIVED_COLUMNS = ("indicator", "title", "unit", "numerator", "denominator", "factor")


def derive(con: Backend, derivation: dict, changed: set[str] | None) -> list[str]:
    """Add one quotient. Returns a remark when its parts have no figures."""
    name = derivation["indicator"]
    indicators = set(con.table("indicator").indicator.to_pyarrow().to_pylist())
    if name in indicators:
        raise StoreError(
            f"derived.csv works out {name}, which a source publishes already. Give it another name."
        )
    if changed is None or name in changed:
        add_table(con, "observation", _quotient(con, derivation).order_by(KEY))
    add_rows(con, "indicator", [_derived_indicator(derivation)], ibis.schema(INDICATOR))
    unknown = {derivation["numerator"], derivation["denominator"]} - indicators
    return [f"{name}: {part} finns inte i källorna, så kvoten är tom" for part in sorted(unknown)]


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


def group_means(con: Backend, changed: set[str] | None) -> Table:
    """The unweighted mean of a group's members, where its publisher has not given one itself."""
    current = of_indicators(con.table("observation"), changed)
    numbers = current.filter(_.value.notnull())
    members = _members_by_year(con, numbers.select("year").distinct())
    joined = numbers.join(members, [numbers.area == members.member_area, "year"])
    means = joined.group_by("indicator", "group_area", "period", "year", "subgroup", "size").agg(
        value=_.value.mean(), members=_.count().cast("int32"), flag=_.flag.argmax(_softness(_.flag))
    )
    enough = means.filter(_.members >= _.size * MEMBERS_NEEDED).rename(area="group_area")
    published = current.filter(_.area.notin(con.table("area").filter(_.kind != "group").area)).select(KEY)
    return (
        enough.anti_join(published, KEY)
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
    editions = (
        sizes.cross_join(years)
        .group_by("group_area", "year")
        .agg(edition=ibis.coalesce(_.edition.max(where=_.edition <= _.year), _.edition.min()))
    )
    return editions.join(sizes, ["group_area", "edition"]).join(member, ["group_area", "edition"])


def _softness(flag: StringValue) -> ibis.Value:
    """The flag's place from firm to soft."""
    return flag.cases(*((name, place) for place, name in enumerate(FIRMEST_FIRST)), else_=0)


def derivations_beside(raw: list[Path]) -> list[dict]:
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
