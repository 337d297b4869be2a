"""``python -m bench.killed_backup``: a backup killed at random while fifty people write; it is whole or not there.

Fifty threads write to one database, SQLite's or PostgreSQL's: each transaction adds a step and raises two numbers,
which are therefore always equal, and as many as there are steps. Uploads come and go. A process writes backups over
and over under one name and is killed at a random moment. After each kill the archive of that name is verified, and what
the database in it says is held against itself. ``--database`` names an empty PostgreSQL database.
"""

import argparse
import multiprocessing
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from lagesbild.backup import archive
from lagesbild.backup.contents import UNFINISHED, Installation
from lagesbild.backup.databases import FILES, POSTGRESQL, SQLITE, program_of_postgresql
from lagesbild.backup.writing import remove_unfinished, write_backup

PEOPLE = 50
LAY_OUT = """
    CREATE TABLE numbers (first bigint, second bigint);
    CREATE TABLE step (number bigint, text varchar(4000));
    INSERT INTO numbers VALUES (0, 0);
"""
WRITE = (
    "UPDATE numbers SET first = first + 1",
    "INSERT INTO step SELECT first, '{text}' FROM numbers",
    "UPDATE numbers SET second = second + 1",
)
TEXT = "En mening som någon har skrivit. " * 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.killed_backup", description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="kills (default: %(default)s)")
    parser.add_argument("--database", default="", metavar="ADDRESS", help="postgresql://user@host:port/empty")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="lagesbild-killed-backup-") as folder:
        outcome = KilledBackups(Path(folder), seed, options.database).run(options.times)
    print(", ".join(f"{number} {what}" for what, number in outcome.items()))
    return min(outcome["wrong"], 1)


class KilledBackups:
    """A home where people write, and one archive that is written over and over."""

    def __init__(self, folder: Path, seed: int, address: str = ""):
        self.chance, self.address = random.Random(seed), address
        self.home, self.target = folder / "home", folder / "lagesbild.zip"
        (self.home / "media").mkdir(parents=True)
        database = _postgresql(address) if address else _sqlite(self.home)
        self.installation = Installation(self.home, database, self.home / "figures.duckdb", (), "0.1.0")
        for number in range(20):
            (self.home / "media" / f"picture-{number}.png").write_bytes(self.chance.randbytes(100_000))
        self.forks = multiprocessing.get_context("forkserver")
        self.forks.set_forkserver_preload(["lagesbild.backup.writing"])

    def run(self, times: int) -> Counter:
        """How many kills left no archive, the one before, or a new one; and what was wrong."""
        self._execute(LAY_OUT)
        outcome = Counter(wrong=0)
        with self._people_writing():
            self._kill_after(None)  # the first process takes longer
            started = time.monotonic()
            self._kill_after(None)
            whole = time.monotonic() - started
            self.target.unlink()
            for _number in range(times):
                before = self._written_at()
                self._kill_after(self.chance.uniform(0, 2 * whole))  # it grows meanwhile
                after = self._written_at()
                outcome[
                    "none" if after is None else "the one before" if after == before else "a new one"
                ] += 1
                outcome["wrong"] += len(self._faults())
        outcome["steps written meanwhile"] = self._steps()
        remove_unfinished(self.target.parent)
        outcome["wrong"] += len(list(self.target.parent.glob(f"*{UNFINISHED}*")))
        return outcome

    def _kill_after(self, seconds: float | None) -> None:
        process = self.forks.Process(target=_write_once, args=(self.installation, self.target))
        process.start()
        process.join(seconds)
        process.kill()
        process.join()
        if seconds is None and process.exitcode:
            raise SystemExit(f"A backup that nobody killed failed ({process.exitcode}).")

    def _written_at(self) -> datetime | None:
        """When the archive that is there was written; it is whole, or it raises."""
        return archive.verify(self.target).written_at if self.target.exists() else None

    def _faults(self) -> list[str]:
        """What the database in the archive says that cannot have been so at any moment."""
        if not self.target.exists():
            return []
        with archive.opened(self.target) as (members, manifest), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / FILES[manifest.database.kind]
            archive.unpack(members, copy.name, manifest.files[copy.name], copy)
            numbers = _numbers_in_sqlite(copy) if manifest.database.kind == SQLITE else _numbers_in_dump(copy)
        steps = manifest.database.tables["step"]
        return [] if set(numbers) == {steps} else [f"numbers {numbers}, {steps} steps"]

    @contextmanager
    def _people_writing(self):
        ended = threading.Event()
        people = [threading.Thread(target=self._write, args=(number, ended)) for number in range(PEOPLE)]
        for person in people:
            person.start()
        try:
            yield
        finally:
            ended.set()
            for person in people:
                person.join()

    def _write(self, number: int, ended: threading.Event) -> None:
        upload = self.home / "media" / f"plan-{number}.pdf"
        with closing(self._connect()) as connection:
            while not ended.wait(random.uniform(0, 0.2)):
                connection.execute("BEGIN IMMEDIATE" if not self.address else "BEGIN")
                for statement in WRITE:
                    connection.execute(statement.format(text=TEXT))
                connection.execute("COMMIT")
                upload.write_bytes(random.randbytes(random.randrange(50_000)))
                if random.random() < 0.3:
                    upload.unlink()

    def _connect(self):
        if not self.address:
            return sqlite3.connect(self.installation.database["NAME"], timeout=60, isolation_level=None)
        import psycopg

        return psycopg.connect(self.address, autocommit=True)

    def _execute(self, statements: str) -> None:
        with closing(self._connect()) as connection:
            if not self.address:
                connection.execute("PRAGMA journal_mode = WAL")
            for statement in statements.split(";"):
                if statement.strip():
                    connection.execute(statement)

    def _steps(self) -> int:
        with closing(self._connect()) as connection:
            return connection.execute("SELECT count(*) FROM step").fetchone()[0]


def _write_once(installation: Installation, target: Path) -> None:
    write_backup(installation, target, now=datetime.now(UTC))


def _sqlite(home: Path) -> dict:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "lagesbild.sqlite3"}


def _postgresql(address: str) -> dict:
    parts = urlsplit(address)
    names = {"HOST": parts.hostname, "PORT": parts.port, "USER": parts.username, "PASSWORD": parts.password}
    return {"ENGINE": f"django.db.backends.{POSTGRESQL}", "NAME": parts.path.lstrip("/"), **names}


def _numbers_in_sqlite(copy: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute("SELECT first, second FROM numbers").fetchone()


def _numbers_in_dump(copy: Path) -> tuple[int, ...]:
    order = [program_of_postgresql("pg_restore"), "--data-only", "--table=numbers", "--file=-", str(copy)]
    text = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    return tuple(map(int, re.search(r"^(\d+)\t(\d+)$", text, re.MULTILINE).groups()))


if __name__ == "__main__":
    sys.exit(main())
