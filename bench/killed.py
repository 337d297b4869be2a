"""``python -m bench.killed``: the process killed at random, a hundred times, and nothing half-done afterwards.

A process saves, hands in, approves, publishes, returns, takes back, corrects, writes letters, reads in lists, takes in
tables of figures, pictures and documents, synchronises from a Kolada on loopback, builds the figures and writes
backups, on a real SQLite file. It is killed with SIGKILL at a random moment. A fresh process then holds what is there
against ``killed_checks``; another does a day's work on top of it; and it is held against them once more. Every third
day, and whenever it was the figures that were broken off, the day is a whole one, with synchronising and building. In
between an older database is brought up, and killed on the way (``killed_upgrades``). The seed is printed: ``--seed``
does the same again, as far as a clock can be repeated.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.killed_shape import AREAS, KPIS, YEARS, generation
from bench.killed_so_far import KillsSoFar
from bench.killed_upgrades import OLDER, KilledUpgrades
from bench.upgraded_databases import OnPostgresql, OnSqlite
from tests.figures.sources.kolada_server import Kolada

WITHIN = 2.0
AT_ONCE = 0.15
"""Seconds within which it is killed when it has begun what it is to be killed during."""
FIGURES, WHOLE_DAYS = {"synchronise", "build"}, 3
"""After which kills the work goes on with the figures too: it takes half the time of everything."""
HOME_LASTS = 100
"""Kills in one home, before another is begun."""
SLOW_IMPORTS = [
    "pandas",
    "ibis.backends.duckdb",
    "ibis.backends.duckdb.converter",
    "duckdb",
    "PIL.PngImagePlugin",
]
"""What is otherwise imported when it is first needed, for seconds, in each of the processes."""
PATIENCE = 120
"""Seconds that any of the processes that are not killed may take."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.killed", description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="kills (default: %(default)s)")
    parser.add_argument(
        "--within",
        type=float,
        default=WITHIN,
        metavar="SECONDS",
        help="killed at the latest then (%(default)s)",
    )
    parser.add_argument(
        "--during",
        metavar="WHAT",
        nargs="+",
        default=(),
        help="only while it does one of these, such as letters, table or picture",
    )
    parser.add_argument(
        "--upgrade-every",
        type=int,
        default=10,
        metavar="N",
        help="every so many kills an older database that is brought up is killed (%(default)s; 0: none)",
    )
    parser.add_argument("--older", type=Path, nargs="+", default=OLDER, help="the homes with the databases")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument(
        "--folder",
        type=Path,
        help="work here, keep it, and go on where the last run with it ended: --times is then how many in all",
    )
    parser.add_argument("--keep", action="store_true", help="keep the folder, to look at")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    folder = options.folder or Path(tempfile.mkdtemp(prefix="lagesbild-killed-"))
    options.keep |= options.folder is not None
    print(f"seed {seed}", flush=True)
    try:
        upgrades = Upgrades(options.upgrade_every, options.older)
        return Bench(folder, seed, options.during, upgrades).run(options.times, options.within)
    finally:
        if options.keep:
            print(f"kept in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Upgrades:
    """How often one is killed in place of the work, and of the databases of which homes."""

    every: int = 0
    homes: Sequence[Path] = ()

    def is_turn(self, number: int) -> bool:
        return self.every > 0 and number % self.every == 0


class Bench:
    """One home that is worked in and killed in again and again."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        during: Sequence[str] = (),
        upgrades: Upgrades = Upgrades(),
        database: str = "",
    ):
        self.folder, self.chance = folder, random.Random(seed)
        self.during, self.upgrades = during, upgrades
        self.noted = folder / "doing"
        (folder / "tmp").mkdir(parents=True, exist_ok=True)
        self.so_far = KillsSoFar.of(folder)
        tempfile.gettempdir()  # that of the bench itself, which Python settles now
        self._set_environment(database)
        # A fork of a process that has imported everything and opened nothing: a kill then hits the work itself.
        self.forks = multiprocessing.get_context("forkserver")
        self.forks.set_forkserver_preload(
            ["bench.killed_work", "bench.killed_home", "bench.killed_checks", *SLOW_IMPORTS]
        )
        databases = OnPostgresql(folder, database) if database else OnSqlite(folder / "upgrades")
        self.killed_upgrades = KilledUpgrades(databases, self.chance, self.forks, self.apart, upgrades.homes)

    def _set_environment(self, database: str) -> None:
        # Settings are read once, by the process that all the others are forked from.
        os.environ |= {
            "LAGESBILD_HOME": str(self.folder / "home"),
            "DJANGO_SETTINGS_MODULE": "lagesbild.config.settings",
            "TMPDIR": str(self.folder / "tmp"),
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.pop("LAGESBILD_DATABASE", None)
        if database:
            os.environ["LAGESBILD_DATABASE"] = database
        os.environ.pop("LAGESBILD_RAW", None)

    def run(self, times: int, within: float) -> int:
        start, so_far = time.monotonic(), self.so_far
        with Kolada() as kolada:
            if so_far.day > 1:
                # The bench itself may have been ended in the middle of a day.
                so_far.day = max(so_far.day, int(self.doing()[1] or 0) + 1)
                self.apart("bench.killed_home", "bring_up_to_date")
            for number in range(so_far.kills + 1, times + 1):
                if self.upgrades.is_turn(number):
                    self.kill_upgrade(number)
                else:
                    if so_far.day == 1 or so_far.of_home >= HOME_LASTS:
                        self.begin_home(kolada)
                    self.kill_once(kolada, number, within)
                so_far.note(self.folder)
            self.count_home()
        self.tell(so_far, time.monotonic() - start)
        return min(len(so_far.wrong), 1)

    def begin_home(self, kolada: Kolada) -> None:
        """The first, or another: what is held against its history takes longer the longer that is."""
        self.count_home()
        # The folder of the home and its key are made by the process that the others are forked from.
        for path in [*self.folder.glob("home/*"), *self.folder.glob("mail"), *self.folder.glob("backup")]:
            if path.name != "secret_key":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.noted.unlink(missing_ok=True)
        self.so_far.begin_home()
        self.publish(kolada, self.so_far.generation)
        start = time.monotonic()
        self.apart("bench.killed_home", "prepare", kolada.url)
        print(f"prepared in {time.monotonic() - start:.0f} s", flush=True)

    def count_home(self) -> None:
        if self.so_far.of_home:
            self.so_far.counts.update(self.apart("bench.killed", "counts"))

    def kill_once(self, kolada: Kolada, number: int, within: float) -> None:
        so_far, before = self.so_far, self.so_far.generation
        self.publish(kolada, before + 1)
        killed_in, day = self.kill(kolada.url, so_far.day, within)
        now = self.apart("bench.killed_checks", "standing", {before, before + 1})
        so_far.old += now.generation == before
        so_far.uncertain += now.uncertain
        whole = number % WHOLE_DAYS == 0 or killed_in in FIGURES
        self.apart("bench.killed_work", "go_on", kolada.url, day, whole)
        current = before + 1 if whole else now.generation
        faults = now.faults + self.apart("bench.killed_checks", "wrong_after", current, whole)
        so_far.add(number, killed_in, f"day {day}", faults)
        so_far.day, so_far.generation, so_far.of_home = day + 1, current, so_far.of_home + 1

    def kill_upgrade(self, number: int) -> None:
        self.so_far.add(number, "upgrade", "", self.killed_upgrades.kill_once())

    def publish(self, kolada: Kolada, number: int) -> None:
        """Kolada changes every figure, so that a store that shows some of both is seen to."""
        if not kolada.kpis:
            for id, name in KPIS.items():
                kolada.kpi(id, name)
            kolada.municipality("0000", "Riket", "L")
            kolada.municipality("0680", "Provkommunen")
        for id in KPIS:
            for area in AREAS:
                for year in YEARS:
                    kolada.figure(id, area, year, changed="2999-01-01", T=generation(number) + year - 2000)

    def kill(self, url: str, day: int, within: float) -> tuple[str, int]:
        """What was being done when it was killed, and which day it was."""
        self.noted.unlink(missing_ok=True)  # what the one before it did
        begun = self.forks.Event()
        arguments = (url, day, self.chance.randrange(10**9), self.noted, begun)
        process = self.forks.Process(target=_call, args=(None, "bench.killed_work", "live", *arguments))
        process.start()
        if not begun.wait(PATIENCE):
            raise SystemExit("The process never began its work.")
        if self.during:
            self.await_work(process, self.chance.choice(self.during))
            within = AT_ONCE
        process.join(self.chance.uniform(0, within))
        if process.exitcode is not None:
            raise SystemExit(f"The process ended by itself ({process.exitcode}), day {day}: see above.")
        process.kill()
        process.join()
        what, reached = self.doing()
        return what or "start", max(int(reached or 0), day)

    def await_work(self, process, what: str) -> None:
        """Until it does what it is to be killed during. It goes on by itself: sometimes that is over too soon."""
        last = time.monotonic() + PATIENCE
        while self.doing()[0] != what and process.is_alive() and time.monotonic() < last:
            time.sleep(0.0005)

    def doing(self) -> tuple[str, str]:
        """What it does, and on which day; empty when it has not begun."""
        noted = self.noted.read_text().strip() if self.noted.exists() else ""
        what, _space, day = noted.rpartition(" ")
        return what, day

    def apart(self, module: str, function: str, *arguments, wait: float = PATIENCE):
        """Call a function in a process that knows nothing of what was before. Returns what it returned."""
        ours, theirs = self.forks.Pipe(duplex=False)
        process = self.forks.Process(target=_call, args=(theirs, module, function, *arguments))
        process.start()
        theirs.close()
        try:
            answer = ours.recv() if ours.poll(wait) else None
        except EOFError:
            answer = None
        process.join(PATIENCE)
        if process.exitcode != 0:
            raise SystemExit(f"{function} failed ({process.exitcode}): see above.")
        return answer

    def tell(self, so_far: KillsSoFar, seconds: float) -> None:
        days = so_far.days + so_far.day
        print(f"\n{so_far.kills} kills over {days} days of work, the last of them in {seconds:.0f} s")
        print("  killed during: " + ", ".join(f"{what} {n}" for what, n in so_far.during.most_common()))
        newer = so_far.kills - so_far.old - so_far.during["upgrade"]
        print(f"  the store afterwards: the old {so_far.old} times, the new {newer} times")
        print(
            f"  letters uncertain at the kill: {so_far.uncertain}, each sent once more another day or no longer needed"
        )
        print("  " + ", ".join(f"{n} {what}" for what, n in so_far.counts.items()))
        print(f"  wrong: {len(so_far.wrong)}")


def _call(answer, module: str, function: str, *arguments) -> None:
    import gc
    import importlib

    gc.freeze()  # what all have in common is looked through by none
    answered = getattr(importlib.import_module(module), function)(*arguments)
    if answer is not None:
        answer.send(answered)


def counts() -> dict[str, int]:
    """What there is in the end."""
    from bench.killed_checks import letters_sent
    from lagesbild.reporting.models import Item, Letter, Record, ReportedValue, Step

    letters = Letter.objects.filter(sent_at__isnull=False)
    return {
        "answers": Item.objects.exclude(steps=None).distinct().count(),
        "steps": Step.objects.count(),
        "published": Step.objects.filter(what__in=["approved", "corrected"]).count(),
        "reported values": ReportedValue.objects.count(),
        "rounds closed": Record.objects.count(),
        "letters logged as sent": letters.count(),
        "letters taken": len(letters_sent()),
    }


if __name__ == "__main__":
    sys.exit(main())
