"""The money of a project: budgets, what is expected, what came, went back and was spent; and what cannot be told."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.amounts_in_words import amount_in_both
from lagesbild.cooperation.funding.money import KRONOR, Rates, payments, repayments
from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import Budget, MoneyValue, PlannedDisbursement, Transaction
from lagesbild.cooperation.iati.parties import Reporter, party, words
from lagesbild.cooperation.models import BudgetLine, Cost, Grant, Project

REPAID = Text("Återbetalt: ", "Repaid: ")
EXAMPLE = Text("Påhittat exempel: ", "Made-up example: ")


def _money(value, currency: str, on: date) -> MoneyValue:
    return MoneyValue(Decimal(value).quantize(Decimal("0.01")), currency, on)


def budgets(project: Project, rates: Rates) -> Iterator[Budget]:
    """One for each period: the standard has no room for two, as where a budget is split between partners."""
    lines = project.budget_lines.all()
    for (starts, finishes), of_period in _by_period(lines).items():
        if together := _together(of_period, project, rates):
            yield Budget(starts, finishes, _money(*together, starts))
    if not lines and project.budget is not None and _within_a_year(project):
        money = _money(project.budget, project.currency, project.starts)
        yield Budget(project.starts, project.finishes, money)


def _by_period(lines) -> dict[tuple[date, date], list[BudgetLine]]:
    by_period = defaultdict(list)
    for line in lines:
        by_period[line.starts, line.finishes].append(line)
    return by_period


def _together(lines: list[BudgetLine], project: Project, rates: Rates) -> tuple[Decimal, str] | None:
    """Their sum and its currency: kronor where they have several. None where one of them has no rate."""
    amounts = [(line.value, line.currency or project.currency, line.starts) for line in lines]
    currencies = {currency for _value, currency, _day in amounts}
    if len(currencies) == 1:
        return sum(value for value, _currency, _day in amounts), currencies.pop()
    kronor = [rates.in_kronor(*amount) for amount in amounts]
    return None if None in kronor else (sum(kronor), KRONOR)


def _within_a_year(project: Project) -> bool:
    has_days = project.starts and project.finishes
    return bool(has_days) and 0 <= (project.finishes - project.starts).days < 365


def planned(grants: list[Grant], by: Reporter, here) -> Iterator[PlannedDisbursement]:
    for grant in grants:
        funder = party(grant.programme.funder, here)
        for instalment in grant.instalments.all():
            if instalment.due_on and not instalment.received_on:
                money = _money(instalment.value, grant.currency, instalment.due_on)
                yield PlannedDisbursement(instalment.due_on, money, provider=funder, receiver=by.party)


def incoming(grants: list[Grant], by: Reporter, here) -> Iterator[Transaction]:
    for grant in grants:
        funder = party(grant.programme.funder, here)
        about = words(grant.programme.name_sv, grant.programme.name_en)
        if grant.is_example:
            about = tuple((language, EXAMPLE[language] + text) for language, text in about)
        for kind, value, on in _received(grant):
            yield Transaction(kind, on, _money(value, grant.currency, on), about, funder, by.party)
        # The standard has no type for money that goes back: it is less of what came.
        back = tuple((language, REPAID[language] + text) for language, text in about)
        for repayment in repayments(grant):
            on = repayment.repaid_on
            money = _money(-repayment.value, grant.currency, on)
            yield Transaction(codes.INCOMING_FUNDS, on, money, back, funder, by.party)


def _received(grant: Grant) -> Iterator[tuple[str, Decimal, date]]:
    """What was promised, and what came: as :func:`lagesbild.cooperation.funding.money.project_money` counts it."""
    if grant.value is not None and grant.decided_on:
        yield codes.INCOMING_COMMITMENT, grant.value, grant.decided_on
    for payment in payments(grant):
        yield codes.INCOMING_FUNDS, payment.value, payment.on


def outgoing(project: Project, costs: list[Cost], by: Reporter, here) -> Iterator[Transaction]:
    kinds = {Cost.Kind.CASH: codes.EXPENDITURE, Cost.Kind.PARTNER: codes.DISBURSEMENT}
    for cost in costs:
        if cost.kind in kinds:
            money = _money(cost.value, cost.currency or project.currency, cost.spent_on)
            to = party(cost.organisation, here)
            yield Transaction(kinds[cost.kind], cost.spent_on, money, words(cost.about), by.party, to)


def hindrances_of_money(project: Project, grants: list[Grant], rates: Rates) -> Iterator[Text]:
    for grant in grants:
        if grant.value is not None and not grant.decided_on:
            yield Text(
                "Bidraget från {name} saknar dag för beslutet.",
                "The grant from {name} has no day of decision.",
            ).fill(name=_programme(grant))
    for (starts, finishes), lines in _by_period(project.budget_lines.all()).items():
        if _together(lines, project, rates) is None:
            yield Text(
                "Budgetposterna {first}–{last} är i flera valutor, och en av dem har ingen kurs för dagen.",
                "The budget lines {first}–{last} are in several currencies, and one has no rate for its day.",
            ).fill(first=starts, last=finishes)
    lines = project.budget_lines.all()
    in_one = all(line.currency in ("", project.currency) for line in lines)
    whole = sum(line.value for line in lines)
    if lines and in_one and project.budget is not None and whole != project.budget:
        yield Text(
            "Budgetposterna är tillsammans {sum}, men hela budgeten är {whole}.",
            "The budget lines add up to {sum}, but the whole budget is {whole}.",
        ).fill(**_amounts(project, sum=whole, whole=project.budget))


def left_out_of_money(project: Project, grants: list[Grant], costs: list[Cost]) -> Iterator[Text]:
    for grant in grants:
        if grant.value is None:
            yield Text(
                "Bidraget från {name}: beloppet är inte känt.",
                "The grant from {name}: its amount is not known.",
            ).fill(name=_programme(grant))
    if project.budget is not None and not project.budget_lines.all() and not _within_a_year(project):
        yield Text(
            "Budgeten: projektet är längre än ett år. Dela upp den i budgetposter på högst ett år.",
            "The budget: the project is longer than a year. Split it in budget lines of at most a year.",
        )
    in_kind: dict[str, Decimal] = defaultdict(Decimal)
    for cost in costs:
        if cost.kind == Cost.Kind.KIND:
            in_kind[cost.currency or project.currency] += cost.value
    for currency, value in in_kind.items():
        if value:
            yield Text(
                "Arbete och lokaler för {sum}: det är inga pengar som har gått.",
                "Work and premises worth {sum}: no money has gone.",
            ).fill(sum=amount_in_both(value, currency))


def _programme(grant: Grant) -> Text:
    return Text(grant.programme.name_sv, grant.programme.name_en)


def _amounts(project: Project, **values: Decimal) -> dict[str, Text]:
    return {name: amount_in_both(value, project.currency) for name, value in values.items()}
