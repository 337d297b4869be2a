"""What time an answer is about, as somebody typed it: a year, första halvåret 2023, 2023 Q1."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.tables.outcome import sentences
from lagesbild.tables.period_columns import PeriodReason, PeriodRules, read_period
from lagesbild.tables.periods import Period

_RULES = PeriodRules(first_year=1900, last_year=2100)
LONGEST = len("2023-01-31")
"""As much as a reported value keeps of its period: all but spans of months and days."""


def period_of(text: str) -> Period | None:
    """The period, None where the text is none or may be several."""
    outcome = read_period(text, _RULES)
    return outcome if isinstance(outcome, Period) else None


def problem(text: str, today: date) -> str:
    """Why nothing can be reported of the period; empty where it can."""
    outcome = read_period(text, _RULES)
    if isinstance(outcome, Period):
        if len(str(outcome)) > LONGEST:
            return _("Skriv ett år, ett halvår, ett kvartal, en månad eller en dag.")
        if not outcome.begins_after(today):
            return ""
        period = outcome.label(get_language())
        return _("%(period)s har inte börjat än. Skriv den tid som värdet gäller.") % {
            "period": f"{period[0].upper()}{period[1:]}"
        }
    if getattr(outcome, "why", None) == PeriodReason.EMPTY:
        return _("Skriv året som värdet gäller, med fyra siffror.")
    return sentences(outcome).in_(get_language())
