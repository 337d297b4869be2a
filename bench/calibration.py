"""How often are the words right? ``python -m bench.calibration [--series 20000] [--write]``, on drawn series.

Every cell draws so many series whose truth is known, with noise of one standard deviation, and asks the very functions
that judge the pages. Version 1 (Theil–Sen and its interval) and least squares at 5 % stand beside. ``--write`` keeps
the answers in docs/calibration.csv, from which docs/methods.md is made.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from lagesbild.assessment import Point
from lagesbild.assessment.fitted_line import Arrival, ArrivalKind, fit
from lagesbild.assessment.four_values import FourYears, country_slope, pooled_claim
from lagesbild.assessment.mann_kendall import mann_kendall
from lagesbild.assessment.recent_years import recent_years
from lagesbild.assessment.regression import regression
from lagesbild.assessment.theil_sen import theil_sen
from lagesbild.assessment.turn import find_turn

KEPT = Path(__file__).resolve().parent.parent / "docs" / "calibration.csv"
SERIES = 20_000
PLACES = 100
FIRST = 2000
SEED = 17
LENGTHS = (5, 6, 8, 10, 12, 15)
AHEAD = 6
"""A target lies so many years after the last value."""

Series = tuple[Point, ...]
Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class CalibrationCell:
    """One measured share. ``aim``: what it is to be, "<= 7.5" for instance; empty where nothing is asked."""

    table: str
    case: str
    n: int
    method: str
    percent: float
    aim: str = ""

    @property
    def met(self) -> bool | None:
        if not self.aim:
            return None
        bounds = [part.split() for part in self.aim.split(" and ")]
        return all(
            self.percent <= float(bound) if sign == "<=" else self.percent >= float(bound)
            for sign, bound in bounds
        )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--series", type=int, default=SERIES, help="how many are drawn for a cell")
    options.add_argument("--write", action="store_true", help="keep the answers in docs/calibration.csv")
    options = options.parse_args()
    cells = []
    for cell in measured(options.series):
        cells.append(cell)
        mark = {None: " ", True: "ok", False: "MISSED"}[cell.met]
        print(
            f"{cell.table:16} {cell.case:34} n {cell.n:3} {cell.method:14} {cell.percent:6.2f}  {cell.aim} {mark}",
            flush=True,
        )
    if options.write:
        with KEPT.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(
                file, [field.name for field in fields(CalibrationCell)], lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(asdict(cell) | {"percent": f"{cell.percent:.2f}"} for cell in cells)
    return int(any(cell.met is False for cell in cells))


def kept_cells() -> list[CalibrationCell]:
    """What docs/calibration.csv holds; nothing where there is none."""
    if not KEPT.exists():
        return []
    with KEPT.open(newline="", encoding="utf-8") as file:
        return [
            CalibrationCell(**row | {"n": int(row["n"]), "percent": float(row["percent"])})
            for row in csv.DictReader(file)
        ]


def measured(series: int) -> Iterator[CalibrationCell]:
    """Every cell there is, each with ``series`` drawn."""
    yield from claims(series)
    yield from arrivals(series)
    yield from paces(series)
    yield from turns(series)
    yield from unusual_changes(series)
    yield from four_values(series)


# Which way


def _claimed(points: Series) -> int:
    return mann_kendall(points).direction


def _outside(line: Callable[[Series], object]) -> Callable[[Series], int]:
    def way(points: Series) -> int:
        interval = line(points)
        return (interval.low > 0) - (interval.high < 0)

    return way


WAYS: Mapping[str, Callable[[Series], int]] = {
    "mann-kendall": _claimed,
    "theil-sen": _outside(theil_sen),
    "regression": _outside(regression),
}
CLAIMS = (
    # case, slope, correlation, rounded to so many standard deviations
    ("nothing happens", 0.0, 0.0, 0.0),
    ("nothing happens, correlation .4", 0.0, 0.4, 0.0),
    ("nothing happens, correlation .7", 0.0, 0.7, 0.0),
    ("nothing happens, rounded", 0.0, 0.0, 1.0),
    ("slope .5", 0.5, 0.0, 0.0),
    ("slope .5, rounded", 0.5, 0.0, 1.0),
    ("slope .5, correlation .4", 0.5, 0.4, 0.0),
)
_CLAIM_AIMS = {
    **{("nothing happens", n): "<= 7.5" for n in LENGTHS},
    **{("nothing happens, correlation .4", n): "<= 9" for n in (10, 12, 15)},
    ("slope .5", 6): ">= 30",
    ("slope .5", 8): ">= 70",
    ("slope .5", 10): ">= 80",
    ("slope .5", 12): ">= 92",
    ("slope .5, rounded", 8): ">= 60",
}


def claims(series: int, lengths: tuple[int, ...] = LENGTHS) -> Iterator[CalibrationCell]:
    """How often a way is claimed: any at all where nothing happens, the right one where something does."""
    for case, slope, correlated, rounded in CLAIMS:
        for n in lengths:
            values = slope * np.arange(n) + noise(series, n, correlated, (case, n))
            if rounded:
                values = np.round(values / rounded) * rounded
            drawn = [series_of(row) for row in values]
            for method, way in WAYS.items():
                said = sum(way(points) == 1 if slope else way(points) != 0 for points in drawn)
                aim = _CLAIM_AIMS.get((case, n), "") if method == "mann-kendall" else ""
                yield CalibrationCell("claims", case, n, method, 100 * said / series, aim)


# When


def arrivals(series: int, lengths: tuple[int, ...] = (8, 10, 12, 15)) -> Iterator[CalibrationCell]:
    """How often the true year lies in the set that is shown, and how often one is shown."""
    for case, slope, correlated in (
        ("slope .6", 0.6, 0.0),
        ("slope .6, correlation .4", 0.6, 0.4),
        ("slope 1", 1.0, 0.0),
    ):
        for n in lengths:
            true = FIRST + n - 1 + AHEAD
            target = slope * (true - FIRST)
            drawn = [series_of(row) for row in slope * np.arange(n) + noise(series, n, correlated, (case, n))]
            shown = [fit(points).arrival(target) for points in drawn if mann_kendall(points).direction == 1]
            shown = [arrival for arrival in shown if arrival.kind is not ArrivalKind.CANNOT_BE_SAID]
            covered = sum(_covers(arrival, true) for arrival in shown)
            before = [_first_arrival(points, target) for points in drawn if WAYS["theil-sen"](points) == 1]
            yield CalibrationCell(
                "arrival held", case, n, "mann-kendall", _share(covered, len(shown)), _arrival_aim(case, n)
            )
            yield CalibrationCell(
                "arrival held",
                case,
                n,
                "theil-sen",
                _share(sum(_covers(a, true) for a in before), len(before)),
            )
            aim = ">= 70" if (case, n) == ("slope .6", 8) else ""
            yield CalibrationCell("arrival shown", case, n, "mann-kendall", _share(len(shown), series), aim)


def _arrival_aim(case: str, n: int) -> str:
    if "correlation" in case:
        return ">= 80" if n >= 10 else ""
    return ">= 87 and <= 95"


def _covers(arrival: Arrival, year: float) -> bool:
    return arrival.earliest <= year and (arrival.latest is None or year <= arrival.latest)


def _first_arrival(points: Series, target: float) -> Arrival:
    """As version 1 had it: from the latest value, as if that were exact, along the interval of Theil–Sen."""
    line, last = theil_sen(points), points[-1]
    gap = target - last.value
    if gap <= 0:
        return Arrival(last.year, last.year, last.year, ArrivalKind.BOUNDED)
    earliest, middle, latest = (
        last.year + gap / slope if slope > 0 else None for slope in (line.high, line.slope, line.low)
    )
    return Arrival(earliest, middle, latest, ArrivalKind.BOUNDED)


def paces(series: int, lengths: tuple[int, ...] = (8, 10, 12)) -> Iterator[CalibrationCell]:
    """What is said of a pace whose truth is known, at slopes of .6 and 1."""
    for slope in (0.6, 1.0):
        for pace in (0.5, 0.8, 1.0, 1.25):
            for n in lengths:
                case = f"slope {slope:g}, pace {pace:g}"
                target = slope * (n - 1 + AHEAD / pace)
                drawn = (series_of(row) for row in slope * np.arange(n) + noise(series, n, 0.0, (case, n)))
                said = [_pace(points, target) for points in drawn]
                yield CalibrationCell(
                    "enough said",
                    case,
                    n,
                    "mann-kendall",
                    _share(said.count("enough"), series),
                    _enough_aim(pace),
                )
                aim = ">= 65" if (pace, n) == (0.5, 10) else ""
                slow = _share(said.count("too slow"), series)
                yield CalibrationCell("too slow said", case, n, "mann-kendall", slow, aim)


def _enough_aim(pace: float) -> str:
    return "<= 5" if pace == 0.8 else ""


def _pace(points: Series, target: float) -> str:
    """As the answer has it: the whole interval of the line in the target's year on one side of the target."""
    line, way = fit(points), mann_kendall(points).direction
    low, _middle, high = line.at(points[-1].year + AHEAD)
    turn = find_turn(points)
    if low >= target and way == 1 and not (turn and turn.direction == -1):
        return "enough"
    return "too slow" if high < target and (way == 1 or line.slope_interval()[0] > 0) else ""


