import pytest

from lagesbild.assessment import Direction, Point
from lagesbild.assessment.escap import anticipated, current_status

from .drawing import series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE


@pytest.mark.parametrize(
    ("base", "latest", "target", "direction", "parity", "status"),
    [
        (20, 40, 60, UP, False, 5),
        (60, 40, 20, DOWN, False, 5),
        (20, 10, 60, UP, False, -2.5),
        (20, 70, 60, UP, False, 12.5),
        (0.8, 1.1, 1, NONE, True, 5),  # too much is as bad as too little
        (60, 61, 60, UP, False, None),
        (20, 40, 60, NONE, False, None),
    ],
)
def test_the_current_status_is_the_part_of_the_way(base, latest, target, direction, parity, status):
    found = current_status(base, latest, target, direction, parity=parity)

    assert found == (None if status is None else pytest.approx(status))


@pytest.mark.parametrize(
    ("points", "target", "outlook", "gap"),
    [
        (series(2015, 0, 1, 2, 3, 4), 15, "maintain", 0),
        (series(2015, 0, 1, 2, 3, 4), 16, "maintain", 1 / 16),
        (series(2015, 0, 1, 2, 3, 4), 30, "accelerate", 0.5),
        (series(2015, 4, 3, 2, 1, 0), 30, "reverse", 41 / 26),
        (series(2015, 4), 30, "not_assessed", None),
        ((), 30, "not_assessed", None),
    ],
)
def test_the_outlook_follows_the_line_to_the_target_year(points, target, outlook, gap):
    found = anticipated(points, UP, target)

    assert found.outlook == outlook
    assert found.gap == (None if gap is None else pytest.approx(gap))


@pytest.mark.parametrize(
    ("points", "target", "year", "outlook"),
    [
        (series(2015, 0.1, 0.4, 0.7, 1.0, 1.3), 5.1, 2030, "maintain"),  # a tenth of the way from 0.1 is left
        (series(2015, 0.1, 0.4, 0.7, 1.0, 1.3), 5.11, 2030, "accelerate"),
        (
            (Point(2008, -40.539548762730156), Point(2020, 0)),
            65.66119096550935,
            2020,
            "accelerate",
        ),  # all of it
    ],
)
def test_a_gap_exactly_at_a_cut_gets_the_better_word_though_binary_numbers_miss_it(
    points, target, year, outlook
):
    assert anticipated(points, UP, target, target_year=year).outlook == outlook


def test_recent_years_weigh_more():
    found = anticipated(series(2015, 5, 4, 3, 2, 3, 4, 5), UP, 30)

    assert found.slope > 0


def test_no_direction_no_outlook():
    assert anticipated(series(2015, 1, 2), NONE, 30).outlook == "not_assessed"
