"""What a person has said, or a reader has understood, of how a table is laid out; and the same as plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from lagesbild.tables.outcome import Wording


class ColumnRole(StrEnum):
    """What a column holds, as it is written in a mapping."""

    PLACE = "plats"
    TIME = "tid"
    GROUP = "grupp"
    INDICATOR = "nyckeltal"
    MEASURE = "mått"
    UNIT = "enhet"
    FLAG = "flagga"
    COMMENT = "kommentar"
    LEFT_OUT = "bort"


class Shape(StrEnum):
    """How the values lie."""

    ONE_MEASURE = "ett mått"
    MEASURES = "mått som kolumner"
    YEARS = "år som kolumner"


@dataclass(frozen=True)
class TableMapping:
    """How one table is to be read.

    ``heading_rows``: as Excel counts. ``columns``: heading → role. ``measures``: what a column of values is headed,
    without its year → indicator, or nothing where it is left out. ``area``, ``period``: of the whole table, where no
    column says. ``left_out_rows``: rows that have this text in a cell that is no value. ``missing``: what stands
    for a missing value. ``unknown_places_left_out``: rows of places that the barometer lacks are left out.
    ``blank_as_above``: an empty cell under a place, time or group repeats what stands above it.
    ``short_names``: whether Stockholm is the municipality or the county, where a table has both kinds.
    """

    sheet: str = ""
    heading_rows: tuple[int, ...] = ()
    columns: Mapping[str, ColumnRole] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    period: str = ""
    left_out_rows: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown_places_left_out: bool = False
    blank_as_above: bool = False
    short_names: str = ""

    def headed(self, role: ColumnRole) -> tuple[str, ...]:
        """The headings of the columns that have this role."""
        return tuple(heading for heading, its_role in self.columns.items() if its_role == role)


LEFT_OUT = "bort"
"""Instead of an indicator: the measure is not read."""

ROW_SAYS = "enligt raden"
"""Instead of an indicator: a column of the row names it."""
EMPTY = "(tom)"
"""Among the rows that are left out: those whose place is empty."""
UNNAMED = "värdena"
"""How a file names the values whose headings say nothing but their year."""

KEYS = {
    "sheet": "blad",
    "heading_rows": "rubrikrader",
    "columns": "kolumner",
    "measures": "mått",
    "area": "plats för hela tabellen",
    "period": "tid för hela tabellen",
    "left_out_rows": "rader som lämnas bort",
    "missing": "saknat värde skrivs",
    "unknown_places_left_out": "okända platser lämnas bort",
    "blank_as_above": "tom cell är som ovan",
    "short_names": "korta namn är",
}
COUNTIES, MUNICIPALITIES = "län", "kommuner"


class MappingFault(ValueError):
    """What is wrong with a mapping that somebody has filled in."""

    def __init__(self, what: Wording):
        self.what = what
        super().__init__(what.sv)


def as_words(mapping: TableMapping) -> dict[str, Any]:
    """The mapping as a file keeps it."""
    plain = {KEYS[part.name]: getattr(mapping, part.name) for part in fields(TableMapping)}
    plain[KEYS["columns"]] = {heading: str(role) for heading, role in mapping.columns.items()}
    plain[KEYS["measures"]] = {stem or UNNAMED: name for stem, name in mapping.measures.items()}
    return {key: list(words) if isinstance(words, tuple) else words for key, words in plain.items()}


def from_words(plain: object) -> TableMapping:
    """The mapping that a file keeps. Raises MappingFault with a sentence."""
    if not isinstance(plain, Mapping):
        raise MappingFault(_NOT_A_MAPPING)
    if strange := [str(key) for key in plain if key not in KEYS.values()]:
        raise MappingFault(_UNKNOWN_KEY.fill(key=strange[0], keys=", ".join(KEYS.values())))
    words = {name: plain[key] for name, key in KEYS.items() if plain.get(key) not in (None, "")}
    return TableMapping(**{name: _READERS[name](KEYS[name], part) for name, part in words.items()})


def _text(key: str, part: object) -> str:
    if isinstance(part, Mapping | list):
        raise MappingFault(_WRONG_KIND.fill(key=key))
    return str(part).strip()


def _texts(key: str, part: object) -> tuple[str, ...]:
    return tuple(_text(key, item) for item in (part if isinstance(part, list) else [part]))


def _rows(key: str, part: object) -> tuple[int, ...]:
    try:
        return tuple(sorted(int(number) for number in _texts(key, part)))
    except ValueError:
        raise MappingFault(_WRONG_KIND.fill(key=key)) from None


def _yes(key: str, part: object) -> bool:
    answer = str(part).strip().lower()
    if answer not in ("true", "false", "ja", "nej"):
        raise MappingFault(_WRONG_KIND.fill(key=key))
    return answer in ("true", "ja")


def _kind(key: str, part: object) -> str:
    kind = str(part).strip().lower()
    if kind not in (COUNTIES, MUNICIPALITIES):
        raise MappingFault(_WRONG_KIND.fill(key=key))
    return kind


def _roles(key: str, part: object) -> dict[str, ColumnRole]:
    roles = {}
    for heading, word in _pairs(key, part).items():
        if word and word not in set(ColumnRole):
            raise MappingFault(_UNKNOWN_ROLE.fill(word=word, heading=heading, roles=", ".join(ColumnRole)))
        if word:
            roles[heading] = ColumnRole(word)
    return roles


def _pairs(key: str, part: object) -> dict[str, str]:
    if not isinstance(part, Mapping):
        raise MappingFault(_WRONG_KIND.fill(key=key))
    return {str(heading): "" if word is None else _text(key, word) for heading, word in part.items()}


def _measures(key: str, part: object) -> dict[str, str]:
    return {"" if stem == UNNAMED else stem: name for stem, name in _pairs(key, part).items()}


_READERS = {
    "sheet": _text,
    "heading_rows": _rows,
    "columns": _roles,
    "measures": _measures,
    "area": _text,
    "period": _text,
    "left_out_rows": _texts,
    "missing": _texts,
    "unknown_places_left_out": _yes,
    "blank_as_above": _yes,
    "short_names": _kind,
}
_NOT_A_MAPPING = Wording(
    "Beskrivningen är inte en lista med nyckelord och värden.", "The mapping is not keys with values."
)
_UNKNOWN_KEY = Wording("Nyckelordet {key} är okänt. Här finns {keys}.", "The key {key} is not one of {keys}.")
_WRONG_KIND = Wording("Det som står vid {key} går inte att läsa.", "What stands at {key} cannot be read.")
_UNKNOWN_ROLE = Wording(
    "”{word}” vid kolumnen {heading} är okänt. Skriv {roles}.",
    "“{word}” at the column {heading} is not one of {roles}.",
)
