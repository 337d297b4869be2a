import pytest

from lagesbild.assessment.recent_years import recent_years

from .drawing import series

FALLING = (20, 19.2, 18.1, 17.3, 15.8, 15.1, 14.2, 12.9)


def test_the_last_change_in_numbers_and_per_cent():
    change = recent_years(series(2020, 80, 90, 108)).change

    assert (change.from_year, change.to_year, change.absolute, change.percent) == (2021, 2022, 18, 20)
    assert change.unusual is None  # one earlier change tells nothing of what is usual


@pytest.mark.parametrize(
    ("values", "unusual"),
    [
        ((10, 11, 10, 11, 10), False),
        ((10, 11, 10, 11, 10, 19), True),
        ((0.1, 0.2, 0.3, 0.4, 0.5), False),  # as even as decimals can be
        ((10, 10, 10, 10, 10, 10), False),
        ((10, 10, 10, 10, 10, 12), True),
        ((1, 2, 3), None),
    ],
)
def test_an_unusual_change_lies_outside_what_the_earlier_ones_foretell(values, unusual):
    assert recent_years(series(2010, *values)).change.unusual is unusual


def test_a_gap_counts_as_so_many_changes():
    assert recent_years(series(2010, 1, 2.1, 2.9, 4, None, None, None, 8)).change.unusual is False


@pytest.mark.parametrize("values", [(0, 0, 5), (-2, -1, 3)])
def test_there_is_no_percentage_of_nothing_or_less(values):
    assert recent_years(series(2010, *values[:2], values[1], values[2])).change.percent is None


@pytest.mark.parametrize(
    ("values", "record"),
    [
        ((5, 9, 4, 6, 8), (1, 2011, False)),  # highest since 2011
        ((5, 9, 4, 6, 9.5), (1, 2010, True)),  # highest of all
        ((5, 4, 9, 8, 4), (-1, 2011, False)),
        ((5, 4, 9, 8, 8), None),
    ],
)
def test_the_highest_or_lowest_since(values, record):
    found = recent_years(series(2010, *values)).record

    assert (found and (found.direction, found.since, found.ever)) == record


def test_years_against_the_way_of_the_whole():
    recent = recent_years(series(2010, *FALLING, 13.4, 14.0))

    assert (recent.run, recent.run_direction, recent.years_other_way) == (2, 1, 2)
    assert recent_years(series(2010, *FALLING)).years_other_way == 0


@pytest.mark.parametrize(
    ("values", "turn"),
    [
        ((*FALLING, 14.1, 15.2, 16.3), (2017, 1)),
        ((*(-value for value in FALLING), -14.1, -15.2, -16.3), (2017, -1)),
        (FALLING, None),
        ((*FALLING, 12.7, 12.8, 12.7), None),  # flatter, but not the other way
        ((5, 6, 5, 6, 5, 6, 7, 8, 9, 10), None),  # there was no way to turn from
        (FALLING[3:] + (14.1, 15.2), None),  # too few values
    ],
)
def test_a_turn_is_told_where_a_way_was_claimed_and_the_other_followed(values, turn):
    found = recent_years(series(2010, *values)).turn

    assert (found and (found.year, found.direction)) == turn


def test_a_turn_that_rests_on_the_last_value_is_known_to():
    assert recent_years(series(2010, *FALLING, 14.1, 15.2, 16.3, 17.2)).turn_without_last
    recent = recent_years(series(2010, *FALLING, 13.2, 16.9))
    assert recent.turn is not None
    assert not recent.turn_without_last


def test_two_values_have_no_recent_years():
    assert recent_years(series(2010, 1, 2)) is None
