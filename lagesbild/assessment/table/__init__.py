"""Anyone's table: rows in, one row per series and method out. Pure; files are read by lagesbild.figures.assess."""

from lagesbild.assessment.table.answers import COLUMNS, Answer, TableMethod
from lagesbild.assessment.table.assessing import assess_rows
from lagesbild.assessment.table.gathering import Fault, TableFaults, gather
from lagesbild.assessment.table.rows import SETTINGS, Row, Said, Series

__all__ = [
    "COLUMNS",
    "SETTINGS",
    "Answer",
    "Fault",
    "Row",
    "Said",
    "Series",
    "TableFaults",
    "TableMethod",
    "assess_rows",
    "gather",
]
