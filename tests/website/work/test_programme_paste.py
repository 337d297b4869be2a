"""A programme pasted: shown, asked about, saved once as drafts, and public when its day has come and not before."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lagesbild.barometer.models import Goal, Programme
from lagesbild.barometer.overview import by_global_goal, forest, representative
from lagesbild.organisations.roles import COORDINATOR
from lagesbild.reporting.models import Round
from lagesbild.reporting.rounds import preview
from lagesbild.website.findings.all_findings import findings
from tests.barometer.test_pasted_goals import SHAPES, programme
from tests.website import site_drawing as drawing
from tests.website.work.test_rounds import log_in, words

pytestmark = pytest.mark.django_db

PAGE = "/arbete/program/"


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.fixture
def coordinator(client):
    return log_in(client, COORDINATOR)


def sent(text: str, **more) -> dict:
    return {"text": text, "name": "Program 2030", "valid_from": "", "programme": ""} | more


def save(client, text: str, **more):
    page = client.post(PAGE, sent(text, **more))
    key = re.search(r'name="nyckel" value="([^"]+)"', page.content.decode())[1]
    return client.post(PAGE, sent(text, skriv="ja", nyckel=key, **more), follow=True), key


def test_what_is_pasted_is_shown_before_it_is_saved(coordinator):
    page = words(coordinator.post(PAGE, sent("1 Klimat\n1.1 Minska\n1.1 Anpassa")))
    assert "3 nya mål." in page and "Inget är sparat än." in page
    assert "1 rad att se på." in page and "Numret 1.1 står också på rad 2." in page
    assert not Goal.objects.exists() and not Programme.objects.exists()


def test_184_goals_are_saved_once_as_drafts_on_their_levels(coordinator):
    text = SHAPES["Excel, two columns"](programme())
    page, key = save(coordinator, text)
    assert "184 mål är sparade som utkast." in words(page)
    again = coordinator.post(PAGE, sent(text, skriv="ja", nyckel=key), follow=True)
    assert "Inget är sparat två gånger." in words(again)
    goals = {goal.code: goal for goal in Goal.objects.select_related("parent")}
    assert len(goals) == Goal.objects.count() == 184
    assert all(not goal.live and goal.has_unpublished_changes is not None for goal in goals.values())
    assert {code for code, goal in goals.items() if goal.parent is None} == {str(n) for n in range(1, 18)}
    below = [(code, goal.parent.code) for code, goal in goals.items() if goal.parent]
    assert all(code.rpartition(".")[0] == above for code, above in below)


def test_a_choice_of_level_text_and_skipping_is_followed(coordinator):
    choices = {"niva-0": "1", "niva-1": "0", "niva-2": "-1", "niva-3": "2", "mal-3": "6, 14"}
    save(coordinator, "Klimat\nVi minskar.\nSidfot\nVatten", **choices)
    assert [(goal.name_sv, goal.text_sv) for goal in Goal.objects.order_by("order")] == [
        ("Klimat", "Vi minskar."),
        ("Vatten", ""),
    ]
    water = Goal.objects.get(name_sv="Vatten")
    assert water.parent.name_sv == "Klimat"
    assert {goal.number for goal in water.global_goals.all()} == {6, 14}


def test_goals_that_the_programme_has_are_not_saved_again(coordinator):
    plan = drawing.programme("Gamla programmet")
    drawing.goal("Klimat", plan, code="1")
    page, _key = save(coordinator, "1 Klimat\n1.1 Minska", programme=plan.pk, name="")
    assert "1 mål är sparat som utkast." in words(page)
    assert Goal.objects.get(code="1.1").parent.code == "1"


def test_global_goals_are_suggested_where_the_text_names_them(coordinator):
    page = coordinator.post(PAGE, sent("Vi bidrar till globala mål 13 och delmål 6.3")).content.decode()
    assert 'name="mal-0" value="6, 13"' in page and "förslag" in page


def test_a_form_without_a_programme_says_so(coordinator):
    answer = coordinator.post(PAGE, sent("Klimat", name=""))
    assert answer.status_code == 422
    assert "Skriv vad programmet heter" in answer.content.decode()


def test_a_programme_that_has_not_begun_is_neither_asked_about_nor_found_wanting(coordinator):
    plan = drawing.programme("Nästa", valid_from=day(1))
    drawing.goal("Omätt", plan)
    asked = Round(name="Hösten", year=2026, opens_on=day(0), closes_on=day(9))
    assert preview(asked).unowned == ()
    assert [one for one in findings(day(0)) if one.title == "Omätt"] == []
    Programme.objects.filter(pk=plan.pk).update(valid_from=day(0))
    assert [str(thing) for _kind, thing in preview(asked).unowned] == ["Omätt"]


# --- Whose words stand on a global goal's page ---------------------------------------------------------------


@pytest.fixture
def old():
    return drawing.goal("Ingen fattigdom hos oss", drawing.programme("Ö-programmet"), represents_id=1)


def newer(first_day: date | None) -> Goal:
    plan = drawing.programme("A-programmet", valid_from=first_day)
    return drawing.goal("Ingen fattigdom", plan, represents_id=1)


def of_goal_1() -> Goal:
    return representative(1, by_global_goal(forest())[1])


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_a_programme_takes_over_on_its_day_and_not_before(old):
    new = newer(day(1))
    assert of_goal_1() == old
    Programme.objects.filter(pk=new.programme_id).update(valid_from=day(0))
    assert of_goal_1() == new


def test_a_programme_without_a_first_day_takes_no_page_from_another(old):
    Programme.objects.filter(pk=old.programme_id).update(valid_from=day(-900))
    newer(None)
    assert of_goal_1() == old


def test_a_programme_that_is_replaced_by_one_that_has_not_begun_still_counts(old):
    new = newer(day(1))
    Programme.objects.filter(pk=old.programme_id).update(superseded_by=new.programme)
    assert of_goal_1() == old
    Programme.objects.filter(pk=new.programme_id).update(valid_from=day(0))
    assert of_goal_1() == new


def test_a_version_of_a_global_goal_has_a_page_of_its_own_until_its_day(client, old):
    new = newer(day(1))
    assert client.get(f"/program/{new.programme.slug}/{new.slug}/").status_code == 200
    assert "Ingen fattigdom hos oss" in words(client.get("/mal/1/"))


def test_what_a_programme_will_replace_is_said_before_it_is_saved_and_published(coordinator, old):
    text = "Ingen fattigdom\nAnnat"
    asked = words(coordinator.post(PAGE, sent(text, valid_from="2030-01-01")))
    assert "Heter som globalt mål 1." in asked and "i stället för dem som står där" not in asked
    ticked = {"valid_from": "2030-01-01", "ersatt-0": "on", "niva-0": "1", "niva-1": "1"}
    for page in (coordinator.post(PAGE, sent(text, **ticked)), save(coordinator, text, **ticked)[0]):
        assert "Från 1 januari 2030" in words(page) and "Ingen fattigdom hos oss (Ö-programmet)" in words(
            page
        )
    plan = Programme.objects.get(name_sv="Program 2030")
    coordinator.post(f"{PAGE}{plan.pk}/", follow=True)
    assert Goal.objects.filter(programme=plan, live=True).count() == 2
    assert Programme.objects.get(pk=plan.pk).live
    assert of_goal_1() == old
