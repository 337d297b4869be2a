"""The map of partners: the world, and Europe closer, drawn on the server like the charts.

The land in land.json is made by tools/land_outlines.py. The world is drawn in the Equal Earth projection (Šavrič,
Patterson and Jenny 2018), Europe in Lambert's azimuthal equal-area projection around 54° N 13° E: both keep areas
true. Marks and names stand in shares of the drawing, so that letters keep their size on every screen.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from lagesbild.website.drawing.svg import checked, per_cent, render

LAND = Path(__file__).parent / "land.json"
MOST_NAMES = 20
MOST_LETTERS = 32
# A name's letter, its height and the air around a mark, in thousandths of the width of the drawing at its widest.
LETTER, LINE, MARK = 10.5, 24, 11
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)

MARKS = {
    "twin_town": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "sister_city": "M-5-5H5V5H-5z",
    "municipal_partnership": "M0-6.5 6.5 0 0 6.5-6.5 0z",
    "network": "M0-6.5 6.2 4.5H-6.2z",
    "agreement": "M0 6.5 6.2-4.5H-6.2z",
    "project": "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2z",
}
"""Kind of cooperation → its mark, 13 px wide: told apart by shape."""
HOME_MARK = "M0-9 2.6-2.9 9-2.6 4 1.6 5.6 8 0 4.4-5.6 8-4 1.6-9-2.6-2.6-2.9z"


@dataclass(frozen=True)
class Mark:
    """Something on the map. ``name`` stands beside it where there is room, ``text`` is told of it. Hollow: over."""

    name: str
    text: str
    latitude: float
    longitude: float
    kind: str = "home"
    hollow: bool = False


@dataclass(frozen=True)
class MapPanel:
    """One of the drawings: its size in its own units, the land as an SVG path, and where a point falls."""

    key: str
    width: int
    height: int
    land: str

    def place(self, latitude: float, longitude: float) -> tuple[float, float] | None:
        """Shares (0–1) from the left and from the top; None outside the drawing."""
        projected = PROJECTIONS[self.key](math.radians(latitude), math.radians(longitude))
        if projected is None:
            return None
        x, y = fitted(projected, FRAMES[self.key])
        return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None


# --- Where a point falls ----------------------------------------------------------------------------------


def equal_earth(phi: float, lam: float) -> tuple[float, float]:
    """East and north in radii of the earth, around the meridian of Greenwich; radians in."""
    a1, a2, a3, a4 = EQUAL_EARTH
    theta = math.asin(math.sqrt(3) / 2 * math.sin(phi))
    square = theta * theta
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    east = 2 * math.sqrt(3) * lam * math.cos(theta) / (3 * slope)
    return east, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


def around_the_baltic(phi: float, lam: float) -> tuple[float, float] | None:
    """Lambert's azimuthal equal-area projection around 54° N 13° E; None on the other half of the globe."""
    phi0, lam0 = math.radians(54), math.radians(13)
    nearness = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(lam - lam0)
    if nearness < 0:
        return None
    k = math.sqrt(2 / (1 + nearness))
    north = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(lam - lam0)
    return k * math.cos(phi) * math.sin(lam - lam0), k * north


PROJECTIONS = {"world": equal_earth, "europe": around_the_baltic}
FRAMES = {
    # West, east, south and north of the drawing, in radii of the earth. The world is cut south of Cape Horn.
    "world": (-2.7066, 2.7066, -1.06, 1.3173),
    "europe": (-0.43, 0.36, -0.345, 0.315),
}


def fitted(point: tuple[float, float], frame: tuple[float, float, float, float]) -> tuple[float, float]:
    """Shares of the frame from the left and from the top."""
    west, east, south, north = frame
    return (point[0] - west) / (east - west), (north - point[1]) / (north - south)


@cache
def panels() -> dict[str, MapPanel]:
    """ "europe" and "world". The land is drawn from Natural Earth, which is in the public domain."""
    drawn = json.loads(LAND.read_text(encoding="utf-8"))["panels"]
    return {key: MapPanel(key, panel["width"], panel["height"], panel["d"]) for key, panel in drawn.items()}


def place_in(key: str, mark: Mark) -> tuple[float, float] | None:
    return panels()[key].place(mark.latitude, mark.longitude)


# --- Drawing ----------------------------------------------------------------------------------------------


