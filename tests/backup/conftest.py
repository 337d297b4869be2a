"""A small installation with one of everything that a backup holds, and its backup, written once."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from lagesbild import __version__
from lagesbild.backup.contents import Installation
from lagesbild.backup.writing import write_backup
from tests.commands.conftest import empty_home  # noqa: F401 (a home with a database, made once)
from tests.conftest import NOW, drawn_store

FIGURES = """
nyckeltal  område  2022  2023
skolor     0680    41    42,5
skolor     0643    30    31
"""
BESIDE = """
nyckeltal  område  2022
buller     0680    55
"""


@dataclass(frozen=True)
class Written:
    """An installation, and the archive that was written of it."""

    installation: Installation
    archive: Path


def installation_in(home: Path, *raw: Path, version: str = __version__) -> Installation:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "lagesbild.sqlite3"}
    return Installation(home, database, home / "figures.duckdb", raw, version)


@pytest.fixture(scope="session")
def written(empty_home, tmp_path_factory) -> Written:  # noqa: F811
    folder = tmp_path_factory.mktemp("backup")
    home = shutil.copytree(empty_home, folder / "home", ignore=shutil.ignore_patterns("static", "cache"))
    (folder / "beside").mkdir()
    drawn_store(folder / "beside")(BESIDE, id="beside")
    (folder / "beside" / "derived.csv").write_text(
        "indicator,title,unit,numerator,denominator,factor\nkvot,Kvot,,skolor,buller,1\n"
    )
    drawn_store(home)(FIGURES)
    from lagesbild.figures import store

    raw = folder / "beside" / "raw"
    store.build(home / "figures.duckdb", [home / "raw", raw], now=NOW)
    (home / "media" / "documents").mkdir(parents=True)
    (home / "media" / "documents" / "plan.pdf").write_bytes(b"%PDF-1.7 plan")
    (home / "raw" / "drawn" / "begun").mkdir()
    (home / "raw" / "drawn" / "begun" / "page-1.json").write_text("{}")
    (home / "sync" / "kolada" / "fetching-1").mkdir(parents=True)
    (home / "sync" / "kolada" / "2026-11-01T021500Z.json").write_text(json.dumps({"new": 3}))
    (home / "sync" / "kolada" / "pending.json").write_text("{}")
    (home / "secret_key").write_text("hemlig")
    (home / "secret_key").chmod(0o600)
    installation = installation_in(home, raw)
    write_backup(installation, folder / "lagesbild-2026-11-23.zip", now=NOW)
    return Written(installation, folder / "lagesbild-2026-11-23.zip")
