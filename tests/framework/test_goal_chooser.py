"""The 17 global goals are found in the editor, in their list and where one is chosen."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import COORDINATOR

pytestmark = pytest.mark.django_db


def pages() -> list[str]:
    views = GlobalGoal.snippet_viewset
    chooser = views.chooser_viewset.get_url_name("choose_results")
    return [reverse(views.get_url_name("list")), reverse(chooser)]


@pytest.mark.parametrize(
    ("query", "number"), [("vatten", 6), ("fattigdom", 1), ("6", 6), ("climate", 13), ("FREDLIG", 16)]
)
def test_a_goal_is_found_by_number_and_by_parts_of_words(client, query, number):
    user = User.objects.create_user("anna")
    user.groups.add(Group.objects.get(name=COORDINATOR))
    client.force_login(user)
    goal = GlobalGoal.objects.get(number=number)
    for page in pages():
        assert goal.name_sv in client.get(page, {"q": query}).content.decode()


def test_what_no_goal_is_about_is_not_found(client):
    client.force_login(User.objects.create_superuser("admin"))
    for page in pages():
        body = client.get(page, {"q": "xyzzy"}).content.decode()
        assert not any(goal.name_sv in body for goal in GlobalGoal.objects.all())
