"""What falls due too close to each other: drawn day by day."""

from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.cooperation.funding import collisions, events
from lagesbild.cooperation.models import (
    Application,
)
from lagesbild.organisations.models import Organisation
from tests.cooperation.funding.days import call, instalment, load, report

TODAY = date(2026, 11, 23)


def duties(*days: int, unit: str = "A") -> list:
    """Days of March 2027; 32 is the first of April."""
    return [(unit, SimpleNamespace(day=date(2027, 2, 28) + timedelta(days=day))) for day in days]


def drawn(groups) -> list[list[int]]:
    return [
        [(duty.day - date(2027, 2, 28)).days for duty in group]
        for _unit, group in collisions.collisions(groups)
    ]


def test_the_first_and_the_fourteenth_collide_and_the_fifteenth_does_not():
    assert drawn(duties(1, 14)) == [[1, 14]]
    assert drawn(duties(1, 15)) == []


def test_two_on_the_same_day_collide():
    assert drawn(duties(7, 7)) == [[7, 7]]


def test_what_is_close_to_both_sides_stands_in_two():
    assert drawn(duties(1, 14, 15)) == [[1, 14], [14, 15]]


def test_a_collision_is_as_large_as_it_can_be():
    assert drawn(duties(10, 3, 12, 5, 40)) == [[3, 5, 10, 12]]


def test_units_do_not_collide_with_each_other():
    assert drawn(duties(1, unit="A") + duties(2, unit="B")) == []


@given(st.lists(st.integers(0, 90), max_size=12), st.integers(1, 20))
def test_every_close_pair_is_in_some_collision_and_no_other(days, within):
    unit_groups = collisions.collisions(duties(*days), within)
    groups = [{id(duty) for duty in group} for _unit, group in unit_groups]
    duty_of = [duty for _unit, duty in duties(*days)]
    assert all((group[-1].day - group[0].day).days < within for _unit, group in unit_groups)
    assert not any(group_of_unit < other for group_of_unit in groups for other in groups)
    close = sum(
        (max(a, b) - min(a, b)).days < within
        for place, a in enumerate(duty_of_day.day for duty_of_day in duty_of)
        for b in [duty_of_day.day for duty_of_day in duty_of[place + 1 :]]
    )
    assert bool(close) == bool(groups)


def test_a_report_an_instalment_and_a_draft_collide_for_the_unit_that_carries_it_out(icld, grant):
    report(grant, date(2027, 3, 1))
    instalment(grant, date(2027, 3, 5))
    Application.objects.create(name_sv="Utkast", call=call(icld, date(2027, 3, 9)), project=grant.project)
    call(icld, date(2027, 3, 9), "Ingen har sökt")
    colliding, unanswered = collisions.colliding(events.events(load(), TODAY, date(2027, 12, 31)), TODAY)
    assert [(duty.unit.name_sv, len(duty.duties), duty.first, duty.last) for duty in colliding] == [
        ("Kontoret", 3, date(2027, 3, 1), date(2027, 3, 9))
    ]
    assert unanswered == 0


def test_what_is_done_has_passed_or_has_no_unit_does_not_collide(grant):
    report(grant, date(2027, 3, 1), done=TODAY), report(grant, date(2027, 3, 2))
    report(grant, date(2026, 11, 20)), report(grant, date(2026, 11, 21))
    of_a_year = events.events(load(), date(2026, 11, 1), date(2027, 12, 31))
    assert collisions.colliding(of_a_year, TODAY) == ([], 0)
    Organisation.objects.update(live=False)
    assert collisions.colliding(of_a_year, TODAY) == ([], 1)
