"""Where partners are and how far it is."""

from datetime import date

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import Partnership, PartnershipPartner, Project, ProjectPartner
from lagesbild.cooperation.partners.partner_places import kilometres, places
from lagesbild.organisations.models import Organisation

JONKOPING, CAPE_TOWN = (57.782, 14.162), (-33.925, 18.424)


@pytest.mark.parametrize(
    ("start", "other", "far"),
    [
        (JONKOPING, JONKOPING, 0),
        ((0.0, 0.0), (0.0, 180.0), 20015),
        ((90.0, 0.0), (-90.0, 77.0), 20015),
        ((0.0, 179.5), (0.0, -179.5), 111),
        (JONKOPING, CAPE_TOWN, 10205),
    ],
)
def test_the_great_circle(start, other, far):
    assert kilometres(start, other) == pytest.approx(far, abs=10)
    assert kilometres(start, other) == pytest.approx(kilometres(other, start))


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def partner(name: str, **more) -> Organisation:
    return made(Organisation, name, **{"country": "NO", **more})


def town(name: str, of: Organisation, **more) -> Partnership:
    partner = made(Partnership, name, **more)
    PartnershipPartner.objects.create(partnership=partner, organisation=of)
    return partner


@pytest.mark.django_db
def test_a_partner_stands_with_what_says_most_of_it():
    bodo = partner("Bodo", latitude=67.28, longitude=14.4)
    town("Förr", bodo, status="ended")
    town("Nätet", bodo, kind="network", since=date(1990, 1, 1))
    town("Vänorten", bodo, since=date(2001, 1, 1))
    town("Utkast", bodo, live=False)
    (there,) = places(JONKOPING)
    assert (there.cooperation.name, there.kind, there.more, there.is_over) == (
        "Vänorten",
        "twin_town",
        2,
        False,
    )
    assert round(there.kilometres) == 1056
    assert places((None, None))[0].kilometres is None


@pytest.mark.django_db
def test_what_is_not_known_is_left_unknown_and_what_is_not_public_out():
    network, hidden = partner("Nätverket"), partner("Hemlig", live=False)
    project = made(Project, "Projektet", status="closed")
    for organisation in (network, hidden):
        ProjectPartner.objects.create(project=project, organisation=organisation)
    (there,) = places(JONKOPING)
    assert (there.kind, there.is_over, there.is_placed, there.kilometres) == ("project", True, False, None)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 20])
def test_five_questions_whatever_the_number(count, django_assert_num_queries):
    for number in range(count):
        far_partner = partner(f"Stad {number}")
        town(f"Vänort {number}", far_partner)
        ProjectPartner.objects.create(project=made(Project, f"Projekt {number}"), organisation=far_partner)
    with django_assert_num_queries(4):  # no project says most of anybody
        assert len(places(JONKOPING)) == count
