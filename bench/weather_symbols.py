"""``python -m bench.weather_symbols FOLDER``: Germany's published weather symbols against ours.

FOLDER is a copy of Germany's public data repository (github.com/DnsTestEnvironment/dns-data): ``meta`` has the symbols
of each target, ``data`` the series of today. Targets and directions are read from the words of each target, by hand,
below; the series is the national one that fits best, since the symbols do not name theirs. Every miss is printed with
the values it rests on. Data have been revised since the symbols were given, and a symbol without a value of its year
is left out.
"""

import csv
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lagesbild.assessment import Direction, Point
from lagesbild.assessment.wetter import Weather, WeatherSymbol, weather

UP, DOWN = Direction.UP, Direction.DOWN
SYMBOLS = {
    "Sonne": WeatherSymbol.SUN,
    "Leicht bewölkt": WeatherSymbol.SLIGHTLY_CLOUDY,
    "Wolke": WeatherSymbol.CLOUD,
    "Blitz": WeatherSymbol.THUNDERSTORM,
}
_BREAKDOWNS = ("federal state", "GeoCode", "county")
Values = Mapping[int, float]


def times(year: int, factor: float) -> Callable[[Values], float | None]:
    """A target that is so many times the value of a year."""
    return lambda values: values[year] * factor if year in values else None


# Indicator, number of its curve, number of its target → the target and the good direction.
DATED = {
    ("11-1-a", 1, 1): (30, DOWN),
    ("11-2-a", 1, 1): (85, DOWN),
    ("11-2-b", 1, 1): (85, DOWN),
    ("11-3", 1, 1): (13, DOWN),
    ("11-4", 1, 1): (50, UP),
    ("12-1-a", 1, 1): (34, UP),
    ("12-2", 1, 1): (5000, UP),
    ("12-3-ab", 1, 1): (95, UP),
    ("13-1-a", 1, 1): (60, DOWN),
    ("13-1-a", 1, 2): (35, DOWN),
    ("13-1-a", 1, 3): (12, DOWN),
    ("13-1-a", 1, 4): (0, DOWN),
    ("13-1-a", 1, 5): (45, DOWN),
    ("13-1-a", 1, 6): (0, DOWN),
    ("13-1-a", 1, 7): (30, DOWN),
    ("13-1-a", 1, 8): (20, DOWN),
    ("13-1-b", 1, 1): (4, UP),
    ("13-1-b", 1, 2): (6, UP),
    ("14-1-b", 1, 1): (100, UP),
    ("15-1", 1, 1): (100, UP),
    ("15-2", 1, 1): (times(2005, 0.65), DOWN),
    ("16-1", 1, 1): (6500, DOWN),
    ("16-1", 1, 2): (7000, DOWN),
    ("17-1", 1, 1): (0.7, UP),
    ("17-2", 1, 1): (times(2015, 1.1), UP),
    ("17-3", 1, 1): (times(2014, 2), UP),
    ("2-1-a", 1, 1): (70, DOWN),
    ("2-1-b", 1, 1): (30, UP),
    ("2-1-b", 1, 2): (20, UP),
    ("3-1-ab", 1, 1): (100, DOWN),
    ("3-1-ab", 2, 1): (190, DOWN),
    ("3-1-cd", 1, 1): (7, DOWN),
    ("3-1-cd", 2, 1): (19, DOWN),
    ("3-2-a", 1, 1): (55, DOWN),
    ("3-2-b", 1, 1): (0, DOWN),
    ("4-1-a", 1, 1): (9.5, DOWN),
    ("4-1-a", 1, 2): (10, DOWN),
    ("4-1-b", 1, 1): (55, UP),
    ("4-1-b", 1, 2): (42, UP),
    ("4-2-ab", 1, 1): (35, UP),
    ("4-2-ab", 2, 1): (60, UP),
    ("4-2-ab", 2, 2): (70, UP),
    ("5-1-a", 1, 1): (10, DOWN),
    ("5-1-bc", 1, 1): (30, UP),
    ("5-1-bc", 2, 1): (50, UP),
    ("5-1-d", 1, 1): (65, UP),
    ("6-1-a", 1, 1): (100, UP),
    ("7-1-ab", 1, 1): (100 * 1.021**42, UP),
    ("7-1-ab", 2, 1): (80, DOWN),
    ("7-1-ab", 2, 2): (70, DOWN),
    ("7-1-ab", 2, 3): (50, DOWN),
    ("7-2-a", 1, 1): (18, UP),
    ("7-2-a", 1, 2): (30, UP),
    ("7-2-a", 1, 3): (45, UP),
    ("7-2-a", 1, 4): (60, UP),
    ("7-2-b", 1, 1): (35, UP),
    ("7-2-b", 1, 2): (80, UP),
    ("7-2-b", 1, 3): (65, UP),
    ("7-2-b", 1, 4): (100, UP),
    ("7-2-b", 1, 5): (50, UP),
    ("7-2-b", 1, 6): (65, UP),
    ("7-2-b", 1, 7): (80, UP),
    ("8-5-ab", 1, 1): (78, UP),
    ("8-5-ab", 2, 1): (60, UP),
}
CONSTANT = {
    ("14-1-a", 1, 1): (2.6, DOWN),
    ("14-1-a", 2, 1): (2.8, DOWN),
    ("16-2", 1, 1): (15, UP),
    ("16-3-ab", 1, 1): (times(2012, 1), UP),
    ("16-3-ab", 2, 1): (times(2012, 1), UP),
    ("5-1-a", 1, 2): (10, DOWN),
    ("6-1-b", 1, 1): (100, UP),
    ("6-2-ab", 1, 1): (10, UP),
    ("8-2-ab", 1, 1): (-3, UP),
    ("8-2-ab", 2, 1): (-0.5, UP),
    ("8-2-c", 1, 1): (60, DOWN),
    # "At least so much every year", though it has a last year.
    ("9-1-a", 1, 1): (3.5, UP),
    ("9-1-a", 1, 2): (3, UP),
}
DIRECTION_ALONE = {
    ("10-1", 1, 2): (None, UP),
    ("11-1-b", 1, 1): (None, UP),
    ("11-1-c", 1, 1): (None, UP),
    ("12-1-b", 1, 1): (None, DOWN),
    ("12-1-b", 2, 1): (None, DOWN),
    ("12-1-b", 3, 1): (None, DOWN),
    ("15-3-ab", 1, 1): (None, UP),
    ("15-3-ab", 2, 1): (None, UP),
    ("3-1-f", 1, 1): (None, DOWN),
    ("8-3", 1, 1): (None, UP),
    ("8-4", 1, 1): (None, UP),
    ("8-6", 1, 1): (None, UP),
}
RULES = {"target with a year": DATED, "constant target": CONSTANT, "direction alone": DIRECTION_ALONE}
Judged = list[tuple[int, WeatherSymbol, Weather]]