# Recent years


def turns(series: int, n: int = 12) -> Iterator[CalibrationCell]:
    """How often a turn is told that happened, to as fast the other way, and how often one that did not."""
    aims = {0.5: ">= 70", 0.75: ">= 90", 1.0: ">= 97"}
    time = np.arange(n)
    for ago in (3, 4, 5):
        for slope, aim in aims.items():
            case = f"turned {ago} years ago, slope {slope:g}"
            bent = -slope * time + 2 * slope * np.maximum(time - (n - 1 - ago), 0)
            share = _turned(bent, series, (case, n), lambda turn: turn.direction == 1)
            yield CalibrationCell("turn told", case, n, "", share, aim if ago == 3 else "")
    for slope in (0.0, 0.2, 0.5, 1.0):
        case = f"straight, slope {slope:g}"
        share = _turned(-slope * time, series, (case, n), lambda turn: True)
        yield CalibrationCell("turn told", case, n, "", share, "<= 15" if slope == 0.2 else "<= 10")


def _turned(mean: Numbers, series: int, case: tuple, right: Callable) -> float:
    drawn = (series_of(row) for row in mean + noise(series, len(mean), 0.0, case))
    found = (find_turn(points) for points in drawn)
    return _share(sum(turn is not None and right(turn) for turn in found), series)


