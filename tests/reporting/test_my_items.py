"""What is asked of somebody, and in what order."""

from datetime import date

import pytest

from lagesbild.barometer.models import Action
from lagesbild.reporting import my_items
from lagesbild.reporting.answering import not_ours, return_to, save, submit
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return unit()


@pytest.fixture
def anna(office):
    return person("anna", office)


def hand_in(asked_item, by):
    return submit(
        asked_item.pk, {}, version=asked_item.version, by=by, at=NOW, problems=lambda item, content: {}
    )


def names(items):
    return [str(listed.thing) for listed in items]


def test_only_what_is_asked_of_ones_own_organisations(anna, office):
    own = item(organisation=office)
    item(round=own.round, organisation=unit("Miljökontoret"), goal=own.goal)
    assert list(my_items.items_of(anna)) == [own]


def test_a_round_that_is_prepared_does_not_exist_yet(anna, office):
    item(organisation=office, round=open_round(status="draft", opened_at=None))
    assert not my_items.items_of(anna).exists()


def test_a_closed_round_is_not_work_any_more_but_can_be_read(anna, office):
    item(organisation=office, round=open_round(status="closed", closed_at=NOW))
    assert my_items.tasks(anna) == []
    assert my_items.items_of(anna).count() == 1


def test_the_round_that_closes_first_comes_first(anna, office):
    later = item(organisation=office, round=open_round(name="Sedan", closes_on=date(2026, 12, 24)))
    item(organisation=office, round=open_round(name="Först"), goal=later.goal)
    assert [task.round.name for task in my_items.tasks(anna)] == ["Först", "Sedan"]


def test_what_came_back_is_first_then_by_kind_and_name(anna, office):
    round = open_round()
    done = item(round=round, organisation=office, goal=goal("Örter"))
    item(round=round, organisation=office, goal=goal("Bin"))
    tree = Action.objects.create(name_sv="Alar", slug="alar", live=True)
    item(round=round, organisation=office, kind="action", goal=None, action=tree)
    hand_in(done, anna)
    return_to(done.pk, "Varför?", by=anna, at=NOW)
    [task] = my_items.tasks(anna)
    assert names(task.left) == ["Örter", "Bin", "Alar"]


def test_what_is_handed_in_or_handed_back_is_done(anna, office):
    round = open_round()
    for name in ("A", "B", "C"):
        item(round=round, organisation=office, goal=goal(name))
    first, second, _third = my_items.items_of(anna).order_by("pk")
    hand_in(first, anna)
    not_ours(second.pk, "Miljökontorets", by=anna, at=NOW)
    [task] = my_items.tasks(anna)
    assert (names(task.left), len(task.done), task.count) == (["C"], 2, 3)


def test_the_next_question_and_round_again_to_those_that_were_skipped(anna, office):
    round = open_round()
    a, b, c = (item(round=round, organisation=office, goal=goal(name)) for name in "ABC")
    assert my_items.next_item(anna, a) == b
    assert my_items.next_item(anna, c) == a
    for skipped in (a, b):
        hand_in(skipped, anna)
    assert my_items.next_item(anna, c) is None


def test_a_late_text_is_told_of_until_its_writer_has_saved_again(anna, office):
    asked_item, bo = item(organisation=office), person("bo", office)
    save(asked_item.pk, {"motivation_sv": "Annas"}, version=0, by=anna, at=NOW)
    save(asked_item.pk, {"motivation_sv": "Bos"}, version=0, by=bo, at=NOW)
    asked_item.refresh_from_db()
    assert [step.by for step in my_items.late_texts(asked_item)] == [bo]
    save(asked_item.pk, {"motivation_sv": "Annas, mer"}, version=asked_item.version, by=anna, at=NOW)
    asked_item.refresh_from_db()
    assert [step.by for step in my_items.late_texts(asked_item)] == [bo]
    save(asked_item.pk, {"motivation_sv": "Bådas"}, version=asked_item.version, by=bo, at=NOW)
    asked_item.refresh_from_db()
    assert my_items.late_texts(asked_item) == []


def test_a_late_text_is_told_of_until_the_answer_is_handed_in(anna, office):
    asked_item = item(organisation=office)
    save(asked_item.pk, {"motivation_sv": "Annas"}, version=0, by=anna, at=NOW)
    save(asked_item.pk, {"motivation_sv": "Bos"}, version=0, by=person("bo", office), at=NOW)
    asked_item.refresh_from_db()
    hand_in(asked_item, anna)
    asked_item.refresh_from_db()
    assert my_items.late_texts(asked_item) == []
