"""Countries by name, in the order that a list of them has, and in the editor's forms."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from lagesbild.framework.countries import alphabetical, countries, country_choices, country_code
from lagesbild.framework.country_field import CountriesChoice, CountryChoice


def test_sweden_first_then_the_swedish_alphabet():
    with translation.override("sv"):
        names = [name for _code, name in country_choices()]
    assert names[:3] == ["Sverige", "Afghanistan", "Albanien"]
    assert names[-4:] == ["Zimbabwe", "Åland", "Österrike", "Östtimor"]
    assert len(names) == len(set(names)) == len(countries())


def test_in_english_by_the_english_alphabet():
    with translation.override("en"):
        names = [name for _code, name in country_choices()]
    assert names[0] == "Sweden" and "Åland" in names[1:10]
    assert names[-1] == "Zimbabwe"


@pytest.mark.parametrize(
    "names",
    [
        ["Zambia", "Åland", "Ärtland", "Österrike"],
        ["Elfenbenskusten", "Élysée", "Estland"],
        ["Sao Tome", "São Tomé och Príncipe", "Saudiarabien"],
    ],
)
def test_the_swedish_order(names):
    assert sorted({*names}, key=alphabetical) == names


@pytest.mark.parametrize("written", ["PL", "pl", "Polen", " poland "])
def test_a_country_by_name_or_letters(written):
    assert country_code(written) == "PL"


def test_a_form_offers_names_and_keeps_letters():
    widget = CountryChoice().widget
    widget.choices = CountryChoice().choices
    assert '<option value="PL" selected>Polen</option>' in widget.render("country", "PL")
    assert CountryChoice().clean("PL") == "PL"


def test_what_is_no_country_is_refused_in_words():
    with pytest.raises(ValidationError, match="QQ är inget land vi känner igen. Välj landet i listan."):
        CountryChoice().clean("QQ")


def test_a_code_that_is_on_no_list_is_still_shown():
    widget = CountryChoice().widget
    widget.choices = CountryChoice().choices
    assert '<option value="QQ" selected>QQ</option>' in widget.render("country", "QQ")


def test_several_countries_are_one_text():
    field = CountriesChoice(required=False)
    assert field.prepare_value("se, DK") == ["SE", "DK"]
    assert field.clean(["DK", "SE"]) == "DK SE" and field.clean([]) == ""
    assert field.has_changed("SE DK", ["DK", "SE"]) is False
    assert field.has_changed("SE DK", ["DK"]) is True
