"""Killed at random, a few times: ``python -m bench.killed`` does it a hundred. Nothing is half-done afterwards."""

import subprocess
import sys

from tests.conftest import ROOT

KILLS = 3


def test_killed_at_random_nothing_is_half_done_and_a_second_run_goes_on(tmp_path):
    order = [sys.executable, "-m", "bench.killed", "--within", "1", "--folder", str(tmp_path / "killed")]
    for times in (KILLS - 1, KILLS):
        done = subprocess.run(
            [*order, "--times", str(times)], cwd=ROOT, capture_output=True, text=True, timeout=400
        )
        assert done.returncode == 0, done.stdout + done.stderr[-4000:]
        assert f"{times} kills over" in done.stdout
        assert "wrong: 0" in done.stdout
