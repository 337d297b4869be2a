"""Strips as a file: a key of the chosen places, and under it each indicator with its strip and its source."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from lagesbild.website.drawing.chart_file import MARGIN, QUIET, WIDTH, ChartWords, FilePage
from lagesbild.website.drawing.marks import PlaceMark
from lagesbild.website.drawing.standing_alone import REM, SVG, drawing_of

STRIP_HEIGHT = 3.9 * REM
"""As charts.css has it."""
LETTER, SHAPE_ROOM, KEY_ROW = 6.9, 18, 20
"""Pixels: the width of a letter of the key, the room for a shape before its name, a row of the key."""


@dataclass(frozen=True)
class StripRow:
    """``figure`` is the page's strip; ``caption`` its year and what the home's value is."""

    heading: str
    caption: str
    figure: str
    source: str = ""


@dataclass(frozen=True)
class KeyEntry:
    name: str
    mark: PlaceMark


def strips_file(
    strips: Sequence[StripRow], key: Sequence[KeyEntry], note: str, words: ChartWords, accent: str
) -> str:
    """What the page has under each other as one picture; ``note`` says how a strip is read."""
    page = FilePage.begin(words.title, " ".join(f"{row.heading}. {row.caption}" for row in strips))
    page.add(words.title, 22, weight=700)
    page.y += 4
    page.add(words.answer, 15)
    _add_key(page, key)
    page.add(note, 12, colour=QUIET)
    for row in strips:
        page.y += 12
        page.add(row.heading, 15, weight=700)
        page.add(row.caption, 13, colour=QUIET)
        page.y += 4
        if (drawing := drawing_of(row.figure)) is not None:
            page.add_drawing(drawing, 0, 0, STRIP_HEIGHT)
        page.add(row.source, 12, colour=QUIET)
    page.add_end(words)
    return page.closed(accent)


def _add_key(page: FilePage, key: Sequence[KeyEntry]) -> None:
    """The shapes with their names after each other, in as many rows as they need."""
    x: float = MARGIN
    page.y += KEY_ROW
    for entry in key:
        width = SHAPE_ROOM + len(entry.name) * LETTER + 12
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, page.y = MARGIN, page.y + KEY_ROW
        _add_shape(page, entry.mark, x + 8)
        page.write(entry.name, x + SHAPE_ROOM, page.y, 13)
        x += width
    page.y += 10


def _add_shape(page: FilePage, mark: PlaceMark, x: float) -> None:
    css = f"mark {mark.css}{' mark-hollow' if mark.hollow else ''}"
    place = f"translate({x:g} {page.y - 4.5:g})"
    etree.SubElement(page.root, f"{SVG}path", {"class": css, "d": mark.shape, "transform": place})
