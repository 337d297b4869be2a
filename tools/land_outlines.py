"""Make the land that the map of partners draws, from TopoJSON of the world's land.

    python -m tools.land_outlines land-110m.json land-50m.json lagesbild/website/drawing/land.json

The first file gives the world, the second, finer one gives Europe. Both are those of the npm package world-atlas,
made from Natural Earth, which is in the public domain. The steps: read the rings, cut them at the 180th meridian,
project, cut at the frame, simplify, round to whole numbers.
"""

import argparse
import json
import math
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from lagesbild.website.drawing.world_map import FRAMES, PROJECTIONS, fitted
from tools.municipality_outlines import area, drop_points, path

SOURCE = "Landytor: Natural Earth, fria att använda (public domain). Förenklade och projicerade."
SOUTHERNMOST = -58  # without Antarctica, where no partner is
# Degrees of longitude and latitude that Europe's drawing is cut from, before it is projected.
AROUND_EUROPE = (-60, 90, 20, 85)
WIDTH = 1000
DETAIL = {"world": (4, 3), "europe": (5, 6)}
"""The smallest triangle and the smallest island that are kept, in square units of the drawing."""

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("world", type=Path)
    parser.add_argument("finer", type=Path)
    parser.add_argument("land", type=Path)
    chosen = parser.parse_args()
    files = {"europe": chosen.finer, "world": chosen.world}
    panels = {key: panel(key, rings_of(json.loads(file.read_text()))) for key, file in files.items()}
    text = json.dumps({"source": SOURCE, "panels": panels}, ensure_ascii=False, separators=(",", ":"))
    chosen.land.write_text(text + "\n", encoding="utf-8")
    print(f"{len(text.encode()):,} bytes")


def rings_of(topology: dict) -> list[Ring]:
    """Every ring of the land in degrees, closed."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]

    def points(arc) -> Ring:
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        return [(x * across + west, y * up + south) for x, y in steps]

    arcs = [points(arc) for arc in topology["arcs"]]
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for ring in (ring for polygon in geometry["arcs"] for ring in polygon):
            # An arc is told backwards by the complement of its number, and begins where the one before it ended.
            drawn = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
            rings.append([drawn[0][0], *(point for arc in drawn for point in arc[1:])])
    return rings


def panel(key: str, rings: list[Ring]) -> dict:
    west, east, south, north = FRAMES[key]
    height = round(WIDTH * (north - south) / (east - west))
    smallest, least = DETAIL[key]
    inland = (-180, 180, SOUTHERNMOST, 90) if key == "world" else AROUND_EUROPE
    drawn = []
    for ring in rings:
        for part in turns(ring):
            kept = inside(part, inland)
            if len(kept) < 4:
                continue
            kept = inside([on_paper(key, point, height) for point in kept], (-4, WIDTH + 4, -4, height + 4))
            if len(kept) >= 4 and area(kept) >= least:
                drawn.append(drop_points(kept, smallest))
    return {"width": WIDTH, "height": height, "d": path(drawn)}


def turns(ring: Ring) -> list[Ring]:
    """The ring as one line without leaps over the 180th meridian, and the same a turn to the west and to the east."""
    line = [ring[0]]
    for x, y in ring[1:]:
        before = line[-1][0]
        line.append((x - 360 * round((x - before) / 360), y))
    return [[(x + turn, y) for x, y in line] for turn in (-360, 0, 360)]


def inside(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """What of the ring is inside west, east, south and north: Sutherland and Hodgman's method."""
    west, east, south, north = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = one_side(ring, axis, limit, sign)
        if not ring:
            return []
    return [*ring, ring[0]] if ring[0] != ring[-1] else ring


def one_side(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: Ring = []
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in:
            kept.append(a)
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept


def on_paper(key: str, degrees: Point, height: int) -> Point:
    project: Callable = PROJECTIONS[key]
    x, y = fitted(project(math.radians(degrees[1]), math.radians(degrees[0])), FRAMES[key])
    return x * WIDTH, y * height


if __name__ == "__main__":
    main()
