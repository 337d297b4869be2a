"""The example's emissions: one edition for the whole and its parts, and the edition before it kept beside."""

import csv
import shutil
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from lagesbild.figures import origin, queries, store
from lagesbild.figures.vintages import vintages_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "jonkoping"
NEWEST = EXAMPLE / "raw" / "smhi" / "2026-08-01"
SECTORS = ["transport", "agriculture", "power_heat", "heating", "industry", "machinery", "waste", "products"]
NOT_IN_THE_TOTAL = "smhi_ghg_foreign_transport"


def emissions(run=NEWEST) -> dict:
    """By area and year, what each indicator is."""
    by_place = defaultdict(dict)
    with (run / "values.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_place[row["area"], row["period"]][row["indicator"]] = float(row["value"])
    return by_place


def test_the_total_of_every_year_is_the_sum_of_its_sectors():
    compared = 0
    for figures in emissions().values():
        parts = [figures.get(f"smhi_ghg_{sector}") for sector in SECTORS]
        if None not in parts:
            compared += 1
            assert figures["smhi_ghg_total"] == pytest.approx(sum(parts), abs=0.05)
    assert compared == 22 * 10 + 290 - 20  # ten years of the places shown, and the latest year of the others
    assert {NOT_IN_THE_TOTAL, "smhi_ghg_total"} < set(emissions()["0680", "2024"])


def test_what_is_promised_is_half_of_the_same_edition():
    entries = yaml.safe_load((EXAMPLE / "indicators.yaml").read_text(encoding="utf-8"))
    [total] = [entry for entry in entries if entry["code"] == "LB.13.1"]
    levels = {reference["kind"]: reference["value"] for reference in total["references"]}
    began = emissions()["0680", "2005"]["smhi_ghg_total"]
    assert round(began) == levels["baseline"] == 673344
    assert round(began / 2) == levels["target"] == 336672
    assert round(emissions()["0680", "2024"]["smhi_ghg_total"]) == 554167


def test_how_many_municipalities_jumped_as_the_note_says():
    by_place = emissions()
    rises = [
        by_place[area, "2024"]["smhi_ghg_total"] / by_place[area, "2023"]["smhi_ghg_total"]
        for area, year in by_place
        if year == "2024" and area.isdigit() and area != "0000"
    ]
    assert (len(rises), sum(rise > 1.1 for rise in rises)) == (290, 203)


def test_the_older_edition_is_kept_and_never_joined_to_the_newer(tmp_path):
    shutil.copytree(EXAMPLE / "raw" / "smhi", tmp_path / "raw" / "smhi")
    path = tmp_path / "figures.duckdb"
    store.build(path, [tmp_path / "raw"], now=datetime(2026, 11, 23, tzinfo=UTC))
    [told] = queries.series(path, ["smhi_ghg_total"], ["0680"]).values()
    assert [one.year for one in told] == [1990, 2000, 2005, 2010, 2015, *range(2020, 2025)]
    assert {one.run for one in told} == {"2026-08-01"} and not any(one.flag for one in told)
    older = vintages_of(path, "smhi_ghg_total", "0680", as_of=datetime(2026, 1, 1, tzinfo=UTC))
    assert [(one.period, one.value) for one in older][-8:-6] == [("2016", 536839.0), ("2017", 533320.0)]
    assert [origin.read(EXAMPLE / "raw" / "smhi" / run).edition for run in ("2025-12-18", "2026-08-01")] == [
        "2025",
        "2026",
    ]
