from fractions import Fraction

import pytest

from lagesbild.assessment import Point
from lagesbild.assessment.sdsn import (
    Thresholds,
    arrow,
    colour,
    goal_colour,
    goal_score,
    index,
    is_ranked,
    regional_means,
    rescaled,
    score,
)

HIGHER_IS_BETTER = Thresholds(lower=0, red=20, green=40, upper=50)
LOWER_IS_BETTER = Thresholds(lower=72.6, red=13, green=2, upper=0)
RED_LIST = Thresholds(lower=0.6, red=0.8, green=0.9, upper=1)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "points"),
    [(25, 0, 50, 50), (60, 0, 50, 100), (-5, 0, 50, 0), (20, 80, 0, 75), (90, 80, 0, 0)],
)
def test_the_score_is_the_part_of_the_way_cut_off_at_both_ends(value, lower, upper, points):
    assert score(value, lower, upper) == points


def test_equal_bounds_give_no_score():
    with pytest.raises(ValueError, match="best one"):
        score(5, 7, 7)


@pytest.mark.parametrize(
    ("value", "thresholds", "scale", "shown"),
    [
        (45, HIGHER_IS_BETTER, 2.5, "green"),
        (40, HIGHER_IS_BETTER, 2, "green"),
        (30, HIGHER_IS_BETTER, 1.5, "yellow"),
        (29.9, HIGHER_IS_BETTER, 1.495, "orange"),
        (20, HIGHER_IS_BETTER, 1, "orange"),
        (10, HIGHER_IS_BETTER, 0.5, "red"),
        (-9, HIGHER_IS_BETTER, 0, "red"),
        (99, HIGHER_IS_BETTER, 3, "green"),
        (7.5, LOWER_IS_BETTER, 1.5, "yellow"),
        (80, LOWER_IS_BETTER, 0, "red"),
    ],
)
def test_colours_are_cut_on_the_scale_from_worst_to_best(value, thresholds, scale, shown):
    assert float(rescaled(value, thresholds)) == pytest.approx(scale)
    assert colour(rescaled(value, thresholds)) == shown


def test_halfway_is_yellow_though_binary_numbers_miss_it():
    assert (0.85 - 0.8) / (0.9 - 0.8) < 0.5

    assert colour(rescaled(0.85, RED_LIST)) == "yellow"


def test_cuts_that_coincide_give_the_better_colour():
    assert colour(rescaled(0, Thresholds(lower=0, red=0, green=20, upper=91))) == "orange"


def test_cuts_out_of_order_are_refused():
    with pytest.raises(ValueError, match="lower, red, green, upper"):
        Thresholds(lower=0, red=40, green=20, upper=50)


@pytest.mark.parametrize(
    ("first", "latest", "found"),
    [
        (10, 41, "on_track"),  # green already
        (10, 20, "on_track"),  # 2 a year; 30 in 15 years takes 2
        (10, 17, "moderately_improving"),
        (10, 15, "stagnating"),  # exactly half
        (10, 10, "stagnating"),
        (10, 9, "decreasing"),
        (45, 39, "decreasing"),
        (-30, -5, "on_track"),  # below the worst bound it still counts
    ],
)
def test_the_arrow_holds_the_pace_against_the_pace_needed(first, latest, found):
    assert arrow(Point(2015, first), Point(2020, latest), HIGHER_IS_BETTER)[0] == found


def test_an_arrow_takes_two_years_before_the_target():
    with pytest.raises(ValueError, match="do not follow"):
        arrow(Point(2020, 1), Point(2020, 1), HIGHER_IS_BETTER)


@pytest.mark.parametrize(
    ("scale", "asked", "shown"),
    [
        ((2.5, 2.2, 3), 3, "green"),
        ((2.9, 1.9, 3), 3, "yellow"),  # the two worst are green on average, but not both
        ((1.4, 1.6, 3), 3, "yellow"),
        ((0.9, 1.1, 3), 3, "orange"),
        ((0.2, 1.1), 2, "orange"),  # not both red
        ((0.2, 0.9, 3, 3), 4, "red"),
        ((1.6,), 2, "yellow"),
        ((1.6,), 3, "grey"),
        ((), 0, "grey"),
    ],
)
def test_a_goal_is_as_good_as_its_two_worst(scale, asked, shown):
    assert goal_colour(map(Fraction, scale), asked) == shown


def test_the_index_fills_in_the_mean_of_the_region():
    coast, inland = {"1": 80.0, "14": 40.0}, {"1": 60.0}
    fill = regional_means([coast, inland])

    assert fill == {"1": 70, "14": 40}
    assert index(inland, fill) == 50
    assert index(inland) == 60
    assert goal_score([]) is None
    assert index({}) is None


def test_four_fifths_are_enough_to_be_ranked():
    assert is_ranked(4, 5)
    assert not is_ranked(79, 100)
    assert not is_ranked(0, 0)


@pytest.mark.parametrize(
    ("first", "latest", "green", "shown", "q"),
    [
        (0.1, 0.2, 1.1, "on_track", 1),
        (0.3, 0.4, 2.3, "stagnating", 0.5),
        (0.3, 0.4, 2.2, "moderately_improving", 10 / 19),
    ],
)
def test_exactly_enough_and_exactly_half_are_seen_though_binary_numbers_miss_them(
    first, latest, green, shown, q
):
    cuts = Thresholds(lower=0, red=green, green=green, upper=10)

    assert arrow(Point(2020, first), Point(2021, latest), cuts) == (shown, q)
