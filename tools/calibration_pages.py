"""How often the words are right, as measured by ``make bench-calibration``: tables and curves for docs/methods.md."""

from collections.abc import Iterator, Sequence

from bench.calibration import KEPT, CalibrationCell, kept_cells

CURVES = "docs/images/calibration.svg"
METHODS = {
    "mann-kendall": ("Mann–Kendall (the default)", "#0b5d1e", ""),
    "theil-sen": ("Theil–Sen (version 1)", "#8a3b00", "6 4"),
    "regression": ("least squares, 5%", "#1d4f91", "2 3"),
}
PANELS = (
    ("claims", "nothing happens", "Claims though nothing happens", 20),
    ("claims", "nothing happens, correlation .4", "The same, correlation .4", 40),
    ("claims", "nothing happens, correlation .7", "The same, correlation .7", 60),
    ("claims", "slope .5", "Right at a slope of .5 sd a year", 100),
    ("claims", "slope .5, rounded", "The same, rounded to 1 sd", 100),
    ("arrival held", "slope .6", "True year of arrival in the range shown", 100),
)
WIDTH, HEIGHT, ACROSS, EDGE = 300, 210, 3, 40


def as_markdown() -> str:
    """The section on calibration; empty where nothing has been measured."""
    cells = kept_cells()
    if not cells:
        return ""
    tables = dict.fromkeys(cell.table for cell in cells)
    parts = [HEAD, *(_table(title, [cell for cell in cells if cell.table == title]) for title in tables)]
    return "\n".join(parts)


def as_svg() -> str:
    """The curves: a panel for each question, a line for each method, the number of values along the foot."""
    cells = kept_cells()
    rows = -(-len(PANELS) // ACROSS)
    drawn = [line for place, panel in enumerate(PANELS) for line in _panel(place, panel, cells)]
    legend = [line for place, method in enumerate(METHODS) for line in _legend(place, method, rows * HEIGHT)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * ACROSS} {rows * HEIGHT + 30}" '
            'font-family="sans-serif" font-size="11" role="img">',
            "<title>How often the words are right, by method and number of values</title>",
            *drawn,
            *legend,
            "</svg>",
            "",
        ]
    )


def _table(title: str, cells: Sequence[CalibrationCell]) -> str:
    lengths = sorted({cell.n for cell in cells})
    heads = ["", "", *(f"n {n}" for n in lengths)]
    rows = dict.fromkeys((cell.case, cell.method) for cell in cells)
    by_place = {(cell.case, cell.method, cell.n): cell for cell in cells}
    lines = [
        [case, method, *(_cell(by_place.get((case, method, n))) for n in lengths)] for case, method in rows
    ]
    return f"\n### {TITLES[title]}\n\n" + "\n".join(
        f"| {' | '.join(line)} |" for line in [heads, ["---"] * len(heads), *lines]
    )


def _cell(cell: CalibrationCell | None) -> str:
    if cell is None:
        return ""
    aim = (
        f" ({cell.aim.replace('<=', '≤').replace('>=', '≥')}{'' if cell.met else ', missed'})"
        if cell.aim
        else ""
    )
    return f"{cell.percent:.1f}{aim}"


def _panel(place: int, panel: tuple[str, str, str, int], cells: Sequence[CalibrationCell]) -> Iterator[str]:
    table, case, title, most = panel
    left, top = place % ACROSS * WIDTH + EDGE, place // ACROSS * HEIGHT + EDGE
    wide, high = WIDTH - EDGE - 20, HEIGHT - 2 * EDGE
    there = [cell for cell in cells if (cell.table, cell.case) == (table, case)]
    if not there:
        return
    first, last = min(cell.n for cell in there), max(cell.n for cell in there)
    yield f'<text x="{left}" y="{top - 12}" font-weight="bold">{title}</text>'
    for part in range(3):
        y = top + high * part / 2
        yield f'<path d="M{left} {y:g}h{wide}" stroke="#ccc"/>'
        yield f'<text x="{left - 6}" y="{y + 4:g}" text-anchor="end">{most * (2 - part) // 2}</text>'
    for n in sorted({cell.n for cell in there}):
        x = left + wide * (n - first) / (last - first)
        yield f'<text x="{x:.1f}" y="{top + high + 16}" text-anchor="middle">{n}</text>'
    for method, (_name, colour, dashes) in METHODS.items():
        dots = [
            (left + wide * (cell.n - first) / (last - first), top + high * (1 - cell.percent / most))
            for cell in there
            if cell.method == method
        ]
        if dots:
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in dots)
            yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'


def _legend(place: int, method: str, top: int) -> Iterator[str]:
    name, colour, dashes = METHODS[method]
    left = EDGE + place * 250
    yield f'<path d="M{left} {top + 12}h30" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
    yield f'<text x="{left + 38}" y="{top + 16}">{name}</text>'


TITLES = {
    "claims": "A way is claimed (per cent of series)",
    "arrival held": "The true year lies in the range shown (per cent of those shown)",
    "arrival shown": "A range is shown",
    "enough said": "“In time” is said, at a true pace of so much of the one needed",
    "too slow said": "“Too slow” is said, at the same",
    "turn told": "A turn is told (twelve values)",
    "unusual change": "The last change is called unusual though it is drawn as the others",
    "four values": "Four values are said to go a way, pooled with a hundred municipalities",
}
HEAD = f"""
## How often the words are right

Measured by `make bench-calibration`, which draws series whose truth is known (the numbers are in `docs/{KEPT.name}`):
20,000 a cell, noise of one standard deviation, targets six years ahead. In brackets what was aimed at. *Theil–Sen*
is version 1 of the default, with its arrival counted from the latest value; *regression* is least squares at 5%.

![Curves of the same: claims when nothing happens, right claims, years of arrival](images/calibration.svg)
"""
