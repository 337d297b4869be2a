"""What is pasted: rows and cells, as Excel, Word and e-mail give them."""

import pytest

from lagesbild.tables.pasted import pasted_rows


def cells(text: str, separators: str = "\t;,") -> list[tuple[str, ...]]:
    return [row.cells for row in pasted_rows(text, separators)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna\tanna@x.se\nBo\tbo@x.se", [("Anna", "anna@x.se"), ("Bo", "bo@x.se")]),
        ("Anna;anna@x.se\r\nBo;bo@x.se\r\n", [("Anna", "anna@x.se"), ("Bo", "bo@x.se")]),
        ("Anna, anna@x.se\nBo, bo@x.se", [("Anna", "anna@x.se"), ("Bo", "bo@x.se")]),
        ("Ett mål, med komma\nEtt annat", [("Ett mål, med komma",), ("Ett annat",)]),
        ("Anna\u00a0Berg\tanna@x.se", [("Anna Berg", "anna@x.se")]),
        ('Anna\t"Två\nrader"\nBo\ten', [("Anna", "Två rader"), ("Bo", "en")]),
        ('"Anna"s mål\tett\nBo\t12" rör', [('"Anna"s mål', "ett"), ("Bo", '12" rör')]),
        ("", []),
        ("\n \n\t\n", []),
    ],
)
def test_cells(text, expected):
    assert cells(text) == expected


def test_rows_keep_their_numbers_past_empty_ones():
    assert [row.number for row in pasted_rows("ett\n\ntvå")] == [1, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ett\n\ttvå\n\t\ttre", [(0, ""), (1, ""), (2, "")]),
        ("ett\n  två\n    tre", [(0, ""), (1, ""), (2, "")]),
        ("• ett\n\to två\n- tre", [(0, "•"), (1, "o"), (0, "-")]),
        ("\uf0b7\tett", [(0, "\uf0b7")]),
    ],
)
def test_how_far_in_a_row_begins(text, expected):
    assert [(row.indent, row.bullet) for row in pasted_rows(text, "")] == expected
