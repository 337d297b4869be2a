"""Which codes are an area: the municipality's own, and those that it is compared with."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from lagesbild.organisations.area_codes import comparison_trouble, home_trouble
from lagesbild.organisations.models import ComparisonArea, Municipality

WRONG_HOME = [
    ("780", "Menar du 0780 Växjö?"),
    ("0000", "hela riket"),
    ("Växjö", "Skriv koden: 0780 för Växjö."),
    ("Växsjö", "Menar du Växjö (0780)?"),
    ("9999", "ingen svensk kommun eller region"),
]


@pytest.mark.parametrize(("code", "told"), WRONG_HOME)
def test_a_code_that_is_no_municipality_is_refused_with_the_right_one(code, told):
    assert told in home_trouble(code)


@pytest.mark.parametrize("code", ["0780", "0006", "0980"])
def test_municipalities_and_regions_have_a_barometer(code):
    assert home_trouble(code) == ""


@pytest.mark.parametrize("code", ["0000", "0643", "0006", "G2328", "0780-12"])
def test_what_it_may_be_compared_with(code):
    assert comparison_trouble(code) == ""


@pytest.mark.parametrize(
    ("code", "told"), [("643", "0643 Habo"), ("Habo", "0643 för Habo"), ("9999", "ingen svensk")]
)
def test_an_unknown_area_to_be_compared_with_is_refused(code, told):
    assert told in comparison_trouble(code)


def test_the_suggestion_is_in_the_language_in_force():
    with translation.override("en"):
        assert "Do you mean 0780 Växjö?" in home_trouble("780")


@pytest.mark.django_db
def test_the_settings_refuse_what_is_no_area():
    home = Municipality(home_area="780")
    with pytest.raises(ValidationError) as refused:
        home.full_clean()
    assert "0780 Växjö" in str(refused.value.message_dict["home_area"])
    with pytest.raises(ValidationError):
        ComparisonArea(municipality=home, area="643", label_sv="Habo").clean()
    Municipality(home_area="RWA", country="RW").full_clean()


@pytest.mark.django_db
def test_nobody_is_the_country_before_it_is_said_whose_barometer_it_is():
    assert (Municipality.load().home_area, Municipality.load().home_areas) == ("", ())
    assert Municipality(home_area="0780").home_areas == ("0780",)
