"""What is doubtful in the register's money is found, told once, and not told where it is as it should."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import (
    Exchange,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Partnership,
    Project,
)
from lagesbild.organisations.models import Organisation
from lagesbild.website.findings.money import about_money

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


@pytest.fixture
def project():
    return made(Project, "Broar", status="running", budget=1000, starts=date(2024, 1, 1))


@pytest.fixture
def grant(project):
    """``grant(value, …)`` gives the project one more, each of its own programme."""
    funder = made(Organisation, "Fonden", kind="funder")

    def give(value, paid=(), of=project, **more) -> Grant:
        name = f"Program {Grant.objects.count() + 1}"
        programme = FundingProgramme.objects.create(name_sv=name, funder=funder)
        record = Grant(project=of, programme=programme, value=value, decided_on=date(2024, 1, 1), **more)
        for amount in paid:
            record.instalments.create(value=amount, received_on=DAY)
        record.save()
        return record

    return give


def cost(project: Project, value, **more) -> None:
    project.costs.create(spent_on=DAY, value=value, **more)
    project.save()


def doubts() -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.sentence_sv) for finding in about_money()]


def test_grants_that_together_are_more_than_the_budget(grant):
    grant(600)
    assert doubts() == []
    grant(Decimal("400.01"))
    assert doubts() == [
        (
            "grants_over_budget",
            "Bidragen är tillsammans 1\xa0000,01 kronor, mer än hela budgeten: 1\xa0000 kronor.",
        )
    ]


def test_in_other_currencies_they_are_held_to_each_other_in_kronor(grant, project):
    ExchangeRate.objects.create(currency="EUR", on=date(2024, 1, 1), kronor=11, source="ritad")
    grant(90, currency="EUR")
    assert doubts() == []
    grant(1, currency="EUR")
    assert doubts()[0][1].startswith("Bidragen är tillsammans 1\xa0001 kronor")
    ExchangeRate.objects.all().delete()
    assert [kind for kind, _sentence in doubts()] == ["rate_old"]


def test_two_payments_of_one_grant_day_and_amount(grant):
    grant(500, paid=[100, 100])
    grant(500, paid=[100, 99])
    assert doubts() == [
        ("payment_twice", "2 utbetalningar på 100 kronor den 2024-03-01. Är det samma pengar?")
    ]


@pytest.mark.parametrize(
    "first, second, is_doubt",
    [
        ({"voucher": "V 12"}, {"voucher": "v 12"}, True),
        ({"voucher": "V 12"}, {"voucher": "V 13"}, False),
        ({"about": "Resor"}, {"about": "Resor"}, True),
        ({"about": "Resor"}, {"about": "Hotell"}, False),
    ],
)
def test_two_grants_that_pay_for_the_same_cost_in_one_project_or_two(grant, project, first, second, is_doubt):
    other = made(Project, "Vatten", status="running", budget=1000, starts=date(2024, 1, 1))
    cost(project, 50, grant=grant(100), **first)
    cost(other, 50, grant=grant(100, of=other), **second)
    sentence = (
        "Kostnaden 50 kronor den 2024-03-01 betalas av flera bidrag: Program 1, Program 2."
        " Är det samma kostnad?"
    )
    assert doubts() == ([("cost_twice", sentence)] if is_doubt else [])


def test_an_exchange_is_a_cost_too(grant, project):
    cost(project, 50, voucher="V 1", grant=grant(100))
    made(Exchange, "Besök", starts=DAY, cost=50, voucher="V 1", grant=grant(100))
    assert [kind for kind, _sentence in doubts()] == ["cost_twice"]


def test_shares_that_are_more_than_the_whole_of_the_same_costs(grant, project):
    grant(100, share=60, starts=date(2024, 1, 1), finishes=date(2024, 6, 30))
    second = grant(100, share=Decimal("50.5"), starts=date(2024, 3, 1))
    assert doubts() == []
    cost(project, 10)
    assert doubts() == [
        (
            "cost_twice",
            "Program 1 betalar 60 procent och Program 2 50,5 procent av samma kostnader (1 st)."
            " Skriv vid varje kostnad vilket bidrag som betalar den.",
        )
    ]
    project.costs.get().delete()
    cost(Project.objects.get(), 10, grant=second)
    assert doubts() == []


def test_a_rate_that_is_older_than_seven_days_or_none(project):
    ExchangeRate.objects.create(currency="EUR", on=date(2024, 2, 23), kronor=11, source="ritad")
    cost(project, 10, currency="EUR")  # seven days
    assert doubts() == []
    ExchangeRate.objects.update(on=date(2024, 2, 22))
    assert doubts() == [
        ("rate_old", "Räknat med en kurs som är mer än sju dagar äldre: 10\xa0EUR."),
    ]
    town = made(Partnership, "Nätet", kind="network")
    town.fees.create(year=2024, value=5, currency="CHF")
    town.save()
    made(Exchange, "Besök", starts=DAY, cost=7, currency="NOK")
    assert [sentence for _kind, sentence in doubts()][1:] == [
        "Utan kurs för dagen: 5\xa0CHF.",
        "Utan kurs för dagen: 7\xa0NOK.",
    ]