def place_map(
    key: str,
    marks: Sequence[Mark],
    *,
    home: Mark | None,
    id: str,
    title: str,
    description: str,
    named: Iterable[Mark] | None = None,
) -> SafeString:
    """A figure of one panel. Marks outside it are left out; ``named`` are those that may have their name beside them.

    Names are given from the first mark on, at most twenty, where there is room beside the mark. The same marks
    give the same picture.
    """
    panel = panels()[key]
    placed = [(mark, at) for mark in marks if (at := place_in(key, mark))]
    at_home = place_in(key, home) if home else None
    may_have = {mark for mark, _at in placed} if named is None else set(named)
    spots = _spots(placed, may_have)
    whole = panel.width, panel.height
    drawn = {
        "id": checked(id),
        "title": title,
        "description": description,
        "key": key,
        "view_box": f"0 0 {panel.width} {panel.height}",
        "land": panel.land,
        "shapes": {kind: MARKS[kind] for kind in dict.fromkeys(mark.kind for mark, _at in placed)},
        "groups": [
            {"css": css, "marks": [_drawn(mark, at, may_have) for mark, at in placed if mark.hollow == over]}
            for css, over in (("place-over", True), ("", False))
        ],
        "labels": _labels(spots, at_home, home, whole),
        "home": _drawn(home, at_home, {home}) if at_home else "",
        "home_mark": HOME_MARK,
    }
    return render("place_map.svg", drawn)


def _drawn(mark: Mark, at: tuple[float, float], labelled: set[Mark]) -> dict[str, str]:
    """One mark; words for the pointer only where it may be named, so that hundreds weigh little."""
    text = mark.text if mark in labelled else ""
    return {"x": per_cent(100 * at[0]), "y": per_cent(100 * at[1]), "kind": mark.kind, "text": text}


def _spots(placed, may_have: set[Mark]) -> list[tuple[tuple[float, float], str]]:
    """Where something is, and what it is called there: what stands on the same spot shares one name."""
    together = defaultdict(list)
    for mark, at in placed:
        together[round(at[0], 2), round(at[1], 2)].append((mark, at))
    spots = []
    for group in together.values():
        names = list(dict.fromkeys(mark.name for mark, _at in group if mark in may_have))
        label = names[0][:MOST_LETTERS] if names else ""
        if names and len(names[0]) > MOST_LETTERS:
            label += "…"
        spots.append((group[0][1], f"{label} +{len(names) - 1}" if len(names) > 1 else label))
    return spots


def _labels(spots, at_home, home: Mark | None, whole: tuple[int, int]) -> list[dict]:
    """The names that there is room for. The municipality's own comes first."""
    width, height = 1000.0, 1000.0 * whole[1] / whole[0]
    points = [(at[0] * width, at[1] * height) for at, _name in spots]
    boxes = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in points]
    to_place = [(*point, name, "") for point, (_at, name) in zip(points, spots, strict=True) if name]
    if at_home:
        x, y = at_home[0] * width, at_home[1] * height
        boxes.append((x - MARK, y - MARK, x + MARK, y + MARK))
        to_place.insert(0, (x, y, home.name[:MOST_LETTERS], "place-own"))
    labels = []
    for x, y, name, css in to_place[: MOST_NAMES + 1]:
        free_side = next((side for side in _sides(x, y, name) if _free(side[0], boxes, width, height)), None)
        if not free_side:
            continue
        box, anchor, dx, dy = free_side
        boxes.append(box)
        labels.append(
            {
                "x": per_cent(100 * x / width),
                "y": per_cent(100 * y / height),
                "dx": f"{dx}em",
                "dy": f"{dy}em",
                "anchor": anchor,
                "name": name,
                "css": css,
            }
        )
    return labels


def _sides(x: float, y: float, name: str):
    """Where a name may stand, best first: (box, text anchor, dx, dy)."""
    long, half = len(name) * LETTER, LINE / 2
    right, west = (x + MARK + 2, x + MARK + 2 + long), (x - MARK - 2 - long, x - MARK - 2)
    for (start, end), anchor, dx in ((right, "start", 0.8), (west, "end", -0.8)):
        yield (start, y - half, end, y + half), anchor, dx, 0.35
    middle = (x - long / 2, x + long / 2)
    yield (middle[0], y - MARK - LINE, middle[1], y - MARK), "middle", 0, -0.8
    yield (middle[0], y + MARK, middle[1], y + MARK + LINE), "middle", 0, 1.6
    for (start, end), anchor, dx in ((right, "start", 0.6), (west, "end", -0.6)):
        yield (start, y - MARK - LINE, end, y - MARK), anchor, dx, -0.6
        yield (start, y + MARK, end, y + MARK + LINE), anchor, dx, 1.3


def _free(box, boxes, width: float, height: float) -> bool:
    west, top, right, bottom = box
    inside = west >= 0 and top >= 0 and right <= width and bottom <= height
    return inside and not any(west < e and right > w and top < s and bottom > n for w, n, e, s in boxes)
