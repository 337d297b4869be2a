"""Kolada, the Swedish municipalities' open statistics (RKA): API v3, https://api.kolada.se/v3/docs.

A run's folder holds ``plan.json`` (what was to be asked), one file a page as it came (``municipality/``,
``kpi/``, ``groups/``, ``data/``) and, last, ``origin.json``. ``fetch`` on a half-fetched folder goes on
where it stopped. Replies are kept byte for byte once the transport's own compression is undone.

Show "Källa: Kolada" beside figures that stand as Kolada gave them, not beside what was computed from them.
"""

from lagesbild.figures.sources.kolada.errors import KoladaError
from lagesbild.figures.sources.kolada.fetching import catalogue, fetch, unfinished_run
from lagesbild.figures.sources.kolada.kpi_groups import KPI_GROUP, kpi_group
from lagesbild.figures.sources.kolada.pages import check_page
from lagesbild.figures.sources.kolada.planning import (
    DEFAULT_BASE_URL,
    FIRST_YEAR,
    PLAN,
    FetchScope,
    fetch_scope,
    plan,
)
from lagesbild.figures.sources.kolada.requesting import LONGEST_WAIT, TRIES
from lagesbild.figures.sources.kolada.tidying import LISTS, covers, tidy

__all__ = [
    "DEFAULT_BASE_URL",
    "FIRST_YEAR",
    "KPI_GROUP",
    "LISTS",
    "LONGEST_WAIT",
    "PLAN",
    "TRIES",
    "FetchScope",
    "KoladaError",
    "fetch_scope",
    "catalogue",
    "check_page",
    "covers",
    "fetch",
    "kpi_group",
    "plan",
    "tidy",
    "unfinished_run",
]
