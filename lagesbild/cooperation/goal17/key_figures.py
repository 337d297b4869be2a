"""Goal 17's figures out of the register, all of them. What each means stands beside the function that counts it.

Published so that municipalities can compare: the same register gives the same figures. Only public things count, as
they stood on 31 December of each year, or today in the year that is not over. What no date tells of is not counted,
and the value's comment says how much that is.
"""

from lagesbild.cooperation.goal17 import (
    learning_figures,
    money_figures,
    participant_figures,
    partnership_figures,
)

FIGURES = (
    partnership_figures.ACTIVE_PARTNERSHIPS,
    partnership_figures.COUNTRIES,
    partnership_figures.ANALYSED,
    partnership_figures.ACTIVE_WITHIN_A_YEAR,
    participant_figures.PARTICIPANTS,
    participant_figures.YOUNG_PARTICIPANTS,
    learning_figures.CIVIL_SOCIETY_CONSIDERED,
    money_figures.FUNDING,
    money_figures.FUNDING_PER_INHABITANT,
    money_figures.OTHERS_SHARE,
    money_figures.LARGEST_FUNDER,
    money_figures.EFFECTIVE_FUNDERS,
    learning_figures.LESSONS_DONE,
)
"""In the order that they are read in."""
