"""Killed while fifty people write, once: ``make bench-killed`` does it fifty times. It is whole or not there."""

import os

import pytest

from bench.killed_backup import KilledBackups

KILLS = int(os.environ.get("KILLS", 1))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_at_random_a_backup_is_whole_or_not_there(database, tmp_path, request):
    address = request.getfixturevalue("postgres") if database == "postgresql" else ""
    outcome = KilledBackups(tmp_path, 21, address).run(KILLS)
    assert outcome["wrong"] == 0
    assert sum(outcome[what] for what in ("none", "the one before", "a new one")) == KILLS
    assert outcome["steps written meanwhile"] > 0


def test_a_postgresql_backup_is_put_back_with_every_row(tmp_path, postgres, request):
    import psycopg

    from bench.killed_backup import LAY_OUT, _postgresql
    from lagesbild.backup import databases
    from lagesbild.backup.problems import BackupProblem

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(LAY_OUT)
        connection.execute("INSERT INTO step SELECT n, 'å' FROM generate_series(1, 500) n")
    copy, contents = databases.copy_database(_postgresql(postgres), tmp_path)
    assert contents.tables == {"numbers": 1, "step": 500}
    with pytest.raises(BackupProblem, match="already exists"):
        databases.put_back(_postgresql(postgres), copy)
    empty = request.getfixturevalue("postgres_server") + "/template1"
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("CREATE DATABASE put_back")
    database = _postgresql(empty.replace("template1", "put_back"))
    assert not databases.holds_anything(database)
    databases.put_back(database, copy)
    assert databases.contents(database) == contents
