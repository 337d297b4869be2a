"""Considered? What is answered, by whom, on which goals; and what nobody has answered."""

import pytest
from django.utils.text import slugify

from lagesbild.barometer.models import Action, ActionResponsibility, Goal, Programme
from lagesbild.cooperation.goal17 import three_questions
from lagesbild.cooperation.models import Project, ProjectResponsibility
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def first(things) -> three_questions.AnsweredShare:
    return three_questions.coverage(things)[0]


def test_what_nobody_has_answered_is_its_own_part():
    made(Action, "Ja", civil_society="yes", civil_society_why="Med")
    made(Action, "Nej", civil_society="no", civil_society_why="Lagen")
    made(Project, "Inte än", civil_society="not_yet")
    made(Project, "Tyst")
    made(Project, "Utkast", live=False, civil_society="yes")
    shares = first(three_questions.questioned_things())
    assert shares.counts == (1, 1, 1, 1)
    assert (shares.total, shares.answered) == (4, 3)
    assert [(share.key, share.count, share.share) for share in shares.shares()][-1] == (
        "answer-unanswered",
        1,
        0.25,
    )


def test_what_several_answer_for_counts_for_each_and_nobodys_comes_last():
    board, hidden = made(Organisation, "Nämnden"), made(Organisation, "Utkast", live=False)
    school = made(Organisation, "Skolan")
    action = made(Action, "Åtgärd", civil_society="yes")
    project = made(Project, "Projekt")
    for role in ("follow_up", "implementation"):
        ActionResponsibility.objects.create(action=action, organisation=board, role=role)
    ActionResponsibility.objects.create(action=action, organisation=school)
    ProjectResponsibility.objects.create(project=project, organisation=hidden)
    lines = three_questions.by_organisation(three_questions.questioned_things())
    assert [(line.organisation, line.count, line.coverage[0].yes) for line in lines] == [
        (board, 1, 1),
        (school, 1, 1),
        (None, 1, 0),
    ]


def test_a_goal_is_reached_through_the_goals_below_it():
    programme = made(Programme, "Programmet")
    top = made(Goal, "Fred", programme=programme)
    top.global_goals.set([16])
    top.save()
    below = made(Goal, "Trygghet", programme=programme, parent=top)
    action, project, other = made(Action, "Åtgärd"), made(Project, "Projekt"), made(Project, "Annat")
    action.goals.set([below])
    action.save()
    project.global_goals.set(GlobalGoal.objects.filter(number__in=[16, 17]))
    project.save()
    things = three_questions.questioned_things()
    assert [thing.name for thing in three_questions.on_goal(things, 16)] == ["Projekt", "Åtgärd"]
    assert [thing.name for thing in three_questions.on_goal(things, 17)] == ["Projekt"]
    assert other.name in [thing.name for thing in things]


def test_every_answer_is_listed_with_its_reason():
    made(Action, "Åtgärd", civil_society="no", civil_society_why="Lagen styr.")
    things = three_questions.questioned_things()
    assert [
        (answer_line.question, answer_line.answer, answer_line.reason)
        for answer_line in three_questions.given_answers(things)
    ] == [
        ("civil_society", "no", "Lagen styr."),
        ("environmental_management", "unanswered", ""),
        ("external_funding", "unanswered", ""),
    ]
    assert len(three_questions.given_answers(things, answer="unanswered")) == 2
    assert three_questions.given_answers(things, question="civil_society", answer="yes") == []
