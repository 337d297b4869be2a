"""Public projects and grants as bare rows, with what they are worth in kronor, for the sums of others' money.

Thousands of grants with all that hangs on them take seconds to read as objects. The tests hold every sum to what
``project_money`` says of each project.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from lagesbild.cooperation.bare_rows import bare_rows, text_rows
from lagesbild.cooperation.funding.money import Rates, Total, payment_rows, repayment_rows, worth
from lagesbild.cooperation.models import (
    GOES_ON,
    FundingProgramme,
    Grant,
    Project,
)
from lagesbild.framework.database_state import kept_until_written
from lagesbild.organisations.models import Organisation

PROJECT_FIELDS = (
    "pk",
    "name_sv",
    "name_en",
    "slug",
    "status",
    "starts",
    "finishes",
    "currency",
    "own_cash",
    "own_kind",
    "partnership",
    "is_example",
)
GRANT_FIELDS = (
    "pk",
    "project",
    "programme",
    "value",
    "value_note_sv",
    "value_note_en",
    "currency",
    "decided_on",
    "starts",
    "finishes",
    "repayment_risk_sv",
    "repayment_risk_en",
    "retained_until",
    "retention_rule",
    "archive",
    "is_example",
)


class ConvertedAmount(NamedTuple):
    """Amounts that are summed together: ``value`` in its currency, ``kronor`` where there is a rate for its day.

    ``is_old``: whether that rate is more than seven days older.
    """

    value: Decimal | None
    currency: str
    kronor: Decimal | None
    count: int = 1
    is_old: bool = False


def converted(
    value: Decimal | None, currency: str, day: date | None, rates: Rates, count: int = 1
) -> ConvertedAmount:
    kronor = None if value is None else rates.in_kronor(value, currency, day)
    return ConvertedAmount(value, currency, kronor, count, rates.is_old(currency, day))


def summed(amounts: Iterable[ConvertedAmount]) -> Total:
    """Their sum in kronor. What has no rate, or an old one, is put together by currency, and said in a line."""
    kronor, count, unknown = Decimal(0), 0, 0
    without_rate: dict[str, Decimal] = defaultdict(Decimal)
    old_rate: dict[str, Decimal] = defaultdict(Decimal)
    for value, currency, in_kronor, n, is_old in amounts:
        if value is None:
            unknown += n
        elif in_kronor is None:
            without_rate[currency] += value
        else:
            kronor, count = kronor + in_kronor, count + n
            if is_old:
                old_rate[currency] += value
    return Total(kronor, count, unknown, _by_currency(without_rate), _by_currency(old_rate))


def _by_currency(amounts: dict[str, Decimal]) -> tuple[str, ...]:
    return tuple(f"{value} {code}" for code, value in amounts.items())


def granted(grants: Iterable[dict]) -> Total:
    """What was granted, in kronor."""
    return summed(grant_amount(grant) for grant in grants)


def grant_amount(grant: dict) -> ConvertedAmount:
    return ConvertedAmount(grant["value"], grant["currency"], grant["kronor"], 1, grant["is_old"])


class Received(NamedTuple):
    """Money that has come in from a funder in a year, or gone back to it."""

    funder: int
    is_example: bool
    year: int
    amount: ConvertedAmount


@dataclass(frozen=True)
class FundingRegister:
    """Public projects and grants as rows, by id, and what has come in and gone back.

    Eight queries whatever their number.
    """

    projects: dict[int, dict]
    grants: list[dict]
    """Each with ``kronor`` (None: unknown, or no rate), ``is_old`` (its rate) and ``funder`` (id); ``is_example``: it,
    or its project."""
    programmes: dict[int, FundingProgramme]
    """With their funders. Every programme that a public grant or call may belong to."""
    received: Sequence[Received]
    repaid: Sequence[Received]
    rates: Rates

    @classmethod
    def load(cls, rates: Rates) -> "FundingRegister":
        projects = {row["pk"]: row for row in bare_rows(Project.objects.public().order_by(), PROJECT_FIELDS)}
        programmes = _programmes()
        # Something may have been published between two of the questions.
        rows = bare_rows(Grant.objects.public().order_by(), GRANT_FIELDS)
        grants = [row for row in rows if row["project"] in projects and row["programme"] in programmes]
        for grant in grants:
            amount = converted(grant["value"], grant["currency"], grant["decided_on"], rates)
            grant["kronor"], grant["is_old"] = amount.kronor, amount.is_old
            grant["funder"] = programmes[grant["programme"]].funder_id
            grant["is_example"] |= projects[grant["project"]]["is_example"]
        received = _paid(payment_rows(), grants, rates)
        repaid = _paid((repayment_rows(),), grants, rates)
        return cls(projects, grants, programmes, received, repaid, rates)

    @cached_property
    def funders(self) -> dict[int, Organisation]:
        """Those that have given something, by id; also one that is not published, whose name is then not told."""
        programme_ids = {grant["programme"] for grant in self.grants}
        return {self.programmes[key].funder_id: self.programmes[key].funder for key in programme_ids}

    @cached_property
    def grants_by_id(self) -> dict[int, dict]:
        return {grant["pk"]: grant for grant in self.grants}

    @cached_property
    def grants_going_on(self) -> list[dict]:
        """Of projects that are granted, go on or are giving their last account."""
        return [grant for grant in self.grants if self.projects[grant["project"]]["status"] in GOES_ON]

    def years(self) -> list[int]:
        """When something was granted or came in, the latest first."""
        years = {grant["decided_on"].year for grant in self.grants if grant["decided_on"]}
        return sorted(years | {payment.year for payment in self.received}, reverse=True)


@kept_until_written
def read_register() -> FundingRegister:
    """The register as it is now, for many readers: nobody changes it."""
    return FundingRegister.load(Rates.load())


def _programmes() -> dict[int, FundingProgramme]:
    """With their funders, of whom there are fewer; and of both only what is told of them."""
    fields = ("name_sv", "name_en", "funder", "ends", "ends_note_sv", "ends_note_en")
    programmes = FundingProgramme.objects.public().only(*fields).in_bulk()
    giving = Organisation.objects.filter(pk__in={programme.funder_id for programme in programmes.values()})
    funders = giving.only("slug", "name_sv", "name_en", "live").in_bulk()
    for programme in programmes.values():
        programme.funder = funders[programme.funder_id]
    return programmes


def _paid(rows_of: Iterable[tuple], grants: list[dict], rates: Rates) -> tuple[Received, ...]:
    """What was paid. The rows are read as text, and without joins, since it is thousands of them that cost."""
    paid = [payment for rows, amount, day in rows_of for payment in text_rows(rows, ("grant", day, amount))]
    grant_facts = [(grant["pk"], grant["funder"], grant["is_example"], grant["currency"]) for grant in grants]
    return _by_funder_and_year(tuple(paid), tuple(grant_facts), rates)


@lru_cache(maxsize=4)
def _by_funder_and_year(paid: tuple, grant_facts: tuple, rates: Rates) -> tuple[Received, ...]:
    """By funder and year: in kronor, or in a currency that has no rate for its day.

    Each payment is converted by itself, since it is rounded by itself when it becomes kronor: only so is the sum that
    of the projects. Kept for the latest payments: the same rows give the same sums.
    """
    of_grant = {pk: rest for pk, *rest in grant_facts}
    sums: dict[tuple, list] = defaultdict(lambda: [Decimal(0), Decimal(0), 0])
    for pk, on, text in paid:
        if pk in of_grant:
            funder, is_example, currency = of_grant[pk]
            value, kronor, is_old = worth(rates, text, currency, on)
            so_far = sums[funder, is_example, on[:4], currency, kronor is not None, is_old]
            so_far[0] += value
            so_far[1] += kronor or 0
            so_far[2] += 1
    return tuple(
        Received(
            funder,
            is_example,
            int(year),
            ConvertedAmount(value, currency, kronor if has_rate else None, count, is_old),
        )
        for (funder, is_example, year, currency, has_rate, is_old), (value, kronor, count) in sums.items()
    )


def grouped(rows: Iterable, key: Callable[[Any], Any]) -> defaultdict[Any, list]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def known_kronor(grants: Iterable[dict]) -> Decimal:
    """What they are in kronor, as far as that is known."""
    return sum((grant["kronor"] or 0 for grant in grants), Decimal(0))
