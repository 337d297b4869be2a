"""What the register refuses, and what of it is public."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from lagesbild.cooperation.models import (
    Exchange,
    Grant,
    Lesson,
    Participants,
    Partnership,
    Project,
    ResultLine,
)
from lagesbild.cooperation.models.partnerships import TAKEN

pytestmark = pytest.mark.django_db


def refused(thing) -> set[str]:
    try:
        thing.full_clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


def partnership(**fields) -> Partnership:
    return Partnership.objects.create(**{"name_sv": "Kuopio", "slug": "kuopio", "live": True} | fields)


def test_a_page_gets_its_address_from_its_name():
    partnership()
    second = Partnership(name_sv="Kuopio")
    assert refused(second) == set()
    assert second.slug == "kuopio-2"


@pytest.mark.parametrize(
    "name, slug", [("Bodø", "bodo"), ("Lääne-Virumaa", "laane-virumaa"), ("Łódź", "lodz"), ("Ærø", "aero")]
)
def test_a_letter_of_another_language_stays_in_the_address(name, slug):
    drawn = Partnership(name_sv=name)
    refused(drawn)
    assert drawn.slug == slug


@pytest.mark.parametrize("slug", sorted(TAKEN))
def test_no_partnership_takes_the_address_of_another_page(slug):
    assert refused(Partnership(name_sv="Karta", slug=slug)) == {"slug"}


def test_what_has_no_end_cannot_have_one():
    assert refused(Partnership(name_sv="X", open_ended=True, ends=date(2026, 1, 1))) == {"open_ended"}


def test_the_database_refuses_an_end_before_the_beginning():
    with pytest.raises(IntegrityError), transaction.atomic():
        partnership(since=date(2020, 1, 1), ends=date(2019, 1, 1))


def test_own_money_is_a_part_of_the_cost():
    assert refused(Partnership(name_sv="X", yearly_cost=100, own_funding=101)) == {"own_funding"}
    assert refused(Project(name_sv="X", budget=100, own_cash=60, own_kind=41)) == {"own_cash"}


def test_a_lesson_comes_from_something():
    lesson = {"title_sv": "Täta möten", "noted_on": date(2025, 1, 1), "evidence_sv": "Protokollen"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(**lesson)
    assert Lesson.objects.create(**lesson, partnership=partnership()).pk


@pytest.mark.parametrize("level, problems", [("measure", set()), ("outcome", {"level"})])
def test_only_a_measure_is_measured(level, problems):
    line = ResultLine(project=Project(name_sv="X", slug="x"), level=level, text_sv="Fler möten", target=3)
    with_parent = [field.name for field in line._meta.fields if field.name == "project"]
    try:
        line.full_clean(exclude=with_parent)
    except ValidationError as error:
        assert set(error.message_dict) == problems
    else:
        assert not problems


@pytest.mark.parametrize("live", [True, False])
def test_what_hangs_on_something_is_public_only_where_that_is(live):
    above = partnership(live=live)
    Exchange.objects.create(
        name_sv="Besök", slug="besok", live=True, starts=date(2025, 1, 1), partnership=above
    )
    Lesson.objects.create(
        title_sv="Möten", noted_on=date(2025, 1, 1), evidence_sv="x", live=True, partnership=above
    )
    assert Exchange.objects.public().count() == Lesson.objects.public().count() == int(live)


@pytest.mark.parametrize("live", [True, False])
def test_a_lesson_of_an_exchange_is_public_only_where_its_partnership_is(live):
    visit = Exchange.objects.create(
        name_sv="Besök", slug="besok", live=True, starts=date(2025, 1, 1), partnership=partnership(live=live)
    )
    Lesson.objects.create(
        title_sv="Möten", noted_on=date(2025, 1, 1), evidence_sv="x", live=True, exchange=visit
    )
    assert Lesson.objects.public().count() == int(live)


def test_an_exchange_of_its_own_is_public():
    Exchange.objects.create(name_sv="Besök", slug="besok", live=True, starts=date(2025, 1, 1))
    assert Exchange.objects.public().count() == 1


def test_there_is_nowhere_to_put_a_participants_name():
    """Counts by group, and that is all: no text, no link to a person."""
    texts = (models.CharField, models.TextField, models.ForeignKey, models.JSONField)
    free = {
        field.name
        for field in Participants._meta.fields
        if isinstance(field, texts) and not field.choices and field.name != "exchange"
    }
    assert free == set()


def test_a_grant_is_public_only_where_its_project_is():
    assert Grant.objects.public().model.TIED_TO == ("project", "programme")
