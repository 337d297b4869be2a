"""A drawing that stands alone: a file with sizes and colours inside, for whoever takes it away from the page.

On a page a drawing has its positions in per cent, its letters in rem and its colours from the style sheets. Here they
become pixels and colours, so that a file, a word processor and a renderer without style sheets draw the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

STYLES = Path(__file__).parent.parent / "static" / "website"
REM, EM = 16.0, 13.0
"""Pixels: a rem of the page, and an em of the drawing's letters."""
SVG = "{http://www.w3.org/2000/svg}"
ALONG = {"x", "x1", "x2", "cx", "width", "dx"}
DOWN = {"y", "y1", "y2", "cy", "height", "dy"}
DRAWN = {
    "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "fill-opacity", "stroke-opacity",
    "font-size", "font-weight", "paint-order", "color",
}  # fmt: skip
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")


@dataclass(frozen=True)
class Box:
    """What per cents are of, in pixels; and how much a stretched drawing is stretched."""

    width: float
    height: float
    along: float = 1.0
    down: float = 1.0


def drawing_of(figure: str) -> etree._Element | None:
    """The drawing in a chart's figure; None where it only says that there is nothing to draw."""
    start = re.search(r'<svg class="(?:strip )?chart-drawing', figure)
    return etree.fromstring(figure[start.start() : figure.rfind("</svg>") + len("</svg>")]) if start else None


def in_pixels(drawing: etree._Element, width: float, height: float) -> etree._Element:
    """A group that draws the same in a frame of so many pixels."""
    group = etree.Element(f"{SVG}g", {"class": drawing.get("class", "")})
    _put(drawing, group, Box(width, height))
    return group


def _put(parent: etree._Element, into: etree._Element, box: Box) -> None:
    for child in parent:
        name = etree.QName(child).localname
        if name in ("title", "desc") and parent.get("role") == "img":
            continue  # the file has its own
        if name == "svg":
            _put_nested(child, into, box)
            continue
        element = etree.SubElement(into, f"{SVG}{name}", _attributes(child, box))
        element.text, element.tail = child.text, child.tail
        _put(child, element, box)


def _put_nested(nested: etree._Element, into: etree._Element, box: Box) -> None:
    left = _pixels(nested.get("x", "0"), box.width)
    top = _pixels(nested.get("y", "0"), box.height)
    group = etree.SubElement(into, f"{SVG}g", {"class": nested.get("class", "")})
    if left or top:
        group.set("transform", f"translate({_short(left)} {_short(top)})")
    if fill := nested.get("fill"):
        group.set("fill", fill)
    if view := nested.get("viewBox"):
        _x, _y, wide, high = map(float, view.split())
        width = _pixels(nested.get("width", "100%"), box.width)
        height = _pixels(nested.get("height", "100%"), box.height)
        box = Box(wide, high, width / wide, height / high)
        if "chart-spot" not in nested.get("class", ""):
            _clip(group, into, width, height)
    _put(nested, group, box)


def _clip(group: etree._Element, into: etree._Element, width: float, height: float) -> None:
    """A drawing within the drawing shows nothing outside its own frame, unless the style sheets say that it does."""
    name = f"inside-{sum(1 for _path in into.iter(f'{SVG}clipPath'))}-{_short(width)}-{_short(height)}"
    clip = etree.Element(f"{SVG}clipPath", {"id": name})
    etree.SubElement(clip, f"{SVG}rect", {"width": _short(width), "height": _short(height)})
    group.addprevious(clip)
    group.set("clip-path", f"url(#{name})")


def _attributes(element: etree._Element, box: Box) -> dict[str, str]:
    attributes = {}
    for name, value in element.attrib.items():
        if name in ALONG:
            value = _short(_pixels(value, box.width) * box.along)
        elif name in DOWN:
            value = _short(_pixels(value, box.height) * box.down)
        elif name == "d" and (box.along, box.down) != (1.0, 1.0):
            value = _stretched(value, box)
        if not name.startswith("aria-") and name != "id":
            attributes[name] = value
    return attributes


def _pixels(length: str, whole: float) -> float:
    """``50%``, ``1.2em``, ``2rem`` or a plain number."""
    for unit, size in (("%", whole / 100), ("rem", REM), ("em", EM), ("px", 1.0), ("", 1.0)):
        if unit and length.endswith(unit) or not unit:
            return float(length.removesuffix(unit)) * size
    raise AssertionError(length)


def _stretched(path: str, box: Box) -> str:
    """A path of lines, absolute or relative: H and V go one way, of the others every second number is along."""
    turns = {"h": (box.along,), "v": (box.down,)}

    def stretch(step: re.Match) -> str:
        letter, sizes = step[1], turns.get(step[1].lower(), (box.along, box.down))
        lengths = [float(length) for length in NUMBER.findall(step[2])]
        stretched = (length * sizes[place % len(sizes)] for place, length in enumerate(lengths))
        return letter + " ".join(map(_short, stretched))

    return STEP.sub(stretch, path)


def _short(length: float) -> str:
    return f"{round(length, 1) + 0.0:.1f}".removesuffix(".0")


# --- Styles -----------------------------------------------------------------------------------------------


def styles(elements: Iterable[etree._Element], colours: Mapping[str, str]) -> str:
    """The rules of the page's style sheets that the elements are drawn by, with colours and pixels in them.

    ``colours``: variables that are another than in the sheets, such as the municipality's own.
    """
    used = {name for element in elements for each in element.iter() for name in each.get("class", "").split()}
    rules = []
    for selectors, declarations in _rules(tuple(sorted(colours.items()))):
        plain = [selector for part in selectors for selector in _by_plain_classes(part, used)]
        fitting = [selector for selector in plain if set(re.findall(r"\.([\w-]+)", selector)) <= used]
        if fitting:
            rules.append(f"{','.join(fitting)}{{{declarations}}}")
    return "".join(rules)


def _by_plain_classes(selector: str, used: set[str]) -> list[str]:
    """``.a[class*="b-"]`` as one selector for each class that fits: not every renderer reads the short form."""
    part = re.search(r'\[class\*="([\w-]+)"\]', selector)
    if part is None:
        return [selector]
    return [selector.replace(part[0], f".{name}") for name in sorted(used) if part[1] in name]


@cache
def _rules(colours: tuple[tuple[str, str], ...]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """(selectors, declarations) of the charts, those of no medium."""
    sheets = "".join(_outside_media((STYLES / name).read_text()) for name in ("site.css", "charts.css"))
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", sheets)
    variables = {
        name: value.strip()
        for selector, declarations in blocks
        if selector.strip() == ":root"
        for name, value in re.findall(r"(--[\w-]+):([^;]+)", declarations)
    } | dict(colours)
    rules = []
    for selector, declarations in blocks:
        drawn = [
            f"{name}:{_value(value.strip(), variables)}"
            for name, value in re.findall(r"([\w-]+):([^;]+)", declarations)
            if name in DRAWN
        ]
        selectors = tuple(part.strip() for part in selector.split(",") if "." in part and ":" not in part)
        if drawn and selectors:
            rules.append((selectors, ";".join(drawn)))
    return tuple(rules)


def _outside_media(sheet: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", without_comments)


def _value(value: str, variables: Mapping[str, str]) -> str:
    while inner := re.search(r"var\((--[\w-]+)(?:,\s*([^()]+))?\)", value):
        value = value.replace(inner[0], variables.get(inner[1]) or inner[2] or "none")
    return re.sub(r"(-?[\d.]+)rem", lambda length: f"{_short(float(length[1]) * REM)}px", value)
