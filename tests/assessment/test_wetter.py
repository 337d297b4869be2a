import pytest

from lagesbild.assessment import Direction
from lagesbild.assessment.wetter import WeatherSymbol, weakest_end, weather, worst

from .drawing import series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE
SUN, SLIGHTLY, CLOUD, STORM, NO_SYMBOL = WeatherSymbol
# Rises by 2 a year to 50 in 2020.
RISING = series(2015, 40, 42, 44, 46, 48, 50)


@pytest.mark.parametrize(
    ("target", "symbol", "missing"),
    [
        (60, SUN, 0),  # would be passed
        (70, SUN, 0),  # just reached: 50 + 2 · 10
        (71.05, SUN, 1.05 / 21.05),
        (20 / 0.95 + 50, SLIGHTLY, 0.05),  # exactly 5 % is no longer sun
        (75, SLIGHTLY, 0.2),  # exactly 20 % is not yet cloud
        (75.1, CLOUD, 5.1 / 25.1),
        (500, CLOUD, 430 / 450),
    ],
)
def test_what_will_be_missing_against_what_is_missing_now(target, symbol, missing):
    of_series = weather(RISING, UP, target=target, target_year=2030)

    assert of_series.symbol == symbol
    assert of_series.missing == pytest.approx(missing)
    assert of_series.expected == 70


@pytest.mark.parametrize(
    ("points", "direction", "target", "symbol"),
    [
        (series(2015, 60, 58, 56, 54, 52, 50), UP, 70, STORM),  # the gap widens
        (series(2015, 50, 58, 40, 54, 52, 50), UP, 70, STORM),  # no mean change: it stays
        (series(2015, 60, 58, 56, 54, 52, 50), DOWN, 30, SUN),
        (series(2015, 60, 58, 56, 54, 52, 50), DOWN, 10, CLOUD),
        (series(2015, 40, 42, 44, 46, 48, 50), DOWN, 10, STORM),
        (series(2014, 0, 40, 42, 44, 46, 48, 50), UP, 70, SUN),  # six values, not seven
        (series(2017, 44, 46, 48, 50), UP, 70, SUN),  # four are enough
        (
            series(2016, 42, None, 46, 48, 50),
            UP,
            70,
            SUN,
        ),  # a year without a value: a change a year all the same
        (series(2018, 46, 48, 50), UP, 70, NO_SYMBOL),  # three are not
        (series(2015, 40, 42, 44, 46, 48, 50), NONE, 70, NO_SYMBOL),
        ((), UP, 70, NO_SYMBOL),
        # 0.1 + 0.2 is not 0.3 to a computer, and 5 % of what is missing is.
        (series(2015, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), UP, 1.6, SUN),
    ],
)
def test_a_target_with_a_year_ahead(points, direction, target, symbol):
    assert weather(points, direction, target=target, target_year=2030).symbol == symbol


@pytest.mark.parametrize(
    ("points", "symbol"),
    [
        (series(2015, 60, 62, 64, 66, 68, 71), SUN),  # met and better
        (series(2015, 71, 72, 70, 69, 72, 71), SUN),  # met, and no change
        (series(2015, 75, 72, 70, 69, 72, 71), SLIGHTLY),  # met, and slipping
        (series(2015, 65, 60, 60, 62, 68, 70), SUN),  # exactly there
        (series(2015, 60, 62, 64, 66, 68, 69), CLOUD),  # not met, on the way
        (series(2015, 69, 62, 64, 66, 68, 69), STORM),  # not met, and no change
        (series(2015, 72, 71, 70, 70, 70, 69), STORM),  # not met, and moving away
    ],
)
@pytest.mark.parametrize("target_year", [None, 2020, 2019])
def test_a_target_for_every_year_and_one_whose_year_has_come(points, symbol, target_year):
    assert weather(points, UP, target=70, target_year=target_year).symbol == symbol


def test_a_target_met_before_its_year_is_one_to_keep():
    slipping = series(2015, 75, 72, 70, 69, 72, 71)

    assert weather(slipping, UP, target=70, target_year=2030).symbol == SLIGHTLY
    assert weather(slipping, UP, target=70, target_year=2030).missing is None


@pytest.mark.parametrize(
    ("points", "symbol"),
    [
        (series(2015, 1, 2, 3, 4, 5, 6), SUN),
        (series(2015, 1, 2, 3, 4, 5, 4), SLIGHTLY),  # the last the wrong way
        (series(2015, 1, 2, 3, 4, 5, 5), SLIGHTLY),  # the last not at all
        (series(2015, 6, 5, 4, 3, 2, 3), CLOUD),  # wrong in all, and now a turn
        (series(2015, 3, 5, 4, 3, 2, 3), CLOUD),  # nothing in all, and now a turn
        (series(2015, 6, 5, 4, 3, 2, 1), STORM),
        (series(2015, 6, 5, 4, 3, 2, 2), STORM),
    ],
)
def test_a_direction_alone(points, symbol):
    assert weather(points, UP).symbol == symbol


def test_what_the_symbol_rests_on():
    of_series = weather(series(2012, 7, 9, 40, 42, None, 46, 48, 51), UP, target=90, target_year=2030)

    assert [point.year for point in of_series.used] == [2013, 2014, 2015, 2017, 2018, 2019]
    assert (of_series.change, of_series.last_change) == (7, 3)
    assert of_series.expected == 51 + 7 * 11


def test_an_interval_asks_what_its_weakest_end_asks():
    assert (weakest_end((15, 20), UP), weakest_end((80, 85), DOWN)) == (15, 85)


@pytest.mark.parametrize(
    ("symbols", "symbol"),
    [
        ([SUN, CLOUD, SLIGHTLY], CLOUD),
        ([SUN, STORM], STORM),
        ([SUN, NO_SYMBOL], SUN),
        ([NO_SYMBOL], NO_SYMBOL),
        ([], NO_SYMBOL),
    ],
)
def test_several_targets_at_once_show_the_worst(symbols, symbol):
    assert worst(symbols) == symbol
