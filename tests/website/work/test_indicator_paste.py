"""Indicators pasted: an id, a goal and a target on each row; every problem told, and what is right saved once."""

import re

import pytest

from lagesbild.barometer.models import Goal, Indicator
from lagesbild.organisations.roles import COORDINATOR
from tests.website import site_drawing as drawing
from tests.website.work.test_rounds import log_in, words

pytestmark = pytest.mark.django_db

PAGE = "/arbete/program/nyckeltal/"


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.fixture
def climate(client) -> Goal:
    log_in(client, COORDINATOR)
    return drawing.goal("Klimat", drawing.programme("Programmet"), code="1.1")


def save(client, text: str):
    page = client.post(PAGE, {"text": text, "programme": ""})
    key = re.search(r'name="nyckel" value="([^"]+)"', page.content.decode())[1]
    sent = {"text": text, "programme": "", "skriv": "ja", "nyckel": key}
    return client.post(PAGE, sent, follow=True), sent


@pytest.mark.parametrize(
    "text",
    [
        "N00401\tUtsläpp\t1.1\t2,5\t2030\tton/inv.\tlägre",
        "Målår\tMål\tId\tNyckeltal\tMålvärde\tEnhet\tRiktning\n2030\tKlimat\tN00401\tUtsläpp\t2,5\tton/inv.\tLägre är bättre",
        "N00401;Utsläpp;1.1 Klimat;2,5;2030;ton/inv.;minska",
    ],
)
def test_a_row_becomes_a_draft_with_its_goal_and_its_target(client, climate, text):
    page, sent = save(client, text)
    assert "1 nyckeltal är sparat som utkast." in words(page)
    [indicator] = Indicator.objects.all()
    assert (indicator.figure, indicator.name_sv, indicator.unit_sv) == ("N00401", "Utsläpp", "ton/inv.")
    assert (indicator.direction, indicator.live) == (-1, False)
    [link], [target] = indicator.goal_links.all(), indicator.reference_values.all()
    assert (link.goal, target.kind, target.value, target.year) == (climate, "target", 2.5, 2030)
    client.post(PAGE, sent)
    assert Indicator.objects.count() == 1


def test_every_problem_is_told_with_its_row_and_what_is_right_is_saved(client, climate):
    text = """Id\tNyckeltal\tMål\tMålvärde\tMålår
N1\tRätt\t1.1\t\t
\tUtan id\t1.1\t\t
N3\tFel mål\tKlimatt\t\t
N4\tFel tal\t1.1\tmånga\t
N5\tFel år\t1.1\t1\tsnart
N1\tIgen\t1.1\t\t
N7\t\t1.1\t\t"""
    page = words(client.post(PAGE, {"text": text, "programme": ""}))
    for sentence in (
        "6 saker att rätta",
        "Id saknas.",
        "Menar du 1.1 Klimat?",
        "”snart” är inget år.",
        "Samma id står på rad 2.",
        "Namnet saknas.",
    ):
        assert sentence in page
    save(client, text)
    assert [one.name_sv for one in Indicator.objects.all()] == ["Rätt"]


def test_an_indicator_that_is_here_gets_the_goal(client, climate):
    indicator = drawing.indicator("Utsläpp", figure="N00401")
    page, _sent = save(client, "N00401\tUtsläpp\t1.1")
    assert "1 som fanns har fått ett mål till." in words(page)
    latest = Indicator.objects.get(pk=indicator.pk).get_latest_revision_as_object()
    assert [link.goal for link in latest.goal_links.all()] == [climate]
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["N1\tVatten\tGlobalt mål 6", "Id\tNyckeltal\tGlobalt mål\nN1\tVatten\t6", "N1\tVatten\tSDG 6"]
)
def test_an_indicator_may_stand_directly_under_a_global_goal(client, climate, text):
    save(client, text)
    [link] = Indicator.objects.get().goal_links.all()
    assert (link.goal, link.global_goal_id) == (None, 6)
