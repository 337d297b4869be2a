"""What the four first screens keep between them: the kit that is followed, and the fetch that is under way.

They are files in the home folder, so that every worker sees them and nothing is lost when somebody logs out. The fetch
is ``lagesbild new`` in a process of its own: the same work as on the command line.
"""

import fcntl
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lagesbild.kits import DEFAULT, Kit, KitIndicator, kit_text, read_kit

STATE, FOLDER = "new.json", "begin"
KIT, LOG, LOCK = "kit.csv", "fetch.log", "fetch.lock"


@dataclass(frozen=True)
class FetchProgress:
    """How far a fetch has come: ``done`` of ``total`` questions to Kolada, and its last line."""

    running: bool
    done: int
    total: int
    line: str


def state() -> dict:
    """What the last ``lagesbild new`` noted: code, retired ids, trouble. Empty before the first."""
    file = settings.HOME / STATE
    return json.loads(file.read_text()) if file.exists() else {}


def followed_kit() -> Kit | None:
    """The kit as it was chosen; None before anything is."""
    file = _folder() / KIT
    return read_kit(file) if file.exists() else None


def all_kits() -> Kit:
    """What there is to choose from: the product's kit, and rows of one's own that were chosen before."""
    shipped, own = read_kit(DEFAULT), followed_kit()
    more = [row for row in own.indicators if row.id not in shipped.by_id] if own else []
    return Kit(shipped.name, (*shipped.indicators, *more))


def keep_kit(rows: Iterable[KitIndicator]) -> None:
    (_folder() / KIT).write_text(kit_text(rows), encoding="utf-8")


def start_fetch(code: str) -> None:
    """Begin ``lagesbild new`` beside the site, unless one is running. It holds a lock until it ends."""
    lock = _lock()
    if lock is None:
        return
    with lock, (_folder() / LOG).open("w") as log:
        order = ["new", code, "--yes", "--no-serve", "--drafts", "--kit", str(_folder() / KIT)]
        base_url = state().get("base_url", "")
        order += ["--base-url", base_url] if base_url else []
        process = subprocess.Popen(
            [sys.executable, "-m", "lagesbild", *order],
            env={**os.environ, "LAGESBILD_HOME": str(settings.HOME)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
        )
    # Somebody has to ask how it ended, or it stays in the list of processes.
    threading.Thread(target=process.wait, daemon=True).start()


def fetch_progress() -> FetchProgress:
    lock = _lock()
    if lock is not None:
        lock.close()
    lines = (_folder() / LOG).read_text().splitlines() if (_folder() / LOG).exists() else []
    steps = [match for line in lines if (match := re.match(r"Kolada (\d+)/(\d+)", line))]
    done, total = map(int, steps[-1].groups()) if steps else (0, 0)
    return FetchProgress(
        lock is None, done, total, next((line for line in reversed(lines) if line.strip()), "")
    )


def fetch_failed() -> str:
    """Why the last fetch broke off, in its own words; empty where it ended as it should."""
    progress = fetch_progress()
    return progress.line.removeprefix("lagesbild: ") if progress.line.startswith("lagesbild: ") else ""


def _lock():
    """The lock's file, held; None while a fetch holds it."""
    lock = (_folder() / LOCK).open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _folder() -> Path:
    folder = settings.HOME / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder
