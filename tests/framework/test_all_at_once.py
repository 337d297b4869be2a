"""Tables made at once are those that the same steps make one by one."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from lagesbild.framework.all_at_once import AllAtOnce
from tests.conftest import another_database

STEPS = [
    migrations.CreateModel(
        "Sea", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField())]
    ),
    migrations.CreateModel(
        "Fish", [("id", models.BigAutoField(primary_key=True)), ("caught", models.IntegerField())]
    ),
    migrations.AddField("Fish", "sea", models.ForeignKey("drawn.sea", models.CASCADE)),
    migrations.AddField(
        "Sea", "deepest", models.ForeignKey("drawn.fish", models.CASCADE, related_name="+", null=True)
    ),
    migrations.AddField("Fish", "passed", models.ManyToManyField("drawn.sea", related_name="+")),
    migrations.AlterField("Sea", "name", models.CharField(max_length=20)),
    migrations.AddIndex("Fish", models.Index(fields=["caught"], name="fish_caught")),
    migrations.AddConstraint(
        "Fish", models.CheckConstraint(condition=models.Q(caught__gt=0), name="fish_caught_some")
    ),
    migrations.AddConstraint("Fish", models.UniqueConstraint(fields=["sea", "caught"], name="fish_once")),
]


def made(file: Path, steps: list) -> dict[str, list[str]]:
    """What the steps leave in an empty database: every table and index, and its parts in any order."""
    state = ProjectState()
    with another_database(file), connection.schema_editor(atomic=True) as editor:
        for step in steps:
            before, state = state, state.clone()
            step.state_forwards("drawn", state)
            step.database_forwards("drawn", editor, before, state)
    with sqlite3.connect(file) as database:
        schema = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(sql.removesuffix(")").split(", ")) for name, sql in schema}


def test_the_tables_are_the_same(tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        one_by_one = made(tmp_path / "slow.sqlite3", STEPS)
        at_once = made(tmp_path / "quick.sqlite3", [AllAtOnce(STEPS)])
    assert at_once == one_by_one
    assert {"drawn_fish", "drawn_sea", "drawn_fish_passed", "fish_caught"} <= set(at_once)


def test_what_is_made_elsewhere_is_not_added_to():
    with pytest.raises(ValueError, match="Add field sea to Fish"):
        AllAtOnce([STEPS[0], STEPS[2]])
