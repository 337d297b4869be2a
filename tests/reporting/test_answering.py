"""Nobody's text is lost, whoever else has the same item open."""

import pytest

from lagesbild.reporting.answering import CannotAnswer, Unanswered, move, not_ours, return_to, save, submit
from lagesbild.reporting.models import Item, Round, Step
from tests.reporting.drawing import NOW, item, open_round, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_item():
    return item()


@pytest.fixture
def anna():
    return person("anna")


@pytest.fixture
def bo():
    return person("bo")


def write(asked_item, text, version, by):
    return save(asked_item.pk, {"motivation_sv": text}, version=version, by=by, at=NOW)


def history(asked_item):
    return [
        (step.number, str(step.what), step.content.get("motivation_sv", ""))
        for step in asked_item.steps.all()
    ]


def test_what_is_saved_is_there(asked_item, anna):
    saved = write(asked_item, "Bättre än i fjol.", 0, anna)
    assert (saved.item.version, saved.item.status) == (1, Item.Status.STARTED)
    assert Item.objects.get().content == {"motivation_sv": "Bättre än i fjol."}
    assert history(asked_item) == [(1, "saved", "Bättre än i fjol.")]


def test_the_second_keeps_their_text_and_sees_the_difference(asked_item, anna, bo):
    write(asked_item, "Annas text", 0, anna)
    saved = write(asked_item, "Bos text", 0, bo)
    assert saved.theirs.by == anna
    assert saved.differs == ("motivation_sv",)
    assert Item.objects.get().content == {"motivation_sv": "Annas text"}
    assert history(asked_item) == [(1, "saved", "Annas text"), (2, "conflict", "Bos text")]


def test_who_has_seen_the_difference_saves_on_top_of_it(asked_item, anna, bo):
    write(asked_item, "Annas text", 0, anna)
    late = write(asked_item, "Bos text", 0, bo)
    write(asked_item, "Bådas text", late.item.version, bo)
    assert Item.objects.get().content == {"motivation_sv": "Bådas text"}


def test_the_same_text_twice_is_one_save(asked_item, anna, bo):
    write(asked_item, "Text", 0, anna)
    assert write(asked_item, "Text", 0, anna).step is None
    write(asked_item, "Bos", 0, bo)
    assert write(asked_item, "Bos", 0, bo).step is None
    assert len(history(asked_item)) == 2


def test_who_has_seen_the_difference_may_take_their_own_text(asked_item, anna, bo):
    write(asked_item, "Annas text", 0, anna)
    late = write(asked_item, "Bos text", 0, bo)
    write(asked_item, "Bos text", late.item.version, bo)
    assert Item.objects.get().content == {"motivation_sv": "Bos text"}


def test_a_late_text_handed_in_twice_hands_in_nothing(asked_item, anna, bo):
    write(asked_item, "Annas", 0, anna)
    for _time in range(2):
        saved = submit(
            asked_item.pk,
            {"motivation_sv": "Bos"},
            version=0,
            by=bo,
            at=NOW,
            problems=lambda item, content: {},
        )
        assert saved.differs == ("motivation_sv",)
    assert Item.objects.get().status == Item.Status.STARTED


@pytest.mark.parametrize("sent", ["a\r\nb", "  a\nb  "])
def test_line_ends_and_spaces_around_are_not_a_change(asked_item, anna, sent):
    write(asked_item, "a\nb", 0, anna)
    assert write(asked_item, sent, 1, anna).step is None


def test_a_field_that_is_not_asked_for_is_not_kept(asked_item, anna):
    save(asked_item.pk, {"grade": "2", "status": "approved"}, version=0, by=anna, at=NOW)
    assert Item.objects.get().content == {"grade": "2"}


@pytest.mark.parametrize("status", ["submitted", "approved", "not_ours"])
def test_what_is_handed_in_stays_as_it_is(asked_item, anna, status):
    Item.objects.update(status=status)
    with pytest.raises(CannotAnswer):
        write(asked_item, "Nytt", 0, anna)
    assert history(asked_item) == []


def test_a_closed_round_takes_no_answers(asked_item, anna):
    Round.objects.update(status="closed", closed_at=NOW)
    with pytest.raises(CannotAnswer, match="inte öppen"):
        write(asked_item, "Nytt", 0, anna)


def test_a_text_without_end_is_refused(asked_item, anna):
    with pytest.raises(CannotAnswer, match="för lång"):
        write(asked_item, "x" * 20_001, 0, anna)


def test_handing_in(asked_item, anna):
    done = submit(
        asked_item.pk, {"grade": "2"}, version=0, by=anna, at=NOW, problems=lambda item, content: {}
    )
    assert done.item.status == Item.Status.SUBMITTED
    assert [step.what for step in asked_item.steps.all()] == [Step.What.SAVED, Step.What.SUBMITTED]


def test_what_cannot_be_handed_in_is_saved_all_the_same(asked_item, anna):
    def lacking(item, content):
        return {"grade": "Välj en bedömning."}

    with pytest.raises(Unanswered) as told:
        submit(asked_item.pk, {"motivation_sv": "Text"}, version=0, by=anna, at=NOW, problems=lacking)
    assert told.value.problems == {"grade": "Välj en bedömning."}
    assert Item.objects.get().content == {"motivation_sv": "Text"}
    assert Item.objects.get().status == Item.Status.STARTED


def test_nothing_is_handed_in_over_somebody_elses_text(asked_item, anna, bo):
    write(asked_item, "Annas", 0, anna)
    saved = submit(
        asked_item.pk, {"motivation_sv": "Bos"}, version=0, by=bo, at=NOW, problems=lambda item, content: {}
    )
    assert saved.theirs
    assert Item.objects.get().status == Item.Status.STARTED


def test_back_with_a_question_and_in_again(asked_item, anna, bo):
    submit(asked_item.pk, {"grade": "2"}, version=0, by=anna, at=NOW, problems=lambda item, content: {})
    returned = return_to(asked_item.pk, "Varför så högt?", by=bo, at=NOW)
    assert returned.status == Item.Status.RETURNED
    again = submit(
        asked_item.pk,
        {"grade": "3"},
        version=returned.version,
        by=anna,
        at=NOW,
        problems=lambda item, content: {},
    )
    assert again.item.status == Item.Status.SUBMITTED


def test_a_question_needs_words(asked_item, anna):
    with pytest.raises(CannotAnswer):
        not_ours(asked_item.pk, "  ", by=anna, at=NOW)


def test_what_is_not_theirs_goes_to_another(asked_item, anna, bo):
    write(asked_item, "Vi vet inte", 0, anna)
    not_ours(asked_item.pk, "Det är miljökontorets.", by=anna, at=NOW)
    moved = move(asked_item.pk, unit("Miljökontoret"), "Er fråga", by=bo, at=NOW)
    assert moved.organisation.name_sv == "Miljökontoret"
    assert moved.content == {"motivation_sv": "Vi vet inte"}
    assert [str(step.what) for step in asked_item.steps.all()] == ["saved", "not_ours", "moved"]


def test_nobody_is_asked_the_same_twice(asked_item, anna):
    other = unit("Miljökontoret")
    item(round=asked_item.round, goal=asked_item.goal, organisation=other)
    with pytest.raises(CannotAnswer, match="redan"):
        move(asked_item.pk, other, "Er", by=anna, at=NOW)


def test_rounds_are_apart(anna):
    first = item(round=open_round())
    write(first, "Text", 0, anna)
    assert not item(round=open_round(name="Våren"), goal=first.goal, organisation=first.organisation).content
