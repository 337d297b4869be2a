"""Numbers as people type them: a table."""

from decimal import Decimal

import pytest

from lagesbild.reporting.numbers import NotANumber, typed_number


@pytest.mark.parametrize(
    "typed, unit, number",
    [
        ("12", "", "12"),
        ("12,5", "", "12.5"),
        ("12.5", "", "12.5"),
        (" 1 234,5 ", "", "1234.5"),
        ("1\u00a0234\u202f567", "", "1234567"),
        ("−3", "", "-3"),
        ("–3,25", "", "-3.25"),
        ("77,1 %", "procent", "77.1"),
        ("77,1 procent", "%", "77.1"),
        ("12 ton", "ton", "12"),
        ("0,125", "", "0.125"),  # nobody writes thousands after a nought
        ("12345", "", "12345"),
        ("1234,567", "", "1234.567"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(typed, unit, number):
    assert typed_number(typed, unit) == Decimal(number)


@pytest.mark.parametrize(
    "typed, unit",
    [
        ("", ""),
        ("tolv", ""),
        ("1.234", ""),  # 1234 or 1,234?
        ("12,345", ""),
        ("1 23", ""),
        ("12,5,1", ""),
        ("1.234.567", ""),
        ("77,1 %", "ton"),  # another unit than the indicator's
        ("12 kg", "ton"),
        ("12-14", ""),
        ("1e5", ""),
        ("nan", ""),
        ("1,1234567", ""),
        ("1" * 15, ""),
    ],
)
def test_what_could_mean_two_things_is_asked_about(typed, unit):
    with pytest.raises(NotANumber):
        typed_number(typed, unit)


def test_the_question_says_what_the_two_are():
    with pytest.raises(NotANumber, match="1234 eller 1,234"):
        typed_number("1.234")
