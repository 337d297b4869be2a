"""Thousands of rows at once, for sums: dictionaries in place of objects, days and amounts read from what is written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, DecimalField, F, QuerySet
from django.db.models.functions import Cast

READ = {DateField: date.fromisoformat, DecimalField: Decimal}


def bare_rows(found: QuerySet, names: Sequence[str]) -> list[dict[str, Any]]:
    """What ``found.values(*names)`` gives, of fields that are the model's own.

    Days and amounts are asked for as text. The way by which Django reads them is long, and of thousands of rows it
    takes longer than all the rest. An amount has the decimals that the database writes: 12.5 and not 12.50.
    """
    kinds = {field.name: type(field) for field in found.model._meta.concrete_fields}
    readers = {name: READ[kinds[name]] for name in names if kinds.get(name) in READ}
    asked = [Cast(name, CharField()) if name in readers else F(name) for name in names]
    rows = [dict(zip(names, values, strict=True)) for values in found.values_list(*asked)]
    for name, read in readers.items():
        for row in rows:
            if (text := row[name]) is not None:
                row[name] = read(text)
    return rows
