"""What falls due, ends, collides and is late: drawn day by day around 23 November 2026."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.cooperation.funding import dates
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.funding.overview import Register
from lagesbild.cooperation.models import (
    Application,
    Call,
    Claim,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Instalment,
    Partnership,
    Project,
    ReportDue,
)
from lagesbild.organisations.models import Organisation

TODAY = date(2026, 11, 23)


def duties(*days: int, unit: str = "A") -> list:
    """Days of March 2027; 32 is the first of April."""
    return [(unit, SimpleNamespace(day=date(2027, 2, 28) + timedelta(days=day))) for day in days]


def drawn(found) -> list[list[int]]:
    return [
        [(duty.day - date(2027, 2, 28)).days for duty in group] for _unit, group in dates.collisions(found)
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
    found = dates.collisions(duties(*days), within)
    groups = [{id(duty) for duty in group} for _unit, group in found]
    duty_of = [duty for _unit, duty in duties(*days)]
    assert all((group[-1].day - group[0].day).days < within for _unit, group in found)
    assert not any(one < other for one in groups for other in groups)
    close = sum(
        (max(a, b) - min(a, b)).days < within
        for place, a in enumerate(each.day for each in duty_of)
        for b in [each.day for each in duty_of[place + 1 :]]
    )
    assert bool(close) == bool(groups)


# --- With a register --------------------------------------------------------------------------------------


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=name.lower(), **more)


def load() -> Register:
    return Register.load(Rates.load())


@pytest.fixture
def icld(db):
    of = made(Organisation, "ICLD", kind="funder")
    return FundingProgramme.objects.create(
        name_sv="Partnerskap", funder=of, ends=date(2026, 12, 31), ends_note_sv="Kärnstödet upphör."
    )


@pytest.fixture
def grant(icld):
    """Of a running project that the city office carries out and the board follows up."""
    project = made(Project, "Broar", status="running", starts=date(2025, 1, 1), finishes=date(2027, 5, 1))
    for name, role in (("Kontoret", "implementation"), ("Styrelsen", "follow_up")):
        project.responsibilities.create(organisation=made(Organisation, name), role=role)
    project.save()
    return Grant.objects.create(project=project, programme=icld, value=900, finishes=date(2027, 3, 31))


def report(grant, due, done=None):
    return ReportDue.objects.create(grant=grant, about_sv="Rapport", due_on=due, done_on=done)


def instalment(grant, due, received=None, value=100):
    return Instalment.objects.create(grant=grant, due_on=due, received_on=received, value=value)


def call(programme, deadline, name="CERV 2027"):
    return Call.objects.create(name_sv=name, programme=programme, deadline=deadline, reference=name)


def test_what_happens_from_one_day_to_another_in_order(icld, grant):
    report(grant, date(2026, 12, 1), date(2026, 11, 20))
    instalment(grant, date(2027, 1, 15))
    call(icld, date(2027, 2, 2))
    made(Partnership, "Vänorten", ends=date(2027, 3, 1), is_example=True)
    made(Partnership, "Senare", ends=date(2029, 1, 1))
    found = dates.events(load(), date(2026, 11, 1), date(2027, 3, 31))
    assert [(each.day.isoformat(), each.kind.value, each.is_example) for each in found] == [
        ("2026-12-01", "report", False),
        ("2026-12-31", "end", False),
        ("2027-01-15", "instalment", False),
        ("2027-02-02", "call", False),
        ("2027-03-01", "end", True),
        ("2027-03-31", "grant_end", False),
    ]
    assert found[0].done_on == date(2026, 11, 20)
    assert found[1].about == "Kärnstödet upphör."


def test_one_funders_days_leave_out_the_others(icld, grant):
    other = made(Organisation, "Fond")
    FundingProgramme.objects.create(name_sv="Annat", funder=other, ends=date(2026, 12, 1))
    made(Partnership, "Vänorten", ends=date(2027, 3, 1))
    found = dates.events(load(), TODAY, date(2027, 12, 31), icld.funder_id)
    assert {each.funder for each in found} == {icld.funder_id}


def test_nothing_of_a_grant_that_is_not_public(grant):
    report(grant, date(2026, 12, 1)), instalment(grant, date(2026, 11, 1))
    Grant.objects.update(live=False)
    assert [each.kind for each in dates.events(load(), TODAY, date(2027, 12, 31))] == ["end"]
    assert dates.late_instalments(TODAY, Rates({}, {})).count == 0


def test_a_report_an_instalment_and_a_draft_collide_for_the_unit_that_carries_it_out(icld, grant):
    report(grant, date(2027, 3, 1))
    instalment(grant, date(2027, 3, 5))
    Application.objects.create(name_sv="Utkast", call=call(icld, date(2027, 3, 9)), project=grant.project)
    call(icld, date(2027, 3, 9), "Ingen har sökt")
    found, unanswered = dates.colliding(dates.events(load(), TODAY, date(2027, 12, 31)), TODAY)
    assert [(one.unit.name_sv, len(one.duties), one.first, one.last) for one in found] == [
        ("Kontoret", 3, date(2027, 3, 1), date(2027, 3, 9))
    ]
    assert unanswered == 0


def test_what_is_done_has_passed_or_has_no_unit_does_not_collide(grant):
    report(grant, date(2027, 3, 1), done=TODAY), report(grant, date(2027, 3, 2))
    report(grant, date(2026, 11, 20)), report(grant, date(2026, 11, 21))
    events = dates.events(load(), date(2026, 11, 1), date(2027, 12, 31))
    assert dates.colliding(events, TODAY) == ([], 0)
    Organisation.objects.update(live=False)
    assert dates.colliding(events, TODAY) == ([], 1)


def test_what_ends_is_the_soonest_first_and_only_of_what_goes_on(icld, grant):
    over = made(Project, "Klart", status="closed")
    Grant.objects.create(project=over, programme=icld, value=1, finishes=date(2027, 1, 1))
    FundingProgramme.objects.create(name_sv="Förr", funder=icld.funder, ends=date(2026, 11, 22))
    found = dates.endings(load(), TODAY)
    assert [(each.day, each.thing.name) for each in found] == [
        (date(2026, 12, 31), "Partnerskap"),
        (date(2027, 3, 31), "Partnerskap"),
    ]


def test_what_is_late_is_what_should_have_come_before_today(grant):
    ExchangeRate.objects.create(currency="EUR", on=date(2025, 1, 1), kronor=11, source="ritad")
    Grant.objects.update(currency="EUR")
    instalment(grant, TODAY), instalment(grant, date(2026, 11, 22), value=20)
    instalment(grant, date(2026, 1, 1), received=date(2026, 2, 1))
    late = dates.late_instalments(TODAY, Rates.load())
    assert (late.count, late.total.kronor, [each.value for each in late[:10]]) == (1, 220, [20])
    report(grant, date(2026, 11, 22)), report(grant, TODAY)
    assert len(dates.late_reports(TODAY)) == 1


def test_claims_wait_until_they_are_paid(grant):
    day = date(2026, 5, 1)
    Claim.objects.create(grant=grant, submitted_on=day, value=10)
    Claim.objects.create(grant=grant, submitted_on=day, value=20, approved_on=day, approved=18)
    Claim.objects.create(grant=grant, submitted_on=day, value=40, approved_on=day, approved=40, paid_on=day)
    waiting = dates.unpaid_claims(TODAY, Rates({}, {}))
    assert (waiting.count, waiting.total.kronor) == (2, 30)
    assert len(dates.unpaid_claims(TODAY, Rates({}, {}), funder=grant.programme.funder_id + 1)) == 0


def test_papers_are_kept_for_the_longest_time(icld, grant):
    Grant.objects.update(retained_until=date(2030, 1, 1), retention_rule="fem år")
    Grant.objects.create(
        project=grant.project, programme=icld, retained_until=date(2036, 1, 1), retention_rule="EU: tio år"
    )
    Grant.objects.create(project=made(Project, "Tyst"), programme=icld)
    register = load()
    (kept,), silent = dates.kept(register, register.grants, TODAY)
    assert (kept.until, kept.grant["retention_rule"], kept.grants) == (date(2036, 1, 1), "EU: tio år", 2)
    assert silent == 1
    assert dates.kept(register, register.grants, date(2036, 1, 2))[0] == []


def test_risks_of_what_goes_on_come_first(icld, grant):
    over = made(Project, "Klart", status="closed")
    Grant.objects.create(project=over, programme=icld, repayment_risk_sv="Kan krävas")
    Grant.objects.filter(pk=grant.pk).update(repayment_risk_sv="Det som inte används")
    register = load()
    risks = dates.repayment_risks(register, register.grants)
    assert [each["repayment_risk_sv"] for each in risks] == ["Det som inte används", "Kan krävas"]
