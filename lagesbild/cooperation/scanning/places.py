"""Countries that a text names, in Swedish or English."""

import re
from functools import cache

from lagesbild.framework.countries import countries

_MORE = {"Turkey": "TR", "Czech Republic": "CZ", "Holland": "NL", "Moldova": "MD", "Great Britain": "GB"}


def countries_in(text: str) -> list[str]:
    """The codes of the countries named, in order of code. An adjective ("Finnish") names none."""
    return sorted({_codes()[name] for name in _pattern().findall(text)})


@cache
def _codes() -> dict[str, str]:
    codes = {
        name: country.code for country in countries().values() for name in (country.name_sv, country.name_en)
    }
    return _MORE | codes


@cache
def _pattern() -> re.Pattern:
    # The longest first, so that Papua Nya Guinea is not also Guinea.
    names = sorted(_codes(), key=lambda name: (-len(name), name))
    # Names begin with a capital: asked first, most words are passed by at once.
    return re.compile(rf"\b(?=[A-ZÀ-Þ])(?:{'|'.join(map(re.escape, names))})\b")
