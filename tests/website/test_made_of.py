"""What an answer was made of, as the server that keeps it is told."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from lagesbild.barometer.models import Goal
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.tables_asked import asked_also, pointed_at, tables_asked
from lagesbild.website.made_of import MADE_OF, WHO_KEEPS, noting_what_it_is_made_of

pytestmark = pytest.mark.django_db


def view(request):
    list(Goal.objects.filter(programme__live=True))
    return HttpResponse(request.GET.get("sida"))


def answered(method: str = "GET", **environment):
    request = getattr(RequestFactory(), method.lower())("/?sida=2&x=1", **environment)
    noting_what_it_is_made_of(view)(request)
    return request.META.get(MADE_OF)


def test_the_names_read_and_the_tables_asked_are_told():
    made_of = answered(**{WHO_KEEPS: True})
    assert made_of.names == {"sida"}
    assert made_of.tables >= {"barometer_goal", "barometer_programme"}
    assert "framework_globalgoal" not in made_of.tables


def test_nobody_is_told_who_does_not_ask():
    assert answered() is None
    assert answered("POST", **{WHO_KEEPS: True}) is None


def test_what_is_made_within_counts_for_what_is_made_of_it():
    with tables_asked() as outer:
        with tables_asked() as inner:
            GlobalGoal.objects.count()
        asked_also({"barometer_action"})
    assert "barometer_action" in outer - inner and "framework_globalgoal" in outer & inner


def test_what_things_point_at_is_named():
    assert pointed_at(Goal) >= {"barometer_programme", "barometer_goal", "framework_globalgoal"}
