"""The store: raw folders drawn as small tables, one build, and what readers then see."""

import itertools
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import ibis
import pyarrow
import pytest

from lagesbild.figures import origin, queries, store
from lagesbild.figures.sources import open_sdg, workbook
from lagesbild.figures.store import StoreError, building, settling
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied, empty
from lagesbild.figures.vintages import vintages_of
from tests.conftest import DRAWINGS

from .drawing import NOW, built, fetched, kolada_run, run, seal, values, year_values

pytestmark = pytest.mark.long

FIVE = ("0114", "0115", "0117", "0120", "0123")


def of_each(indicator, year, *numbers, areas=FIVE):
    """One line an area; None is an area without a value."""
    pairs = zip(areas, numbers, strict=False)
    return [f"{indicator} {area} {year} {number}" for area, number in pairs if number is not None]


def group(name, *areas, year=""):
    return [f"{name} {area} {year}" for area in areas]


def derive(tmp_path, *rows):
    lines = ["indicator,title,unit,numerator,denominator,factor", *rows]
    (tmp_path / "derived.csv").write_text("\n".join(lines) + "\n")


def seen(path, indicator, area="0680", subgroup="T"):
    return queries.series(path, [indicator], [area], [subgroup])[indicator, area, subgroup]


def left_in(folder):
    return sorted(file.name for file in folder.iterdir() if file.name != "raw")


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "raw"


# Runs and vintages


