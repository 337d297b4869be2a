"""The money of a year's report: applied for, granted, received and spent, and by funder."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from lagesbild.cooperation.audit.report_projects import WorkedProject
from lagesbild.cooperation.audit.report_year import ReportYear
from lagesbild.cooperation.funding.money import Rates, Total, payment_rows, repayment_rows, total
from lagesbild.cooperation.models import (
    Application,
    Cost,
    Grant,
)
from lagesbild.cooperation.read_together import organisations
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
    repaid: Total
    """What went back to the funders in the year."""
    own_cash: Total
    """Of projects that began in the year."""
    own_kind: Total
    spent: Total
    funders: tuple[FunderYear, ...]


DatedAmount = tuple[Decimal | None, str, date | None]
OWN_CURRENCY = Coalesce(NullIf("currency", Value("")), "project__currency")
"""Of a cost: that of its project unless it has one of its own."""


def money_of_year(year: ReportYear, projects: Iterable[WorkedProject], rates: Rates) -> MoneyYear:
    applied, granted, received = _applied(year), _granted(year), _received(year)
    begun = [project.money for project in projects if project.began]
    return MoneyYear(
        applied=_total_of(applied, rates),
        granted=_total_of(granted, rates),
        received=_total_of(received, rates),
        repaid=_total_of(_repaid(year), rates),
        own_cash=sum((money.own_cash for money in begun), Total()),
        own_kind=sum((money.own_kind for money in begun), Total()),
        spent=total(_spent(year), rates),
        funders=_by_funder(applied, granted, received, rates),
    )


def _total_of(amounts_by_funder: dict[int | None, list[DatedAmount]], rates: Rates) -> Total:
    return total((amount for amounts in amounts_by_funder.values() for amount in amounts), rates)


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
    return _by_funder_id(_of_grants(year, *payment_rows()))


def _repaid(year: ReportYear) -> dict[int | None, list[DatedAmount]]:
    return _by_funder_id(_of_grants(year, repayment_rows()))


def _of_grants(year: ReportYear, *kinds) -> list[tuple]:
    """(funder, amount, currency, day) of what came, or went back, in the year."""
    grants = Grant.objects.public().order_by()
    whose = ("grant__programme__funder", "grant__currency")
    return [
        (funder, value, currency, day)
        for paid, value, day in kinds
        for funder, currency, value, day in paid.filter(
            grant__in=grants, **{f"{day}__range": year.span}
        ).values_list(*whose, value, day)
    ]


def _by_funder_id(rows) -> dict[int | None, list[DatedAmount]]:
    by_funder = defaultdict(list)
    for funder, *amount in rows:
        by_funder[funder].append(tuple(amount))
    return by_funder


def _spent(year: ReportYear) -> Iterable[DatedAmount]:
    costs = Cost.objects.filter(project__live=True, spent_on__range=year.span).order_by()
    return costs.values_list("value", OWN_CURRENCY, "spent_on")


def _by_funder(applied, granted, received, rates: Rates) -> tuple[FunderYear, ...]:
    keys = {pk for pk in (*applied, *granted, *received) if pk}
    funders = {pk: funder for pk, funder in organisations().items() if pk in keys and funder.live}
    by_name: dict[int | None, list[Total]] = {}
    for place, amounts_by_funder in enumerate((applied, granted, received)):
        for pk, amounts in amounts_by_funder.items():
            sums = by_name.setdefault(pk if pk in funders else None, [Total(), Total(), Total()])
            sums[place] += total(amounts, rates)
    lines = [FunderYear(funders.get(pk), *sums) for pk, sums in by_name.items()]
    return tuple(
        sorted(
            lines,
            key=lambda funder_year: (
                funder_year.funder is None,
                funder_year.funder and funder_year.funder.name_sv,
            ),
        )
    )
