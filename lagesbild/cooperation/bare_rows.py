"""Thousands of rows at once, for sums: dictionaries in place of objects, days and amounts read from what is written."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, DecimalField, F, QuerySet
from django.db.models.functions import Cast

READ = {DateField: date.fromisoformat, DecimalField: Decimal}


def bare_rows(queryset: QuerySet, names: Sequence[str]) -> list[dict[str, Any]]:
    """What ``found.values(*names)`` gives, of fields that are the model's own.

    The way by which Django reads days and amounts is long, and of thousands of rows it takes longer than all the
    rest. An amount has the decimals that the database writes: 12.5 and not 12.50.
    """
    rows = [dict(zip(names, texts, strict=True)) for texts in text_rows(queryset, names)]
    for name, reader in _readers(queryset, names).items():
        for row in rows:
            if (text := row[name]) is not None:
                row[name] = reader(text)
    return rows


def text_rows(queryset: QuerySet, names: Sequence[str]) -> QuerySet:
    """The rows as tuples, with days and amounts as the text that the database writes."""
    readers = _readers(queryset, names)
    return queryset.values_list(*(Cast(name, CharField()) if name in readers else F(name) for name in names))


def _readers(queryset: QuerySet, names: Sequence[str]) -> dict[str, Callable[[str], Any]]:
    kinds = {field.name: type(field) for field in queryset.model._meta.concrete_fields}
    return {name: READ[kinds[name]] for name in names if kinds.get(name) in READ}
