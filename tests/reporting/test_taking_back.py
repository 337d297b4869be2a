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
def asked(anna):
    made = item()
    hand_in(made, anna, GOOD, 0)
    return stored(made)


def hand_in(one, by, content, version):
    return submit(one.pk, content, version=version, by=by, at=NOW, problems=lambda item, content: {})


def stored(one) -> Item:
    return Item.objects.get(pk=one.pk)


def what(one) -> list[str]:
    return [str(step.what) for step in one.steps.all()]


def test_what_is_taken_back_can_be_changed_and_handed_in_again(asked, anna):
    back = take_back(asked.pk, by=anna, at=NOW)
    assert (back.status, back.content) == (Item.Status.STARTED, GOOD)
    hand_in(asked, anna, GOOD | {"motivation_sv": "Mycket bättre nu"}, back.version)
    assert stored(asked).status == Item.Status.SUBMITTED
    assert what(asked) == ["saved", "submitted", "taken_back", "saved", "submitted"]


def test_the_history_says_who_and_what_it_said(asked, anna):
    take_back(asked.pk, by=anna, at=NOW)
    step = asked.steps.last()
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
def test_only_what_waits_for_review_can_be_taken_back(asked, anna, status, told):
    Item.objects.update(status=status)
    with pytest.raises(CannotAnswer, match=told):
        take_back(asked.pk, by=anna, at=NOW)
    assert what(asked) == ["saved", "submitted"]


def test_nothing_is_taken_back_from_a_closed_round(asked, anna):
    Round.objects.update(status="closed", closed_at=NOW)
    with pytest.raises(CannotAnswer, match="inte öppen"):
        take_back(asked.pk, by=anna, at=NOW)


# --- At the same moment as the reviewer -------------------------------------------------------------------


def test_taken_back_first_nothing_is_published_and_the_reviewer_is_told(asked, anna, reviewer):
    take_back(asked.pk, by=anna, at=NOW)
    [outcome] = approve([asked.pk], by=reviewer, at=NOW, seen={asked.pk: asked.version})
    assert "har tagit tillbaka svaret" in outcome.trouble
    assert not GoalAssessment.objects.exists()


def test_approved_first_the_answer_is_public_and_the_reporter_is_told(asked, anna, reviewer):
    assert approve([asked.pk], by=reviewer, at=NOW)[0].trouble == ""
    with pytest.raises(CannotAnswer, match="hann bli godkänt"):
        take_back(asked.pk, by=anna, at=NOW)
    assert (stored(asked).status, GoalAssessment.objects.count()) == (Item.Status.APPROVED, 1)


def test_handed_in_again_since_it_was_read_the_old_one_is_not_published(asked, anna, reviewer):
    back = take_back(asked.pk, by=anna, at=NOW)
    hand_in(asked, anna, GOOD | {"grade": "4"}, back.version)
    [outcome] = approve([asked.pk], by=reviewer, at=NOW, seen={asked.pk: asked.version})
    assert "har ändrats sedan du läste det" in outcome.trouble


def test_who_would_send_it_back_is_told_that_it_is_back_already(asked, anna, reviewer):
    take_back(asked.pk, by=anna, at=NOW)
    with pytest.raises(CannotAnswer, match="har tagit tillbaka svaret"):
        return_to(asked.pk, "Varför?", by=reviewer, at=NOW)


def test_what_has_gone_elsewhere_since_is_not_said_to_be_taken_back(asked, anna, reviewer):
    take_back(asked.pk, by=anna, at=NOW)
    not_ours(asked.pk, "Miljökontorets", by=anna, at=NOW)
    assert "inte inlämnad" in approve([asked.pk], by=reviewer, at=NOW)[0].trouble
    move(asked.pk, unit("Miljökontoret"), "Er", by=reviewer, at=NOW)
    save(asked.pk, GOOD | {"grade": "3"}, version=stored(asked).version, by=anna, at=NOW)
    assert stored(asked).content["grade"] == "3"
