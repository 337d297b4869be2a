"""The money of a project: budgets, what is expected, what came and what was spent; and what cannot be told of it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.amounts_in_words import amount_in_both
from lagesbild.cooperation.funding.money import payments
from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import Budget, MoneyValue, PlannedDisbursement, Transaction
from lagesbild.cooperation.iati.parties import Reporter, party, words
from lagesbild.cooperation.models import Cost, Grant, Project

EXAMPLE = Text("Påhittat exempel: ", "Made-up example: ")


def _money(value, currency: str, on: date) -> MoneyValue:
    return MoneyValue(Decimal(value).quantize(Decimal("0.01")), currency, on)


def budgets(project: Project) -> Iterator[Budget]:
    lines = project.budget_lines.all()
    for line in lines:
        yield Budget(line.starts, line.finishes, _money(line.value, project.currency, line.starts))
    if not lines and project.budget is not None and _within_a_year(project):
        money = _money(project.budget, project.currency, project.starts)
        yield Budget(project.starts, project.finishes, money)


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


def _received(grant: Grant) -> Iterator[tuple[str, Decimal, date]]:
    """What was promised, and what came: as :func:`lagesbild.cooperation.funding.money.project_money` counts it."""
    if grant.value is not None and grant.decided_on:
        yield codes.INCOMING_COMMITMENT, grant.value, grant.decided_on
    for value, on in payments(grant):
        yield codes.INCOMING_FUNDS, value, on


def outgoing(project: Project, costs: list[Cost], by: Reporter, here) -> Iterator[Transaction]:
    kinds = {Cost.Kind.CASH: codes.EXPENDITURE, Cost.Kind.PARTNER: codes.DISBURSEMENT}
    for cost in costs:
        if cost.kind in kinds:
            money = _money(cost.value, project.currency, cost.spent_on)
            to = party(cost.organisation, here)
            yield Transaction(kinds[cost.kind], cost.spent_on, money, words(cost.about), by.party, to)


def hindrances_of_money(project: Project, grants: list[Grant]) -> Iterator[Text]:
    for grant in grants:
        if grant.value is not None and not grant.decided_on:
            yield Text(
                "Bidraget från {name} saknar dag för beslutet.",
                "The grant from {name} has no day of decision.",
            ).fill(name=_programme(grant))
    lines = [line.value for line in project.budget_lines.all()]
    if lines and project.budget is not None and sum(lines) != project.budget:
        yield Text(
            "Budgetposterna är tillsammans {sum}, men hela budgeten är {whole}.",
            "The budget lines add up to {sum}, but the whole budget is {whole}.",
        ).fill(**_amounts(project, sum=sum(lines), whole=project.budget))


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
    in_kind = sum((cost.value for cost in costs if cost.kind == Cost.Kind.KIND), Decimal(0))
    if in_kind:
        yield Text(
            "Arbete och lokaler för {sum}: det är inga pengar som har gått.",
            "Work and premises worth {sum}: no money has gone.",
        ).fill(**_amounts(project, sum=in_kind))


def _programme(grant: Grant) -> Text:
    return Text(grant.programme.name_sv, grant.programme.name_en)


def _amounts(project: Project, **values: Decimal) -> dict[str, Text]:
    return {name: amount_in_both(value, project.currency) for name, value in values.items()}
