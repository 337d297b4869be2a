"""The editor's reports show a reporter what the lists show: of their own organisations, and no others' drafts."""

import pytest
from django.contrib.auth.models import Group
from wagtail.log_actions import log

from lagesbild.organisations.models import Organisation
from lagesbild.organisations.roles import COORDINATOR
from tests.reporting.drawing import goal, person, unit

pytestmark = pytest.mark.django_db
ADDRESSES = ("site-history/", "site-history/results/", "site-history/?export=csv")


@pytest.fixture
def water() -> Organisation:
    """The technical office. What it answers for and what another does have both been changed."""
    office, other = unit(), unit("Socialnämnden")
    for name, answering in (("Renare vatten", office), ("Hemlig omläggning", other)):
        place = goal(name)
        place.responsibilities.create(organisation=answering, role="follow_up")
        place.save()
        log(instance=place, action="wagtail.edit", content_changed=True)
    return office


def read(client, address: str) -> str:
    answer = client.get(f"/redigera/reports/{address}")
    assert answer.status_code == 200
    return (b"".join(answer) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reporter_reads_of_their_own(client, water, address):
    client.force_login(person("bo", water))
    report = read(client, address)
    assert "Hemlig omläggning" not in report
    assert "Renare vatten" in report


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_follows_the_rounds_reads_of_all(client, water, address):
    anna = person("anna")
    anna.groups.set([Group.objects.get(name=COORDINATOR)])
    client.force_login(anna)
    assert "Hemlig omläggning" in read(client, address)


def test_the_reports_of_reviews_are_not_a_reporters_and_none_is_a_strangers(client, water):
    assert "/logga-in/" in client.get("/redigera/reports/site-history/").headers["Location"]
    client.force_login(person("bo", water))
    for name in ("workflow", "workflow_tasks"):
        assert client.get(f"/redigera/reports/{name}/").headers["Location"] == "/redigera/"
