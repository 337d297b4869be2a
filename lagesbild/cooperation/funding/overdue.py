"""What is late of others' money: instalments that have not come, claims not paid, reports not sent."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Sum

from lagesbild.cooperation.funding.money import CENT, Rates, Total
from lagesbild.cooperation.funding.register_rows import converted, summed
from lagesbild.cooperation.models import (
    Claim,
    Instalment,
    ReportDue,
)

TOLD_OF_GRANT = (
    "currency",
    "is_example",
    "project__slug",
    "project__name_sv",
    "project__name_en",
    "project__is_example",
    "programme__name_sv",
    "programme__name_en",
)
"""Of the grant of something late: where it leads, and what it is called."""


@dataclass(frozen=True)
class OverdueRows:
    """Rows that wait, the longest waiting first, and their sum in kronor at today's rate. Some are read by slicing."""

    rows: models.QuerySet
    count: int
    total: Total = Total()

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, span: slice) -> models.QuerySet:
        return self.rows[span]


def late_instalments(today: date, rates: Rates, funder: int | None = None) -> OverdueRows:
    """Instalments that should have come and have not."""
    rows = _public(Instalment, funder).filter(due_on__lt=today, received_on=None).order_by("due_on", "pk")
    return _late(rows, today, rates)


def unpaid_claims(today: date, rates: Rates, funder: int | None = None) -> OverdueRows:
    """Claims that are sent in and not paid, whether approved or not."""
    rows = _public(Claim, funder).filter(submitted_on__lte=today, paid_on=None)
    return _late(rows.order_by("submitted_on", "pk"), today, rates)


def late_reports(today: date, funder: int | None = None) -> OverdueRows:
    rows = _public(ReportDue, funder).filter(due_on__lt=today, done_on=None).order_by("due_on", "pk")
    return OverdueRows(rows, rows.count())


def _public(model, funder: int | None):
    own = (field.name for field in model._meta.concrete_fields)
    rows = model.objects.filter(
        grant__live=True, grant__project__live=True, grant__programme__live=True
    ).select_related("grant__project", "grant__programme")
    rows = rows.only(*own, *(f"grant__{name}" for name in TOLD_OF_GRANT))
    return rows.filter(grant__programme__funder=funder) if funder else rows


def _late(rows, today: date, rates: Rates) -> OverdueRows:
    amounts = [
        converted(all_.quantize(CENT), currency, today, rates, n)
        for currency, all_, n in rows.order_by()
        .values_list("grant__currency")
        .annotate(all=Sum("value"), n=Count("pk"))
    ]
    return OverdueRows(rows, sum(amount.count for amount in amounts), summed(amounts))
