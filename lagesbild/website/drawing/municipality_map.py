"""The map of the municipalities, drawn on the server like the charts.

The outlines in municipalities.json are made by tools/municipality_outlines.py. Classes are quantiles in one
neutral hue: a place among the others is neither good nor bad. Five tones cannot each stand 3:1 from the
next, since black on white is 21:1 in all. So the tones are spread evenly by contrast, areas have a border
of the page's colour, each area says its value, and the same values stand in the page's table.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from django.utils.safestring import SafeString

from lagesbild.assessment import Text, number
from lagesbild.website.drawing.amounts import Amounts, is_number
from lagesbild.website.drawing.svg import checked, render
from lagesbild.website.drawing.words import words_in

OUTLINES = Path(__file__).parent / "municipalities.json"
TONES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
LABEL_SIZE = 40  # in units of the drawing; charts.css sets the same

MAP_WORDS = {
    "highest": Text("Högst", "Highest"),
    "lowest": Text("Lägst", "Lowest"),
    "map": Text(
        "Karta över {count} kommuner, i {classes} ungefär lika stora grupper efter värde.",
        "Map of {count} municipalities, in {classes} groups of much the same size by value.",
    ),
    "median": Text("Mitten (median)", "Middle (median)"),
    "missing": Text("Inget värde", "No value"),
    "municipalities": Text("{count} kommuner", "{count} municipalities"),
    "municipality": Text("1 kommun", "1 municipality"),
    "none": Text(
        "Det finns inga värden att visa på kartan ännu.", "There are no values to show on the map yet."
    ),
    "outlines": Text(
        "Kommungränser: Open Knowledge Sweden (okfse), förenklade.",
        "Municipal borders: Open Knowledge Sweden (okfse), simplified.",
    ),
    "table": Text(
        "Alla värden finns i sidans lista och filer.", "All values are in the list and files of the page."
    ),
    "unknown": Text(
        "Områden som kartan saknar gränser för: {codes}.", "Areas that the map has no borders for: {codes}."
    ),
    "without": Text("Utan värde: {count}.", "Without a value: {count}."),
}


@dataclass(frozen=True)
class Outline:
    """A municipality's border as an SVG path, and a point inside for its label."""

    name: str
    x: int
    y: int
    d: str


@dataclass(frozen=True)
class Outlines:
    width: int
    height: int
    areas: dict[str, Outline]


@cache
def outlines() -> Outlines:
    """The 290 municipalities by code. Read once: they change when the country does."""
    drawing = json.loads(OUTLINES.read_text(encoding="utf-8"))
    width, height = map(int, drawing["viewBox"].split()[2:])
    return Outlines(width, height, {code: Outline(**area) for code, area in drawing["areas"].items()})


def choropleth(
    values: Mapping[str, float | None],
    *,
    home: str | None,
    title: str,
    description: str,
    source: str,
    unit: str,
    decimals: int,
    language: str,
    id: str,
    classes: int = 5,
) -> SafeString:
    """A `<figure>` with a map of four-digit code → value, its key in words and its source.

    `home` is the code that is outlined and named, or None. `classes` is 1 to 5. Values are classed as they
    are shown, with `decimals`, so that no two ranges of the key overlap. Municipalities not in `values` are
    drawn as missing; codes without an outline are named in a note. Without any value the figure is a
    sentence.
    """
    if classes not in TONES:
        raise ValueError(f"A map can have 1 to {len(TONES)} classes, not {classes}: more tones look alike.")
    words, drawn, say = words_in(language, MAP_WORDS), outlines(), Amounts(unit, decimals, language)
    rounded = {c: round(v, decimals) for c, v in values.items() if c in drawn.areas and is_number(v)}
    heading = {"id": checked(id), "title": title, "source": source, "words": words_in(language)}
    if not rounded:
        return render("empty.svg", heading | {"sentence": words["none"]})
    ranges = quantile_ranges(list(rounded.values()), classes)
    marks = home_marks(home, rounded, words, say) if home in drawn.areas else None
    unknown = sorted(set(values) - set(drawn.areas))
    return render(
        "map.svg",
        heading
        | {
            "description": f"{description} {in_words(rounded, ranges, home, words, say)}".strip(),
            "unit": unit,
            "view_box": marks["view_box"] if marks else f"0 0 {drawn.width} {drawn.height}",
            "groups": [*class_groups(rounded, ranges, words, say), missing_group(rounded, words)],
            "home": marks,
            "notes": [
                words["outlines"],
                *([words["unknown"].format(codes=", ".join(unknown))] if unknown else []),
            ],
        },
    )


