"""axe in a real browser, and the ways in which it sees a page.

The suite shows it every kind of page in one way, wide in Swedish or narrow in English by turns, with the first of rows
and methods that are alike. ``make bench-axe`` shows it all of every page, in both languages, at three widths, light and dark.
"""

import os
from itertools import product
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
ALIKE = [["tbody tr:nth-child(n+9)"], ["nav[aria-labelledby=metodlista] ~ section:nth-of-type(n+4)"]]
EVERY_WAY = os.environ.get("LAGESBILD_AXE") == "every"


class Way(NamedTuple):
    """How a page is seen."""

    language: str
    width: int
    colours: str

    def __str__(self) -> str:
        return " ".join(map(str, self))

    @property
    def tab(self) -> dict:
        return {"viewport": {"width": self.width, "height": 800}, "color_scheme": self.colours}

    def address(self, swedish: str) -> str:
        return swedish if self.language == "sv" else f"/en{swedish}"


WAYS = [Way("sv", 1280, "light"), Way("en", 360, "light")]
if EVERY_WAY:
    WAYS = [Way(*way) for way in product(("sv", "en"), (1280, 390, 320), ("light", "dark"))]


def seen_in(kinds: list[str]) -> list[tuple[str, Way]]:
    """The kinds of page with the ways that axe sees each: all of them, or in the suite one after the other by turns."""
    if EVERY_WAY:
        return list(product(kinds, WAYS))
    return [(kind, WAYS[place % len(WAYS)]) for place, kind in enumerate(kinds)]


def violations(page, rules: list[str] = TAGS) -> list[tuple[str, str]]:
    """The rule and the first place of everything that axe has against the page as it is now drawn."""
    context = None if EVERY_WAY else {"exclude": ALIKE}
    answer = Axe().run(page, context=context, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [(broken["id"], broken["nodes"][0]["html"][:200]) for broken in answer.response["violations"]]
