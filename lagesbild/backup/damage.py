"""Is what the database says, and points to, there? After a restoring, apart from what people should look at."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from lagesbild.backup.contents import UNFINISHED_RESTORE
from lagesbild.backup.databases import SQLITE, kind_of

MOST_TOLD = 20


def damages(home: Path, database: Mapping) -> list[str]:
    """A sentence for each: a restoring that was broken off, a database that is not sound, uploads that are missing."""
    lines = []
    if (home / UNFINISHED_RESTORE).exists():
        lines.append(f"{home} holds half of a restoring. Empty it, and run lagesbild restore again.")
    lines += _unsound(database)
    return lines or [*_missing_uploads()][:MOST_TOLD]


def _unsound(database: Mapping) -> list[str]:
    if kind_of(database) != SQLITE:
        return []
    file = Path(database["NAME"])
    if not file.exists():
        return [f"There is no database at {file}. Restore a backup, or begin: lagesbild new"]
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=60)) as connection:
            lines = [line for (line,) in connection.execute("PRAGMA integrity_check(3)") if line != "ok"]
            lines += [
                f"{table} points to {parent} that is not there"
                for table, _rowid, parent, _key in connection.execute("PRAGMA foreign_key_check")
            ]
    except sqlite3.DatabaseError as error:
        lines = [str(error)]
    return [f"The database {file} is damaged: {line}" for line in lines[:MOST_TOLD]]


def _missing_uploads() -> Iterator[str]:
    """Files that a row of the database names and the disk does not have."""
    from django.apps import apps
    from django.db.models import FileField

    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, FileField):
                continue
            names = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
            yield from (
                f"{model._meta.label}: the file {name} is missing from the uploads"
                for name in names.iterator()
                if name and not field.storage.exists(name)
            )
