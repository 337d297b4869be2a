"""Make the outlines that the map draws, from any GeoJSON of municipalities.

    python -m tools.municipality_outlines municipalities.geojson lagesbild/website/drawing/municipalities.json

Needs nothing but Python. The steps: project to SWEREF 99 TM, cut the rings into arcs where three areas
meet, simplify every arc once, round to whole numbers, join the arcs again. A border that two municipalities
share is one arc, so it stays one line however much it is simplified.
"""

import argparse
import heapq
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

SOURCE = "Kommungränser: Open Knowledge Sweden (okfse), fria att återanvända. Förenklade och projicerade."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("geojson", type=Path)
    parser.add_argument("outlines", type=Path)
    parser.add_argument(
        "--code", default="id", help="property with the four-digit code (default: %(default)s)"
    )
    parser.add_argument("--name", default="kom_namn", help="property with the name (default: %(default)s)")
    parser.add_argument("--height", type=int, default=2000, help="of the drawing (default: %(default)s)")
    parser.add_argument(
        "--tolerance", type=float, default=9, help="smallest triangle kept (default: %(default)s)"
    )
    parser.add_argument("--source", default=SOURCE, help="who drew the borders, and on what terms")
    chosen = parser.parse_args()
    features = json.loads(chosen.geojson.read_text(encoding="utf-8"))["features"]
    areas = {f["properties"][chosen.code]: (f["properties"][chosen.name], rings_of(f)) for f in features}
    drawing = outlines(areas, height=chosen.height, tolerance=chosen.tolerance)
    text = json.dumps({"source": chosen.source, **drawing}, ensure_ascii=False, separators=(",", ":"))
    chosen.outlines.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{len(areas)} areas, {len(text.encode()):,} bytes")


def outlines(areas: dict[str, tuple[str, list[Ring]]], *, height: int, tolerance: float) -> dict:
    """The drawing: its viewBox and, for each code, the name, a point for a label and an SVG path.

    `areas` holds code → (name, rings of longitude and latitude in degrees). `tolerance` is in square units
    of the drawing, `height` units high.
    """
    projected = {
        code: [[sweref99_tm(*p) for p in ring] for ring in rings] for code, (_, rings) in areas.items()
    }
    fit, width = fit_to(height, projected)
    fitted = {code: [[fit(p) for p in ring] for ring in rings] for code, rings in projected.items()}
    simple = simplified(fitted, tolerance)
    drawn = {}
    for code in sorted(areas):
        x, y = centroid(max(fitted[code], key=area))
        drawn[code] = {"name": areas[code][0], "x": round(x), "y": round(y), "d": path(simple[code])}
    return {"viewBox": f"0 0 {width} {height}", "areas": drawn}


def rings_of(feature: dict) -> list[Ring]:
    """Every ring of a Polygon or MultiPolygon, closed: the first point comes last again."""
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(p[0], p[1]) for p in ring] for polygon in polygons for ring in polygon]


def sweref99_tm(longitude: float, latitude: float) -> Point:
    """East and north in metres: transverse Mercator on GRS 80, central meridian 15° E, scale 0.9996.

    Method: Krüger's series to the fourth order of the third flattening, as Lantmäteriet publishes it.
    """
    flattening, radius = 1 / 298.257222101, 6378137.0
    n = flattening / (2 - flattening)
    e2 = flattening * (2 - flattening)
    phi, dlam = math.radians(latitude), math.radians(longitude - 15)
    conformal = math.sinh(
        math.asinh(math.tan(phi)) - math.sqrt(e2) * math.atanh(math.sqrt(e2) * math.sin(phi))
    )
    xi, eta = (
        math.atan2(conformal, math.cos(dlam)),
        math.asinh(math.sin(dlam) / math.hypot(conformal, math.cos(dlam))),
    )
    series = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    scale = 0.9996 * radius / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    terms = list(enumerate(series, 1))
    north = scale * (xi + sum(b * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, b in terms))
    east = scale * (eta + sum(b * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, b in terms))
    return 500_000 + east, north


