"""An Open SDG data repository on disk, read as its own ``config_data.yml`` says.

Without one: ``data/*-*.csv``, and ``indicator-config/*.yml``, ``meta/*.yml`` and ``meta/*.md``; where two of them say
something of an indicator, the later counts. SDMX messages are read too (:mod:`lagesbild.figures.sources.sdmx_files`).

How its layout becomes the long table:

- The indicator's id is the file's, ``1-2-1``. One indicator is one measure: where a file has several units,
  unit multipliers or series, each combination is an indicator of its own, ``1-2-1 [Series=…|Units=…]``, named
  by the columns that differ. Values are never multiplied; the multiplier stands in the unit.
- The headline row, with every disaggregation column empty (or Total, both sexes, _T), is the subgroup T. Others are
  labels such as ``Age=16 to 24|Sex=Female``, columns in alphabetical order.
- ``GeoCode`` is the area where it is one that we know; otherwise the row belongs to the home area and the
  code stands in the comment, and in the subgroup where places of one name have several.
- A column ``Progress`` is what progress is measured by (``open_sdg_progress``), and no observation.
- Observation status, footnotes and what the configuration names beside them go to the comment, estimated and
  provisional also to the flag. A row without a value (or n/a, NULL …) is missing (``-``), or secret (``..``) where its
  status says suppressed or confidential.
- Periods and numbers are read by :mod:`lagesbild.tables`; a period's year is the last that it names.
- Names that are keys (``national_indicators.1-1-1-title``) are looked up in ``translations/``, and HTML is text.
- The same row twice counts once; two values for the same key are a problem.

Nothing is lost without a word: each row is stored, or has a problem, or is counted in a remark. A repository with
problems is refused, all of them told at once, unless ``take_clean`` leaves just those rows and files out.
"""

from lagesbild.figures.sources.open_sdg.cells import number
from lagesbild.figures.sources.open_sdg.columns import MEASURES, NOT_GROUPS, PROGRESS, SERIES, UNITS
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.metadata import meta_of
from lagesbild.figures.sources.open_sdg.observations import long_table
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems
from lagesbild.figures.sources.open_sdg.repository import (
    COUNTRY,
    covers,
    fetch,
    left_out_of,
    read_files,
    tidy,
)
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile
from lagesbild.figures.sources.open_sdg.translations import LOADER

__all__ = [
    "COUNTRY",
    "LOADER",
    "MEASURES",
    "NOT_GROUPS",
    "PROGRESS",
    "SERIES",
    "UNITS",
    "RepositoryFindings",
    "IndicatorFile",
    "OpenSdgProblems",
    "covers",
    "fetch",
    "left_out_of",
    "long_table",
    "meta_of",
    "number",
    "read_files",
    "tidy",
]
