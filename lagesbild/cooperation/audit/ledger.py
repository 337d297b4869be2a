"""Every amount that the auditor's list sums, one to a row, with the rate that made it kronor: enough to sum it anew.

What is in a sum of the list, of a project or of a year stands here once, with its day, its own currency, the rate, the
rate's day and whose it is. ``LedgerKind`` says which sum a row belongs to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.audit.commitments import Commitment
from lagesbild.cooperation.funding.money import KRONOR, DayRate, Rates, Total, payments, repayments
from lagesbild.cooperation.models import Exchange, Grant, Partnership, Project


class LedgerKind(models.TextChoices):
    # In the order of the sums of the list; each but the last three is one of them.
    YEARLY_COST = "yearly_cost", _("Samarbetets kostnad, per år")
    OWN_FUNDING = "own_funding", _("Samarbetets egna pengar, per år")
    BUDGET = "budget", _("Hela budgeten")
    GRANTED = "granted", _("Beviljat")
    OWN_CASH = "own_cash", _("Egna pengar")
    OWN_KIND = "own_kind", _("Eget arbete och lokaler")
    RECEIVED = "received", _("Utbetalt till kommunen")
    REPAID = "repaid", _("Återbetalt")
    SPENT = "spent", _("Använt")
    FEE = "fee", _("Medlemsavgift")
    EXCHANGE = "exchange", _("Utbytets kostnad")


@dataclass(frozen=True)
class LedgerRow:
    """An amount. ``thing`` is the partnership or the project in whose sum it is; an exchange may belong to none."""

    kind: LedgerKind
    thing: Partnership | Project | Exchange
    value: Decimal
    currency: str
    on: date | None
    rate: DayRate | None
    """None for kronor, and where there is no rate: then it is in no sum."""
    kronor: Decimal | None
    is_old: bool
    about: str = ""
    voucher: str = ""
    grant: Grant | None = None

    @property
    def as_total(self) -> Total:
        own = f"{self.value} {self.currency}"
        if self.kronor is None:
            return Total(without_rate=(own,))
        return Total(self.kronor, 1, old_rate=(own,) if self.is_old else ())


@dataclass(frozen=True)
class Amount:
    """What a row is made of, before it is converted."""

    kind: LedgerKind
    value: Decimal | None
    currency: str
    on: date | None = None
    about: str = ""
    voucher: str = ""
    grant: Grant | None = None


def ledger_of(commitment: Commitment, rates: Rates) -> Iterator[LedgerRow]:
    """The amounts of a line of the list. Reads what ``commitments(…, flows=True)`` has read; fees of partnerships."""
    amounts = _of_project(commitment) if commitment.is_project else _of_partnership(commitment.thing)
    return _converted(commitment.thing, amounts, rates)


def ledger_of_exchanges(rates: Rates) -> Iterator[LedgerRow]:
    """What public exchanges cost, by the day they began."""
    exchanges = Exchange.objects.public().exclude(cost=None).select_related("grant__programme__funder")
    for exchange in exchanges.order_by("starts", "name_sv", "pk"):
        is_public = exchange.grant and exchange.grant.live and exchange.grant.programme.live
        cost = Amount(
            kind=LedgerKind.EXCHANGE,
            value=exchange.cost,
            currency=exchange.currency,
            on=exchange.starts,
            voucher=exchange.voucher,
            grant=exchange.grant if is_public else None,
        )
        yield from _converted(exchange, [cost], rates)


def _converted(thing, amounts: Iterable[Amount], rates: Rates) -> Iterator[LedgerRow]:
    for amount in amounts:
        if amount.value is None:
            continue
        yield LedgerRow(
            kind=amount.kind,
            thing=thing,
            value=amount.value,
            currency=amount.currency,
            on=amount.on,
            rate=None if amount.currency == KRONOR else rates.rate(amount.currency, amount.on),
            kronor=rates.in_kronor(amount.value, amount.currency, amount.on),
            is_old=rates.is_old(amount.currency, amount.on),
            about=amount.about,
            voucher=amount.voucher,
            grant=amount.grant,
        )


def _of_partnership(partnership: Partnership) -> Iterator[Amount]:
    yield Amount(LedgerKind.YEARLY_COST, *partnership.cost_in_a_year)
    yield Amount(LedgerKind.OWN_FUNDING, partnership.own_funding, KRONOR)
    for fee in partnership.fees.all():
        yield Amount(LedgerKind.FEE, fee.value, fee.currency, fee.day, str(fee.year), fee.voucher)


def _of_project(commitment: Commitment) -> Iterator[Amount]:
    project = commitment.thing
    currency, starts = project.currency, project.starts
    yield Amount(LedgerKind.BUDGET, project.budget, currency, starts)
    yield Amount(LedgerKind.OWN_CASH, project.own_cash, currency, starts)
    yield Amount(LedgerKind.OWN_KIND, project.own_kind, currency, starts)
    for grant in commitment.grants:
        yield Amount(LedgerKind.GRANTED, grant.value, grant.currency, grant.decided_on, grant=grant)
        yield from _of_grant(grant)
    public_grants = {grant.pk: grant for grant in commitment.grants}
    for cost in project.costs.all():
        yield Amount(
            LedgerKind.SPENT,
            cost.value,
            cost.currency or currency,
            cost.spent_on,
            cost.about or cost.get_kind_display(),
            cost.voucher,
            public_grants.get(cost.grant_id),
        )


def _of_grant(grant: Grant) -> Iterator[Amount]:
    for payment in payments(grant):
        about = str(_("Rekvisition") if payment.is_claim else _("Utbetalning"))
        yield Amount(
            LedgerKind.RECEIVED, payment.value, grant.currency, payment.on, about, payment.voucher, grant
        )
    for back in repayments(grant):
        yield Amount(
            LedgerKind.REPAID, back.value, grant.currency, back.repaid_on, back.reason, back.voucher, grant
        )
