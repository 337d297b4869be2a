"""Random series of a made-up country, and what the functions for one series say of them."""

import math
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from lagesbild.assessment import Break, Direction, Method, Point, Reference, ReferenceKind, Rule, Text, judge
from lagesbild.assessment.series import with_margins
from lagesbild.tables.like_with_like import like_with_like
from lagesbild.tables.periods import Period

OBSERVATION = pa.schema(
    [
        ("indicator", pa.string()),
        ("area", pa.string()),
        ("subgroup", pa.string()),
        ("period", pa.string()),
        ("year", pa.int32()),
        ("value", pa.float64()),
        ("flag", pa.string()),
    ]
)
SERIES = ("indicator", "area", "subgroup")
PARTS = (
    *(
        "{year}-H1",
        "{year}-H2",
        "{year}-Q1",
        "{year}-11",
        "{year}-02-27",
        "{year}-02-27–{year}-03-02",
        "{year}-W07",
    ),
    *("{before}/{yy:02}", "{before}–{year}", "{before}-11–{year}-02", "{year}-02-26", "{year}-03–{year}-05"),
)
MOVED = {"improving": "rising", "worsening": "falling"}
# Equal in the last digits but one: sums in another order.
CLOSE = {"rel_tol": 1e-9, "abs_tol": 1e-9}


def row(indicator: str, year: int, value: float | None, *, area="0680", period=None, flag="") -> dict:
    period = period or str(year)
    return dict(zip(OBSERVATION.names, (indicator, area, "T", period, year, value, flag), strict=True))


def line(indicator: str, first: int, *values: float | None, **said) -> list[dict]:
    """A value a year from ``first`` on; None is a year without a row."""
    return [row(indicator, first + at, value, **said) for at, value in enumerate(values) if value is not None]


def table(rows: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=OBSERVATION)


def random_country(seed: int, indicators: int, areas: int, first: int = 1999, last: int = 2024):
    """Rows and rules with all that is awkward: ties, gaps, constants, zeros, negatives, two points, breaks, NaN."""
    drawn = random.Random(seed)
    rules = {f"N{number}": _rule(drawn, first, last) for number in range(indicators) if drawn.random() < 0.8}
    rows = [
        one
        for number in range(indicators)
        for place in range(areas)
        for one in _series(drawn, f"N{number}", f"{place:04}", first, last)
    ]
    return rows, rules


def expected(rows: list[dict], rules: Mapping[str, Rule]) -> dict[tuple, dict]:
    """The row of every series as ``assessment.judge`` has it, by (indicator, area, subgroup)."""
    series = defaultdict(dict)
    for one in rows:
        if one["value"] is not None and abs(one["value"]) < 1e100:
            point = Point(one["year"], one["value"], one["flag"])
            series[tuple(one[name] for name in SERIES)][Period.parse(one["period"])] = point
    plain = Rule(Direction.NONE)
    alike = {
        key: [points[period] for period in like_with_like(points).used] for key, points in series.items()
    }
    return {
        (indicator, *place): _judged(
            _with_margins(points, alike, rules.get(indicator, plain), place), rules.get(indicator, plain)
        )
        for (indicator, *place), points in alike.items()
    }


def _with_margins(points: list[Point], alike: Mapping[tuple, list[Point]], rule: Rule, place: list[str]):
    published = alike.get((rule.margin_indicator, *place), [])
    return with_margins(points, {point.year: point.value for point in published})


def differences(found: list[dict], wanted: dict[tuple, dict]) -> list[str]:
    """What is not the same, in words; empty when all is."""
    keys = [tuple(one[name] for name in SERIES) for one in found]
    if sorted(keys) != sorted(wanted):
        return [f"{len(keys)} series, not {len(wanted)}: {set(keys) ^ set(wanted)}"]
    return [
        f"{key} {name}: {one[name]!r}, not {wanted[key][name]!r}"
        for key, one in zip(keys, found, strict=True)
        for name in wanted[key]
        if not same(one[name], wanted[key][name])
    ]


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, **CLOSE)
    return one == other


def _judged(points, rule: Rule) -> dict:
    verdict = judge(points, rule)
    moving = judge(points, replace(rule, direction=Direction.UP)).trend
    names = ("n", "first_year", "last_year", "slope", "slope_low", "slope_high")
    return {
        "movement": MOVED.get(moving.word, str(moving.word)),
        "evidence": str(moving.evidence),
        **{name: getattr(verdict.trend, name) for name in names},
        "latest": verdict.latest.value if verdict.latest else None,
        "latest_year": verdict.latest.year if verdict.latest else None,
        "verdict": str(verdict.trend.word),
    }


def _rule(drawn: random.Random, first: int, last: int) -> Rule:
    year = lambda: drawn.randint(first - 2, last + 2)  # noqa: E731
    decided = Reference(ReferenceKind.BASELINE, Text("start"), drawn.uniform(-5, 5), year())
    return Rule(
        direction=drawn.choice(list(Direction)),
        method=drawn.choice([Method.MANN_KENDALL, *Method]),
        start_year=year() if drawn.random() < 0.2 else None,
        breaks=tuple(Break(year()) for _ in range(drawn.choice([0, 0, 1, 2]))),
        cycle_years=drawn.choice([None, None, 1, 2, 3, 6]),
        window_years=drawn.choice([None, None, None, 1, 3, 5]),
        margin_indicator=drawn.choice(["", "", "N1", "N2"]),
        references=(decided,) if drawn.random() < 0.5 else (),
    )


def _series(drawn: random.Random, indicator: str, area: str, first: int, last: int) -> list[dict]:
    begun = drawn.choice([first, first, last - 1, drawn.randint(first, last)])
    gaps = drawn.choice([0, 0, 0.3, 0.7])
    value = drawn.choice(
        [
            lambda year: float(drawn.randint(-2, 2)),
            lambda year: 7.5,
            lambda year: drawn.choice([0.0, -0.0]),
            lambda year: drawn.gauss(-50, 3) + (year - first) * 0.3,
            lambda year: 100 - (year - first) * 0.1,
            lambda year: float((year - first) // 4),
            lambda year: drawn.choice([drawn.random(), math.nan, None]),
        ]
    )
    flags = ["", "", "", "", "estimated", drawn.choice(["preliminary", "extrapolated", ""])]
    rows = [
        row(indicator, year, value(year), area=area, flag=drawn.choice(flags))
        for year in range(begun, last + 1)
        if drawn.random() >= gaps
    ]
    if not indicator.endswith("3"):
        return rows
    # Some have parts of years beside the whole ones, some nothing else.
    rows = [one for one in rows if drawn.random() < drawn.choice([0, 0.8, 1])]
    parts = [part for part in PARTS if drawn.random() < 0.3]
    odd = [
        row(
            indicator,
            year,
            drawn.gauss(0, 1),
            area=area,
            period=part.format(year=year, before=year - 1, yy=year % 100),
        )
        for year in range(begun, last + 1)
        for part in parts
        if drawn.random() < 0.8
    ]
    return rows + odd
