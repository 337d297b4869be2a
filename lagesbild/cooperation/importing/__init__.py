"""A list of cooperation that somebody has kept in Excel, read into the register.

``read_list`` gives the rows and what is wrong with them, ``plan`` what they would make and change, ``write`` does it.
"""

from lagesbild.cooperation.importing.planning import Plan, plan
from lagesbild.cooperation.importing.reading import read_list
from lagesbild.cooperation.importing.rows import ListReading
from lagesbild.cooperation.importing.writing import NotAsShown, Written, write

__all__ = ["NotAsShown", "Plan", "ListReading", "Written", "plan", "read_list", "write"]
