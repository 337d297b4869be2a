"""The picture that a link to an indicator is shown with elsewhere, 1200 × 630: the word, the number, the line."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.series import BreakMark, ChartLine
from lagesbild.website.drawing.standing_alone import SVG
from lagesbild.website.drawing.unbroken_runs import GAP_DASH, runs

WIDTH, HEIGHT = 1200, 630
INK, QUIET, HAIR = "#16232a", "#4d5b63", "#75838a"
LEFT, TOP, WIDE, HIGH = 600, 215, 480, 290
"""Where the line is drawn."""


@dataclass(frozen=True)
class CardWords:
    name: str
    answer: str
    number: str
    below: str
    """What the number is of: unit, place and year."""
    site: str
    source: str


def card(words: CardWords, line: ChartLine, breaks: Sequence[BreakMark], accent: str) -> str:
    root = etree.Element(
        f"{SVG}svg",
        {"width": str(WIDTH), "height": str(HEIGHT), "font-family": "Roboto, sans-serif"},
        nsmap={None: SVG.strip("{}")},
    )
    _add(root, "rect", width=WIDTH, height=HEIGHT, fill="#fff")
    _add(root, "rect", width=12, height=HEIGHT, fill=accent)
    _text(root, _cut(words.name, 80), 64, 80, 26, QUIET)
    for place, row in enumerate(textwrap.wrap(words.answer, 46)[:2]):
        _text(root, row, 64, 142 + 52 * place, 44, INK, bold=True)
    size = 88 if len(words.number) <= 9 else 60
    _text(root, words.number, 64, 320, size, accent, bold=True)
    for place, row in enumerate(textwrap.wrap(words.below, 32)[:3]):
        _text(root, row, 64, 370 + 36 * place, 28, QUIET)
    if line.known():
        _line(root, line, breaks, accent)
    _text(root, _cut(words.site, 40), 64, 590, 24, INK, bold=True)
    _text(root, _cut(words.source, 82), WIDTH - 64, 590, 18, QUIET, anchor="end")
    return etree.tostring(root, encoding="unicode")


def _line(root: etree._Element, line: ChartLine, breaks: Sequence[BreakMark], accent: str) -> None:
    line = ChartLine(
        line.label, tuple(line.measured()), line.home
    )  # what is extrapolated is left to the page
    values = [value for _year, value, _flag in line.known()]
    low, high = min([0, *values]), max([0, *values])
    years = [year for year, *_rest in line.known()]
    frame = Frame(years[0], years[-1], (low, high if high > low else low + 1))
    zero = TOP + HIGH * frame.y(0) / 100
    _add(root, "path", d=f"M{LEFT} {zero:.0f}h{WIDE}", stroke=HAIR)
    solid, bridges = runs(line, breaks)
    for points, dash in [*((run, "") for run in solid), *((bridge, GAP_DASH) for bridge in bridges)]:
        if len(points) > 1:
            way = "L".join("{:.0f} {:.0f}".format(*_at(frame, point)) for point in points)
            attributes = {"stroke-dasharray": "2 8"} if dash else {}
            _add(root, "path", d=f"M{way}", fill="none", stroke=accent, **{"stroke-width": 5, **attributes})
    along, down = _at(frame, line.last())
    _add(root, "circle", cx=f"{along:.0f}", cy=f"{down:.0f}", r=9, fill=accent)
    for year in dict.fromkeys((years[0], years[-1])):
        _text(root, str(year), LEFT + WIDE * frame.x(year) / 100, TOP + HIGH + 36, 22, QUIET, anchor="middle")


def _at(frame: Frame, point: tuple) -> tuple[float, float]:
    return LEFT + WIDE * frame.x(point[0]) / 100, TOP + HIGH * frame.y(point[1]) / 100


def _text(
    root: etree._Element,
    text: str,
    along: float,
    down: float,
    size: int,
    colour: str,
    *,
    bold: bool = False,
    anchor: str = "start",
) -> None:
    attributes = {"font-weight": "700"} if bold else {}
    attributes |= {"text-anchor": anchor, "font-size": str(size)}
    _add(root, "text", x=f"{along:.0f}", y=f"{down:.0f}", fill=colour, **attributes).text = text


def _add(root: etree._Element, name: str, **attributes) -> etree._Element:
    return etree.SubElement(root, f"{SVG}{name}", {key: str(value) for key, value in attributes.items()})


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
