"""``lagesbild backup``: all that cannot be made again, in one file that can be trusted."""

import argparse
import errno
from pathlib import Path

from lagesbild.commands import common
from lagesbild.commands.demo import EXAMPLE


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "backup",
        run,
        "words, uploads, raw figures, reports and key in one file, while the site runs; run it every night",
        "lagesbild backup /backup/lagesbild-$(date +%F).zip --keep 14",
        "lagesbild backup /backup/ --keep 14",
        "lagesbild backup --verify /backup/lagesbild-2026-11-23.zip",
    )
    command_parser.add_argument(
        "file", metavar="FILE", help="the archive to write; in a folder it is named by the time"
    )
    command_parser.add_argument(
        "--verify", action="store_true", help="write nothing: is every byte of the archive as it was written?"
    )
    command_parser.add_argument(
        "--keep",
        type=_at_least_one,
        metavar="N",
        help="afterwards remove all but the newest N beside it whose names differ in digits only",
    )
    command_parser.add_argument(
        "--without-key", action="store_true", help="leave out secret_key; everybody then logs in again"
    )
    common.add_json(command_parser)


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("say a whole number, 1 or more")
    return int(text)


def run(arguments) -> int:
    target = Path(arguments.file).resolve()
    if arguments.verify:
        return _verify(target, arguments)
    from lagesbild.backup import writing

    now = common.now()
    if target.is_dir():
        target = target / f"lagesbild-{now:%Y-%m-%dT%H%M%SZ}.zip"
    try:
        manifest = writing.write_backup(
            installation(), target, now=now, key=not arguments.without_key, progress=common.progress
        )
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise common.CommandProblem(
            f"The disk of {target.parent} is full, so no backup was written; the earlier are as they were."
            " Make room there, or name another folder."
        ) from error
    removed = _remove_old(target, arguments.keep)
    if arguments.json:
        common.print_json({**_figures(target, manifest), "removed": removed})
    else:
        print(f"Written: {_sentence(target, manifest)}")
        for path in removed:
            print(f"Removed, older than the newest {arguments.keep}: {path}")
    return tell_missing(manifest)


def tell_missing(manifest) -> int:
    """The exit code: 1 where figures of the store are in no raw folder that the backup has."""
    if not manifest.missing_runs:
        return 0
    names = ", ".join(manifest.missing_runs[:3])
    common.progress(
        f"The backup lacks {len(manifest.missing_runs)} raw runs that the figures were built from ({names})."
        " Say LAGESBILD_RAW as when they were built, and write it again."
    )
    return 1


def installation():
    """Where this installation has everything."""
    from lagesbild import __version__
    from lagesbild.backup.contents import Installation

    settings = common.figure_settings()
    # lagesbild demo says itself where the example's raw figures are.
    beside = settings.RAW[1:] or ([EXAMPLE / "raw"] if settings.IS_EXAMPLE else [])
    return Installation(
        home=settings.HOME,
        database=settings.DATABASES["default"],
        figures=settings.FIGURES,
        raw=tuple(folder.resolve() for folder in beside),
        version=__version__,
    )


def _verify(target: Path, arguments) -> int:
    from lagesbild.backup import archive

    manifest = archive.verify(target, common.progress)
    if arguments.json:
        common.print_json(_figures(target, manifest))
    else:
        print(f"Whole: {_sentence(target, manifest)}")
    return tell_missing(manifest)


def _remove_old(target: Path, keep: int | None) -> list[Path]:
    from lagesbild.backup import writing

    old = writing.older_than(keep, target) if keep else []
    for path in old:
        path.unlink()
    return old


def _figures(target: Path, manifest) -> dict:
    return {
        "file": target,
        "bytes": target.stat().st_size,
        "version": manifest.version,
        "written_at": manifest.written_at,
        "files": len(manifest.files),
        "tables": manifest.database.tables,
        "migrations": len(manifest.database.migrations),
        "figures": manifest.figures and manifest.figures.observations,
        "key": manifest.has_key,
        "missing_runs": manifest.missing_runs,
    }


def _sentence(target: Path, manifest) -> str:
    rows = sum(manifest.database.tables.values())
    key = "" if manifest.has_key else ", without the key"
    return (
        f"{target}, {target.stat().st_size / 1e6:.1f} MB, of {manifest.written_at:%Y-%m-%d %H:%M} UTC:"
        f" {len(manifest.files)} files, {rows} rows in {len(manifest.database.tables)} tables{key}."
    )
