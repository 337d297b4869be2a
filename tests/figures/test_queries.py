"""Questions to the store: what stands in the raw folders, and what each question answers."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from lagesbild.figures import queries, store
from lagesbild.figures.queries import Area, RankedArea
from lagesbild.figures.vintages import vintages_of

from .drawing import NOW, built, fetched, kolada_run, run, values

PLACES = ("0114", "0115", "0117", "0120", "0123", "0125", "0126", "0127")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """One store that all questions here are asked of."""
    folder = tmp_path_factory.mktemp("queries")
    raw = folder / "raw"
    run(
        raw,
        "scb",
        2023,
        "income 0680 2022 10",
        "income 0680 2021 9",
        "income 0680 2020 8 _ K",
        "school 0680 2022 50",
    )
    run(
        raw,
        "scb",
        2025,
        "income 0680 2022 11",
        "income 0680 2020 7",
        "income 0680 2023 12 preliminary",
        "income 0683 2023 20",
        "income 0580 2023 ..",
        "income 0000 2023 15",
        "income 0006 2023 16",
        "income G1 2023 17",
        "school 0680 2022/23 51",
        "school 0680 2023 52",
        "school 0680 2020-2022 49",
        "school 0683 2022/23 61",
        "word 0680 2023 Ja",
        "word 0683 2023 Nej",
        whole=False,
    )
    years = {2020: 8, 2021: 8, 2022: 4, 2023: 3}
    run(
        raw,
        "trafa",
        2025,
        *[
            f"cars {area} {year} {n * 10}"
            for year, many in years.items()
            for n, area in enumerate(PLACES[:many])
        ],
        *[f"rise 0680 {year} {year - 2000}" for year in range(2010, 2020)],
        *[f"rise 0683 {year} {3000 - year}" for year in range(2010, 2020)],
        *[f"rise 0643 {year} 5" for year in range(2017, 2020)],
        *[f"rise 0115 {year} 6 extrapolated" for year in range(2019, 2020)],
    )
    return built(folder, raw)


# Series


def test_series_are_in_order_of_time_and_told_apart(drawn):
    found = queries.series(drawn, ["income", "word"], ["0680", "0683"], ["T", "K"])
    told = {key: [(one.period, one.value or one.text) for one in several] for key, several in found.items()}
    assert told == {
        ("income", "0680", "T"): [("2020", 7.0), ("2021", 9.0), ("2022", 11.0), ("2023", 12.0)],
        ("income", "0680", "K"): [("2020", 8.0)],
        ("income", "0683", "T"): [("2023", 20.0)],
        ("word", "0680", "T"): [("2023", "Ja")],
        ("word", "0683", "T"): [("2023", "Nej")],
    }


def test_an_observation_carries_all_that_is_known_of_it(drawn):
    latest = queries.series(drawn, ["income"], ["0680"])["income", "0680", "T"][-1]
    assert latest == queries.Observation(
        area="0680",
        period="2023",
        year=2023,
        subgroup="T",
        value=12.0,
        text=None,
        reason=None,
        flag="preliminary",
        members=None,
        comment="",
        origin="scb",
        run="2025",
    )


def test_several_periods_that_end_in_one_year_all_stand_the_plain_year_last(drawn):
    assert values(drawn, "school") == {"2020–2022": 49.0, "2022": 50.0, "2022/23": 51.0, "2023": 52.0}


def test_only_the_total_unless_asked(drawn):
    assert list(queries.series(drawn, ["income"], ["0680"])) == [("income", "0680", "T")]


@pytest.mark.parametrize(
    "indicators, areas, subgroups",
    [
        ([], ["0680"], ["T"]),
        (["income"], [], ["T"]),
        (["income"], ["0680"], []),
        (["nonsense"], ["0680"], ["T"]),
    ],
)
def test_nothing_asked_or_nothing_known_gives_nothing(drawn, indicators, areas, subgroups):
    found = queries.series(drawn, indicators, areas, subgroups)
    assert found == {}
    assert found["income", "0680", "T"] == []


def test_series_takes_what_can_be_gone_through_once(drawn):
    found = queries.series(drawn, (name for name in ["income", "income"]), iter(["0683"]), {"T"})
    assert len(found["income", "0683", "T"]) == 1


def test_quotes_in_a_name_are_just_letters(drawn):
    assert queries.series(drawn, ["' OR 1=1 --"], ["0680"]) == {}
    assert queries.ranking(drawn, "' OR 1=1 --") == (None, [])


# Ranking


def test_ranking_holds_municipalities_with_a_number_only(drawn):
    year, placed = queries.ranking(drawn, "income")
    assert year == 2023
    assert placed == [
        RankedArea("0683", "Värnamo", 20.0, "", "too_few"),
        RankedArea("0680", "Jönköping", 12.0, "preliminary", "too_few"),
    ]


def test_ranking_is_of_the_latest_year_with_half_as_many_as_the_fullest(drawn):
    year, placed = queries.ranking(drawn, "cars")
    assert (year, [one.value for one in placed]) == (2022, [30.0, 20.0, 10.0, 0.0])


def test_ranking_is_of_one_period(drawn):
    year, placed = queries.ranking(drawn, "school")
    assert year == 2023
    assert [(one.area, one.value) for one in placed] == [("0680", 52.0)]


def test_ranking_says_which_way_each_moves(drawn):
    _year, placed = queries.ranking(drawn, "rise")
    assert {one.area: (one.movement, one.flag) for one in placed} == {
        "0680": ("rising", ""),
        "0683": ("falling", ""),
        "0643": ("too_few", ""),
    }  # 0115 has only an extrapolated value, which has no place


@pytest.mark.parametrize("indicator, subgroup", [("word", "T"), ("nonsense", "T"), ("income", "M")])
def test_ranking_without_numbers(drawn, indicator, subgroup):
    assert queries.ranking(drawn, indicator, subgroup) == (None, [])


# What is told of areas, origins and indicators


def test_areas_are_swedens_and_the_sources_own(drawn):
    areas = queries.areas(drawn)
    assert areas["0680"] == Area("0680", "Jönköping", "municipality")
    assert areas["0000"].kind == "country"
    assert areas["G1"] == Area("G1", "G1", "group")


def test_origins_by_run_with_our_own_work_among_them(drawn):
    origins = queries.origins(drawn)
    assert set(origins) == {("scb", "2023"), ("scb", "2025"), ("trafa", "2025"), (store.OWN_WORK, "")}
    assert origins["scb", "2025"]["fetched"] == fetched(2025)
    assert origins["scb", "2025"]["licence"] == "CC0"
    assert "varden.csv:" in origins["scb", "2025"]["checksum"]
    assert origins[store.OWN_WORK, ""]["fetched"] is None


def test_indicators_say_what_their_source_says(drawn):
    assert queries.indicators(drawn)["income"] == {
        "indicator": "income",
        "title": "income",
        "unit": "",
        "definition": "",
        "retired": False,
    }


def test_built_is_the_time_that_the_build_was_told(drawn):
    assert queries.built(drawn) == NOW


def test_what_a_reader_changes_stays_with_the_reader(drawn):
    queries.indicators(drawn)["income"]["title"] = "changed"
    queries.areas(drawn).clear()
    queries.origins(drawn).clear()
    queries.ranking(drawn, "income")[1].clear()

    assert queries.indicators(drawn)["income"]["title"] == "income"
    assert queries.areas(drawn) and queries.origins(drawn)
    assert queries.ranking(drawn, "income")[1]


def test_what_is_kept_is_asked_anew_after_a_build(tmp_path):
    raw = tmp_path / "raw"
    run(raw, "scb", 2023, "N1 0680 2022 1")
    path = built(tmp_path, raw)
    first = (queries.ranking(path, "N1"), set(queries.indicators(path)), set(queries.origins(path)))
    run(raw, "scb", 2024, "N1 0680 2022 2", "N2 0680 2022 3")
    store.build(path, [raw], now=datetime(2027, 1, 1, tzinfo=UTC))

    assert first == (
        (2022, [RankedArea("0680", "Jönköping", 1.0, "", "too_few")]),
        {"N1"},
        {("scb", "2023"), ("lagesbild", "")},
    )
    assert queries.ranking(path, "N1")[1][0].value == 2.0
    assert set(queries.indicators(path)) == {"N1", "N2"}
    assert ("scb", "2024") in queries.origins(path)
    assert queries.built(path).year == 2027


# Vintages


def test_every_value_ever_fetched_oldest_fetch_first(drawn):
    told = [
        (vintage.fetched.year, vintage.period, vintage.value, vintage.run)
        for vintage in vintages_of(drawn, "income", "0680")
    ]
    assert told == [
        (2023, "2021", 9.0, "2023"),
        (2023, "2022", 10.0, "2023"),
        (2025, "2020", 7.0, "2025"),
        (2025, "2022", 11.0, "2025"),
        (2025, "2023", 12.0, "2025"),
    ]


@pytest.mark.parametrize(
    "as_of, known",
    [
        (datetime(2022, 12, 31, tzinfo=UTC), {}),
        (fetched(2023), {"2021": 9.0, "2022": 10.0}),
        (datetime(2024, 12, 31, 23, 59, tzinfo=UTC), {"2021": 9.0, "2022": 10.0}),
        (fetched(2025), {"2020": 7.0, "2021": 9.0, "2022": 11.0, "2023": 12.0}),
    ],
)
def test_what_was_known_at_a_time_in_order_of_time(drawn, as_of, known):
    revisions = vintages_of(drawn, "income", "0680", as_of=as_of)
    assert [(vintage.period, vintage.value) for vintage in revisions] == list(known.items())


def test_vintages_of_words_subgroups_and_unknown_series(drawn):
    assert [vintage.text for vintage in vintages_of(drawn, "word", "0680")] == ["Ja"]
    assert [vintage.value for vintage in vintages_of(drawn, "income", "0680", subgroup="K")] == [8.0]
    assert [vintage.reason for vintage in vintages_of(drawn, "income", "0580")] == [".."]
    assert vintages_of(drawn, "nonsense", "0680") == []


def test_what_was_taken_back_is_known_until_then(tmp_path):
    raw = tmp_path / "raw"
    kolada_run(raw, 2024, {("N00001", "0680", 2022): 10.0, ("N00002", "0680", 2022): 1.0})
    kolada_run(raw, 2025, {("N00001", "0680", 2022): None})
    path = built(tmp_path, raw)
    [before] = vintages_of(path, "N00001", "0680", as_of=datetime(2024, 6, 1, tzinfo=UTC))
    [after] = vintages_of(path, "N00001", "0680", as_of=NOW)
    assert (before.value, before.deleted) == (10.0, False)
    assert (after.value, after.deleted) == (None, True)


# Without a store, and from many threads


def test_without_a_store_there_is_nothing_and_no_error(tmp_path):
    path = tmp_path / "none.duckdb"
    assert queries.series(path, ["N1"], ["0680"]) == {}
    assert queries.ranking(path, "N1") == (None, [])
    assert queries.areas(path) == queries.origins(path) == queries.indicators(path) == {}
    assert vintages_of(path, "N1", "0680") == []
    assert queries.built(path) is None
    assert not path.exists()


def test_eight_threads_ask_everything_at_once(drawn):
    start = threading.Barrier(8)

    def ask(_):
        start.wait()
        return [
            (
                queries.series(drawn, ["income", "rise"], ["0680"])["income", "0680", "T"][-1].value,
                queries.ranking(drawn, "rise")[0],
                len(queries.areas(drawn)) > 290,
                len(vintages_of(drawn, "income", "0680")),
            )
            for _ in range(5)
        ]

    with ThreadPoolExecutor(8) as pool:
        answers = [answer for several in pool.map(ask, range(8)) for answer in several]
    assert set(answers) == {(12.0, 2019, True, 5)}
