"""/iati.xml and the editor's page about it."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import etree

from lagesbild.cooperation.models import Cost, FundingProgramme, Grant, Instalment, Project, ProjectPartner
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import READER
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db
NUMBER = "212000-0530"


def project(name: str, **more) -> Project:
    told = {
        "starts": date(2025, 1, 1),
        "sector": "14030",
        "status": "running",
        "description_sv": "Vad vi gör.",
    }
    one = Project(name_sv=name, **told | more)
    one.clean()
    one.save()
    partner, _new = Organisation.objects.get_or_create(
        slug="tartu", defaults={"name_sv": "Tartu", "country": "EE", "kind": "municipality"}
    )
    ProjectPartner.objects.create(project=one, organisation=partner)
    return one


def names(client) -> list[str]:
    answer = client.get("/iati.xml")
    return (
        etree.fromstring(answer.content).xpath("iati-activity/title/narrative[1]/text()")
        if answer.status_code == 200
        else []
    )


def test_without_a_number_the_page_says_what_is_missing(client):
    drawing.home()
    project("Vatten")
    answer = client.get("/iati.xml")
    assert answer.status_code == 404 and "organisationsnummer är inte ifyllt" in answer.content.decode()


def test_without_projects_the_page_says_so(client):
    drawing.home(organisation_number=NUMBER)
    answer = client.get("/iati.xml")
    assert answer.status_code == 404 and "Inget projekt har ännu alla uppgifter" in answer.content.decode()


def test_only_what_is_public_is_there(client):
    drawing.home(organisation_number=NUMBER)
    one = project("Vatten")
    project("Utkast", live=False)
    funder = Organisation.objects.create(name_sv="Hemlig givare", slug="h", kind="funder", live=False)
    programme = FundingProgramme.objects.create(name_sv="Hemligt program", funder=funder, live=False)
    open_one = FundingProgramme.objects.create(name_sv="Öppet program", funder=funder)
    Grant.objects.create(project=one, programme=programme, value=1, decided_on=date(2026, 1, 1))
    Grant.objects.create(project=one, programme=open_one, value=2, decided_on=date(2026, 1, 1), live=False)
    text = client.get("/iati.xml").content.decode()
    assert names(client) == ["Vatten"]
    assert "Hemlig" not in text and "Öppet program" not in text


def test_a_change_behind_the_editors_back_is_seen_at_once(client):
    drawing.home(organisation_number=NUMBER)
    one = project("Vatten")
    first = client.get("/iati.xml")
    assert first["Content-Type"].startswith("application/xml")
    assert client.get("/iati.xml", headers={"If-None-Match": first["ETag"]}).status_code == 304
    Project.objects.filter(pk=one.pk).update(name_sv="Rent vatten")
    changed = client.get("/iati.xml", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and names(client) == ["Rent vatten"]
    Project.objects.filter(pk=one.pk).update(live=False)
    assert names(client) == []


def test_as_many_questions_for_two_projects_as_for_twenty(client, django_assert_max_num_queries):
    drawing.home(organisation_number=NUMBER)
    funder = Organisation.objects.create(name_sv="Sida", slug="sida", kind="authority")
    programme = FundingProgramme.objects.create(name_sv="Programmet", funder=funder)
    for number in range(20):
        one = project(f"Projekt {number}")
        grant = Grant.objects.create(project=one, programme=programme, value=5, decided_on=date(2026, 1, 1))
        Instalment.objects.create(grant=grant, value=2, received_on=date(2026, 1, 1))
        Cost.objects.create(project=one, value=2, spent_on=date(2026, 1, 1), organisation=funder)
    with django_assert_max_num_queries(45):
        assert len(names(client)) == 20


# --- The editor's page ------------------------------------------------------------------------------------


@pytest.fixture
def reader(client):
    user = User.objects.create_user("en-läsare", password="x")
    user.groups.set([Group.objects.get(name=READER)])
    client.force_login(user)
    return client


def test_the_editor_is_told_why_and_led_to_the_form(reader):
    drawing.home(organisation_number=NUMBER)
    project("Vatten", budget=5)
    lacking = project("Utan ämne", sector="")
    html = reader.get(reverse("iati_report")).content.decode()
    assert "1 projekt finns i den öppna filen." in html
    assert "Ämneskoden (DAC) saknas." in html
    assert reverse(Project.snippet_viewset.get_url_name("edit"), args=[lacking.pk]) in html
    assert "Budgeten: projektet är längre än ett år." in html


def test_fifty_to_a_page(reader):
    drawing.home()
    for number in range(51):
        project(f"Projekt {number}")
    html = reader.get(reverse("iati_report")).content.decode()
    assert html.count("Kommunens organisationsnummer saknas. Utan det har") == 50
    assert "Sida 1 av 2" in html
    assert "Projekt 50" in reader.get(reverse("iati_report") + "?sida=2").content.decode()


def test_the_report_is_for_those_who_may_see_projects(client):
    user = User.objects.create_user("en-annan", password="x")
    client.force_login(user)
    assert client.get(reverse("iati_report")).status_code == 302
