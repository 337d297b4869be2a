"""Uploaded files that no row of the database names: an upload, a change or a removal was broken off on the way.

A file comes before its row and goes after it, so that every row has its file. What is then left is removed a day later.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

KEPT = timedelta(days=1)
"""Somebody may be uploading it just now."""
FOLDERS = ("original_images", "images", "documents")
"""Where Wagtail puts pictures, pictures as they were cut, and documents. What else lies there is not ours to remove."""


def remove_unclaimed(now: datetime) -> int:
    """How many were removed: those that nobody has written to for a day."""
    old = [path for path in unclaimed() if path.stat().st_mtime < (now - KEPT).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def unclaimed() -> list[Path]:
    """The files first, the rows after: one that is uploaded meanwhile is then in both or in none."""
    root = Path(settings.MEDIA_ROOT)
    files = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*")) if path.is_file()]
    claimed = set(_claimed())
    return [path for path in files if path.relative_to(root).as_posix() not in claimed]


def _claimed() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                yield from model._base_manager.values_list(field.name, flat=True)
