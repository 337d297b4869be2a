"""A brand-new installation, and one whose figures disappear: every page still answers, and says how it is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

LISTS = (
    "/",
    "/mal/",
    "/program/",
    "/nyckeltal/",
    "/nyckeltal/?svar=better",
    "/atgarder/",
    "/atgarder/?lage=done",
    "/ansvariga/",
    "/behover-uppmarksamhet/",
    "/teckenforklaring/",
    "/sok/",
    "/sok/?q=vatten",
    "/tillganglighet/",
    "/oppna-data/",
    "/feed/andringar/",
    *(f"/mal/{number}/" for number in range(1, 18)),
)
MACHINES = (
    "/colours.css",
    "/api/v1/docs",
    "/api/v1/openapi.json",
    "/api/v1/global-goals",
    "/api/v1/goals",
    "/api/v1/indicators",
    "/api/v1/actions",
    "/api/v1/organisations",
)


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_new_installation_answers_everywhere(client, language):
    for address in LISTS:
        answer = client.get(language + address)
        assert answer.status_code == 200, address
        assert b"None" not in answer.content.replace(b"None of", b""), address
    assert client.get("/mal/5/").status_code == 200


def test_a_new_installation_answers_machines(client):
    assert {path: client.get(path).status_code for path in MACHINES} == dict.fromkeys(MACHINES, 200)
    assert client.get("/api/v1/goals").json() == []


def test_a_new_installation_says_that_there_is_nothing_yet(client):
    def said(address):
        return Html(client.get(address).content.decode()).text

    assert "Kommunen har inte skrivit något om det här målet ännu." in said("/mal/5/")
    assert "Det finns inga nyckeltal ännu." in said("/")
    assert "Inga program är publicerade ännu." in said("/program/")
    assert "Inga åtgärder här." in said("/atgarder/")
    assert "Inga organisationer är publicerade ännu." in said("/ansvariga/")
    assert "Inget behöver uppmärksamhet just nu." in said("/behover-uppmarksamhet/")
    assert "Inga siffror är hämtade ännu." in said("/oppna-data/")


def test_a_new_installation_shows_the_log_in_page_in_swedish(client):
    answer = client.get("/redigera/", follow=True)
    assert answer.status_code == 200
    assert 'lang="sv"' in answer.content.decode()


@pytest.mark.parametrize("rest", ["/", "/tabell/", "/jamfor/", ".csv", ".json", ".xlsx"])
def test_an_indicator_whose_store_has_disappeared(client, store, settings, rest):
    settings.FIGURES = store("nyckeltal område 2021 2022\nN1 0680 1 2\nN1 0682 1 2")
    drawing.home()
    drawing.indicator("Buller", figure="N1", direction=-1, references=[("Mål", 1, 2030)])
    assert client.get(f"/nyckeltal/buller{rest}").status_code == 200
    settings.FIGURES.unlink()

    assert client.get(f"/nyckeltal/buller{rest}").status_code == 200


def test_an_indicator_without_figures_says_so(client):
    drawing.indicator("Buller")
    text = Html(client.get("/nyckeltal/buller/").content.decode()).text
    assert "Ingen siffra ännu" in text and "Inga siffror är hämtade" in text
    assert "Det finns inga siffror" in client.get("/nyckeltal/buller/tabell/").content.decode()
    assert "går inte att jämföra" in client.get("/nyckeltal/buller/jamfor/").content.decode()


def test_an_indicator_of_words_only(client, store, settings):
    settings.FIGURES = store("nyckeltal område 2021\nN1 0680 Påbörjat")
    drawing.home()
    drawing.indicator("Plan", figure="N1")

    assert "Påbörjat" in client.get("/nyckeltal/plan/").content.decode()
    assert "Påbörjat" in client.get("/nyckeltal/plan/tabell/").content.decode()
    assert "Påbörjat" in client.get("/nyckeltal/plan.csv").content.decode()


def test_a_goal_and_an_action_with_nothing_in_them(client):
    drawing.goal("Ett")
    drawing.action("Två")
    goal = Html(client.get("/program/programmet/ett/").content.decode()).text
    action = Html(client.get("/atgarder/tva/").content.decode()).text

    assert "Ingen har bedömt målet ännu." in goal and "None" not in goal
    for said in (
        "Inte bestämt",
        "Inte redovisad",
        "Ingen ansvarig är angiven.",
        "Inget resultat är redovisat ännu.",
    ):
        assert said in action


def test_an_earlier_assessment_without_a_grade_is_said_in_words(client):
    goal = drawing.goal("Ett")
    drawing.assessment(goal, None, date(2024, 1, 1))
    drawing.assessment(goal, 2, date(2025, 1, 1))
    text = Html(client.get("/program/programmet/ett/").content.decode()).text

    assert "2024-01-01: Ej bedömt." in text


def test_the_action_list_asks_as_much_for_60_as_for_3(client):
    board, goal = drawing.organisation("Nämnden"), drawing.goal("Ett")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/atgarder/").status_code == 200
        return len(queries)

    for n in range(3):
        drawing.action(f"Åtgärd {n}", goal, by=board)
    assert asked()
    few = asked()
    for n in range(3, 60):
        drawing.action(f"Åtgärd {n}", goal, by=board)
    assert asked() == few <= 6
