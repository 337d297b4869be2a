"""What a round asks of whom, and what is known afterwards of what was decided."""

from datetime import date

import pytest

from lagesbild.barometer.models import Action, Indicator
from lagesbild.reporting.answering import save
from lagesbild.reporting.models import Item, Round
from lagesbild.reporting.rounds import RoundProblem, close_round, is_unchanged, open_round, preview
from tests.reporting.drawing import NOW, goal, person, unit
from tests.reporting.drawing import open_round as drawn_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return unit()


@pytest.fixture
def by():
    return person("samordnaren")


def draft(**fields) -> Round:
    return drawn_round(status="draft", opened_at=None, **fields)


def answers_for(thing, organisation, role="follow_up"):
    thing.responsibilities.create(organisation=organisation, role=role)
    thing.save()
    return thing


def asked(round) -> set[tuple[str, str, str]]:
    return {
        (str(question.kind), question.thing.name_sv, question.organisation.name_sv)
        for question in preview(round).asked
    }


def test_each_is_asked_about_what_they_answer_for(office):
    answers_for(goal("Renare vatten"), office)
    answers_for(Indicator.objects.create(name_sv="Vattenprov", slug="v", by_form=True, live=True), office)
    answers_for(Action.objects.create(name_sv="Ny våtmark", slug="a", live=True), office, "implementation")
    assert asked(draft()) == {
        ("assessment", "Renare vatten", "Tekniska kontoret"),
        ("value", "Vattenprov", "Tekniska kontoret"),
        ("action", "Ny våtmark", "Tekniska kontoret"),
    }


@pytest.mark.parametrize("fields", [{"by_form": False}, {"by_form": True, "live": False}])
def test_figures_that_come_from_a_source_are_not_asked_for(office, fields):
    indicator = Indicator.objects.create(**{"name_sv": "Utsläpp", "slug": "u", "live": True} | fields)
    answers_for(indicator, office)
    assert asked(draft()) == set()


def test_what_is_done_is_not_asked_about(office):
    done = Action.objects.create(name_sv="Klar", slug="k", live=True, set_status="done")
    answers_for(done, office, "implementation")
    assert asked(draft()) == set()


def test_only_those_chosen_are_asked(office):
    answers_for(goal("Vatten"), office)
    answers_for(goal("Luft"), unit("Miljökontoret"))
    round = draft()
    round.organisations.add(office)
    assert {thing for _, thing, _ in asked(round)} == {"Vatten"}


def test_what_nobody_answers_for_is_told():
    drawn = goal("Herrelöst")
    assert [thing for _, thing in preview(draft()).unowned] == [drawn]


def test_opening_asks_what_was_shown(office, by):
    answers_for(goal(), office)
    round = draft()
    previewed = asked(round)
    open_round(round.pk, by=by, at=NOW)
    assert {
        (item.kind, item.thing.name_sv, item.organisation.name_sv) for item in Item.objects.all()
    } == previewed


def test_a_round_is_opened_once(office, by):
    answers_for(goal(), office)
    round = draft()
    open_round(round.pk, by=by, at=NOW)
    with pytest.raises(RoundProblem, match="redan"):
        open_round(round.pk, by=by, at=NOW)
    assert Item.objects.count() == 1


def test_a_round_whose_last_day_has_been_is_not_opened(office, by):
    answers_for(goal(), office)
    late = draft(closes_on=date(2026, 10, 31))
    with pytest.raises(RoundProblem, match="Sista dagen"):
        open_round(late.pk, by=by, at=NOW)
    assert not Item.objects.exists()


def test_a_round_that_asks_nobody_is_not_opened(by):
    with pytest.raises(RoundProblem, match="Ingen"):
        open_round(draft().pk, by=by, at=NOW)


def test_two_open_rounds_do_not_ask_the_same(office, by):
    answers_for(goal(), office)
    open_round(draft().pk, by=by, at=NOW)
    second = preview(draft(name="En till"))
    assert second.asked == ()
    assert len(second.elsewhere) == 1


def test_the_record_is_what_was_known_that_day(office, by):
    answers_for(goal(), office)
    round = draft()
    open_round(round.pk, by=by, at=NOW)
    asked_item = Item.objects.get()
    save(asked_item.pk, {"motivation_sv": "Som det var då"}, version=0, by=by, at=NOW)
    record = close_round(round.pk, by=by, at=NOW, public_pages={"vattenprov": {"value": 12.5}})
    Item.objects.update(content={"motivation_sv": "Ändrat i efterhand"})
    record.refresh_from_db()
    assert record.content["items"][0]["content"] == {"motivation_sv": "Som det var då"}
    assert record.content["items"][0]["steps"][0]["by"] == "samordnaren"
    assert record.content["shown"] == {"vattenprov": {"value": 12.5}}
    assert is_unchanged(record)
    record.content["items"][0]["status"] = "approved"
    assert not is_unchanged(record)


def test_only_an_open_round_is_closed(by):
    with pytest.raises(RoundProblem):
        close_round(draft().pk, by=by, at=NOW)
