"""Things of the register with all that hangs on them, in one question: a page of one would else ask thirty times.

Each thing's rows come as JSON beside the thing itself. Organisations and funding programmes, which everything points
at, are read once and kept until one of them is written.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, JSONArray
from django.http import Http404

from lagesbild.cooperation.models import FundingProgramme
from lagesbild.framework.database_state import kept_until_written
from lagesbild.organisations.models import Organisation

Tree = Mapping[str, "Tree"]
PREFIX = "json_of_"
READERS = {
    DateField: lambda field, text: date.fromisoformat(text),
    DateTimeField: lambda field, text: _aware(datetime.fromisoformat(text)),
    DecimalField: lambda field, text: Decimal(text).quantize(Decimal(1).scaleb(-field.decimal_places)),
    BooleanField: lambda field, value: bool(value),
    UUIDField: lambda field, text: UUID(text),
}


class JSONRows(Subquery):
    """All rows of a question that gives one JSON array a row, as a JSON array in its order."""

    template = "(SELECT json_group_array(json(u.cells)) FROM (%(subquery)s) u)"
    output_field = TextField()

    def as_postgresql(self, compiler, connection):
        template = "(SELECT coalesce(json_agg(u.cells), '[]')::text FROM (%(subquery)s) u)"
        return self.as_sql(compiler, connection, template=template)


def read_together(things: QuerySet, *paths: str) -> list[Model]:
    """The things with the rows of these relations, ``grants__claims`` too, as if they had been prefetched."""
    tree, rows = _question(things.model, paths)
    in_order = list(things.annotate(**rows))
    children: list[Model] = []
    for thing in in_order:
        for name, below in tree.items():
            children += _hang_on(thing, name, json.loads(vars(thing).pop(PREFIX + name)), below)
    _point_at(children)
    return in_order


def read_one(things: QuerySet, *paths: str) -> Model:
    """As :func:`read_together` of the one that there is; a page that is not found where there is none."""
    for thing in read_together(things, *paths):
        return thing
    raise Http404


@kept_until_written
def organisations() -> Mapping[int, Organisation]:
    """All of them, with those that followed them. They are shared by all who ask, and nobody may change them."""
    return Organisation.objects.select_related("successor").in_bulk()


@kept_until_written
def funding_programmes() -> Mapping[int, FundingProgramme]:
    """All of them with their funders, shared by all who ask."""
    return FundingProgramme.objects.select_related("funder").in_bulk()


SHARED = {Organisation: organisations, FundingProgramme: funding_programmes}


# --- The question -----------------------------------------------------------------------------------------


@cache
def _question(model: type[Model], paths: tuple[str, ...]) -> tuple[Tree, dict[str, JSONRows]]:
    """What is asked beside the things. It takes longer to put together than to answer, and is always the same."""
    tree = _tree(paths)
    return tree, {PREFIX + name: _rows(model, name, tree[name]) for name in tree}


def _tree(paths: Iterable[str]) -> Tree:
    tree: dict = {}
    for path in paths:
        branch = tree
        for name in path.split("__"):
            branch = branch.setdefault(name, {})
    return tree


def _rows(model: type[Model], name: str, below: Tree) -> JSONRows:
    """What hangs on a thing by one relation: a row's columns, then what hangs on it in its turn."""
    relation = model._meta.get_field(name)
    child = relation.related_model
    backwards = relation.field.name if relation.auto_created else relation.related_query_name()
    cells = [_cell(field) for field in child._meta.concrete_fields]
    cells += [_rows(child, of_child, further) for of_child, further in below.items()]
    rows = child._default_manager.filter(**{backwards: OuterRef("pk")}).order_by(*child._meta.ordering)
    return JSONRows(rows.values(cells=JSONArray(*cells)))


def _cell(field: Field) -> Cast | str:
    """An amount as the text that the database writes: a number of JSON has lost its decimals."""
    return Cast(field.attname, CharField()) if isinstance(field, DecimalField) else field.attname


# --- The answer -------------------------------------------------------------------------------------------


def _hang_on(thing: Model, name: str, rows: list[list], below: Tree) -> list[Model]:
    """Gives the thing its rows as a prefetch does; all of them, and theirs in their turn, are given back."""
    relation = thing._meta.get_field(name)
    fields = relation.related_model._meta.concrete_fields
    own, all_children = [], []
    for row in rows:
        child = _child(relation.related_model, fields, row)
        if relation.auto_created:
            setattr(child, relation.field.name, thing)
        own.append(child)
        for (of_child, further), cell in zip(below.items(), row[len(fields) :], strict=True):
            further_rows = json.loads(cell) if isinstance(cell, str) else cell
            all_children += _hang_on(child, of_child, further_rows, further)
    _prefetched(thing, name, own)
    return own + all_children


def _child(model: type[Model], fields: Iterable[Field], row: list) -> Model:
    cells = [_read(field, cell) for field, cell in zip(fields, row, strict=False)]
    return model.from_db("default", [field.attname for field in fields], cells)


def _read(field: Field, cell: Any) -> Any:
    reader = READERS.get(type(field))
    return cell if cell is None or reader is None else reader(field, cell)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _prefetched(thing: Model, name: str, own: list[Model]) -> None:
    rows = getattr(thing, name).get_queryset()
    rows._result_cache, rows._prefetch_done = own, True
    if not hasattr(thing, "_prefetched_objects_cache"):
        thing._prefetched_objects_cache = {}
    thing._prefetched_objects_cache[name] = rows


def _point_at(children: list[Model]) -> None:
    """What the rows point at: of what is shared, the shared one; a document is asked for."""
    pointing = [
        (child, field)
        for child in children
        for field in child._meta.concrete_fields
        if field.related_model in SHARED and getattr(child, field.attname)
    ]
    shared = {model: SHARED[model]() for model in {field.related_model for _child, field in pointing}}
    for child, field in pointing:
        setattr(child, field.name, shared[field.related_model][getattr(child, field.attname)])
    with_document = [child for child in children if getattr(child, "document_id", None)]
    prefetch_related_objects(with_document, "document")
