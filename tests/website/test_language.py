"""On a page in English what is only written in Swedish is marked as Swedish, so that it is read out as Swedish."""

import re

import pytest

from lagesbild.cooperation.models import FundingProgramme, Grant, Project
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db


def language_of(client, address: str, text: str) -> str | None:
    """The ``lang`` of the element that says just this text; None where it has none."""
    page = client.get(address).content.decode()
    attributes = re.search(rf"<(?:h1|p|span|div)([^>]*)>{text}</", page)[1]
    found = re.search(r'lang="(\w+)"', attributes)
    return found and found[1]


def test_what_is_only_in_swedish_is_marked(client):
    drawing.action("Cykelställ", description_sv="Tak över ställen.")
    assert language_of(client, "/en/atgarder/cykelstall/", "Cykelställ") == "sv"
    assert language_of(client, "/en/atgarder/cykelstall/", "Tak över ställen.") == "sv"


def test_what_is_in_english_is_not(client):
    drawing.action("Cykelställ", name_en="Cycle stands", description_sv="Tak.", description_en="Roofs.")
    assert language_of(client, "/en/atgarder/cykelstall/", "Cycle stands") is None
    assert language_of(client, "/en/atgarder/cykelstall/", "Roofs.") is None


def test_nothing_is_marked_on_a_page_in_swedish(client):
    drawing.action("Cykelställ", description_sv="Tak över ställen.")
    assert language_of(client, "/atgarder/cykelstall/", "Tak över ställen.") is None


def test_a_reason_that_has_one_language_is_read_out_in_it(client):
    drawing.home()
    Project.objects.create(
        name_sv="Broar", slug="broar", civil_society="yes", civil_society_why="En förening är med."
    )
    assert language_of(client, "/en/projekt/broar/", "En förening är med.") == "sv"
    assert language_of(client, "/projekt/broar/", "En förening är med.") is None


def test_a_position_and_a_rule_of_retention_are_read_out_in_swedish(client):
    drawing.home()
    unit = Organisation.objects.create(name_sv="Skolkontoret", name_en="Schools", slug="skolkontoret")
    project = Project.objects.create(name_sv="Broar", name_en="Bridges", slug="broar", status="running")
    project.responsibilities.create(organisation=unit, position="internationell samordnare")
    project.save()
    Grant.objects.create(
        project=project,
        programme=FundingProgramme.objects.create(name_sv="Grannar", funder=unit),
        value=1,
        retained_until="2034-12-31",
        retention_rule="Sju år efter slutredovisningen",
    )
    assert language_of(client, "/en/projekt/broar/", "internationell samordnare") == "sv"
    assert language_of(client, "/en/projekt/broar/", "Sju år efter slutredovisningen") == "sv"
    assert language_of(client, "/en/samarbeten/forteckning/", "internationell samordnare") == "sv"
    assert language_of(client, "/en/samarbeten/natverk/", "internationell samordnare,") == "sv"
