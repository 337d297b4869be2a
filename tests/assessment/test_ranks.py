import pytest

from lagesbild.assessment import Direction
from lagesbild.assessment.kolada_rank import kolada_rank
from lagesbild.assessment.ranks import place_ranges, places

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE


def test_equal_values_share_the_better_place():
    values = {"a": 9, "b": 7, "c": 7, "d": 1}

    assert places(values) == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert places(values, highest_first=False) == {"a": 4, "b": 2, "c": 2, "d": 1}


def test_a_place_is_a_range_where_intervals_overlap():
    #          1   2   3   4   5   6   7   8
    # a                            [-------]
    # b                [-------]
    # c            [-------]
    # d        [---]                            touches c
    intervals = {"a": (6, 8), "b": (3, 5), "c": (2, 4), "d": (1, 2)}

    assert place_ranges(intervals) == {"a": (1, 1), "b": (2, 3), "c": (2, 4), "d": (3, 4)}
    assert place_ranges(intervals, highest_first=False)["a"] == (4, 4)
    assert place_ranges({}) == {}


def test_the_range_holds_the_place_whatever_the_values_are():
    intervals = {str(i): (i * 0.7, i * 0.7 + 1 + i % 3) for i in range(20)}
    middles = {name: (low + high) / 2 for name, (low, high) in intervals.items()}
    ranges, standing = place_ranges(intervals), places(middles)

    assert all(best <= standing[name] <= worst for name, (best, worst) in ranges.items())


def test_an_interval_upside_down_is_refused():
    with pytest.raises(ValueError, match="upside down for a"):
        place_ranges({"a": (2, 1)})


def test_quarters_of_those_with_a_value():
    values = dict(zip("abcdefgh", range(8), strict=True)) | {"i": None}

    assert "".join(colour[0] for colour in kolada_rank(values, UP).values()) == "rryyyyggg"
    assert kolada_rank(values, UP)["i"] == "grey"
    assert "".join(colour[0] for colour in kolada_rank(values, DOWN).values()) == "ggyyyyrrg"
    assert set(kolada_rank(values, NONE).values()) == {"grey"}


def test_all_alike_are_neither_best_nor_worst():
    assert set(kolada_rank(dict.fromkeys("abcd", 5), UP).values()) == {"yellow"}
    assert kolada_rank({"a": 5}, UP) == {"a": "yellow"}
