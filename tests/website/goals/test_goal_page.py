"""A goal's page: the figures first, promises beside what came of them, indicators on shared axes, nothing empty."""

import pytest

from lagesbild.barometer.models import Goal, Indicator, IndicatorGoal
from lagesbild.website.goals.multiples import multiples
from lagesbild.website.goals.opening import opening
from lagesbild.website.indicators.answers import answers
from lagesbild.website.indicators.shared_answers import indicators_under
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

FIGURES = """nyckeltal område 2016 2017 2018 2019 2020 2021 2022
N1 0680 10 11 12 13 14 15 16
N2 0680 - - - - - - 80
N3 0680 - - - - - 400 500
N4 0680 1 2 3 4 5 6 7"""


@pytest.fixture
def climate(store, settings, monkeypatch):
    """Goal 13 with an area that has a promise and one that has none; emissions and their parts; trips."""
    settings.FIGURES = store(FIGURES)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)
    drawing.home()
    levels = [("level", {"label_sv": name, "assessed": name == "Mål"}) for name in ("Topp", "Område", "Mål")]
    goal = drawing.goal("Klimatet", drawing.programme(levels=levels), represents_id=13)
    drawing.goal("Tomt område", goal)
    promise = drawing.goal("Fler ska resa", drawing.goal("Resande", goal), text_sv="Fler ska åka buss.")
    trips = [("Målvärde", 170, 2012)]
    drawing.indicator("Resor", promise, figure="N2", unit_sv="resor", direction=1, references=trips)
    total = drawing.indicator("Utsläpp", goal, figure="N3", unit_sv="ton", direction=-1)
    drawing.indicator("Bilar", goal, figure="N1", unit_sv="ton", direction=-1, part_of=total)
    drawing.indicator("Bussar", goal, figure="N4", unit_sv="ton", direction=-1, part_of=total)
    extra = drawing.indicator("Cyklar", goal, figure="N1", unit_sv="st", direction=1)
    IndicatorGoal.objects.filter(indicator=extra).update(role="complementary")
    return goal


def found(goal) -> list:
    ids = set(Goal.objects.filter(programme=goal.programme).values_list("pk", flat=True))
    return answers(indicators_under(ids, 13), area="0680", year_now=drawing.YEAR)


def words(text) -> str:
    return " ".join(text.split())


def page(client) -> Html:
    return Html(client.get("/mal/13/").content.decode())


def test_the_page_opens_with_the_figures_each_number_out_of_the_store(climate, client):
    text = words(page(client).text)
    assert "Resor var 80 resor 2022; målet var 170 resor till 2012." in text
    assert (
        text.index("Resor var 80")
        < text.index("Löften och vad det blev")
        < text.index("Utsläpp: vad det består av")
    )


def test_the_figure_that_a_person_has_picked_opens(climate):
    first = opening(found(climate), {Indicator.objects.get(name_sv="Utsläpp").pk})[0]
    assert "Utsläpp</a> var " in first.text
    assert not first.is_example


def test_an_example_opens_only_where_there_is_nothing_else(climate):
    Indicator.objects.exclude(name_sv="Resor").update(is_example=True)
    assert [sentence.is_example for sentence in opening(found(climate))] == [False]
    Indicator.objects.update(is_example=True)
    assert all(sentence.is_example for sentence in opening(found(climate)))


def test_parts_of_one_unit_are_drawn_on_the_same_axes(climate):
    groups = multiples(found(climate))
    [(_whole, parts)] = groups.wholes
    [axes] = {answer.indicator.shared_axes for answer in parts}
    assert (axes.first, axes.last, axes.low, axes.high) == (2016, 2022, 0, 16)


def test_what_complements_is_folded_with_its_signs_outside(climate, client):
    groups = multiples(found(climate))
    assert [answer.indicator.name for answer in groups.complementary] == ["Cyklar"]
    assert dict(groups.folded.counts) == {"better": 1}


def test_a_promise_stands_beside_what_came_of_it(climate, client):
    text = words(page(client).text)
    outcome = text.index("Målåret passerat utan att nås", text.index("Fler ska åka buss."))
    assert outcome - text.index("Fler ska åka buss.") < 120


def test_the_contents_lead_to_what_is_there(climate, client):
    html = page(client)
    ids = {tag["id"] for tag in html.tags}
    within = [tag["href"][1:] for tag in html.tags if tag.name == "a" and tag["href"].startswith("#")]
    assert set(within) <= ids
    assert {"mal", "nyckeltal", "atgarder"} <= set(within)


def test_an_area_without_a_promise_gets_no_heading(climate, client):
    headings = [text for _level, text in page(client).headings]
    assert "Resande" in headings
    assert "Tomt område" not in headings
