"""Killed at random, a few times: ``python -m bench.killed`` does it a hundred. Nothing is half-done afterwards."""

import sqlite3
import subprocess
import sys
import zipfile

import pytest

from lagesbild.framework import first_database
from tests.conftest import ROOT

RUNS = [(2, "--during table picture --upgrade-every 0"), (4, "--upgrade-every 4")]
"""How many kills in all after each run: two of what is uploaded, one of anything, and one of an upgrade."""


@pytest.fixture
def older(tmp_path):
    """A home whose database lacks one migration."""
    with sqlite3.connect(tmp_path / "older.sqlite3") as database:
        database.executescript(first_database.FILE.read_text())
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.execute("DROP TABLE django_session")
    with zipfile.ZipFile(tmp_path / "older.zip", "w") as home:
        home.write(tmp_path / "older.sqlite3", "database.sqlite3")
    return tmp_path / "older.zip"


def test_killed_at_random_nothing_is_half_done_and_a_second_run_goes_on(tmp_path, older):
    order = f"-m bench.killed --within 1 --folder {tmp_path / 'killed'} --older {older}"
    for times, how in RUNS:
        arguments = [sys.executable, *f"{order} --times {times} {how}".split()]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=400)
        assert done.returncode == 0, done.stdout + done.stderr[-4000:]
        assert f"{times} kills over" in done.stdout
        assert "wrong: 0" in done.stdout
    assert "upgrade 1" in done.stdout
