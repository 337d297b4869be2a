"""Where a round stands: ready, late, and what a filter leaves."""

from datetime import UTC, date, datetime

import pytest

from lagesbild.reporting.board import LATE, board, filtered_items, is_late, waiting_for_approval
from tests.reporting.drawing import NOW, goal, item, open_round, unit

pytestmark = pytest.mark.django_db

IN_TIME, AFTER = date(2026, 11, 30), date(2026, 12, 1)


@pytest.fixture
def round():
    """Two organisations: one has done half, the other nothing."""
    drawn = open_round()
    water, parks = unit("Vatten"), unit("Parker")
    item(round=drawn, organisation=water, goal=goal("Ett"), status="approved")
    item(round=drawn, organisation=water, goal=goal("Två"), status="started")
    item(round=drawn, organisation=parks, goal=goal("Tre"))
    return drawn


def test_each_organisation_has_its_share(round):
    shares = {
        line.organisation.name_sv: (line.standing.words(), line.standing.share)
        for line in board(round, today=IN_TIME).lines
    }
    assert shares == {"Parker": ("0 av 1 klara", 0), "Vatten": ("1 av 2 klara", 50)}


def test_what_is_handed_in_is_the_organisations_part_done(round):
    round.items.filter(status="started").update(status="submitted")
    assert board(round, today=IN_TIME).all.ready == 2


@pytest.mark.parametrize("today, late", [(IN_TIME, 0), (AFTER, 2)])
def test_late_is_what_is_not_handed_in_after_the_last_day(round, today, late):
    assert board(round, today=today).all.late == late


def test_in_a_closed_round_the_day_it_closed_counts(round):
    round.status, round.closed_at = "closed", datetime(2026, 11, 20, tzinfo=UTC)
    round.save()
    assert not any(is_late(late_item, date(2027, 6, 1)) for late_item in round.items.all())


@pytest.mark.parametrize(
    "wanted, names",
    [
        ({}, ["Tre", "Ett", "Två"]),
        ({"unit": "vatten"}, ["Ett", "Två"]),
        ({"status": "approved"}, ["Ett"]),
        ({"status": LATE}, ["Tre", "Två"]),
        ({"kind": "value"}, []),
    ],
)
def test_a_filter_leaves(round, wanted, names):
    items = board(round, today=AFTER).items
    assert [kept_item.goal.name_sv for kept_item in filtered_items(items, today=AFTER, **wanted)] == names


def test_what_has_waited_longest_is_reviewed_first(round):
    first, second, third = round.items.all()
    second.status, second.changed_at = "submitted", NOW
    third.status, third.changed_at = "submitted", datetime(2026, 10, 1, tzinfo=UTC)
    for waiting in (second, third):
        waiting.save()
    assert list(waiting_for_approval()) == [third, second]


def test_the_board_asks_as_little_for_many(round, django_assert_num_queries):
    with django_assert_num_queries(1):
        board(round, today=IN_TIME)
