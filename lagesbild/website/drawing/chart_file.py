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
RIGHT = {"m": 9.5, "l": 12.0, "cloud": 9.75, "cloud-wide": 13.0}
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
class FilePage:
    """Text and drawings from the top down, and how far they have come."""

    root: etree._Element
    style: etree._Element
    background: etree._Element
    y: float = MARGIN

    @classmethod
    def begin(cls, title: str, description: str) -> "FilePage":
        root = etree.Element(f"{SVG}svg", nsmap={None: SVG.strip("{}")})
        etree.SubElement(root, f"{SVG}title").text = title
        etree.SubElement(root, f"{SVG}desc").text = description
        style = etree.SubElement(root, f"{SVG}style")
        return cls(root, style, etree.SubElement(root, f"{SVG}rect", {"fill": PAGE}))

    def add(self, text: str, size: int, *, colour: str = INK, weight: int = 400) -> None:
        for row in textwrap.wrap(text, int((WIDTH - 2 * MARGIN) / (size * 0.52))):
            self.y += size * 1.3
            self.write(row, MARGIN, self.y - size * 0.3, size, colour=colour, weight=weight)

    def write(
        self, text: str, x: float, y: float, size: int, *, colour: str = INK, weight: int = 400
    ) -> None:
        attributes = {"x": f"{x:.0f}", "y": f"{y:.0f}", "font-size": str(size), "fill": colour}
        if weight != 400:
            attributes["font-weight"] = str(weight)
        etree.SubElement(self.root, f"{SVG}text", attributes).text = text

    def add_drawing(self, drawing: etree._Element, left: float, right: float, height: float) -> None:
        """In a frame that begins so far from the margins."""
        frame = in_pixels(drawing, WIDTH - 2 * MARGIN - left - right, height)
        frame.set("transform", f"translate({MARGIN + left:g} {self.y:g})")
        self.root.append(frame)
        self.y += height

    def add_end(self, words: "ChartWords") -> None:
        self.y += 6
        self.add(words.source, 12, colour=QUIET)
        self.add(f"{words.site} · {words.address}", 12, colour=QUIET)

    def closed(self, accent: str) -> str:
        """The file, as high as what stands in it."""
        width, height = str(WIDTH), str(round(self.y + MARGIN / 2))
        self.style.text = styles([self.root], {"--accent": accent, "--chart-page": PAGE})
        self.background.attrib.update({"width": width, "height": height})
        frame = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}", "role": "img"}
        self.root.attrib.update(frame | {"font-family": LETTERS, "color": INK})
        return etree.tostring(self.root, encoding="unicode")


def chart_file(figure: str, words: ChartWords, accent: str) -> str:
    """The figure of a page (``line_chart``, ``cloud_chart``) as a file of its own."""
    description = re.search(r"<desc[^>]*>(.*?)</desc>", figure, re.DOTALL)
    page = FilePage.begin(words.title, unescape(description[1]) if description else words.latest)
    page.add(words.title, 22, weight=700)
    page.y += 4
    page.add(words.answer, 17, weight=700, colour=accent)
    page.add(words.latest, 15)
    page.add(_text(figure, "chart-unit"), 13, colour=QUIET)
    if (drawing := drawing_of(figure)) is not None:
        _draw(page, drawing, figure)
    for note in re.findall(r"<li>(.*?)</li>", figure, re.DOTALL):
        page.add(unescape(note), 12, colour=QUIET)
    page.add_end(words)
    return page.closed(accent)


def _draw(page: FilePage, drawing: etree._Element, figure: str) -> None:
    bars = "chart-bars" in drawing.get("class", "")
    css = re.search(r'<div class="chart-frame ([^"]*)"', figure)
    css = css[1] if css else ""
    breaks = 2 if "chart-broken-twice" in css else 1 if "chart-broken" in css else 0
    left = 0.0 if bars else REM * LEFT[_size(css, "chart-room", "s")]
    page.y += 8 if bars else REM * (1.25 + breaks)
    page.add_drawing(drawing, left, 0.0 if bars else _room_for_names(css), _height(drawing, css))
    page.y += 8 if bars else REM * 2


def _room_for_names(css: str) -> float:
    if "cloud-frame" in css:
        return REM * RIGHT["cloud-wide" if "cloud-wide" in css else "cloud"]
    return REM * RIGHT[_size(css, "chart-names", "m")]


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
