"""The store: from a table of the country's values to verdicts for 290 municipalities."""

import csv
import gzip
import json
import os
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from bench.measure import Row, median_seconds, print_rows
from lagesbild.figures import origin, queries, store
from lagesbild.figures.areas import known_areas

VALUES = 53_675
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def run(folder: Path) -> int:
    rows = list(_values())
    raw = _as_workbook(folder / "raw", rows)
    path = folder / "figures.duckdb"
    start = time.perf_counter()
    built = store.build(path, [folder / "raw"], now=NOW)
    building = time.perf_counter() - start
    floor = median_seconds(lambda: _just_read(raw), times=5, warm=1)
    indicator = rows[0]["indicator"]
    areas = [row["area"] for row in rows[:4000:400]]
    series_seconds = median_seconds(lambda: queries.series(path, [indicator], areas))
    ranked = median_seconds(lambda: queries.ranking(path, indicator))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print_rows(
        f"Figures: {built.observations:,} observations, {built.series:,} series, peak {peak:,.0f} MiB",
        "reading the CSV",
        [
            Row("build the store, with verdicts", building, building / floor, "≤ 10 s", building <= 10),
            Row("one indicator, ten areas", series_seconds, series_seconds / floor),
            Row("290 municipalities in order", ranked, ranked / floor),
        ],
    )
    return 0 if building <= 10 else 1


def _values() -> Iterator[dict]:
    values_file = os.environ.get("BENCH_VALUES")
    if values_file and Path(values_file).exists():
        print(f"Values from {values_file}")
        with gzip.open(values_file, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield _row(row["indicator"], row["municipality"], row["period"], row["value"], row["flag"])
    else:
        print("Made-up values (name real ones with BENCH_VALUES)")
        yield from _made_up()


def _made_up() -> Iterator[dict]:
    drawn = random.Random(17)
    municipalities = [code for code, (_name, kind) in known_areas().items() if kind == "municipality"]
    for number in range(VALUES):
        series, year = divmod(number, 14)
        indicator, area = divmod(series, len(municipalities))
        value = f"{drawn.gauss(50, 5) + year * (indicator - 6) / 10:.3f}"
        yield _row(f"measure_{indicator}", municipalities[area], str(2011 + year), value, "")


def _row(indicator: str, area: str, period: str, value: str, flag: str) -> dict:
    kind = "extrapolated" if "EXTRAPOLATED" in flag else "preliminary" if "preliminary" in flag else ""
    return {"indicator": indicator, "area": area, "period": period, "value": value, "flag": kind}


def _as_workbook(raw: Path, rows: list[dict]) -> Path:
    folder = raw / "bench" / "2026-01-01"
    folder.mkdir(parents=True)
    with (folder / "values.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, ["indicator", "area", "period", "value", "flag"])
        writer.writeheader()
        writer.writerows(rows)
    # Three decimals in every cell could be thousands: whoever hands in such a file has to say which.
    (folder / "choices.json").write_text(json.dumps({"decimal": "."}), encoding="utf-8")
    ids = sorted({row["indicator"] for row in rows})
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["indicator", "title", "unit", "definition", "retired"])
        writer.writerows([(indicator, indicator, "", "", "false") for indicator in ids])
    origin.write(folder, origin.Origin("bench", "workbook", "Bench", "CC0", "", NOW))
    return folder / "values.csv"


def _just_read(file: Path) -> None:
    duckdb.connect().execute(f"SELECT count(*), sum(value) FROM read_csv('{file}')").fetchall()
