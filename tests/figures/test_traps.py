"""Traps seen in real barometers (the list in the design), those that the figures can fall into."""

from datetime import UTC, datetime

from lagesbild.assessment import Direction, Point, Rule, TrendWord, judge
from lagesbild.figures import queries
from lagesbild.figures.vintages import vintages_of

from .drawing import built, run, values

MUNICIPALITIES = ("0680", "0683", "0643", "0114")


def points(observations):
    return [Point(one.year, one.value, one.flag) for one in observations if one.value is not None]


def test_extrapolated_emissions_are_flagged_and_not_a_trend(tmp_path):
    emissions = {area: [100 + n, 98 + n, 101 + n, 99 + n] for n, area in enumerate(MUNICIPALITIES)}
    measured = [
        f"co2 {area} {2020 + i} {value}"
        for area, several in emissions.items()
        for i, value in enumerate(several)
    ]
    ahead = [f"co2 {area} 2024 {several[-1] * 0.95:.4f} extrapolated" for area, several in emissions.items()]
    run(tmp_path / "raw", "smhi", 2025, *measured, *ahead, members=[f"G1 {area}" for area in MUNICIPALITIES])
    store = built(tmp_path, tmp_path / "raw")

    for area in (*MUNICIPALITIES, "G1"):
        observations = queries.series(store, ["co2"], [area])["co2", area, "T"]
        assert [one.flag for one in observations] == ["", "", "", "", "extrapolated"]
        verdict = judge(points(observations), Rule(Direction.DOWN))
        assert verdict.trend.word is TrendWord.TOO_FEW  # Four measured values, not five.
        assert verdict.trend.last_year == 2023
        assert verdict.latest.year == 2023

    year, placed = queries.ranking(store, "co2")
    assert (year, {one.flag for one in placed}) == (2023, {""})  # One factor for all ranks 2023 once more.
    assert {one.movement for one in placed} == {"too_few"}


def test_water_status_repeated_every_year_counts_once(tmp_path):
    # Assessed in 2009, 2015 and 2021; the years between repeat the last assessment.
    status = {year: (40, 42, 45)[(year - 2009) // 6] for year in range(2009, 2025)}
    run(tmp_path / "raw", "viss", 2025, *[f"water 0680 {year} {value}" for year, value in status.items()])
    rule = Rule(Direction.UP, cycle_years=6)
    store = built(tmp_path, tmp_path / "raw", rules={"water": rule})

    observations = queries.series(store, ["water"], ["0680"])["water", "0680", "T"]
    trend = judge(points(observations), rule).trend
    assert len(observations) == 16
    assert [point.year for point in trend.used] == [2009, 2015, 2021]
    assert trend.word is TrendWord.TOO_FEW
    assert queries.ranking(store, "water")[1][0].movement == "too_few"


def test_missing_is_not_zero_and_secret_is_not_missing(tmp_path):
    lines = ["n 0680 2020 0", "n 0680 2021 -", "n 0680 2022 .", "n 0680 2023 .."]
    others = [f"n {area} {year} 10" for area in MUNICIPALITIES[1:] for year in range(2020, 2024)]
    members = [f"G1 {area}" for area in MUNICIPALITIES]
    run(tmp_path / "raw", "scb", 2024, *lines, *others, members=members)
    store = built(tmp_path, tmp_path / "raw")

    assert values(store, "n") == {"2020": 0.0, "2021": "-", "2022": ".", "2023": ".."}
    observations = queries.series(store, ["n"], ["0680"])["n", "0680", "T"]
    assert [one.value for one in observations] == [0.0, None, None, None]
    assert judge(points(observations), Rule(Direction.UP)).trend.n == 1
    # The zero counts in the mean. Without it three of four remain, too few: a mean would give the secret away.
    assert values(store, "n", "G1") == {"2020": 7.5}
    assert queries.ranking(store, "n")[0] == 2023
    assert "0680" not in {one.area for one in queries.ranking(store, "n")[1]}


def test_history_rewritten_without_notice_is_kept_as_vintage(tmp_path):
    raw = tmp_path / "raw"
    run(raw, "scb", 2023, "n 0680 2020 51", "n 0680 2021 50")
    built(tmp_path, raw)
    run(raw, "scb", 2024, "n 0680 2020 41", "n 0680 2021 50", "n 0680 2022 49")
    store = built(tmp_path, raw)

    assert values(store, "n") == {"2020": 41.0, "2021": 50.0, "2022": 49.0}
    then = vintages_of(store, "n", "0680", as_of=datetime(2023, 6, 1, tzinfo=UTC))
    assert {vintage.period: vintage.value for vintage in then} == {"2020": 51.0, "2021": 50.0}
    vintages = [vintage for vintage in vintages_of(store, "n", "0680") if vintage.period == "2020"]
    assert [(vintage.value, vintage.fetched.year, vintage.run) for vintage in vintages] == [
        (51.0, 2023, "2023"),
        (41.0, 2024, "2024"),
    ]
