"""Sweden's municipalities and regions, found by code or name."""

import pytest

from lagesbild.figures.areas import known_areas
from lagesbild.kits import NoSuchPlace, find_place, home_places


def test_there_are_290_municipalities_and_21_regions_with_the_names_of_the_figures():
    places = home_places().values()
    kinds = [place.kind for place in places]
    assert (kinds.count("municipality"), kinds.count("region")) == (290, 21)
    assert {place.code: (place.name, place.kind) for place in places} == {
        code: words for code, words in known_areas().items() if code != "0000"
    }


def test_every_municipality_has_a_place_a_county_and_seven_others_like_it():
    municipalities = [place for place in home_places().values() if place.kind == "municipality"]
    assert all(55 < place.latitude < 69.1 and 10.9 < place.longitude < 24.2 for place in municipalities)
    assert all(len(place.similar) == 7 and place.code not in place.similar for place in municipalities)
    assert all(set(place.similar) <= set(home_places()) for place in municipalities)
    assert [place.name for place in municipalities if not place.county_group] == ["Gotland"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0780", "0780"),
        ("Växjö", "0780"),
        ("växjö kommun", "0780"),
        ("Malmö stad", "1280"),
        ("Region Skåne", "0012"),
    ],
)
def test_a_place_is_found_by_code_or_name(text, code):
    assert find_place(text).code == code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("780", "Menar du 0780 Växjö?"),
        ("0000", "hela riket"),
        ("Riket", "hela riket"),
        ("Växsjö", "Menar du Växjö (0780)?"),
        ("Atlantis", "ingen svensk kommun eller region"),
        ("", "tomt"),
    ],
)
def test_what_is_no_place_is_refused_with_a_suggestion(text, told):
    with pytest.raises(NoSuchPlace) as refused:
        find_place(text)
    assert told in refused.value.wording.sv


def test_growth_is_compared_with_groups_the_nearest_first():
    assert find_place("Växjö").groups[-1] == "G2328"
    assert len(find_place("Växjö").groups) == 3
    assert find_place("Region Skåne").groups == ()
