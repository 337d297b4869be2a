"""Files that mean harm, through every door that a file comes in by: told in words, at once, and in little memory.

They are drawn in ``drawing.py``, and tried in one process of its own (``doors.py``), which may have four gigabytes.
"""

import json
import os
import subprocess
import sys

import pytest

MOST_BYTES = 100 << 20
MOST_SECONDS = 3
"""Of the processor's time. One is what is aimed at and what a quiet machine needs; others are slower."""


@pytest.fixture(scope="module")
def tries(tmp_path_factory) -> list[dict]:
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.doors"],
        env=os.environ | {"LAGESBILD_HOME": str(home), "RUST_BACKTRACE": "0"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def titles(tries: list[dict]) -> list[str]:
    return [f"{attempt['door']}: {attempt['file']}: {attempt}" for attempt in tries]


def test_there_are_many(tries):
    assert len({attempt["door"] for attempt in tries}) >= 30
    assert len(tries) >= 300


def test_each_is_read_or_refused_in_words(tries):
    assert titles([attempt for attempt in tries if attempt["raised"] and not attempt["in_words"]]) == []


def test_what_is_a_bomb_is_refused(tries):
    bombs = [attempt for attempt in tries if "gigabyte" in attempt["file"] and "small" not in attempt["file"]]
    assert bombs and titles([attempt for attempt in bombs if not attempt["answer"]]) == []


def test_none_takes_more_than_a_hundred_megabytes(tries):
    assert titles([attempt for attempt in tries if attempt["bytes"] > MOST_BYTES]) == []


def test_none_takes_long(tries):
    assert titles([attempt for attempt in tries if attempt["seconds"] > MOST_SECONDS]) == []
