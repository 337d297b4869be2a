"""Backups beside each other: the newest are kept, what is not whole never takes a name, half-done ones go away."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from lagesbild.backup import archive
from lagesbild.backup.databases import copying_trouble
from lagesbild.backup.problems import BackupProblem
from lagesbild.backup.writing import older_than, write_backup
from tests.backup.conftest import installation_in
from tests.conftest import NOW


@pytest.fixture
def small(tmp_path):
    """A home with a database of two rows, and nothing else."""
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "lagesbild.sqlite3")) as connection:
        connection.executescript("CREATE TABLE goal (name); INSERT INTO goal VALUES ('a'), ('b')")
    return installation_in(home)


def test_the_newest_are_kept_and_other_files_stay(small, tmp_path):
    for day in range(1, 6):
        write_backup(small, tmp_path / f"lagesbild-2026-11-0{day}.zip", now=NOW + timedelta(days=day))
    write_backup(small, tmp_path / "before-upgrade.zip", now=NOW)
    (tmp_path / "lagesbild-2026-11-00.zip").write_text("somebody's own")
    old = older_than(2, tmp_path / "lagesbild-2026-11-05.zip")
    assert [path.name for path in old] == [f"lagesbild-2026-11-0{day}.zip" for day in (3, 2, 1)]


def test_what_is_no_backup_is_never_written_over(small, tmp_path):
    file = tmp_path / "thesis.zip"
    file.write_text("ten years of work")
    with pytest.raises(BackupProblem, match="Move it away"):
        write_backup(small, file, now=NOW)
    assert file.read_text() == "ten years of work"


def test_a_backup_that_lies_in_the_home_is_not_in_the_next(small):
    (small.home / "backups").mkdir()
    for day in (1, 2):
        manifest = write_backup(small, small.home / "backups" / f"day-{day}.zip", now=NOW)
    assert list(manifest.files) == ["database.sqlite3"]


def test_a_link_to_another_disk_is_followed_and_one_that_leads_back_is_not(small, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "picture.png").write_text("x")
    (tmp_path / "disk" / "again").symlink_to(tmp_path / "disk")
    (small.home / "media").symlink_to(tmp_path / "disk")
    manifest = write_backup(small, tmp_path / "a.zip", now=NOW)
    assert sorted(manifest.files) == ["database.sqlite3", "home/media/picture.png"]


def test_a_damaged_database_is_told_and_the_earlier_backup_stays(small, tmp_path):
    target = tmp_path / "a.zip"
    write_backup(small, target, now=NOW)
    database = small.home / "lagesbild.sqlite3"
    database.write_bytes(database.read_bytes()[:4096] + b"\xff" * 4096)
    with pytest.raises(BackupProblem, match="damaged"):
        write_backup(small, target, now=NOW)
    assert archive.verify(target).database.tables == {"goal": 2}


@pytest.mark.parametrize(
    "error, said",
    [
        (sqlite3.OperationalError("database or disk is full"), "No space left"),
        (
            sqlite3.OperationalError("database is locked"),
            "could not be copied: database is locked. Run it again",
        ),
        (sqlite3.DatabaseError("file is not a database"), "is damaged"),
    ],
)
def test_a_full_disk_and_a_busy_database_are_no_damage(error, said, tmp_path):
    assert said in str(copying_trouble(error, tmp_path))


def test_what_a_killed_backup_left_goes_away_with_the_next(small, tmp_path):
    left = tmp_path / ".a.zip.unfinished-backup-1"
    left.mkdir()
    (left / "archive").write_text("half")
    write_backup(small, tmp_path / "a.zip", now=NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "home"]


def test_a_full_disk_leaves_the_earlier_backup(small, tmp_path, run, monkeypatch):
    import errno

    target = tmp_path / "a.zip"
    shutil.copy(small.home / "lagesbild.sqlite3", tmp_path / "copy")
    write_backup(small, target, now=NOW)
    before = target.read_bytes()

    def full(self, *_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive.ArchiveWriter, "add", full)
    ended = run("backup", str(target), home=small.home, check=False)
    assert ended.returncode == 1
    assert "is full, so no backup was written" in ended.stderr
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "copy", "home"]


def test_figures_whose_raw_files_are_not_in_the_backup_are_told(written, tmp_path, run):
    """As where a crontab does not say LAGESBILD_RAW."""
    target = tmp_path / "a.zip"
    ended = run("backup", str(target), home=written.installation.home, check=False)
    assert ended.returncode == 1
    assert "The backup lacks 1 raw runs that the figures were built from (beside/run-" in ended.stderr
    assert "Written:" in ended.stdout
    assert run("backup", "--verify", str(target), home=tmp_path / "x", check=False).returncode == 1
    assert run("backup", "--verify", str(written.archive), home=tmp_path / "x").returncode == 0
