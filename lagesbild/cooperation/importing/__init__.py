"""A list of cooperation that somebody has kept in Excel, read into the register.

``read_list`` gives the rows and what is wrong with them, ``plan`` what they would make and change, ``write`` does it.
``clean_plan`` is of the rows that are right alone.
"""

from lagesbild.cooperation.importing.answers import ListAnswers
from lagesbild.cooperation.importing.planning import Plan, clean_plan, plan
from lagesbild.cooperation.importing.reading import read_list
from lagesbild.cooperation.importing.rows import ListReading
from lagesbild.cooperation.importing.writing import NotAsShown, Written, write

__all__ = [
    "ListAnswers",
    "ListReading",
    "NotAsShown",
    "Plan",
    "Written",
    "clean_plan",
    "plan",
    "read_list",
    "write",
]