def unusual_changes(series: int) -> Iterator[CalibrationCell]:
    """How often a last change is called unusual that is drawn as the others are."""
    for n in (5, 8, 12):
        drawn = (series_of(row) for row in noise(series, n, 0.0, ("unusual", n)))
        said = sum(recent_years(points).change.unusual for points in drawn)
        yield CalibrationCell("unusual change", "as the others", n, "", _share(said, series))


# Four values


def four_values(series: int) -> Iterator[CalibrationCell]:
    """How often four values are said to go a way, with a shock common to all, in countries of PLACES places."""
    for slope in (0.0, 0.5):
        for shock in (0.0, 0.1, 0.2, 0.5):
            case = f"slope {slope:g}, common shock {shock:g}"
            ways = [
                way for number in range(max(series // PLACES, 1)) for way in _pooled(slope, shock, number)
            ]
            aim = "<= 10" if (slope, shock) == (0.0, 0.5) else ""
            said, wrong = _share(sum(map(abs, ways)), len(ways)), _share(ways.count(-1), len(ways))
            yield CalibrationCell("four values", case, 4, "said", said, aim)
            if slope:
                yield CalibrationCell("four values", case, 4, "wrong", wrong)


def _pooled(slope: float, shock: float, number: int) -> list[int]:
    chance = np.random.default_rng([SEED, number, round(100 * slope), round(100 * shock)])
    populations = np.exp(chance.normal(9.8, 1, PLACES))
    common = slope * np.arange(4) + shock * chance.standard_normal(4)
    values = common + chance.standard_normal((PLACES, 4))
    places = [FourYears(series_of(row), float(head)) for row, head in zip(values, populations, strict=True)]
    country = country_slope(places)
    return [pooled_claim(place.points, place.population, country).direction for place in places]


# Drawing


def noise(series: int, n: int, correlated: float, case: tuple) -> Numbers:
    """So many rows of ``n`` with variance 1, each year ``correlated`` with the one before. The same every time."""
    chance = np.random.default_rng([SEED, *"/".join(map(str, case)).encode()])
    drawn = chance.standard_normal((series, n))
    for year in range(1, n):
        drawn[:, year] = correlated * drawn[:, year - 1] + np.sqrt(1 - correlated**2) * drawn[:, year]
    return drawn


def series_of(values: Numbers) -> Series:
    return tuple(Point(year, value) for year, value in enumerate(values.tolist(), FIRST))


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


if __name__ == "__main__":
    sys.exit(main())
