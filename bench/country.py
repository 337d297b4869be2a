"""The whole country: ``python -m bench.country [--size 0.1]``, all of Kolada at size 1.

Raw pages → store, all verdicts and comparisons, one page's question, a rebuild after some values changed; at the size
asked for and at a tenth of it, each stage in a process of its own. Everything lies in a temporary folder
(``--folder`` names another) and is removed afterwards; size 1 takes some 10 GB.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import ibis
from ibis import _
from ibis.backends.duckdb import Backend

from bench import by_hand, made_country
from bench.measure import Row, median_seconds, print_rows
from lagesbild.assessment import Break, Direction, Rule
from lagesbild.figures import claims, country, engines, queries, store
from lagesbild.figures import comparisons as standing
from lagesbild.figures.areas import known_areas
from lagesbild.figures.tables import AREA, MEMBER

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CHANGED = 0.01
SIMILAR = 7


@dataclass(frozen=True)
class Took:
    """One stage: seconds, seconds of processor (on a machine shared with others they tell more), peak in GiB."""

    seconds: float
    processor: float
    peak: float


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--size", type=float, default=1.0, help="1 is all of Kolada: about 50 million values"
    )
    options.add_argument("--folder", type=Path, help="where to work; removed afterwards")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        small = measure(Path(folder) / "tenth", options.size / 10)
        whole = measure(Path(folder) / "whole", options.size)
    rows = _rows(small, whole)
    print_rows(f"The country at size {options.size:g}: {whole['values']:,} values", "its floor", rows)
    return int(any(row.met is False for row in rows))


def measure(folder: Path, size: float) -> dict:
    """Every stage at ``size``, by name; removes what it can as it goes."""
    folder.mkdir(parents=True)
    _say(f"Making a country of size {size:g}")
    values = made_country.make_values(folder, size)
    made_country.make_pages(folder, values)
    took = {"values": duckdb.sql(f"SELECT count(*) FROM '{values}'").fetchall()[0][0]}
    stages: dict[str, Callable] = {
        "parse": parse,
        "build": build,
        "count": count,
        "by hand": least_squares,
        "same work": same_work,
        "in lists": in_lists,
        "trends": trends,
        "comparisons": comparisons,
        "question": question,
    }
    for name, stage in stages.items():
        took[name] = _apart(stage, folder)
    made_country.change_pages(folder, values, CHANGED)
    took["rebuild"] = _apart(build, folder)
    return took


def _rows(small: dict, whole: dict) -> list[Row]:
    def row(what, names, floor, target, met):
        seconds, before = (sum(took[name].seconds for name in names) for took in (whole, small))
        peak = max(whole[name].peak for name in names)
        processor, less = (sum(took[name].processor for name in names) for took in (whole, small))
        grown = f"×{processor / less:.1f} from a tenth (wall ×{seconds / before:.1f})"
        note = f"processor {processor:.1f} s, {grown}, {peak:.1f} GiB"
        return Row(what, seconds, seconds / floor if floor else None, target, met(seconds, peak), note)

    parse, build, count, least_squares, same_work, in_lists = (
        whole[name].seconds for name in ("parse", "build", "count", "by hand", "same work", "in lists")
    )
    return [
        row("parse the pages with the fastest parser at hand", ["parse"], None, "", lambda s, p: None),
        row(
            "raw pages → store, checked, with all trends",
            ["build"],
            parse,
            "≤ 2.5 ×",
            lambda s, p: s <= 2.5 * parse,
        ),
        row("read the values as Parquet and count them", ["count"], None, "", lambda s, p: None),
        row("latest, rank, quartile, least squares by hand", ["by hand"], count, "", lambda s, p: None),
        row(
            "the same words by numpy over DuckDB's lists, by hand", ["in lists"], count, "", lambda s, p: None
        ),
        row("all verdicts", ["trends"], in_lists, "≤ 1.5 ×", lambda s, p: s <= 1.5 * in_lists),
        row("all comparisons", ["comparisons"], count, "", lambda s, p: None),
        row(
            "verdicts and comparisons",
            ["trends", "comparisons"],
            least_squares,
            "≤ 30 s, 4 GiB, 3 × by hand",
            lambda s, p: s <= 30 and p <= 4 and s <= 3 * least_squares,
        ),
        row("words, sizes and comparisons in one query by hand", ["same work"], count, "", lambda s, p: None),
        row(
            "trends and comparisons, beside that query",
            ["trends", "comparisons"],
            same_work,
            "≤ 0.6 ×",
            lambda s, p: s <= 0.6 * same_work,
        ),
        row("one page's question", ["question"], None, "≤ 30 ms", lambda s, p: s <= 0.030),
        row(
            f"rebuild after {CHANGED:.0%} changed",
            ["rebuild"],
            build,
            "≤ 0.25 ×",
            lambda s, p: s <= build / 4,
        ),
    ]


def _apart(stage: Callable[[Path], float], folder: Path) -> Took:
    """The stage in a process of its own, so that its peak of memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        took = pool.apply(_measured, (stage, folder))
    _say(f"  {stage.__name__}: {took.seconds:.2f} s, processor {took.processor:.2f} s, {took.peak:.1f} GiB")
    return took


