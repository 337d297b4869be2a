"""What only a row as a whole can tell: what it lacks, and what in it cannot be at once.

``heading`` gives a column's heading as the list has it, and ``refuse`` takes (heading, what is wrong, what to do).
"""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.money import KRONOR, Rates
from lagesbild.cooperation.importing import cells, row_money
from lagesbild.cooperation.importing.cells import CellAmount, PartialDate
from lagesbild.cooperation.importing.headings import (
    CLAIM,
    COUNTS,
    EXCHANGE,
    GRANT,
    INSTALMENT,
    LESSON,
    PARTNERSHIP,
    PROJECT,
    REPORT,
)
from lagesbild.cooperation.importing.rows import ListRow

DAYS = {
    *("starts", "ends", "review", "decided", "granted", "paid_on", "report_due", "report_done"),
    *("due", "done", "sent", "approved_on", "noted", "did_on"),
}
_EXACT = {*DAYS} - {"starts", "ends", "noted"}
"""Days that are of no use when only the month or the year is known."""
MONEY = {"budget", "cost", "own", "own_kind", "amount", "paid", "approved"}


def check_row(row: ListRow, heading, refuse) -> None:
    """What only the row as a whole can tell."""
    values = row.values
    _check_days(values, heading, refuse)
    if row.thing in (GRANT, LESSON):
        (_check_grant if row.thing == GRANT else _check_lesson)(row, heading, refuse)
        return
    if not values.get("name") and (row.thing != PARTNERSHIP or not row.partners):
        refuse(heading("name"), _("Namnet saknas."), _("Skriv vad det heter."))
    start = values.get("starts")
    if row.thing == EXCHANGE and (not isinstance(start, PartialDate) or start.precision == "decade"):
        refuse(heading("starts"), _("Ett utbyte behöver minst ett år."), _("Skriv när det var."))
    if row.thing == PROJECT and isinstance(start, PartialDate) and start.precision == "decade":
        refuse(heading("starts"), _("Ett projekt behöver minst ett år."), _("Skriv vilket år det började."))
    _check_money(row, heading, refuse)
    some = sum(values[name] for name in COUNTS if name in values and name != "count")
    if "count" in values and some > values["count"]:
        what = _("Grupperna är tillsammans %(some)s, fler än alla deltagare.") % {"some": some}
        refuse(heading("count"), what, _("Rätta antalen."))


def check_known(row: ListRow, heading, refuse) -> None:
    """What can be told of a row that only says what is changed in something that the register has."""
    _check_days(row.values, heading, refuse)
    if row.thing == GRANT:
        _one_currency(row.values, heading("amount"), refuse)
    else:
        _check_money(row, heading, refuse)


def _check_days(values: dict, heading, refuse) -> None:
    start, end = values.get("starts"), values.get("ends")
    if isinstance(end, PartialDate) and end.precision == "decade":
        refuse(heading("ends"), _("Ett slut behöver minst ett år."), _("Skriv vilket år."))
    if isinstance(start, PartialDate) and isinstance(end, PartialDate) and end.last < start.first:
        refuse(heading("ends"), _("Slutet kommer före starten."), _("Rätta en av dem."))
    for name in sorted(_EXACT & values.keys()):
        if isinstance(values[name], PartialDate) and values[name].precision != "day":
            refuse(heading(name), _("Här behövs en dag."), _("Skriv till exempel 2016-05-01."))


def _check_money(row: ListRow, heading, refuse) -> None:
    money = {name: row.values[name] for name in MONEY if isinstance(row.values.get(name), CellAmount)}
    if row.thing != PARTNERSHIP:
        _one_currency(row.values, heading("budget" if row.thing == PROJECT else "cost"), refuse)
        return
    for name, amount in money.items():
        if amount.currency not in ("", KRONOR):
            _take_in_kronor(row.values, name, amount, heading, refuse)


def _take_in_kronor(values: dict, name: str, amount: CellAmount, heading, refuse) -> None:
    """A partnership's cost is in kronor: what it is today, where the rate is known, with what it was beside it."""
    today, rates = timezone.localdate(), Rates.load()
    rate = rates.rate(amount.currency, today)
    if rate is None or rates.is_old(amount.currency, today):
        what = _("Beloppet är i %(currency)s, och registret har ingen kurs för i dag.")
        do = _("Hämta kursen (lagesbild fetch rates), eller skriv beloppet i kronor.")
        refuse(heading(name), what % {"currency": amount.currency}, do)
        return
    kronor = rates.in_kronor(amount.value, amount.currency, today)
    values[name] = replace(amount, value=kronor, currency=KRONOR)
    words = f"{row_money.amount_in_words(amount)}, kurs {rate.kronor.normalize():f} {rate.on} ({rate.source})"
    values["money_note"] = "; ".join(filter(None, (values.get("money_note", ""), words)))


