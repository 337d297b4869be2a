"""A backup: written beside, read again, synced, renamed into place. Killed at any moment it is whole or not there."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from lagesbild.backup import archive, databases
from lagesbild.backup.contents import STAMP, UNFINISHED, Installation, home_files, raw_files, series
from lagesbild.backup.figure_store import figure_contents, runs_in
from lagesbild.backup.manifest import Manifest
from lagesbild.backup.problems import BackupProblem

LOCK = "lock"


def write_backup(
    installation: Installation,
    target: Path,
    *,
    now: datetime,
    key: bool = True,
    progress: Callable[[str], object] = lambda line: None,
) -> Manifest:
    """Write ``target`` anew. Raises BackupProblem, and an earlier archive of that name is then as it was."""
    target = target.absolute()
    _see_that_it_may_be_written(target)
    remove_unfinished(target.parent)
    with _working_folder(target) as folder:
        unfinished = folder / "archive"
        manifest = _write(installation, unfinished, target, now, key, progress)
        progress("Reading it again")
        archive.verify(unfinished)
        os.replace(unfinished, target)
        _sync_folder(target.parent)
    _note(installation.home, target, now)
    return manifest


def _write(installation, unfinished: Path, target: Path, now: datetime, key: bool, progress) -> Manifest:
    writer = archive.ArchiveWriter(unfinished, now)
    progress("The database")
    # Before the files: what is uploaded meanwhile is then a file too many, and no file is one too few.
    copy, database = databases.copy_database(installation.database, unfinished.parent)
    writer.add(copy.name, copy)
    copy.unlink()
    progress("Uploads, raw figures and reports")
    for name, path in home_files(installation, key=key, archive=target):
        writer.add(name, path)
    for number, folder in enumerate(installation.raw, 1):
        for name, path in raw_files(number, folder):
            writer.add(name, path)
    return writer.seal(
        Manifest(
            version=installation.version,
            written_at=now,
            database=database,
            figures=figure_contents(installation.figures),
            raw_folders=tuple(map(str, installation.raw)),
            has_key="home/secret_key" in writer.files,
            files={},
            missing_runs=_missing_runs(installation.figures, writer.files),
        )
    )


def _missing_runs(store: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Where LAGESBILD_RAW is not said as when the store was built, the backup would lack figures in silence."""
    held = {"/".join(name.split("/")[-3:-1]) for name in names if name.endswith("/origin.json")}
    return tuple(sorted(runs_in(store) - held))


def older_than(newest: int, target: Path) -> list[Path]:
    """The archives beside ``target`` with its name but for the digits, all but the ``newest`` so many."""
    written = {}
    for path in target.parent.iterdir():
        if path.is_file() and series(path.name) == series(target.name):
            try:
                with archive.opened(path) as (_zip, manifest):
                    written[path] = manifest.written_at
            except BackupProblem:  # something else, or damaged: a person looks at it
                continue
    return sorted(written, key=lambda path: (written[path], path.name), reverse=True)[newest:]


def remove_unfinished(folder: Path) -> None:
    """What killed backups have left behind; one that is being written holds its lock."""
    for leftover in folder.glob(f"*{UNFINISHED}*"):
        with open(leftover / LOCK, "a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _working_folder(target: Path) -> Iterator[Path]:
    """Beside the archive, on the same disk; nobody else may look into it."""
    folder = target.with_name(f".{target.name}{UNFINISHED}{os.getpid()}")
    folder.mkdir(mode=0o700)
    try:
        with open(folder / LOCK, "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _see_that_it_may_be_written(target: Path) -> None:
    if not target.parent.is_dir():
        raise BackupProblem(f"There is no folder {target.parent}. Make it, on another disk than the site's.")
    if target.exists():
        try:
            with archive.opened(target):
                return
        except archive.DamagedArchive:
            raise BackupProblem(
                f"{target} is there already and is no whole backup. Move it away, or give another name."
            ) from None


def _note(home: Path, target: Path, now: datetime) -> None:
    """For those who watch. The backup is in place, whatever becomes of this."""
    beside = home / f"{STAMP}.lock"
    beside.write_text(json.dumps({"at": now.isoformat(), "file": str(target), "size": target.stat().st_size}))
    beside.replace(home / STAMP)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
