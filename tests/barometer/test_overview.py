"""Which goals belong together, what is judged of them, and what has changed."""

from datetime import UTC, date, datetime

import pytest

from lagesbild.barometer import answerable, overview
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db


def tree(roots) -> list:
    """Goals as names, those below in a list after: ["Vatten", ["Sjöar", []]]."""
    return [part for branch in roots for part in (branch.goal.name_sv, tree(branch.below))]


@pytest.fixture
def three():
    """Vatten → Sjöar → Rena sjöar, and Luft beside."""
    levels = [("level", {"label_sv": name, "assessed": name == "Mål"}) for name in ("Topp", "Område", "Mål")]
    programme = drawing.programme(levels=levels)
    top = drawing.goal("Vatten", programme, represents=GlobalGoal.objects.get(number=6), order=1)
    lakes = drawing.goal("Sjöar", top)
    clean = drawing.goal("Rena sjöar", lakes)
    drawing.goal("Luft", programme, order=2)
    return top, lakes, clean


def test_goals_stand_in_their_tree_in_order(three):
    assert tree(overview.forest()) == ["Vatten", ["Sjöar", ["Rena sjöar", []]], "Luft", []]


def test_depth_gives_the_level_and_whether_goals_there_are_judged(three):
    [top, *_] = overview.forest()
    assert [(b.depth, b.level.label, b.assessed) for b in top.walk()] == [
        (0, "Topp", False),
        (1, "Område", False),
        (2, "Mål", True),
    ]
    assert [b.goal.name_sv for b in top.judged()] == ["Rena sjöar"]


def test_below_the_last_named_level_goals_are_judged(three):
    drawing.goal("Ännu djupare", three[2])
    [top, *_] = overview.forest()
    assert [b.goal.name_sv for b in top.judged()] == ["Rena sjöar", "Ännu djupare"]


def test_the_latest_assessment_counts_and_of_two_the_same_day_the_last_written(three):
    clean = three[2]
    drawing.assessment(clean, 1, date(2024, 1, 1))
    drawing.assessment(clean, 4, date(2026, 1, 1))
    drawing.assessment(clean, 3, date(2026, 1, 1))
    drawing.assessment(clean, 5, date(2026, 6, 1), live=False)
    [top, *_] = overview.forest()
    [branch] = top.judged()
    assert [assessment.grade for assessment in branch.assessments] == [3, 4, 1]
    assert branch.grade == 3


def test_an_assessment_that_an_example_invented_is_counted_nowhere():
    real, invented, both, bare = (drawing.goal(name) for name in ("Älg", "Bäver", "Lo", "Utter"))
    drawing.assessment(real, 2)
    drawing.assessment(invented, 1, is_example=True)
    drawing.assessment(both, 4, date(2026, 1, 1))
    drawing.assessment(both, 1, date(2026, 2, 1), is_example=True)
    branches = [branch for branch in overview.forest() if branch.goal in (real, invented, both, bare)]
    goals = overview.roll_up(branches)

    assert (goals.on_the_way, goals.off_track, goals.not_assessed, goals.invented) == (1, 1, 2, 1)


def test_a_goal_that_contributes_elsewhere_is_under_both_global_goals(three):
    top, _lakes, clean = three
    clean.global_goals.set(GlobalGoal.objects.filter(number__in=[6, 14]))
    clean.save()
    roots = overview.forest()
    branches = overview.by_global_goal(roots)
    numbers = overview.goal_numbers(roots)

    assert [b.goal.name_sv for b in branches[14]] == ["Rena sjöar"]
    assert [b.goal.name_sv for b in branches[6]] == ["Vatten", "Rena sjöar"]
    assert numbers[clean.pk] == {6, 14} and numbers[top.pk] == {6}


def test_the_programme_in_force_speaks_for_the_global_goal(three):
    older = drawing.programme("A äldre", superseded_by=three[0].programme)
    drawing.goal("Gammalt vatten", older, represents=three[0].represents)
    roots = overview.forest()

    assert tree(roots)[-2] == "Gammalt vatten"
    assert overview.representative(6, overview.by_global_goal(roots)[6]).name_sv == "Vatten"
    assert overview.representative(7, []) is None


def test_nothing_under_an_unpublished_goal_is_public(three):
    _top, lakes, _clean = three
    lakes.unpublish()
    assert tree(overview.forest()) == ["Vatten", [], "Luft", []]
    assert overview.public_goals().count() == 2


def test_the_whole_forest_takes_three_queries_however_large(three, django_assert_num_queries):
    for n in range(20):
        drawing.assessment(drawing.goal(f"Mål {n}", three[1]), 2)
    with django_assert_num_queries(3):
        roots = overview.forest()
        assert [b.grade for b in roots[0].judged()].count(2) == 20
        assert roots[0].level.label == "Topp"


def test_actions_come_once_though_under_several_goals(three):
    top, lakes, clean = three
    drawing.action("Träd", lakes, clean)
    assert [action.name_sv for action in overview.actions_for({top.pk, lakes.pk, clean.pk})] == ["Träd"]


def test_everything_that_one_organisation_answers_for(three):
    board = drawing.organisation("Nämnden")
    drawing.action("Träd", three[0], by=board)
    drawing.action("Vass", three[0])
    three[2].responsibilities.create(organisation=board, role="follow_up")
    three[2].responsibilities.create(organisation=board, role="implementation")
    three[2].save()
    (goal,) = answerable.goals_of(answerable.duties_of(board))
    assert (goal.name_sv, goal.follows_up, goal.depth) == ("Rena sjöar", True, 2)
    assert [action.name_sv for action in answerable.actions_of(board, [], drawing.TODAY)] == ["Träd"]


def test_an_organisation_not_saved_yet_answers_for_nothing(three):
    drawing.action("Träd", three[0])
    draft = Organisation()
    duties = answerable.duties_of(draft)
    assert answerable.goals_of(duties) == answerable.actions_of(draft, [], drawing.TODAY) == []
    assert not duties.indicators


def test_the_latest_changes_of_every_kind_come_newest_first(three):
    for day, thing in enumerate((three[2], drawing.indicator("Siktdjup"), drawing.action("Träd")), start=1):
        type(thing).objects.filter(pk=thing.pk).update(last_published_at=datetime(2026, 1, day, tzinfo=UTC))
    assert [thing.name_sv for thing in overview.latest_changes(2)] == ["Träd", "Siktdjup"]
    assert [thing.name_sv for thing in overview.latest_changes(9)] == ["Träd", "Siktdjup", "Rena sjöar"]
