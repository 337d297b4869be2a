"""Which organisation a name is taken for."""

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.cooperation.importing.organisation_matches import KnownOrganisation, find, likeness

KUOPIO = KnownOrganisation("1", ("Kuopio",), "FI", frozenset({("Wikidata", "q162279")}))
VIRU = KnownOrganisation("2", ("Lääne-Virumaa", "Lääne-Viru County"), "EE")
REGISTER = [KUOPIO, VIRU]

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
codes = st.sampled_from(["SE", "FI", "EE", "NO"])
numbers = st.frozensets(
    st.tuples(st.sampled_from(["PIC", "SE-ON"]), st.sampled_from(["1", "2", "3"])), max_size=1
)


@st.composite
def registers(draw):
    drawn = draw(st.lists(st.tuples(names, codes, numbers), max_size=6))
    return [
        KnownOrganisation(str(place), (name,), code, identifiers)
        for place, (name, code, identifiers) in enumerate(drawn)
    ]


def test_a_number_is_enough_whatever_the_name():
    assert find("Något annat", "SE", [("Wikidata", "Q162279")], REGISTER).sure == KUOPIO


def test_the_same_name_in_the_same_country_is_the_same():
    assert find("  KUOPIO ", "FI", [], REGISTER).sure == KUOPIO
    assert find("lääne-viru county", "EE", [], REGISTER).sure == VIRU


def test_a_name_that_is_only_alike_is_asked_about():
    for name, country, reference in (
        ("Kuopio by", "FI", KUOPIO),
        ("Kupio", "FI", KUOPIO),
        ("Lääne-Virumaa (Väst-Virumaa län)", "EE", VIRU),
    ):
        match = find(name, country, [], REGISTER)
        assert match.sure is None and match.alternatives[0][0] == reference


def test_the_same_name_in_another_country_is_another():
    assert find("Kuopio", "SE", [], REGISTER) == find("Xyz", "SE", [], REGISTER)


def test_another_number_in_the_same_register_is_another_organisation():
    match = find("Kuopio", "FI", [("Wikidata", "Q1")], REGISTER)
    assert match.sure is None and not match.alternatives


def test_what_has_been_dissolved_is_asked_about_with_its_successor_first():
    old = KnownOrganisation("3", ("Gamla länet",), "EE", dissolved=True, successor="2")
    match = find("Gamla länet", "EE", [], [old, VIRU])
    assert match.sure is None
    assert [organisation.reference for organisation, _score in match.alternatives] == ["2", "3"]


def test_two_of_the_same_name_are_asked_about():
    both = [KnownOrganisation("1", ("Tartu",), "EE"), KnownOrganisation("2", ("Tartu",), "EE")]
    assert find("Tartu", "EE", [], both).sure is None


@given(names, codes, numbers, registers())
def test_a_name_never_matches_across_countries_unless_a_number_says_so(
    name, country, identifiers, organisations
):
    match = find(name, country, identifiers, organisations)
    for organisation in ([match.sure] if match.sure else []) + [
        organisation for organisation, _score in match.alternatives
    ]:
        assert organisation.country == country or organisation.identifiers & {(s, v) for s, v in identifiers}


@given(names, codes, registers())
def test_an_answer_is_sure_or_asked_about_never_both(name, country, organisations):
    match = find(name, country, [], organisations)
    assert not (match.sure and match.alternatives)
    assert all(0.8 <= score <= 1 for _one, score in match.alternatives)


@given(names, names)
def test_likeness_is_between_nothing_and_one_and_the_same_both_ways_for_equals(name, other):
    assert 0 <= likeness(name, other) <= 1
    assert likeness(name, name) == 0.97
