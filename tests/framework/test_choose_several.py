"""Several chosen one at a time: what the form shows, and what it sends."""

import re

from django.http import QueryDict

from lagesbild.framework.choose_several import ChooseSeveral

CHOICES = [("Grupper", [("EU", "EU"), ("NORDEN", "Norden")]), ("SE", "Sverige"), ("FI", "Finland & Åland")]


def shown(*keys, choices=CHOICES) -> str:
    html = ChooseSeveral(choices=choices).render("places", list(keys), {"id": "id_places"})
    return re.sub(r">\s+<", "><", html)


def row(key: str, label: str) -> str:
    return f'<li><input type="hidden" name="places" value="{key}"><span>{label}</span>'


def test_what_is_chosen_stands_in_its_order_with_a_button_that_says_what_it_takes_away():
    html = shown("FI", "EU")
    assert html.index(row("FI", "Finland &amp; Åland")) < html.index(row("EU", "EU"))
    assert 'aria-label="Ta bort Finland &amp; Åland"' in html
    assert row("SE", "Sverige") not in html


def test_the_list_to_add_from_has_everything_in_its_groups_and_sends_nothing_itself():
    html = shown()
    (select,) = html.split("<select")[1:]
    select = select.split("</select>")[0]
    group = '<option value="EU">EU</option><option value="NORDEN">Norden</option>'
    assert f'<optgroup label="Grupper">{group}</optgroup><option value="SE">Sverige</option>' in select
    assert 'id="id_places"' in select and "name=" not in select and "required" not in select


def test_what_is_on_no_list_is_still_there():
    assert row("QQ", "QQ") in shown("QQ", "SE")


def test_the_empty_choice_is_no_choice():
    assert shown(choices=[("", "Ingen"), ("SE", "Sverige")]).count('<option value="">') == 1


def test_a_draft_without_a_name_is_not_offered():
    html = shown(choices=[(1, "Ett"), (2, " ")])
    assert 'value="1"' in html and 'value="2"' not in html


def test_numbers_are_chosen_by_their_names():
    assert row("2", "Två") in shown(2, choices=[(1, "Ett"), (2, "Två")])


def test_a_long_list_can_be_searched_in_once_the_script_is_there():
    assert "search" not in shown()
    html = shown(choices=[(number, f"Mål {number}") for number in range(1, 14)])
    (search,) = re.findall('<input type="search"[^>]*>', html)
    assert " hidden" in search and 'aria-controls="id_places"' in search and "name=" not in search


def test_what_is_sent_is_every_row():
    sent = QueryDict("places=FI&places=EU")
    assert ChooseSeveral().value_from_datadict(sent, {}, "places") == ["FI", "EU"]
