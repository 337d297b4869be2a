"""An Open SDG data repository on disk: ``data/indicator_*.csv``, and ``meta/*.yml`` or ``*.md``.

Some repositories keep a part of the metadata in ``indicator-config/*.yml``; where both say something, ``meta`` counts.

How its layout becomes the long table:

- The indicator's id is the file's, ``1-2-1``. One indicator is one measure: where a file has several units,
  unit multipliers or series, each combination is an indicator of its own, ``1-2-1 [Series=…|Units=…]``, named
  by the columns that differ. Values are never multiplied; the multiplier stands in the unit.
- The headline row, with every disaggregation column empty, is the subgroup T. Others are labels such as
  ``Age=16 to 24|Sex=Female``, columns in alphabetical order.
- ``GeoCode`` is the area where it is one that we know; otherwise the row belongs to the home area and the
  code stands in the comment, as the disaggregation columns already name the place.
- A column ``Progress`` is what progress is measured by (``open_sdg_progress``), and no observation.
- Observation status and footnotes go to the comment, estimated and provisional also to the flag. A row
  without a value is missing (``-``), or secret (``..``) where its status says suppressed or confidential.
- A year may be ``2015/16``, ``2015-16``, ``2010 to 2012``, ``2016 Q4``: the period stands as published, its
  year is the last that it names. A text without year and value is a remark, not an observation.
- The same row twice counts once; two values for the same key are a problem.
"""

from lagesbild.figures.sources.open_sdg.cells import number
from lagesbild.figures.sources.open_sdg.columns import MEASURES, NOT_GROUPS, PROGRESS, SERIES, UNITS
from lagesbild.figures.sources.open_sdg.metadata import LOADER, meta_of
from lagesbild.figures.sources.open_sdg.observations import long_table
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems
from lagesbild.figures.sources.open_sdg.repository import (
    COUNTRY,
    covers,
    fetch,
    read_files,
    tidy,
)
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile

__all__ = [
    "COUNTRY",
    "LOADER",
    "MEASURES",
    "NOT_GROUPS",
    "PROGRESS",
    "SERIES",
    "UNITS",
    "IndicatorFile",
    "OpenSdgProblems",
    "covers",
    "fetch",
    "long_table",
    "meta_of",
    "number",
    "read_files",
    "tidy",
]
