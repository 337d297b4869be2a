"""Words as readers write them: folded, in parts, misspelt; and what means the same."""

import pytest

from lagesbild.website.search.synonyms import synonyms
from lagesbild.website.search.words import Vocabulary, folded, holds_parts, root, slips, unmarked, words_of

VOCABULARY = Vocabulary(["kollektivtrafikresor", "stellenbosch", "utsläpp", "svendborg", "vatten", "bodö"])


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Bodø", "bodö"), ("CO₂e", "co2e"), ("Café", "cafe"), ("Lääne", "lääne"), ("Æbeltoft", "äbeltoft")],
)
def test_letters_of_other_languages_and_small_figures_are_folded(text, letters):
    assert folded(text) == letters


def test_unmarked_has_no_letters_of_its_own():
    assert unmarked("Bodø, Åäö") == "bodo, aao"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("hur många invånare", ["invånare"]),
        ("Mål 13", ["mål", "13"]),
        ("SE.12.11.", ["se.12.11"]),
        ("hur går det", ["hur", "går", "det"]),
        ("1", ["1"]),
        ("a", []),
    ],
)
def test_little_words_are_left_out_where_there_are_others(question, words):
    assert words_of(question) == words


@pytest.mark.parametrize(
    ("text", "word", "holds"),
    [
        ("miljö- och hälsoskyddsnämnden", "miljönämnden", True),
        ("kultur- och fritidsnämnden", "kulturnämnden", True),
        ("socialnämnden", "miljönämnden", False),
        ("partnerskapet med stellenbosch", "stelenbosch", False),
        ("kort", "ord", False),
    ],
)
def test_a_compound_is_held_by_its_parts_in_two_words(text, word, holds):
    assert holds_parts(text, word) is holds


@pytest.mark.parametrize(
    ("written", "word", "count"),
    [
        ("stelenbosch", "stellenbosch", 1),
        ("kolektivtrafik", "kollektivtrafikresor", 1),
        ("usläpp", "utsläpp", 1),
        ("svendbrog", "svendborg", 1),
        ("vatten", "vatten", 0),
        ("helt annat", "vatten", 3),
    ],
)
def test_slips_are_counted_and_the_rest_of_a_longer_word_is_none(written, word, count):
    assert slips(written, word, 2)[0] == count


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("kolektivtrafik", "kollektivtrafik"),
        ("stelenbosch", "stellenbosch"),
        ("usläpp", "utsläpp"),
        ("rymdfart", None),
        ("bad", None),
    ],
)
def test_the_nearest_word_is_near_enough_to_be_sure_of(written, word):
    assert VOCABULARY.nearest(written) == word


def test_words_alike_are_suggested():
    assert VOCABULARY.alike("vattnig")[0] == "vatten"


def test_forms_of_a_word_have_one_root():
    assert root("arbetslösheten") == root("arbetslöshet")
    assert root("bussarna") == root("buss")


def test_a_line_of_an_editor_means_the_same_both_ways():
    alike = synonyms("Lillsjön, badplats\n, ,\n")
    assert "badplats" in alike[root("lillsjön")]
    assert "lillsjön" in alike[root("badplatser")]
