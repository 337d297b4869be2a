"""Whether a code typed in the settings is that of an area, and which one was meant if it is not."""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.kits import NoSuchPlace, find_place
from lagesbild.kits.home_places import SWEDEN

OWN_AREA = re.compile(r"G\d+|(?=.*\d)(?=.*[^\d\s])[\w-]+")
"""A group of municipalities, or a part of the municipality under a code of its own such as 0680-12."""


def home_trouble(code: str) -> str:
    """Why a code cannot be the municipality's own, in a sentence; empty where it can."""
    try:
        place = find_place(code)
    except NoSuchPlace as error:
        return error.wording.in_(get_language())
    return "" if place.code == code else _write(place.code, place.name)


def comparison_trouble(code: str) -> str:
    """Why a code is no area to be compared with, in a sentence; empty where it is one."""
    return "" if code == SWEDEN.code or OWN_AREA.fullmatch(code) else home_trouble(code)


def _write(code: str, name: str) -> str:
    return _("Skriv koden: %(code)s för %(name)s.") % {"code": code, "name": name}
