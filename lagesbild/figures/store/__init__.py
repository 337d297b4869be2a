"""The figure store: one DuckDB file, built beside the old one, checked, then swapped in by rename.

Readers in other threads and processes see the old file or the new one, never half. A build that fails or is
killed leaves the old one serving and at most a ``.building-…`` file, which the next build removes.
"""

from lagesbild.figures.store.building import Built, build
from lagesbild.figures.store.connections import (
    asking,
    damage,
    fall_back_on_previous,
    previous,
    reading,
    version,
)
from lagesbild.figures.store.derived import MEMBERS_NEEDED
from lagesbild.figures.store.layout import OWN_WORK, StoreError
from lagesbild.figures.store.unfinished import remove_unfinished

__all__ = [
    "MEMBERS_NEEDED",
    "OWN_WORK",
    "Built",
    "StoreError",
    "asking",
    "build",
    "damage",
    "fall_back_on_previous",
    "previous",
    "reading",
    "remove_unfinished",
    "version",
]
