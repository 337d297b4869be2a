"""What an eye sees of a cell, as tables."""

import pytest

from lagesbild.tables.columns import fold, one_spelling, revealed, visible


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("A", "A"),
        ("", ""),
        ("  A  ", "A"),
        ("A  B", "A B"),
        ("A\u00a0B", "A B"),
        ("A\u202f\u2009B", "A B"),
        ("A\u3000B", "A B"),
        ("A\nB\tC", "A B C"),
        ("A\u200b", "A"),  # zero-width space
        ("\ufeffA", "A"),  # byte order mark
        ("Sam\u00adarbete", "Samarbete"),  # soft hyphen
        ("A\u200e\u202aB", "AB"),  # direction marks
        ("A\u2060B\u200dC\ufe0f", "ABC"),
        ("A\x00\x07B", "AB"),
        ("\u3164A", "A"),
        ("Malmo\u0308", "Malmö"),  # a letter in two parts
        ("\u200b", ""),
        ("A \u200b B", "A B"),
    ],
)
def test_what_cannot_be_seen_is_gone(cell, seen):
    assert visible(cell) == seen


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        ("Nyckeltal 1", "NYCKELTAL 1"),
        ("N1\u200b", "n1"),
        ("Ålder  0–5", "ålder 0–5"),
        ("A\u030a", "å"),
        ("\u212bre", "åre"),  # the ångström sign is an Å
    ],
)
def test_what_looks_alike_is_one_thing(cell, other):
    assert fold(cell) == fold(other)


@pytest.mark.parametrize(("cell", "other"), [("A", "Å"), ("A", "B"), ("A B", "AB"), ("0–5", "0-5")])
def test_what_looks_different_is_not(cell, other):
    assert fold(cell) != fold(other)


def test_a_column_takes_the_spelling_that_comes_first():
    column = ["Män", "män ", "MÄN", "M\u00e4n\u200b", "Kvinnor", 2023]
    assert list(one_spelling(column).values()) == ["Män", "Män", "Män", "Män", "Kvinnor", 2023]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("A\u200b", "A⟨U+200B⟩"), ("A B", "A B"), ("A\u00a0B", "A⟨U+00A0⟩B"), ("a\nb", "a⟨U+000A⟩b")],
)
def test_what_is_hidden_can_be_shown(cell, shown):
    assert revealed(cell) == shown