def _one_currency(values: dict, column: str, refuse) -> None:
    """Keeps the currency that the row says, by a column or beside its amounts; it cannot say two."""
    currencies = {
        amount.currency for amount in values.values() if isinstance(amount, CellAmount) and amount.currency
    }
    currencies |= {values["currency"]} if values.get("currency") else set()
    if len(currencies) > 1:
        what = _("Raden har flera valutor: %(said)s.") % {"said": ", ".join(sorted(currencies))}
        refuse(column, what, _("Skriv alla belopp på raden i samma valuta."))
    elif currencies:
        values["currency"] = next(iter(currencies))


# --- Grants and lessons -----------------------------------------------------------------------------------


def _check_grant(row: ListRow, heading, refuse) -> None:
    values = row.values
    if not row.funder and not values.get("programme"):
        what = _("Raden säger varken finansiär eller program.")
        refuse(heading("funder"), what, _("Skriv vem pengarna kommer från."))
    if not values.get("project") and not values.get("partnership"):
        what = _("Raden säger inte vad pengarna går till.")
        refuse(heading("project"), what, _("Skriv projektets namn. Ett bidrag hör till ett projekt."))
    if isinstance(values.get("starts"), PartialDate) and values["starts"].precision == "decade":
        refuse(heading("starts"), _("Ett bidrag behöver minst ett år."), _("Skriv vilket år det började."))
    if values.get("ends") is cells.OPEN_END:
        refuse(heading("ends"), _("Ett bidrag har ett slut."), _("Skriv vilken dag, eller lämna cellen tom."))
    _one_currency(values, heading("amount"), refuse)
    if "paid" in values and "paid_on" not in values:
        what = _("Det står inte vilken dag pengarna kom in.")
        refuse(heading("paid_on"), what, _("Skriv dagen, eller skriv utbetalningarna på ett eget blad."))
    if "paid_on" in values and "paid" not in values:
        refuse(heading("paid"), _("Det står inte hur mycket som kom in."), _("Skriv beloppet."))
    if "report_done" in values and "report_due" not in values:
        what = _("Det står inte när rapporten skulle lämnas.")
        refuse(heading("report_due"), what, _("Skriv sista dagen för den."))


def check_part(kind: str, values: dict, heading, refuse) -> None:
    _check_days(values, heading, refuse)
    _one_currency(values, heading("amount"), refuse)
    if not values.get("reference") and not values.get("project"):
        what = _("Raden säger inte vilket bidrag den hör till.")
        refuse(heading("reference"), what, _("Skriv finansiärens nummer, eller projektet."))
    if kind != REPORT and "amount" not in values:
        refuse(heading("amount"), _("Beloppet saknas."), _("Skriv hur mycket."))
    if kind == INSTALMENT and not values.keys() & {"due", "done"}:
        what = _("Det står varken när pengarna väntas eller när de kom.")
        refuse(heading("due"), what, _("Skriv minst en av dagarna."))
    if kind == REPORT and "due" not in values:
        refuse(heading("due"), _("Det står inte när rapporten ska lämnas."), _("Skriv sista dagen för den."))
    if kind == REPORT and not values.get("about"):
        refuse(
            heading("about"), _("Det står inte vilken rapport det är."), _("Skriv till exempel Lägesrapport.")
        )
    if kind == CLAIM:
        _check_claim(values, heading, refuse)


def _check_claim(values: dict, heading, refuse) -> None:
    if "sent" not in values:
        refuse(heading("sent"), _("Det står inte när rekvisitionen skickades."), _("Skriv vilken dag."))
    whole = {"approved", "approved_on"}
    if values.keys() & (whole | {"done"}) and not whole <= values.keys():
        name = next(name for name in ("approved", "approved_on") if name not in values)
        what = _("En godkänd eller betald rekvisition har både dag och belopp för godkännandet.")
        refuse(heading(name), what, _("Skriv båda."))


def _check_lesson(row: ListRow, heading, refuse) -> None:
    values = row.values
    if not values.get("title"):
        refuse(heading("title"), _("Lärdomen saknas."), _("Skriv den i en mening."))
    if not values.get("evidence"):
        refuse(heading("evidence"), _("Det står inte vad som visar det."), _("Skriv vad lärdomen bygger på."))
    if not isinstance(values.get("noted"), PartialDate) or values["noted"].precision == "decade":
        refuse(heading("noted"), _("En lärdom behöver minst ett år."), _("Skriv när den noterades."))
    if not any(values.get(name) for name in ("about", PARTNERSHIP, PROJECT, EXCHANGE)):
        what = _("Raden säger inte vad lärdomen kommer ifrån.")
        refuse(heading("about"), what, _("Skriv namnet på ett samarbete, ett projekt eller ett utbyte."))
