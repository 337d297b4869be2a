"""What needs attention: nobody keeps the list, so each kind is drawn here."""

import re
from datetime import date

import pytest

from lagesbild.barometer import overview
from lagesbild.website.goals.attention import by_kind, needs_attention
from lagesbild.website.indicators.answers import answers, public_indicators
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db


def needs(settings) -> list[tuple[str, str, str]]:
    found = answers(public_indicators(), area="0680", year_now=drawing.YEAR, store=settings.FIGURES)
    return [
        (need.kind, need.title, need.why)
        for need in needs_attention(overview.forest(), found, today=drawing.TODAY)
    ]


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


def test_nothing_needs_attention_where_there_is_nothing(settings):
    assert needs(settings) == []


@pytest.mark.parametrize("grade, told", [(None, False), (1, False), (3, False), (4, True), (5, True)])
def test_goals_that_are_not_reached(settings, grade, told):
    drawing.assessment(drawing.goal("Ren luft"), grade)
    assert [need[:2] for need in needs(settings)] == [("Mål som inte nås", "Ren luft")] * told


def test_what_an_example_invented_is_marked_and_counted_by_itself(settings, client):
    drawing.home()
    drawing.assessment(drawing.goal("Ren luft"), 5, is_example=True)
    drawing.assessment(drawing.goal("Rent vatten"), 4)
    [of_kind] = by_kind(needs_attention(overview.forest(), [], today=drawing.TODAY))

    assert [(need.title, need.is_example) for need in of_kind.needs] == [
        ("Rent vatten", False),
        ("Ren luft", True),
    ]
    assert (of_kind.count, of_kind.examples) == (1, 1)
    for address in ("/", "/behover-uppmarksamhet/"):
        words = " ".join(client.get(address).content.decode().split())
        assert "(1 och 1 exempel)" in words
        assert re.search(r'Ren luft</a>.{0,90}<span class="example">Exempel</span>', words)


def test_a_goal_is_judged_by_its_latest_assessment_in_its_programmes_words(settings):
    wording = [("wording", {"grade": "4", "label_sv": "Nej, så ser det inte ut"})]
    goal = drawing.goal("Ren luft", drawing.programme(wordings=wording))
    drawing.assessment(goal, 1, date(2020, 1, 1))
    drawing.assessment(goal, 4, date(2026, 3, 1))
    assert needs(settings) == [("Mål som inte nås", "Ren luft", "Nej, så ser det inte ut (2026-03-01).")]


def test_an_old_programmes_goals_need_nothing(settings):
    old = drawing.programme("Gammalt", superseded_by=drawing.programme("Nytt"))
    drawing.assessment(drawing.goal("Ren luft", old), 5)
    assert needs(settings) == []


def test_indicators_that_go_the_wrong_way(settings, store):
    settings.FIGURES = store("nyckeltal område 2016 2017 2018 2019 2020 2021 2022\nN1 0680 1 2 3 4 5 6 7")
    drawing.indicator("Buller", figure="N1", direction=-1)
    drawing.indicator("Tystnad", figure="N1", direction=1)
    assert [need[:2] for need in needs(settings)] == [("Sämre, utan eget mål", "Buller")]


def test_promises_that_go_badly_come_before_slopes_and_say_how(settings, store):
    settings.FIGURES = store(
        "nyckeltal område 2016 2017 2018 2019 2020 2021 2022\nN1 0680 1 2 3 4 5 6 7\nN2 0680 40 41 42 43 44 45 46"
    )
    drawing.indicator("Buller", figure="N1", direction=-1)
    drawing.indicator("Resor", figure="N2", direction=1, references=[("Målvärde", 170, 2012)])
    drawing.indicator("Skola", figure="N2", direction=1, references=[("Målvärde", 90, 2030)])

    assert [need[:2] for need in needs(settings)] == [
        ("Missade målvärden", "Resor"),
        ("För långsam takt", "Skola"),
        ("Sämre, utan eget mål", "Buller"),
    ]
    assert needs(settings)[0][2].startswith("Målet var minst 170 till 2012, men 2022 var värdet 46.")


def test_what_is_not_known_needs_no_attention_for_its_way(settings, store):
    settings.FIGURES = store("nyckeltal område 2021 2022\nN1 0680 1 2")
    drawing.indicator("Buller", figure="N1", direction=-1)
    assert needs(settings) == []


@pytest.mark.parametrize(
    "dates, why",
    [
        ({"starts": date(2025, 1, 1), "finishes": date(2026, 6, 30)}, "Skulle ha varit klar 2026-06-30."),
        ({"set_status": "not_started", "starts": date(2026, 1, 1)}, "Skulle ha börjat 2026-01-01."),
        ({"set_status": "late"}, "Den ansvariga har satt läget till försenad."),
    ],
)
def test_late_actions_say_why(settings, dates, why):
    drawing.action("Träd", **dates)
    assert needs(settings) == [("Försenade åtgärder", "Träd", why)]


def test_figures_that_should_be_newer(settings, store):
    settings.FIGURES = store("nyckeltal område 2021\nN1 0680 1")
    drawing.indicator("Buller", figure="N1", expected_every_years=1, expected_month=6)
    drawing.indicator("Ljud", figure="N1", expected_every_years=10, expected_month=6)
    why = "Senaste siffran gäller 2021. Nästa väntades senast 2023-06-30."
    assert needs(settings) == [("Siffror som borde vara nyare", "Buller", why)]


def test_kinds_come_in_order_and_each_together(settings, store):
    settings.FIGURES = store("nyckeltal område 2016 2017 2018 2019 2020 2021 2022\nN1 0680 1 2 3 4 5 6 7")
    for n in (1, 2):
        drawing.assessment(drawing.goal(f"Mål {n}", text_sv="Ska bli klart till 2019."), 5)
        drawing.indicator(f"Nr {n}", figure="N1", direction=-1, expected_every_years=1, expected_month=1)
        drawing.action(f"Åtgärd {n}", set_status="late")
    kinds = [kind for kind, *_ in needs(settings)]
    assert list(dict.fromkeys(kinds)) == [
        "Mål som inte nås",
        "Sämre, utan eget mål",
        "Försenade åtgärder",
        "Texter att se över",
        "Siffror som borde vara nyare",
    ]
    assert kinds == sorted(kinds, key=kinds.index)


def test_the_page_asks_as_much_for_many_as_for_few(client, django_assert_max_num_queries):
    for n in range(30):
        drawing.assessment(drawing.goal(f"Mål {n}"), 5)
        drawing.action(f"Åtgärd {n}", set_status="late")
    client.get("/behover-uppmarksamhet/")
    with django_assert_max_num_queries(14):
        assert "Mål 29" in client.get("/behover-uppmarksamhet/").content.decode()
