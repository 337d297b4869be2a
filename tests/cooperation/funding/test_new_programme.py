"""A funding programme made from within a call or a grant, and its funder with it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from lagesbild.cooperation.models import FundingProgramme
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import INTERNATIONAL, READER

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = User.objects.create_user("anna")
    user.groups.add(Group.objects.get(name=INTERNATIONAL))
    client.force_login(user)
    return client


@pytest.fixture
def funder():
    return Organisation.objects.create(name_sv="Stiftelsen", slug="stiftelsen", kind="funder", country="NO")


def address(page: str) -> str:
    return reverse(FundingProgramme.snippet_viewset.chooser_viewset.get_url_name(page))


def make(client, **fields) -> dict:
    form_fields = {"name_sv": "Grannar", "funder": "", "funder_name": "", "funder_country": ""} | fields
    answer = client.post(address("create"), {f"new-{name}": value for name, value in form_fields.items()})
    return answer.json() if answer.status_code == 200 else {"step": "refused"}


def test_a_programme_of_a_known_funder(staff, funder):
    assert make(staff, funder=funder.pk)["step"] == "chosen"
    new_programme = FundingProgramme.objects.get()
    assert (new_programme.name_sv, new_programme.funder, new_programme.live) == ("Grannar", funder, True)
    assert new_programme.live_revision.user.username == "anna"


def test_a_programme_and_its_funder_at_once(staff):
    assert make(staff, funder="new", funder_name="Fonden", funder_country="FI")["step"] == "chosen"
    funder = FundingProgramme.objects.get().funder
    assert (funder.name_sv, funder.country, funder.kind) == ("Fonden", "FI", "funder")
    assert (funder.slug, funder.live, funder.live_revision is not None) == ("fonden", True, True)


@pytest.mark.parametrize(
    "fields, error",
    [
        ({}, "Det här fältet är obligatoriskt"),
        ({"funder": "new", "funder_country": "FI"}, "Fyll i det, eller välj en finansiär i listan."),
        ({"funder": "new", "funder_name": "Fonden"}, "Fyll i det, eller välj en finansiär i listan."),
        (
            {"funder": "new", "funder_name": "STIFTELSEN", "funder_country": "NO"},
            "Organisationen finns redan.",
        ),
        ({"funder": "known", "funder_name": "Fonden"}, "Du har skrivit en ny finansiär."),
        ({"funder": "known", "name_sv": "erasmus"}, "Programmet finns redan, hos Stiftelsen."),
    ],
)
def test_what_is_left_out_or_there_already_is_told(staff, funder, fields, error):
    FundingProgramme.objects.create(name_sv="Erasmus", funder=funder)
    answer = make(staff, **fields | ({"funder": funder.pk} if fields.get("funder") == "known" else {}))
    assert answer["step"] == "reshow_creation_form" and error in answer["htmlFragment"]
    assert (FundingProgramme.objects.count(), Organisation.objects.count()) == (1, 1)


def test_the_chooser_offers_funders_first(staff, funder):
    Organisation.objects.create(name_sv="Arvika", slug="arvika", kind="municipality")
    form = staff.get(address("choose")).json()["html"]
    assert "Lägg till ett nytt" in form and "Lägg till programmet" in form
    places = [form.index(choice) for choice in ("En ny finansiär", "Stiftelsen, Norge", "Arvika, Sverige")]
    assert places == sorted(places)
    # The form beneath has a name too.
    assert 'for="id_new-name_sv"' in form


def test_who_publishes_nothing_makes_drafts(client):
    user = User.objects.create_user("bo")
    rights = ("access_admin", "add_fundingprogramme", "add_organisation")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    assert make(client, funder="new", funder_name="Fonden", funder_country="FI")["step"] == "chosen"
    new_programme = FundingProgramme.objects.get()
    assert (new_programme.live, new_programme.funder.live, new_programme.latest_revision.user) == (
        False,
        False,
        user,
    )


def test_who_may_not_make_organisations_is_offered_no_new_funder_and_no_draft(client, funder):
    user = User.objects.create_user("cia")
    rights = ("access_admin", "add_fundingprogramme")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    hidden = Organisation.objects.create(name_sv="Hemliga", slug="hemliga", kind="funder", live=False)
    form = client.get(address("choose")).json()["html"]
    assert "Stiftelsen" in form and "En ny finansiär" not in form and "Hemliga" not in form
    new = {"funder": "new", "funder_name": "Fonden", "funder_country": "FI"}
    for refused in (new, {"funder": hidden.pk}):
        assert make(client, **refused)["step"] == "reshow_creation_form"
    assert not FundingProgramme.objects.exists()


def test_a_reader_makes_no_programme(client, funder):
    user = User.objects.create_user("dan")
    user.groups.add(Group.objects.get(name=READER))
    client.force_login(user)
    assert make(client, funder=funder.pk)["step"] == "refused"
    assert not FundingProgramme.objects.exists()


def test_a_funder_made_from_a_programme_is_a_funder(staff):
    form = staff.get(reverse(FundingProgramme.snippet_viewset.get_url_name("add"))).content.decode()
    chooser = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("choose"))
    assert f"{chooser}?kind=funder" in form

    for address, kind in (("?kind=funder", "funder"), ("", "municipality"), ("?kind=none", "municipality")):
        html = staff.get(chooser + address).json()["html"]
        offered = html.split('name="new-kind"')[1].split("</select>")[0]
        assert f'<option value="{kind}" selected>' in offered
    # A form that comes back for something else is still about a funder.
    make = reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("create"))
    assert f'action="{make}?kind=funder"' in staff.get(f"{chooser}?kind=funder").json()["html"]
