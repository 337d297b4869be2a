"""Tables as they are: what is understood of them without asking, and what is asked."""

import pytest

from lagesbild.tables.layout import TableMapping, long_rows, recognise
from lagesbild.tables.layout.mapping import MappingFault, as_words, from_words
from lagesbild.tables.places import COUNTRY, REGION, Place, Places

PLACES = Places(
    (
        Place("0000", "Riket", COUNTRY),
        Place("0001", "Region Stockholm", REGION),
        Place("0006", "Region Jönköpings län", REGION),
        Place("0020", "Region Dalarna", REGION),
        Place("0180", "Stockholm"),
        Place("0643", "Habo"),
        Place("0680", "Jönköping"),
        Place("2021", "Vansbro"),
    )
)


def cells(table):
    """A drawn table: a row a line, cells between bars, numbers as numbers."""
    return [[_cell(text.strip()) for text in line.split("|")] for line in table.strip("\n").split("\n")]


def _cell(text):
    return float(text) if text.replace(".", "", 1).isdigit() and not text.startswith("0") else text


def understood(table, answers=None, indicator=""):
    return recognise(cells(table), PLACES, answers, indicator)


def asked(table, answers=None, indicator=""):
    return [question.words.sv for question in understood(table, answers, indicator).questions]


def values(table, answers=None, indicator="N1"):
    """Each value as indicator, area, period, group and cell, once it is seen that nothing is asked."""
    reading = understood(table, answers, indicator)
    assert not reading.questions, [question.words.sv for question in reading.questions]
    rows = long_rows(cells(table), reading.mapping, PLACES)
    assert not rows.faults, rows.faults
    return [(v.indicator, v.area, str(v.period), v.group, v.value) for v in rows.values]


# What leaves no doubt


STATISTICS_SWEDEN = """
region          | kön     | år   | Folkmängd
0680 Jönköping  | kvinnor | 2022 | 72000
0680 Jönköping  | män     | 2022 | 71000
00 Riket        | totalt  | 2022 | 10521556
"""
WIDE_BY_SEX = """
Folkmängd efter region, kön och år |  | | | |
 | | | | |
 |           | män  |      | kvinnor |
 |           | 2021 | 2022 | 2021    | 2022
0643 | Habo      | 6100 | 6200 | 6000    | 6050
0680 | Jönköping | 71000 | 71500 | 72000 | 72500
 | | | | |
Källa: SCB | | | | |
"""
MEASURES_AND_YEARS = """
Kommun | Kod | Län | Utsläpp 2021 | Utsläpp 2022 | Bilar (antal) 2022
Jönköping | 0680 | Jönköpings län | 10 | 11 | 5
"""
SEXES = (("M", "2021"), ("M", "2022"), ("K", "2021"), ("K", "2022"))
CODE_AND_COUNTY_NAME = """
regionkod | region    | ar   | månad   | arbetslöshet
01        | Stockholm | 2023 | januari | 6.1
20        | Dalarna   | 2023 | februari | 5.5
"""


@pytest.mark.parametrize(
    ("table", "read"),
    [
        (
            STATISTICS_SWEDEN,
            [
                ("N1", "0680", "2022", "K", 72000),
                ("N1", "0680", "2022", "M", 71000),
                ("N1", "0000", "2022", "T", 10521556),
            ],
        ),
        (
            WIDE_BY_SEX,
            [
                *(
                    ("N1", "0643", year, sex, n)
                    for n, (sex, year) in zip((6100, 6200, 6000, 6050), SEXES, strict=True)
                ),
                *(
                    ("N1", "0680", year, sex, n)
                    for n, (sex, year) in zip((71000, 71500, 72000, 72500), SEXES, strict=True)
                ),
            ],
        ),
        (
            CODE_AND_COUNTY_NAME,
            [("N1", "0001", "2023-01", "T", 6.1), ("N1", "0020", "2023-02", "T", 5.5)],
        ),
    ],
    ids=["a row a value", "two rows of headings", "a code beside a county's bare name"],
)
def test_what_leaves_no_doubt_is_read(table, read):
    assert values(table) == read


def test_measures_and_years_may_share_a_heading():
    assert values(MEASURES_AND_YEARS, indicator="") == [
        ("Utsläpp", "0680", "2021", "T", 10),
        ("Utsläpp", "0680", "2022", "T", 11),
        ("Bilar (antal)", "0680", "2022", "T", 5),
    ]


