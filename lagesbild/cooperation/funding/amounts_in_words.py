"""Amounts and uncertain dates of the register, said in the language in force."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from lagesbild.assessment import Text, number
from lagesbild.cooperation.funding.money import KRONOR, Total
from lagesbild.cooperation.models import Precision
from lagesbild.framework.language import language_in_force


def amount_in_words(value: Decimal, currency: str = KRONOR) -> str:
    """ "12 345 kronor", "1 234,50 EUR"; in English "SEK 12,345", "EUR 1,234.50". Öre only where there are any."""
    places, language = 0 if value == int(value) else 2, language_in_force()
    figure = number(value, places, language)
    if currency == KRONOR:
        return _("%(figure)s kronor") % {"figure": figure}
    return f"{currency}\u00a0{figure}" if language == "en" else f"{figure}\u00a0{currency}"


def amount_in_both(value: Decimal, currency: str) -> Text:
    """:func:`amount_in_words` in both languages, for a sentence that is put into words before anybody reads it."""
    amounts = {}
    for language in ("sv", "en"):
        with override(language):
            amounts[language] = amount_in_words(value, currency)
    return Text(**amounts)


def total_in_words(total: Total) -> str:
    """A sum in kronor, and what it leaves out."""
    clauses = [amount_in_words(total.kronor)] if total.count else []
    if total.without_rate:
        clauses.append(
            _("utan kurs för dagen: %(amounts)s")
            % {"amounts": ", ".join(map(_in_own_currency, total.without_rate))}
        )
    if total.old_rate:
        clauses.append(
            _("räknat med en kurs som är mer än sju dagar äldre: %(amounts)s")
            % {"amounts": ", ".join(map(_in_own_currency, total.old_rate))}
        )
    if total.unknown:
        clauses.append(
            ngettext("%(n)d belopp är inte känt", "%(n)d belopp är inte kända", total.unknown)
            % {"n": total.unknown}
        )
    return "; ".join(clauses) or _("inga belopp")


def _in_own_currency(amount: str) -> str:
    value, currency = amount.split()
    return amount_in_words(Decimal(value), currency)


def no_partner_in_words(thing) -> str:
    """Of a partnership or a project without a public partner: none is stated, or one that is no more than a draft."""
    hidden = len(thing.partners.all())
    if not hidden:
        return _("Ingen part är angiven")
    return ngettext("Parten är inte offentliggjord än", "Parterna är inte offentliggjorda än", hidden)


def day_in_words(day: date, precision: str = Precision.DAY) -> str:
    """ "2020-03-01", "2016" or "1940-talet": no more exact than it is known."""
    if precision == Precision.DECADE:
        return _("%(decade)s-talet") % {"decade": day.year // 10 * 10}
    return str(day.year) if precision == Precision.YEAR else day.isoformat()
