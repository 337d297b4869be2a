"""The page of a committee: what was promised beside what came of it, what is late, what it costs, what is new."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.text import slugify

from lagesbild.barometer.models import ActionResponsibility, GoalResponsibility
from lagesbild.cooperation.models import (
    FundingProgramme,
    Grant,
    Project,
    ProjectDecision,
    ProjectResponsibility,
)
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

FIGURES = """nyckeltal område 2018 2019 2020 2021 2022 2023 2024 2025
N1 0680 10 11 12 13 14 15 16 17
N2 0680 50 49 49 48 48 47 47 80
N3 0680 - - - - - - - 3"""


@pytest.fixture
def board(store, settings, monkeypatch):
    """Six goals: one too slow, one reached this year, one assessed only, two that nobody knows of, one of another's."""
    settings.FIGURES = store(FIGURES)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)
    drawing.home()
    board = drawing.organisation("Tekniska nämnden")
    drawing.indicator(
        "Cykling", _followed(board, "Fler cyklar"), figure="N1", direction=1, references=[("Mål", 60, 2030)]
    )
    drawing.indicator(
        "Vatten", _followed(board, "Rent vatten"), figure="N2", direction=1, references=[("Mål", 75, 2030)]
    )
    drawing.assessment(_followed(board, "Bättre parker"), 4, date(2026, 3, 1))
    _followed(board, "Tysta gator")
    _followed(board, "Mörka nätter")
    drawing.indicator("Buller", _followed(board, "Mindre buller", role="implementation"), figure="N3")
    return board


def _followed(board, name: str, role: str = "follow_up"):
    goal = drawing.goal(name)
    GoalResponsibility.objects.create(goal=goal, organisation=board, role=role)
    return goal


def page_text(client, board, address: str = "") -> str:
    page = client.get(f"{address}/ansvariga/{board.slug}/").content.decode()
    return Html(page).text.replace("\u00a0", " ").replace(" :", ":").replace(" ;", ";").replace(" ,", ",")


def test_the_figures_stand_under_their_goals_the_worst_first(client, board):
    text = page_text(client, board)
    assert "Åt rätt håll men för långsamt Cykling: 17 2025, mål 60 2030" in text
    places = [text.index(name) for name in ("Fler cyklar", "Rent vatten", "Bättre parker", "Mindre buller")]
    assert places == sorted(places)
    assert "genomför, andra följer upp" in text


def test_the_sentence_counts_its_own_promises_and_what_nothing_measures(client, board):
    text = page_text(client, board)
    assert "Följer upp 5 mål. Genomför 1 mål som någon annan följer upp." in text
    assert "Av 2 mål- och gränsvärden är 1 nått och 1 kommer för långsamt." in text
    assert "3 av 6 mål följs inte av något nyckeltal." in text


def test_goals_that_nobody_knows_of_share_a_row(client, board):
    text = page_text(client, board)
    assert "2 mål utan nyckeltal och bedömning: Tysta gator; Mörka nätter" in text
    assert "Målet bedöms inte kunna uppnås 2026-03-01" in text


def test_late_actions_stand_first_also_those_of_its_own_units_and_no_other_board(client, board):
    office = drawing.organisation("Kontoret", kind="administration", parent=board)
    other = drawing.organisation("Bolaget", kind="company", parent=board)
    drawing.action(
        "Bänkar", by=board, starts=date(2026, 1, 1), finishes=date(2027, 1, 1), cost=Decimal(250_000)
    )
    late = drawing.action("Skyltar", by=office, starts=date(2025, 1, 1), finishes=date(2026, 6, 30))
    drawing.action("Bussar", by=other)
    drawing.action("Gammal lampa", by=board, starts=date(2020, 1, 1), finished_on=date(2021, 1, 1))
    ActionResponsibility.objects.create(action=late, organisation=board, role="follow_up")
    text = page_text(client, board)
    assert "Åtgärderna: en försenad" in text
    assert text.index("Skyltar") < text.index("Bänkar")
    assert "Skyltar Försenad klar 2026-06 Kontoret Inte redovisad" in text
    assert "Åtgärderna har kostat 250 000 kronor; 1 belopp är inte känt." in text
    assert "1 åtgärd blev klar eller ställdes in för mer än ett år sedan." in text
    assert "Bussar" not in text and "Gammal lampa" not in text


def test_what_a_project_costs_who_pays_and_who_decided(client, board):
    project = Project.objects.create(
        name_sv="Torgen",
        slug="torgen",
        budget=600_000,
        own_cash=60_000,
        own_kind=90_000,
        starts=date(2025, 1, 1),
    )
    ProjectResponsibility.objects.create(project=project, organisation=board)
    ProjectDecision.objects.create(
        project=project, body=board, decided_on=date(2024, 12, 8), paragraph="210", dnr="TN 2024/3"
    )
    funder = drawing.organisation("Fonden")
    programme = FundingProgramme.objects.create(name_sv="Trygghet", funder=funder)
    Grant.objects.create(project=project, programme=programme, value=450_000)
    text = page_text(client, board)
    assert (
        "Torgen: budget 600 000 kronor, bidrag 450 000 kronor, egna pengar och egen tid 150 000 kronor."
        in text
    )
    assert "Torgen: Tekniska nämnden 2024-12-08 § 210 (dnr TN 2024/3)." in text


def test_a_turned_answer_is_told_first_of_what_is_new(client, board):
    text = page_text(client, board)
    news = text[text.index("Nytt sedan 2025-11-23") : text.index("Frågor som siffrorna ställer")]
    assert news.startswith("Nytt sedan 2025-11-23 Vatten: 80 2025, tidigare 47 2024; nytt svar: Nått.")
    assert "Bättre parker: bedömt 2026-03-01: Målet bedöms inte kunna uppnås." in news
    assert "Cykling: 17 2025, tidigare 16 2024." in news
    assert "Buller: 3 2025, den första siffran" in news


def test_the_figures_ask_what_nobody_has_answered(client, board):
    text = page_text(client, board)
    assert "Cykling har ändrats med 1,0 om året. Det behövs 8,6 om året för att nå 60 2030." in text
    assert "Hur ska Tekniska nämnden veta om de 3 mål som inget nyckeltal följer är på väg att nås?" in text


def test_an_organisation_that_answers_for_nothing_says_so(client, board):
    assert "Inga mål, nyckeltal eller åtgärder är lagda" in page_text(client, drawing.organisation("Vännen"))


@pytest.mark.parametrize("count", [1, 12])
def test_as_few_questions_whatever_it_answers_for(client, board, count, django_assert_max_num_queries):
    for number in range(count):
        goal = _followed(board, f"Mål {number}")
        drawing.indicator(f"Tal {number}", goal, figure="N1", direction=1)
        drawing.action(f"Åtgärd {number}", goal, by=board)
        project = Project.objects.create(name_sv=f"Projekt {number}", slug=slugify(f"projekt {number}"))
        ProjectResponsibility.objects.create(project=project, organisation=board)
    client.get("/colours.css")  # what is asked once a process
    with django_assert_max_num_queries(12):
        page_text(client, board)


def test_in_english_nothing_is_swedish_but_names(client, board):
    text = page_text(client, board, "/en")
    assert "In the right direction but too slowly Cykling: 17 2025, target 60 in 2030" in text
    assert "2 goals without indicator and assessment:" in text
    assert "Cykling has changed by 1.0 a year. It takes 8.6 a year to reach 60 in 2030." in text
