"""What must be put right before an answer is handed in: a table a kind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lagesbild.barometer.models import Action, Goal, Indicator
from lagesbild.reporting.models import Item
from lagesbild.reporting.validating import beyond, leap, problems

THING = {
    "assessment": {"goal": Goal(name_sv="Vatten")},
    "text": {"goal": Goal(name_sv="Vatten")},
    "value": {"indicator": Indicator(name_sv="Andel", unit_sv="procent")},
    "action": {"action": Action(name_sv="Cykelväg")},
}


def wrong(kind: str, last=None, **content) -> set[str]:
    return set(problems(Item(kind=kind, **THING[kind]), content, last=last))


@pytest.mark.parametrize(
    "kind, content, fields",
    [
        ("assessment", {}, {"grade", "motivation_sv"}),
        ("assessment", {"grade": "6", "motivation_sv": "x"}, {"grade"}),
        ("assessment", {"grade": "2", "motivation_sv": "x"}, set()),
        ("assessment", {"grade": "0", "motivation_sv": "Ej bedömt än."}, set()),
        ("value", {}, {"period", "value"}),
        ("value", {"period": "2025", "value": "77,1"}, set()),
        ("value", {"period": "2025", "value": "77,1 %"}, set()),
        ("value", {"period": "25", "value": "1.234"}, {"period", "value"}),
        ("value", {"period": "första halvåret 2025", "value": "5"}, set()),
        ("value", {"period": "2025 Q3", "value": "5"}, set()),
        ("value", {"period": "2008-11", "value": "5"}, {"period"}),
        ("value", {"period": "2019-07-01 – 2020-06-30", "value": "5"}, {"period"}),
        ("value", {"period": "2025", "missing": "-"}, {"comment"}),
        ("value", {"period": "2025", "missing": "-", "comment": "Inte mätt."}, set()),
        ("value", {"period": "2025", "missing": "-", "comment": "x", "value": "3"}, {"value"}),
        ("value", {"period": "2025", "missing": "?", "comment": "x"}, {"missing"}),
        ("action", {}, {"status"}),
        ("action", {"status": "started"}, set()),
        ("action", {"status": "done"}, {"finished_on", "result_sv"}),
        ("action", {"status": "done", "finished_on": "2026-10-01", "result_sv": "Klar"}, set()),
        ("action", {"status": "started", "finished_on": "2026-10-01"}, {"finished_on"}),
        ("action", {"status": "done", "finished_on": "1 oktober", "result_sv": "Klar"}, {"finished_on"}),
        ("action", {"status": "cancelled"}, {"result_sv"}),
        ("text", {}, {"status_sv", "as_of"}),
        ("text", {"status_sv": "Bra", "as_of": "2026-02-30"}, {"as_of"}),
        ("text", {"status_sv": "Bra", "as_of": "2026-02-28"}, set()),
    ],
)
def test_everything_wrong_is_told_at_once(kind, content, fields):
    assert wrong(kind, **content) == fields


def test_what_has_not_been_yet_is_not_reported():
    today = timezone.localdate()
    year, tomorrow = str(today.year + 1), (today + timedelta(days=1)).isoformat()
    done = {"status": "done", "result_sv": "Klar"}
    assert wrong("value", period=year, value="5") == {"period"}
    assert wrong("value", period=str(today.year), value="5") == set()
    assert wrong("action", **done, finished_on=tomorrow) == {"finished_on"}
    assert wrong("action", **done, finished_on=today.isoformat()) == set()
    assert wrong("text", status_sv="Bra", as_of=tomorrow) == {"as_of"}
    assert wrong("text", status_sv="Bra", as_of=today.isoformat()) == set()


@pytest.mark.parametrize(
    "value, last, asks",
    [
        ("0.77", "77.1", True),  # a slip of unit
        ("231.4", "77.1", True),
        ("231.3", "77.1", False),
        ("-2", "3", True),
        ("0", "3", True),
        ("25.7", "77.1", False),
        ("5", "0", False),  # nothing to compare with
        ("5", None, False),
    ],
)
def test_a_leap_is_asked_about(value, last, asks):
    assert bool(leap(Decimal(value), Decimal(last) if last else None)) is asks


@pytest.mark.parametrize(
    "value, last, unit, asks",
    [
        ("120", "77", "%", True),
        ("-3", None, "%", True),
        ("100", "77", "%", False),
        ("0", "77", "%", False),
        ("120", "110", "%", False),  # a measure that has been outside before
        ("120", "77", "ton", False),
    ],
)
def test_percent_outside_its_range_is_asked_about(value, last, unit, asks):
    assert bool(beyond(Decimal(value), Decimal(last) if last else None, unit)) is asks


def test_a_leap_that_is_confirmed_is_no_problem():
    typed = {"period": "2025", "value": "0,77"}
    assert wrong("value", last=Decimal("77.1"), **typed) == {"confirmed"}
    assert wrong("value", last=Decimal("77.1"), **typed, confirmed="0,77") == set()
    assert wrong("value", last=Decimal("77.1"), **typed, confirmed="0,78") == {"confirmed"}


def test_the_question_is_in_swedish_numbers():
    assert leap(Decimal("0.77"), Decimal("77.1")) == "Förra värdet är 77,1. Stämmer 0,77?"
