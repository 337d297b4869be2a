"""Published rates into the register: for the currencies and the time that its amounts need, and nothing twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Coalesce

from lagesbild.cooperation.downloads import downloaded, file_name
from lagesbild.cooperation.funding.money import FRESH, KRONOR
from lagesbild.cooperation.models import (
    BudgetLine,
    Claim,
    Cost,
    Exchange,
    ExchangeRate,
    Grant,
    Instalment,
    MembershipFee,
    Project,
    Repayment,
)
from lagesbild.cooperation.rates.reading import PublishedRate, read_rates
from lagesbild.figures.sheets import content_of

RIKSBANK_ADDRESS = "https://api.riksbank.se/swea/v1/Observations/SEK{currency}PMI/{first}/{last}"
ECB_ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"

DATED = (
    (Project, "currency", "starts"),
    (BudgetLine, "currency", "starts"),
    (BudgetLine, "project__currency", "starts"),
    (Cost, "currency", "spent_on"),
    (Cost, "project__currency", "spent_on"),
    (Grant, "currency", "decided_on"),
    (Instalment, "grant__currency", Coalesce("received_on", "due_on")),
    (Claim, "grant__currency", "submitted_on"),
    (Repayment, "grant__currency", Coalesce("repaid_on", "demanded_on")),
    (Exchange, "currency", "starts"),
    (MembershipFee, "currency", "paid_on"),
)
"""Every amount that has a day and may be in another currency: (model, its currency, its day)."""


@dataclass(frozen=True)
class RatesKept:
    """What became of the rates of a file: new ones, those that were there already, and those that differ."""

    place: str
    new: int = 0
    same: int = 0
    replaced: int = 0
    differing: tuple[str, ...] = ()
    """Days on which the register has another rate, which stays: "EUR 2024-01-02: 11.1 (…), not 11.2"."""


def currencies_in_use() -> dict[str, date]:
    """Each currency of the register but kronor → the first day that has an amount in it. A day without is left out."""
    first: dict[str, date] = {}
    for model, currency, day in DATED:
        rows = model.objects.order_by().values_list(currency).annotate(first=Min(day))
        for code, on in rows:
            if code and code != KRONOR and on:
                first[code] = min(on, first.get(code, on))
    return first


def addresses(source: str, needed: dict[str, date], today: date) -> Iterator[tuple[str, str]]:
    """(currency, address) of what has to be had; the ECB has all currencies in one file."""
    if source == "ecb":
        yield "", ECB_ADDRESS
        return
    for currency, since in sorted(needed.items()):
        yield currency, RIKSBANK_ADDRESS.format(currency=currency, first=since, last=today)


def rates_of(place: str, currency: str = "") -> list[PublishedRate]:
    """The rates of a file or an address. Raises SourceProblems when it cannot be had or read."""
    if "://" in place:
        return read_rates(_series_name(place), downloaded(place), currency)
    return read_rates(Path(place).name, content_of(Path(place)), currency)


def _series_name(address: str) -> str:
    """The Riksbank's address ends in a day: the series stands before it."""
    return next((part for part in address.split("/") if part.startswith("SEK")), file_name(address))


def keep(place: str, rates: Iterable[PublishedRate], needed: dict[str, date], *, replace: bool) -> RatesKept:
    """Put the rates in the register, of the currencies that are ``needed`` from a week before they are.

    A day that has another rate keeps it, and is told of, unless ``replace``.
    """
    needed_rates = [rate for rate in rates if rate.currency in needed and rate.on >= needed[rate.currency]]
    with transaction.atomic():
        register_rates = {
            (rate.currency, rate.on): rate for rate in ExchangeRate.objects.filter(currency__in=needed)
        }
        new, same, replaced, differing = [], 0, [], []
        for rate in needed_rates:
            before = register_rates.get((rate.currency, rate.on))
            if before is None:
                new.append(ExchangeRate(**rate._asdict()))
            elif before.kronor == rate.kronor:
                same += 1
            elif replace:
                before.kronor, before.source = rate.kronor, rate.source
                replaced.append(before)
            else:
                differing.append(_difference(before, rate.kronor))
        ExchangeRate.objects.bulk_create(new)
        ExchangeRate.objects.bulk_update(replaced, ["kronor", "source"])
    return RatesKept(place, len(new), same, len(replaced), tuple(differing))


def _difference(before: ExchangeRate, kronor: Decimal) -> str:
    return f"{before.currency} {before.on}: {before.kronor.normalize():f} ({before.source}), not {kronor.normalize():f}"


def a_week_before(day: date) -> date:
    return day - FRESH if day - date.min > FRESH else date.min


def last_year(today: date) -> date:
    return today - timedelta(days=366)
