"""What a cell says as a number, as tables: one grammar, whatever the place.

In a drawing a number is itself, with its currency or a percent sign; a doubt has its readings with ``|`` between;
a word is why the cell is refused.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.tables.number_words import Why, written
from lagesbild.tables.numbers import (
    AMOUNT,
    COUNT,
    MEASUREMENT,
    NumberRules,
    read_number,
    settle,
    typed_in,
)
from lagesbild.tables.outcome import Absence, Doubt, Refusal
from lagesbild.tables.units import Unit, read_heading

TYPED = typed_in("procent")
PLACES = {"sheet": MEASUREMENT, "form": TYPED, "money": AMOUNT, "people": COUNT}


def drawn(outcome) -> str:
    match outcome:
        case Refusal():
            return str(outcome.why)
        case Absence():
            return f"absent {outcome.reason}"
        case Doubt():
            return "|".join(map(drawn, outcome.readings))
    unit = " %" if outcome.percent else f" {outcome.currency}" if outcome.currency else ""
    return f"{outcome.value:f}{unit}"


# A "same" is the answer of the sheet: one grammar. What a place has no use for it refuses, with the reason.
TABLE = [
    # cell                sheet               form                money               people
    ("5", "5", "same", "same", "same"),
    ("0", "0", "same", "same", "same"),
    ("007", "7", "same", "same", "same"),
    ("+5", "5", "same", "same", "same"),
    ("5.", "5", "same", "same", "same"),
    (" 5 ", "5", "same", "same", "same"),
    ("1 234", "1234", "same", "same", "same"),
    ("1\u00a0234", "1234", "same", "same", "same"),
    ("1\u202f234\u202f567", "1234567", "same", "same", "too large"),
    ("1  234", "1234", "same", "same", "same"),
    ("1\u200b2", "12", "same", "same", "same"),
    ("1.234.567", "1234567", "same", "same", "too large"),
    ("1,234,567", "1234567", "same", "same", "too large"),
    ("123'456", "123456", "same", "same", "same"),
    ("1e3", "1000", "same", "same", "not whole"),
    ("1E+03", "1000", "same", "same", "not whole"),
    (".5", "0.5", "same", "same", "not whole"),
    (",5", "0.5", "same", "same", "not whole"),
    ("0,5", "0.5", "same", "same", "not whole"),
    ("0.5", "0.5", "same", "same", "not whole"),
    ("12,50", "12.5", "same", "same", "not whole"),
    ("5,0", "5", "same", "same", "same"),
    ("0,125", "0.125", "same", "same", "not whole"),  # nobody parts thousands after a nought
    ("1234,567", "1234.567", "same", "same", "not whole"),
    ("1 234,567", "1234.567", "same", "same", "not whole"),
    ("1.234,5", "1234.5", "same", "same", "not whole"),
    ("1,234.5", "1234.5", "same", "same", "not whole"),
    ("1.234,567", "1234.567", "same", "same", "not whole"),
    ("1,234,567.8", "1234567.8", "same", "same", "too large"),
    ("1,5e-3", "0.0015", "same", "same", "not whole"),
    ("1,1234567", "1.1234567", "too many decimals", "1.1234567", "not whole"),
    # what may be two things
    ("1.234", "1.234|1234", "same", "same", "same"),
    ("1,234", "1.234|1234", "same", "same", "same"),
    ("450.000", "450|450000", "same", "same", "same"),
    ("-1.200", "-1.2|-1200", "same", "negative", "negative"),
    ("(5)", "-5|5", "same", "same", "same"),
    ("5-", "-5|5", "same", "same", "same"),
    # below zero
    ("-5", "-5", "same", "negative", "negative"),
    ("−5", "-5", "same", "negative", "negative"),
    ("–3,25", "-3.25", "same", "negative", "negative"),
    ("- 5", "-5", "same", "negative", "negative"),
    ("-,5", "-0.5", "same", "negative", "negative"),
    ("-0", "0", "same", "same", "same"),
    # per cent
    ("12 %", "12 %", "same", "per cent", "per cent"),
    ("12%", "12 %", "same", "per cent", "per cent"),
    ("77,1 procent", "77.1 %", "same", "per cent", "per cent"),
    ("12 per cent", "12 %", "same", "per cent", "per cent"),
    ("12‰", "not a number", "same", "same", "same"),
    # money
    ("120 000 kr", "currency", "same", "120000 SEK", "currency"),
    ("kr 120 000", "currency", "same", "120000 SEK", "currency"),
    ("kr.500", "currency", "same", "500 SEK", "currency"),
    ("120 000 kr.", "currency", "same", "120000 SEK", "currency"),
    ("1.234,50 kr", "currency", "same", "1234.5 SEK", "currency"),
    ("450000:-", "currency", "same", "450000 SEK", "currency"),
    ("450000,-", "currency", "same", "450000 SEK", "currency"),
    ("120 000 (SEK)", "currency", "same", "120000 SEK", "currency"),
    ("450 tkr", "currency", "same", "450000 SEK", "currency"),
    ("450 TKR", "currency", "same", "450000 SEK", "currency"),
    ("1,2 mnkr", "currency", "same", "1200000 SEK", "currency"),
    (",5 mnkr", "currency", "same", "500000 SEK", "currency"),
    (".5 mnkr", "currency", "same", "500000 SEK", "currency"),
    ("0,5mnkr", "currency", "same", "500000 SEK", "currency"),
    ("1,2 Mkr", "currency", "same", "1200000 SEK", "currency"),
    ("2 mdkr", "currency", "same", "2000000000 SEK", "currency"),
    ("1,2 milj. kr", "currency", "same", "1200000 SEK", "currency"),
    ("1.2 miljoner kronor", "currency", "same", "1200000 SEK", "currency"),
    ("1,5 miljarder kr", "currency", "same", "1500000000 SEK", "currency"),
    ("120 000 kr/år", "currency", "same", "120000 SEK", "currency"),
    ("120 000 SEK per year", "currency", "same", "120000 SEK", "currency"),
    ("€ 5 000", "currency", "same", "5000 EUR", "currency"),
    ("€5.000,00", "currency", "same", "5000 EUR", "currency"),
    ("5 000 EUR", "currency", "same", "5000 EUR", "currency"),
    ("€1.2m", "currency", "same", "1200000 EUR", "currency"),
    ("$1,000,000.50", "currency", "same", "1000000.5 USD", "currency"),
    ("1.200 tkr", "currency", "same", "1200 SEK|1200000 SEK", "currency"),
    ("1,200 mnkr", "currency", "same", "1200000 SEK|1200000000 SEK", "currency"),
    ("-5 kr", "currency", "same", "negative", "currency"),
    ("1,2 miljoner", "thousands or millions", "same", "1200000", "thousands or millions"),
    # what is no number
    ("", "empty", "same", "same", "same"),
    ("\u200b", "empty", "same", "same", "same"),
    ("tolv", "not a number", "same", "same", "same"),
    ("Anna Svensson", "not a number", "same", "same", "same"),
    ("nan", "not finite", "same", "same", "same"),
    ("-Inf", "not finite", "same", "same", "same"),
    ("NULL", "not finite", "same", "same", "same"),
    ("#N/A", "not finite", "same", "same", "same"),
    ("½", "not a number", "same", "same", "same"),
    ("5*", "not a number", "same", "same", "same"),
    ("5 1)", "not a number", "same", "same", "same"),
    ("--5", "not a number", "same", "same", "same"),
    ("5,", "not a number", "same", "same", "same"),
    ("5 fat", "unknown unit", "same", "same", "same"),
    ("12 kg", "unknown unit", "same", "same", "same"),
    ("12 34", "misplaced marks", "same", "same", "same"),
    ("1 2345", "misplaced marks", "same", "same", "same"),
    ("1,23,456", "misplaced marks", "same", "same", "same"),
    ("12,5,1", "misplaced marks", "same", "same", "same"),
    ("0.123.456", "misplaced marks", "same", "same", "same"),
    ("1..5", "misplaced marks", "same", "same", "same"),
    ("1.23,5", "misplaced marks", "same", "same", "same"),
    ("1.5.2016", "misplaced marks", "same", "same", "same"),
    ("12-14", "several numbers", "same", "same", "same"),
    ("5-10 tkr", "several numbers", "same", "same", "same"),
    ("31/12/2024", "several numbers", "same", "same", "same"),
    ("12\n345", "several numbers", "same", "same", "same"),
    ("5 000 kr och 20 €", "several numbers", "same", "same", "same"),
    ("ca 5", "approximate", "same", "same", "same"),
    ("~100 000", "approximate", "same", "same", "same"),
    ("<5", "approximate", "same", "same", "same"),
    ("upp till 50 000 €", "approximate", "same", "same", "same"),
    ("drygt 1 mnkr", "approximate", "same", "same", "same"),
    ("1e999", "too large", "same", "same", "not whole"),
    ("1" * 40, "1" * 40, "too large", "too large", "too large"),
    # what statistics write where there is no number
    ("-", "absent -", "not a number", "not a number", "not a number"),
    (".", "absent .", "not a number", "not a number", "not a number"),
    ("..", "absent ..", "not a number", "not a number", "not a number"),
    # what Excel keeps
    (5, "5", "same", "same", "same"),
    (0.1, "0.1", "same", "same", "not whole"),
    (1234.5, "1234.5", "same", "same", "not whole"),
    (5.0, "5", "same", "same", "same"),
    (-3, "-3", "same", "negative", "negative"),
    (1e15, "1000000000000000", "too large", "too large", "too large"),
    (float("nan"), "not finite", "same", "same", "same"),
    (True, "not a number", "same", "same", "same"),
    (None, "not a number", "same", "same", "same"),
]


@pytest.mark.parametrize(("place", "rules"), PLACES.items(), ids=PLACES)
def test_one_table_of_writings_for_every_place(place, rules):
    column = 1 + list(PLACES).index(place)
    expected = [(repr(row[0]), row[1] if row[column] == "same" else row[column]) for row in TABLE]
    answers = [(repr(row[0]), drawn(read_number(row[0], rules))) for row in TABLE]
    assert [answer for answer in answers if answer not in expected] == []
    assert answers == expected


def test_a_writing_means_the_same_number_wherever_it_is_a_number():
    """What differs between places is only what they refuse."""
    bare = NumberRules(percent=True, currency=True)
    for cell, *_answers in TABLE:
        readings = {drawn(read_number(cell, rules)) for rules in PLACES.values()}
        readings = {reading for reading in readings if reading not in set(Why) and "absent" not in reading}
        assert readings <= {drawn(read_number(cell, bare))}


@pytest.mark.parametrize(
    ("cell", "unit", "drawing"),
    [
        ("12 ton", "ton", "12"),
        ("12ton", "ton", "12"),
        ("12 Ton CO2", "ton CO2", "12"),
        ("5 kr", "kr", "5"),
        ("5 tkr", "tkr", "5"),  # the number's own unit, and no thousand times
        ("12 kg", "ton", "unknown unit"),
        ("12 %", "ton", "per cent"),
        ("12 %", "%", "12 %"),
        ("12 procent", "% av alla", "12 %"),
        ("1.234 ton", "ton", "1.234|1234"),
        ("12 m2", "m2", "12"),
        ("12 kton", "ton", "unknown unit"),
    ],
)
def test_a_number_may_be_followed_by_its_own_unit(cell, unit, drawing):
    assert drawn(read_number(cell, typed_in(unit))) == drawing


@pytest.mark.parametrize(
    ("heading", "cell", "drawing"),
    [
        ("Budget (tkr)", "450", "450000 SEK"),
        ("Budget (tkr)", 450, "450000 SEK"),
        ("Budget (tkr)", "450 kr", "450 SEK"),  # what the cell says counts
        ("Budget (tkr)", "1,2 mnkr", "1200000 SEK"),
        ("Budget (tkr)", "5 tusen", "5000 SEK"),
        ("Budget (tkr)", "1.200", "1200 SEK|1200000 SEK"),
        ("Budget (tkr)", "5 EUR", "5 EUR"),
        ("Budget (tkr)", "12 %", "per cent"),
        ("Budget (EUR)", "5 000", "5000 EUR"),
        ("Budget (EUR)", "5 tusen", "5000 EUR"),
        ("Budget", "450", "450"),
    ],
)
def test_a_heading_gives_bare_numbers_their_unit(heading, cell, drawing):
    rules = NumberRules(currency=True, heading=read_heading(heading).unit)
    assert drawn(read_number(cell, rules)) == drawing


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("Budget (tkr)", "Budget", Unit(1000, "SEK")),
        ("Budget [mnkr]", "Budget", Unit(10**6, "SEK")),
        ("Budget, tkr", "Budget", Unit(1000, "SEK")),
        ("Budget tkr", "Budget", Unit(1000, "SEK")),
        ("Belopp i tusen kronor", "Belopp", Unit(1000, "SEK")),
        ("Budget (i tusental kr)", "Budget", Unit(1000, "SEK")),
        ("Budget (1 000 kr)", "Budget", Unit(1000, "SEK")),
        ("Budget (1000-tal kr)", "Budget", Unit(1000, "SEK")),
        ("Budget (milj. kr)", "Budget", Unit(10**6, "SEK")),
        ("Budget (€)", "Budget", Unit(1, "EUR")),
        ("Andel (%)", "Andel", Unit(percent=True)),
        ("Beviljat (kr) 2023", "Beviljat 2023", Unit(1, "SEK")),
        ("Budget\n(tkr)", "Budget", Unit(1000, "SEK")),
        ("Budget", "Budget", None),
        ("Andel män (procentenheter)", "Andel män (procentenheter)", None),
        ("Kr", "Kr", None),
    ],
)
def test_a_heading_says_its_unit(heading, name, unit):
    assert (read_heading(heading).name, read_heading(heading).unit) == (name, unit)


@pytest.mark.parametrize(
    ("column", "drawings"),
    [
        (("1.234", "1.5"), ("1.234", "1.5")),  # the point is a decimal mark elsewhere
        (("1,234", "12 000,5"), ("1.234", "12000.5")),
        (("1.200", "1.234,50"), ("1200", "1234.5")),  # and parts thousands here
        (("1.200", "1.234.567"), ("1200", "1234567")),
        (("1.234", "1,5"), ("1.234|1234", "1.5")),
        (("1.234", "1,5", "1.5"), ("1.234|1234", "1.5", "1.5")),
        (("1.234", "5"), ("1.234|1234", "5")),
        (("(5)", "1.5"), ("-5|5", "1.5")),
    ],
)
def test_the_other_cells_of_a_column_may_settle_a_doubt(column, drawings):
    outcomes = settle({cell: read_number(cell) for cell in column})
    assert tuple(map(drawn, outcomes.values())) == drawings


@pytest.mark.parametrize(("decimal", "drawing"), [(".", "1.234"), (",", "1234")])
def test_a_person_may_say_which_mark_is_the_decimal_mark(decimal, drawing):
    assert drawn(settle({"x": read_number("1.234")}, decimal=decimal)["x"]) == drawing


@pytest.mark.parametrize(
    ("cell", "what", "do"),
    [
        (
            "1.200 tkr",
            "”1.200 tkr” kan vara tusental eller decimaler: 1\u00a0200 kr eller 1\u00a0200\u00a0000 kr.",
            "Skriv 1,2 tkr eller 1200 tkr.",
        ),
        (
            "1.234",
            "”1.234” kan vara tusental eller decimaler: 1,234 eller 1\u00a0234.",
            "Skriv 1,2340 eller 1234.",
        ),
        ("(450 kr)", "”(450 kr)” kan vara −450 kr eller 450 kr.", "Skriv -450 kr eller 450 kr."),
        (
            "12 %",
            "”12 %” är i procent och inte ett belopp.",
            "Skriv ett belopp, till exempel 120 000 kr, 1,2 mnkr eller € 5 000.",
        ),
        (
            "ca 5",
            "”ca 5” är inte exakt.",
            "Skriv det exakta talet, till exempel 120 000 kr, 1,2 mnkr eller € 5 000.",
        ),
    ],
)
def test_the_sentences_name_both_readings_and_a_remedy(cell, what, do):
    answer = read_number(cell, AMOUNT)
    assert (answer.what.sv, answer.do.sv) == (what, do)


def test_every_remedy_of_a_doubt_can_be_followed():
    rules = NumberRules(currency=True)
    for cell in (
        "1.200 tkr",
        "1,200 tkr",
        "1.234",
        "450.000",
        "-1.200",
        "(5)",
        "5-",
        "(450 kr)",
        "€ 1,250",
        "1.234.",
    ):
        doubt = read_number(cell, rules)
        for language in ("sv", "en"):
            writings = doubt.do.in_(language).removesuffix(".").split(" ", 1)[1]
            writings = writings.replace(" or ", " eller ").split(" eller ")
            assert [drawn(read_number(writing, rules)) for writing in writings] == [
                *map(drawn, doubt.readings)
            ]


@given(st.decimals(-(10**15), 10**15, places=4, allow_nan=False), st.sampled_from(["sv", "en"]))
def test_what_is_written_is_read_back_or_doubtful(number, language):
    outcome = read_number(written(number, language))
    readings = outcome.readings if isinstance(outcome, Doubt) else (outcome,)
    assert number in [reading.value for reading in readings]


@given(st.text(st.sampled_from("0123456789., -−+%ekrmnk€()'\u00a0"), max_size=14))
def test_any_text_has_an_answer(cell):
    for rules in PLACES.values():
        outcome = read_number(cell, rules)
        if isinstance(outcome, Refusal | Doubt):
            assert outcome.what.sv and outcome.what.en and outcome.do.sv and outcome.do.en


@given(st.from_regex(r"-?[0-9]{1,6}([.,][0-9]{1,5})?", fullmatch=True))
def test_simple_numbers_are_read_as_all_others(cell):
    """The same text with something invisible in it takes the long way."""
    for rules in PLACES.values():
        assert drawn(read_number(cell, rules)) == drawn(read_number(f"{cell}\u200b", rules))
