"""Killed at any moment, a build never leaves a page without figures."""

import multiprocessing
import os
import random
import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lagesbild.figures import queries, store

pytestmark = pytest.mark.long

RAW = Path(__file__).resolve().parents[2] / "examples" / "jonkoping" / "raw"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KILLS = int(os.environ.get("KILLS", "4"))  # make bench-killed: fifty

# A fork of a process that has imported everything and opened nothing: a kill then hits the build itself.
forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["lagesbild.figures.store", "lagesbild.figures.sources.workbook"])


class Reader(threading.Thread):
    """Reads without pause, and keeps what was not the full answer."""

    def __init__(self, path: Path):
        super().__init__(daemon=True)
        self.path, self.full = path, _read(path)
        self.reads, self.wrong, self.done = 0, [], threading.Event()

    def run(self):
        while not self.done.is_set():
            try:
                answer = _read(self.path)
            except Exception as error:
                answer = error
            self.reads += 1
            if answer != self.full:
                self.wrong.append(answer)


def _read(path: Path) -> dict:
    found = queries.series(path, ["se_1_3", "N03937"], ["0680", "0000"])
    return {key: [(seen.period, seen.value) for seen in series] for key, series in found.items()}


@pytest.fixture
def raw(tmp_path):
    """Three of the example's origins: the whole of it would take a minute more."""
    for origin in ("jonkoping", "kolada-n03937", "sei"):
        shutil.copytree(RAW / origin, tmp_path / "raw" / origin)
    return tmp_path / "raw"


def _start(path: Path, raw: Path):
    process = forks.Process(target=store.build, args=(path, [raw]), kwargs={"now": NOW})
    process.start()
    return process


def _seconds(path: Path, raw: Path) -> float:
    begun = time.monotonic()
    process = _start(path, raw)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begun


def test_killing_the_build_at_random_never_leaves_a_page_without_figures(tmp_path, raw):
    path = tmp_path / "figures.duckdb"
    _seconds(path, raw)  # starts the fork server
    whole = _seconds(path, raw)
    reader = Reader(path)
    assert any(reader.full.values())
    reader.start()
    moments, killed = random.Random(), 0
    for _try in range(3 * KILLS):
        if killed == KILLS:
            break
        process = _start(path, raw)
        # A little beyond the whole, so that some are hit while they swap.
        process.join(moments.uniform(0, whole * 1.1))
        killed += process.exitcode is None
        process.kill()
        process.join()
    reader.done.set()
    reader.join()
    assert not reader.wrong, reader.wrong[:3]
    assert reader.reads > KILLS
    assert killed == KILLS
    assert _seconds(path, raw) > 0
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "figures.duckdb",
        "figures.duckdb.previous",
        "raw",
    ]
