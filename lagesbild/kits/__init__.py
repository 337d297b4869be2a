"""Starter kits: indicators ready to be bound for any municipality, as files that a strategist can read and add to.

``docs/sv/startpaket.md`` describes every column. Pure: no Django, no figures.
"""

from lagesbild.kits.columns import kit_text
from lagesbild.kits.home_places import HomePlace, NoSuchPlace, find_place, home_places
from lagesbild.kits.kit import Confidence, Kit, KitIndicator, NationalTarget
from lagesbild.kits.kit_row import KitProblem
from lagesbild.kits.reading import DEFAULT, KitProblems, kit_of, kit_of_members, read_kit, shipped_kits

__all__ = [
    "DEFAULT",
    "Confidence",
    "HomePlace",
    "Kit",
    "KitIndicator",
    "KitProblem",
    "KitProblems",
    "NationalTarget",
    "NoSuchPlace",
    "find_place",
    "home_places",
    "kit_of",
    "kit_of_members",
    "kit_text",
    "read_kit",
    "shipped_kits",
]