def test_a_text_that_tells_rows_apart_is_a_group_and_one_that_follows_from_another_is_not_read():
    table = """
    Region  | SNIkod | Företag inom | tid     | Konkurser
    Dalarna | a      | jordbruk     | 2009M01 | 0
    Dalarna | b      | gruvor       | 2009M01 | 2
    Dalarna | a      | jordbruk     | 2009M02 | 1
    """
    reading = understood(table)
    assert dict(reading.mapping.columns) == {
        "Region": "plats",
        "tid": "tid",
        "SNIkod": "bort",
        "Företag inom": "grupp",
    }


def test_a_place_with_a_sign_for_what_is_missing_is_read():
    table = "Kommun | 2021 | 2022\nHabo | – | 3\n"
    assert values(table, TableMapping(missing=("–",)))[0] == ("N1", "0643", "2021", "T", "-")


# What is asked


@pytest.mark.parametrize(
    ("table", "question"),
    [
        ("Kommun | 2021\nHabo | 3", "Vilket nyckeltal är värdena?"),
        ("År | Elever\n2021 | 3", "Vilken plats gäller siffrorna?"),
        ("Kommun | Elever\nHabo | 3", "Vilken tid gäller siffrorna?"),
        ("Elever 31 december 2023 | \nKommun | Elever\nHabo | 3", "Ovanför tabellen står 2023."),
        ("Kommun | År | Elever 2022\nHabo | 2021 | 3", "Rubriken Elever 2022 säger 2022, men"),
        ("Kommun | 2021 | Elever\nHabo | 3 | 4", "Vilken tid gäller kolumnen Elever?"),
        ("Kommun | År | Betyg | Elever\nHabo | 2021 | höga | 3", "Vad är kolumnen Betyg"),
        ("Kommun | År | Elever | \nHabo | 2021 | 3 | 4", "Vad är kolumnen [D]? Den har ingen rubrik."),
        (
            "Hemkommun | Arbetskommun | År | Pendlare\nHabo | Jönköping | 2021 | 3",
            "Hemkommun, Arbetskommun säger olika platser",
        ),
        ("Kommun | År | Elever\nHabo | 2021 | 3\nSumma | 2021 | 3\nJönköping | 2021 | 2", "”Summa”"),
        (
            "Kommun | Kön | År | Elever\nHabo | kvinnor | 2021 | 3\n | män | 2021 | 2",
            "Är en tom cell i kolumnen Kommun",
        ),
        (
            "Kommun | År | Näringsgren | Anställda | Totalt i kommunen\n"
            "Habo | 2021 | a | 3 | 9\nHabo | 2021 | b | 6 | 9\nJönköping | 2021 | a | 6 | 8\nJönköping | 2021 | b | 2 | 8",
            "Vad är kolumnen Totalt i kommunen",
        ),
        (
            "Kommun | År | Bransch | Tal\nHabo | 2021 | Antal | 3\nHabo | 2021 | Andel i procent | 6",
            "låter som något som mäts",
        ),
        (
            "Region | 2021\nJönköping | 3\nDalarna | 4",
            "Är namnen i kolumnen Region kommuner eller län? ”Jönköping”",
        ),
        (" | | 2021\nAndel som går | Habo | 3\nPengar | Habo | 4", "Vad är kolumnen [A]?"),
        ("Namn | Telefon\nHabo | växel", "Vilken rad är rubrikrad?"),
    ],
)
def test_what_is_open_is_asked_and_never_chosen(table, question):
    assert any(question in words for words in asked(table)), asked(table)


def test_one_indicator_is_not_given_to_several_measures():
    [question] = asked("Kommun | År | Elever | Lärare\nHabo | 2021 | 3 | 1", indicator="N1")
    assert question == "Vilket nyckeltal är varje kolumn? N1 kan bara vara en av Elever, Lärare."


def test_notes_in_a_column_without_a_heading_are_no_values_of_a_bare_year():
    table = "Kommun | 2021 | \nHabo | 3 | 9\nJönköping | 4 | 9"
    assert "Vad är kolumnen [C]? Den har ingen rubrik." in asked(table, TableMapping(measures={"": "N1"}))


def test_a_letter_that_may_be_a_party_is_no_sex():
    assert values("Kommun | M 2022 | C 2022\nHabo | 31.2 | 8", indicator="") == [
        ("M", "0643", "2022", "T", 31.2),
        ("C", "0643", "2022", "T", 8),
    ]


