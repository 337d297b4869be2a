"""A backup put back into an empty home, and held against its own list."""

import csv
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from zipfile import ZipFile

from lagesbild.backup import archive, databases
from lagesbild.backup.contents import DERIVED, KEY, UNFINISHED_RESTORE, Installation
from lagesbild.backup.figure_store import figure_contents
from lagesbild.backup.manifest import DatabaseContents, Manifest
from lagesbild.backup.problems import BackupProblem

RESTORING = ".restoring"
MAY_BE_THERE = {KEY, "lost+found"}
"""In a home that counts as empty: the key is made by the first command that is run there."""


def see_that_it_fits(
    manifest: Manifest, installation: Installation, migrations: Collection[str], path: Path
) -> None:
    """Raises BackupProblem where this program, this home or this database cannot take it."""
    unknown = sorted(set(manifest.database.migrations) - set(migrations))
    if _parts(manifest.version) > _parts(installation.version) or unknown:
        lacks = f" (it lacks {len(unknown)} changes of the database, such as {unknown[0]})" if unknown else ""
        raise BackupProblem(
            f"The backup was written by version {manifest.version}, and this is {installation.version}{lacks}."
            f" Install {manifest.version} or a later version, and restore with that."
        )
    kind = databases.kind_of(installation.database)
    if manifest.database.kind != kind:
        raise BackupProblem(
            f"The backup is of {manifest.database.kind}, and LAGESBILD_DATABASE names {kind}."
            " Restore it into a database of its own kind."
        )
    _see_that_there_is_nothing(installation)
    free = shutil.disk_usage(installation.home).free
    if manifest.size > free:
        raise BackupProblem(
            f"{path} holds {manifest.size >> 20} MB and the disk of {installation.home} has {free >> 20} MB left."
        )


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdecimal()]


def _see_that_there_is_nothing(installation: Installation) -> None:
    home = installation.home
    home.mkdir(parents=True, exist_ok=True)
    if (home / UNFINISHED_RESTORE).exists():
        raise BackupProblem(f"{home} holds half of a restoring. Empty it, and run it again.")
    in_the_way = sorted(path.name for path in home.iterdir() if path.name not in MAY_BE_THERE)
    if in_the_way:
        raise BackupProblem(
            f"{home} is not empty ({', '.join(in_the_way[:3])}). Nothing was changed."
            " Give LAGESBILD_HOME an empty folder."
        )
    if databases.holds_anything(installation.database):
        raise BackupProblem(
            f"The database {installation.database['NAME']} is not empty. Nothing was changed."
            " Make a new one: createdb --encoding=UTF8, and name it in LAGESBILD_DATABASE."
        )


def restore(
    path: Path,
    installation: Installation,
    migrations: Collection[str],
    progress: Callable[[str], object] = lambda line: None,
) -> Manifest:
    """Put the files and the database in place. Raises BackupProblem unless all of it is as it was.

    The home is marked as half restored until :func:`finish`, when the figures have been built.
    """
    progress("Looking the backup through")
    manifest = archive.verify(path, progress)
    see_that_it_fits(manifest, installation, migrations, path)
    (installation.home / UNFINISHED_RESTORE).write_text(f"{path}\n")
    (installation.home / KEY).unlink(missing_ok=manifest.has_key)
    progress(f"{len(manifest.files)} files, {manifest.size >> 20} MB")
    with archive.opened(path) as (members, _manifest):
        written = _unpack(members, manifest, installation)
    wrong = [name for name, target in written.items() if archive.seal_of(target) != manifest.files[name]]
    if wrong:
        raise BackupProblem(f"Other on the disk than in the backup: {', '.join(wrong)}. Is the disk sound?")
    _join_derivations(installation.home)
    progress("The database")
    databases.put_back(installation.database, written[databases.FILES[manifest.database.kind]])
    _compare_database(manifest.database, databases.contents(installation.database))
    return manifest


