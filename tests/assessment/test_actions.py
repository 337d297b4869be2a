from datetime import date

import pytest

from lagesbild.assessment import ActionStatus, action_status

BEFORE, TODAY, AFTER = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("reported", "starts", "finishes", "shown"),
    [
        ("started", BEFORE, AFTER, "started"),
        ("started", BEFORE, TODAY, "started"),  # the last day is in time
        ("started", BEFORE, BEFORE, "late"),
        ("not_started", AFTER, AFTER, "not_started"),
        ("not_started", BEFORE, AFTER, "late"),
        ("not_started", None, None, "not_started"),
        ("done", BEFORE, BEFORE, "done"),
        ("cancelled", BEFORE, BEFORE, "cancelled"),
        ("late", BEFORE, AFTER, "late"),
    ],
)
def test_late_follows_from_the_dates(reported, starts, finishes, shown):
    assert action_status(ActionStatus(reported), starts, finishes, TODAY) == shown


def test_unless_a_person_says_otherwise():
    assert action_status(ActionStatus.STARTED, BEFORE, BEFORE, TODAY, by_hand=True) is ActionStatus.STARTED
