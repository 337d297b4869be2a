import pytest

from lagesbild.assessment import Direction
from lagesbild.assessment.statcan import indicator, limit_factor, progress

from .drawing import series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE


@pytest.mark.parametrize(
    ("points", "direction", "target", "status"),
    [
        (series(2015, 100, 104), UP, 160, "substantial_progress"),
        (series(2015, 100, 102), UP, 160, "moderate_progress"),
        (series(2015, 100, 101), UP, 160, "limited_progress"),
        (series(2015, 100, 100), UP, 160, "limited_progress"),
        (series(2015, 100, 99), UP, 160, "deterioration"),
        (series(2015, 100, 96), DOWN, 50, "moderate_progress"),
        (series(2015, 100, 161), UP, 160, "target_achieved"),
        (series(2015, 100, 102), UP, None, "substantial_progress"),
        (series(2015, 100, 101), UP, None, "moderate_progress"),
        (series(2015, 100, 100.4), UP, None, "limited_progress"),
        (series(2015, 100, 100.4), DOWN, None, "deterioration"),
        (series(2015, -100, -98), UP, None, "substantial_progress"),  # turned
        (series(2015, 100, 102), NONE, None, "not_available"),
        (series(2015, 100), UP, None, "not_available"),
        (series(2010, 100, 102), UP, None, "not_available"),  # nothing from 2015 on
        (series(2015, -1, 1), UP, None, "not_available"),
        ((), UP, None, "not_available"),
    ],
)
def test_the_status(points, direction, target, status):
    assert progress(points, direction, target=target).status == status


def test_the_value_is_the_growth_over_the_growth_needed():
    found = progress(series(2015, 14.5, *[None] * 7, 10.2), DOWN, target=7.25)

    assert found.value == pytest.approx(0.9525901792032172, abs=1e-12)
    assert found.score == pytest.approx(2.51856, abs=1e-4)


def test_the_base_is_the_year_asked_for_or_the_next():
    assert progress(series(2014, 1, None, 100, 102), UP).base.year == 2016
    assert progress(series(2014, 1, None, 100, 102), UP, base_year=2014).base.year == 2014


def test_a_base_of_zero_and_a_target_of_zero_count_as_a_thousandth():
    assert progress(series(2015, 0, 0.001), UP).value == 0
    assert progress(series(2015, 10, 0.001), DOWN, target=0).status == "target_achieved"


def test_leaving_a_target_that_was_met_at_the_start_is_as_bad_as_can_be():
    found = progress(series(2015, 100, 99), UP, target=100)

    assert (found.value, found.status, found.score) == (None, "deterioration", -5)


@pytest.mark.parametrize(
    ("base", "limit", "factor"),
    [(50, 100, 0.954), (100, 100, 0), (150, 100, 0.954), (200, 100, 1), (500, 100, 1), (5, 0, 1), (0, 0, 1)],
)
def test_near_a_limit_less_is_asked(base, limit, factor):
    assert limit_factor(base, limit) == pytest.approx(factor, abs=1e-3)


def test_kept_at_the_limit_is_best_and_leaving_it_is_not():
    assert progress(series(2015, 100, 100), UP, limit=100).score == 5
    assert progress(series(2015, 100, 99), UP, limit=100).status == "deterioration"


@pytest.mark.parametrize(
    ("growth", "score"), [(-0.03, -5), (-0.01, -3.75), (0, -2.5), (0.005, 0), (0.015, 2.5), (0.03, 5)]
)
def test_the_score_without_a_target(growth, score):
    assert progress(series(2015, 100, 100 * (1 + growth)), UP).score == pytest.approx(score)


@pytest.mark.parametrize(
    ("scores", "achieved", "found"),
    [
        ((5, 5), True, (5, "target_achieved")),
        ((5, 0), False, (2.5, "substantial_progress")),
        ((5, -4), False, (0.5, "moderate_progress")),
        ((-2.5,), False, (-2.5, "limited_progress")),
        ((-5, -1), False, (-3, "deterioration")),
        ((), False, (None, "not_available")),
    ],
)
def test_an_indicator_is_the_mean_of_its_series(scores, achieved, found):
    assert indicator(scores, all_achieved=achieved) == found
