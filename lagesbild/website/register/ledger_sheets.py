"""The sheets from which an auditor sums everything anew: each amount with its rate, and what came to what each year."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild.cooperation.audit.ledger import LedgerKind, LedgerRow
from lagesbild.cooperation.funding.money import KRONOR, Total
from lagesbild.website.register.commitment_columns import remarks

LEDGER_COLUMNS = {
    "sum": gettext_lazy("Ingår i summan"),
    "thing": gettext_lazy("Projekt, samarbete eller utbyte"),
    "example": gettext_lazy("Påhittat exempel"),
    "programme": gettext_lazy("Bidrag"),
    "reference": gettext_lazy("Finansiärens nummer"),
    "day": gettext_lazy("Dag"),
    "value": gettext_lazy("Belopp"),
    "currency": gettext_lazy("Valuta"),
    "rate": gettext_lazy("Kurs, kronor för en"),
    "rate_day": gettext_lazy("Kursens dag"),
    "rate_source": gettext_lazy("Kursens källa"),
    "kronor": gettext_lazy("Kronor"),
    "remark": gettext_lazy("Om omräkningen"),
    "voucher": gettext_lazy("Verifikationsnummer"),
    "about": gettext_lazy("Vad"),
    "address": gettext_lazy("Sidans adress"),
}
YEAR_COLUMNS = {
    "year": gettext_lazy("År"),
    "sum": gettext_lazy("Summa"),
    "kronor": gettext_lazy("Kronor"),
    "count": gettext_lazy("Antal belopp"),
    "remark": gettext_lazy("Räknas inte med, eller med äldre kurs"),
}
OF_A_YEAR = (
    LedgerKind.GRANTED,
    LedgerKind.RECEIVED,
    LedgerKind.REPAID,
    LedgerKind.SPENT,
    LedgerKind.FEE,
    LedgerKind.EXCHANGE,
)
"""What happens on a day. A budget is of the whole project, and a yearly cost of any year."""


def ledger_row(amount: LedgerRow, origin: str = "") -> dict:
    """A row with the keys of LEDGER_COLUMNS: amounts and rates as decimals, days as dates."""
    rate, grant, thing = amount.rate, amount.grant, amount.thing
    return {
        "sum": str(amount.kind.label),
        "thing": thing.name,
        "example": _("Ja") if thing.is_example or (grant and grant.is_example) else _("Nej"),
        "programme": grant.programme.name if grant else None,
        "reference": (grant.reference or _("Inte angivet")) if grant else None,
        "day": amount.on or _("Inte angivet"),
        "value": amount.value,
        "currency": amount.currency,
        "rate": rate.kronor if rate else None,
        "rate_day": rate.on if rate else None,
        "rate_source": rate.source if rate else None,
        "kronor": amount.kronor,
        "remark": _conversion(amount),
        "voucher": amount.voucher or None,
        "about": amount.about or None,
        "address": f"{origin}{thing.get_absolute_url()}{f'#bidrag-{grant.pk}' if grant else ''}",
    }


def _conversion(amount: LedgerRow) -> str:
    if amount.currency == KRONOR:
        return _("I kronor")
    if amount.kronor is None:
        return _("Ingen kurs för dagen: ingår inte i summan")
    if amount.is_old:
        return _("Kursen är mer än sju dagar äldre")
    return _("Omräknat med dagens kurs, eller den närmast före")


def sums_by_year(ledger: Iterable[LedgerRow]) -> list[dict]:
    """What came to how much in each year, the latest first; rows with the keys of YEAR_COLUMNS."""
    sums: dict[tuple[int, LedgerKind], Total] = defaultdict(Total)
    for amount in ledger:
        if amount.on and amount.kind in OF_A_YEAR:
            sums[amount.on.year, amount.kind] += amount.as_total
    in_order = sorted(sums.items(), key=lambda entry: (-entry[0][0], OF_A_YEAR.index(entry[0][1])))
    return [
        {
            "year": year,
            "sum": str(kind.label),
            "kronor": total.known if total.known is not None else _("inga belopp"),
            "count": total.count,
            "remark": remarks(total) or _("inget"),
        }
        for (year, kind), total in in_order
    ]
