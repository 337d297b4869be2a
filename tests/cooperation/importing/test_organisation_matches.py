"""Which organisation a name is taken for."""

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.cooperation.importing.organisation_matches import Known, find, likeness

KUOPIO = Known("1", ("Kuopio",), "FI", frozenset({("Wikidata", "q162279")}))
VIRU = Known("2", ("Lääne-Virumaa", "Lääne-Viru County"), "EE")
REGISTER = [KUOPIO, VIRU]

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
codes = st.sampled_from(["SE", "FI", "EE", "NO"])
numbers = st.frozensets(
    st.tuples(st.sampled_from(["PIC", "SE-ON"]), st.sampled_from(["1", "2", "3"])), max_size=1
)


@st.composite
def registers(draw):
    told = draw(st.lists(st.tuples(names, codes, numbers), max_size=6))
    return [Known(str(place), (name,), code, found) for place, (name, code, found) in enumerate(told)]


def test_a_number_is_enough_whatever_the_name():
    assert find("Något annat", "SE", [("Wikidata", "Q162279")], REGISTER).sure == KUOPIO


def test_the_same_name_in_the_same_country_is_the_same():
    assert find("  KUOPIO ", "FI", [], REGISTER).sure == KUOPIO
    assert find("lääne-viru county", "EE", [], REGISTER).sure == VIRU


def test_a_name_that_is_only_alike_is_asked_about():
    for said, country, meant in (
        ("Kuopio stad", "FI", KUOPIO),
        ("Kupio", "FI", KUOPIO),
        ("Lääne-Virumaa (Väst-Virumaa län)", "EE", VIRU),
    ):
        found = find(said, country, [], REGISTER)
        assert found.sure is None and found.alternatives[0][0] == meant


def test_the_same_name_in_another_country_is_another():
    assert find("Kuopio", "SE", [], REGISTER) == find("Xyz", "SE", [], REGISTER)


def test_another_number_in_the_same_register_is_another_organisation():
    found = find("Kuopio", "FI", [("Wikidata", "Q1")], REGISTER)
    assert found.sure is None and not found.alternatives


def test_what_has_been_dissolved_is_asked_about_with_its_successor_first():
    old = Known("3", ("Gamla länet",), "EE", dissolved=True, successor="2")
    found = find("Gamla länet", "EE", [], [old, VIRU])
    assert found.sure is None
    assert [one.reference for one, _score in found.alternatives] == ["2", "3"]


def test_two_of_the_same_name_are_asked_about():
    both = [Known("1", ("Tartu",), "EE"), Known("2", ("Tartu",), "EE")]
    assert find("Tartu", "EE", [], both).sure is None


@given(names, codes, numbers, registers())
def test_a_name_never_matches_across_countries_unless_a_number_says_so(name, country, told, known):
    found = find(name, country, told, known)
    for one in ([found.sure] if found.sure else []) + [one for one, _score in found.alternatives]:
        assert one.country == country or one.identifiers & {(s, v) for s, v in told}


@given(names, codes, registers())
def test_an_answer_is_sure_or_asked_about_never_both(name, country, known):
    found = find(name, country, [], known)
    assert not (found.sure and found.alternatives)
    assert all(0.8 <= score <= 1 for _one, score in found.alternatives)


@given(names, names)
def test_likeness_is_between_nothing_and_one_and_the_same_both_ways_for_equals(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 0.97
