"""Which tables of the database were asked while something was made: what it has to be made anew for."""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

NAMES = re.compile(r"[a-z][a-z0-9]*_[a-z0-9_]+")
"""Everything in a question that may be the name of a table. Those that are columns do no harm."""


class _ThisThread(threading.local):
    def __init__(self):
        self.notes: list[set[str]] = []


_this_thread = _ThisThread()


@contextmanager
def tables_asked() -> Iterator[set[str]]:
    """The names in every question to the database until the block ends, in this thread."""
    names: set[str] = set()
    _this_thread.notes.append(names)
    try:
        if len(_this_thread.notes) > 1:
            yield names
        else:
            with connection.execute_wrapper(_note):
                yield names
    finally:
        _this_thread.notes.pop()
        asked_also(names)


def asked_also(names: Iterable[str]) -> None:
    """What is made now rests on something that was made from these."""
    if _this_thread.notes:
        _this_thread.notes[-1].update(names)


def pointed_at(*models: type[Model]) -> set[str]:
    """The tables that things of these models may ask later, one by one: of what they point at."""
    fields = [field for model in models for field in model._meta.get_fields() if field.concrete]
    return {field.related_model._meta.db_table for field in fields if field.related_model}


def _note(execute, sql, params, many, context):
    _this_thread.notes[-1].update(NAMES.findall(sql))
    return execute(sql, params, many, context)
