"""Findings and the answers that let them rest."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from lagesbild.reporting.findings import FindingKind, finding, open_and_resting, rest, wake

from . import drawing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def overdue(goal, what="2022"):
    return finding(FindingKind.OVERDUE, goal, what, lambda: "Senaste siffran gäller 2022.")


def test_a_key_is_the_same_as_long_as_the_finding_is_and_another_when_a_number_is():
    goal = drawing.goal()
    assert overdue(goal).key == overdue(goal).key
    assert overdue(goal, "2023").key != overdue(goal).key
    assert overdue(drawing.goal("Annat")).key != overdue(goal).key


def test_an_answer_lets_it_rest_to_its_day_and_a_changed_number_brings_it_back():
    goal, user = drawing.goal(), drawing.person("sam")
    rest(overdue(goal).key, "Enkäten gjordes inte i år.", date(2027, 3, 1), by=user, at=AT)

    assert [answer.answer for _one, answer in open_and_resting([overdue(goal)], TODAY).resting] == [
        "Enkäten gjordes inte i år."
    ]
    assert open_and_resting([overdue(goal)], date(2027, 3, 1)).open == ()
    assert len(open_and_resting([overdue(goal)], date(2027, 3, 2)).open) == 1
    assert len(open_and_resting([overdue(goal, "2023")], TODAY).open) == 1


def test_the_latest_answer_counts_and_the_earlier_stay():
    goal, user = drawing.goal(), drawing.person("sam")
    key = overdue(goal).key
    rest(key, "Först.", date(2027, 3, 1), by=user, at=AT)
    wake(key, by=user, at=AT)
    assert len(open_and_resting([overdue(goal)], TODAY).open) == 1
    rest(key, "Sedan.", date(2027, 4, 1), by=user, at=AT)
    assert [answer.answer for _one, answer in open_and_resting([overdue(goal)], TODAY).resting] == ["Sedan."]


@pytest.mark.parametrize(
    "answer, until, field",
    [
        (" ", date(2027, 1, 1), "answer"),
        ("x" * 301, date(2027, 1, 1), "answer"),
        ("Känt.", date(2026, 11, 22), "until"),
        ("Känt.", date(2029, 1, 1), "until"),
    ],
)
def test_an_answer_says_why_and_is_not_for_ever(answer, until, field):
    with pytest.raises(ValidationError) as refused:
        rest("a", answer, until, by=drawing.person("sam"), at=AT)
    assert list(refused.value.message_dict) == [field]


def test_a_board_counts_what_is_open():
    goal = drawing.goal()
    late = finding(FindingKind.ACTION_LATE, goal, "", lambda: "Sen.")
    assert open_and_resting([overdue(goal), late], TODAY).counts() == [
        ("Siffror som borde vara nyare", 1),
        ("Försenade åtgärder", 1),
    ]
