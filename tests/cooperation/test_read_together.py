"""What is read in one question is what is read one by one."""

from datetime import date
from decimal import Decimal

import pytest

from lagesbild.cooperation.models import FundingProgramme, Grant, Project, Theme
from lagesbild.cooperation.read_together import read_one, read_together
from lagesbild.organisations.models import Organisation
from tests.cooperation.funding.days import made

pytestmark = pytest.mark.django_db

RELATIONS = ("costs", "grants", "responsibilities", "decisions", "themes", "documents")
PATHS = (*RELATIONS[2:], "costs", "grants__instalments", "grants__decisions")


@pytest.fixture
def projects():
    unit = made(Organisation, "Kommunstyrelsen")
    programme = FundingProgramme.objects.create(name_sv="Partnerskap", funder=unit)
    for number, name in enumerate(("Broar", "Vatten", "Angoring"), 1):
        project = made(Project, name, description_sv='Å, "ljus"\n')
        for order, value in ((2, "10.50"), (1, "0.10"), (3, "123456789012.34")):
            project.costs.create(value=Decimal(value), spent_on=date(2025, 1, number), sort_order=order)
        project.responsibilities.create(organisation=unit)
        project.decisions.create(body=unit, decided_on=date(2024, 2, 29), paragraph="§ 1")
        project.themes.add(
            Theme.objects.create(name_sv=f"Tema {number}"), Theme.objects.create(name_sv=f"A{number}")
        )
        project.save()
        grant = Grant.objects.create(project=project, programme=programme, value=Decimal("7.00"))
        grant.instalments.create(value=Decimal("3.25"), received_on=date(2025, 3, 1))
        grant.save()
    return Project.objects.order_by("name_sv")


def columns(thing) -> list:
    return [
        (type(value), value) for value in (getattr(thing, f.attname) for f in thing._meta.concrete_fields)
    ]


def test_the_same_rows_in_the_same_order(projects):
    for together, alone in zip(read_together(projects, *PATHS), projects, strict=True):
        for name in RELATIONS:
            rows, alike = getattr(together, name).all(), getattr(alone, name).all()
            assert [columns(row) for row in rows] == [columns(row) for row in alike], name
        (grant,), (alike,) = together.grants.all(), alone.grants.all()
        assert [columns(row) for row in grant.instalments.all()] == [
            columns(row) for row in alike.instalments.all()
        ]
        assert grant.project is together and list(grant.decisions.all()) == []


def test_one_question_and_one_for_each_kind_that_is_pointed_at(projects, django_assert_num_queries):
    with django_assert_num_queries(3):  # organisations and funding programmes are kept outside a transaction
        for project in read_together(projects, *PATHS):
            assert [duty.organisation.name for duty in project.responsibilities.all()] == ["Kommunstyrelsen"]
            assert [grant.programme.funder.name for grant in project.grants.all()] == ["Kommunstyrelsen"]
            assert project.decisions.all()[0].body.name == "Kommunstyrelsen"


def test_a_slice_and_none_at_all(projects):
    assert [project.name_sv for project in read_together(projects[1:2], *PATHS)] == ["Broar"]
    assert read_together(projects.filter(slug="saknas"), *PATHS) == []


def test_a_page_of_what_there_is_not_is_not_found(projects):
    from django.http import Http404

    assert read_one(projects.filter(name_sv="Broar"), "themes").name_sv == "Broar"
    with pytest.raises(Http404):
        read_one(projects.filter(slug="saknas"), "themes")
