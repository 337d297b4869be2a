"""The register in the open API: what is public and nothing else, described as it answers, in few questions."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import (
    Application,
    Call,
    Cost,
    Exchange,
    FundingProgramme,
    Grant,
    Instalment,
    Lesson,
    Participants,
    Partnership,
    Project,
    ResultLine,
    Theme,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation
from lagesbild.website.api.barometer import api
from tests.website import site_drawing as drawing
from tests.website.api.test_barometer import wrong

pytestmark = pytest.mark.django_db
LISTS = (
    "commitments",
    "partnerships",
    "projects",
    "exchanges",
    "grants",
    "applications",
    "lessons",
    "funding-programmes",
    "calls",
)


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def asked(client, what: str) -> list[dict]:
    answer = client.get(f"/api/v1/{what}")
    assert answer.status_code == 200
    return json.loads(answer.content)


def some(number: int, **more) -> None:
    """``number`` of everything, each with something of every sort hanging on it."""
    drawing.home()
    unit, funder = made(Organisation, "Kommunstyrelsen"), made(Organisation, "ICLD")
    theme, goal = Theme.objects.create(name_sv="Demokrati"), GlobalGoal.objects.get(number=17)
    for n in range(number):
        programme = FundingProgramme.objects.create(name_sv=f"Program {n}", funder=funder, **more)
        call = Call.objects.create(name_sv=f"Utlysning {n}", programme=programme, **more)
        call.rules.create(kind="countries", minimum=4)
        town = made(Partnership, f"Ort {n}", yearly_cost=Decimal("12.50"), **more)
        project = made(Project, f"Sak {n}", partnership=town, budget=1000, starts=date(2025, 1, 1), **more)
        for thing in (town, project):
            thing.partners.create(organisation=unit)
            thing.responsibilities.create(organisation=unit, position="Samordnare")
            thing.decisions.create(body=unit, decided_on=date(2024, 1, 1), paragraph="§ 1")
            thing.documents.create(title="Avtal", url="https://exempel.se/")
            thing.gaps.create(asked="end", reason="not_yet")
            thing.themes.add(theme)
            thing.global_goals.add(goal)
        call.save()
        town.save()
        project.countries.create(country="SE", share=100)
        project.save()
        Cost.objects.create(project=project, value=10, spent_on=date(2025, 2, 1))
        ResultLine.objects.create(project=project, level="measure", text_sv="Antal", target=5)
        exchange = made(Exchange, f"Resa {n}", starts=date(2025, 1, 1), project=project, **more)
        Participants.objects.create(exchange=exchange, count=3)
        sent = Application.objects.create(name_sv=f"Ansökan {n}", call=call, project=project, **more)
        grant = Grant.objects.create(
            project=project, programme=programme, application=sent, value=700, **more
        )
        Instalment.objects.create(grant=grant, value=300, received_on=date(2025, 3, 1))
        Lesson.objects.create(
            project=project, title_sv="Tid", noted_on=date(2025, 1, 1), evidence_sv="Ja.", **more
        )


@pytest.mark.parametrize("what", LISTS)
def test_every_list_answers_as_it_is_described(client, what):
    some(2)
    schema = api.get_openapi_schema()
    operation = schema["paths"][f"/api/v1/{what}"]["get"]
    answer = asked(client, what)
    assert len(answer) == (4 if what == "commitments" else 2)
    shape = operation["responses"][200]["content"]["application/json"]["schema"]
    assert wrong(answer, shape, json.loads(json.dumps(schema))) == []
    assert operation["summary"]


@pytest.mark.parametrize("what", LISTS)
def test_nothing_that_is_not_published(client, what):
    some(2, live=False)
    assert asked(client, what) == []


def test_what_hangs_on_a_draft_is_not_told(client):
    some(1)
    Project.objects.update(live=False)
    assert [len(asked(client, what)) for what in ("projects", "exchanges", "grants", "lessons")] == [0] * 4
    Project.objects.update(live=True)
    Partnership.objects.update(live=False)
    Organisation.objects.update(live=False)
    (project,) = asked(client, "projects")
    assert project["partnership"] is None
    assert (project["partners"], project["responsible"]) == ([], [])
    assert project["decisions"][0]["body"] is None
    assert asked(client, "funding-programmes")[0]["funder_name"] is None


def test_a_project_with_its_money_and_results(client):
    some(1)
    (project,) = asked(client, "projects")
    assert {name: sums["kronor"] for name, sums in project["money"].items() if name != "unfunded"} == {
        "budget": 1000,
        "granted": 700,
        "own_cash": None,
        "own_kind": None,
        "received": 300,
        "repaid": None,
        "spent": 10,
    }
    assert project["money"]["own_cash"]["unknown"] == 1
    assert project["money"]["unfunded"] is None
    assert (project["results"][0]["target"], project["countries"]) == (5, {"SE": 100})


def test_a_commitment_says_why_an_answer_is_missing(client):
    some(1)
    town, project = asked(client, "commitments")
    assert (town["type"], project["type"]) == ("partnership", "project")
    assert town["cost"]["text"]["sv"] == "12,50 kronor per år" and town["cost_kronor"] == 12.5
    assert town["end"] == {"known": False, "text": town["end"]["text"], "explained": True}
    assert not town["result"]["known"] and not town["result"]["explained"]
    assert project["granted_kronor"] == 700


@pytest.mark.parametrize("what", LISTS)
def test_lists_are_given_a_part_at_a_time(client, what):
    some(3)
    assert len(asked(client, f"{what}?limit=2")) == 2
    assert asked(client, f"{what}?limit=2&offset=1")[0] == asked(client, what)[1]
    assert client.get(f"/api/v1/{what}?limit=201").status_code == 422


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("number", [2, 12])
def test_as_few_questions_to_the_database_for_many(client, what, number, django_assert_max_num_queries):
    some(number)
    with django_assert_max_num_queries(30):
        asked(client, what)


def test_the_page_on_open_data_tells_of_it(client):
    drawing.home()
    said = client.get("/oppna-data/").content.decode()
    assert "/samarbeten/forteckning.xlsx" in said and "/iati.xml" in said
