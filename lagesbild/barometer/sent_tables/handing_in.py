"""The figures of a sent table made into a run of its origin, as ``lagesbild fetch workbook`` does."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lagesbild.barometer.models import SentTable
from lagesbild.barometer.sent_tables.answers import kept_mapping
from lagesbild.figures.origin import OriginError
from lagesbild.figures.sources import workbook

RESERVED = ("kolada", "reported", "register")
"""Origins that something else fills."""
WORKING = "handing-in"
"""The folder of the home where a run is made, before it stands whole among the raw files."""
FIELDS = ("id", "publisher", "licence", "address")


def beginning(table: SentTable) -> dict[str, str]:
    """What the form of the origin begins with: what was said of the table of last year, or the file's own name."""
    earlier = table.earlier()
    name = slugify(re.sub(r"(?:19|20)[0-9]{2}", "", Path(table.name).stem)) or "tabell"
    return earlier.origin if earlier and earlier.origin else {"id": name, "licence": "CC0"}


def origin_faults(origin: dict[str, str]) -> list[str]:
    """What is lacking or wrong in what is said of the origin."""
    faults = []
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", origin["id"]):
        faults.append(_("Namnet på källan skrivs med små bokstäver a–z, siffror och bindestreck."))
    if origin["id"] in RESERVED:
        faults.append(_("Källan %(id)s fylls av något annat. Välj ett eget namn.") % origin)
    if not all(origin[field] for field in FIELDS):
        faults.append(_("Skriv vem som har gett ut siffrorna, på vilka villkor och var de finns."))
    return faults


def hand_in(table: SentTable, origin: dict[str, str], *, only_new: bool, now: datetime) -> Path:
    """Take the figures in as a new run, and keep the answers for next year. Raises SourceProblems.

    Killed before the table says that it is handed in, it is there to hand in once more: the same figures again.
    """
    run = settings.HOME / "raw" / origin["id"] / f"{now:%Y-%m-%dT%H%M%SZ}"
    with _working_folder(settings.HOME / WORKING) as folder:
        if run.exists():
            raise OriginError(f"{run} is there already. Hand in once more.")
        file = folder / _file_name(table.name)
        file.write_bytes(bytes(table.content))
        mapping = kept_mapping(table.answers)
        workbook.fetch(folder / "run", file=file, **origin, mapping=mapping, whole=not only_new, now=now)
        run.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / "run", run)
    table.origin, table.handed_in_at, table.content = origin, now, b""
    table.save()
    return run


@contextmanager
def _working_folder(parent: Path) -> Iterator[Path]:
    """Beside the raw files, for as long as it lasts. One hands in at a time: what else lies there was broken off."""
    parent.mkdir(parents=True, exist_ok=True)
    with open(parent / "lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in parent.iterdir():
            if leftover.is_dir():
                shutil.rmtree(leftover)
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            yield Path(folder)


def _file_name(name: str) -> str:
    """The file's own name, without what a browser may have put before it."""
    return re.split(r"[\\/]", name)[-1].lstrip(".") or "tabell.csv"
