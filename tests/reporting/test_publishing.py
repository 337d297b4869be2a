"""What an approved answer changes in public, and what it must not touch."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator
from lagesbild.organisations.roles import COORDINATOR
from lagesbild.reporting.answering import CannotAnswer
from lagesbild.reporting.corrections import corrections
from lagesbild.reporting.models import Item, ReportedValue, Round, Step
from lagesbild.reporting.public_difference import difference, is_english_left
from lagesbild.reporting.publishing import approve, correct
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    user = person("godkannaren")
    user.groups.set([Group.objects.get(name=COORDINATOR)])
    return user


def handed_in(kind="assessment", **fields) -> Item:
    return item(kind=kind, status="submitted", **fields)


def about(kind, content, **thing) -> Item:
    """An item about an indicator or an action, handed in."""
    return Item.objects.create(
        round=open_round(), organisation=unit(), kind=kind, status="submitted", content=content, **thing
    )


def test_an_assessment_is_added_and_the_old_one_stays(by):
    asked_item = handed_in(content={"grade": "2", "motivation_sv": "Bättre"})
    GoalAssessment.objects.create(
        goal=asked_item.goal, grade=4, assessed_on=date(2025, 1, 1), motivation_sv="Sämre"
    )
    assert [outcome.trouble for outcome in approve([asked_item.pk], by=by, at=NOW)] == [""]
    latest, first = GoalAssessment.objects.public()
    assert (latest.grade, latest.motivation_sv, latest.assessed_on) == (2, "Bättre", date(2026, 11, 1))
    assert latest.assessed_by == "Tekniska kontoret"
    assert first.grade == 4
    assert ModelLogEntry.objects.filter(action="wagtail.publish", user=by).exists()


def test_not_assessed_is_an_answer(by):
    approve([handed_in(content={"grade": "0", "motivation_sv": "För tidigt"}).pk], by=by, at=NOW)
    assert GoalAssessment.objects.get().grade is None


@pytest.mark.parametrize(
    "content, value, missing",
    [
        ({"period": "2025", "value": "77,1 %"}, Decimal("77.1"), ""),
        ({"period": "2025", "missing": "..", "comment": "Få personer"}, None, ".."),
    ],
)
def test_a_value_becomes_a_reported_figure(by, content, value, missing):
    indicator = Indicator.objects.create(name_sv="Andel", slug="andel", unit_sv="procent", live=True)
    approve([about("value", content, indicator=indicator).pk], by=by, at=NOW)
    reported = ReportedValue.objects.get()
    assert (reported.value, reported.missing, reported.period) == (value, missing, "2025")


def test_a_draft_of_somebody_else_stays_a_draft(by):
    drawn = goal()
    drawn.name_sv = "Någons utkast"
    drawn.save_revision(user=by)
    asked_item = handed_in("text", goal=drawn, content={"status_sv": "Bra", "as_of": "2026-10-01"})
    approve([asked_item.pk], by=by, at=NOW)
    public = Goal.objects.get()
    assert (public.name_sv, public.status_sv, public.as_of) == (
        "Renare vatten",
        "<p>Bra</p>",
        date(2026, 10, 1),
    )
    assert public.has_unpublished_changes
    draft = public.latest_revision.as_object()
    assert (draft.name_sv, draft.status_sv) == ("Någons utkast", "<p>Bra</p>")


def test_an_action_is_published_as_reported(by):
    action = Action.objects.create(name_sv="Våtmark", slug="v", live=True)
    content = {"status": "done", "finished_on": "2026-09-01", "result_sv": "Klar"}
    approve([about("action", content, action=action).pk], by=by, at=NOW)
    action.refresh_from_db()
    assert (action.set_status, action.finished_on, action.result_sv) == ("done", date(2026, 9, 1), "Klar")
    assert not action.has_unpublished_changes


def test_one_that_cannot_be_published_does_not_stop_the_others(by):
    action = Action.objects.create(name_sv="Våtmark", slug="v", live=True)
    impossible = about("action", {"status": "cancelled", "finished_on": "2026-09-01"}, action=action)
    good = handed_in(
        round=open_round(), organisation=unit("Annan"), content={"grade": "1", "motivation_sv": "x"}
    )
    outcomes = approve([impossible.pk, good.pk], by=by, at=NOW)
    assert [bool(outcome.trouble) for outcome in outcomes] == [True, False]
    impossible.refresh_from_db()
    assert impossible.status == Item.Status.SUBMITTED
    assert not impossible.steps.exists()


def test_who_may_not_publish_approves_nothing():
    asked_item = handed_in(content={"grade": "2", "motivation_sv": "x"})
    assert approve([asked_item.pk], by=person("nagon"), at=NOW)[0].trouble
    assert not GoalAssessment.objects.exists()


def test_what_is_not_handed_in_is_not_published(by):
    asked_item = item(content={"grade": "2", "motivation_sv": "x"})
    assert approve([asked_item.pk], by=by, at=NOW)[0].trouble
    assert not GoalAssessment.objects.exists()


def test_a_correction_after_the_closing_date_says_why_in_public(by):
    asked_item = handed_in(content={"grade": "2", "motivation_sv": "Bra"})
    approve([asked_item.pk], by=by, at=NOW)
    Round.objects.update(status="closed", closed_at=NOW)
    correct(asked_item.pk, {"grade": "3", "motivation_sv": "Bra"}, "Fel ruta", by=by, at=NOW)
    assert corrections(asked_item.goal) == [(date(2026, 11, 1), "Fel ruta")]
    assert GoalAssessment.objects.public().first().grade == 3
    assert [step.what for step in asked_item.steps.all()] == [Step.What.APPROVED, Step.What.CORRECTED]


@pytest.mark.parametrize(
    "content, reason, error",
    [
        ({"grade": "3", "motivation_sv": "x"}, " ", CannotAnswer),
        ({"grade": "2", "motivation_sv": "Bra"}, "Inget nytt", CannotAnswer),
        ({"grade": "9", "motivation_sv": "x"}, "Fel", ValidationError),
    ],
)
def test_a_correction_needs_a_reason_and_a_change(by, content, reason, error):
    asked_item = handed_in(content={"grade": "2", "motivation_sv": "Bra"})
    approve([asked_item.pk], by=by, at=NOW)
    with pytest.raises(error):
        correct(asked_item.pk, content, reason, by=by, at=NOW)
    assert GoalAssessment.objects.count() == 1


def test_a_correction_does_not_undo_what_a_later_round_published(by):
    action = Action.objects.create(name_sv="Lampor", slug="lampor", live=True)
    first = about("action", {"status": "started"}, action=action)
    approve([first.pk], by=by, at=NOW)
    later = item(kind="action", status="submitted", action=action, organisation=first.organisation)
    Item.objects.filter(pk=later.pk).update(content={"status": "done", "finished_on": "2026-05-01"})
    approve([later.pk], by=by, at=NOW)
    with pytest.raises(CannotAnswer, match="något annat"):
        correct(first.pk, {"status": "started", "result_sv": "Rättat"}, "Stavfel", by=by, at=NOW)
    action.refresh_from_db()
    assert (action.set_status, action.finished_on) == ("done", date(2026, 5, 1))


def test_an_old_rounds_answer_does_not_take_the_place_of_a_later_one(by):
    old = handed_in(content={"grade": "4", "motivation_sv": "Sämre"})
    later = item(
        round=open_round(name="Nästa", opened_at=datetime(2026, 12, 1, tzinfo=UTC)),
        goal=old.goal,
        organisation=old.organisation,
        status="submitted",
        content={"grade": "2", "motivation_sv": "Bättre"},
    )
    outcomes = approve([later.pk, old.pk], by=by, at=NOW)
    assert [bool(outcome.trouble) for outcome in outcomes] == [False, True]
    assert GoalAssessment.objects.get().grade == 2


@pytest.mark.parametrize("text", ["a\n\n\nb", "a  b", "* x", "a\n- x\n\nb", "a & b"])
def test_a_text_is_corrected_however_it_was_spaced(by, text):
    asked_item = handed_in("text", content={"status_sv": text, "as_of": "2026-10-01"})
    approve([asked_item.pk], by=by, at=NOW)
    asked_item.refresh_from_db()
    assert difference(asked_item) == []
    correct(asked_item.pk, {"status_sv": "Nytt", "as_of": "2026-10-01"}, "Stavfel", by=by, at=NOW)
    asked_item.goal.refresh_from_db()
    assert "Nytt" in asked_item.goal.status_sv


def test_a_corrected_value_may_be_corrected_again(by):
    lamps = Indicator.objects.create(name_sv="Lampor", slug="lampor", unit_sv="%", by_form=True, live=True)
    asked_item = about("value", {"period": "2026", "value": "77,10"}, indicator=lamps)
    approve([asked_item.pk], by=by, at=NOW)
    for number in ("78", "79"):
        correct(asked_item.pk, {"period": "2026", "value": number}, "Räknade fel", by=by, at=NOW)
    assert ReportedValue.objects.order_by("pk").last().value == 79


def test_saying_what_the_dates_say_leaves_the_status_to_them(by):
    action = Action.objects.create(name_sv="Lampor", slug="lampor", starts=date(2025, 1, 1), live=True)
    asked_item = about("action", {"status": "started", "result_sv": "Tio lampor"}, action=action)
    assert [change.what for change in difference(asked_item)] == ["Resultat"]
    approve([asked_item.pk], by=by, at=NOW)
    action.refresh_from_db()
    assert (action.set_status, action.result_sv) == ("", "Tio lampor")
    correct(asked_item.pk, {"status": "late", "result_sv": "Elva lampor"}, "Räknade fel", by=by, at=NOW)
    action.refresh_from_db()
    assert action.set_status == "late"


@pytest.mark.parametrize(
    "swedish, english, left",
    [
        ("Elva lampor", "Ten lamps", True),
        ("Elva lampor", "Eleven lamps", False),
        ("Elva lampor", "", False),
        ("Tio lampor", "Ten lamps", False),
    ],
)
def test_english_that_does_not_follow_is_told_of(swedish, english, left):
    action = Action.objects.create(
        name_sv="Lampor", slug="lampor", result_sv="Tio lampor", result_en="Ten lamps", live=True
    )
    content = {"status": "started", "result_sv": swedish, "result_en": english}
    assert is_english_left(about("action", content, action=action)) is left


def test_what_has_been_taken_down_is_not_put_up_again(by):
    action = Action.objects.create(name_sv="Lampor", slug="lampor", live=True)
    asked_item = about("action", {"status": "started"}, action=action)
    Action.objects.update(live=False)
    assert "inte längre publicerat" in approve([asked_item.pk], by=by, at=NOW)[0].trouble
    assert not Action.objects.get().live


def test_a_value_whose_unit_has_changed_since_hinders_no_other(by):
    lamps = Indicator.objects.create(name_sv="Lampor", slug="lampor", unit_sv="ton", by_form=True, live=True)
    odd = about("value", {"period": "2026", "value": "12 kg"}, indicator=lamps)
    other = item(
        status="submitted",
        content={"grade": "2", "motivation_sv": "Bra"},
        round=odd.round,
        organisation=odd.organisation,
    )
    outcomes = approve([odd.pk, other.pk], by=by, at=NOW)
    assert [bool(outcome.trouble) for outcome in outcomes] == [True, False]
    assert not ReportedValue.objects.exists()


def test_the_difference_is_in_words():
    asked_item = handed_in(content={"grade": "2", "motivation_sv": "Bättre"})
    GoalAssessment.objects.create(
        goal=asked_item.goal, grade=4, assessed_on=date(2025, 1, 1), motivation_sv="Bättre"
    )
    assert [(change.what, change.before, change.after) for change in difference(asked_item)] == [
        ("Bedömning", "Målet bedöms inte kunna uppnås", "Målet bedöms kunna uppnås")
    ]


def test_the_difference_of_a_figure():
    indicator = Indicator.objects.create(name_sv="Andel", slug="andel", unit_sv="procent", live=True)
    asked_item = about("value", {"period": "2025", "value": "77,1"}, indicator=indicator)
    assert [(change.before, change.after) for change in difference(asked_item)] == [
        ("Inget värde", "77,1 procent")
    ]
