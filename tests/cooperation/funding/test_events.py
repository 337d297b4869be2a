"""What falls due and what ends, around 23 November 2026."""

from datetime import date

from lagesbild.cooperation.funding import events, overdue
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.models import (
    FundingProgramme,
    Grant,
    Partnership,
    Project,
)
from lagesbild.organisations.models import Organisation
from tests.cooperation.funding.days import call, instalment, load, made, report

TODAY = date(2026, 11, 23)


def test_what_happens_from_one_day_to_another_in_order(icld, grant):
    report(grant, date(2026, 12, 1), date(2026, 11, 20))
    instalment(grant, date(2027, 1, 15))
    call(icld, date(2027, 2, 2))
    made(Partnership, "Vänorten", ends=date(2027, 3, 1), is_example=True)
    made(Partnership, "Senare", ends=date(2029, 1, 1))
    in_order = events.events(load(), date(2026, 11, 1), date(2027, 3, 31))
    assert [(event.day.isoformat(), event.kind.value, event.is_example) for event in in_order] == [
        ("2026-12-01", "report", False),
        ("2026-12-31", "end", False),
        ("2027-01-15", "instalment", False),
        ("2027-02-02", "call", False),
        ("2027-03-01", "end", True),
        ("2027-03-31", "grant_end", False),
    ]
    assert in_order[0].done_on == date(2026, 11, 20)
    assert in_order[1].about == "Kärnstödet upphör."


def test_one_funders_days_leave_out_the_others(icld, grant):
    other = made(Organisation, "Fond")
    FundingProgramme.objects.create(name_sv="Annat", funder=other, ends=date(2026, 12, 1))
    made(Partnership, "Vänorten", ends=date(2027, 3, 1))
    of_funder = events.events(load(), TODAY, date(2027, 12, 31), icld.funder_id)
    assert {event.funder for event in of_funder} == {icld.funder_id}


def test_nothing_of_a_grant_that_is_not_public(grant):
    report(grant, date(2026, 12, 1)), instalment(grant, date(2026, 11, 1))
    Grant.objects.update(live=False)
    assert [event.kind for event in events.events(load(), TODAY, date(2027, 12, 31))] == ["end"]
    assert overdue.late_instalments(TODAY, Rates({}, {})).count == 0


def test_what_ends_is_the_soonest_first_and_only_of_what_goes_on(icld, grant):
    over = made(Project, "Klart", status="closed")
    Grant.objects.create(project=over, programme=icld, value=1, finishes=date(2027, 1, 1))
    FundingProgramme.objects.create(name_sv="Förr", funder=icld.funder, ends=date(2026, 11, 22))
    ending = events.endings(load(), TODAY)
    assert [(event.day, event.thing.name) for event in ending] == [
        (date(2026, 12, 31), "Partnerskap"),
        (date(2027, 3, 31), "Partnerskap"),
    ]
