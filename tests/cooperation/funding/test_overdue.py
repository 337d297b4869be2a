"""What is late on 23 November 2026."""

from datetime import date

from lagesbild.cooperation.funding import overdue
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.models import (
    Claim,
    ExchangeRate,
    Grant,
)
from tests.cooperation.funding.days import instalment, report

TODAY = date(2026, 11, 23)


def test_what_is_late_is_what_should_have_come_before_today(grant):
    ExchangeRate.objects.create(currency="EUR", on=date(2025, 1, 1), kronor=11, source="ritad")
    Grant.objects.update(currency="EUR")
    instalment(grant, TODAY), instalment(grant, date(2026, 11, 22), value=20)
    instalment(grant, date(2026, 1, 1), received=date(2026, 2, 1))
    instalments = overdue.late_instalments(TODAY, Rates.load())
    assert (instalments.count, instalments.total.kronor) == (1, 220)
    assert [instalment_due.value for instalment_due in instalments[:10]] == [20]
    report(grant, date(2026, 11, 22)), report(grant, TODAY)
    assert len(overdue.late_reports(TODAY)) == 1


def test_claims_wait_until_they_are_paid(grant):
    day = date(2026, 5, 1)
    Claim.objects.create(grant=grant, submitted_on=day, value=10)
    Claim.objects.create(grant=grant, submitted_on=day, value=20, approved_on=day, approved=18)
    Claim.objects.create(grant=grant, submitted_on=day, value=40, approved_on=day, approved=40, paid_on=day)
    waiting = overdue.unpaid_claims(TODAY, Rates({}, {}))
    assert (waiting.count, waiting.total.kronor) == (2, 30)
    assert len(overdue.unpaid_claims(TODAY, Rates({}, {}), funder=grant.programme.funder_id + 1)) == 0
