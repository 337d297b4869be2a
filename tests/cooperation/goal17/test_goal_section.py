"""What a page about goals tells of the register: each thing once, the money of all."""

from datetime import date
from decimal import Decimal

import pytest

from lagesbild.cooperation.funding.money import Rates, project_money
from lagesbild.cooperation.goal17.goal_section import section
from lagesbild.cooperation.models import (
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    Partnership,
    Project,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation
from tests.cooperation.partners.test_lists import made, names, town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def granted(project: Project, value, **more) -> Grant:
    funder = Organisation.objects.filter(slug="givaren").first() or made(Organisation, "Givaren")
    programme = FundingProgramme.objects.create(name_sv="Programmet", funder=funder)
    return Grant.objects.create(project=project, programme=programme, value=value, **more)


class TestSection:
    def test_what_points_at_several_of_the_goals_is_there_once(self):
        project = made(Project, "Broar")
        project.global_goals.set(GlobalGoal.objects.filter(pk__in=[16, 17]))
        project.save()
        assert names(section(number=17).projects.shown) == ["Broar"]
        assert not section(number=3)

    def test_the_rest_is_counted_and_the_money_is_of_all(self):
        goal = GlobalGoal.objects.get(pk=17)
        for n in range(25):
            project = made(Project, f"Projekt {n}")
            project.global_goals.set([goal])
            project.save()
            granted(project, Decimal(1000))
        section_there = section(number=17)
        assert (
            len(section_there.projects.shown),
            section_there.projects.count,
            section_there.projects.more,
        ) == (20, 25, 5)
        assert section_there.granted.kronor == 25_000

    def test_the_grants_are_those_of_the_projects_own_pages(self):
        project = made(Project, "Broar")
        project.global_goals.set([GlobalGoal.objects.get(pk=17)])
        project.save()
        granted(project, Decimal("1000.50"))
        granted(project, None)
        granted(project, Decimal(7), currency="EUR", decided_on=date(2024, 1, 1))
        for day, kronor in ((2, "11.2345"), (5, "11.5")):
            ExchangeRate.objects.create(
                currency="EUR", on=date(2024, 1, day), kronor=Decimal(kronor), source="x"
            )
        for day in (3, 4, 9):
            granted(project, Decimal("33.33"), currency="EUR", decided_on=date(2024, 1, day))
        granted(project, Decimal(9), live=False)
        own = project_money(project, Rates.load()).granted
        assert section(number=17).granted == own

    def test_money_that_is_made_up_is_told_apart(self):
        for name, value, is_example in (("Verkligt", 5, False), ("Påhittat", 7, True)):
            project = made(Project, name, is_example=is_example)
            project.global_goals.set([GlobalGoal.objects.get(pk=17)])
            project.save()
            granted(project, Decimal(value))
        section_there = section(number=17)
        assert (section_there.granted.kronor, section_there.made_up.kronor) == (12, 7)

    @pytest.mark.parametrize("number", [2, 20])
    def test_one_question(self, number, django_assert_num_queries):
        for n in range(number):
            for model in (Partnership, Project):
                partnership = made(model, f"{model.__name__} {n}")
                partnership.global_goals.set([GlobalGoal.objects.get(pk=17)])
                partnership.save()
        with django_assert_num_queries(1):
            section([1, 2, 3], 17, focus_areas=True)


def test_focus_areas_in_their_order_with_what_is_public_in_each(django_assert_num_queries):
    second = FocusArea.objects.create(name_sv="Andra", order=20)
    FocusArea.objects.create(name_sv="Tomt", order=30)
    first = FocusArea.objects.create(name_sv="Första", order=10)
    for n in range(7):
        partnership = town(f"Stad {n}")
        partnership.focus_areas.set([second])
        partnership.save()
    for name, live in (("Broar", True), ("Hemligt", False)):
        project = made(Project, name, live=live)
        project.focus_areas.set([first])
        project.save()
    with django_assert_num_queries(1):
        areas = section(focus_areas=True).focus_areas
    own = [area for area in areas if area.name_sv in ("Första", "Andra", "Tomt")]
    assert names(own) == ["Första", "Andra", "Tomt"]
    assert [names(area.public_projects) for area in own] == [["Broar"], [], []]
    assert [len(area.public_partnerships) for area in own] == [0, 5, 0]
    assert [area.more for area in own] == [0, 2, 0]
    assert own[0].public_projects[0].get_absolute_url() == "/projekt/broar/"
