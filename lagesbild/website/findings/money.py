"""What is doubtful in the register's money: sums that exceed each other, the same money twice, rates that are old."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import get_language

from lagesbild.assessment import Text
from lagesbild.cooperation.funding import money_doubts
from lagesbild.cooperation.funding.amounts_in_words import total_in_words
from lagesbild.cooperation.funding.money import KRONOR, Rates, Total, project_money, total, with_money
from lagesbild.cooperation.models import Exchange, Partnership, Project
from lagesbild.reporting.findings import Finding, FindingKind, finding, owner_of


def about_money() -> Iterator[Finding]:
    rates = Rates.load()
    has_money = Q(grants__isnull=False) | Q(costs__isnull=False) | ~Q(currency=KRONOR)
    ids = Project.objects.public().filter(has_money).order_by().values("pk")
    public_projects = with_money(Project.objects.filter(pk__in=ids)).prefetch_related(
        "responsibilities__organisation", "costs__grant__programme"
    )
    costs = []
    for project in public_projects:
        yield from _of_project(project, rates)
        costs.extend(project.costs.all())
    yield from _same_costs(costs)
    yield from _rates_of_others(rates)


def _of_project(project: Project, rates: Rates) -> Iterator[Finding]:
    grants = [grant for grant in project.grants.all() if grant.live and grant.programme.live]
    for sentence in money_doubts.grants_over_budget(project, grants, rates):
        yield _doubt_finding(project, FindingKind.GRANTS_OVER_BUDGET, sentence)
    for sentence in money_doubts.shares_over_whole(grants, project.costs.all()):
        yield _doubt_finding(project, FindingKind.COST_TWICE, sentence)
    for grant in grants:
        for sentence in money_doubts.same_payments(grant):
            yield _doubt_finding(
                grant,
                FindingKind.PAYMENT_TWICE,
                sentence,
                title=str(grant),
                owner=owner_of(project),
            )
    doubts = money_doubts.rate_doubts(project_money(project, rates))
    if doubts != Total():
        yield _rate_finding(project, doubts, "budget")


def _same_costs(costs: list) -> Iterator[Finding]:
    exchanges = Exchange.objects.public().exclude(grant=None).exclude(cost=None)
    costs.extend(exchanges.select_related("grant__programme", "project", "organisation"))
    for twice in money_doubts.same_costs(costs):
        first = twice.costs[0]
        thing = first if isinstance(first, Exchange) else first.project
        field = "cost" if isinstance(thing, Exchange) else "costs"
        yield _doubt_finding(thing, FindingKind.COST_TWICE, twice.sentence, field=field)


def _rates_of_others(rates: Rates) -> Iterator[Finding]:
    """Fees of partnerships, and what exchanges cost."""
    partnerships = Partnership.objects.public().filter(fees__isnull=False).distinct()
    for partnership in partnerships.prefetch_related("fees", "responsibilities__organisation"):
        fees = ((fee.value, fee.currency, fee.day) for fee in partnership.fees.all())
        if (doubts := total(fees, rates).remarks) != Total():
            yield _rate_finding(partnership, doubts, "fees")
    abroad = Exchange.objects.public().exclude(currency=KRONOR).exclude(cost=None)
    for exchange in abroad.select_related("organisation"):
        cost = (exchange.cost, exchange.currency, exchange.starts)
        if (doubts := total([cost], rates).remarks) != Total():
            yield _rate_finding(exchange, doubts, "cost")


def _rate_finding(thing, doubts: Total, field: str) -> Finding:
    amounts = " ".join((*doubts.without_rate, "/", *doubts.old_rate))
    return finding(
        FindingKind.RATE_OLD, thing, amounts, lambda: _capital(total_in_words(doubts)) + ".", field=field
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _doubt_finding(thing, kind: FindingKind, sentence: Text, **more) -> Finding:
    return finding(kind, thing, sentence.sv, lambda: sentence.in_(get_language()), **more)
