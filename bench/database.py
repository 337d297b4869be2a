"""A home of its own for a bench, on SQLite or on a PostgreSQL server of its own, and nothing left of either."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_home(database: str) -> Iterator[Path]:
    """``database``: sqlite or postgresql. Before anything of Django is imported: settings are read once."""
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-bench-"))
    home = folder / "home"
    home.mkdir()
    os.environ |= {"LAGESBILD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lagesbild.config.settings"}
    os.environ.pop("LAGESBILD_DATABASE", None)
    server = None
    try:
        if database == "postgresql":
            from tests.conftest import postgres_server

            server = postgres_server.__wrapped__()
            os.environ["LAGESBILD_DATABASE"] = f"{next(server)}/postgres"
        yield home
    finally:
        if server:
            next(server, None)
        shutil.rmtree(folder, ignore_errors=True)