def main(argv: list[str]) -> int:
    if len(argv) != 1:
        print(__doc__)
        return 2
    for rule, targets in RULES.items():
        judged = [(target, best_fit(Path(argv[0]), target, *aim)) for target, aim in targets.items()]
        pairs = [(target, *symbol) for target, symbols in judged for symbol in symbols]
        misses = [pair for pair in pairs if pair[2] != pair[3].symbol]
        share = 1 - len(misses) / max(len(pairs), 1)
        print(f"{rule}: {len(pairs) - len(misses)} of {len(pairs)} ({share:.1%})")
        for target, year, published, ours in misses:
            values = " ".join(f"{point.year}:{point.value:g}" for point in ours.used)
            print(f"  {target} {year}: {published}, ours {ours.symbol} by {values}")
    return 0


def best_fit(folder: Path, key: tuple[str, int, int], aim, direction: Direction) -> Judged:
    indicator, curve, number = key
    meta = dict(_meta(folder / "meta" / f"{indicator}.md"))
    published = dict(_published(meta, curve, number))
    dated = meta.get(f"weather_indicator_{curve}_target_{number}_targetYear") if key in DATED else None
    candidates = [
        _judged(values, published, aim(values) if callable(aim) else aim, direction, dated)
        for values in _national(folder / "data" / f"indicator_{indicator}.csv")
    ]
    return max(
        candidates,
        key=lambda judged: sum(symbol == ours.symbol for _year, symbol, ours in judged),
        default=[],
    )


def _judged(
    values: Values,
    published: Mapping[int, WeatherSymbol],
    target: float | None,
    direction: Direction,
    target_year: str | None,
) -> Judged:
    judged = []
    for year, symbol in published.items():
        points = [Point(of, value) for of, value in sorted(values.items()) if of <= year]
        ours = weather(
            points, direction, target=target, target_year=int(target_year) if target_year else None
        )
        if year in values and ours.symbol is not WeatherSymbol.NOT_CALCULATED:
            judged.append((year, symbol, ours))
    return judged


def _meta(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text().splitlines():
        if match := re.match(r"(weather_\w+):\s*(.*)", line):
            yield match[1], match[2].strip().strip("'\"")


def _published(meta: Mapping[str, str], curve: int, number: int) -> Iterator[tuple[int, WeatherSymbol]]:
    for letter in "abcdefgh":
        year = meta.get(f"weather_indicator_{curve}_year_{letter}", "")
        symbol = SYMBOLS.get(meta.get(f"weather_indicator_{curve}_target_{number}_item_{letter}", ""))
        if symbol and year[-4:].isdigit():
            yield int(year[-4:]), symbol


def _national(file: Path) -> list[Values]:
    """The series of the country, each as year → value."""
    series: dict[tuple, dict[int, float]] = {}
    for row in csv.DictReader(io.StringIO(file.read_text())):
        if row["Value"] and row["Year"][-4:].isdigit() and not any(row.get(name) for name in _BREAKDOWNS):
            key = tuple(cell for column, cell in row.items() if column not in ("Year", "Value", *_BREAKDOWNS))
            series.setdefault(key, {})[int(row["Year"][-4:])] = float(row["Value"])
    return list(series.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
