"""Purpose codes: chosen by name, kept as five digits, and none that is on the list is out of it."""

from django.utils import translation

from lagesbild.cooperation.iati.codes import SECTORS
from lagesbild.cooperation.models import Project
from lagesbild.cooperation.sectors import sector_choices, sectors


def field():
    return Project._meta.get_field("sector").formfield()


def test_every_code_is_in_one_group_with_a_name_in_both_languages():
    offered = [code for _group, choices in sector_choices() for code, _name in choices]
    assert len(offered) == len(set(offered)) and set(offered) == SECTORS
    assert all(sector.name_sv and sector.name_en for sector in sectors().values())


def test_a_code_is_offered_by_its_name_in_the_language_in_force():
    names = dict(choice for _group, choices in sector_choices() for choice in choices)
    assert names["15150"] == "15150 Demokratiskt deltagande och civilsamhälle"
    with translation.override("en"):
        names = dict(choice for _group, choices in sector_choices() for choice in choices)
    assert names["15150"] == "15150 Democratic participation and civil society"


def test_a_code_that_is_on_the_list_no_more_is_not_lost():
    assert field().clean("15150") == "15150" and field().clean("") == ""
    assert field().clean("11111") == "11111"
    assert '<option value="11111" selected>11111</option>' in field().widget.render("sector", "11111")
