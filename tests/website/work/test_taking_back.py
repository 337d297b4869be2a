"""Taking back an answer, through the pages of the reporter and of the reviewer."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from lagesbild.barometer.models import GoalAssessment
from lagesbild.organisations.roles import APPROVER, REPORTER
from lagesbild.reporting.models import Item
from tests.reporting.drawing import NOW, item, open_round, person, unit
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

GOOD = {"grade": "2", "motivation_sv": "Bättre nu"}


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.fixture
def asked():
    made = {"content": GOOD, "changed_at": NOW, "version": 2, "status": "submitted"}
    one = item(round=open_round(), organisation=unit(), **made)
    one.steps.create(number=1, what="saved", content=GOOD, at=NOW)
    one.steps.create(number=2, what="submitted", content=GOOD, at=NOW)
    return one


def logged_in(name: str, role: str, *units) -> Client:
    user = person(name, *units)
    user.groups.set([Group.objects.get(name=role)])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reporter(asked):
    return logged_in("anna", REPORTER, asked.organisation)


@pytest.fixture
def reviewer():
    return logged_in("granskaren", APPROVER)


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(" ".join(Html(answer.content.decode()).words).split())


def take_back(client, asked):
    return client.post(f"/arbete/{asked.pk}/", {"gor": "ta-tillbaka"}, follow=True)


def test_the_button_opens_the_form_with_what_was_answered(reporter, asked):
    assert "Ta tillbaka" in words(reporter.get(f"/arbete/{asked.pk}/"))
    page = take_back(reporter, asked)
    assert "Svaret är ditt att ändra igen" in words(page)
    assert "Bättre nu" in page.content.decode() and 'value="lamna"' in page.content.decode()


@pytest.mark.parametrize("status", ["approved", "not_ours"])
def test_there_is_no_button_when_it_is_too_late(reporter, asked, status):
    Item.objects.update(status=status)
    assert "Ta tillbaka" not in words(reporter.get(f"/arbete/{asked.pk}/"))


def test_nor_when_the_round_is_closed(reporter, asked):
    type(asked.round).objects.update(status="closed", closed_at=NOW)
    assert "Ta tillbaka" not in words(reporter.get(f"/arbete/{asked.pk}/"))
    assert "Omgången är inte öppen" in words(take_back(reporter, asked))


def test_somebody_elses_answer_is_not_there(asked):
    other = logged_in("bo", REPORTER, unit("Miljökontoret"))
    assert take_back(other, asked).status_code == 404
    assert Item.objects.get().status == Item.Status.SUBMITTED


def test_approved_meanwhile_the_reporter_is_told(reporter, asked):
    Item.objects.update(status="approved")
    assert "hann bli godkänt" in words(take_back(reporter, asked))


def test_sent_back_meanwhile_the_form_holds_the_answer(reporter, asked):
    Item.objects.update(status="returned")
    page = take_back(reporter, asked)
    assert "redan tillbaka" in words(page) and "Bättre nu" in page.content.decode()


@pytest.mark.parametrize("do", [{"gor": "godkann"}, {"gor": "tillbaka", "fraga": "Varför?"}])
def test_taken_back_meanwhile_the_reviewer_is_told_and_nothing_is_published(reporter, reviewer, asked, do):
    take_back(reporter, asked)
    told = reviewer.post(f"/arbete/granska/{asked.pk}/", do | {"version": asked.version}, follow=True)
    assert "har tagit tillbaka svaret" in words(told)
    assert not GoalAssessment.objects.exists()
    assert Item.objects.get().status == Item.Status.STARTED


def test_of_many_approved_at_once_the_one_taken_back_is_told_of(reporter, reviewer, asked):
    take_back(reporter, asked)
    told = reviewer.post("/arbete/granska/", {"svar": [f"{asked.pk}:{asked.version}"]}, follow=True)
    assert "har tagit tillbaka svaret" in words(told)
