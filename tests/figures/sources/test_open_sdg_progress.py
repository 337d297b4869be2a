"""Progress as a repository's own metadata asks for it: a little table, its options, what statcan says."""

import pytest

from lagesbild.assessment import Direction, Point, statcan
from lagesbild.figures.sources.open_sdg import OpenSdgProblems
from lagesbild.figures.sources.open_sdg_progress import progress

from .test_open_sdg import repository

UP, DOWN = Direction.UP, Direction.DOWN


def measured(tmp_path, data, options, *, auto="true", id="1_2_1"):
    meta = f"auto_progress_calculation: {auto}\nprogress_calculation_options:\n{options}"
    repo = repository(tmp_path, **{f"data_{id}": data, f"meta_{id}_yml": meta})
    return progress(repo)


def points(**values):
    return [Point(int(year[1:]), value) for year, value in values.items()]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("- {}\n", {"direction": DOWN}),
        ("- direction: positive\n", {"direction": UP}),
        ("- {direction: negative, target: 7.25}\n", {"direction": DOWN, "target": 7.25}),
        ("- {target: 7, target_year: 2040}\n", {"direction": DOWN, "target": 7, "target_year": 2040}),
        ("- {base_year: 2014, limit: 0}\n", {"direction": DOWN, "base_year": 2014, "limit": 0}),
        ("", {"direction": DOWN}),
    ],
)
def test_the_options_are_those_of_statcan(tmp_path, options, told):
    found = measured(tmp_path, "Year,Value\n2014,15\n2015,14.5\n2016,\n2023,10.2\n", options)["1-2-1"]
    direction = told.pop("direction")
    expected = statcan.progress(points(y2014=15, y2015=14.5, y2023=10.2), direction, **told)
    assert found.series == {"1-2-1": expected}
    assert (found.score, found.status) == statcan.indicator([expected.score], all_achieved=False)


def test_a_published_one(tmp_path):
    """Canada's 1.2.1 of 2023: 0.9525901792032172, score 2.5186, substantial progress."""
    found = measured(tmp_path, "Year,Value\n2015,14.5\n2023,10.2\n", "- target: 7.25\n")["1-2-1"]
    assert found.series["1-2-1"].value == pytest.approx(0.9525901792032172, abs=1e-12)
    assert found.score == pytest.approx(2.51856, abs=1e-4)
    assert found.status == "substantial_progress"


MANY = """Year,Series,Units,Sex,Age,Value
2015,Deaths,Number,,,100
2020,Deaths,Number,,,90
2015,Deaths,Number,Male,,60
2020,Deaths,Number,Male,,57
2015,Deaths,Number,Male,Old,30
2020,Deaths,Number,Male,Old,40
2015,Deaths,Rate,,,5
2020,Deaths,Rate,,,4
2015,Claims,Number,,,10
2020,Claims,Number,,,20
"""


@pytest.mark.parametrize(
    ("option", "tag", "base", "latest"),
    [
        ("{series: Claims}", "1-2-1 / Claims", 10, 20),
        ("{series: Deaths, unit: Rate}", "1-2-1 / Deaths / Rate", 5, 4),
        ("{series: Deaths, unit: Number}", "1-2-1 / Deaths / Number", 100, 90),
        (
            "{series: Deaths, disaggregation: [{field: Sex, value: Male}]}",
            "1-2-1 / Deaths / Male",
            60,
            57,
        ),
        (
            "{disaggregation: [{field: Sex, value: Male}, {field: Age, value: Old}]}",
            "1-2-1 / Male / Old",
            30,
            40,
        ),
    ],
)
def test_an_option_names_one_series(tmp_path, option, tag, base, latest):
    series = measured(tmp_path, MANY, f"- {option}\n")["1-2-1"].series
    assert series == {tag: statcan.progress(points(y2015=base, y2020=latest), DOWN)}


def test_several_series_are_refused(tmp_path):
    with pytest.raises(OpenSdgProblems, match="Flera serier passar för 1-2-1 / Deaths"):
        measured(tmp_path, MANY, "- series: Deaths\n")


def test_a_series_that_is_not_there_has_no_progress(tmp_path):
    found = measured(tmp_path, MANY, "- series: Births\n")["1-2-1"]
    assert (found.score, found.status) == (None, "not_available")


def test_the_score_is_the_mean_and_a_group_weighs_as_one(tmp_path):
    options = """
- {series: Claims}
- group:
  - {series: Deaths, unit: Rate}
  - {series: Deaths, unit: Number}
"""
    found = measured(tmp_path, MANY, options)["1-2-1"]
    claims, rate, number = (one.score for one in found.series.values())
    assert found.score == pytest.approx((claims + (rate + number) / 2) / 2)


def test_achieved_only_when_every_series_is(tmp_path):
    options = "- {series: Deaths, unit: Rate, target: 4}\n- {series: Deaths, unit: Number, target: %s}\n"
    both = measured(tmp_path / "both", MANY, options % 90)["1-2-1"]
    one = measured(tmp_path / "one", MANY, options % 50)["1-2-1"]
    assert both.status == "target_achieved" and one.status != "target_achieved"


def test_a_progress_column_takes_the_place_of_the_value_and_a_span_counts_as_its_first_year(tmp_path):
    data = "Year,Progress,Value\n2015/16,1.05,0.95\n2019/20,1.02,0.98\n2020/21,,0.99\n"
    series = measured(tmp_path, data, "- target: 1\n")["1-2-1"].series
    assert series["1-2-1"] == statcan.progress(points(y2015=1.05, y2019=1.02), DOWN, target=1)


def test_metadata_may_lie_in_indicator_config(tmp_path):
    repo = repository(tmp_path, data_1_2_1="Year,Value\n2015,10\n2020,8\n", meta_1_2_1_yml="tags: []\n")
    (repo / "indicator-config").mkdir()
    (repo / "indicator-config" / "1-2-1.yml").write_text("auto_progress_calculation: true\n")
    assert progress(repo)["1-2-1"].series["1-2-1"].value == pytest.approx(1 - 0.8**0.2)


@pytest.mark.parametrize("auto", ["false", "''", "no"])
def test_only_those_that_ask_for_it(tmp_path, auto):
    assert measured(tmp_path, "Year,Value\n2015,10\n2020,8\n", "- target: 7\n", auto=auto) == {}


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("{progress_thresholds: {high: 1}}", "inget val som vi kan räkna med"),
        ("target", "inget val som vi kan räkna med"),
        ("{direction: upwards}", "varken negative eller positive"),
        ("{target: many}", "target är 'many' och inget tal"),
        ("{disaggregation: Sex}", "inte en lista av field och value"),
    ],
)
def test_options_that_cannot_be_read_are_told(tmp_path, option, told):
    with pytest.raises(OpenSdgProblems, match=told):
        measured(tmp_path, "Year,Value\n2015,10\n2020,8\n", f"- {option}\n")


def test_a_year_twice_is_told(tmp_path):
    with pytest.raises(OpenSdgProblems, match=r"rad 3: Året 2015 Q2 finns redan"):
        measured(tmp_path, "Year,Value\n2015 Q1,10\n2015 Q2,8\n2016 Q1,8\n", "- target: 7\n")
