"""``python -m bench.verification FOLDER``: our answers against the published tables of others, through the table door.

FOLDER holds sdsn_<year>_codebook.csv.gz, sdsn_<year>_indicators.csv.gz, sdsn_<year>_goals.csv.gz for one year or
several, and canada_progress.csv (any *_progress.csv). Exit 1 when anything differs.
"""

import csv
import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lagesbild.figures.assess import assess

GREY = {"gray": "grey"}


@dataclass(frozen=True)
class Count:
    """How many of the published answers ours equal, and the first that do not: (where, ours, theirs)."""

    what: str
    equal: int
    total: int
    differ: tuple[tuple[str, Any, Any], ...] = ()


def main(argv: list[str]) -> int:
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    start = time.perf_counter()
    counts = list(verify(Path(argv[0])))
    for count in counts:
        print(f"  {count.what:40} {count.equal:7,} of {count.total:7,}")
        for where, ours, theirs in count.differ[:5]:
            print(f"      {where}: {ours} where {theirs} was published")
    print(f"  in {time.perf_counter() - start:.1f} s")
    return 0 if counts and all(count.equal == count.total for count in counts) else 1


def verify(folder: Path) -> Iterable[Count]:
    """The counts of every published table in ``folder``."""
    for codebook in sorted(folder.glob("sdsn_*_codebook.csv.gz")):
        yield from sdsn(folder, codebook.name.split("_")[1])
    for file in sorted(folder.glob("*_progress.csv")):
        yield from statcan(file)


def sdsn(folder: Path, year: str) -> Iterable[Count]:
    book, indicators, areas = (
        list(_rows(folder / f"sdsn_{year}_{part}.csv.gz")) for part in ("codebook", "indicators", "goals")
    )
    methods = ("sdsn", "sdsn-goal", "sdsn-index", "sdsn-index-unfilled")
    answers = _assessed(sdsn_table(year, book, indicators, areas), methods)
    own = [(f"{row['id']} {row['code']}", row) for row in indicators]
    scores = [(name, float(row["norm"])) for name, row in own if row["norm"]]
    colours = [(name, row["color"]) for name, row in own if row["color"]]
    yield _compare(f"SDSN {year} scores", answers["sdsn"], "score", scores, _near(1e-9))
    yield _compare(f"SDSN {year} colours", answers["sdsn"], "colour", colours, _same)
    goals = [(f"{area['id']} / {goal}", area, f"Goal {goal}") for area in areas for goal in range(1, 18)]
    goal_scores = [
        (name, float(area[f"{goal} Score"])) for name, area, goal in goals if area[f"{goal} Score"]
    ]
    goal_colours = [
        (name, area[f"{goal} Dashboard"]) for name, area, goal in goals if area[f"{goal} Dashboard"]
    ]
    yield _compare(f"SDSN {year} goal scores", answers["sdsn-goal"], "score", goal_scores, _near(1e-9))
    yield _compare(f"SDSN {year} goal colours", answers["sdsn-goal"], "colour", goal_colours, _same)
    score, rank = f"{year} Global Index Score (0-100)", f"{year} Global Index Rank"
    ranked = [area for area in areas if area[rank]]
    index = [(area["id"], float(area[score])) for area in ranked]
    yield _compare(f"SDSN {year} index", answers["sdsn-index"], "score", index, _near(1e-9))
    places = [(area["id"], str(int(float(area[rank])))) for area in ranked]
    yield _compare(f"SDSN {year} ranks", answers["sdsn-index"], "verdict", places, _same)


def sdsn_table(
    year: str, book: list[dict], indicators: list[dict], areas: list[dict]
) -> list[dict[str, str]]:
    """The published tables as anyone would write them for ``lagesbild assess``."""
    meta, place = {row["code"]: row for row in book}, {area["id"]: area for area in areas}
    member = "Country is an OECD member, yes=1 no=0"
    return [
        {
            "series": f"{row['id']} {row['code']}",
            "year": year,
            "value": row["raw"],
            **{cut: meta[row["code"]][cut] for cut in ("lower", "red", "green", "upper")},
            "indicator": row["code"],
            "area": row["id"],
            "goal": str(int(float(meta[row["code"]]["goal"]))),
            "region": place[row["id"]]["Regions used for the SDG Index & Dashboard"],
            "oecd": "yes" if place[row["id"]][member] == "1" else "no",
            "global_set": meta[row["code"]]["Global"],
            "oecd_set": meta[row["code"]]["OECD"],
        }
        for row in indicators
        if row["raw"]
    ]


def statcan(file: Path) -> Iterable[Count]:
    published = list(_rows(file))
    answers = _assessed(statcan_table(published), ("statcan",))["statcan"]
    comparable = [row for row in published if row["series"] in answers]
    name = file.stem.removesuffix("_progress").capitalize()
    progress = [(row["series"], float(row["progress_value"])) for row in comparable if row["progress_value"]]
    yield _compare(f"{name} progress value", answers, "pace", progress, _near(1e-9))
    yield _compare(
        f"{name} status", answers, "verdict", [(row["series"], row["status"]) for row in comparable], _same
    )
    scores = [(row["series"], float(row["score"])) for row in comparable if row["score"]]
    yield _compare(f"{name} score", answers, "score", scores, _near(1e-4))


def statcan_table(published: list[dict]) -> list[dict[str, str]]:
    """Base and current values as the two years of a series; one whose values are missing is missing its base."""
    rows = []
    for row in published:
        settings = {
            key: row[key] for key in ("series", "direction", "target", "target_year", "base_year", "limit")
        }
        points = {row["base_year"]: row["base_value"], row["current_year"]: row["current_value"]}
        points.pop("", None)
        for year, value in (points or {"2015": "-"}).items():
            rows.append({**settings, "year": year, "value": value or "-"})
    return rows


def _assessed(rows: list[dict[str, str]], methods: tuple[str, ...]) -> dict[str, dict[str, dict[str, Any]]]:
    """Method → series → answer, by way of a CSV file like anybody's."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        answers = assess(file, methods)
    answers_of: dict[str, dict[str, dict[str, Any]]] = {method: {} for method in methods}
    for answer in answers:
        answers_of[answer["method"]][answer["series"]] = answer
    return answers_of


def _compare(
    what: str,
    answers: dict[str, dict[str, Any]],
    column: str,
    published: list[tuple[str, Any]],
    equal: Callable[[Any, Any], bool],
) -> Count:
    pairs = [(name, answers.get(name, {}).get(column), theirs) for name, theirs in published]
    differ = tuple(pair for pair in pairs if not equal(pair[1], pair[2]))
    return Count(what, len(pairs) - len(differ), len(pairs), differ)


def _near(within: float) -> Callable[[Any, Any], bool]:
    return lambda ours, theirs: ours is not None and abs(ours - theirs) <= within


def _same(ours: Any, theirs: Any) -> bool:
    return ours == GREY.get(theirs, theirs)


def _rows(file: Path) -> Iterable[dict[str, str]]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
