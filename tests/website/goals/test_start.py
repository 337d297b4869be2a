"""The start page: promises first, what is unknown said as unknown, and nothing invented counted."""

import pytest

from lagesbild.barometer.models import IndicatorGoal
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

FIGURES = """nyckeltal område 2016 2017 2018 2019 2020 2021 2022
N1 0680 10 11 12 13 14 15 16
N2 0680 - - - - - - 80
N3 0680 - - - - - 4 5"""


@pytest.fixture
def figures(store, settings, monkeypatch):
    settings.FIGURES = store(FIGURES)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)
    drawing.home()


@pytest.fixture
def start(figures, client):
    drawing.indicator("Buller", figure="N1", direction=-1)
    drawing.indicator("Resor", figure="N2", direction=1, references=[("Målvärde", 170, 2012)])
    drawing.indicator("Ljus", figure="N2", direction=1, references=[("Målvärde", 70)])
    drawing.indicator("Skola", figure="N3", direction=1)
    drawing.indicator("Påhitt", figure="N2", direction=1, references=[("Målvärde", 60)], is_example=True)
    return text_of(client, "/")


def text_of(client, address: str) -> str:
    return " ".join(Html(client.get(address).content.decode()).text.split())


def test_the_sentence_counts_promises_first(start):
    assert "Av 2 mål- och gränsvärden är 1 nått och 1 passerade målåret utan att nås." in start


def test_what_is_unknown_is_said_so_and_never_as_no_change(start):
    assert "Utan eget mål: 1 sämre." in start
    assert "För 1 är mätningarna för få" in start


def test_nothing_invented_is_counted(start):
    assert "1 nyckeltal till är ett påhittat exempel och räknas inte här." in start
    assert "Påhitt" not in start


def test_the_promises_stand_one_by_one_the_worst_first(start):
    assert start.index("Resor") < start.index("Ljus")


@pytest.fixture
def goals(figures):
    """Goal 3 has missed its target, 7 goes well, 11 is hardly measured, and nothing measures the others."""
    under = {number: drawing.goal(f"Mål {number}", represents_id=number) for number in (3, 7, 11)}
    drawing.indicator("Resor", under[3], figure="N2", direction=1, references=[("Målvärde", 170, 2012)])
    drawing.indicator("Hälsa", under[3], figure="N1", direction=1)
    drawing.indicator("Ljus", under[7], figure="N1", direction=1)
    drawing.indicator("Skola", under[11], figure="N3", direction=1)


def first_cards(client, address: str, count: int) -> list[str]:
    headings = Html(client.get(address).content.decode()).headings
    return [text.split(": ")[1] for level, text in headings if level == 3 and ": " in text][-17:][:count]


@pytest.mark.parametrize(
    "order, names",
    [
        ("", ["Mål 3", "Mål 7", "Mål 11"]),
        ("?ordning=samst", ["Mål 3", "Mål 7", "Mål 11"]),
        ("?ordning=bast", ["Mål 7", "Mål 3", "Mål 11"]),
        ("?ordning=nummer", ["Ingen fattigdom", "Ingen hunger", "Mål 3"]),
        ("?ordning=alfabetisk", ["Mål 3", "Mål 7", "Mål 11"]),
    ],
)
def test_the_cards_stand_in_the_order_that_the_address_asks_for(goals, client, order, names):
    assert first_cards(client, f"/{order}", 3) == names


def test_what_nothing_measures_is_known_least(goals, client):
    names = first_cards(client, "/?ordning=vet-minst", 17)
    assert names[-3:] == ["Mål 11", "Mål 7", "Mål 3"]


def test_the_goals_that_go_worst_are_named(goals, client):
    assert "Sämst går det för mål 3, Mål 3 ." in text_of(client, "/")


def test_a_card_is_led_by_the_figure_that_goes_worst(goals, client):
    assert "80 Resor , 2022 Målet var 170 till 2012." in text_of(client, "/?ordning=samst")


def test_a_card_is_led_by_the_figure_that_a_person_has_picked(goals, client):
    IndicatorGoal.objects.filter(indicator__name_sv="Hälsa").update(leads_card=True)
    assert "16 Hälsa , 2022" in text_of(client, "/?ordning=samst")


def test_a_goal_without_figures_says_so(goals, client):
    assert "Ingen siffra ännu" in text_of(client, "/")


def test_the_start_page_asks_as_much_for_many_as_for_few(
    goals, client, django_assert_max_num_queries, just_written
):
    client.get("/")
    just_written()
    with django_assert_max_num_queries(12):
        client.get("/?ordning=bast")
