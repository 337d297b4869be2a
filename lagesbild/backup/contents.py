"""What of an installation is in a backup: all that its folder holds, but for what can be made again."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lagesbild.figures import origin

MADE_AGAIN = {"static", "cache", "handing-in", "lost+found"}
STAMP = "backup.json"
"""When the latest backup was written, for those who watch."""
UNFINISHED_RESTORE = "restore-unfinished"
KEY = "secret_key"
DERIVED = "derived.csv"
"""The quotients that are asked for, beside a raw folder."""
UNFINISHED = ".unfinished-backup-"


@dataclass(frozen=True)
class Installation:
    """Where everything of an installation is. ``raw``: raw folders beside the home."""

    home: Path
    database: Mapping
    figures: Path
    raw: tuple[Path, ...]
    version: str


def home_files(installation: Installation, *, key: bool, archive: Path) -> Iterator[tuple[str, Path]]:
    """(name in the archive, file) of what lies in the home. ``archive`` may lie there itself."""
    for path in _files(installation.home):
        parts = path.relative_to(installation.home).parts
        if _is_made_again(path, parts, installation) or is_backup_like(path, archive):
            continue
        if key or parts != (KEY,):
            yield "/".join(("home", *parts)), path


def raw_files(number: int, folder: Path) -> Iterator[tuple[str, Path]]:
    """(name in the archive, file) of the runs of a raw folder beside the home, the ``number``-th such."""
    for path in _files(folder):
        parts = path.relative_to(folder).parts
        if len(parts) > 2 and not _is_of_unfinished_run(path, parts):
            yield "/".join(("raw", str(number), "raw", *parts)), path
    if (folder.parent / DERIVED).exists():
        yield f"raw/{number}/{DERIVED}", folder.parent / DERIVED


def is_backup_like(path: Path, archive: Path) -> bool:
    """Whether it is an archive of the same series, which has the same name but for its digits; or half of one."""
    of_series = path.parent == archive.parent and series(path.name) == series(archive.name)
    return of_series or UNFINISHED in str(path)


def series(name: str) -> str:
    return re.sub(r"\d+", "0", name)


def _is_made_again(path: Path, parts: tuple[str, ...], installation: Installation) -> bool:
    first, last = parts[0], parts[-1]
    if path in _of_sqlite(Path(installation.database["NAME"])) or last.endswith(".lock"):
        return True
    if first == "sync":  # its reports are written once; what is being fetched is fetched again
        return len(parts) != 3 or not last.endswith(".json") or last == "pending.json"
    if first == "raw":
        return _is_of_unfinished_run(path, parts[1:])
    return len(parts) == 1 and (
        first in (STAMP, UNFINISHED_RESTORE) or first.startswith((installation.figures.name, f"{KEY}."))
    )


def _of_sqlite(database: Path) -> list[Path]:
    return [database.with_name(f"{database.name}{ending}") for ending in ("", "-wal", "-shm", "-journal")]


def _is_of_unfinished_run(path: Path, parts: tuple[str, ...]) -> bool:
    """A run lies two folders down in a raw folder: origin and run."""
    return len(parts) > 2 and not (path.parents[len(parts) - 3] / origin.FILE).exists()


def _files(folder: Path) -> Iterator[Path]:
    """Every plain file, also behind links to other folders, in order."""
    visited = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(root)
        if real in visited:  # a link that leads back
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if root != str(folder) or name not in MADE_AGAIN)
        yield from (path for name in sorted(names) if (path := Path(root) / name).is_file())
