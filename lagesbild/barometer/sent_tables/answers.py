"""The answers of the form, as the mapping that a table is read with, and what the form shows of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lagesbild.figures.sources.workbook import TableLook
from lagesbild.tables.columns import fold
from lagesbild.tables.layout import (
    ColumnRole,
    MappingFault,
    TableMapping,
    Understanding,
    as_words,
    from_words,
)
from lagesbild.tables.layout.mapping import KEYS, LEFT_OUT, ROW_SAYS

ROLES = (
    ("", _("Värden, eller inte besvarat")),
    (ColumnRole.PLACE, _("Plats")),
    (ColumnRole.TIME, _("Tid")),
    (ColumnRole.GROUP, _("Grupp")),
    (ColumnRole.INDICATOR, _("Nyckeltalets namn")),
    (ColumnRole.UNIT, _("Enhet")),
    (ColumnRole.FLAG, _("Flagga")),
    (ColumnRole.COMMENT, _("Kommentar")),
    (ColumnRole.LEFT_OUT, pgettext_lazy("en kolumn i en tabell", "Lämnas bort")),
)
EXAMPLES = 3


@dataclass(frozen=True)
class ColumnField:
    """A column in the form: its field, what it is called, its first cells and the role it has."""

    name: str
    heading: str
    examples: str
    role: str
    is_value: bool


@dataclass(frozen=True)
class MeasureQuestion:
    name: str
    heading: str
    indicator: str
    of_row: bool


def shape_of(understanding: Understanding | None) -> str:
    """What tables of one layout have in common: their headings, without the years that they say."""
    if understanding is None or not understanding.columns:
        return ""
    headings = sorted({fold(c.stem if c.period else c.heading) for c in understanding.columns})
    return hashlib.sha256("\n".join(headings).encode()).hexdigest()


def column_fields(look: TableLook) -> list[ColumnField]:
    understanding = look.understanding
    if understanding is None:
        return []
    body = look.rows[max(understanding.mapping.heading_rows, default=0) :]
    measures = understanding.mapping.measures
    fields = []
    for column in understanding.columns:
        cells = [
            str(row[column.index]) for row in body if column.index < len(row) and row[column.index] != ""
        ]
        if cells:
            role = understanding.mapping.columns.get(column.heading, "")
            is_value = not role and (column.stem in measures or column.heading in measures)
            examples = ", ".join(cell[:30] for cell in cells[:EXAMPLES])
            fields.append(ColumnField(f"kolumn-{column.index}", column.heading, examples, role, is_value))
    return fields


def measure_fields(look: TableLook) -> list[MeasureQuestion]:
    measures = look.understanding.mapping.measures if look.understanding else {}
    return [
        MeasureQuestion(f"matt-{place}", stem, "" if name == ROW_SAYS else name, name == ROW_SAYS)
        for place, (stem, name) in enumerate(measures.items())
    ]


def mapping_sent(sent: QueryDict, look: TableLook) -> TableMapping:
    """The mapping that the form says. Raises MappingFault."""
    return from_words(
        {
            KEYS["sheet"]: sent.get("blad", ""),
            KEYS["heading_rows"]: _parts(sent.get("rubrikrader", "")),
            KEYS["columns"]: {
                field.heading: sent.get(field.name, field.role) for field in column_fields(look)
            },
            KEYS["measures"]: _measures(sent, look),
            KEYS["area"]: sent.get("plats", ""),
            KEYS["period"]: sent.get("tid", ""),
            KEYS["left_out_rows"]: _lines(sent.get("bort", "")),
            KEYS["missing"]: _parts(sent.get("saknas", "")),
            KEYS["unknown_places_left_out"]: "ja" if "okanda" in sent else "nej",
            KEYS["short_names"]: sent.get("namn", ""),
            KEYS["blank_as_above"]: "ja" if "ovan" in sent else "nej",
        }
    )


def _measures(sent: QueryDict, look: TableLook) -> dict[str, str]:
    measures = {}
    for field in measure_fields(look):
        name = sent.get(field.name, "").strip()
        measures[field.heading] = LEFT_OUT if name.casefold() == LEFT_OUT else name
    return {stem: name for stem, name in measures.items() if name}


def _parts(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def kept_mapping(answers: dict) -> TableMapping | None:
    """The mapping that is kept; None where nothing is, or what is kept is of another version."""
    try:
        return from_words(answers) if answers else None
    except MappingFault:
        return None


def next_years(answers: dict) -> dict:
    """The answers that hold for the next file too: the time of the whole table is asked anew."""
    return answers | {KEYS["period"]: ""} if answers else {}


def words_of(mapping: TableMapping) -> dict:
    return as_words(mapping)


def cells_shown(rows: Sequence[Sequence], headings: Sequence[int]) -> list[tuple[int, bool, list[str]]]:
    """The sheet's first rows for the page: each row's number, whether it is a heading, and its cells as text."""
    return [
        (number, number in headings, [_shown(cell) for cell in row[:30]])
        for number, row in enumerate(rows, start=1)
    ]


def _shown(cell: object) -> str:
    text = getattr(cell, "what", None) or str(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"
