"""What a figure store holds, said so that the one built again from the same raw files can be held against it."""

from pathlib import Path

import duckdb

from lagesbild.backup.manifest import FigureContents
from lagesbild.figures.store import StoreError, asking

KEY = "indicator, area, period, subgroup, value, text, reason, flag"
SOURCES = f"""
    SELECT count(*), bit_xor(hash({KEY}))
    FROM observation WHERE turn >= 0
"""
"""Figures that came from a source. Means and quotients are left out: their last decimal depends on who adds first."""


def figure_contents(store: Path) -> FigureContents | None:
    """None where there is no store, or one that cannot be read."""
    try:
        with asking(store) as cursor:
            program, runs = cursor.execute("SELECT program, runs FROM build").fetchone()
            observations, checksum = cursor.execute(SOURCES).fetchone()
            (earlier,) = cursor.execute("SELECT count(*) FROM past").fetchone()
    except (StoreError, duckdb.Error):
        return None
    return FigureContents(program, tuple(runs), observations, earlier, str(checksum))


def runs_in(store: Path) -> set[str]:
    """origin/run of everything that the store was built from; nothing where it cannot be read."""
    try:
        with asking(store) as cursor:
            rows = cursor.execute("SELECT origin, run FROM origin WHERE turn >= 0").fetchall()
    except (StoreError, duckdb.Error):
        return set()
    return {f"{origin}/{run}" for origin, run in rows}
