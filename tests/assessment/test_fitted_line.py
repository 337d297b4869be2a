import random

import pytest
from scipy.stats import linregress, t

from lagesbild.assessment.fitted_line import fit
from lagesbild.assessment.student_t import t_value

from .drawing import series

# Greenhouse gases of Jönköping, tonnes, the edition of 2024 since 2005.
EMISSIONS = (
    *series(2005, 673344),
    *series(2010, 689904),
    *series(2015, 553081),
    *series(2020, 486966, 491603, 458347, 454460, 554702),
)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 8, 25, 60])
@pytest.mark.parametrize("probability", [0.9, 0.95, 0.975])
def test_the_quantile_is_that_of_scipy(probability, freedom):
    assert t_value(probability, freedom) == pytest.approx(t.ppf(probability, freedom), rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_line_is_that_of_scipy(seed):
    chance = random.Random(seed)
    points = series(2010, *(chance.gauss(20, 5) for _year in range(8)))
    line, theirs = fit(points), linregress(range(8), [point.value for point in points])

    assert line.slope == pytest.approx(theirs.slope)
    assert line.slope_variance == pytest.approx(theirs.stderr**2)
    low, middle, high = line.at(2010)
    assert middle == pytest.approx(theirs.intercept)
    assert (high - low) / 2 == pytest.approx(t.ppf(0.95, 6) * theirs.intercept_stderr)
    assert line.slope_interval(95)[1] == pytest.approx(theirs.slope + t.ppf(0.975, 6) * theirs.stderr)


def test_the_target_lies_at_the_ends_of_the_interval_in_the_years_of_arrival():
    line = fit(series(2010, 10, 9.2, 8.9, 7.7, 7.4, 6.2, 5.9, 4.8))
    arrival = line.arrival(0)

    assert arrival.kind == "bounded"
    assert line.at(arrival.earliest)[0] == pytest.approx(0, abs=1e-9)
    assert line.at(arrival.middle)[1] == pytest.approx(0, abs=1e-9)
    assert line.at(arrival.latest)[2] == pytest.approx(0, abs=1e-9)


def test_half_the_emissions_of_2005_are_reached_between_2029_and_2050():
    arrival = fit(EMISSIONS).arrival(673344 / 2)

    assert (round(arrival.earliest, 1), round(arrival.middle, 1), round(arrival.latest, 1)) == (
        2029.3,
        2035.3,
        2050.0,
    )
    low, _middle, high = fit(EMISSIONS).at(2030)
    assert low < 673344 / 2 < high


@pytest.mark.parametrize(
    ("values", "target", "kind"),
    [
        ((10, 9, 8, 7, 6), 0, "bounded"),
        ((10, 6, 9, 7, 10, 5, 9), -20, "earliest_only"),
        ((10, 6, 9, 7, 10, 6, 9), 8, "cannot_be_said"),  # it may be there already
        ((10, 10, 10, 10, 10), 5, "cannot_be_said"),
        ((5, 9, 5, 9, 5, 9), 7, "cannot_be_said"),
    ],
)
def test_what_can_be_said_of_the_arrival(values, target, kind):
    arrival = fit(series(2010, *values)).arrival(target)

    assert arrival.kind == kind
    assert (arrival.latest is not None) == (kind == "bounded")
    assert (arrival.earliest is None) == (kind == "cannot_be_said")


@pytest.mark.parametrize("unit", [1e-80, 1e80, 1e97])
def test_the_arrival_is_the_same_in_any_unit(unit):
    values = (10, 9, 8, 8, 6, 7, 4)
    arrival = fit(series(2010, *(unit * value for value in values))).arrival(0)
    assert arrival.earliest == pytest.approx(fit(series(2010, *values)).arrival(0).earliest)


def test_a_line_that_comes_from_the_target_reached_it_in_the_past():
    assert fit(series(2010, 1, 2, 3, 4, 5)).arrival(0).latest == pytest.approx(2009)


def test_correlated_years_widen_the_interval_from_ten_values():
    wandering = series(2010, 5.0, 4.4, 4.3, 5.0, 5.6, 5.5, 5.9, 5.4, 5.3, 5.9)
    ten, nine = fit(wandering), fit(wandering[:9])

    assert (nine.f, nine.g) == (1, 1)
    assert ten.f > 1.2
    assert ten.g > 1.5


def test_two_values_have_no_line_with_an_interval():
    assert fit(series(2010, 1, 2)) is None
