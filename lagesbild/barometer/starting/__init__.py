"""A barometer begun: whose it is, the kit's indicators, their figures, and what is left for a person to settle.

Each step can be taken again, and then changes nothing that people have written since.
"""

from lagesbild.barometer.starting.home import AnotherHome, settle_home
from lagesbild.barometer.starting.kit_completing import complete
from lagesbild.barometer.starting.kit_figures import FiguresFetched, fetch_kit_figures, ids_with_figures
from lagesbild.barometer.starting.kit_indicators import Brought, bring, publish_with_figures
from lagesbild.barometer.starting.person_needed import PersonNeeded, person_needed

__all__ = [
    "AnotherHome",
    "Brought",
    "FiguresFetched",
    "PersonNeeded",
    "bring",
    "complete",
    "fetch_kit_figures",
    "ids_with_figures",
    "person_needed",
    "publish_with_figures",
    "settle_home",
]
