"""What stands at the end of a goal's page, read at once for the public and one by one in the editor."""

from datetime import UTC, datetime

import pytest

from lagesbild.barometer.models import Goal, GoalDocument, Programme
from lagesbild.framework.models import GlobalTarget
from lagesbild.website.goals.beside import beside, beside_draft
from tests.reporting import drawing

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    plan = Programme.objects.create(name_sv="Plan", slug="plan")
    one = Goal.objects.create(name_sv="Mål", slug="mal", programme=plan)
    # 10.1 comes before 9.5 as text, and 2 of goal 4 after 9 of goal 3 by their own order alone.
    one.global_targets.set(GlobalTarget.objects.filter(code__in=["10.1", "9.5", "3.9", "4.2"]))
    one.save()
    for place, title in enumerate(["Plan", "Bilaga"]):
        GoalDocument.objects.create(goal=one, title=title, url=f"https://{place}.se", sort_order=place)
    return one


def test_the_public_and_the_editor_see_the_same(goal, django_assert_num_queries):
    with django_assert_num_queries(1):
        public = beside(goal)
    draft = beside_draft(goal)
    assert [one.code for one in public.targets] == ["3.9", "4.2", "9.5", "10.1"]
    assert [one.code for one in draft.targets] == [one.code for one in public.targets]
    assert [one.name for one in draft.targets] == [one.name for one in public.targets]
    told = [("Plan", "https://0.se"), ("Bilaga", "https://1.se")]
    assert [(one.title, one.href) for one in public.documents] == told
    assert [(one.title, one.href) for one in draft.documents] == told


def test_a_file_has_its_address(goal):
    from wagtail.documents import get_document_model

    file = get_document_model().objects.create(title="Fil", file="documents/plan.pdf")
    GoalDocument.objects.create(goal=goal, title="Fil", document=file, sort_order=9)
    assert beside(goal).documents[-1].href == file.url


def test_an_edit_is_seen_at_once(goal):
    beside(goal)
    goal.global_targets.clear()
    goal.save()
    assert beside(goal).targets == []


def test_what_was_corrected_comes_the_latest_first():
    asked = drawing.item()
    for number, day in ((1, 3), (2, 9), (3, 5)):
        at = datetime(2026, 11, day, 12, tzinfo=UTC)
        asked.steps.create(number=number, what="corrected", note=f"Skäl {day}", at=at)
    asked.steps.create(number=4, what="approved", note="Inte en rättelse", at=at)
    found = beside(asked.goal).corrections
    assert [(day.day, note) for day, note in found] == [(9, "Skäl 9"), (5, "Skäl 5"), (3, "Skäl 3")]
    assert found == beside_draft(asked.goal).corrections
