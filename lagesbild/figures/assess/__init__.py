"""Anyone's table of series judged by named methods: ``lagesbild assess``. CSV, Excel and Parquet in; several out."""

from lagesbild.figures.assess.command import add_arguments, run
from lagesbild.figures.assess.judging import assess
from lagesbild.figures.assess.writers import WRITERS

__all__ = ["WRITERS", "add_arguments", "assess", "run"]
