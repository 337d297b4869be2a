import random

import pytest
from scipy.stats import theilslopes

from lagesbild.assessment.theil_sen import theil_sen

from .drawing import series


def test_the_median_of_all_pair_slopes():
    #               slopes: 1, 2, 3, 3, 4, 5
    line = theil_sen(series(2010, 0, 1, 4, 9))

    assert line.slope == 3.0


def test_gaps_count_in_years():
    assert theil_sen(series(2010, 0, None, None, 3)).slope == 1


def test_a_constant_series_stands_still():
    line = theil_sen(series(2010, 0.1, 0.1, 0.1, 0.1, 0.1))

    assert (line.slope, line.low, line.high) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(8))
def test_equal_to_scipy_on_random_series(seed):
    chance = random.Random(seed)
    for _ in range(150):
        points = _random_series(chance)
        ours = theil_sen(points)
        years, values = [point.year for point in points], [point.value for point in points]
        theirs = theilslopes(values, years, 0.95, method="separate")

        assert (ours.slope, ours.low, ours.high) == pytest.approx(
            (theirs.slope, theirs.low_slope, theirs.high_slope), rel=1e-12, abs=1e-12
        )


@pytest.mark.parametrize("values", [(), (7,)])
def test_one_value_has_no_slope(values):
    with pytest.raises(ValueError, match="at least two"):
        theil_sen(series(2010, *values))


def _random_series(chance):
    """2–30 values, some years missing, from smooth to full of ties."""
    values = chance.choice(
        [
            lambda: chance.gauss(50, 10),
            lambda: float(chance.randint(0, 3)),
            lambda: round(chance.uniform(-1, 1), 1),
            lambda: 42.0,
            lambda: chance.uniform(-1e6, 1e6),
        ]
    )
    wanted = chance.randint(2, 30)
    years = sorted(chance.sample(range(wanted * 2), wanted))
    drawn = {year: values() for year in years}
    return series(1990, *(drawn.get(year) for year in range(years[-1] + 1)))