def _measured(stage: Callable[[Path], float], folder: Path) -> Took:
    seconds = stage(folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Took(seconds, used.ru_utime + used.ru_stime, _peak())


def _peak() -> float:
    # Linux hands ru_maxrss down from the process that started this one; VmHWM is this one's own.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**20


# The stages: each gives its seconds


def parse(folder: Path) -> float:
    con = made_country.connected(folder)
    pages = str(folder / "raw" / "kolada" / "2026-01-01" / "data" / "*.json")
    return _seconds(lambda: con.execute(by_hand.PARSE, {"pages": pages}).fetchall())


def build(folder: Path) -> float:
    return _seconds(lambda: store.build(folder / "figures.duckdb", [folder / "raw"], now=NOW))


def count(folder: Path) -> float:
    con = made_country.connected(folder)
    return _seconds(
        lambda: con.execute(f"SELECT count(*), sum(value) FROM '{folder / 'values.parquet'}'").fetchall()
    )


def least_squares(folder: Path) -> float:
    con = _beside(folder, "by_hand")
    return _seconds(lambda: con.raw_sql(by_hand.LEAST_SQUARES).fetchall())


def same_work(folder: Path) -> float:
    """Trends and comparisons in one query by hand, and the tables of patterns that it needs."""
    con = _beside(folder, "same_work")
    area, member = _with_similar()
    con.create_table("peer", standing.similar_municipalities(area, member))
    con.create_table("place", area.filter(_.kind == "municipality").select("area"))
    rules = country.rule_table(_rules(folder))
    con.create_table("rule", rules.select("indicator", "direction", "cycle_years", cut=_.breaks[0]))

    def work():
        patterns = [con.raw_sql(query).fetchall() for query in (by_hand.TIES, by_hand.STEPS_NEEDED)]
        for name, table in zip(("limits", "inflations"), by_hand.worked_out(*patterns), strict=True):
            con.create_table(name, ibis.memtable(table))
        con.raw_sql(by_hand.SAME_WORK).fetchall()

    return _seconds(work)


def in_lists(folder: Path) -> float:
    """The words alone, without rules, breaks, periods or the latest value."""
    con = _beside(folder, "in_lists")

    def work():
        series = con.raw_sql(by_hand.LISTS).to_arrow_table()
        claims.of_lists(series.column("points").combine_chunks())

    return _seconds(work)


def trends(folder: Path) -> float:
    con = _beside(folder, "trends")
    observation = con.table("observation", database="figures.main")
    rules = country.rule_table(_rules(folder))
    con.create_table("trend", schema=country.TREND)

    def work():
        for indicators in engines.portions(observation):
            part = observation.filter(_.indicator.between(*indicators))
            con.insert("trend", country.trends(part, rules))

    return _seconds(work)


def comparisons(folder: Path) -> float:
    con = _beside(folder, "comparisons")
    observation = con.table("observation", database="figures.main")
    area, member = _with_similar()
    rules = country.rule_table(_rules(folder))
    con.create_table("comparison", schema=standing.COMPARISON)

    def work():
        for indicators in engines.portions(observation):
            part = observation.filter(_.indicator.between(*indicators))
            con.insert("comparison", standing.comparisons(part, area, member, rules))

    return _seconds(work)


def question(folder: Path) -> float:
    """A page's series: another indicator each time, for the municipality and nine others."""
    path = folder / "figures.duckdb"
    names = iter(sorted(queries.indicators(path)) * 30)
    areas = list(known_areas())[20:30]
    return median_seconds(lambda: queries.series(path, [next(names)], areas), times=30)


def _beside(folder: Path, name: str) -> Backend:
    """An empty file for results, with the store attached as ``figures``."""
    path = folder / f"{name}.duckdb"
    path.unlink(missing_ok=True)
    con = ibis.duckdb.connect(path, temp_directory=f"{path}.tmp", threads=2, memory_limit="3GiB")
    con.raw_sql("SET max_temp_directory_size = '30GiB'")
    con.raw_sql("SET preserve_insertion_order = false")
    con.raw_sql("SET enable_progress_bar = false")
    con.raw_sql(f"ATTACH '{folder / 'figures.duckdb'}' AS figures (READ_ONLY)")
    return con


def _rules(folder: Path) -> dict[str, Rule]:
    """A direction for two in three; a break for one in thirty, a cycle for one in a hundred."""
    names = sorted(queries.indicators(folder / "figures.duckdb"))
    return {
        name: Rule(
            list(Direction)[place % 3],
            breaks=(Break(2012),) if place % 30 == 0 else (),
            cycle_years=6 if place % 100 == 0 else None,
        )
        for place, name in enumerate(names)
    }


def _with_similar() -> tuple[ibis.Table, ibis.Table]:
    """Sweden's areas, and for each municipality a group of seven others."""
    area_names = known_areas()
    places = [code for code, (_name, kind) in area_names.items() if kind == "municipality"]
    areas = [{"area": code, "name": name, "kind": kind} for code, (name, kind) in area_names.items()]
    areas += [
        {
            "area": f"G{code}",
            "name": f"Liknande kommuner, övergripande, {area_names[code][0]}, 2025",
            "kind": "group",
        }
        for code in places
    ]
    members = [
        {"group_area": f"G{code}", "area": places[(at + 37 * step) % len(places)], "year": None}
        for at, code in enumerate(places)
        for step in range(1, SIMILAR + 1)
    ]
    return ibis.memtable(areas, schema=AREA), ibis.memtable(members, schema=MEMBER)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
