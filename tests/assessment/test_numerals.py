import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.assessment import Point, Text, TrendWord, number, visible_decimals, with_unit

from .drawing import PERCENT

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (77.1, 1, "77,1", "77.1"),
        (12345, 0, f"12{NBSP}345", "12,345"),
        (1234567.891, 2, f"1{NBSP}234{NBSP}567,89", "1,234,567.89"),
        (-0.15, 2, "−0,15", "−0.15"),
        (-0.001, 1, "0,0", "0.0"),  # never minus nothing
        (-0.0, 0, "0", "0"),
        (0.5, 0, "1", "1"),  # half away from zero, not to even
        (2.5, 0, "3", "3"),
        (2.675, 2, "2,68", "2.68"),  # as written, not as stored
        (1e22, 0, NBSP.join(["10"] + ["000"] * 7), ",".join(["10"] + ["000"] * 7)),
    ],
)
def test_numbers_in_words(value, decimals, swedish, english):
    assert number(value, decimals) == swedish
    assert number(value, decimals, "en") == english


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_not_printed(value):
    with pytest.raises(ValueError, match="show why it is missing"):
        number(value, 1)


def test_units_stay_with_their_number():
    assert with_unit(77.1, 1, PERCENT) == f"77,1{NBSP}%"
    assert with_unit(77.1, 1, PERCENT, "en") == "77.1%"
    assert with_unit(493, 0, Text("kg/person", "kg a head"), "en-gb") == f"493{NBSP}kg a head"
    assert with_unit(5, 0, Text("")) == "5"


@pytest.mark.parametrize(
    ("first", "last", "decimals", "word", "shown"),
    [
        (12.4, 11.6, 0, TrendWord.IMPROVING, 1),
        (12.4, 11.4, 0, TrendWord.IMPROVING, 0),
        (12.4, 11.6, 0, TrendWord.NO_CLEAR_CHANGE, 0),
        (1.00001, 1.00002, 1, TrendWord.WORSENING, 5),
        (1.0, 1.0 + 1e-9, 1, TrendWord.WORSENING, 6),  # six is the most
        (3.0, 3.0, 1, TrendWord.WORSENING, 1),
    ],
)
def test_decimals_enough_to_see_the_verdict(first, last, decimals, word, shown):
    assert visible_decimals([Point(2010, first), Point(2020, last)], decimals, word) == shown


@given(st.floats(-1e15, 1e15), st.integers(0, 6))
def test_a_printed_number_reads_back(value, decimals):
    printed = number(value, decimals, "en").replace(",", "").replace("−", "-")

    assert float(printed) == pytest.approx(value, abs=0.5000001 * 10**-decimals, rel=1e-12)
