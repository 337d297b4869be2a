"""Amounts and uncertain dates of the register, said in the language in force."""

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lagesbild.assessment import number
from lagesbild.cooperation.models import Precision
from lagesbild.cooperation.money import KRONOR, Total


def amount_in_words(value: Decimal, currency: str = KRONOR) -> str:
    """ "12 345 kronor", "1 234,50 EUR": öre only where there are any."""
    places = 0 if value == int(value) else 2
    figure = number(value, places, get_language() or "sv")
    return _("%(figure)s kronor") % {"figure": figure} if currency == KRONOR else f"{figure}\u00a0{currency}"


def total_in_words(total: Total) -> str:
    """A sum in kronor, and what it leaves out."""
    said = [amount_in_words(total.kronor)] if total.count else []
    if total.without_rate:
        said.append(
            _("utan kurs för dagen: %(amounts)s")
            % {"amounts": ", ".join(map(_without_rate, total.without_rate))}
        )
    if total.unknown:
        said.append(
            ngettext("%(n)d belopp är inte känt", "%(n)d belopp är inte kända", total.unknown)
            % {"n": total.unknown}
        )
    return "; ".join(said) or _("inga belopp")


def _without_rate(amount: str) -> str:
    value, currency = amount.split()
    return amount_in_words(Decimal(value), currency)


def day_in_words(day: date, precision: str = Precision.DAY) -> str:
    """ "2020-03-01", "2016" or "1940-talet": no more exact than it is known."""
    if precision == Precision.DECADE:
        return _("%(decade)s-talet") % {"decade": day.year // 10 * 10}
    return str(day.year) if precision == Precision.YEAR else day.isoformat()
