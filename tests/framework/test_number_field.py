"""Numbers as they are typed: a table of what is read, what is asked about, and how each is shown again."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from lagesbild.framework.number_field import MeasureField, NumberField, WholeNumberField


def money() -> NumberField:
    return NumberField(max_digits=14, decimal_places=2, min_value=0, required=False)


def rate() -> NumberField:
    return NumberField(max_digits=14, decimal_places=6)


@pytest.mark.parametrize(
    "field, typed, number, shown",
    [
        (money(), "11,45", "11.45", "11,45"),
        (money(), "11.45", "11.45", "11,45"),
        (money(), "12 500,50", "12500.5", "12\u00a0500,50"),
        (money(), "12\u00a0500,5", "12500.5", "12\u00a0500,50"),
        (money(), "12\u2009500", "12500", "12\u00a0500"),
        (money(), "12\u202f500", "12500", "12\u00a0500"),
        (money(), "1.234,50", "1234.5", "1\u00a0234,50"),
        (money(), " 0 ", "0", "0"),
        (rate(), "11,45", "11.45", "11,45"),
        (rate(), "−3,25", "-3.25", "−3,25"),
        (rate(), "10,9550", "10.955", "10,9550"),  # not 10,955, which would be doubtful again
        (rate(), "0,955", "0.955", "0,955"),
        (WholeNumberField(), "2024", 2024, "2024"),
        (WholeNumberField(), "12 000", 12_000, "12\u00a0000"),
        (WholeNumberField(), "12000", 12_000, "12\u00a0000"),
        (MeasureField(), "57,7826137", 57.7826137, "57,7826137"),
        (MeasureField(), "-14,16", -14.16, "−14,16"),
        (MeasureField(), "55", 55.0, "55"),
    ],
)
def test_what_is_typed_is_read_in_one_way_and_shown_as_it_was_read(field, typed, number, shown):
    read = field.clean(typed)
    assert read == field.number_type(number) and type(read) is type(field.number_type(number))
    assert field.prepare_value(read) == field.prepare_value(typed) == shown
    assert field.clean(shown) == read and not field.has_changed(read, shown)


@pytest.mark.parametrize(
    "field, typed, sentence",
    [
        (money(), "1.200", "kan vara tusental eller decimaler: 1,2 eller 1\u00a0200. Skriv 1,2 eller 1200."),
        (money(), "1,200", "Skriv 1,2 eller 1200."),
        (rate(), "10,955", "Skriv 10,9550 eller 10955."),
        (WholeNumberField(), "1.200", "kan vara tusental eller decimaler"),
        (WholeNumberField(), "2,5", "inte ett heltal. Skriv ett heltal i siffror."),
        (WholeNumberField(min_value=0), "-3", "mindre än noll"),
        (money(), "-5", "Skriv ett tal som är noll eller mer."),
        (money(), "11,4567", "Skriv högst 2 decimaler."),
        (money(), "12 kr", "Skriv bara talet"),
        (money(), "12 %", "i procent"),
        (money(), "1 23", "Mellanslag, punkter eller kommatecken står fel"),
        (money(), "tolv", "är inte ett tal. Skriv ett tal, till exempel 12\u00a0345,6."),
        (money(), "1000000000000", "för stort"),
        (money(), "9" * 100_000, "för stort"),
        (MeasureField(), "nan", "inget värde"),
        (MeasureField(), "1e400", "för stort"),
        (NumberField(max_value=100), "101", "Skriv 100 eller mindre."),
    ],
)
def test_what_could_mean_two_things_or_none_is_told_with_what_to_do(field, typed, sentence):
    with override("sv"), pytest.raises(ValidationError) as error:
        field.clean(typed)
    assert sentence.replace("\u00a0", " ") in error.value.messages[0].replace("\u00a0", " ")
    assert field.prepare_value(typed) == typed  # what cannot be read stays as it was written
    assert field.has_changed(None, typed)


def test_the_sentences_are_in_the_readers_language():
    with override("en"), pytest.raises(ValidationError, match="may be thousands or decimals"):
        money().clean("1.200")


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_what_is_empty_is_unknown_and_not_zero(empty):
    assert money().clean(empty) is None
    assert not money().has_changed(None, "")


def test_the_keys_of_a_telephone_have_what_is_needed():
    assert money().widget.attrs["inputmode"] == "decimal"
    assert WholeNumberField(min_value=0).widget.attrs["inputmode"] == "numeric"
    assert "inputmode" not in MeasureField(min_value=-180).widget.attrs
    assert money().widget.input_type == "text"


def test_a_number_from_the_database_is_shown_as_people_write_it():
    assert money().prepare_value(Decimal("134400.00")) == "134\u00a0400"
    assert rate().prepare_value(Decimal("11.450000")) == "11,45"
    assert MeasureField().prepare_value(0.1) == "0,1"
    assert MeasureField().prepare_value(1e-7) == "0,0000001"
