"""A new barometer's first day, as ``make bench-first-day`` does it in a browser: the same pages, in this process."""

import re

import pytest
from django.urls import reverse

from bench.first_day import PEOPLE, PROGRAMME
from lagesbild.barometer import starting
from lagesbild.barometer.models import Goal, Indicator
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import COORDINATOR
from lagesbild.reporting.models import Item, Round
from lagesbild.website.work import begin_files
from tests.conftest import NOW
from tests.website.work.test_rounds import answered_for, log_in, words

pytestmark = pytest.mark.django_db
FIGURES = """
nyckeltal  område  2021  2022  2023
N00403     0780    10    11    12
N00953     0780    97    98    99
"""


@pytest.fixture
def coordinator(client, settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    settings.FIGURES = tmp_path / "figures.duckdb"
    return log_in(client, COORDINATOR)


def sent_on(client, address: str, fields: dict):
    """The form sent, and then what it showed sent on by its button."""
    key = re.search(r'name="nyckel" value="([^"]+)"', client.post(address, fields).content.decode())[1]
    return client.post(address, fields | {"skriv": "ja", "nyckel": key}, follow=True)


def test_from_nothing_to_an_open_round(coordinator, settings, store, monkeypatch):
    def fetched(_code):
        settings.FIGURES = store(FIGURES)
        starting.bring(begin_files.followed_kit().indicators, definitions={}, now=NOW)

    monkeypatch.setattr(begin_files, "start_fetch", fetched)
    coordinator.post(reverse("begin_who"), {"kommun": "Växjö"})
    coordinator.post(reverse("begin_kit"), {"id": ["N00403", "N00953"]})
    coordinator.post(reverse("begin_fetch"))
    assert "2 nyckeltal är publicerade." in words(coordinator.post(reverse("begin_publish"), follow=True))
    assert Indicator.objects.public().count() == 2

    sent_on(coordinator, reverse("people_paste"), {"lista": PEOPLE})
    assert User.objects.filter(email__endswith="@vaxjo.example").count() == 5
    council = Organisation.objects.get(name_sv="Tekniska nämnden")
    assert council.users.count() == 2

    programme = {"name": "Växjös program", "text": PROGRAMME, "programme": "", "valid_from": ""}
    page = sent_on(coordinator, reverse("programme_paste"), programme)
    coordinator.post(page.redirect_chain[-1][0])
    assert Goal.objects.public().count() == 4
    answered_for(Goal.objects.get(name_sv="Friska sjöar"), council)

    fields = {
        "name": "Årets uppföljning",
        "year": "2026",
        "opens_on": "2026-11-01",
        "closes_on": "2099-12-31",
    }
    coordinator.post(reverse("round_new"), fields | {"asks_assessments": "on", "asks_values": "on"})
    page = coordinator.post(reverse("round_open", args=[Round.objects.get().pk]), follow=True)
    assert "Omgången är öppen." in words(page)
    assert Item.objects.filter(organisation=council).exists()
