"""An older database brought up to this version and killed on the way, again and again until it has come through.

``KilledUpgrades`` kills; the rest runs in processes of its own. The same upgrade is made first without a kill, and how
the database stood after each migration is written down. Whenever it is killed the database must stand just as after one
of them; and when it has come through, as that one did, to the last row. Then the older database is begun with anew.
"""

import hashlib
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

OLDER = sorted(Path(__file__).parent.parent.joinpath("tests", "upgrade").glob("*.zip"))
"""Homes that earlier versions made; of each the database."""
WITHIN = 1.5
"""Seconds from the end of the first migration, which takes as long as all the others."""
AT_ONCE = 0.25
"""How often it is killed within so long from its very start."""
PATIENCE = 300
WRITTEN_LAST = ("auth_permission", "django_content_type", "framework_publicnumber")
"""What is written for all of an application's tables when every migration is done."""


@dataclass
class KilledUpgrades:
    """``apart`` calls a function of a module in a process of its own; ``forks`` makes processes that are killed."""

    folder: Path
    chance: random.Random
    forks: object
    apart: Callable
    homes: Sequence[Path]

    def kill_once(self) -> list[str]:
        """Kill it once on its way, and say what is then wrong. What has come through is begun with anew."""
        for _upgrade in range(9):
            older = self._older()
            if self._was_killed(older):
                return self._wrong(older, "standing_wrong")
            if faults := self._wrong(older, "come_through_wrong"):
                return faults
            self._database(older).unlink()
        raise SystemExit("It was never killed before it came through.")

    def _older(self) -> Path:
        """The older home whose database is on its way; else the next, laid out, with what it is held against."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for older in self.homes:
            if self._database(older).exists():
                return older
        older = self.chance.choice(self.homes)
        if not self._expected(older).exists():
            self._lay_out(older)
            self.apart(__name__, "note_expected", self._database(older), self._expected(older), wait=PATIENCE)
        self._lay_out(older)
        return older

    def _database(self, older: Path) -> Path:
        return self.folder / f"{older.stem}.sqlite3"

    def _expected(self, older: Path) -> Path:
        return self.folder / f"{older.stem}.json"

    def _lay_out(self, older: Path) -> None:
        for path in self.folder.glob(f"{older.stem}.sqlite3*"):
            path.unlink()
        beside = self._database(older).with_suffix(".part")
        with zipfile.ZipFile(older) as archive:
            beside.write_bytes(archive.read("database.sqlite3"))
        beside.replace(self._database(older))

    def _was_killed(self, older: Path) -> bool:
        """False when it came through before it was killed."""
        begun, at_once = self.forks.Event(), self.chance.random() < AT_ONCE
        process = self.forks.Process(target=bring_up, args=(self._database(older), begun, at_once))
        process.start()
        if not begun.wait(PATIENCE):
            raise SystemExit("The upgrade never began.")
        process.join(self.chance.uniform(0, WITHIN))
        if process.exitcode:
            raise SystemExit(f"The upgrade failed by itself ({process.exitcode}): see above.")
        came_through = process.exitcode == 0
        process.kill()
        process.join()
        return not came_through

    def _wrong(self, older: Path, ask: str) -> list[str]:
        return self.apart(__name__, ask, self._database(older), self._expected(older))


# --- In a process of its own ------------------------------------------------------------------------------


def bring_up(database: Path, begun, at_once: bool) -> None:
    """As ``lagesbild migrate`` does with the database. ``begun`` is set by the first migration, or at once."""
    if at_once:
        begun.set()
    _migrate(database, note=begun.set)


def note_expected(database: Path, expected: Path) -> None:
    """Bring it up unkilled, and write down how it stood after each migration, and in the end."""
    standings: dict[str, list[str]] = {}

    def note() -> None:
        standings.setdefault(_applied(database), []).append(_standing(database))

    note()
    _migrate(database, note)
    content = {"standings": standings, "end": _written(database)}
    beside = expected.with_suffix(".part")
    beside.write_text(json.dumps(content))
    beside.replace(expected)


def _migrate(database: Path, note: Callable[[], object]) -> None:
    """``note`` is called after each migration, and while an application's last rows are written."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.models.signals import post_migrate

    import bench.killed_work  # noqa: F401, sets Django up
    from lagesbild.framework.management.commands.migrate import Command

    class NotingCommand(Command):
        def migration_progress_callback(self, action, migration=None, fake=False):
            if action == "apply_success":
                note()

    connections["default"].settings_dict["NAME"] = str(database)
    post_migrate.connect(lambda **_signal: note(), weak=False)
    call_command(NotingCommand(), verbosity=0, interactive=False)


def standing_wrong(database: Path, expected: Path) -> list[str]:
    """What is wrong right after a kill."""
    faults = [*_unsound(database)]
    standings = json.loads(expected.read_text())["standings"]
    applied = _applied(database)
    if applied not in standings:
        return [*faults, f"{database.name}: the migrations that are noted are not those of any moment"]
    if _standing(database) not in standings[applied]:
        faults.append(f"{database.name}: it is not as after {json.loads(applied)[-1]}")
    return faults


def come_through_wrong(database: Path, expected: Path) -> list[str]:
    end = json.loads(expected.read_text())["end"]
    now = _written(database)
    differing = [name for name in sorted(end.keys() | now.keys()) if end.get(name) != now.get(name)]
    return [*_unsound(database), *(f"{name} is not as where nobody killed" for name in differing)]


def _unsound(database: Path) -> Iterator[str]:
    with closing(sqlite3.connect(database)) as connection:
        for order in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            yield from (
                f"{database.name}: {order}: {row}" for row in connection.execute(order) if row != ("ok",)
            )


def _applied(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return json.dumps(sorted(connection.execute("SELECT app, name FROM django_migrations")))


def _standing(database: Path) -> str:
    """Of the schema and every row, but for what is written when all migrations are done."""
    written = _written(database)
    text = [f"{name} {written[name]}" for name in sorted(written) if not _is_written_last(name)]
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def _is_written_last(name: str) -> bool:
    return name in WRITTEN_LAST or name.startswith("public_number_") or name == "sqlite_sequence"


def _written(database: Path) -> dict[str, str]:
    """A checksum of every table with its rows, and of every index and trigger. When a migration was noted is left out,
    and so is the order in which that was."""
    from lagesbild.framework import first_database

    statements: dict[str, list[str]] = {}
    with closing(sqlite3.connect(database)) as connection:
        names = dict(connection.execute("SELECT sql || ';', name FROM sqlite_master WHERE sql IS NOT NULL"))
        for statement in first_database.written(connection).split(";\n"):
            name = names.get(f"{statement};") or _table_of(statement)
            statements.setdefault(name, []).append(statement)
    return {
        name: hashlib.sha256("\n".join(lines).encode()).hexdigest()
        for name, lines in statements.items()
        if name != "django_migrations"
    }


def _table_of(statement: str) -> str:
    return statement.split('"')[1] if statement.startswith('INSERT INTO "') else ""
