import pytest

from lagesbild.assessment.standing_still import carried_forward
from tests.assessment.drawing import series


@pytest.mark.parametrize(
    ("values", "years"),
    [
        ((80, 80, 80, 80, 84, 84, 84, 84), (2021, 2024)),  # an election every fourth year
        ((50, 50, 50, 50, 50, 50), (2017, 2022)),  # water classes of six years
        ((50, 50, 50), None),  # too few to see a pattern
        ((80, 81, 81, 82, 83, 83, 84), None),  # rounded values sometimes meet
        ((100, 100, 100, 100, 100), None),  # nothing more to reach
        ((0, 0, 0, 0, 0), None),
        ((80, 80, 81, 81, 82, 82, 83, 83), None),  # every second year: never two repetitions in a row
        ((3, 3, 3, 3, 3, 2, 2, 2), None),  # rounded to one digit
        ((80, 80, 80, ("extrapolated", 80), ("extrapolated", 80)), None),
    ],
)
def test_of_the_series_alone(values, years):
    assert carried_forward(series(2017, *values), ends=(0.0, 100.0)) == years


def test_years_apart_repeat_nothing():
    apart = [series(year, 5)[0] for year in (2010, 2013, 2016, 2019)]
    assert carried_forward(apart) is None


@pytest.mark.parametrize(
    ("elsewhere", "years"),
    [
        ({2019: 0.98}, (2018, 2019)),
        ({2018: 0.1, 2019: 0.4, 2020: 0.1}, None),  # the others moved: it stood still by itself
        ({2018: 1.0, 2019: 1.0, 2020: 0.0}, (2018, 2019)),
    ],
)
def test_the_other_areas_decide_where_they_are_known(elsewhere, years):
    assert carried_forward(series(2017, 79, 80, 80, 81), elsewhere) == years
