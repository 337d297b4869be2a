"""What one cell says, as drawings."""

from datetime import date
from decimal import Decimal

import pytest

from lagesbild.cooperation.importing import cells
from lagesbild.figures.cells import Wrong
from lagesbild.framework.countries import country_code
from lagesbild.tables.units import read_heading


@pytest.mark.parametrize(
    ("cell", "first", "last", "precision"),
    [
        ("2016", "2016-01-01", "2016-12-31", "year"),
        (2016, "2016-01-01", "2016-12-31", "year"),
        (2016.0, "2016-01-01", "2016-12-31", "year"),
        ("1960-talet", "1960-01-01", "1969-12-31", "decade"),
        ("60-talet", "1960-01-01", "1969-12-31", "decade"),
        ("1960s", "1960-01-01", "1969-12-31", "decade"),
        ("2016-05-01", "2016-05-01", "2016-05-01", "day"),
        ("20160501", "2016-05-01", "2016-05-01", "day"),
        (date(2016, 5, 1), "2016-05-01", "2016-05-01", "day"),
        ("1 maj 2016", "2016-05-01", "2016-05-01", "day"),
        ("1/5 2016", "2016-05-01", "2016-05-01", "day"),
        ("1.5.2016", "2016-05-01", "2016-05-01", "day"),
        ("maj 2016", "2016-05-01", "2016-05-31", "month"),
        ("Feb. 2024", "2024-02-01", "2024-02-29", "month"),
        ("2016-05", "2016-05-01", "2016-05-31", "month"),
    ],
)
def test_days_in_many_forms(cell, first, last, precision):
    assert cells.day(cell) == cells.PartialDate(
        date.fromisoformat(first), date.fromisoformat(last), precision
    )


@pytest.mark.parametrize(
    "cell",
    ["ca 1965", "2016-13-01", "31 februari 2016", "2016–2018", "våren", "01/02/2016", 42491, "0016", "1.5"],
)
def test_what_is_not_sure_to_be_a_day_is_refused(cell):
    assert isinstance(cells.day(cell), Wrong)


def test_a_column_shows_that_the_day_comes_first():
    dates = cells.days(["01/02/2016", "31/12/2016", "hösten"])
    assert {cell: when.first.isoformat() for cell, when in dates.items()} == {
        "01/02/2016": "2016-02-01",
        "31/12/2016": "2016-12-31",
    }
    assert isinstance(cells.day("01/02/2016"), Wrong)


def test_thousands_or_decimals_are_asked_about_under_a_heading_in_thousands_too():
    doubt = cells.amount("1.200", read_heading("Budget (tkr)").unit)
    assert "kan vara tusental eller decimaler" in doubt.what


@pytest.mark.parametrize(
    ("cell", "value", "currency"),
    [
        ("1,2 mnkr", "1200000", "SEK"),
        ("1.2 miljoner kr", "1200000", "SEK"),
        ("120 000 kr", "120000", "SEK"),
        ("120\u00a0000 kronor", "120000", "SEK"),
        ("120 tkr", "120000", "SEK"),
        ("€ 5 000", "5000", "EUR"),
        ("5 000 EUR", "5000", "EUR"),
        ("SEK 450 000", "450000", "SEK"),
        ("1.250.000,50", "1250000.50", ""),
        ("450000:-", "450000", "SEK"),
        ("120 000 kr/år", "120000", "SEK"),
        ("450000,-", "450000", "SEK"),
        (",5 mnkr", "500000", "SEK"),
        (".5 mnkr", "500000", "SEK"),
        ("kr.5000", "5000", "SEK"),
        ("€ ,75", "0.75", "EUR"),
        ("120 000 (SEK)", "120000", "SEK"),
        (1234.5, "1234.5", ""),
        (0, "0", ""),
    ],
)
def test_amounts_in_many_forms(cell, value, currency):
    assert cells.amount(cell) == cells.CellAmount(Decimal(value).quantize(Decimal("0.01")), currency)


def test_the_heading_gives_a_bare_number_its_unit():
    thousands = read_heading("Budget (tkr)").unit
    assert cells.amount(120, thousands).value == 120_000
    assert cells.amount("120 kr", thousands).value == 120


@pytest.mark.parametrize(
    "cell",
    [
        "450,000",
        "1.250",
        "1.200 tkr",
        "-5 kr",
        "–5 kr",
        "mycket",
        "5 000 kr och 20 €",
        "5-10 tkr",
        "5 fat",
        1e15,
    ]
    + ["5 kr/person", "5 + 5", "½ mnkr", ", mnkr", "5‰"],
)
def test_what_is_not_sure_to_be_an_amount_is_refused(cell):
    assert isinstance(cells.amount(cell), Wrong)


@pytest.mark.parametrize(
    "cell", ["ca 100 tkr", "Cirka 134 400 kr", "~ 100 000", "upp till 50 000 €", "drygt 1 mnkr"]
)
def test_an_amount_that_is_only_about_right_is_refused_as_that(cell):
    assert "inte exakt" in cells.amount(cell).what


@pytest.mark.parametrize("cell", ["12 %", "12%", "75 procent", "% 12", "0,75 %"])
def test_a_share_is_no_amount_and_is_told_as_that(cell):
    assert "i procent och inte ett belopp" in cells.amount(cell).what


@pytest.mark.parametrize("cell", ["Anna Svensson", "Anna, Per", "ca 20", -3, 2.5, "1e5"])
def test_participants_are_a_number_and_nothing_else(cell):
    assert isinstance(cells.count(cell), Wrong)


@pytest.mark.parametrize(
    ("text", "code"), [("Finland", "FI"), ("fi", "FI"), ("Estonia", "EE"), ("UK", "GB"), ("Narnia", "")]
)
def test_countries_by_name_or_letters(text, code):
    assert country_code(text) == code


def test_global_goals_by_number():
    assert cells.goals("mål 4 och 17") == (4, 17)
    assert cells.goals("17.6, 4") == (4, 17)
    assert isinstance(cells.goals("18"), Wrong)


@pytest.mark.parametrize(
    ("cell", "value", "about"),
    [
        ("ca 200 tkr", 200_000, "ca 200 tkr"),
        ("Cirka 134 400 kr", 134_400, "Cirka 134 400 kr"),
        ("~ 100 000", 100_000, "~ 100 000"),
        ("c:a 1,2 mnkr", 1_200_000, "c:a 1,2 mnkr"),
        ("120 000 kr", 120_000, ""),
    ],
)
def test_where_a_note_stands_beside_it_an_amount_may_be_about_right(cell, value, about):
    amount = cells.rough_amount(cell)
    assert (amount.value, amount.about) == (value, about)


@pytest.mark.parametrize("cell", ["upp till 50 000 €", "minst 5 kr", "100–200 tkr", "ca mycket", "ca"])
def test_a_bound_is_no_amount_that_is_about_right(cell):
    assert isinstance(cells.rough_amount(cell), Wrong)
