"""Figures that a person keeps in a CSV file or an Excel workbook, long or wide (years as columns).

``fetch`` checks the whole file and lists every problem at once; only a clean file becomes a run, byte for
byte as it came. ``tidy`` reads the run again with the same checks. Nothing is guessed: what may be read in
two ways is a problem until the person changes the file, says which reading is meant, or what to leave out.

A run's folder holds the file and, when needed, ``drop.json`` (a list of what is left out: ``Blad1!14`` a
row, ``Blad1!D`` a column, ``Blad2`` a sheet), ``mapping.yaml`` (how a table is read that is not laid out
as ours), ``choices.json`` (``area``, ``decimal``, ``unbounded``) and
``indicators.csv``, ``areas.csv``, ``members.csv`` (columns as in :mod:`lagesbild.figures.tables`). A folder
put together by hand may hold several CSV and XLSX files.
"""

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import WorkbookProblems
from lagesbild.figures.sources.workbook.looking import TableLook, look_at
from lagesbild.figures.sources.workbook.mapped import LayoutQuestions
from lagesbild.figures.sources.workbook.runs import covers, fetch, tidy

__all__ = [
    "LayoutQuestions",
    "Problem",
    "TableLook",
    "WorkbookProblems",
    "covers",
    "fetch",
    "look_at",
    "tidy",
]
