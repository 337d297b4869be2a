"""The staff's page of findings: whose they are, and how they are answered."""

from datetime import UTC, datetime, time

import pytest
from django.contrib.auth.models import Group

from lagesbild.barometer.models import GoalResponsibility
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import COORDINATOR, REPORTER
from lagesbild.reporting.models import FindingAnswer
from lagesbild.website.findings.all_findings import findings
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db
PAGE = "/arbete/iakttagelser/"


@pytest.fixture(autouse=True)
def this_day(monkeypatch, settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.combine(drawing.TODAY, time(12), UTC))
    drawing.home()


def someone(role, *units) -> User:
    user = User.objects.create_user(f"{role}{User.objects.count()}", password="x")
    user.groups.add(Group.objects.get(name=role))
    user.organisations.set(units)
    return user


def drawn():
    """A goal of a board that nothing measures, and one that nobody answers for."""
    unit = drawing.organisation("Nämnden")
    GoalResponsibility.objects.create(goal=drawing.goal("Vårt"), organisation=unit, role="follow_up")
    drawing.goal("Ingens")
    return unit


def key_of(title: str) -> str:
    return next(one.key for one in findings(drawing.TODAY) if one.title == title)


def test_nobody_sees_it_without_logging_in(client):
    assert client.get(PAGE).status_code == 302


def test_the_coordinator_sees_all_and_others_their_own(client):
    unit = drawn()
    client.force_login(someone(COORDINATOR))
    page = client.get(PAGE).content.decode()
    assert "Vårt" in page and "Ingens" in page

    client.force_login(someone(REPORTER, unit))
    page = client.get(PAGE).content.decode()
    assert "Vårt" in page and "Ingens" not in page
    assert client.get(f"{PAGE}{key_of('Ingens')}/").status_code == 404


def test_an_answer_lets_it_rest_and_can_be_taken_back(client):
    drawn()
    client.force_login(someone(COORDINATOR))
    address = f"{PAGE}{key_of('Ingens')}/"
    sent = client.post(address, {"answer": "Vi väntar på en enkät.", "until": "2027-05-01"}, follow=True)
    assert "Vi väntar på en enkät." in sent.content.decode()
    assert FindingAnswer.objects.get().answered_by.groups.get().name == COORDINATOR

    client.post(address, {"vack": "1"})
    assert "Vi väntar på en enkät." not in client.get(PAGE).content.decode()
    assert "Vi väntar på en enkät." in client.get(address).content.decode()


@pytest.mark.parametrize(
    "sent, wrong",
    [({"answer": "", "until": "2027-05-01"}, "answer"), ({"answer": "Känt.", "until": "i maj"}, "until")],
)
def test_what_is_wrong_is_told_by_the_field_and_nothing_is_lost(client, sent, wrong):
    drawn()
    client.force_login(someone(COORDINATOR))
    page = client.post(f"{PAGE}{key_of('Ingens')}/", sent).content.decode()
    assert f'href="#{wrong}"' in page and f'id="{wrong}-fel"' in page
    assert sent["answer"] in page and not FindingAnswer.objects.exists()


def test_choosing_kind_and_owner(client):
    drawn()
    client.force_login(someone(COORDINATOR))
    page = client.get(PAGE, {"ansvarig": "-"}).content.decode()
    assert ">Ingens<" in page and ">Vårt<" not in page
    assert ">Ingens<" not in client.get(PAGE, {"slag": "overdue"}).content.decode()
