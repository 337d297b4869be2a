"""The tables that every source ends in, whatever shape it came in."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

OBSERVATION = ibis.schema(
    {
        "indicator": "string",  # the source's own id, e.g. N00945
        "area": "string",  # four digits for municipalities and regions, 0000 the country, G… groups
        "period": "string",  # as str(Period) writes it: 2023, 2022/23, 2020–2022, 2023-H1, 2020-11
        "year": "int32",  # the period's last year
        "subgroup": "string",
        "value": "float64",  # null when text or reason stands instead
        "text": "string",  # a value that is a word: Ja, Påbörjat
        "reason": "string",  # why there is no value: - missing, . not applicable, .. secret
        "flag": "string",  # empty, preliminary, extrapolated or estimated
        "members": "int32",  # how many municipalities a group's mean rests on, else null
        "comment": "string",
        "deleted": "boolean",  # the publisher has taken the value back
    }
)
INDICATOR = ibis.schema(
    {"indicator": "string", "title": "string", "unit": "string", "definition": "string", "retired": "boolean"}
)
AREA = ibis.schema({"area": "string", "name": "string", "kind": "string"})  # kind: see AreaKind
MEMBER = ibis.schema({"group_area": "string", "area": "string", "year": "int32"})  # year: null or pinned

AREA_KINDS = ("municipality", "region", "country", "group", "district")
FLAGS = ("", "preliminary", "extrapolated", "estimated")


@dataclass(frozen=True)
class Tidied:
    """What a source's raw folder holds, as Ibis tables with the schemas above."""

    observations: Table
    indicators: Table
    areas: Table
    members: Table


def empty(schema: ibis.Schema) -> Table:
    """A table without rows, for a source that has nothing of a kind."""
    return ibis.memtable([], schema=schema)
