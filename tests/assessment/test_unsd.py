import pytest

from lagesbild.assessment import Direction
from lagesbild.assessment.unsd import progress

from .drawing import series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE


@pytest.mark.parametrize(
    ("points", "direction", "target", "category"),
    [
        (series(2015, 100, 104), UP, 180, "on_track"),
        (series(2015, 100, 101), UP, 180, "fair_progress"),
        (series(2015, 100, 100.1), UP, 180, "stagnation_or_reversal"),
        (series(2015, 100, 98), UP, 180, "stagnation_or_reversal"),
        (series(2015, 100, 90), DOWN, 50, "on_track"),
        (series(2015, 100, 181), UP, 180, "target_met"),
        (series(2015, 90, 99), UP, 100, "target_met"),  # within one of 100
        (series(2015, 9, 1), DOWN, 0, "target_met"),  # within one of 0
        (series(2015, 60, 49.5), UP, 50, "stagnation_or_reversal"),  # was there, and is not
        (series(2015, 100, 102), UP, None, "on_track"),
        (series(2015, 100, 100.6), UP, None, "fair_progress"),
        (series(2015, 100, 100.5), DOWN, None, "stagnation_or_reversal"),
        (series(2015, 100, 102), NONE, None, "not_assessed"),
        (series(2015, 100), UP, None, "not_assessed"),
        (series(2015, 0, 5), UP, None, "not_assessed"),
        (series(2015, -1, 5), UP, 10, "not_assessed"),
        ((), UP, 10, "not_assessed"),
    ],
)
def test_the_category(points, direction, target, category):
    assert progress(points, direction, target=target).category == category


def test_growth_is_drawn_out_to_the_target_year():
    found = progress(series(2015, 100, 110), UP, target=200, target_year=2017)

    assert found.expected == pytest.approx(121)
    assert found.ratio == pytest.approx(0.21)


def test_the_base_is_2015_else_later_else_earlier():
    assert progress(series(2012, 1, 2, 3, None, 5, 6), UP).base.year == 2016
    assert progress(series(2012, 1, 2), UP).base.year == 2013
