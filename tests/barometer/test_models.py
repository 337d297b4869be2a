"""Goals, indicators and actions: what is refused, and what follows from what was written."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lagesbild.assessment import ActionStatus, Direction
from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator, Programme
from lagesbild.framework.models import GlobalGoal
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def refused(thing) -> dict:
    with pytest.raises(ValidationError) as refusal:
        thing.full_clean()
    return refusal.value.message_dict


# --- Codes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [drawing.goal, drawing.indicator])
def test_a_code_that_changes_is_kept_among_the_former(make):
    indicator = make("Välbefinnande", code="SE.3.9")
    for code in ("SE.3.4", "SE.3.4a", "SE.3.4a"):
        indicator.code = code
        indicator.save()
    assert indicator.former_codes == "SE.3.9, SE.3.4"


def test_a_code_taken_back_is_no_longer_former():
    indicator = drawing.indicator("Välbefinnande", code="A")
    for code in ("B", "A"):
        indicator.code = code
        indicator.save()
    assert indicator.former_codes == "B"


def test_two_goals_of_a_programme_cannot_share_a_code_but_may_lack_one():
    drawing.goal("Ett", code="134")
    drawing.goal("Två")
    drawing.goal("Tre")
    with pytest.raises(IntegrityError), transaction.atomic():
        drawing.goal("Fyra", code="134")
    drawing.goal("Fem", drawing.programme("Annat"), code="134")


# --- Trees ------------------------------------------------------------------------------------------------


def test_a_goal_cannot_stand_under_itself():
    top = drawing.goal("Överst")
    below = drawing.goal("Under", top)
    top.parent = below
    assert "parent" in refused(top)


def test_a_goal_cannot_stand_under_a_goal_of_another_programme():
    goal = drawing.goal("Här")
    goal.parent = drawing.goal("Där", drawing.programme("Annat"))
    assert refused(goal)["parent"] == ["Välj ett mål i samma program."]


def test_a_programme_has_one_version_of_a_global_goal():
    six = GlobalGoal.objects.get(number=6)
    drawing.goal("Vatten", represents=six)
    with pytest.raises(IntegrityError), transaction.atomic():
        drawing.goal("Vatten igen", represents=six)
    drawing.goal("Vatten", drawing.programme("Äldre"), represents=six)


def test_a_programme_in_use_cannot_be_deleted():
    drawing.goal("Ett")
    with pytest.raises(IntegrityError):
        Programme.objects.first().delete()


# --- Programmes -------------------------------------------------------------------------------------------


def test_levels_have_names_from_the_top_and_none_below_the_last():
    levels = [
        ("level", {"label_sv": "Hållbarhetsmål", "assessed": False}),
        ("level", {"label_sv": "Mål", "prefix_sv": "Mål", "assessed": True}),
    ]
    drawing.programme(levels=levels)
    programme = Programme.objects.get()
    assert (programme.level(0).label, programme.level(0).assessed) == ("Hållbarhetsmål", False)
    assert (programme.level(1).prefix, programme.level(1).assessed) == ("Mål", True)
    assert programme.level(2) is None


def test_a_programme_may_have_words_of_its_own_for_a_grade():
    drawing.programme(wordings=[("wording", {"grade": "3", "label_sv": "Vi vet inte"})])
    programme = Programme.objects.get()
    assert programme.grade_label(3) == "Vi vet inte"
    assert programme.grade_label(1) == "Målet är uppnått"


def test_a_programme_cannot_end_before_it_starts():
    programme = Programme(name_sv="x", slug="x", valid_from=date(2026, 1, 1), valid_to=date(2025, 1, 1))
    assert refused(programme)


def test_only_a_published_programme_replaces_another():
    newer = drawing.programme("Nytt", live=False)
    older = drawing.programme("Gammalt", superseded_by=newer)
    assert older.successor is None
    newer.live = True
    assert older.successor == newer


# --- Actions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dates, status",
    [
        ({}, ActionStatus.NOT_STARTED),
        ({"starts": date(2027, 1, 1)}, ActionStatus.NOT_STARTED),
        ({"starts": date(2026, 1, 1)}, ActionStatus.STARTED),
        ({"starts": date(2025, 1, 1), "finishes": date(2026, 6, 30)}, ActionStatus.LATE),
        ({"finishes": date(2026, 11, 23)}, ActionStatus.NOT_STARTED),
        ({"finishes": date(2026, 6, 30), "finished_on": date(2026, 9, 1)}, ActionStatus.DONE),
        ({"set_status": "cancelled", "finishes": date(2026, 6, 30)}, ActionStatus.CANCELLED),
        ({"set_status": "started", "finishes": date(2026, 6, 30)}, ActionStatus.LATE),
        ({"set_status": "started", "finishes": date(2026, 6, 30), "by_hand": True}, ActionStatus.STARTED),
    ],
)
def test_late_follows_from_the_dates_unless_a_person_says_otherwise(dates, status):
    assert Action(**dates).status(TODAY) is status


def test_an_action_cannot_finish_before_it_starts():
    action = Action(name_sv="x", slug="x", starts=date(2026, 2, 1), finishes=date(2026, 1, 1))
    assert "Åtgärden kan inte vara klar innan den börjar." in str(refused(action))


def test_a_cancelled_action_has_no_day_it_was_done():
    action = Action(name_sv="x", slug="x", set_status="cancelled", finished_on=date(2026, 1, 1))
    assert "finished_on" in refused(action)


# --- Indicators and assessments ---------------------------------------------------------------------------


def test_an_indicator_is_its_own_rule():
    indicator = drawing.indicator(
        "Avfall", direction=-1, unit_sv="%", references=[("Mål", 10, 2030)], breaks=[(2018, "Ny metod")]
    )
    rule = indicator.rule()
    assert rule.direction is Direction.DOWN
    assert (rule.unit.sv, rule.unit.en) == ("%", "%")
    assert [(indicator.label.sv, indicator.value, indicator.year) for indicator in rule.references] == [
        ("Mål", 10, 2030)
    ]
    assert [(indicator.year, indicator.reason.sv) for indicator in rule.breaks] == [(2018, "Ny metod")]


def test_a_direction_that_nobody_knows_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(name_sv="x", slug="x", direction=3)


@pytest.mark.parametrize("grade", [0, 6])
def test_a_grade_is_one_to_five(grade):
    with pytest.raises(IntegrityError), transaction.atomic():
        drawing.assessment(drawing.goal("Ett"), grade)


def test_a_later_assessment_is_added_and_none_rewritten():
    goal = drawing.goal("Ett")
    drawing.assessment(goal, 2, date(2024, 1, 1))
    drawing.assessment(goal, 4, date(2026, 1, 1))
    assert [assessment.grade for assessment in GoalAssessment.objects.filter(goal=goal)] == [4, 2]
    assert Goal.objects.get().assessments.count() == 2


def test_an_assessment_may_be_that_the_goal_is_not_assessed():
    assert "Ej bedömt" in str(drawing.assessment(drawing.goal("Ett"), None))
