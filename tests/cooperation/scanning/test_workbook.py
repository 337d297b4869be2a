"""Calls in a workbook or a CSV file, with headings in Swedish or English."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from lagesbild.cooperation.scanning.workbook import COLUMNS, read_calls
from lagesbild.figures.problems import SourceProblems
from tests.cooperation.scanning.mutating import is_refused_or_read, mutations

SWEDISH = """
Namn;Beteckning;Öppnar;Sista dag;Minsta bidrag;Största bidrag (EUR);Adress;Sammanfattning
Vänorter;CERV-1;2026-01-15;16 april 2026;8 455;50 745;https://example.eu/1;Möten mellan orter
Östersjön;SI-1;;2026-03-01;;;;
"""
ENGLISH = """
Name;Reference;Opens;Deadline;Minimum (EUR);Maximum;URL;Summary
Vänorter;CERV-1;2026-01-15;2026-04-16;8 455;50 745;https://example.eu/1;Möten mellan orter
Östersjön;SI-1;;2026-03-01;;;;
"""


def drawn(text: str) -> bytes:
    return text.strip().encode()


def book(*rows: tuple) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def problems(content: bytes, name: str = "calls.csv") -> list[str]:
    with pytest.raises(SourceProblems) as refused:
        read_calls(name, content)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("text", [SWEDISH, SWEDISH.replace("bidrag", "belopp"), ENGLISH])
def test_headings_in_swedish_or_english(text):
    first, second = read_calls("calls.csv", drawn(text))
    assert (first.name, first.reference, first.url) == ("Vänorter", "CERV-1", "https://example.eu/1")
    assert (first.opens, first.deadline) == (date(2026, 1, 15), date(2026, 4, 16))
    assert (first.amount_min, first.amount_max, first.currency) == (Decimal(8455), Decimal(50745), "EUR")
    assert (second.opens, second.deadline, second.amount_min) == (None, date(2026, 3, 1), None)


def test_an_excel_workbook_with_its_dates_and_numbers():
    rows = (("Utlysningar 2026",), ("Namn", "Referens", "Deadline", "Maximum", "Valuta"))
    content = book(
        *rows, ("Vänorter", 2026001, datetime(2026, 4, 16), 50745, "eur"), ("", None, None, None, None)
    )
    (call,) = read_calls("calls.xlsx", content)
    assert (call.reference, call.deadline) == ("2026001", date(2026, 4, 16))
    assert (call.amount_max, call.currency) == (Decimal(50745), "EUR")


def test_an_address_stands_in_for_a_reference():
    (call,) = read_calls("calls.csv", drawn("Namn;Adress\nVänorter;https://example.eu/1"))
    assert call.reference == "https://example.eu/1"


def test_every_problem_is_told_at_once_with_its_row_and_column():
    sentences = problems(
        drawn("""
Namn;Beteckning;Öppnar;Sista dag;Maximum;Adress
A;a;2026-05-01;2026-04-01;;
B;;;april 2026;;
C;c;;2026-13-01;;
D;;;;;
E;e;;;5 000;
F;f;;;;example.eu
;g;;;;
""")
    )
    places = [(line.split(":")[0].removeprefix("calls.csv, "), line.split(": ")[1]) for line in sentences]
    sentence_by_place = {
        "rad 2, kolumn Sista dag": "Sista dag kommer före",
        "rad 3, kolumn Sista dag": "Här behövs en dag",
        "rad 4, kolumn Sista dag": "ingen dag",
        "rad 5, kolumn Beteckning": "Beteckning saknas",
        "rad 6": "ingen valuta",
        "rad 7, kolumn Adress": "ingen webbadress",
        "rad 8, kolumn Namn": "Namnet saknas",
    }
    assert {place for place, _what in places} == set(sentence_by_place)
    assert all(sentence_by_place[place] in what for place, what in places)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hej",
        drawn("Namn;Kommun\nA;B"),
        drawn("Namn;Beteckning"),
        drawn("Namn;Utlysning;Beteckning\nA;B;C"),
    ],
)
def test_what_is_no_list_of_calls_is_refused_with_a_sentence(content):
    assert problems(content)


def test_two_currencies_in_a_row_are_refused():
    assert "flera valutor" in problems(drawn("Namn;Beteckning;Maximum;Valuta\nA;a;5 000 kr;EUR"))[0]


def test_no_heading_means_two_things():
    headings = [
        heading for headings_of_field in COLUMNS.values() for heading in headings_of_field.split(", ")
    ]
    assert len(headings) == len(set(headings))


def test_a_hundred_broken_files_are_refused_or_read():
    for name, content in (
        ("calls.csv", drawn(SWEDISH)),
        ("calls.xlsx", book(("Namn", "Beteckning"), ("A", "a"), ("B", "b"))),
    ):
        refused = [is_refused_or_read(read_calls, name, broken) for broken in mutations(content)]
        assert any(refused)


def test_what_cannot_be_seen_is_told_before_it_counts():
    workbook = openpyxl.Workbook()
    for row in (("Namn", "Beteckning", "Sista dag"), ("A", "A-1", "2026-03-01"), ("B", "B-1", "2026-03-02")):
        workbook.active.append(row)
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.column_dimensions["B"].hidden = True
    written = io.BytesIO()
    workbook.save(written)
    row, column = problems(written.getvalue(), "calls.xlsx")
    assert row == "Sheet, rad 3: Raden är dold men har innehåll. Visa den, eller ta bort den."
    assert column == "Sheet, kolumn B: Kolumnen är dold men har innehåll. Visa den, eller ta bort den."
