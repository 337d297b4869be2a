"""All municipalities over time: which periods are compared, what is left out, and how they are spread."""

import pytest

from lagesbild.figures import queries
from lagesbild.figures.panel import panel
from lagesbild.figures.per_inhabitant import per_inhabitant
from tests.figures.drawing import built, run


def drawn(tmp_path, *lines: str):
    run(tmp_path / "raw", "scb", 2026, *lines)
    return built(tmp_path, tmp_path / "raw")


def in_words(places) -> dict[str, str]:
    return {area: " ".join(str(value) for value in place.values) for area, place in places.items()}


@pytest.mark.parametrize(
    ("lines", "periods", "places", "later"),
    [
        (
            ["N1 0680 2022 1", "N1 0680 2023 2", "N1 0682 2023 3"],
            "2022 2023",
            {"0680": "1.0 2.0", "0682": "None 3.0"},
            "",
        ),
        # Too few have reported the last year, and what is extrapolated is never compared.
        (
            [*(f"N1 068{n} 2022 {n}" for n in range(2, 6)), "N1 0682 2023 9", "N1 0683 2024 9 extrapolated"],
            "2022",
            {"0682": "2.0", "0683": "3.0", "0684": "4.0", "0685": "5.0"},
            "2023 1",
        ),
        # A half year is not compared with a whole one, nor with the other half.
        (
            [
                *("N1 0680 2022-H1 1", "N1 0680 2022-H2 9", "N1 0680 2023-H1 2"),
                *("N1 0682 2022-H1 3", "N1 0682 2023-H1 4"),
            ],
            "2022-H1 2023-H1",
            {"0680": "1.0 2.0", "0682": "3.0 4.0"},
            "",
        ),
    ],
)
def test_the_periods_that_are_compared(tmp_path, lines, periods, places, later):
    compared = panel(drawn(tmp_path, *lines), "N1")
    assert " ".join(map(str, compared.periods)) == periods
    assert in_words(compared.places) == places
    assert " ".join(f"{period} {n}" for period, n in compared.later) == later


@pytest.mark.parametrize(
    "lines", [["N1 0680 2023 1"], ["N1 0000 2023 1", "N1 0680 2023 1"], ["N2 0680 2023 1"]]
)
def test_with_fewer_than_two_there_is_nothing_to_compare(tmp_path, lines):
    assert panel(drawn(tmp_path, *lines), "N1") is None
    assert panel(tmp_path / "none.duckdb", "N1") is None


def test_what_is_ranked_is_what_the_ranking_ranks(tmp_path):
    store = drawn(
        tmp_path,
        *(
            "N1 0680 2021 1",
            "N1 0682 2021 2",
            "N1 0684 2021 2",
            "N1 0680 2022 3",
            "N1 0682 2022 5",
            "N1 0683 2023 1",
        ),
        *(f"scb_population {area} {year} 10" for area in ("0680", "0682") for year in (2021, 2022)),
    )
    _year, placed = queries.ranking(store, "N1")
    assert panel(store, "N1").values_of(-1) == {place.area: place.value for place in placed}
    quotients = per_inhabitant(store, "N1")
    divided = panel(store, "N1", per_inhabitant=True)
    assert divided.values_of(-1) == {place.area: place.value for place in quotients.placed}
    assert divided.country[-1] == quotients.together == 0.4


def test_the_sum_of_a_few_is_not_called_the_country(tmp_path):
    areas = ("0680", "0682", "0683")
    store = drawn(
        tmp_path,
        *(f"N1 {area} 2022 4" for area in areas),
        *("N1 0680 2021 4",),
        *(f"scb_population {area} {year} 2" for area in areas for year in (2021, 2022)),
    )
    assert panel(store, "N1", per_inhabitant=True).country == (None, 2.0)


def test_quartiles_leave_half_of_the_places_between_them(tmp_path):
    store = drawn(tmp_path, *(f"N1 06{80 + n} 2023 {n}" for n in (0, 2, 3, 4, 5)))
    [spread] = panel(store, "N1").spreads
    numbers = (spread.n, spread.lowest, spread.lower, spread.median, spread.upper, spread.highest)
    assert numbers == (5, 0, 2, 3, 4, 5)
