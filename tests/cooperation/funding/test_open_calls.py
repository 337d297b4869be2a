"""Where a call stands on a day."""

from datetime import date

import pytest

from lagesbild.cooperation.funding.open_calls import CallStatus, calls
from lagesbild.cooperation.models import Call, FundingProgramme
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("opens", "deadline", "standing"),
    [
        (None, date(2026, 11, 23), "oppna"),
        (date(2026, 11, 23), date(2026, 12, 1), "oppna"),
        (date(2026, 1, 1), None, "utan-dag"),
        (None, None, "utan-dag"),
        (date(2026, 11, 24), date(2026, 12, 1), "kommande"),
        (date(2026, 11, 24), None, "kommande"),
        (None, date(2026, 11, 22), "stangda"),
    ],
)
def test_a_call_stands_in_one_place(opens, deadline, standing):
    Call.objects.create(name_sv="En", opens=opens, deadline=deadline)
    assert [status for status in CallStatus if calls(status, TODAY).exists()] == [standing]


@pytest.mark.parametrize(
    ("opens", "deadline", "standing"),
    [
        (None, date(2026, 12, 1), "kommande"),
        (None, None, "kommande"),
        (None, date(2026, 11, 22), "stangda"),
        (date(2026, 11, 23), date(2026, 12, 1), "oppna"),
        (date(2026, 11, 24), None, "kommande"),
    ],
)
def test_what_its_list_called_forthcoming_is_coming_until_a_day_says_otherwise(opens, deadline, standing):
    Call.objects.create(name_sv="En", opens=opens, deadline=deadline, found={"standing": "forthcoming"})
    assert [status for status in CallStatus if calls(status, TODAY).exists()] == [standing]


def test_coming_calls_without_a_day_come_last():
    Call.objects.create(name_sv="a", found={"standing": "forthcoming"})
    Call.objects.create(name_sv="b", opens=date(2027, 1, 1), found={"standing": "open"})
    assert [call.name_sv for call in calls(CallStatus.COMING, TODAY)] == ["b", "a"]


def test_open_calls_come_by_their_last_day_and_closed_ones_the_latest_first():
    for name, month in (("b", 12), ("a", 11), ("d", 2), ("c", 1)):
        Call.objects.create(name_sv=name, deadline=date(2026, month, 28))
    assert [call.name_sv for call in calls(CallStatus.OPEN, TODAY)] == ["a", "b"]
    assert [call.name_sv for call in calls(CallStatus.CLOSED, TODAY)] == ["d", "c"]


def test_a_call_is_public_only_with_its_programme():
    funder = Organisation.objects.create(name_sv="F", slug="f")
    hidden = FundingProgramme.objects.create(name_sv="P", funder=funder, live=False)
    Call.objects.create(name_sv="En", programme=hidden)
    Call.objects.create(name_sv="Två", live=False)
    assert not calls(CallStatus.UNDATED, TODAY).exists()