def test_newest_run_wins_whatever_the_folders_are_called(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10", "N1 0680 2023 11")
    later = run(raw, "scb", 2025, "N1 0680 2023 12", "N1 0680 2024 13", whole=False)
    later.rename(raw / "scb" / "a-late-one")
    path = built(tmp_path, raw)

    assert values(path, "N1") == {"2022": 10.0, "2023": 12.0, "2024": 13.0}
    assert [one.run for one in seen(path, "N1")] == ["2024", "a-late-one", "a-late-one"]


def test_deleted_rows_vanish_but_stay_in_the_vintages(tmp_path, raw):
    kolada_run(raw, 2024, {("N00001", "0680", 2022): 10.0, ("N00001", "0680", 2023): 11.0})
    kolada_run(raw, 2025, {("N00001", "0680", 2023): None})
    path = built(tmp_path, raw)

    assert values(path, "N00001") == {"2022": 10.0}
    assert [(old.period, old.value, old.deleted) for old in vintages_of(path, "N00001", "0680")] == [
        ("2022", 10.0, False),
        ("2023", 11.0, False),
        ("2023", None, True),
    ]


def test_a_value_taken_back_may_return(tmp_path, raw):
    for day, value in ((2023, 10.0), (2024, None), (2025, 12.0)):
        kolada_run(raw, day, {("N00001", "0680", 2022): value})
    assert values(built(tmp_path, raw), "N00001") == {"2022": 12.0}


def test_a_run_without_origin_json_is_not_finished_and_not_read(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    run(raw, "scb", 2025, "N1 0680 2022 99", sealed=False)
    assert values(built(tmp_path, raw), "N1") == {"2022": 10.0}


def test_retired_indicator_is_remarked_and_keeps_its_title_and_figures(tmp_path, raw):
    kolada_run(raw, 2024, {("N00001", "0680", 2022): 10.0})
    kolada_run(raw, 2025, {("N00002", "0680", 2022): 20.0}, retired=["N00001"])
    path = tmp_path / "figures.duckdb"
    told = store.build(path, [raw], now=NOW)

    assert told.remarks == ("N00001: källan har slutat publicera nyckeltalet",)
    facts = queries.indicators(path)["N00001"]
    assert (facts["title"], facts["unit"], facts["retired"]) == ("Andel N00001 (%)", "%", True)
    assert values(path, "N00001") == {"2022": 10.0}


def test_what_a_build_tells(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10", "N1 0680 2023 -", "N2 0680 2022 Ja")
    run(raw, "scb", 2025, "N1 0680 2022 11", whole=False)
    said = []
    told = store.build(tmp_path / "figures.duckdb", [raw], now=NOW, progress=said.append)

    assert (told.indicators, told.observations, told.vintages, told.series) == (2, 3, 4, 1)
    assert told.areas >= 290
    assert said[:2] == ["Reading scb of 2024-01-01", "Reading scb of 2025-01-01"]
    assert said[-1].startswith("Judging")


# What a whole run no longer has


def test_a_corrected_whole_file_takes_back_the_rows_it_no_longer_has(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2020 10", "N1 0680 2021 999", "N1 0683 2021 5", "N2 0680 2021 6")
    run(raw, "scb", 2025, "N1 0680 2020 10", "N1 0683 2021 5")
    path = tmp_path / "figures.duckdb"
    told = store.build(path, [raw], now=NOW)

    assert values(path, "N1") == {"2020": 10.0}
    assert values(path, "N1", "0683") == {"2021": 5.0}
    assert values(path, "N2") == {}
    assert told.remarks == ("2 värden finns inte längre i scb, men står kvar bland de tidigare värdena",)


def test_what_vanished_stays_in_the_vintages_and_was_known_until_then(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2020 10", "N1 0680 2021 999")
    run(raw, "scb", 2025, "N1 0680 2020 10")
    path = built(tmp_path, raw)

    def known(as_of=None):
        told = vintages_of(path, "N1", "0680", as_of=as_of)
        return [(vintage.run, vintage.period, vintage.value, vintage.deleted) for vintage in told]

    first = [("2024", "2020", 10.0, False), ("2024", "2021", 999.0, False)]
    then = [("2025", "2020", 10.0, False), ("2025", "2021", None, True)]
    assert known() == first + then
    assert known(datetime(2024, 6, 1, tzinfo=UTC)) == first
    assert known(NOW) == then


def test_a_value_that_vanished_may_return_and_vanish_again(tmp_path, raw):
    def builds(day, *lines, whole=True):
        run(raw, "scb", day, "N1 0680 2020 1", *lines, whole=whole)
        told = store.build(tmp_path / "figures.duckdb", [raw], now=NOW)
        return values(tmp_path / "figures.duckdb", "N1").get("2021"), len(told.remarks)

    assert builds(2020, "N1 0680 2021 5") == (5.0, 0)
    assert builds(2021) == (None, 1)
    assert builds(2022) == (None, 1)  # Told as long as it is gone, and once.
    assert builds(2023, "N1 0680 2021 6") == (6.0, 0)
    assert builds(2024, whole=False) == (6.0, 0)
    assert builds(2025) == (None, 1)


def test_each_origin_answers_for_its_own_and_is_told_apart(tmp_path, raw):
    for id, indicator in (("scb", "N1"), ("kommunen", "N2")):
        run(raw, id, 2024, f"{indicator} 0680 2020 1", f"{indicator} 0680 2021 2")
    run(raw, "kommunen", 2025, "N2 0680 2020 1")
    run(raw, "sei", 2025, "N3 0680 2020 1")
    path = tmp_path / "figures.duckdb"
    told = store.build(path, [raw], now=NOW)

    assert values(path, "N1") == {"2020": 1.0, "2021": 2.0}
    assert values(path, "N2") == {"2020": 1.0}
    assert told.remarks == ("1 värde finns inte längre i kommunen, men står kvar bland de tidigare värdena",)


def test_subgroups_and_periods_vanish_one_by_one(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2021 1", "N1 0680 2021 2 _ K", "N1 0680 2021/22 3", "N1 0680 2022 ..")
    run(raw, "scb", 2025, "N1 0680 2021 1", "N1 0680 2022 4")
    path = built(tmp_path, raw)
    assert (values(path, "N1"), values(path, "N1", subgroup="K")) == ({"2021": 1.0, "2022": 4.0}, {})


def test_a_vanished_value_is_in_no_mean_and_no_quotient(tmp_path, raw):
    derive(tmp_path, "q,Kvot,,N1,N2,1")
    first = [*of_each("N1", 2022, 1, 2, 3, 4, 90), *of_each("N2", 2022, 1, 1, 1, 1, 1)]
    run(raw, "scb", 2024, *first, members=group("G1", *FIVE))
    run(raw, "scb", 2025, *[line for line in first if not line.endswith("90")])
    path = built(tmp_path, raw)
    assert (values(path, "N1", "G1"), values(path, "q", "G1")) == ({"2022": 2.5}, {"2022": 2.5})
    assert values(path, "q", FIVE[-1]) == {}


def test_a_group_value_that_vanished_is_told_though_the_mean_takes_its_place(tmp_path, raw):
    lines = of_each("N1", 2022, 1, 2, 3, 4, 5)
    run(raw, "scb", 2024, *lines, "N1 G1 2022 99", members=group("G1", *FIVE))
    run(raw, "scb", 2025, *lines)
    path = tmp_path / "figures.duckdb"
    assert store.build(path, [raw], now=NOW).remarks[0].startswith("1 värde finns inte längre i scb")
    assert values(path, "N1", "G1") == {"2022": 3.0}


def test_an_open_sdg_repository_is_whole_too(tmp_path, raw):
    def fetch(day, content):
        (tmp_path / "repo" / "data").mkdir(parents=True, exist_ok=True)
        (tmp_path / "repo" / "data" / "indicator_1-2-1.csv").write_text(f"Year,Value\n{content}")
        folder = raw / "sdg" / str(day)
        return open_sdg.fetch(folder, repository=tmp_path / "repo", id="sdg", area="0680", now=fetched(day))

    assert fetch(2024, "2020,1\n2021,999\n").whole
    fetch(2025, "2020,1\n")
    assert values(built(tmp_path, raw), "1-2-1") == {"2020": 1.0}


ONE, TWO, GONE = ("N00001", "N00002", "N00003")


@pytest.mark.parametrize(
    "asked, vanished",
    [
        ({"kpis": [ONE, TWO]}, {(ONE, "0680"), (ONE, "0683"), (TWO, "0680")}),
        ({"kpis": [ONE]}, {(ONE, "0680"), (ONE, "0683")}),
        ({"kpis": [ONE], "groups": ["G1"]}, {(ONE, "0680"), (ONE, "0683"), (ONE, "G1")}),
        ({"kpis": [ONE, TWO], "areas": ["0680"]}, {(ONE, "0680"), (TWO, "0680")}),
        ({"kpis": [ONE, TWO], "areas": ["G1"]}, {(ONE, "G1")}),
        ({"kpis": [ONE, TWO], "areas": ["0683"], "groups": ["G1"]}, {(ONE, "0683"), (ONE, "G1")}),
        ({"kpis": [ONE, TWO], "years": [2021, 2023]}, {(ONE, "0683")}),
        ({"kpis": [ONE, TWO], "years": [2022], "areas": ["0683"]}, set()),
        ({"kpis": [ONE, GONE]}, {(ONE, "0680"), (ONE, "0683")}),
        (None, set()),
    ],
)
def test_a_whole_fetch_from_kolada_takes_back_only_within_what_it_asked_for(tmp_path, raw, asked, vanished):
    first = {
        (ONE, "0680", 2022),
        (ONE, "0683", 2021),
        (ONE, "G1", 2022),
        (TWO, "0680", 2022),
        (GONE, "0680", 2022),
    }
    kolada_run(raw, 2024, dict.fromkeys(first, 1.0))
    kolada_run(raw, 2025, {(ONE, "G1", 2030): 2.0, (ONE, "0680", 2030): 2.0}, retired=[GONE], asked=asked)
    path = tmp_path / "figures.duckdb"
    store.build(path, [raw], now=NOW)

    left = {(kpi, area) for kpi, area, year in year_values(path) if year < 2030}
    assert left == {(kpi, area) for kpi, area, _year in first} - vanished


def test_runs_that_ask_for_different_things_in_turn_each_take_back_their_own(tmp_path, raw):
    both, one = {"kpis": [ONE, TWO], "areas": ["0680"]}, {"kpis": [ONE], "areas": ["0680"]}
    first = {(kpi, "0680", year): 1.0 for kpi in (ONE, TWO) for year in (2020, 2021, 2022)}
    kolada_run(raw, 2020, first, asked=both)
    kolada_run(raw, 2021, {(ONE, "0680", 2020): 1.0, (ONE, "0680", 2021): 1.0}, asked=one)
    kolada_run(raw, 2022, {(TWO, "0680", 2023): 1.0})
    kolada_run(raw, 2023, {(ONE, "0680", 2020): 1.0}, asked=one)
    kolada_run(raw, 2024, {(ONE, "0680", 2020): 1.0, (TWO, "0680", 2020): 1.0}, asked=both)
    path = tmp_path / "figures.duckdb"
    told = store.build(path, [raw], now=NOW)

    assert (values(path, ONE), values(path, TWO)) == ({"2020": 1.0}, {"2020": 1.0})
    assert told.remarks[0].startswith("5 värden")
    taken_back = [
        (vintage.run, vintage.period) for vintage in vintages_of(path, ONE, "0680") if vintage.deleted
    ]
    assert taken_back == [("2021", "2022"), ("2023", "2021")]


@pytest.mark.parametrize("seed", range(DRAWINGS))
def test_random_fetches_leave_what_a_plain_reading_of_them_leaves(tmp_path, raw, seed):
    chance, known = random.Random(seed), {}
    kpis, areas, years = [ONE, TWO], ["0680", "0683", "0684"], [2020, 2021, 2022]
    for day in range(2000, 2012):
        asked = [chance.sample(some, chance.randint(1, len(some))) for some in (kpis, areas, years)]
        within = list(itertools.product(*asked))
        if chance.random() < 0.7:
            points = dict.fromkeys(chance.sample(within, chance.randint(0, len(within))), float(day))
            kolada_run(raw, day, points, asked=dict(zip(("kpis", "areas", "years"), asked, strict=True)))
            known = {key: value for key, value in known.items() if key not in within} | points
        else:
            points = {key: chance.choice([None, float(day)]) for key in chance.sample(within, 1)}
            kolada_run(raw, day, points)
            known |= points
    kolada_run(raw, 2012, {("N00003", "0680", 2020): 1.0})
    path = built(tmp_path, raw)
    left = {key: value for key, value in year_values(path).items() if key[0] in kpis}
    assert left == {key: value for key, value in known.items() if value is not None}


def test_changes_alone_take_nothing_back_but_what_they_name(tmp_path, raw):
    kolada_run(raw, 2024, {(ONE, "0680", 2021): 1.0, (ONE, "0680", 2022): 2.0}, asked={})
    kolada_run(raw, 2025, {(ONE, "0680", 2022): None})
    path = tmp_path / "figures.duckdb"
    assert store.build(path, [raw], now=NOW).remarks == ()
    assert values(path, ONE) == {"2021": 1.0}


# What stands in a value's place


def test_words_reasons_and_flags_come_through(tmp_path, raw):
    run(
        raw,
        "own",
        2024,
        "N1 0680 2019 -",
        "N1 0680 2020 .",
        "N1 0680 2021 ..",
        "N1 0680 2022 0",
        "N1 0680 2023 1,5 preliminary",
        "N1 0680 2024 1,6 extrapolated",
        "N2 0680 2024 Påbörjat",
    )
    path = built(tmp_path, raw)

    assert values(path, "N1") == {
        "2019": "-",
        "2020": ".",
        "2021": "..",
        "2022": 0.0,
        "2023": 1.5,
        "2024": 1.6,
    }
    assert [one.flag for one in seen(path, "N1")][-2:] == ["preliminary", "extrapolated"]
    assert values(path, "N2") == {"2024": "Påbörjat"}


# Contradictions


def test_two_origins_for_one_series_are_refused_by_name(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    run(raw, "kommunen", 2024, "N1 0680 2023 11")
    with pytest.raises(StoreError, match=r"Remove one of them\. N1 for 0680: kommunen, scb"):
        built(tmp_path, raw)


def test_two_origins_may_share_an_indicator_for_different_areas(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    run(raw, "kommunen", 2024, "N1 0683 2022 11")
    path = built(tmp_path, raw)
    assert (values(path, "N1"), values(path, "N1", "0683")) == ({"2022": 10.0}, {"2022": 11.0})


def test_two_runs_of_one_name_are_refused(tmp_path, raw):
    for root in (raw, tmp_path / "more"):
        run(root, "scb", 2024, "N1 0680 2022 10")
    with pytest.raises(StoreError, match=r"are both scb, 2024\. Remove or rename one\."):
        built(tmp_path, raw, tmp_path / "more")


def test_the_same_raw_folder_twice_is_read_once(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    assert store.build(tmp_path / "figures.duckdb", [raw, raw], now=NOW).vintages == 1


def test_unknown_source_is_named(tmp_path, raw):
    seal(run(raw, "scb", 2024, "N1 0680 2022 10"), "scb", 2024, module="pxweb")
    with pytest.raises(StoreError, match=r"origin\.json names the source 'pxweb'.*Correct the name"):
        built(tmp_path, raw)


# Means of groups


def test_group_mean_is_unweighted(tmp_path, raw):
    run(raw, "scb", 2024, *of_each("N1", 2022, 1, 2, 3, 4, 90), members=group("G1", *FIVE))
    [mean] = seen(built(tmp_path, raw), "N1", "G1")
    assert (mean.value, mean.members, mean.origin, mean.period) == (20.0, 5, store.OWN_WORK, "2022")


def test_group_mean_needs_four_members_of_five(tmp_path, raw):
    run(
        raw,
        "scb",
        2024,
        *of_each("N1", 2022, 1, 2, 3, 4, None),
        *of_each("N1", 2023, 1, 2, 3, None, None),
        members=group("G1", *FIVE),
    )
    assert values(built(tmp_path, raw), "N1", "G1") == {"2022": 2.5}


def test_exactly_eighty_per_cent_is_enough_for_every_size():
    assert all(size * store.MEMBERS_NEEDED <= size * 4 // 5 for size in range(5, 1000, 5))


def test_secret_and_missing_do_not_count_as_zero_in_a_mean(tmp_path, raw):
    run(raw, "scb", 2024, *of_each("N1", 2022, 10, 20, 30, 40, ".."), members=group("G1", *FIVE))
    [mean] = seen(built(tmp_path, raw), "N1", "G1")
    assert (mean.value, mean.members) == (25.0, 4)


def test_publishers_own_group_value_stands(tmp_path, raw):
    lines = [line for year in (2021, 2022, 2023) for line in of_each("N1", year, 1, 2, 3, 4, 5)]
    own = ["N1 G1 2021 7", "N1 G1 2022 .."]
    run(raw, "kolada", 2024, *lines, *own, members=group("G1", *FIVE))
    path = built(tmp_path, raw)

    assert values(path, "N1", "G1") == {"2021": 7.0, "2022": "..", "2023": 3.0}
    assert [one.origin for one in seen(path, "N1", "G1")] == ["kolada", "kolada", store.OWN_WORK]


def test_members_pinned_to_a_year_the_latest_edition_not_after_the_observation(tmp_path, raw):
    run(
        raw,
        "scb",
        2024,
        *[line for year in (2018, 2020, 2021, 2023) for line in of_each("N1", year, 1, 2, 3)],
        members=[*group("G1", "0114", "0115", year=2020), *group("G1", "0115", "0117", year=2022)],
    )
    path = built(tmp_path, raw)

    assert values(path, "N1", "G1") == {"2018": 1.5, "2020": 1.5, "2021": 1.5, "2023": 2.5}
    assert {one.members for one in seen(path, "N1", "G1")} == {2}


def test_list_pinned_to_no_year_holds_until_the_first_pinned_one(tmp_path, raw):
    members = [*group("G1", "0114", "0115"), *group("G1", "0115", "0117", year=2022)]
    lines = [line for year in (2021, 2022) for line in of_each("N1", year, 1, 2, 3)]
    run(raw, "scb", 2024, *lines, members=members)
    assert values(built(tmp_path, raw), "N1", "G1") == {"2021": 1.5, "2022": 2.5}


def test_who_is_not_in_a_groups_latest_list_has_left_it(tmp_path, raw):
    run(raw, "scb", 2024, *of_each("N1", 2022, 1, 2, 9), members=group("G1", "0114", "0115", "0117"))
    of_2025 = of_each("N1", 2023, 1, 2, 9)
    run(raw, "scb", 2025, *of_2025, members=group("G1", "0114", "0115"), whole=False)
    assert values(built(tmp_path, raw), "N1", "G1") == {"2022": 1.5, "2023": 1.5}


def test_a_mean_carries_its_least_firm_flag(tmp_path, raw):
    lines = ["N1 0114 2022 1 preliminary", "N1 0115 2022 2 extrapolated", "N1 0117 2022 3"]
    run(raw, "scb", 2024, *lines, members=group("G1", "0114", "0115", "0117"))
    [mean] = seen(built(tmp_path, raw), "N1", "G1")
    assert (mean.value, mean.flag) == (2.0, "extrapolated")


# Quotients


def test_quotient_and_then_the_mean_of_quotients(tmp_path, raw):
    derive(tmp_path, "per_head,Utsläpp per invånare,ton/inv.,ton,people,1000")
    run(
        raw,
        "scb",
        2024,
        *of_each("ton", 2022, 10, 20),
        *of_each("people", 2022, 10, 40),
        members=group("G1", "0114", "0115"),
    )
    path = built(tmp_path, raw)

    assert values(path, "per_head", "0114") == {"2022": 1000.0}
    assert values(path, "per_head", "0115") == {"2022": 500.0}
    # Not 30 / 50: every municipality weighs the same.
    assert values(path, "per_head", "G1") == {"2022": 750.0}
    [one] = seen(path, "per_head", "0114")
    assert (one.origin, one.run) == (store.OWN_WORK, "")
    assert queries.indicators(path)["per_head"]["definition"] == "ton / people × 1000"


def test_quotient_carries_the_least_firm_flag(tmp_path, raw):
    derive(tmp_path, "q,Kvot,,a,b,1")
    flags = {
        2020: ("_", "_", ""),
        2021: ("_", "preliminary", "preliminary"),
        2022: ("preliminary", "estimated", "preliminary"),
        2023: ("estimated", "extrapolated", "extrapolated"),
    }
    above = [f"a 0680 {year} 1 {flag}" for year, (flag, _below, _told) in flags.items()]
    below = [f"b 0680 {year} 2 {flag}" for year, (_above, flag, _told) in flags.items()]
    run(raw, "scb", 2024, *above, *below)
    quotients = seen(built(tmp_path, raw), "q")
    assert {one.year: one.flag for one in quotients} == {year: told for year, (_, _, told) in flags.items()}


def test_no_quotient_of_zero_or_of_what_is_missing(tmp_path, raw):
    derive(tmp_path, "q,Kvot,,a,b,1")
    lines = [
        "a 0680 2020 1",
        "b 0680 2020 0",
        "a 0680 2021 ..",
        "b 0680 2021 2",
        "a 0680 2022 0",
        "b 0680 2022 2",
    ]
    run(raw, "scb", 2024, *lines)
    assert values(built(tmp_path, raw), "q") == {"2022": 0.0}


def test_quotient_of_what_no_source_has_is_remarked(tmp_path, raw):
    derive(tmp_path, "q,Kvot,,a,nonsense,1")
    run(raw, "scb", 2024, "a 0680 2020 1")
    told = store.build(tmp_path / "figures.duckdb", [raw], now=NOW)
    assert told.remarks == ("q: nonsense finns inte i källorna, så kvoten är tom",)


def test_quotient_may_not_take_a_published_name(tmp_path, raw):
    derive(tmp_path, "a,Kvot,,a,b,1")
    run(raw, "scb", 2024, "a 0680 2020 1", "b 0680 2020 1")
    with pytest.raises(
        StoreError, match=r"works out a, which a source publishes already. Give it another name"
    ):
        built(tmp_path, raw)


@pytest.mark.parametrize("row", ["q,Kvot,,a,b,many", "q,Kvot"])
def test_malformed_derived_csv_tells_what_a_row_needs(tmp_path, raw, row):
    derive(tmp_path, row)
    run(raw, "scb", 2024, "a 0680 2020 1")
    with pytest.raises(
        StoreError, match="Each row needs indicator, title, unit, numerator, denominator, factor"
    ):
        built(tmp_path, raw)


# A build that fails


WRONG = (
    {"value": float("nan")},
    {"value": float("inf")},
    {"year": 20177},
    {"year": None},
    {"value": None},
    {"value": None, "reason": "?"},
    {"value": 1.0, "reason": ".."},
    {"flag": "guessed"},
    {"flag": None},
)


RIGHT = dict.fromkeys(OBSERVATION) | {
    "indicator": "N1",
    "area": "0680",
    "period": "2022",
    "year": 2022,
    "subgroup": "T",
    "value": 1.0,
    "flag": "",
    "comment": "",
    "deleted": False,
}


@pytest.fixture
def given(raw, monkeypatch):
    """Makes a run that holds just these rows, past what any source would refuse."""

    def rows_given(*rows):
        table = ibis.memtable(
            pyarrow.Table.from_pylist([RIGHT | row for row in rows], OBSERVATION.to_pyarrow())
        )
        tidied = Tidied(table, empty(INDICATOR), empty(AREA), empty(MEMBER))
        monkeypatch.setattr(workbook, "tidy", lambda folder, con: tidied)
        run(raw, "scb", 2024, "N1 0680 2022 10")

    return rows_given


def test_impossible_observations_are_refused_and_one_is_shown(tmp_path, raw, given):
    given({}, *({"period": str(1901 + number)} | wrong for number, wrong in enumerate(WRONG)))
    told = (
        rf"{len(WRONG)} observations are impossible, for example indicator N1, area 0680.*Correct the source"
    )
    with pytest.raises(StoreError, match=told):
        built(tmp_path, raw)
    assert left_in(tmp_path) == []


def test_a_period_that_is_not_written_as_the_store_keeps_it_is_refused(tmp_path, raw, given):
    given({"period": "2022 kv 1"})
    with pytest.raises(StoreError, match="N1 has the period 2022 kv 1"):
        built(tmp_path, raw)


def test_what_each_period_is_stands_in_a_table_of_its_own(tmp_path, raw):
    run(raw, "scb", 2024, *(f"N1 0680 {period} 1" for period in ("2023", "2023-Q1", "2023-01", "2022/23")))
    with store.asking(built(tmp_path, raw)) as cursor:
        cursor.execute("SELECT period, kind, first_day::text, last_day::text FROM period ORDER BY place")
        in_time = cursor.fetchall()
        cursor.execute("SELECT period FROM period ORDER BY recency DESC")
        latest_first = [period for (period,) in cursor.fetchall()]
    assert in_time == [
        ("2022/23", "school year", "2022-07-01", "2023-06-30"),
        ("2023", "year", "2023-01-01", "2023-12-31"),
        ("2023-Q1", "quarter", "2023-01-01", "2023-03-31"),
        ("2023-01", "month", "2023-01-01", "2023-01-31"),
    ]
    assert latest_first == ["2023", "2022/23", "2023-01", "2023-Q1"]


@pytest.mark.parametrize("wrong", WRONG)
def test_each_impossible_observation_is_found_by_itself(tmp_path, raw, given, wrong):
    given({"indicator": "N0"}, wrong, {"indicator": "N2"})
    with pytest.raises(StoreError, match="^1 observations are impossible"):
        built(tmp_path, raw)


def test_the_same_observation_twice_is_refused(tmp_path, raw, given):
    given({"period": "2021", "year": 2021}, {}, {"subgroup": "K"}, {"value": 2.0}, {"area": "0683"})
    with pytest.raises(StoreError, match="stands twice, for example N1, 0680, 2022, T. Remove one of them"):
        built(tmp_path, raw)


def test_two_periods_that_end_in_one_year_or_64_years_apart_are_not_the_same(tmp_path, raw, given):
    given({}, {"period": "2021/22"}, {"period": "1958", "year": 1958}, {"period": "2086", "year": 2086})
    assert list(values(built(tmp_path, raw), "N1")) == ["1958", "2021/22", "2022", "2086"]


def contradict(raw):
    run(raw, "kommunen", 2025, "N1 0680 2022 10")


def change_a_raw_file(raw):
    with (raw / "scb" / "2024" / "varden.csv").open("a") as file:
        file.write("N1;0680;2030;1;;\n")


def add_a_raw_file(raw):
    (raw / "scb" / "2024" / "extra.csv").write_text("indicator;area;period;value\n")


def lose_a_raw_file(raw):
    (raw / "scb" / "2024" / "varden.csv").unlink()


def break_a_raw_file(raw):
    run(raw, "scb", 2025, "N1 0680 20177 10")


def lose_most(raw):
    for file in (raw / "scb" / "2024").iterdir():
        file.unlink()
    (raw / "scb" / "2024").rmdir()
    run(raw, "scb", 2025, "N1 0680 2022 10")


def lose_everything(raw):
    (raw / "scb" / "2024" / "origin.json").unlink()


@pytest.mark.parametrize(
    "spoil, told",
    [
        (contradict, "The same figures come from two origins. Remove one of them"),
        (change_a_raw_file, "changed since it was fetched: varden.csv. Fetch the source again"),
        (add_a_raw_file, "changed since it was fetched: extra.csv. Fetch the source again"),
        (lose_a_raw_file, "changed since it was fetched: varden.csv. Fetch the source again"),
        (break_a_raw_file, "20177"),
        (
            lose_most,
            r"Only 1 observations, where the store has 3\. If that is right, remove .*figures.duckdb",
        ),
        (lose_everything, r"No figures found in .*raw\. Fetch a source first: lagesbild fetch --help"),
    ],
)
def test_failed_build_leaves_the_old_store_serving_and_nothing_behind(tmp_path, raw, spoil, told):
    run(raw, "scb", 2024, "N1 0680 2020 1", "N1 0680 2021 2", "N1 0680 2022 3")
    path = built(tmp_path, raw)
    before = store.version(path)
    spoil(raw)

    with pytest.raises((StoreError, ValueError), match=told):
        built(tmp_path, raw)
    assert values(path, "N1") == {"2020": 1.0, "2021": 2.0, "2022": 3.0}
    assert store.version(path) == before
    assert left_in(tmp_path) == ["figures.duckdb"]


def test_half_as_many_observations_pass(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2020 1", "N1 0680 2021 2")
    path = built(tmp_path, raw)
    run(tmp_path / "other", "scb", 2024, "N1 0680 2020 1")
    built(tmp_path, tmp_path / "other")
    assert values(path, "N1") == {"2020": 1.0}


def test_only_empty_runs_are_refused(tmp_path, raw):
    kolada_run(raw, 2024, {})
    with pytest.raises(StoreError, match="no observation at all. Fetch them again"):
        built(tmp_path, raw)
    assert left_in(tmp_path) == []


def test_a_store_that_cannot_be_read_says_so_and_is_built_over(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    path = tmp_path / "figures.duckdb"
    path.write_bytes(b"not a database" * 1000)

    with pytest.raises(StoreError, match=r"cannot be read .* Build it again: lagesbild build"):
        values(path, "N1")
    built(tmp_path, raw)
    assert values(path, "N1") == {"2022": 10.0}


# Left-overs


def leave(folder, pid, after=""):
    file = folder / f"figures.duckdb.building-{pid}{after}"
    file.write_text("half")
    return file.name


def test_leftovers_of_the_dead_go_and_those_of_the_living_stay(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    leave(tmp_path, dead.pid)
    leave(tmp_path, dead.pid, ".wal")
    swap = tmp_path / f"figures.duckdb.building-{dead.pid}.tmp"
    swap.mkdir()
    (swap / "block").write_text("half")
    leave(tmp_path, os.getpid())  # of an earlier process with our number, as in a container that starts again
    kept = [leave(tmp_path, os.getppid()), leave(tmp_path, os.getppid(), ".wal"), leave(tmp_path, "by-hand")]

    built(tmp_path, raw)
    assert left_in(tmp_path) == sorted(["figures.duckdb", *kept])


def test_failed_build_takes_away_its_own_file_only(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    own = tmp_path / "figures.duckdb.building-12"
    kept = [leave(tmp_path, 123), leave(tmp_path, 123, ".wal")]
    leave(tmp_path, 12)
    leave(tmp_path, 12, ".wal")
    store.remove_unfinished(tmp_path / "figures.duckdb", only=own)
    assert left_in(tmp_path) == sorted(kept)


def test_folder_and_file_names_with_signs_in_them(tmp_path):
    name = 'o\'brien "åäö" a[1]*'
    folder = tmp_path / name
    run(folder / "raw", "scb", 2024, "N1 0680 2022 10")
    path = folder / f"{name}.duckdb"
    for _ in range(2):
        path.with_name(f"{path.name}.building-{os.getpid()}").write_text("half")
        store.build(path, [folder / "raw"], now=NOW)
    assert values(path, "N1") == {"2022": 10.0}
    assert left_in(folder) == [path.name, f"{path.name}.previous"]


# Readers while the store is swapped


def marked(tmp_path, marker):
    """A store in which every value is ``marker``, and so is the year it was built."""
    raw = tmp_path / f"raw-{marker}"
    run(raw, "scb", 2024, *[f"N{n} 0680 {year} {marker}" for n in range(40) for year in range(2015, 2025)])
    path = tmp_path / f"marked-{marker}.duckdb"
    store.build(path, [raw], now=datetime(2000 + marker, 1, 1, tzinfo=UTC))
    return path.read_bytes()


def swap_in(path, content, number):
    beside = path.with_name(f"next-{number}")
    beside.write_bytes(content)
    building._swap(beside, path)


def read_whole(path):
    """One read of two tables; raises unless both are of one build. Returns the marker."""
    with store.reading(path) as con:
        observation = con.table("observation")
        seen = observation.agg(
            low=observation.value.min(), high=observation.value.max(), n=observation.count()
        ).to_pyarrow()
        year = con.table("build").built.max().to_pyarrow().as_py().year
    low, high, n = seen.to_pylist()[0].values()
    assert (low, high, n) == (year - 2000, year - 2000, 400)
    return low


def ask_whole(path):
    found = queries.series(path, [f"N{n}" for n in range(40)], ["0680"])
    markers = {one.value for observations in found.values() for one in observations}
    assert (len(markers), sum(map(len, found.values()))) == (1, 400)
    return markers.pop()


def test_readers_in_eight_threads_see_one_whole_build_while_it_is_swapped_twenty_times(tmp_path):
    path = tmp_path / "figures.duckdb"
    contents = [marked(tmp_path, marker) for marker in (1, 2)]
    swap_in(path, contents[0], 0)
    failures, markers, reads, done = [], set(), [], threading.Event()

    def read():
        try:
            while not done.is_set():
                for question in (ask_whole, read_whole):
                    markers.add(question(path))
                    reads.append(1)
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for number in range(1, 21):
        before = store.version(path)
        swap_in(path, contents[number % 2], number)
        assert store.version(path) != before
        target = len(reads) + 10
        while len(reads) < target and not failures:
            done.wait(0.005)
    done.set()
    for reader in readers:
        reader.join()

    assert failures == []
    assert markers == {1.0, 2.0}
    assert ask_whole(path) == 1.0
    assert len(reads) > 200


def test_a_second_process_sees_one_whole_build_too(tmp_path):
    path = tmp_path / "figures.duckdb"
    contents = [marked(tmp_path, marker) for marker in (1, 2)]
    swap_in(path, contents[0], 0)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.figures.test_store import ask_whole\n"
        "markers = []\n"
        "while len(set(markers)) < 2 or len(markers) < 50: markers.append(ask_whole(Path(sys.argv[1])))\n"
    )
    reader = subprocess.Popen([sys.executable, "-c", script, str(path)])
    try:
        end, number = time.monotonic() + 60, 0
        while (number < 20 or reader.poll() is None) and time.monotonic() < end:
            number += 1
            swap_in(path, contents[number % 2], number)
            assert ask_whole(path) == 1.0 + number % 2
            time.sleep(0.02)
        assert reader.poll() == 0
    finally:
        reader.kill()


def test_real_builds_are_seen_at_once(tmp_path, raw):
    for number in range(3):
        run(raw, "scb", 2020 + number, f"N1 0680 2022 {number}")
        assert values(built(tmp_path, raw), "N1") == {"2022": float(number)}


def test_version_changes_with_every_build_and_is_nothing_without_a_store(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    path = tmp_path / "figures.duckdb"
    assert store.version(path) == ()
    versions = {store.version(built(tmp_path, raw)) for _ in range(2)}
    assert len(versions) == 2


def test_reading_without_a_store_says_how_to_get_one(tmp_path):
    path = tmp_path / "none.duckdb"
    missing = pytest.raises(StoreError, match=r"no store at .*none\.duckdb\. Build it: lagesbild build")
    with missing, store.reading(path):
        pass


def test_readers_cannot_write(tmp_path, raw):
    run(raw, "scb", 2024, "N1 0680 2022 10")
    with store.asking(built(tmp_path, raw)) as cursor, pytest.raises(Exception, match="read-only"):
        cursor.execute("DELETE FROM observation")


def places(path, what):
    with store.asking(path) as cursor:
        return [row[0] for row in cursor.execute(f"SELECT {what} FROM observation ORDER BY rowid").fetchall()]


def test_rows_that_come_scattered_are_laid_together(tmp_path, raw, monkeypatch):
    monkeypatch.setattr(settling, "ROWS_A_BLOCK", 10)
    names = [f"N{n:02}" for n in range(20)]
    together = [f"{name} 0680 {year} 1" for name in reversed(names) for year in range(2000, 2020)]
    run(raw, "scb", 2024, *together)
    assert places(built(tmp_path, raw), "indicator") == [line.split()[0] for line in together]

    scattered = [f"{name} 0680 {year} 1" for year in range(2000, 2020) for name in names]
    run(tmp_path / "other", "scb", 2024, *scattered)
    assert places(built(tmp_path, tmp_path / "other"), "indicator") == sorted(names * 20)


def test_what_counts_and_what_is_past_stand_once_each(tmp_path, raw):
    run(raw, "scb", 2023, "N1 0680 2020 1", "N1 0680 2021 2", "N2 0680 2021 3")
    run(raw, "scb", 2024, "N1 0680 2020 4", "N1 0680 2021 2")
    path = built(tmp_path, raw)

    def held(table):
        with store.asking(path) as cursor:
            rows = cursor.execute(f"SELECT indicator, year, value, turn FROM {table} ORDER BY ALL").fetchall()
        return rows

    assert held("observation") == [("N1", 2020, 4.0, 1), ("N1", 2021, 2.0, 1)]
    assert held("past") == [
        ("N1", 2020, 1.0, 0),
        ("N1", 2021, 2.0, 0),
        ("N2", 2021, 3.0, 0),
        ("N2", 2021, None, 1),
    ]


def test_another_origin_with_the_same_key_is_refused_whatever_lies_between(tmp_path, raw):
    for id, day in (("scb", 2023), ("kommunen", 2024), ("scb", 2025)):
        run(raw, id, day, "N1 0680 2022 10")
    with pytest.raises(StoreError, match=r"N1 for 0680: kommunen, scb"):
        built(tmp_path, raw)


def test_runs_fetched_in_the_same_moment_are_settled_the_same_way_each_time(tmp_path, raw):
    for name, value in (("a", 1), ("b", 2)):
        folder = run(raw, "scb", 2024, f"N1 0680 2022 {value}").rename(raw / "scb" / name)
        origin.write(folder, replace(origin.read(folder), note=name))
    assert values(built(tmp_path, raw), "N1") == {"2022": 2.0}


def test_figures_know_their_edition_and_quotients_that_of_their_parts(tmp_path, raw):
    run(raw, "smhi", 2026, "N1 0680 2023 10", edition="2026")
    run(raw, "scb", 2026, "N2 0680 2023 5")
    derive(tmp_path, "N3,Per invånare,ton,N1,N2,1")
    told = queries.editions(built(tmp_path, raw))
    assert told["N1"] == told["N3"] == {"smhi": {"2026"}} and "N2" not in told
