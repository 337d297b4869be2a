"""How long papers are kept, and what may have to be paid back."""

from datetime import date

from lagesbild.cooperation.funding import retention
from lagesbild.cooperation.models import (
    Grant,
    Project,
)
from tests.cooperation.funding.days import load, made

TODAY = date(2026, 11, 23)


def test_papers_are_kept_for_the_longest_time(icld, grant):
    Grant.objects.update(retained_until=date(2030, 1, 1), retention_rule="fem år")
    Grant.objects.create(
        project=grant.project, programme=icld, retained_until=date(2036, 1, 1), retention_rule="EU: tio år"
    )
    Grant.objects.create(project=made(Project, "Tyst"), programme=icld)
    register = load()
    (times,), silent = retention.retention_times(register, register.grants, TODAY)
    assert (times.until, times.grant["retention_rule"], times.grants) == (date(2036, 1, 1), "EU: tio år", 2)
    assert silent == 1
    assert retention.retention_times(register, register.grants, date(2036, 1, 2))[0] == []


def test_risks_of_what_goes_on_come_first(icld, grant):
    over = made(Project, "Klart", status="closed")
    Grant.objects.create(project=over, programme=icld, repayment_risk_sv="Kan krävas")
    Grant.objects.filter(pk=grant.pk).update(repayment_risk_sv="Det som inte används")
    register = load()
    risks = retention.repayment_risks(register, register.grants)
    assert [risky_grant["repayment_risk_sv"] for risky_grant in risks] == [
        "Det som inte används",
        "Kan krävas",
    ]
