"""A made-up country of Kolada's shape and size: 6,099 indicators, 312 areas, up to 25 years, genders."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from lagesbild.figures import origin
from lagesbild.figures.areas import known_areas

INDICATORS = 6_099
LAST_YEAR = 2025
LONGEST = 25
ROWS_A_PAGE = 5_000
FIRST_RUN = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES_RUN = datetime(2026, 2, 1, tzinfo=UTC)

# Drawn from a hash, so that every run makes the same country. Two in five indicators are divided by gender, one in
# six counts something and so has ties, one value in fifty is missing.
VALUES = """
    COPY (
        WITH indicator AS (
            SELECT
                number,
                format('N{{:05d}}', number) AS kpi,
                3 + hash(number) % {longest_but_two} AS years,
                CASE WHEN hash(number, 'gender') % 100 < 43 THEN ['T', 'K', 'M'] ELSE ['T'] END AS genders,
                hash(number, 'kind') % 6 = 0 AS counted,
                hash(number, 'slope') % 5 - 2.0 AS slope
            FROM range({indicators}) made(number)
        ),
        point AS (
            SELECT kpi, counted, slope, area, year, unnest(genders) AS gender,
                   {last_year} - year AS ago
            FROM indicator,
                 unnest({areas}) place(area),
                 range({last_year} + 1 - {longest}, {last_year} + 1) calendar(year)
            WHERE year > {last_year} - years
        ),
        drawn AS (SELECT *, hash(kpi, area, year, gender) AS dice FROM point)
        SELECT kpi AS indicator, area, year::INTEGER AS year, gender AS subgroup,
               CASE WHEN dice % 50 = 0 THEN NULL
                    WHEN counted THEN (dice % 8)::DOUBLE
                    ELSE round(50 + dice % 100000 / 10000 - ago * slope / 4, 3) END AS value
        FROM drawn
        ORDER BY ALL
    ) TO '{file}'
"""

# One page of the API: the genders of a KPI, municipality and year lie together.
PAGES = """
    WITH figure AS (
        SELECT indicator, area, year,
               string_agg(format(
                   '{{{{"gender": "{{}}", "count": 1, "status": "", "value": {{}}, "isdeleted": false}}}}',
                   subgroup, coalesce(value::VARCHAR, 'null')), ', ') AS points
        FROM '{file}'
        WHERE {which}
        GROUP BY ALL
    ),
    numbered AS (
        SELECT *, (row_number() OVER (ORDER BY indicator, area, year) - 1) // {rows} AS page FROM figure
    )
    SELECT format('{{{{"values": [{{}}], "count": {{}}, "next_url": null}}}}',
                  string_agg(format('{{{{"kpi": "{{}}", "municipality": "{{}}", "period": {{}}, "values": [{{}}]}}}}',
                                    indicator, area, year, points), ', '), count(*))
    FROM numbered GROUP BY page ORDER BY page
"""


def make_values(folder: Path, size: float) -> Path:
    """The country's values as a Parquet file of indicator, area, year, subgroup, value."""
    file = folder / "values.parquet"
    connected(folder).execute(
        VALUES.format(
            indicators=round(INDICATORS * size),
            areas=sorted(known_areas())[:312],
            last_year=LAST_YEAR,
            longest=LONGEST,
            longest_but_two=LONGEST - 2,
            file=file,
        )
    )
    return file


def make_pages(folder: Path, values: Path) -> None:
    """The same values as a finished run of raw pages in ``folder / "raw"``."""
    run = folder / "raw" / "kolada" / "2026-01-01"
    _write_pages(connected(folder), values, run)
    _seal(run, FIRST_RUN, whole=True)


def change_pages(folder: Path, values: Path, share: float) -> None:
    """A later run with other values for ``share`` of the indicators, as when their publisher revises them."""
    changed = folder / "changed.parquet"
    con = connected(folder)
    con.execute(
        f"""COPY (SELECT * REPLACE (value + 1 AS value) FROM '{values}'
                  WHERE hash(indicator, 'change') % 10000 < {share * 10000}) TO '{changed}'"""
    )
    run = folder / "raw" / "kolada" / "2026-02-01"
    _write_pages(con, changed, run)
    _seal(run, CHANGES_RUN, whole=False)


def connected(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB as the bench allows it: two cores, four GiB, and no more disk than there is."""
    con = duckdb.connect(
        config={"threads": 2, "memory_limit": "4GiB", "temp_directory": str(folder / "spill")}
    )
    con.execute("SET max_temp_directory_size = '30GiB'")
    con.execute("SET preserve_insertion_order = false")
    con.execute("SET enable_progress_bar = false")
    return con


def _write_pages(con: duckdb.DuckDBPyConnection, file: Path, run: Path) -> None:
    for kind in ("kpi", "municipality", "data"):
        (run / kind).mkdir(parents=True)
    kpis = [row[0] for row in con.execute(f"SELECT DISTINCT indicator FROM '{file}' ORDER BY 1").fetchall()]
    (run / "plan.json").write_text(json.dumps({"kpis": kpis}))
    _write_page(run / "kpi" / "1.json", [{"id": kpi, "title": f"Andel {kpi} (%)"} for kpi in kpis])
    places = [
        {"id": code, "title": name, "type": "K" if kind == "municipality" else "L"}
        for code, (name, kind) in known_areas().items()
    ]
    _write_page(run / "municipality" / "1.json", places)
    number = 0
    for start in range(0, len(kpis), 100):
        which = f"indicator BETWEEN '{kpis[start]}' AND '{kpis[min(start + 99, len(kpis) - 1)]}'"
        pages = con.execute(PAGES.format(file=file, which=which, rows=ROWS_A_PAGE))
        while page := pages.fetchone():
            number += 1
            (run / "data" / f"{number:05d}.0001.json").write_text(page[0])


def _write_page(file: Path, values: list[dict]) -> None:
    file.write_text(
        json.dumps({"values": values, "count": len(values), "next_url": None}, ensure_ascii=False)
    )


def _seal(run: Path, fetched: datetime, whole: bool) -> None:
    details = {"publisher": "RKA", "licence": "CC0", "address": "https://example.org/", "whole": whole}
    origin.write(run, origin.Origin("kolada", "kolada", fetched=fetched, **details))
