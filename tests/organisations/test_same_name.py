"""When two spellings are one place, and when only a person can say."""

import pytest

from lagesbild.organisations.same_name import is_same_name, spellings


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Bodö", "Bodø"),
        ("Bodö kommun", "BODØ KOMMUNE"),
        ("Kuopio", "Kuopion kaupunki"),
        ("City of Kuopio", "Kuopio stad"),
        ("Jönköpings kommun", "Jönköping"),
        ("Borås Stad", "Borås"),
        ("Gorzow  Wielkopolski", "Gorzów-Wielkopolski"),
        ("Halle (Saale)", "halle (saale)"),
        ("The Municipality of Stellenbosch", "Stellenbosch Municipality"),
        ("Lääne-Virumaa", "Lääne Virumaa"),
        ("Æbeltoft", "Äbeltoft"),
    ],
)
def test_the_same_place(name, other):
    assert is_same_name(name, other) and is_same_name(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Håbo", "Habo"),
        ("Kansas City", "Kansas"),
        ("Cape Town", "Cape"),
        ("Region Jönköpings län", "Jönköpings kommun"),
        ("Tartu vald", "Tartu linn"),
        ("Bodö", "Bodo"),
        ("Stadshuset", "huset"),
    ],
)
def test_two_places_until_somebody_says(name, other):
    assert not is_same_name(name, other)


def test_a_name_of_nothing_but_what_it_is_keeps_it():
    assert spellings("Kommun") == {"kommun"} and spellings("City of ") == {"city of"}
