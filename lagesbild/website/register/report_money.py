"""The year's report on money and what ends."""

from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.audit.report_money import MoneyYear
from lagesbild.cooperation.audit.years_report import Ending, YearsReport
from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.models import (
    FundingProgramme,
    Grant,
    Partnership,
)
from lagesbild.website.register.report_blocks import Cell, linked_name, sum_in_words, table_or_sentence


def money_blocks(report: YearsReport) -> tuple:
    money = report.money
    rows = [
        (_("Sökt"), sum_in_words(money.applied)),
        (_("Beviljat"), sum_in_words(money.granted)),
        (_("Egna pengar i projekt som började under året"), sum_in_words(money.own_cash)),
        (_("Eget arbete och lokaler i projekt som började under året"), sum_in_words(money.own_kind)),
        (_("Utbetalt till kommunen"), sum_in_words(money.received)),
        *(
            [(_("Återbetalt till finansiärer"), sum_in_words(money.repaid))]
            if money.repaid != Total()
            else []
        ),
        (_("Använt i projekten"), sum_in_words(money.spent)),
    ]
    return (
        table_or_sentence(_("Årets pengar"), (_("Vad"), _("Kronor")), rows, numbers=(1,)),
        table_or_sentence(
            _("Finansiär för finansiär"),
            (_("Finansiär"), _("Sökt"), _("Beviljat"), _("Utbetalt")),
            _funders(money),
            numbers=(1, 2, 3),
            empty=_("Ingen finansiär har fått en ansökan, beviljat eller betalat ut något under året."),
        ),
    )


def _funders(money: MoneyYear) -> list[tuple]:
    return [
        (
            linked_name(funding.funder)
            if funding.funder
            else _("Finansiär som inte är offentlig eller inte angiven"),
            sum_in_words(funding.applied),
            sum_in_words(funding.granted),
            sum_in_words(funding.received),
        )
        for funding in money.funders
    ]


def ending_blocks(report: YearsReport) -> tuple:
    until = date(report.year.number + 1, 12, 31).isoformat()
    return (
        table_or_sentence(
            _("Det som tar slut till och med %(day)s") % {"day": until},
            (_("Vad"), _("Slag"), _("Slutar"), _("Anmärkning")),
            [_ending(ending) for ending in report.endings],
            empty=_("Inget är registrerat som tar slut till och med %(day)s.") % {"day": until},
        ),
    )


def _ending(ending: Ending) -> tuple:
    thing = ending.thing
    kind = str(thing._meta.verbose_name).capitalize()
    day = ending.on.isoformat()
    if isinstance(thing, FundingProgramme):
        return thing.name, kind, day, thing.ends_note or _("Finansieringen upphör")
    if isinstance(thing, Grant):
        name = Cell(
            f"{thing.programme.name}: {thing.project.name}", thing.get_absolute_url(), thing.is_example
        )
        return name, kind, day, _("Kostnader efter dagen får inte räknas in")
    later = _("Samarbetet upphör") if isinstance(thing, Partnership) else thing.continues
    return linked_name(thing), kind, day, later or _("Vad som fortsätter efteråt är inte angivet")
