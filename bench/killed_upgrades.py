"""An older database brought up to this version and killed on the way, again and again until it has come through.

``KilledUpgrades`` kills; the rest runs in processes of its own. The same upgrade is made first without a kill, and how
the database stood after each migration is written down. Whenever it is killed the database must stand just as after one
of them; and when it has come through, as that one did, to the last row. Then the older database is begun with anew.

``bench.killed`` does it in between on SQLite, ``bench.killed_upgrades_postgresql`` on PostgreSQL.
"""

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.upgraded_databases import OnPostgresql, OnSqlite, applied, connection_to, unsound, written

HERE = "bench.killed_upgrades"
OLDER = sorted(Path(__file__).parent.parent.joinpath("tests", "upgrade").glob("*.zip"))
"""Homes that earlier versions made; of each the database."""
WITHIN = 1.5
"""Seconds from the end of the first migration, which takes as long as all the others."""
AT_ONCE = 0.25
"""How often it is killed within so long from its very start."""
PATIENCE = 300
WRITTEN_LAST = ("auth_permission", "django_content_type", "publicnumber", "public_number", "sqlite_sequence")
"""What is written for all of an application's tables when every migration is done."""
EACH_ITS_OWN = "framework_publicnumber; Type: TABLE DATA"
"""On PostgreSQL it holds the number of the transaction that wrote it."""


@dataclass
class KilledUpgrades:
    """``apart`` calls a function of a module in a process of its own; ``forks`` makes processes that are killed."""

    databases: OnSqlite | OnPostgresql
    chance: random.Random
    forks: object
    apart: Callable
    homes: Sequence[Path]

    def kill_once(self) -> list[str]:
        """Kill it once on its way, and say what is then wrong. What has come through is begun with anew."""
        for _upgrade in range(9):
            home = self._on_its_way()
            if self._was_killed(home):
                return self._wrong(home, "standing_wrong")
            if faults := self._wrong(home, "come_through_wrong"):
                return faults
            self.databases.remove(home)
        raise SystemExit("It was never killed before it came through.")

    def _on_its_way(self) -> Path:
        """The older home whose database is on its way; else another, laid out, with what it is held against."""
        self.databases.folder.mkdir(parents=True, exist_ok=True)
        for home in self.homes:
            if self._expected(home).exists() and self.databases.is_there(home):
                return home
        home = self.chance.choice(self.homes)
        if not self._expected(home).exists():
            self.databases.lay_out(home, self.apart)
            self.apart(HERE, "note_expected", self.databases.name(home), self._expected(home), wait=PATIENCE)
        self.databases.lay_out(home, self.apart)
        return home

    def _expected(self, home: Path) -> Path:
        """Of these migrations, as they are compared now: another version makes its own."""
        return self.databases.folder / f"{home.stem}-{_version()}.json"

    def _was_killed(self, home: Path) -> bool:
        """False when it came through before it was killed."""
        begun, at_once = self.forks.Event(), self.chance.random() < AT_ONCE
        process = self.forks.Process(target=bring_up, args=(self.databases.name(home), begun, at_once))
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

    def _wrong(self, home: Path, ask: str) -> list[str]:
        faults = self.apart(HERE, ask, self.databases.name(home), self._expected(home))
        return [f"{home.stem}: {fault}" for fault in faults]


@cache
def _version() -> str:
    root = Path(__file__).parent.parent
    files = [*root.glob("bench/*upgrade*.py"), *root.glob("lagesbild/*/migrations/*.py")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:12]


# --- In a process of its own ------------------------------------------------------------------------------


def bring_up(name: str, begun, at_once: bool) -> None:
    """As ``lagesbild migrate`` does with the database. ``begun`` is set by the first migration, or at once."""
    if at_once:
        begun.set()
    _migrate(name, note=begun.set)


def note_expected(name: str, expected: Path) -> None:
    """Bring it up unkilled, and write down how it stood after each migration, and in the end."""
    standings: dict[str, list[str]] = {}

    def note() -> None:
        standings.setdefault(applied(name), []).append(_standing(name))

    note()
    _migrate(name, note)
    beside = expected.with_suffix(".part")
    beside.write_text(json.dumps({"standings": standings, "end": written(name)}))
    beside.replace(expected)


def _migrate(name: str, note: Callable[[], object]) -> None:
    """``note`` is called after each migration, and while an application's last rows are written."""
    connection_to(name)
    from django.core.management import call_command
    from django.db.models.signals import post_migrate

    from lagesbild.framework.management.commands.migrate import Command

    class NotingCommand(Command):
        def migration_progress_callback(self, action, migration=None, fake=False):
            if action == "apply_success":
                note()

    post_migrate.connect(lambda **_signal: note(), weak=False)
    call_command(NotingCommand(), verbosity=0, interactive=False)


def standing_wrong(name: str, expected: Path) -> list[str]:
    """What is wrong right after a kill."""
    faults = [*unsound(name)]
    standings = json.loads(expected.read_text())["standings"]
    noted = applied(name)
    if noted not in standings:
        return [*faults, "the migrations that are noted are not those of any moment"]
    if _standing(name) not in standings[noted]:
        faults.append(f"it is not as after {len(json.loads(noted))} migrations")
    return faults


def come_through_wrong(name: str, expected: Path) -> list[str]:
    end, now = json.loads(expected.read_text())["end"], written(name)
    differing = [part for part in sorted(end.keys() | now.keys()) if end.get(part) != now.get(part)]
    return [
        *unsound(name),
        *(f"{part} is not as where nobody killed" for part in differing if EACH_ITS_OWN not in part),
    ]


def _standing(name: str) -> str:
    """Of the schema and every row, but for what is written when all migrations are done."""
    parts = [f"{part} {checksum}" for part, checksum in sorted(written(name).items())]
    text = "\n".join(part for part in parts if not any(late in part for late in WRITTEN_LAST))
    return hashlib.sha256(text.encode()).hexdigest()
