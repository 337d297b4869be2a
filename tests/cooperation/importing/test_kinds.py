"""What a row is, by its own word, the heading above it, its name or its funder; and when somebody is asked."""

import pytest

from lagesbild.cooperation.importing import kinds


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Vänorter", ("partnership", "twin_town")),
        ("sister_city", ("partnership", "sister_city")),
        ("EU-projekt (pågående)", ("project", "")),
        ("Nätverk och medlemskap", ("partnership", "network")),
        ("Elevutbyte", ("exchange", "school")),
        ("Möbler", ("", "")),
    ],
)
def test_a_word_says_what_rows_are(word, kind):
    assert kinds.of_word(word) == kind


@pytest.mark.parametrize(
    ("name", "has_funder", "kind"),
    [
        ("Vänort Bodö", False, ("partnership", "twin_town")),
        ("Projektet Trygga torg", False, ("project", "")),
        ("Trygga torg", True, ("project", "")),
        ("Utbildning för alla", True, ("project", "")),
        ("Trygga torg", False, ("", "")),
        ("Utbildning för alla", False, ("", "")),
        ("Vänort Bodö", True, ("", "")),
        ("Elevutbyte i vänorten", False, ("", "")),
    ],
)
def test_without_a_word_a_name_or_a_funder_may_say_it(name, has_funder, kind):
    row_kind = kinds.of_row("", "Blad1", name, has_funder)
    assert (row_kind.thing, row_kind.kind) == kind and bool(row_kind.why) == bool(kind[0])
