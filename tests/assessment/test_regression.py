import random

import pytest
from scipy.stats import linregress, t

from lagesbild.assessment.regression import regression, t_quantile

from .drawing import series


@pytest.mark.parametrize("freedom", [*range(1, 60), 100, 250, 1000])
def test_the_table_of_t_is_right(freedom):
    assert t_quantile(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=1e-7)


def test_equal_to_scipy_on_random_series():
    chance = random.Random(1)
    for _ in range(300):
        values = [chance.choice([None, chance.gauss(10, 4), chance.randint(0, 3)]) for _ in range(25)]
        points = series(1995, *values, 1, 2, 3)
        years, numbers = [point.year for point in points], [point.value for point in points]
        theirs = linregress(years, numbers)
        reach = t.ppf(0.975, len(points) - 2) * theirs.stderr
        ours = regression(points)

        assert (ours.slope, ours.low, ours.high) == pytest.approx(
            (theirs.slope, theirs.slope - reach, theirs.slope + reach), rel=1e-9, abs=1e-10
        )


def test_a_constant_series_stands_still():
    line = regression(series(2010, 0.1, 0.1, 0.1, 0.1, 0.1))

    assert (line.slope, line.low, line.high) == (0, 0, 0)


def test_two_values_have_no_interval():
    with pytest.raises(ValueError, match="at least three"):
        regression(series(2010, 1, 2))
