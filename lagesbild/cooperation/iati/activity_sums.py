"""What an activity says of money, summed by type and currency: never two currencies together, nothing converted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lagesbild.cooperation.iati.activity import Activity, MoneyValue

TRANSACTIONS = {
    "1": "incoming funds",
    "2": "outgoing commitments",
    "3": "disbursements",
    "4": "expenditure",
    "5": "interest payments",
    "6": "loan repayments",
    "7": "reimbursements",
    "8": "purchase of equity",
    "9": "sale of equity",
    "10": "credit guarantees",
    "11": "incoming commitments",
    "12": "outgoing pledges",
    "13": "incoming pledges",
}
BUDGETS = {"": "budget", "1": "budget", "2": "revised budget"}
PLANNED = "planned disbursements"
UNSAID = "currency not said"


@dataclass(frozen=True)
class TypeSum:
    """``currency`` is empty where neither the amount nor the activity says it."""

    type: str
    currency: str
    value: Decimal
    count: int

    def __str__(self) -> str:
        return f"{self.type} {self.value:f} {self.currency or UNSAID} ({self.count})"


def sums_of(activities: Iterable[Activity]) -> tuple[TypeSum, ...]:
    """By type in the order they are met, each currency by itself."""
    sums: dict[tuple[str, str], list] = defaultdict(lambda: [Decimal(0), 0])
    for activity in activities:
        for kind, money in _amounts(activity):
            so_far = sums[kind, money.currency or activity.currency]
            so_far[0] += money.value
            so_far[1] += 1
    return tuple(TypeSum(*key, *so_far) for key, so_far in sums.items())


def together(sums: Iterable[TypeSum]) -> tuple[TypeSum, ...]:
    """The sums of several activities as one list."""
    added: dict[tuple[str, str], TypeSum] = {}
    for part in sums:
        before = added.get((part.type, part.currency), TypeSum(part.type, part.currency, Decimal(0), 0))
        added[part.type, part.currency] = TypeSum(
            part.type, part.currency, before.value + part.value, before.count + part.count
        )
    return tuple(added.values())


def _amounts(activity: Activity) -> Iterator[tuple[str, MoneyValue]]:
    for budget in activity.budgets:
        yield BUDGETS.get(budget.type, f"budget of type {budget.type}"), budget.money
    for planned in activity.planned:
        yield PLANNED, planned.money
    for transaction in activity.transactions:
        kind = TRANSACTIONS.get(transaction.type, f"transactions of type {transaction.type or 'unknown'}")
        yield kind, transaction.money
