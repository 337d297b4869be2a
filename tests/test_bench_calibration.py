"""The calibration that make bench-calibration measures, in small: the same series every time, and wide bounds."""

import pytest

from bench import calibration
from bench.calibration import CalibrationCell

SERIES = 300


def percents(cells):
    return {(cell.table, cell.case, cell.n, cell.method): cell.percent for cell in cells}


def test_claims_are_seldom_made_when_nothing_happens_and_often_when_something_does():
    claims = percents(calibration.claims(SERIES, lengths=(8,)))

    assert claims["claims", "nothing happens", 8, "mann-kendall"] <= 11
    assert claims["claims", "slope .5", 8, "mann-kendall"] >= 62
    assert claims["claims", "slope .5, rounded", 8, "mann-kendall"] >= 52
    # What version 1 was blind to.
    assert claims["claims", "slope .5, rounded", 8, "theil-sen"] <= 35


def test_the_range_of_arrival_holds_the_true_year():
    arrivals = percents(calibration.arrivals(SERIES, lengths=(10,)))

    assert 84 <= arrivals["arrival held", "slope .6", 10, "mann-kendall"] <= 98
    assert arrivals["arrival shown", "slope .6", 10, "mann-kendall"] >= 80
    assert arrivals["arrival held", "slope .6", 10, "theil-sen"] <= 80


def test_a_turn_is_told_where_there_was_one():
    turns = percents(calibration.turns(150))

    assert turns["turn told", "turned 3 years ago, slope 1", 12, ""] >= 92
    assert turns["turn told", "straight, slope 0.5", 12, ""] <= 16


def test_four_values_are_silent_about_what_only_a_common_shock_did():
    four = percents(calibration.four_values(2000))

    assert four["four values", "slope 0, common shock 0.5", 4, "said"] <= 20
    assert four["four values", "slope 0.5, common shock 0", 4, "said"] >= 70


@pytest.mark.parametrize(
    ("percent", "aim", "met"),
    [
        (5, "<= 7.5", True),
        (8, "<= 7.5", False),
        (90, ">= 87 and <= 95", True),
        (96, ">= 87 and <= 95", False),
    ],
)
def test_an_aim_is_met_or_missed(percent, aim, met):
    assert CalibrationCell("claims", "nothing happens", 8, "mann-kendall", percent, aim).met is met
