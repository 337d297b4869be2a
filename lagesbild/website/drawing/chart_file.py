"""A chart as a file: its title, the answer, the drawing, its notes, its source and its address, in one picture."""

import re
import textwrap
from dataclasses import dataclass
from html import unescape

from lxml import etree

from lagesbild.website.drawing.standing_alone import REM, SVG, drawing_of, in_pixels, styles

WIDTH, MARGIN = 800, 24
LETTERS = "Roboto, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
LEFT = {"s": 2.25, "m": 3.5, "l": 5.5}
RIGHT = {"m": 9.5, "l": 12.0}
"""In rem, as charts.css has them: the room for the amounts before the frame, and for the names after it."""
INK, QUIET, HAIR, PAGE = "#16232a", "#4d5b63", "#d7dee1", "#fff"


@dataclass(frozen=True)
class ChartWords:
    """What stands around the drawing, in the language of the file."""

    title: str
    answer: str
    latest: str
    source: str
    site: str
    address: str


@dataclass
class Rows:
    """Text from the top down, and how far it has come."""

    root: etree._Element
    y: float = MARGIN

    def add(self, text: str, size: int, *, colour: str = INK, weight: int = 400, letters: int = 0) -> None:
        for row in textwrap.wrap(text, letters or int((WIDTH - 2 * MARGIN) / (size * 0.52))):
            self.y += size * 1.3
            attributes = {
                "x": str(MARGIN),
                "y": f"{self.y - size * 0.3:.0f}",
                "font-size": str(size),
                "fill": colour,
            }
            if weight != 400:
                attributes["font-weight"] = str(weight)
            etree.SubElement(self.root, f"{SVG}text", attributes).text = row


def chart_file(figure: str, words: ChartWords, accent: str) -> str:
    """The figure of a page (``line_chart``) as a file of its own."""
    root = etree.Element(f"{SVG}svg", nsmap={None: SVG.strip("{}")})
    etree.SubElement(root, f"{SVG}title").text = words.title
    description = re.search(r"<desc[^>]*>(.*?)</desc>", figure, re.DOTALL)
    etree.SubElement(root, f"{SVG}desc").text = unescape(description[1]) if description else words.latest
    style = etree.SubElement(root, f"{SVG}style")
    background = etree.SubElement(root, f"{SVG}rect", {"width": "100%", "height": "100%", "fill": PAGE})
    rows = Rows(root)
    rows.add(words.title, 22, weight=700)
    rows.y += 4
    rows.add(words.answer, 17, weight=700, colour=accent)
    rows.add(words.latest, 15)
    rows.add(_text(figure, "chart-unit"), 13, colour=QUIET)
    if (drawing := drawing_of(figure)) is not None:
        _draw(root, rows, drawing, figure)
        style.text = styles([root], {"--accent": accent, "--chart-page": PAGE})
    for note in re.findall(r"<li>(.*?)</li>", figure, re.DOTALL):
        rows.add(unescape(note), 12, colour=QUIET)
    rows.y += 6
    rows.add(words.source, 12, colour=QUIET)
    rows.add(f"{words.site} · {words.address}", 12, colour=QUIET)
    height = round(rows.y + MARGIN / 2)
    root.attrib.update(
        {
            "width": str(WIDTH),
            "height": str(height),
            "viewBox": f"0 0 {WIDTH} {height}",
            "role": "img",
            "font-family": LETTERS,
            "color": INK,
        }
    )
    background.attrib.update({"width": str(WIDTH), "height": str(height)})
    return etree.tostring(root, encoding="unicode")


def _draw(root: etree._Element, rows: Rows, drawing: etree._Element, figure: str) -> None:
    bars = "chart-bars" in drawing.get("class", "")
    css = re.search(r'<div class="chart-frame ([^"]*)"', figure)
    css = css[1] if css else ""
    breaks = 2 if "chart-broken-twice" in css else 1 if "chart-broken" in css else 0
    left = 0.0 if bars else REM * LEFT[_size(css, "chart-room", "s")]
    right = 0.0 if bars else REM * RIGHT[_size(css, "chart-names", "m")]
    height = _height(drawing, css)
    top = rows.y + (8 if bars else REM * (1.25 + breaks))
    frame = in_pixels(drawing, WIDTH - 2 * MARGIN - left - right, height)
    frame.set("transform", f"translate({MARGIN + left:g} {top:g})")
    root.append(frame)
    rows.y = top + height + (8 if bars else REM * 2)


def _height(drawing: etree._Element, css: str) -> float:
    own = drawing.get("height", "100%")
    if own.endswith("em"):
        return float(own.removesuffix("em")) * 13
    return REM * float(_size(css, "chart-high", "20"))


def _size(css: str, name: str, default: str) -> str:
    size = re.search(rf"{name}-(\w+)", css)
    return size[1] if size else default


def _text(figure: str, css: str) -> str:
    text = re.search(rf'<p class="{css}">(.*?)</p>', figure, re.DOTALL)
    return unescape(text[1]).strip() if text else ""
