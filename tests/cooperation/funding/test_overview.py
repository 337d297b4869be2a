"""Sums of others' money: every one is what project_money says of each project, put together."""

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from lagesbild.barometer.models import Goal, Programme
from lagesbild.cooperation.funding import dependence, overview, register_rows
from lagesbild.cooperation.funding.money import Rates, Total, project_money, with_money
from lagesbild.cooperation.models import (
    GOES_ON,
    Claim,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Instalment,
    Partnership,
    Project,
    Repayment,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def funder(name: str, **more) -> FundingProgramme:
    """A programme of a funder of its own."""
    of = Organisation.objects.create(name_sv=name, slug=name.lower(), kind="funder")
    return FundingProgramme.objects.create(name_sv=f"{name}s program", funder=of, **more)


def project(name: str, status: str = "running", **more) -> Project:
    return Project.objects.create(name_sv=name, slug=name.lower(), status=status, **more)


def grant(to: Project, by: FundingProgramme, value=None, **more) -> Grant:
    return Grant.objects.create(project=to, programme=by, value=value, **more)


def load() -> register_rows.FundingRegister:
    return register_rows.FundingRegister.load(Rates.load())


def alike(total: Total, parts: list[Total]) -> None:
    """The same sum, however what has no rate is put together."""
    other = sum(parts, Total())
    assert (total.kronor, total.count, total.unknown) == (other.kronor, other.count, other.unknown)
    assert by_currency(total) == by_currency(other)


def by_currency(total: Total) -> dict[str, Decimal]:
    sums = Counter()
    for amount in total.without_rate:
        value, currency = amount.split()
        sums[currency] += Decimal(value)
    return sums


@pytest.fixture
def many():
    """Forty projects with grants and payments in four currencies, one of them without a rate for early days."""
    chance = Random(17)
    for currency, first in (("EUR", date(2019, 1, 1)), ("NOK", date(2023, 1, 1))):
        for month in range(12):
            worth = Decimal(chance.randrange(900_000, 12_000_000)) / 1_000_000
            ExchangeRate.objects.create(
                currency=currency, on=first.replace(month=month + 1), kronor=worth, source="x"
            )

    def some(what):
        return chance.choice(what)

    def money():
        return Decimal(chance.randrange(10_000_000)) / 100

    def day():
        return date(some(range(2021, 2027)), some(range(1, 13)), some(range(1, 29)))

    by = [funder(name, live=name != "Dold") for name in ("Ett", "Två", "Tre", "Dold")]
    for number in range(40):
        partnership = project(
            f"P{number}",
            status=some(Project.Status.values),
            currency=some(["SEK", "EUR", "ISK"]),
            own_cash=some([None, money()]),
            own_kind=some([None, money()]),
            starts=some([None, day()]),
            live=number % 9 != 0,
            is_example=number % 5 == 0,
        )
        for _ in range(some([0, 1, 3])):
            programme = grant(
                partnership,
                some(by),
                some([None, money(), money()]),
                currency=some(["SEK", "EUR", "NOK", "ISK"]),
                decided_on=some([None, day(), day()]),
                is_example=some([True, False]),
                live=some([True, True, False]),
            )
            for _ in range(3):
                Instalment.objects.create(grant=programme, value=money(), received_on=some([None, day()]))
                Repayment.objects.create(
                    grant=programme, value=money(), demanded_on=day(), repaid_on=some([None, day()])
                )
                Claim.objects.create(
                    grant=programme,
                    submitted_on=day(),
                    value=money(),
                    came_as=some(["", "itself", "instalment"]),
                    **some([{}, {"approved_on": (paid := day()), "approved": money(), "paid_on": paid}]),
                )


def moneys(projects) -> list:
    rates = Rates.load()
    return [project_money(project, rates) for project in with_money(projects)]


def test_every_sum_is_that_of_the_projects(many):
    register, totals = load(), moneys(Project.objects.public())
    sums = overview.sums(register.grants, register.received, register.repaid)
    alike(sums.granted, [money.granted for money in totals])
    alike(sums.received, [money.received for money in totals])
    alike(sums.repaid, [money.repaid for money in totals])
    assert sums.repaid.count > 20
    assert sums.received.count > 20 and sums.granted.without_rate and sums.granted.unknown
    own = overview.own_shares(register.projects.values(), register.rates)
    alike(sum((stage.cash for stage in own), Total()), [money.own_cash for money in totals])
    alike(sum((stage.kind for stage in own), Total()), [money.own_kind for money in totals])


def test_the_lines_by_funder_and_by_year_add_up_to_the_whole(many):
    register = load()
    sums = overview.sums(register.grants, register.received)
    for lines in (
        overview.by_funder(register, register.grants, register.received),
        overview.by_year(register.grants, register.received),
    ):
        alike(sums.granted, [line.sums.granted for line in lines])
        alike(sums.received, [line.sums.received for line in lines])
        alike(sums.made_up, [line.sums.made_up for line in lines])
        assert sum(line.sums.grants for line in lines) == sums.grants


def test_what_goes_on_is_the_money_of_projects_that_are_not_over(many):
    going_on = Project.objects.public().filter(status__in=GOES_ON)
    alike(overview.sums(load().grants_going_on).granted, [money.granted for money in moneys(going_on)])


def test_a_grant_counts_in_full_at_every_goal_of_its_project():
    goals = list(GlobalGoal.objects.filter(number__in=[4, 5]))
    plan = Programme.objects.create(name_sv="Plan", slug="plan")
    own = [Goal.objects.create(name_sv=name, slug=name, programme=plan, live=name == "a") for name in "ab"]
    both, none = project("Allt"), project("Inget")
    both.global_goals.set(goals)
    both.goals.set(own)
    both.save()
    by = funder("Fond")
    grant(both, by, 100), grant(none, by, 7)
    grants = load().grants
    assert [(line.of, line.sums.granted.kronor) for line in overview.by_global_goal(grants)] == [
        (goals[0], 100),
        (goals[1], 100),
        (None, 7),
    ]
    lines = overview.with_goals(overview.by_own_goal(grants))
    assert [(line.of, line.sums.granted.kronor) for line in lines] == [(own[0], 100), (None, 7)]


def test_three_of_four_projects_lean_on_one_funder():
    icld, fund = funder("ICLD", ends=date(2026, 12, 31)), funder("Fond")
    town = Partnership.objects.create(name_sv="Vänort", slug="vanort")
    for name in "abc":
        grant(project(name, partnership=town if name == "a" else None), icld, 100)
    two = project("d")
    grant(two, icld, 100), grant(two, fund, 600)
    grant(project("slut", "closed"), fund, 9000)
    dependent = dependence.dependence(load())
    assert [leaning.thing["name_sv"] for leaning in dependent.projects] == ["a", "b", "c"]
    assert dependent.projects_of == 4
    assert {leaning.ends for leaning in dependent.projects} == {date(2026, 12, 31)}
    assert (len(dependent.partnerships), dependent.partnerships_of) == (1, 1)
    assert (dependent.largest.name, round(dependent.largest.percent)) == ("Fond", 96)
    assert (dependent.largest_going_on.name, dependent.largest_going_on.percent) == ("Fond", 60)


def test_without_a_known_amount_nobody_is_the_largest():
    grant(project("a"), funder("Fond"))
    dependent = dependence.dependence(load())
    assert dependent.largest is None and dependent.projects_of == 1


def test_own_shares_are_apart_by_the_life_of_the_project():
    project("a", own_cash=1, own_kind=2)
    project("b", "idea", own_cash=10, is_example=True)
    at_work, _granted, _over, idea = overview.own_shares(load().projects.values(), Rates({}, {}))
    assert (at_work.cash.kronor, at_work.kind.kronor) == (1, 2)
    assert (idea.cash.kronor, idea.kind.unknown, idea.made_up.kronor) == (10, 1, 10)


def test_nothing_is_read_of_what_is_not_public():
    hidden = funder("Dold", live=False)
    grant(project("a"), hidden, 5), grant(project("b", live=False), funder("Fond"), 5)
    grant(project("c"), FundingProgramme.objects.get(name_sv="Fonds program"), 5, live=False)
    register = load()
    assert (register.grants, register.received) == ([], ())


def test_a_payment_that_is_changed_moved_or_taken_away_is_seen_at_once():
    programme, other = grant(project("a"), funder("Fond"), 5), grant(project("b"), funder("Stift"), 5)
    payment = Instalment.objects.create(grant=programme, value=3, received_on=date(2024, 5, 1))

    def came() -> list[tuple]:
        register = load()
        return [
            (register.funders[payment.funder].name, payment.year, payment.amount.kronor)
            for payment in register.received
        ]

    assert came() == [("Fond", 2024, 3)]
    Instalment.objects.update(value=4, received_on=date(2025, 1, 1))
    assert came() == [("Fond", 2025, 4)]
    Instalment.objects.update(grant=other)
    assert came() == [("Stift", 2025, 4)]
    Grant.objects.update(currency="EUR")
    ExchangeRate.objects.create(currency="EUR", on=date(2024, 1, 1), kronor=10, source="x")
    assert came() == [("Stift", 2025, 40)]
    payment.delete()
    assert came() == []


@pytest.mark.parametrize("count", [2, 20])
def test_the_register_is_read_in_eight_queries(count, django_assert_num_queries):
    by = funder("Fond")
    for number in range(count):
        grant(project(f"p{number}"), by, 1)
    with django_assert_num_queries(8):
        load()
