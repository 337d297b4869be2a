"""A backup put back: everything is there again, or it is refused in a sentence and nothing was changed."""

import csv
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lagesbild.backup import restoring
from lagesbild.backup.problems import BackupProblem
from lagesbild.figures import queries
from tests.backup.conftest import installation_in


@pytest.fixture
def migrations(written) -> set[str]:
    with closing(sqlite3.connect(written.installation.database["NAME"])) as connection:
        return {
            f"{app}.{name}" for app, name in connection.execute("SELECT app, name FROM django_migrations")
        }


def rows(database) -> dict[str, int]:
    """Counted by other means than the backup's own."""
    with closing(sqlite3.connect(database)) as connection:
        dumped = [line.split('"')[1] for line in connection.iterdump() if line.startswith('INSERT INTO "')]
    return {name: dumped.count(name) for name in set(dumped)}


def test_two_commands_and_everything_is_there_again(written, tmp_path, run, monkeypatch):
    before, home = written.installation.home, tmp_path / "new"
    ended = run("restore", str(written.archive), home=home)
    assert "all is as in the backup" in ended.stdout
    assert f"The raw figures of {written.installation.raw[0]} are in" in ended.stdout
    assert rows(home / "lagesbild.sqlite3") == rows(before / "lagesbild.sqlite3")
    for name in ("media/documents/plan.pdf", "sync/kolada/2026-11-01T021500Z.json", "secret_key"):
        assert (home / name).read_bytes() == (before / name).read_bytes()
    assert (home / "secret_key").stat().st_mode & 0o777 == 0o600
    assert set(queries.indicators(home / "figures.duckdb")) == {"skolor", "buller", "kvot"}
    assert not list(home.glob("*restor*"))
    _check_tells_damage_apart_from_content(home, run, monkeypatch)


def _check_tells_damage_apart_from_content(home, run, monkeypatch):
    finding = {"kind": "gap", "title": "Projekt", "sentence_sv": "Ägare saknas.", "owner": "samordnaren"}
    monkeypatch.setattr("lagesbild.commands.check._attention", lambda links: ([finding], 0))
    sound = run("check", "--restored", home=home)
    assert "Content: gap: Projekt: Ägare saknas." in sound.stdout and "0 damages" in sound.stdout
    with closing(sqlite3.connect(home / "lagesbild.sqlite3")) as connection, connection:
        connection.execute(
            "INSERT INTO wagtaildocs_document (title, file, created_at, collection_id, file_hash)"
            " VALUES ('Plan', 'documents/missing.pdf', '2026-01-01', 1, '')"
        )
    damaged = run("check", "--restored", home=home, check=False)
    assert damaged.returncode == 1
    assert "Damage: wagtaildocs.Document: the file documents/missing.pdf is missing" in damaged.stdout


def test_a_home_that_is_not_empty_is_left_alone(written, tmp_path, migrations):
    home = tmp_path / "home"
    home.mkdir()
    (home / "media").write_text("something")
    with pytest.raises(BackupProblem, match="is not empty"):
        restoring.restore(written.archive, installation_in(home), migrations)
    assert [path.name for path in home.iterdir()] == ["media"]


def test_a_broken_off_restoring_begins_again_in_an_empty_home_only(written, tmp_path, migrations):
    home = tmp_path / "home"
    restoring.restore(written.archive, installation_in(home), migrations)
    with pytest.raises(BackupProblem, match="half of a restoring"):
        restoring.restore(written.archive, installation_in(home), migrations)


@pytest.mark.parametrize("version, lacking", [("0.0.9", set()), ("0.1.0", {"barometer.0001_initial"})])
def test_a_program_that_is_too_old_says_which_is_needed(written, tmp_path, migrations, version, lacking):
    installation = installation_in(tmp_path / "home", version=version)
    with pytest.raises(BackupProblem, match=r"written by version 0\.1\.0.* Install 0\.1\.0 or a later"):
        restoring.restore(written.archive, installation, migrations - lacking)
    assert not (tmp_path / "home").exists()


def test_another_kind_of_database_is_refused(written, tmp_path, migrations):
    postgresql = {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}
    installation = replace(installation_in(tmp_path / "home"), database=postgresql)
    with pytest.raises(BackupProblem, match="names postgresql"):
        restoring.restore(written.archive, installation, migrations)


def test_a_row_that_is_lost_on_the_way_is_told(written, tmp_path, migrations, monkeypatch):
    put_back = restoring.databases.put_back

    def losing(database, copy):
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("DELETE FROM auth_group WHERE id = (SELECT min(id) FROM auth_group)")
        put_back(database, copy)

    monkeypatch.setattr(restoring.databases, "put_back", losing)
    with pytest.raises(BackupProblem, match=r"table auth_group: 5 rows in the backup, 4 restored"):
        restoring.restore(written.archive, installation_in(tmp_path / "home"), migrations)


def test_raw_folders_that_are_still_there_are_used_as_they_are(written, tmp_path, migrations):
    home, (beside,) = tmp_path / "home", written.installation.raw
    restoring.restore(written.archive, installation_in(home, beside), migrations)
    assert not (home / "raw" / "beside").exists() and not (home / "derived.csv").exists()


def test_a_raw_folder_that_has_become_another_is_told(written, tmp_path, migrations):
    beside = shutil.copytree(written.installation.raw[0].parent, tmp_path / "beside") / "raw"
    next(beside.glob("*/*/*.csv")).write_text("something else")
    archive = _with_raw_folder(written, beside, tmp_path)
    with pytest.raises(BackupProblem, match="Leave LAGESBILD_RAW out"):
        restoring.restore(archive, installation_in(tmp_path / "home", beside), migrations)


def _with_raw_folder(written, beside: Path, tmp_path: Path) -> Path:
    """The backup as if it had been written with the raw folder there, before that was changed."""
    from lagesbild.backup import writing
    from tests.conftest import NOW

    original = written.installation.raw[0]
    changed = tmp_path / "changed"
    beside.rename(changed)
    shutil.copytree(original, beside)
    target = tmp_path / "b.zip"
    writing.write_backup(replace(written.installation, raw=(beside,)), target, now=NOW)
    shutil.rmtree(beside)
    changed.rename(beside)
    return target


def test_quotients_asked_for_in_two_places_are_joined(tmp_path):
    lines = "indicator,title,unit,numerator,denominator,factor\n{0},T,,a,b,1\n"
    (tmp_path / "derived.csv").write_text(lines.format("home"))
    for number in (2, 10):
        (tmp_path / f"{number}-derived.csv.restoring").write_text(lines.format(f"beside-{number}"))
    restoring._join_derivations(tmp_path)
    with open(tmp_path / "derived.csv", newline="") as file:
        assert [row["indicator"] for row in csv.DictReader(file)] == ["home", "beside-2", "beside-10"]
    assert len(list(tmp_path.iterdir())) == 1
