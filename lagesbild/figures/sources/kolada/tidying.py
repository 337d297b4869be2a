"""A run's pages as tables, parsed by DuckDB as they are read."""

import json
from glob import escape
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.datatypes import DataType
from ibis.expr.types import StringValue, Table

from lagesbild.figures import origin
from lagesbild.figures.cells import REASONS
from lagesbild.figures.sources.kolada.errors import NEVER
from lagesbild.figures.sources.kolada.fetching import ids_found
from lagesbild.figures.sources.kolada.pages import AREA_TYPES, GENDERS
from lagesbild.figures.sources.kolada.planning import PLAN, ids_asked
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied

YEARS = (1900, 2099)  # what a year can be at all
LISTS = 8  # of pages, read side by side
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
        indicators=_indicators(_requested_indicators(con, folder), _rows(con, folder / "kpi", _KPI)),
        areas=_areas(_rows(con, folder / "municipality", _MUNICIPALITY), groups),
        members=_members(groups),
    )


def covers(folder: Path) -> origin.RunCoverage:
    """What a whole run speaks of: the indicators, areas and years that it asked for and Kolada still has.

    Of an indicator, area or group that Kolada has no more it says nothing: what was published of it stands.
    Every indicator of a plan was asked for in all its areas and years, so each may be read by itself.
    """
    requests = json.loads((folder / PLAN).read_bytes()).get("requests", [])
    addresses = [request["address"] for request in requests if request["kind"] == "data"]
    areas, years = ids_asked(addresses, "municipality"), ids_asked(addresses, "year")
    places, groups = set(ids_found(folder / "municipality")), set(ids_found(folder / "groups"))
    return origin.RunCoverage(
        indicators=frozenset(ids_found(folder / "kpi")),
        areas=frozenset((places | groups) & areas | (places if None in areas else set())),
        years=None if None in years else frozenset(map(int, years)),
    )


def _observations(rows: Table) -> Table:
    point = rows.select("kpi", "municipality", "period", point=rows["values"].unnest()).unpack("point")
    year = point.period.try_cast("int32")
    whole = (point.period.length() == 4) & year.between(*YEARS)  # by length, for 20.5 would pass as 20
    is_reason = point.status.isin(list(REASONS))
    deleted = point.isdeleted.fill_null(False)
    # A number beside the word secret is not shown, nor is one that was taken back.
    hidden = is_reason | deleted
    return point.select(
        indicator="kpi",
        area="municipality",
        period="period",
        year=_expected(whole, year, "year", point.period),
        subgroup=_expected(point.gender.isin(GENDERS), point.gender, "gender", point.gender),
        value=hidden.ifelse(None, point.value),
        text=ibis.null("string"),
        reason=ibis.cases((is_reason, point.status), (deleted | point.value.isnull(), "-")),
        flag=ibis.literal(""),
        members=point.municipality.startswith("G").ifelse(point["count"], None),
        comment=is_reason.ifelse(None, point.status.nullif("")),
        deleted=deleted,
    ).cast(OBSERVATION)


def _indicators(requested: Table, kpi: Table) -> Table:
    return (
        requested.left_join(kpi, requested.indicator == kpi.id)
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


def _requested_indicators(con: Backend, folder: Path) -> Table:
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


def _expected(good, value, what: str, cell: StringValue):
    sentence = ibis.literal(f"{NEVER} {what} ") + cell.fill_null("(none)")
    return good.fill_null(False).ifelse(value, _stop(sentence).cast(value.type()))