def fit_to(height: int, areas: dict[str, list[Ring]]):
    """A function from metres to the drawing, whose y runs downwards, and the width that follows."""
    points = [p for rings in areas.values() for ring in rings for p in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = height / (north - south)
    return (lambda p: ((p[0] - west) * scale, (north - p[1]) * scale)), math.ceil((east - west) * scale)


def simplified(areas: dict[str, list[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    """The same areas with fewer points, shared borders still shared."""
    corners = meeting_points(areas)
    patience: dict[tuple, float] = {}  # arc → the tolerance of the smallest area that it bounds
    cut = {code: [list(arcs(ring, corners)) for ring in rings] for code, rings in areas.items()}
    for code, rings in cut.items():
        # Small municipalities keep more of their shape: the whole of Sundbyberg is some 15 square units.
        own = min(tolerance, 0.02 * max(area(r) for r in areas[code]))
        for arc in (arc for ring in rings for arc in ring):
            patience[one_way(arc)] = min(own, patience.get(one_way(arc), own))
    fewer = {arc: drop_points(list(arc), limit) for arc, limit in patience.items()}
    return {code: [join(ring, fewer) for ring in rings] for code, rings in cut.items()}


def meeting_points(areas: dict[str, list[Ring]]) -> set[Point]:
    """Points where more than two border lines meet: arcs begin and end there."""
    neighbours = defaultdict(set)
    for ring in (ring for rings in areas.values() for ring in rings):
        for a, b in zip(ring, ring[1:], strict=False):
            neighbours[a].add(b)
            neighbours[b].add(a)
    return {point for point, around in neighbours.items() if len(around) > 2}


def arcs(ring: Ring, corners: set[Point]) -> Iterator[tuple[Point, ...]]:
    """The ring cut at its corners; a ring without any is one arc from its smallest point."""
    open_ring = ring[:-1]
    cuts = [i for i, p in enumerate(open_ring) if p in corners] or [open_ring.index(min(open_ring))]
    turned = open_ring[cuts[0] :] + open_ring[: cuts[0]]
    ends = [i - cuts[0] for i in cuts] + [len(turned)]
    turned.append(turned[0])
    return (tuple(turned[a : b + 1]) for a, b in zip(ends, ends[1:], strict=False))


def one_way(arc: tuple[Point, ...]) -> tuple[Point, ...]:
    """The arc in the direction that both its neighbours agree on."""
    return min(arc, arc[::-1])


def join(ring: list[tuple[Point, ...]], fewer: dict[tuple, list[Point]]) -> Ring:
    joined: Ring = []
    for arc in ring:
        way = one_way(arc)
        joined += (fewer[way] if way == arc else fewer[way][::-1])[:-1]
    return [*joined, joined[0]]


def drop_points(points: list[Point], tolerance: float) -> list[Point]:
    """Visvalingam's method: drop the point whose triangle with its neighbours is smallest, and again."""
    least = 4 if points[0] == points[-1] else 2
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    size = [math.inf] * len(points)
    heap = []

    def measure(i: int) -> None:
        size[i] = area([points[before[i]], points[i], points[after[i]]])
        heapq.heappush(heap, (size[i], i))

    for i in range(1, len(points) - 1):
        measure(i)
    kept = set(range(len(points)))
    while heap and heap[0][0] < tolerance and len(kept) > least:
        measured, i = heapq.heappop(heap)
        if i not in kept or measured != size[i]:
            continue
        kept.discard(i)
        before[after[i]], after[before[i]] = before[i], after[i]
        for j in (before[i], after[i]):
            if 0 < j < len(points) - 1:
                measure(j)
    return [points[i] for i in sorted(kept)]


def area(ring: Ring) -> float:
    shifted = [*ring[1:], ring[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, shifted, strict=True))) / 2


def centroid(ring: Ring) -> Point:
    """The centre of mass. Lies outside a crescent; no municipality's label minds."""
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:], strict=False)]
    whole = sum(cross for *_, cross in pairs) * 3
    x = sum((a[0] + b[0]) * cross for a, b, cross in pairs) / whole
    y = sum((a[1] + b[1]) * cross for a, b, cross in pairs) / whole
    return x, y


def path(rings: list[Ring]) -> str:
    """An SVG path in whole numbers and relative steps, the shortest form there is."""
    text, here = "", (0, 0)
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring[:-1]]
        points = [p for i, p in enumerate(points) if p != points[i - 1]]
        if len(points) < 3 or (len(rings) > 1 and area(points) < 4):
            continue  # an islet too small to see
        steps = [points[0][0] - here[0], points[0][1] - here[1]]
        for a, b in zip(points, points[1:], strict=False):
            steps += [b[0] - a[0], b[1] - a[1]]
        text += "m" + " ".join(map(str, steps)).replace(" -", "-") + "z"
        here = points[0]
    return text


if __name__ == "__main__":
    main()
