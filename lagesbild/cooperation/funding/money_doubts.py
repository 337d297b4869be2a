"""Money that somebody should look at: more granted than it costs, the same cost or payment twice, rates that are old.

Each doubt is a sentence about what is written. It may be as it should, and whoever knows answers why.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.amounts_in_words import amount_in_both
from lagesbild.cooperation.funding.money import KRONOR, ProjectMoney, Rates, Total, payments, total
from lagesbild.cooperation.models import Cost, Exchange, Grant, Project

ALL_OF_IT = Decimal(100)


def grants_over_budget(project: Project, grants: Iterable[Grant], rates: Rates) -> tuple[Text, ...]:
    """What funders have promised, where it is more than the whole budget. Nothing where either is not known whole."""
    grants = [grant for grant in grants if grant.value is not None]
    if project.budget is None or not grants:
        return ()
    currency = project.currency
    if all(grant.currency == currency for grant in grants):
        granted, budget = sum(grant.value for grant in grants), project.budget
    else:
        granted_total = total(((grant.value, grant.currency, grant.decided_on) for grant in grants), rates)
        budget_total = total([(project.budget, currency, project.starts)], rates)
        if not (granted_total.is_whole and budget_total.is_whole):
            return ()
        granted, budget, currency = granted_total.kronor, budget_total.kronor, KRONOR
    if granted <= budget:
        return ()
    sentence = Text(
        "Bidragen är tillsammans {granted}, mer än hela budgeten: {budget}.",
        "The grants come to {granted}, more than the whole budget: {budget}.",
    )
    amounts = {"granted": amount_in_both(granted, currency), "budget": amount_in_both(budget, currency)}
    return (sentence.fill(**amounts),)


def same_payments(grant: Grant) -> tuple[Text, ...]:
    """Payments of a grant that came on one day with one amount: one of them may be written twice."""
    counts = Counter((payment.value, payment.on) for payment in payments(grant))
    sentence = Text(
        "{count} utbetalningar på {value} den {day}. Är det samma pengar?",
        "{count} payments of {value} on {day}. Is it the same money?",
    )
    return tuple(
        sentence.fill(count=str(count), value=amount_in_both(value, grant.currency), day=day)
        for (value, day), count in counts.items()
        if count > 1
    )


# --- The same cost --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CostTwice:
    """A cost that two grants or more pay for, and what it is known by: its voucher, or its day and what it was."""

    costs: tuple[Cost | Exchange, ...]
    sentence: Text


def same_costs(costs: Iterable[Cost | Exchange]) -> Iterator[CostTwice]:
    """Costs of any projects and exchanges that look like one, and are paid by different grants."""
    alike: dict[tuple, list[Cost | Exchange]] = defaultdict(list)
    for cost in costs:
        if cost.grant_id:
            alike[_known_by(cost)].append(cost)
    for together in alike.values():
        if len({cost.grant_id for cost in together}) > 1:
            yield CostTwice(tuple(together), _same_cost_sentence(together))


def _known_by(cost: Cost | Exchange) -> tuple:
    value, currency, on, about = _facts(cost)
    if cost.voucher:
        return value, currency, cost.voucher.casefold()
    return value, currency, on, about.casefold()


def _facts(cost: Cost | Exchange) -> tuple[Decimal, str, date, str]:
    if isinstance(cost, Exchange):
        return cost.cost, cost.currency, cost.starts, cost.name_sv
    return cost.value, cost.currency or cost.project.currency, cost.spent_on, cost.about


def _same_cost_sentence(costs: list[Cost | Exchange]) -> Text:
    value, currency, on, _about = _facts(costs[0])
    programmes = {cost.grant_id: cost.grant.programme for cost in costs}
    return Text(
        "Kostnaden {value} den {day} betalas av flera bidrag: {grants}. Är det samma kostnad?",
        "The cost of {value} on {day} is paid by several grants: {grants}. Is it the same cost?",
    ).fill(
        value=amount_in_both(value, currency),
        day=on,
        grants=Text(
            ", ".join(programme.name_sv for programme in programmes.values()),
            ", ".join(programme.name_en or programme.name_sv for programme in programmes.values()),
        ),
    )


def shares_over_whole(grants: Iterable[Grant], costs: Iterable[Cost]) -> tuple[Text, ...]:
    """Two grants that each pay a share of the costs of the same days, more than all of them together.

    Only of costs that no grant is named for: where one is, the shares say nothing more.
    """
    grants = [grant for grant in grants if grant.share is not None]
    unnamed_costs = [cost for cost in costs if not cost.grant_id]
    sentences = []
    for first, second in combinations(grants, 2):
        count = sum(_counts(cost, first) and _counts(cost, second) for cost in unnamed_costs)
        if first.share + second.share > ALL_OF_IT and count:
            sentences.append(_shares_sentence(first, second, count))
    return tuple(sentences)


def _counts(cost: Cost, grant: Grant) -> bool:
    """Whether the cost is within the days of the grant."""
    begun = grant.starts is None or cost.spent_on >= grant.starts
    return begun and (grant.finishes is None or cost.spent_on <= grant.finishes)


def _shares_sentence(first: Grant, second: Grant, count: int) -> Text:
    return Text(
        "{first} betalar {a} procent och {second} {b} procent av samma kostnader ({count} st)."
        " Skriv vid varje kostnad vilket bidrag som betalar den.",
        "{first} pays {a} percent and {second} {b} percent of the same costs ({count})."
        " Say at each cost which grant pays it.",
    ).fill(
        first=_programme(first),
        second=_programme(second),
        a=_percent(first.share),
        b=_percent(second.share),
        count=str(count),
    )


def _programme(grant: Grant) -> Text:
    return Text(grant.programme.name_sv, grant.programme.name_en)


def _percent(share: Decimal) -> Text:
    figure = f"{share.normalize():f}"
    return Text(figure.replace(".", ","), figure)


# --- Rates ----------------------------------------------------------------------------------------------------


def rate_doubts(money: ProjectMoney) -> Total:
    """What of a project's money has no rate for its day, or an old one; the sums themselves left out."""
    sums = (money.budget, money.granted, money.own, money.received, money.repaid, money.spent)
    remarks = sum((part.remarks for part in sums), Total())
    return Total(without_rate=remarks.without_rate, old_rate=remarks.old_rate)
