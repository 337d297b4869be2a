"""Money in several currencies: what it was in kronor on its day, and sums that say what they leave out."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.db.models import QuerySet

from lagesbild.cooperation.models import Claim, ExchangeRate, Grant, Instalment, Project

KRONOR = "SEK"
MOST_REMEMBERED = 50_000
"""Payments whose worth is kept between two readings of the register."""


@dataclass(frozen=True, eq=False)
class Rates:
    """Dated rates. ``days[currency]`` is in order, and ``kronor[currency]`` what one unit was worth each day."""

    days: dict[str, list[date]]
    kronor: dict[str, list[Decimal]]

    @classmethod
    def load(cls) -> "Rates":
        """Those of the register. As long as they are the same it is the same object, and what it has worked out is
        not worked out again."""
        return _same(tuple(ExchangeRate.objects.order_by("pk").values_list("currency", "on", "kronor")))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, date, Decimal]]) -> "Rates":
        """From (currency, day, kronor for one) in any order."""
        days, kronor = defaultdict(list), defaultdict(list)
        for currency, on, worth in sorted(rows):
            days[currency].append(on)
            kronor[currency].append(worth)
        return cls(dict(days), dict(kronor))

    def in_kronor(self, value: Decimal, currency: str, on: date | None) -> Decimal | None:
        """The amount in kronor with two decimals, by the latest rate on or before its day.

        None where there is no such rate, or no day to look for.
        """
        if currency == KRONOR:
            return value
        place = bisect_right(self.days.get(currency, []), on) if on else 0
        if not place:
            return None
        worth = value * self.kronor[currency][place - 1]
        return worth.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=2)
def _same(rows: tuple[tuple[str, date, Decimal], ...]) -> Rates:
    return Rates.of(rows)


@lru_cache(maxsize=MOST_REMEMBERED)
def worth(rates: Rates, text: str, currency: str, on: str) -> tuple[Decimal, Decimal | None]:
    """An amount and what it was in kronor, from amount and day as the database writes them.

    Most payments are what they were when they were last read, and there are tens of thousands of them.
    """
    value = Decimal(text)
    return value, rates.in_kronor(value, currency, date.fromisoformat(on))


@dataclass(frozen=True)
class Total:
    """A sum in kronor of ``count`` amounts, how many more are unknown, and which have no rate for their day."""

    kronor: Decimal = Decimal(0)
    count: int = 0
    unknown: int = 0
    without_rate: tuple[str, ...] = ()

    def __add__(self, other: "Total") -> "Total":
        return Total(
            self.kronor + other.kronor,
            self.count + other.count,
            self.unknown + other.unknown,
            self.without_rate + other.without_rate,
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.unknown and not self.without_rate

    @property
    def known(self) -> Decimal | None:
        """The sum, or None where not one amount is known."""
        return self.kronor if self.count else None


def total(amounts: Iterable[tuple[Decimal | None, str, date | None]], rates: Rates) -> Total:
    """The sum in kronor of (amount or None, currency, day)."""
    kronor, count, unknown, without_rate = Decimal(0), 0, 0, []
    for value, currency, on in amounts:
        if value is None:
            unknown += 1
        elif (worth := rates.in_kronor(value, currency, on)) is None:
            without_rate.append(f"{value} {currency}")
        else:
            kronor, count = kronor + worth, count + 1
    return Total(kronor, count, unknown, tuple(without_rate))


# --- What has come in -------------------------------------------------------------------------------------
# An instalment is a payment, a claim a request. A claim that an instalment has paid is counted there and not here.
# Said twice, of objects and of bare rows, and nowhere else; the tests hold the two to each other.


def payments(grant: Grant) -> list[tuple[Decimal, date]]:
    """Each (amount in the grant's currency, day) that has come in of a grant."""
    instalments = [
        (instalment.value, instalment.received_on)
        for instalment in grant.instalments.all()
        if instalment.received_on
    ]
    claims = (claim for claim in grant.claims.all() if claim.paid_on and claim.approved is not None)
    return instalments + [
        (claim.approved, claim.paid_on) for claim in claims if claim.came_as != Claim.CameAs.INSTALMENT
    ]


def payment_rows() -> tuple[tuple[QuerySet, str, str], ...]:
    """The same of every grant, also one that is not public: rows, and their names of amount and day."""
    paid = Claim.objects.filter(paid_on__isnull=False).exclude(came_as=Claim.CameAs.INSTALMENT)
    return (
        (Instalment.objects.filter(received_on__isnull=False).order_by(), "value", "received_on"),
        (paid.order_by(), "approved", "paid_on"),
    )


@dataclass(frozen=True)
class ProjectMoney:
    """A project's money in kronor. What others give and what we give is known apart from what has been used."""

    budget: Total
    granted: Total
    own_cash: Total
    own_kind: Total
    received: Total
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
    """What a project costs, who pays, what has come and what is used: the one sum that page, list and files share.

    A budget is counted at the rate of the project's first day, a grant at that of its decision, a payment and a
    cost at that of their own day. Reads ``grants`` (public), their ``instalments`` and ``claims``, and ``costs``:
    prefetch them for many projects (:func:`with_money`).
    """
    # A project that is not saved yet, as in a preview, has none.
    all_grants = project.grants.all() if project.pk else ()
    grants = [grant for grant in all_grants if grant.live and grant.programme.live]
    start, currency = project.starts, project.currency
    received = [(value, grant.currency, on) for grant in grants for value, on in payments(grant)]
    return ProjectMoney(
        budget=total([(project.budget, currency, start)], rates),
        granted=total([(grant.value, grant.currency, grant.decided_on) for grant in grants], rates),
        own_cash=total([(project.own_cash, currency, start)], rates),
        own_kind=total([(project.own_kind, currency, start)], rates),
        received=total(received, rates),
        spent=total([(cost.value, currency, cost.spent_on) for cost in project.costs.all()], rates),
    )


def with_money(projects):
    """The projects with all that :func:`project_money` reads, in a few queries whatever their number."""
    return projects.prefetch_related(
        "costs", "grants__programme__funder", "grants__instalments", "grants__claims"
    )
