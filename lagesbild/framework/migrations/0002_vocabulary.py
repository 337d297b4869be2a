"""The 17 goals and 169 targets. What a municipality has renamed stays as it is."""

import csv
import re
from pathlib import Path

from django.db import migrations

PACKAGE = Path(__file__).resolve().parent.parent


def fill(apps, schema_editor):
    goal_model = apps.get_model("framework", "GlobalGoal")
    target_model = apps.get_model("framework", "GlobalTarget")
    for row in _rows("goals.csv"):
        fields = {name: row[name] for name in ("name_sv", "name_en", "summary_sv", "summary_en", "colour")}
        goal_model.objects.get_or_create(number=int(row["number"]), defaults=fields)
    for row in _rows("targets.csv"):
        fields = {name: row[name] for name in ("name_sv", "name_en")}
        fields |= {"goal_id": int(row["goal"]), "order": _order(row["code"])}
        target_model.objects.get_or_create(code=row["code"], defaults=fields)


def _rows(name):
    with (PACKAGE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _order(code):
    """Numbers first, then letters: 3.9 before 3.a."""
    last = re.fullmatch(r"\d+\.(\w+)", code)[1]
    return int(last) if last.isdecimal() else 100 + ord(last) - ord("a")


class Migration(migrations.Migration):
    dependencies = [("framework", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
