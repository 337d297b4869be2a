"""``lagesbild restore``: a backup put back into an empty folder, and held against its own list."""

from pathlib import Path

from lagesbild.commands import backup, build, common, migrate


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "restore",
        run,
        "a backup put back into an empty LAGESBILD_HOME, the figures built; exit 0 only if all is as it was",
        "lagesbild restore /backup/lagesbild-2026-11-23.zip",
    )
    command_parser.add_argument("file", metavar="FILE", help="the archive")
    common.add_json(command_parser)


def run(arguments) -> int:
    from lagesbild.backup import restoring

    path = Path(arguments.file).resolve()
    installation = backup.installation()
    manifest = restoring.restore(path, installation, _migrations(), common.progress)
    migrate.bring_up_to_date()
    if manifest.has_runs:
        common.progress("The figures")
        build.build_figures()
    remark = restoring.finish(manifest, installation)
    rows = sum(manifest.database.tables.values())
    if arguments.json:
        common.print_json({"home": installation.home, "rows": rows, "remark": remark})
        return backup.tell_missing(manifest)
    if remark:
        print(f"Remark: {remark}")
    print(
        f"Restored into {installation.home}, and all is as in the backup of {manifest.written_at:%Y-%m-%d %H:%M} UTC:"
        f" {len(manifest.files)} files, {rows} rows in {len(manifest.database.tables)} tables."
        " Next: lagesbild check --restored, lagesbild serve"
    )
    for folder in restoring.moved_folders(manifest, installation):
        print(f"The raw figures of {folder} are in {installation.home}/raw now: leave LAGESBILD_RAW out.")
    return backup.tell_missing(manifest)


def _migrations() -> set[str]:
    """The changes of the database that this program has, and those that they stand for."""
    common.django()
    from django.db.migrations.loader import MigrationLoader

    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    replaced = {key for migration in on_disk.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in on_disk.keys() | replaced}
