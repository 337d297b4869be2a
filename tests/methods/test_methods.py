"""The methods' manual holds: every table is judged as it says, and what is made from it is up to date."""

import json
from itertools import chain

import pytest

from lagesbild.assessment import Method
from lagesbild.assessment.table import TableMethod
from tests.conftest import ROOT
from tools import methods_manual

from .drawing import Example, as_written, rows_of
from .specs import CELLS, COLUMNS, SPECS

DOCUMENT = ROOT / "docs" / "methods.md"
DATA = ROOT / "lagesbild" / "website" / "indicators" / "methods.json"
NOT_OF_A_TABLE = {"answer", "status", "pace", "comparison"}
EXAMPLES = [
    pytest.param(spec, example, id=f"{spec.key}: {example.title['en']}")
    for spec in SPECS
    for example in spec.examples
]
each_example = pytest.mark.parametrize(("spec", "example"), EXAMPLES)
each_spec = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)


@each_example
def test_the_answer_is_the_one_that_stands_there(spec, example):
    assert as_written(spec.answer(example), example.answer) == rows_of(example.answer)


@each_example
def test_every_answer_says_why_in_both_languages(spec, example):
    assert all(one["why_sv"] and one["why_en"] for one in spec.answer(example))


@each_example
def test_every_column_and_word_of_an_example_is_explained(spec, example):
    table, answer = rows_of(example.table), rows_of(example.answer)
    columns = chain(table[0], answer[0], *rows_of(example.breaks)[:1])
    words = {row[column] for row in answer for column in ("verdict", "colour", "evidence") if row.get(column)}

    assert set(columns) <= set(COLUMNS)
    assert {word for word in words if not methods_manual.NUMBER.fullmatch(word) and ".." not in word} <= set(
        spec.words
    )


def test_every_method_has_its_entry_and_an_example_that_asks_for_it():
    asked = {name for spec in SPECS for example in spec.examples for name in example.methods or (spec.key,)}

    assert asked == {method.value for method in TableMethod} | NOT_OF_A_TABLE
    assert {method.value for method in Method} <= {spec.key for spec in SPECS}


@each_spec
def test_every_entry_is_whole(spec):
    texts = [
        spec.name,
        spec.answers,
        spec.misleads,
        spec.formula,
        spec.source,
        *spec.edges,
        *spec.words.values(),
    ]
    texts += [example.title for example in spec.examples]

    assert all(text.sv and text.en for text in texts)
    assert spec.edges and 2 <= len(spec.examples) <= 5
    assert bool(spec.unverified.sv) == bool(spec.unverified.en)
    assert len(spec.formula.sv.splitlines()) == len(spec.formula.en.splitlines())


def test_every_column_explained_is_used():
    tables = [
        table for spec in SPECS for one in spec.examples for table in (one.table, one.breaks, one.answer)
    ]
    used = {column for table in tables if table for column in rows_of(table)[0]}

    assert set(COLUMNS) == used
    assert all(column.heading.en and column.means.en for column in COLUMNS.values())


@each_spec
def test_every_entry_is_in_the_document_and_on_the_page(spec):
    manual = json.loads(DATA.read_text())

    assert f'<a id="{spec.key}"></a>\n\n## {spec.name["en"]}\n' in DOCUMENT.read_text()
    for language in ("sv", "en"):
        [entry] = [one for one in manual[language]["methods"] if one["key"] == spec.key]
        assert entry["name"] == spec.name[language]
        assert len(entry["examples"]) == len(spec.examples)


def test_what_is_made_is_up_to_date():
    assert DOCUMENT.read_text() == methods_manual.as_markdown(), "Run: make docs"
    assert DATA.read_text() == methods_manual.as_json(), "Run: make docs"


# --- How answers are compared and shown -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "cell", "same"),
    [
        (1.25, "1.25", True),
        (1.2512, "1.25", True),
        (1.26, "1.25", False),
        (5.0, "5", True),
        (5.004, "5", False),
        (5, "5", True),
        (None, "", True),
        (0.0, "", False),
        ("6.574..14.938", "6.57..14.94", True),
        ("1..3", "1..3", True),
        ("1..3", "1..2", False),
        ("within", "within", True),
    ],
)
def test_numbers_are_compared_as_they_are_written(found, cell, same):
    assert (as_written([{"a": found, "b": "x"}], f"a,b\n{cell},x\n") == [{"a": cell, "b": "x"}]) is same


@pytest.mark.parametrize(
    ("column", "cell", "sv", "en"),
    [
        ("value", "-1.5", "−1,5", "−1.5"),
        ("denominator", "10000", "10\u00a0000", "10,000"),
        ("year", "2023", "2023", "2023"),
        ("arrival", "2033.9", "2033,9", "2033.9"),
        ("verdict", "6.57..14.94", "6,57–14,94", "6.57–14.94"),
        ("value", "-", "-", "-"),
        ("direction", "down", "lägre är bättre", "lower is better"),
    ],
)
def test_cells_are_shown_in_the_language_of_the_page(column, cell, sv, en):
    assert methods_manual._cell(column, cell, CELLS, "sv") == sv
    assert methods_manual._cell(column, cell, CELLS, "en") == en


def test_an_example_with_breaks_says_how_to_give_them():
    [spec] = [spec for spec in SPECS if spec.key == "theil-sen"]
    example = Example(spec.name, "", "", breaks="series,year\n")

    assert spec.called(example) == "lagesbild assess table.csv --method theil-sen --breaks breaks.csv"
