"""The 17 goals, the 169 targets, and tiles that can be read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lagesbild.framework.contrast import contrast
from lagesbild.framework.models import GlobalGoal, GlobalTarget

pytestmark = pytest.mark.django_db


def test_there_are_17_goals_and_169_targets_in_two_languages():
    assert [goal.number for goal in GlobalGoal.objects.all()] == list(range(1, 18))
    assert GlobalTarget.objects.count() == 169
    assert (
        not GlobalGoal.objects.filter(name_sv="").exists()
        and not GlobalGoal.objects.filter(name_en="").exists()
    )
    assert not GlobalTarget.objects.filter(name_sv="").exists()


def test_every_target_stands_under_its_goal_numbers_before_letters():
    assert all(target.code.split(".")[0] == str(target.goal_id) for target in GlobalTarget.objects.all())
    of_13 = [target.code for target in GlobalTarget.objects.filter(goal=13)]
    assert of_13 == ["13.1", "13.2", "13.3", "13.a", "13.b"]
    assert GlobalTarget.objects.filter(goal=17).last().code == "17.19"


def test_the_text_on_every_tile_can_be_read():
    ratios = {goal.number: contrast(goal.text_colour, goal.colour) for goal in GlobalGoal.objects.all()}
    assert {number: ratio for number, ratio in ratios.items() if ratio < 4.5} == {}
    assert sum(contrast("#FFFFFF", goal.colour) < 4.5 for goal in GlobalGoal.objects.all()) == 10


def test_there_is_no_goal_18():
    with pytest.raises(IntegrityError), transaction.atomic():
        GlobalGoal.objects.create(number=18, name_sv="x", name_en="x", colour="#000000")


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345G", "#1234567"])
def test_a_colour_that_is_none_is_refused_with_words(colour):
    goal = GlobalGoal.objects.get(number=1)
    goal.colour = colour
    with pytest.raises(ValidationError) as refused:
        goal.full_clean()
    assert "colour" in refused.value.message_dict
