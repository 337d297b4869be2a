"""Anyone's table: rows in, one row per series and method out. Pure; files are read by lagesbild.figures.assess."""

from lagesbild.assessment.table.answers import COLUMNS, MethodAnswer, TableMethod
from lagesbild.assessment.table.assessing import EachSeries, SeriesJudge, assess_rows
from lagesbild.assessment.table.gathering import Fault, TableFaults, gather
from lagesbild.assessment.table.rows import SETTINGS, SeriesSettings, TableRow, TableSeries

__all__ = [
    "COLUMNS",
    "SETTINGS",
    "EachSeries",
    "MethodAnswer",
    "Fault",
    "SeriesJudge",
    "TableRow",
    "SeriesSettings",
    "TableSeries",
    "TableFaults",
    "TableMethod",
    "assess_rows",
    "gather",
]
