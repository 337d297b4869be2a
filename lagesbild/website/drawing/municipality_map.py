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

from lagesbild.website.drawing.charts import WORDS as CHART_WORDS
from lagesbild.website.drawing.charts import Amounts, checked, is_number, number, render

OUTLINES = Path(__file__).parent / "municipalities.json"
TONES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
LABEL_SIZE = 40  # in units of the drawing; charts.css sets the same

WORDS = {
    "sv": {
        "highest": "Högst",
        "lowest": "Lägst",
        "map": "Karta över {count} kommuner, i {classes} ungefär lika stora grupper efter värde.",
        "median": "Mitten (median)",
        "missing": "Inget värde",
        "municipalities": "{count} kommuner",
        "municipality": "1 kommun",
        "none": "Det finns inga värden att visa på kartan ännu.",
        "outlines": "Kommungränser: Open Knowledge Sweden (okfse), förenklade.",
        "table": "Alla värden finns i tabellen på sidan.",
        "unknown": "Områden som kartan saknar gränser för: {codes}.",
        "without": "Utan värde: {count}.",
    },
    "en": {
        "highest": "Highest",
        "lowest": "Lowest",
        "map": "Map of {count} municipalities, in {classes} groups of much the same size by value.",
        "median": "Middle (median)",
        "missing": "No value",
        "municipalities": "{count} municipalities",
        "municipality": "1 municipality",
        "none": "There are no values to show on the map yet.",
        "outlines": "Municipal borders: Open Knowledge Sweden (okfse), simplified.",
        "table": "All values are in the table on the page.",
        "unknown": "Areas that the map has no borders for: {codes}.",
        "without": "Without a value: {count}.",
    },
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
    read = json.loads(OUTLINES.read_text(encoding="utf-8"))
    width, height = map(int, read["viewBox"].split()[2:])
    return Outlines(width, height, {code: Outline(**area) for code, area in read["areas"].items()})


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
    words, drawn, say = WORDS[language], outlines(), Amounts(unit, decimals, language)
    shown = {c: round(v, decimals) for c, v in values.items() if c in drawn.areas and is_number(v)}
    named = {"id": checked(id), "title": title, "source": source, "words": CHART_WORDS[language]}
    if not shown:
        return render("empty.svg", named | {"sentence": words["none"]})
    ranges = quantile_ranges(list(shown.values()), classes)
    marks = home_marks(home, shown, words, say) if home in drawn.areas else None
    unknown = sorted(set(values) - set(drawn.areas))
    return render(
        "map.svg",
        named
        | {
            "description": f"{description} {in_words(shown, ranges, home, words, say)}".strip(),
            "unit": unit,
            "view_box": marks["view_box"] if marks else f"0 0 {drawn.width} {drawn.height}",
            "groups": [*class_groups(shown, ranges, words, say), missing_group(shown, words)],
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
    shown: Mapping[str, float], ranges: Sequence[tuple[float, float]], words: dict[str, str], say: Amounts
) -> list[dict]:
    groups = []
    for tone, (low, high) in zip(TONES[len(ranges)], ranges, strict=True):
        members = {code: value for code, value in shown.items() if low <= value <= high}
        texts = {code: f"{outlines().areas[code].name}: {say(value)}" for code, value in members.items()}
        groups.append(group(f"map-{tone}", texts, range_text(low, high, say), words))
    return groups


def missing_group(shown: Mapping[str, float], words: dict[str, str]) -> dict:
    missing = words["missing"].lower()
    texts = {code: f"{a.name}: {missing}" for code, a in outlines().areas.items() if code not in shown}
    return group("map-missing", texts, words["missing"], words) | {"hatched": "yes"}


def group(css: str, texts: Mapping[str, str], said: str, words: dict[str, str]) -> dict:
    areas = outlines().areas
    return {
        "css": css,
        "areas": [{"d": areas[code].d, "text": text} for code, text in texts.items()],
        "range": said,
        "count": counted(len(texts), words),
    }


def range_text(low: float, high: float, say: Amounts) -> str:
    if low == high:
        return say(low)
    # "till" and "to" hold where a dash beside a minus sign would not.
    dash = "–" if low >= 0 else f" {CHART_WORDS[say.language]['to']} "
    return f"{number(low, say.decimals, say.language)}{dash}{say(high)}"


def counted(count: int, words: dict[str, str]) -> str:
    return words["municipality"] if count == 1 else words["municipalities"].format(count=count)


def in_words(
    shown: Mapping[str, float],
    ranges: Sequence[tuple[float, float]],
    home: str | None,
    words: dict[str, str],
    say: Amounts,
) -> str:
    areas = outlines().areas
    lowest, highest = min(shown, key=shown.__getitem__), max(shown, key=shown.__getitem__)
    sentences = [
        words["map"].format(count=len(areas), classes=len(ranges)),
        f"{words['lowest']}: {areas[lowest].name} {say(shown[lowest])}.",
        f"{words['highest']}: {areas[highest].name} {say(shown[highest])}.",
        f"{words['median']}: {say(median(shown.values()))}.",
    ]
    if home in areas:
        sentences.append(f"{areas[home].name}: {amount(home, shown, words, say)}.")
    if len(shown) < len(areas):
        sentences.append(words["without"].format(count=len(areas) - len(shown)))
    return " ".join([*sentences, words["table"]])


def amount(code: str, shown: Mapping[str, float], words: dict[str, str], say: Amounts) -> str:
    return say(shown[code]) if code in shown else words["missing"].lower()


def home_marks(code: str, shown: Mapping[str, float], words: dict[str, str], say: Amounts) -> dict[str, str]:
    """The municipality's outline, and its name beside the country with a line between them.

    The name stands in the sea or in the neighbour country, on the side where the drawing must be widened
    least.
    """
    area, width = outlines().areas[code], outlines().width
    said = amount(code, shown, words, say)
    room = round(max(len(area.name) * 0.66, len(said) * 0.6) * LABEL_SIZE) + 34
    west, east = country_sides(area.y)
    beyond_west, beyond_east = max(0, room - west), max(0, east + room - width)
    to_east = (beyond_east, width - area.x) < (beyond_west, area.x)
    side, away = (east, 1) if to_east else (west, -1)
    return {
        "d": area.d,
        "text": f"{area.name}: {said}",
        "name": area.name,
        "amount": said,
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
        x for left, right, top, bottom in boxes() if top < y + 80 and bottom > y - 60 for x in (left, right)
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
