"""Money in several currencies: what it was in kronor on its day, and sums that say what they leave out."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from lagesbild.cooperation.models import Claim, ExchangeRate, Grant, Instalment, Project, Repayment
from lagesbild.framework.database_state import kept_until_written

KRONOR = "SEK"
FRESH = timedelta(days=7)
"""So much older than an amount its rate may be: banks close at weekends and feasts. What is older is told of."""
CENT = Decimal("0.01")
MOST_REMEMBERED = 50_000
"""Payments whose worth is kept between two readings of the register."""


class DayRate(NamedTuple):
    """What one unit of a currency was worth in kronor, on which day, and who says so."""

    on: date
    kronor: Decimal
    source: str = ""


@dataclass(frozen=True, eq=False)
class Rates:
    """Dated rates. ``days[currency]`` is in order; ``kronor`` and ``sources`` say what each day's is, and whose."""

    days: dict[str, list[date]]
    kronor: dict[str, list[Decimal]]
    sources: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Rates":
        """Those of the register. As long as they are the same it is the same object, and what it has worked out is
        not worked out again."""
        return _loaded()

    @classmethod
    def of(cls, rows: Iterable[tuple]) -> "Rates":
        """From (currency, day, kronor for one, perhaps its source) in any order."""
        days, kronor, sources = defaultdict(list), defaultdict(list), defaultdict(list)
        for currency, on, worth, *source in sorted(rows):
            days[currency].append(on)
            kronor[currency].append(worth)
            sources[currency].append(source[0] if source else "")
        return cls(dict(days), dict(kronor), dict(sources))

    def rate(self, currency: str, on: date | None) -> DayRate | None:
        """The latest on or before the day, however old; None where there is none, or no day to look for."""
        place = bisect_right(self.days.get(currency, []), on) if on else 0
        if not place:
            return None
        sources = self.sources.get(currency)
        source = sources[place - 1] if sources else ""
        return DayRate(self.days[currency][place - 1], self.kronor[currency][place - 1], source)

    def in_kronor(self, value: Decimal, currency: str, on: date | None) -> Decimal | None:
        """The amount in kronor with two decimals, by the latest rate on or before its day.

        None where there is no such rate, or no day to look for.
        """
        if currency == KRONOR:
            return value
        rate = self.rate(currency, on)
        return rate and (value * rate.kronor).quantize(CENT, rounding=ROUND_HALF_UP)

    def is_old(self, currency: str, on: date | None) -> bool:
        """Whether the rate that an amount of that day is counted at is older than seven days."""
        rate = None if currency == KRONOR else self.rate(currency, on)
        return bool(rate) and on - rate.on > FRESH


NO_RATES = Rates({}, {})


@kept_until_written
def _loaded() -> Rates:
    return _same(tuple(ExchangeRate.objects.order_by("pk").values_list("currency", "on", "kronor", "source")))


@lru_cache(maxsize=2)
def _same(rows: tuple[tuple[str, date, Decimal, str], ...]) -> Rates:
    return Rates.of(rows)


@lru_cache(maxsize=MOST_REMEMBERED)
def worth(rates: Rates, text: str, currency: str, on: str) -> tuple[Decimal, Decimal | None, bool]:
    """An amount, what it was in kronor and whether by an old rate, from what the database writes.

    Most payments are what they were when they were last read, and there are tens of thousands of them.
    """
    value, day = Decimal(text), date.fromisoformat(on)
    return value, rates.in_kronor(value, currency, day), rates.is_old(currency, day)


