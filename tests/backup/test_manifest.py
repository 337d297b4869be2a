"""The list of a backup, as this version and others write it."""

import json
from datetime import UTC, datetime

import pytest

from lagesbild.backup.manifest import (
    FORMAT,
    DatabaseContents,
    FigureContents,
    FileSeal,
    Manifest,
    from_bytes,
    to_bytes,
)
from lagesbild.backup.problems import BackupProblem

MANIFEST = Manifest(
    version="0.1.0",
    written_at=datetime(2026, 11, 30, 3, tzinfo=UTC),
    database=DatabaseContents("sqlite", {"barometer_goal": 17}, ("barometer.0001_initial",)),
    figures=FigureContents("abc", ("kolada/run-1",), 4, 0, "f00"),
    raw_folders=("/srv/raw",),
    has_key=True,
    files={"database.sqlite3": FileSeal(4096, "ab" * 32)},
)


def written(**changes) -> bytes:
    return json.dumps(json.loads(to_bytes(MANIFEST)) | changes).encode()


def test_it_comes_back_as_it_was():
    assert from_bytes(to_bytes(MANIFEST)) == MANIFEST


def test_what_a_later_version_says_besides_is_passed_by():
    database = json.loads(to_bytes(MANIFEST))["database"] | {"collation": "sv_SE"}
    assert from_bytes(written(python="3.14.1", database=database)) == MANIFEST


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": FORMAT + 1, "version": "9.1"}, "Install 9.1 or a later version"),
        ({"program": "something else"}, "it is not Lägesbild's"),
        ({"files": {"database.sqlite3": {"size": 1}}}, "sha256"),
        ({"written_at": "in the night"}, "Take another backup"),
    ],
)
def test_another_format_another_program_and_gaps_are_told(changes, words):
    with pytest.raises(BackupProblem, match=words):
        from_bytes(written(**changes))
