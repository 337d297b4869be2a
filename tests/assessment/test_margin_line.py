"""Values with published margins: weighed by these, and claimed beside them."""

import random

import pytest

from lagesbild.assessment import Direction, Point, Rule, judge
from lagesbild.assessment.margin_line import is_weighable, margin_line
from lagesbild.assessment.series import with_margins


def drawn(values, *margins):
    margins = margins if len(margins) > 1 else margins * len(values)
    return [
        Point(2015 + place, value, "", margin)
        for place, (value, margin) in enumerate(zip(values, margins, strict=True))
    ]


def word(values, *margins):
    return judge(drawn(values, *margins), Rule(Direction.UP)).trend.word


@pytest.mark.parametrize(
    ("values", "margins", "expected"),
    [
        (
            (10, 11, 12, 13, 14),
            (1,),
            "improving",
        ),  # on a line, and well outside of what the margins could give
        ((10, 11, 12, 13, 14), (8,), "no_clear_change"),  # the same order, but all of it within the margins
        ((10, 14, 9, 13, 15), (0.1,), "no_clear_change"),  # sure values that go up and down judge themselves
        ((10, 12, 11, 13, 15), (4,), "no_clear_change"),
        ((10, 12.5, 11, 14, 15), (1,), "improving"),  # by their order alone no clear change
        ((14, 13, 12, 11, 10), (1,), "worsening"),
        ((10, 11, 12, 13), (1,), "too_few"),
        # the last value is hardly known, and counts for little
        ((10, 9.8, 9.6, 9.4, 9.2, 25), (0.2, 0.2, 0.2, 0.2, 0.2, 30), "worsening"),
    ],
)
def test_the_word_of_values_with_margins(values, margins, expected):
    assert word(values, *margins) == expected


def test_equal_margins_give_the_least_squares_line():
    _claim, line = margin_line(drawn((10, 12, 11, 14, 15, 15), 2))
    assert line.slope == pytest.approx(37 / 35)
    assert line.high - line.slope == pytest.approx(line.slope - line.low)


@pytest.mark.parametrize("n", range(4, 12))
def test_margins_decide_for_five_to_nine_values_that_all_have_one(n):
    values = list(range(n))
    assert is_weighable(drawn(values, 1)) == (5 <= n <= 9)
    assert not is_weighable([*drawn(values, 1)[:-1], Point(2015 + n, 3)])
    assert not is_weighable(drawn(values, 0))


def test_the_reason_tells_of_the_margins():
    trend = judge(drawn((10, 11, 12, 13, 14), 1), Rule(Direction.UP)).trend
    assert "5 mätvärden 2015–2019, vägda efter sina publicerade felmarginaler" in trend.why.sv


@pytest.mark.parametrize(
    "scale", [0.5, 1, 2], ids=["margins too wide", "margins right", "margins too narrow"]
)
def test_what_only_varies_is_seldom_claimed(scale):
    chance = random.Random(5)
    series = [
        drawn(
            [chance.gauss(0, scale) for _value in range(6)],
            *[1.96 * chance.uniform(0.7, 1.3) for _ in range(6)],
        )
        for _series in range(600)
    ]
    assert sum(margin_line(points)[0].direction != 0 for points in series) <= 0.075 * len(series)


def test_a_margin_belongs_to_its_year():
    points = with_margins([Point(2020, 1), Point(2021, 2), Point(2022, 3)], {2020: 0.5, 2021: 0, 2023: 1})
    assert [point.margin for point in points] == [0.5, None, None]
