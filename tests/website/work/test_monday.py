"""What a coordinator's week begins with, on one page."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from lagesbild.organisations.roles import COORDINATOR, REPORTER
from lagesbild.reporting.models import Item
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit
from tests.website import site_drawing as drawing
from tests.website.work.test_rounds import log_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES, settings.HOME = tmp_path / "none.duckdb", tmp_path


@pytest.fixture
def week():
    """A round whose last day has been: something handed in, something back with a question, something not begun."""
    board, today = unit("Nämnden"), timezone.localdate()
    person("bo", board)
    round = open_round(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=2))
    states = {
        "Inlämnat": Item.Status.SUBMITTED,
        "Tillbakaskickat": Item.Status.RETURNED,
        "Orört": Item.Status.TODO,
    }
    for name, status in states.items():
        item(round=round, organisation=board, goal=goal(name), status=status, changed_at=NOW)
    return round


def test_what_waits_is_late_and_is_not_reached_stands_on_one_page(client, week):
    page = words(log_in(client, COORDINATOR).get("/arbete/"))
    for sentence in (
        "Att granska (1)",
        "Bedöm målet: Inlämnat",
        "Sena (2)",
        "Tillbaka med en fråga (1)",
        "Har aldrig loggat in (1)",
        "Iakttagelser",
    ):
        assert sentence in page


def test_each_finding_leads_to_its_field(client):
    indicator = drawing.indicator("Utan riktning", drawing.goal("Mätt"))
    body = log_in(client, COORDINATOR).get("/arbete/").content.decode()
    assert f'/barometer/indicator/edit/{indicator.pk}/#id_direction-label"' in body


def test_a_public_page_leads_whoever_may_edit_to_its_field_and_nobody_else(client):
    place = drawing.goal("Mätt", text_sv="Vi lovar.")
    address, field = place.get_absolute_url(), f"/barometer/goal/edit/{place.pk}/#id_text_sv-label"
    assert field not in client.get(address).content.decode()
    assert field in log_in(client, COORDINATOR).get(address).content.decode()


FIGURES = """nyckeltal område 2016 2017 2018 2019 2020 2021 2022
N1 0680 16 15 14 13 12 11 10
N2 0680 10 11 12 13 14 15 16
N3 0680 16 15 14 13 12 11 10"""


def test_promises_that_turned_this_week_are_told_by_todays_answers_and_older_are_not(client, settings, store):
    settings.FIGURES = store(FIGURES)
    drawing.home()
    turned, back, old = (
        drawing.indicator(name, figure=figure, direction=-1)
        for name, figure in (("Utsläpp", "N1"), ("Buller", "N2"), ("Avfall", "N3"))
    )
    _night(settings.HOME, 3, _turn(turned, "Sämre sedan 2016", "Ingen tydlig förändring"))
    _night(settings.HOME, 2, _turn(back, "Sämre sedan 2016", "Bättre sedan 2016"))
    _night(settings.HOME, 20, _turn(old, "Sämre sedan 2016", "Bättre sedan 2016"))
    page = words(log_in(client, COORDINATOR).get("/arbete/")).replace(" :", ":")
    assert "Löften som har vänt sedan förra veckan (1)" in page
    assert "Utsläpp: Sämre sedan 2016 → Bättre sedan 2016" in page
    assert "Buller: Sämre" not in page and "Avfall: Sämre" not in page


def _night(home, days: int, turn: dict) -> None:
    night = timezone.now() - timedelta(days=days)
    file = home / "sync" / "kolada" / f"{night:%Y-%m-%dT%H%M%SZ}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"verdicts": [turn]}))


def _turn(indicator, before: str, after: str) -> dict:
    def verdict(word: str) -> dict:
        english = word.replace("Sämre sedan", "Worse since").replace("Bättre sedan", "Better since")
        text = {"sv": word, "en": english}
        return {"name": {"sv": indicator.name, "en": ""}, "latest": None, "words": [text], "why": [text]}

    return {"id": str(indicator.uid), "before": verdict(before), "after": verdict(after)}


def test_a_reporter_sees_none_of_it(client, week):
    assert "Att granska" not in words(log_in(client, REPORTER).get("/arbete/"))
