"""The money of a year's report: applied for, granted, received and spent, and by funder."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lagesbild.cooperation.audit.report_projects import WorkedProject
from lagesbild.cooperation.audit.report_year import ReportYear
from lagesbild.cooperation.funding.money import Rates, Total, payment_rows, total
from lagesbild.cooperation.models import (
    Application,
    Cost,
    Grant,
)
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class FunderYear:
    """A funder's part of the year's money: None where the funder is not public."""

    funder: Organisation | None
    applied: Total = Total()
    granted: Total = Total()
    received: Total = Total()


@dataclass(frozen=True)
class MoneyYear:
    applied: Total
    granted: Total
    received: Total
    own_cash: Total
    """Of projects that began in the year."""
    own_kind: Total
    spent: Total
    funders: tuple[FunderYear, ...]


DatedAmount = tuple[Decimal | None, str, date | None]


def money_of_year(year: ReportYear, projects: Iterable[WorkedProject], rates: Rates) -> MoneyYear:
    applied, granted, received = _applied(year), _granted(year), _received(year)
    begun = [one.money for one in projects if one.began]
    return MoneyYear(
        applied=_total_of(applied, rates),
        granted=_total_of(granted, rates),
        received=_total_of(received, rates),
        own_cash=sum((one.own_cash for one in begun), Total()),
        own_kind=sum((one.own_kind for one in begun), Total()),
        spent=total(_spent(year), rates),
        funders=_by_funder(applied, granted, received, rates),
    )


def _total_of(found: dict[int | None, list[DatedAmount]], rates: Rates) -> Total:
    return total((amount for amounts in found.values() for amount in amounts), rates)


def _applied(year: ReportYear) -> dict[int | None, list[DatedAmount]]:
    sent = Application.objects.public().filter(sent_on__range=year.span)
    return _by_funder_id(
        sent.order_by().values_list("call__programme__funder", "applied", "currency", "sent_on")
    )


def _granted(year: ReportYear) -> dict[int | None, list[DatedAmount]]:
    decided = Grant.objects.public().filter(decided_on__range=year.span)
    return _by_funder_id(
        decided.order_by().values_list("programme__funder", "value", "currency", "decided_on")
    )


def _received(year: ReportYear) -> dict[int | None, list[DatedAmount]]:
    grants = Grant.objects.public().order_by()
    whose = ("grant__programme__funder", "grant__currency")
    return _by_funder_id(
        [
            (funder, value, currency, day)
            for paid, value, day in payment_rows()
            for funder, currency, value, day in paid.filter(
                grant__in=grants, **{f"{day}__range": year.span}
            ).values_list(*whose, value, day)
        ]
    )


def _by_funder_id(rows) -> dict[int | None, list[DatedAmount]]:
    found = defaultdict(list)
    for funder, *amount in rows:
        found[funder].append(tuple(amount))
    return found


def _spent(year: ReportYear) -> Iterable[DatedAmount]:
    costs = Cost.objects.filter(project__live=True, spent_on__range=year.span).order_by()
    return costs.values_list("value", "project__currency", "spent_on")


def _by_funder(applied, granted, received, rates: Rates) -> tuple[FunderYear, ...]:
    known = Organisation.objects.public().in_bulk({pk for pk in (*applied, *granted, *received) if pk})
    by_name: dict[int | None, list[Total]] = {}
    for place, found in enumerate((applied, granted, received)):
        for pk, amounts in found.items():
            sums = by_name.setdefault(pk if pk in known else None, [Total(), Total(), Total()])
            sums[place] += total(amounts, rates)
    lines = [FunderYear(known.get(pk), *sums) for pk, sums in by_name.items()]
    return tuple(sorted(lines, key=lambda one: (one.funder is None, one.funder and one.funder.name_sv)))