def quantile_ranges(values: Sequence[float], classes: int) -> list[tuple[float, float]]:
    """Lowest and highest value of each class, in order. Equal values share a class, so there may be fewer."""
    ordered = sorted(values)
    edges = {ordered[len(ordered) * i // classes] for i in range(classes)}
    starts = sorted(edges)
    ends = [max(v for v in ordered if v < start) for start in starts[1:]] + [ordered[-1]]
    return list(zip(starts, ends, strict=True))


def class_groups(
    rounded: Mapping[str, float], ranges: Sequence[tuple[float, float]], words: dict[str, str], say: Amounts
) -> list[dict]:
    groups = []
    for tone, (low, high) in zip(TONES[len(ranges)], ranges, strict=True):
        members = {code: value for code, value in rounded.items() if low <= value <= high}
        texts = {code: f"{outlines().areas[code].name}: {say(value)}" for code, value in members.items()}
        groups.append(group(f"map-{tone}", texts, range_text(low, high, say), words))
    return groups


def missing_group(rounded: Mapping[str, float], words: dict[str, str]) -> dict:
    missing = words["missing"].lower()
    texts = {code: f"{a.name}: {missing}" for code, a in outlines().areas.items() if code not in rounded}
    return group("map-missing", texts, words["missing"], words) | {"hatched": "yes"}


def group(css: str, texts: Mapping[str, str], range_text: str, words: dict[str, str]) -> dict:
    areas = outlines().areas
    return {
        "css": css,
        "areas": [{"d": areas[code].d, "text": text} for code, text in texts.items()],
        "range": range_text,
        "count": count_text(len(texts), words),
    }


def range_text(low: float, high: float, say: Amounts) -> str:
    if low == high:
        return say(low)
    # "till" and "to" hold where a dash beside a minus sign would not.
    dash = "–" if low >= 0 else f" {words_in(say.language)['to']} "
    return f"{number(low, say.decimals, say.language)}{dash}{say(high)}"


def count_text(count: int, words: dict[str, str]) -> str:
    return words["municipality"] if count == 1 else words["municipalities"].format(count=count)


def in_words(
    rounded: Mapping[str, float],
    ranges: Sequence[tuple[float, float]],
    home: str | None,
    words: dict[str, str],
    say: Amounts,
) -> str:
    areas = outlines().areas
    lowest, highest = min(rounded, key=rounded.__getitem__), max(rounded, key=rounded.__getitem__)
    sentences = [
        words["map"].format(count=len(areas), classes=len(ranges)),
        f"{words['lowest']}: {areas[lowest].name} {say(rounded[lowest])}.",
        f"{words['highest']}: {areas[highest].name} {say(rounded[highest])}.",
        f"{words['median']}: {say(median(rounded.values()))}.",
    ]
    if home in areas:
        sentences.append(f"{areas[home].name}: {amount(home, rounded, words, say)}.")
    if len(rounded) < len(areas):
        sentences.append(words["without"].format(count=len(areas) - len(rounded)))
    return " ".join([*sentences, words["table"]])


def amount(code: str, rounded: Mapping[str, float], words: dict[str, str], say: Amounts) -> str:
    return say(rounded[code]) if code in rounded else words["missing"].lower()


def home_marks(
    code: str, rounded: Mapping[str, float], words: dict[str, str], say: Amounts
) -> dict[str, str]:
    """The municipality's outline, and its name beside the country with a line between them.

    The name stands in the sea or in the neighbour country, on the side where the drawing must be widened
    least.
    """
    area, width = outlines().areas[code], outlines().width
    amount_text = amount(code, rounded, words, say)
    room = round(max(len(area.name) * 0.66, len(amount_text) * 0.6) * LABEL_SIZE) + 34
    west, east = country_sides(area.y)
    beyond_west, beyond_east = max(0, room - west), max(0, east + room - width)
    to_east = (beyond_east, width - area.x) < (beyond_west, area.x)
    side, away = (east, 1) if to_east else (west, -1)
    return {
        "d": area.d,
        "text": f"{area.name}: {amount_text}",
        "name": area.name,
        "amount": amount_text,
        "leader": f"M{area.x} {area.y}H{side + 24 * away}",
        "x": str(side + 34 * away),
        "y": str(area.y),
        "anchor": "start" if to_east else "end",
        "view_box": f"{0 if to_east else -beyond_west} 0 "
        f"{width + (beyond_east if to_east else beyond_west)} {outlines().height}",
    }


def country_sides(y: int) -> tuple[int, int]:
    """The country's westernmost and easternmost point near the height y, where a label would be."""
    near = [
        x for west, right, top, bottom in boxes() if top < y + 80 and bottom > y - 60 for x in (west, right)
    ]
    return min(near), max(near)


@cache
def boxes() -> list[tuple[int, int, int, int]]:
    """West, east, north and south of each outline."""
    return [box(area.d) for area in outlines().areas.values()]


def box(d: str) -> tuple[int, int, int, int]:
    """The bounds of a path of relative steps, as the tool writes them."""
    xs, ys, x, y = [], [], 0, 0
    for ring in d.removeprefix("m").removesuffix("z").split("zm"):
        steps = [int(n) for n in ring.replace("-", " -").split()]
        start = (x + steps[0], y + steps[1])
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
        x, y = start
    return min(xs), max(xs), min(ys), max(ys)
