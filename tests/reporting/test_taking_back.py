"""What is handed in can be taken back, until somebody has reviewed it. Of two at the same moment, one wins."""

import pytest
from django.contrib.auth.models import Group

from lagesbild.barometer.models import GoalAssessment
from lagesbild.organisations.roles import COORDINATOR
from lagesbild.reporting.answering import CannotAnswer, move, not_ours, return_to, save, submit, take_back
from lagesbild.reporting.models import Item, Round
from lagesbild.reporting.publishing import approve
from tests.reporting.drawing import NOW, item, person, unit

pytestmark = pytest.mark.django_db

GOOD = {"grade": "2", "motivation_sv": "Bättre nu"}


@pytest.fixture
def anna():
    return person("anna")


@pytest.fixture
def reviewer():
    user = person("granskaren")
    user.groups.set([Group.objects.get(name=COORDINATOR)])
    return user


@pytest.fixture
def asked_item(anna):
    handed_in = item()
    hand_in(handed_in, anna, GOOD, 0)
    return stored(handed_in)


def hand_in(question, by, content, version):
    return submit(question.pk, content, version=version, by=by, at=NOW, problems=lambda item, content: {})


def stored(question) -> Item:
    return Item.objects.get(pk=question.pk)


def what(question) -> list[str]:
    return [str(step.what) for step in question.steps.all()]


def test_what_is_taken_back_can_be_changed_and_handed_in_again(asked_item, anna):
    back = take_back(asked_item.pk, by=anna, at=NOW)
    assert (back.status, back.content) == (Item.Status.STARTED, GOOD)
    hand_in(asked_item, anna, GOOD | {"motivation_sv": "Mycket bättre nu"}, back.version)
    assert stored(asked_item).status == Item.Status.SUBMITTED
    assert what(asked_item) == ["saved", "submitted", "taken_back", "saved", "submitted"]


def test_the_history_says_who_and_what_it_said(asked_item, anna):
    take_back(asked_item.pk, by=anna, at=NOW)
    step = asked_item.steps.last()
    assert (step.by, step.at, step.content) == (anna, NOW, GOOD)


@pytest.mark.parametrize(
    "status, told",
    [
        ("todo", "inte inlämnat"),
        ("started", "inte inlämnat"),
        ("not_ours", "inte inlämnat"),
        ("returned", "redan tillbaka"),
        ("approved", "hann bli godkänt"),
    ],
)
def test_only_what_waits_for_review_can_be_taken_back(asked_item, anna, status, told):
    Item.objects.update(status=status)
    with pytest.raises(CannotAnswer, match=told):
        take_back(asked_item.pk, by=anna, at=NOW)
    assert what(asked_item) == ["saved", "submitted"]


def test_nothing_is_taken_back_from_a_closed_round(asked_item, anna):
    Round.objects.update(status="closed", closed_at=NOW)
    with pytest.raises(CannotAnswer, match="inte öppen"):
        take_back(asked_item.pk, by=anna, at=NOW)


# --- At the same moment as the reviewer -------------------------------------------------------------------


def test_taken_back_first_nothing_is_published_and_the_reviewer_is_told(asked_item, anna, reviewer):
    take_back(asked_item.pk, by=anna, at=NOW)
    [outcome] = approve([asked_item.pk], by=reviewer, at=NOW, versions={asked_item.pk: asked_item.version})
    assert "har tagit tillbaka svaret" in outcome.trouble
    assert not GoalAssessment.objects.exists()


def test_approved_first_the_answer_is_public_and_the_reporter_is_told(asked_item, anna, reviewer):
    assert approve([asked_item.pk], by=reviewer, at=NOW)[0].trouble == ""
    with pytest.raises(CannotAnswer, match="hann bli godkänt"):
        take_back(asked_item.pk, by=anna, at=NOW)
    assert (stored(asked_item).status, GoalAssessment.objects.count()) == (Item.Status.APPROVED, 1)


def test_handed_in_again_since_it_was_read_the_old_one_is_not_published(asked_item, anna, reviewer):
    back = take_back(asked_item.pk, by=anna, at=NOW)
    hand_in(asked_item, anna, GOOD | {"grade": "4"}, back.version)
    [outcome] = approve([asked_item.pk], by=reviewer, at=NOW, versions={asked_item.pk: asked_item.version})
    assert "har ändrats sedan du läste det" in outcome.trouble


def test_who_would_send_it_back_is_told_that_it_is_back_already(asked_item, anna, reviewer):
    take_back(asked_item.pk, by=anna, at=NOW)
    with pytest.raises(CannotAnswer, match="har tagit tillbaka svaret"):
        return_to(asked_item.pk, "Varför?", by=reviewer, at=NOW)


def test_what_has_gone_elsewhere_since_is_not_said_to_be_taken_back(asked_item, anna, reviewer):
    take_back(asked_item.pk, by=anna, at=NOW)
    not_ours(asked_item.pk, "Miljökontorets", by=anna, at=NOW)
    assert "inte inlämnad" in approve([asked_item.pk], by=reviewer, at=NOW)[0].trouble
    move(asked_item.pk, unit("Miljökontoret"), "Er", by=reviewer, at=NOW)
    save(asked_item.pk, GOOD | {"grade": "3"}, version=stored(asked_item).version, by=anna, at=NOW)
    assert stored(asked_item).content["grade"] == "3"