@dataclass(frozen=True)
class Total:
    """A sum in kronor of ``count`` amounts, how many more are unknown, and which have no rate for their day.

    ``old_rate``: those that are in the sum, by a rate that is more than seven days older than they are.
    """

    kronor: Decimal = Decimal(0)
    count: int = 0
    unknown: int = 0
    without_rate: tuple[str, ...] = ()
    old_rate: tuple[str, ...] = ()

    def __add__(self, other: "Total") -> "Total":
        return Total(
            self.kronor + other.kronor,
            self.count + other.count,
            self.unknown + other.unknown,
            self.without_rate + other.without_rate,
            self.old_rate + other.old_rate,
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.unknown and not self.without_rate

    @property
    def known(self) -> Decimal | None:
        """The sum, or None where not one amount is known."""
        return self.kronor if self.count else None

    @property
    def remarks(self) -> "Total":
        """The same without the sum: what is left out of it, and what in it is by an old rate."""
        return Total(0, 0, self.unknown, self.without_rate, self.old_rate)


def total(amounts: Iterable[tuple[Decimal | None, str, date | None]], rates: Rates) -> Total:
    """The sum in kronor of (amount or None, currency, day)."""
    kronor, count, unknown, without_rate, old_rate = Decimal(0), 0, 0, [], []
    for value, currency, on in amounts:
        if value is None:
            unknown += 1
        elif (worth := rates.in_kronor(value, currency, on)) is None:
            without_rate.append(f"{value} {currency}")
        else:
            kronor, count = kronor + worth, count + 1
            if rates.is_old(currency, on):
                old_rate.append(f"{value} {currency}")
    return Total(kronor, count, unknown, tuple(without_rate), tuple(old_rate))


# --- What has come in -------------------------------------------------------------------------------------
# An instalment is a payment, a claim a request. A claim that an instalment has paid is counted there and not here.
# Said twice, of objects and of bare rows, and nowhere else; the tests hold the two to each other.


class Payment(NamedTuple):
    """Money that has come in of a grant, in its currency; asked for by a claim, or an instalment of its own."""

    value: Decimal
    on: date
    voucher: str = ""
    is_claim: bool = False


def payments(grant: Grant) -> list[Payment]:
    """Each that has come in of a grant."""
    instalments = [
        Payment(instalment.value, instalment.received_on, instalment.voucher)
        for instalment in grant.instalments.all()
        if instalment.received_on
    ]
    claims = (claim for claim in grant.claims.all() if claim.paid_on and claim.approved is not None)
    return instalments + [
        Payment(claim.approved, claim.paid_on, claim.voucher, is_claim=True)
        for claim in claims
        if claim.came_as != Claim.CameAs.INSTALMENT
    ]


def payment_rows() -> tuple[tuple[QuerySet, str, str], ...]:
    """The same of every grant, also one that is not public: rows, and their names of amount and day."""
    paid = Claim.objects.filter(paid_on__isnull=False).exclude(came_as=Claim.CameAs.INSTALMENT)
    return (
        (Instalment.objects.filter(received_on__isnull=False).order_by(), "value", "received_on"),
        (paid.order_by(), "approved", "paid_on"),
    )


# --- What has gone back -----------------------------------------------------------------------------------


def repayments(grant: Grant) -> list[Repayment]:
    """Those of a grant that have been paid back to the funder, not those that are only wanted."""
    return [repayment for repayment in grant.repayments.all() if repayment.repaid_on]


def repayment_rows() -> tuple[QuerySet, str, str]:
    """The same of every grant, as :func:`payment_rows` gives what has come in."""
    return Repayment.objects.filter(repaid_on__isnull=False).order_by(), "value", "repaid_on"


@dataclass(frozen=True)
class ProjectMoney:
    """A project's money in kronor. What others give and what we give is known apart from what has been used."""

    budget: Total
    granted: Total
    own_cash: Total
    own_kind: Total
    received: Total
    repaid: Total
    """What has gone back to the funders; not taken from ``received``."""
    spent: Total

    @property
    def own(self) -> Total:
        """Own share, in money and in kind. Unknown only when both are."""
        return self.own_cash + self.own_kind

    @property
    def unfunded(self) -> Decimal | None:
        """What of the budget nobody has promised to pay; None unless every part of the sum is known."""
        parts = (self.budget, self.granted, self.own_cash, self.own_kind)
        if not all(part.is_whole and part.count for part in parts):
            return None
        return self.budget.kronor - self.granted.kronor - self.own.kronor

    @property
    def over(self) -> Decimal | None:
        """What is promised beyond the budget."""
        return None if self.unfunded is None else max(-self.unfunded, Decimal(0))


def project_money(project: Project, rates: Rates) -> ProjectMoney:
    """What a project costs, who pays, what has come, gone back and is used: the one sum that all pages share.

    A budget is counted at the rate of the project's first day, a grant at that of its decision, a payment and a
    cost at that of their own day. Reads ``grants`` (public), their ``instalments``, ``claims`` and ``repayments``,
    and ``costs``: prefetch them for many projects (:func:`with_money`).
    """
    # A project that is not saved yet, as in a preview, has none.
    all_grants = project.grants.all() if project.pk else ()
    grants = [grant for grant in all_grants if grant.live and grant.programme.live]
    start, currency = project.starts, project.currency
    received = [(paid.value, grant.currency, paid.on) for grant in grants for paid in payments(grant)]
    repaid = [(back.value, grant.currency, back.repaid_on) for grant in grants for back in repayments(grant)]
    costs = [(cost.value, cost.currency or currency, cost.spent_on) for cost in project.costs.all()]
    return ProjectMoney(
        budget=total([(project.budget, currency, start)], rates),
        granted=total([(grant.value, grant.currency, grant.decided_on) for grant in grants], rates),
        own_cash=total([(project.own_cash, currency, start)], rates),
        own_kind=total([(project.own_kind, currency, start)], rates),
        received=total(received, rates),
        repaid=total(repaid, rates),
        spent=total(costs, rates),
    )


MONEY = ("costs", "grants__instalments", "grants__claims", "grants__repayments")
"""What :func:`project_money` reads of a project, for whoever reads projects together."""


def with_money(projects):
    """The projects with all that :func:`project_money` reads, in a few queries whatever their number."""
    return projects.prefetch_related(
        "costs",
        "grants__programme__funder",
        "grants__instalments",
        "grants__claims",
        "grants__repayments",
    )
