import pytest

from lagesbild.assessment import Direction
from lagesbild.assessment.eurostat import GrowthTerm, Movement, growth

from .drawing import series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE
PROGRESS, STILL, AWAY, NO_GROWTH = Movement
FIVE_YEARS = (100, None, None, None, None)


@pytest.mark.parametrize(
    ("points", "direction", "movement", "per_year"),
    [
        (series(2018, *FIVE_YEARS, 100 * 1.01**5), UP, PROGRESS, 0.01),
        (series(2018, *FIVE_YEARS, 100 * 1.01**5), DOWN, AWAY, -0.01),
        (series(2018, *FIVE_YEARS, 100), UP, STILL, 0),
        (series(2018, -100, None, None, None, None, -50), UP, PROGRESS, 1 - 0.5**0.2),
        (series(2017, 90, *FIVE_YEARS, 110), UP, PROGRESS, 1.1**0.2 - 1),  # five years, not six
        (series(2019, 100, None, None, None, 110), UP, NO_GROWTH, None),  # no value of that year
        (series(2018, 0, None, None, None, None, 110), UP, NO_GROWTH, None),
        (series(2018, -5, None, None, None, None, 110), UP, NO_GROWTH, None),
        (series(2018, *FIVE_YEARS, 110), NONE, NO_GROWTH, None),
        (series(2018, 100), UP, NO_GROWTH, None),
        ((), UP, NO_GROWTH, None),
    ],
)
def test_growth_over_five_years(points, direction, movement, per_year):
    of_series = growth(points, direction)

    assert of_series.movement == movement
    assert of_series.growth == (None if per_year is None else pytest.approx(per_year))


def test_the_long_term_is_fifteen_years():
    points = series(2008, *(100 + year for year in range(16)))

    assert growth(points, UP, GrowthTerm.LONG).growth == pytest.approx(1.15 ** (1 / 15) - 1)
    assert growth(points[1:], UP, GrowthTerm.LONG).movement == NO_GROWTH


@pytest.mark.parametrize(
    ("target", "target_year", "ratio"),
    [
        (100 * 1.02**12, 2030, 0.5),
        (None, None, None),
        (120, None, None),
        (90, 2030, None),  # the base was there already
        (0, 2030, None),
        (-5, 2030, None),
    ],
)
def test_growth_against_the_growth_needed(target, target_year, ratio):
    points = series(2018, *FIVE_YEARS, 100 * 1.01**5)
    against = growth(points, UP, target=target, target_year=target_year).ratio

    assert against == (None if ratio is None else pytest.approx(ratio, rel=0.02))