def finish(manifest: Manifest, installation: Installation) -> str:
    """Hold the figures that were built against the backup's, and take the mark away. A remark, or nothing."""
    rebuilt = figure_contents(installation.figures)
    expected = manifest.figures
    remark = ""
    if expected and expected.comparable(rebuilt):
        if expected != rebuilt:
            raise BackupProblem(
                f"The figures are others than in the backup: {rebuilt.observations} from sources and {rebuilt.earlier}"
                f" earlier, which were {expected.observations} and {expected.earlier}."
            )
    elif expected:
        remark = (
            "The figures are built from more runs, or by another version, than when the backup was written."
        )
    (installation.home / UNFINISHED_RESTORE).unlink()
    return remark


def moved_folders(manifest: Manifest, installation: Installation) -> list[str]:
    """The raw folders beside the home whose runs have come into it."""
    in_place = _folders_in_place(manifest, installation)
    return [folder for number, folder in enumerate(manifest.raw_folders, 1) if number not in in_place]


def _compare_database(expected: DatabaseContents, restored: DatabaseContents) -> None:
    if differences := expected.differences(restored):
        lines = "\n".join(f"  {line}" for line in differences)
        raise BackupProblem(f"The database is not as it was in the backup:\n{lines}")


def _unpack(members: ZipFile, manifest: Manifest, installation: Installation) -> dict[str, Path]:
    """Every file to its place. Where each is now."""
    in_place = _folders_in_place(manifest, installation)
    targets = {
        name: target
        for name in manifest.files
        if (target := _place(name, manifest, installation.home, in_place))
    }
    for name, target in targets.items():
        archive.unpack(members, name, manifest.files[name], target)
    return targets


def _place(name: str, manifest: Manifest, home: Path, in_place: set[int]) -> Path | None:
    """Where a file of the archive goes; None where it is already, in a raw folder beside the home."""
    area, _slash, rest = name.partition("/")
    if area == "home":
        return home / rest
    if area != "raw":
        return home / f"{databases.FILES[manifest.database.kind]}{RESTORING}"
    number, _slash, rest = rest.partition("/")
    if int(number) in in_place:
        return None
    return home / f"{number}-{rest}{RESTORING}" if rest == DERIVED else home / rest


def _join_derivations(home: Path) -> None:
    """What the raw folders beside the home asked for comes after what the home did, in their order."""
    for more in sorted(
        home.glob(f"*-{DERIVED}{RESTORING}"), key=lambda path: int(path.name.partition("-")[0])
    ):
        whole = home / DERIVED
        if whole.exists():
            with open(whole, newline="") as first, open(more, newline="") as second:
                rows = [*csv.DictReader(first), *csv.DictReader(second)]
            with open(whole, "w", newline="") as joined:
                writer = csv.DictWriter(joined, dict.fromkeys(name for row in rows for name in row))
                writer.writeheader()
                writer.writerows(rows)
            more.unlink()
        else:
            more.replace(whole)


def _folders_in_place(manifest: Manifest, installation: Installation) -> set[int]:
    """The raw folders beside the home that are still there, named by LAGESBILD_RAW, with all that the backup has."""
    return {
        number
        for number, folder in enumerate(manifest.raw_folders, 1)
        if Path(folder) in installation.raw and _is_in_place(Path(folder), f"raw/{number}/", manifest)
    }


def _is_in_place(folder: Path, prefix: str, manifest: Manifest) -> bool:
    seals = {
        name.removeprefix(prefix): seal for name, seal in manifest.files.items() if name.startswith(prefix)
    }
    paths = {name: _beside(folder, name) for name in seals}
    if not any(path.exists() for path in paths.values()):
        return False
    other = [
        name for name, path in paths.items() if not path.exists() or archive.seal_of(path) != seals[name]
    ]
    if other:
        raise BackupProblem(
            f"{folder} holds other files than the backup ({other[0]}). Leave LAGESBILD_RAW out:"
            " the backup has all of them, and puts them into LAGESBILD_HOME/raw."
        )
    return True


def _beside(folder: Path, name: str) -> Path:
    return folder.parent / DERIVED if name == DERIVED else folder / name.removeprefix("raw/")
