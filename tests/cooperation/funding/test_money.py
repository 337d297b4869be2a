"""Money in several currencies: nothing is made up, nothing is left out in silence."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from lagesbild.cooperation.funding.amounts_in_words import amount_in_words
from lagesbild.cooperation.funding.money import (
    Rates,
    Total,
    payments,
    project_money,
    total,
    with_money,
    worth,
)
from lagesbild.cooperation.models import Claim, ExchangeRate, FundingProgramme, Grant, Project
from lagesbild.organisations.models import Organisation

RATES = Rates(
    {"EUR": [date(2024, 1, 1), date(2025, 1, 1)]}, {"EUR": [Decimal("11.10"), Decimal("11.456789")]}
)


@pytest.mark.parametrize(
    "value, currency, on, kronor",
    [
        ("100", "SEK", None, "100"),
        ("100", "EUR", "2024-01-01", "1110.00"),
        ("100", "EUR", "2024-12-31", "1110.00"),  # the latest rate until there is a newer
        ("100", "EUR", "2025-06-30", "1145.68"),  # to the öre
        ("100", "EUR", "2023-12-31", None),  # before the first rate
        ("100", "EUR", None, None),  # no day to look for
        ("100", "NOK", "2025-06-30", None),  # no rate at all
    ],
)
def test_the_rate_of_the_day(value, currency, on, kronor):
    day = date.fromisoformat(on) if on else None
    worth = RATES.in_kronor(Decimal(value), currency, day)
    assert worth == (Decimal(kronor) if kronor else None)


@pytest.mark.django_db
def test_a_new_rate_is_seen_at_once_and_the_same_rates_are_the_same_object():
    rate = ExchangeRate.objects.create(currency="EUR", on="2024-01-01", kronor="11.10")
    before = Rates.load()
    assert worth(before, "100", "EUR", "2024-01-08") == (Decimal(100), Decimal("1110.00"), False)
    assert worth(before, "100", "EUR", "2024-01-09") == (Decimal(100), Decimal("1110.00"), True)
    assert Rates.load() is before
    rate.kronor = Decimal("12")
    rate.save()
    assert worth(Rates.load(), "100", "EUR", "2024-06-30")[1] == Decimal("1200.00")


def test_a_sum_says_what_it_leaves_out():
    day = date(2025, 6, 30)
    amounts = [
        (Decimal(100), "SEK", day),
        (None, "SEK", day),
        (Decimal(5), "NOK", day),
        (Decimal(1), "EUR", day),
    ]
    assert total(amounts, RATES) == Total(Decimal("111.46"), 2, 1, ("5 NOK",), ("1 EUR",))
    assert not total(amounts, RATES).is_whole


def test_english_has_one_way_to_write_amounts():
    with translation.override("en"):
        assert amount_in_words(Decimal(30_000), "EUR") == "EUR\xa030,000"
    with translation.override("sv"):
        assert amount_in_words(Decimal(30_000), "EUR") == "30\xa0000\xa0EUR"


def test_nothing_known_is_not_nothing():
    assert total([(None, "SEK", None)], RATES).known is None
    assert total([(Decimal(0), "SEK", None)], RATES).known == 0


@pytest.fixture
def project(db):
    funder = Organisation.objects.create(name_sv="Finansiären", slug="f", kind="funder", live=True)
    programme = FundingProgramme.objects.create(name_sv="Programmet", funder=funder, live=True)
    project = Project.objects.create(
        name_sv="Projektet",
        slug="p",
        live=True,
        budget=1000,
        own_cash=100,
        own_kind=200,
        starts=date(2025, 1, 1),
    )
    grant = Grant(project=project, programme=programme, value=Decimal(50), currency="EUR", live=True)
    grant.decided_on = date(2025, 3, 1)
    grant.instalments.create(value=20, received_on=date(2025, 4, 1))
    grant.instalments.create(value=30, due_on=date(2026, 4, 1))  # has not come
    grant.claims.create(
        submitted_on=date(2025, 5, 1),
        value=9,
        approved_on=date(2025, 6, 1),
        approved=8,
        paid_on=date(2025, 7, 1),
    )
    grant.save()
    project.costs.create(spent_on=date(2025, 5, 1), value=Decimal("12.50"))
    project.save()
    ExchangeRate.objects.create(currency="EUR", on=date(2025, 1, 1), kronor=10, source="ritad")
    return project


def test_what_a_project_costs_and_who_pays(project):
    money = project_money(with_money(Project.objects).get(), Rates.load())
    assert money.budget.kronor == 1000
    assert money.granted.kronor == 500
    assert money.own.kronor == 300
    assert money.received.kronor == 280
    assert money.spent.kronor == Decimal("12.50")
    assert money.unfunded == 200


def test_a_claim_that_an_instalment_paid_is_counted_once(project):
    """134 400 kronor came once, however many times they are written."""
    grant = Grant.objects.get()
    day = date(2026, 2, 3)
    grant.instalments.create(value=134_400, received_on=day)
    grant.claims.create(
        submitted_on=date(2026, 1, 1),
        value=140_000,
        approved_on=day,
        approved=134_400,
        paid_on=day,
        came_as="instalment",
    )
    grant.currency = "SEK"
    grant.save()
    assert sum(payment.value for payment in payments(grant)) == 20 + 8 + 134_400
    assert project_money(with_money(Project.objects).get(), Rates.load()).received.kronor == 134_428


def test_a_claim_that_was_paid_by_itself_is_counted(project):
    Claim.objects.update(came_as="itself")
    assert project_money(with_money(Project.objects).get(), Rates.load()).received.kronor == 280


def test_what_nobody_pays_is_unknown_while_a_part_is(project):
    Project.objects.update(own_kind=None)
    assert project_money(Project.objects.get(), Rates.load()).unfunded is None


def test_a_grant_that_is_not_public_is_in_no_sum(project):
    Grant.objects.update(live=False)
    assert project_money(Project.objects.get(), Rates.load()).granted == Total()


def test_many_projects_are_read_in_a_few_queries(project, django_assert_num_queries):
    for number in range(20):
        Project.objects.create(name_sv=f"{number}", slug=f"p{number}", live=True)
    rates = Rates.load()
    with django_assert_num_queries(8):
        [project_money(project, rates) for project in with_money(Project.objects.public())]