def test_the_agencys_own_workbook_has_no_headings_over_what_it_is_by():
    table = """
    Nystartade företag efter kvartal, region och kön | | |
     | | |
     | | | antal företag
    2023Q4 | 0680 Jönköping | kvinnor | 447
    2023Q3 | 0680 Jönköping | kvinnor | 414
    """
    assert values(table) == [("N1", "0680", "2023-Q4", "K", 447), ("N1", "0680", "2023-Q3", "K", 414)]


def test_a_name_that_may_be_a_county_or_a_town_is_what_a_person_says():
    table = "Region | 2021\nJönköping | 3\nDalarna | 4"
    assert [v[1] for v in values(table, TableMapping(short_names="län"))] == ["0006", "0020"]
    assert [v[1] for v in values(table, TableMapping(short_names="kommuner"))] == ["0680", "0020"]
    assert [v[1] for v in values("Region | 2021\nJönköping | 3\nHabo | 4")] == ["0680", "0643"]


# What contradicts itself


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (
            "Kod | Kommun | År | N\n0643 | Jönköping | 2021 | 3",
            "Två kolumner säger olika platser: Habo (0643) och Jönköping.",
        ),
        (
            "Kommun | År | Period | N\nHabo | 2021 | 2022-05 | 3",
            "Två kolumner säger olika tid: 2021 och maj 2022.",
        ),
        (
            "Kommun | År | Enhet | N (%)\nHabo | 2021 | antal | 3",
            "Rubriken säger enheten %, men raden säger antal.",
        ),
    ],
)
def test_what_contradicts_itself_is_told(table, fault):
    reading = understood(table)
    answers = from_words({"kolumner": {"Kod": "plats", "Kommun": "plats"}, "mått": {"N": "N1"}})
    mapping = reading.mapping if not reading.questions else understood(table, answers).mapping
    assert [f.what.sv for f in long_rows(cells(table), mapping, PLACES).faults] == [fault]


# What a person answers


def test_answers_hold_next_year_with_a_year_and_a_line_more():
    answers = understood("Kommun | Län | 2021\nHabo | Jönköpings län | 3", indicator="N1").mapping
    table = "Reviderad | i mars\n\nKommun | Län | 2021 | 2022\nHabo | Jönköpings län | 3 | 4"
    assert values(table, answers) == [("N1", "0643", "2021", "T", 3), ("N1", "0643", "2022", "T", 4)]


def test_a_column_that_is_new_or_gone_is_asked_about():
    answers = TableMapping(columns={"Kommun": "plats", "Skola": "grupp"}, measures={"": "N1"})
    [gone, new] = asked("Kommun | Skolform | Rektor | 2021\nHabo | a | x | 3", answers)
    assert "nämner kolumnen Skola" in gone and "kolumnen Rektor" in new


def test_rows_are_left_out_by_their_text_and_blank_cells_may_repeat():
    answers = TableMapping(left_out_rows=("summa", "(tom)"))
    table = "Kommun | 2021\nHabo | 3\nSumma | 3\n | 4"
    assert values(table, answers) == [("N1", "0643", "2021", "T", 3)]
    sectors = "Sektor | Kommun | 2021\nAlla | Alla | 9\nAlla | Habo | 3\nVägar | Habo | 1"
    assert [v[3:] for v in values(sectors, TableMapping(left_out_rows=("Alla",)))] == [("T", 3), ("Vägar", 1)]
    again = "Kommun | Kön | 2021\nHabo | kvinnor | 3\n | män | 4"
    assert values(again, TableMapping(blank_as_above=True))[1] == ("N1", "0643", "2021", "M", 4)


def test_a_mapping_is_words_and_back():
    mapping = understood(MEASURES_AND_YEARS).mapping
    assert from_words(as_words(mapping)) == mapping


@pytest.mark.parametrize(
    ("plain", "what"),
    [
        ([], "Beskrivningen är inte en lista med nyckelord och värden."),
        ({"kolumn": {}}, "Nyckelordet kolumn är okänt."),
        ({"kolumner": {"A": "år"}}, "”år” vid kolumnen A är okänt."),
        ({"rubrikrader": ["ett"]}, "Det som står vid rubrikrader går inte att läsa."),
        ({"tom cell är som ovan": "kanske"}, "Det som står vid tom cell är som ovan går inte att läsa."),
    ],
)
def test_a_mapping_that_cannot_be_read_says_why(plain, what):
    with pytest.raises(MappingFault) as fault:
        from_words(plain)
    assert str(fault.value).startswith(what)
