import pytest

from lagesbild.assessment import Direction, compare

from .drawing import PERCENT

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE
PEERS = {"A": 10, "B": 20, "C": 20, "D": 30}


@pytest.mark.parametrize(
    ("value", "direction", "rank", "ties", "quartile"),
    [
        (35, UP, 1, 0, 1),
        (35, DOWN, 5, 0, 4),
        (35, NONE, 1, 0, 1),
        (20, UP, 2, 2, None),  # second to fourth of five: in no one quarter
        (5, UP, 5, 0, 4),
    ],
)
def test_rank_from_the_better_end(value, direction, rank, ties, quartile):
    found = compare("here", value, PEERS, direction=direction)

    assert (found.rank, found.n, found.ties, found.quartile) == (rank, 5, ties, quartile)
    assert found.median == 20


def test_the_area_itself_is_not_its_own_peer():
    assert compare("A", 10, PEERS) == compare("E", 10, {"B": 20, "C": 20, "D": 30})


def test_a_position_is_never_called_good_or_bad():
    why = compare("here", 35, PEERS, direction=DOWN, unit=PERCENT).why

    assert why.sv.replace("\u00a0", " ") == (
        "35 % är plats 5 av 5, räknat från det lägsta värdet; medianen för de övriga är 20 %."
    )
    assert not any(word in why.sv for word in ("bäst", "bättre", "sämst", "sämre", "bra", "dålig"))


def test_a_shared_rank_is_said():
    assert "delad plats 2 av 5 (samma värde som 2 till)" in compare("here", 20, PEERS, direction=UP).why.sv


def test_nobody_to_compare_with():
    found = compare("here", 20, {"here": 20})

    assert (found.rank, found.n, found.median, found.quartile) == (None, 1, None, None)


def test_areas_without_a_number_are_named():
    with pytest.raises(ValueError, match="No number for B"):
        compare("here", 20, {"A": 1, "B": None})
