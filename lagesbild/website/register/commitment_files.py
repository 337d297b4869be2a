"""The auditor's list to take away: CSV and Excel, with a reason wherever an answer is missing."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lagesbild.cooperation.audit.auditor_questions import Answer
from lagesbild.cooperation.audit.commitments import Commitment, Flows, Overall
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.amounts_in_words import (
    amount_in_words,
    no_partner_in_words,
    total_in_words,
)
from lagesbild.cooperation.funding.money import KRONOR, Rates, Total, total
from lagesbild.cooperation.models import Grant
from lagesbild.cooperation.models.partnerships import Precision
from lagesbild.website.indicators.exports import harmless

COLUMNS = {
    "type": gettext_lazy("Slag av åtagande"),
    "name": gettext_lazy("Namn"),
    "example": gettext_lazy("Påhittat exempel"),
    "kind": gettext_lazy("Slag eller roll"),
    "status": gettext_lazy("Läge"),
    "partners": gettext_lazy("Parter"),
    "countries": gettext_lazy("Parternas länder"),
    "together": gettext_lazy("Samarbetets projekt, projektets samarbete"),
    "owner": gettext_lazy("Ägare"),
    "owner_reason": gettext_lazy("Ägare: skäl om det saknas"),
    "position": gettext_lazy("Tjänst som håller kontakten"),
    "decision": gettext_lazy("Beslut"),
    "decision_reason": gettext_lazy("Beslut: skäl om det saknas"),
    "cost": gettext_lazy("Kostnad, kronor"),
    "cost_covers": gettext_lazy("Kostnaden gäller"),
    "cost_original": gettext_lazy("Kostnad i egen valuta"),
    "currency": gettext_lazy("Valuta"),
    "cost_reason": gettext_lazy("Kostnad: skäl om den saknas"),
    "grants": gettext_lazy("Bidrag, av vem"),
    "granted": gettext_lazy("Beviljat, kronor"),
    "granted_reason": gettext_lazy("Beviljat: skäl om det saknas"),
    "own_cash": gettext_lazy("Egna pengar, kronor"),
    "own_kind": gettext_lazy("Eget arbete och lokaler, kronor"),
    "own_reason": gettext_lazy("Egen finansiering: skäl om den saknas"),
    "received": gettext_lazy("Utbetalt till kommunen, kronor"),
    "received_reason": gettext_lazy("Utbetalt: skäl om det saknas"),
    "spent": gettext_lazy("Använt, kronor"),
    "spent_reason": gettext_lazy("Använt: skäl om det saknas"),
    "start": gettext_lazy("Start"),
    "start_reason": gettext_lazy("Start: skäl om den saknas"),
    "end": gettext_lazy("Slut"),
    "end_reason": gettext_lazy("Slut: skäl om det saknas"),
    "result": gettext_lazy("Resultat"),
    "result_reason": gettext_lazy("Resultat: skäl om det saknas"),
    "analysed": gettext_lazy("Analyserat"),
    "analysed_reason": gettext_lazy("Analyserat: skäl om det saknas"),
    "documents": gettext_lazy("Dokument"),
    "dnr": gettext_lazy("Diarienummer"),
    "source": gettext_lazy("Källa"),
    "address": gettext_lazy("Sidans adress"),
}
GRANT_COLUMNS = {
    "project": gettext_lazy("Projekt"),
    "example": gettext_lazy("Påhittat exempel"),
    "funder": gettext_lazy("Finansiär"),
    "programme": gettext_lazy("Program"),
    "reference": gettext_lazy("Finansiärens nummer"),
    "granted": gettext_lazy("Beviljat, kronor"),
    "original": gettext_lazy("Beviljat i egen valuta"),
    "currency": gettext_lazy("Valuta"),
    "reason": gettext_lazy("Beviljat: skäl om det saknas"),
    "decided": gettext_lazy("Beviljat den"),
    "start": gettext_lazy("Kostnader räknas från"),
    "end": gettext_lazy("Kostnader räknas till"),
    "dnr": gettext_lazy("Diarienummer"),
    "address": gettext_lazy("Sidans adress"),
}
# What a partnership has in the list is a row of the same table; its sheet leaves out what it cannot have.
ONLY_PROJECTS = {
    "grants",
    "granted",
    "granted_reason",
    "own_kind",
    "received",
    "received_reason",
    "spent",
    "spent_reason",
}
SUMMED = ("cost", "granted", "own_cash", "own_kind", "received", "spent")
WIDE = {"name", "partners", "together", "owner", "decision", "grants", "result", "documents"}
# What neither XML 1.0 nor a workbook can hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def row(one: Commitment, origin: str = "") -> dict:
    """A line with the keys of COLUMNS: amounts as decimals, exact days as dates, everything else as text.

    ``origin`` goes before the addresses of our own pages ("https://exempel.se").
    """
    thing = one.thing
    partners = "; ".join(each.name for each in one.partners)
    return {
        "type": _("Projekt") if one.is_project else _("Samarbete"),
        "name": thing.name,
        "example": _("Ja") if thing.is_example else _("Nej"),
        "kind": thing.get_role_display() if one.is_project else thing.get_kind_display(),
        "status": thing.get_status_display(),
        "partners": partners or no_partner_in_words(thing),
        "countries": countries_in_words(one) or no_partner_in_words(thing),
        "together": "; ".join(each.name for each in one.together) or alone(one),
        **_answer("owner", one.asked.owner),
        "position": _positions(thing) or _("Inte angiven"),
        **_answer("decision", one.asked.decision),
        **_cost(one),
        **_grants(one),
        **_own(one),
        **_flow("received", one.flows),
        **_flow("spent", one.flows),
        **_answer("start", one.asked.start, _start(one)),
        **_answer("end", one.asked.end, one.asked.end.value),
        **_answer("result", one.asked.result),
        "analysed": one.analysed_on,
        "analysed_reason": "" if one.analysed_on else not_analysed(one),
        "documents": "; ".join(f"{each.title} ({_full(each.href, origin)})" for each in thing.documents.all())
        or _("Inga dokument är länkade"),
        "dnr": thing.dnr or _("Inte angivet"),
        "source": thing.source_url or _("Inte angiven"),
        "address": origin + thing.get_absolute_url(),
    }


def shown(one: Commitment) -> dict:
    """A line as the page shows it, in words."""
    thing = one.thing
    granted = one.money.granted if one.money else Total()
    return {
        "thing": thing,
        "asked": one.asked,
        "is_project": one.is_project,
        "kind": thing.get_role_display() if one.is_project else thing.get_kind_display(),
        "partners": one.partners,
        "countries": countries_in_words(one),
        "position": _positions(thing),
        "together": one.together,
        "alone": alone(one),
        "grants": [grant_in_words(grant) for grant in one.grants],
        # One grant in kronor says its own sum.
        "granted": total_in_words(granted)
        if len(one.grants) > 1 or any(grant.currency != KRONOR for grant in one.grants)
        else "",
        "analysed_on": one.analysed_on,
        "not_analysed": not_analysed(one),
        "source": urlsplit(thing.source_url).hostname or thing.source_url,
    }


def countries_in_words(one: Commitment) -> str:
    return ", ".join(country_name(code).in_(get_language() or "sv") for code in one.countries)


def alone(one: Commitment) -> str:
    """Of a partnership without a public project, or a project without a public partnership."""
    return _("Inte del av något samarbete") if one.is_project else _("Samarbetet har inga projekt")


def not_analysed(one: Commitment) -> str:
    return _("Ingen lärdom är noterad") if one.is_project else _("Ingen analys är gjord")


def _answer(name: str, answer: Answer, value=None) -> dict:
    if answer.is_known:
        return {name: value or answer.text, f"{name}_reason": ""}
    return {name: None, f"{name}_reason": answer.text}


def _positions(thing) -> str:
    duties = [one for one in thing.responsibilities.all() if one.organisation.live]
    return "; ".join(dict.fromkeys(one.position for one in duties if one.position))


def _start(one: Commitment) -> date | None:
    """The day, where it is known to the day."""
    inexact = not one.is_project and one.thing.since_precision != Precision.DAY
    return None if inexact else one.asked.start.value


def _cost(one: Commitment) -> dict:
    answer, thing = one.asked.cost, one.thing
    known = answer.value or Total(unknown=1)
    original, currency = (thing.budget, thing.currency) if one.is_project else (thing.yearly_cost, "SEK")
    return {
        "cost": known.known,
        "cost_covers": _("hela projektet") if one.is_project else _("ett år"),
        "cost_original": original,
        "currency": currency,
        "cost_reason": left_out(known) if answer.is_known else answer.text,
    }


def _grants(one: Commitment) -> dict:
    if one.money is None:
        said = _("Bidrag ges till projekt, se samarbetets projekt") if one.together else alone(one)
        return {"grants": said, "granted": None, "granted_reason": said}
    granted = one.money.granted
    said = "; ".join(map(grant_in_words, one.grants))
    none = _("Inget bidrag är registrerat")
    return {
        "grants": said or none,
        "granted": granted.known,
        "granted_reason": left_out(granted) if one.grants else none,
    }


def grant_in_words(grant: Grant) -> str:
    """ "ICLD, Kommunala partnerskap: 450 000 kronor, 2020-03-01"."""
    funder = grant.programme.funder
    who = ", ".join([*([funder.name] if funder.live else []), grant.programme.name])
    amount = (
        amount_in_words(grant.value, grant.currency)
        if grant.value is not None
        else grant.value_note or _("beloppet är inte känt")
    )
    day = f", {grant.decided_on.isoformat()}" if grant.decided_on else ""
    return f"{who}: {amount}{day}"


def _own(one: Commitment) -> dict:
    answer = one.asked.own_funding
    if one.money is None:
        known = answer.value or Total()
        reason = _("Arbete och lokaler redovisas inte för samarbeten")
        return {
            "own_cash": known.known,
            "own_kind": None,
            "own_reason": reason if known.count else answer.text,
        }
    cash, kind = one.money.own_cash, one.money.own_kind
    parts = [(_("pengar"), cash), (_("arbete och lokaler"), kind)]
    unsaid = [f"{name}: {left_out(part)}" for name, part in parts if not part.is_whole]
    return {
        "own_cash": cash.known,
        "own_kind": kind.known,
        "own_reason": "; ".join(unsaid) if answer.is_known else answer.text,
    }


def _flow(name: str, flows: Flows | None) -> dict:
    if flows is None:
        return {name: None, f"{name}_reason": _("Redovisas för projekt")}
    found = getattr(flows, name)
    reason = left_out(found) if found != Total() else _("Inget är registrerat")
    return {name: found.known, f"{name}_reason": reason}


def left_out(found: Total) -> str:
    """What a sum does not hold, or nothing."""
    return "" if found.is_whole else total_in_words(Total(0, 0, found.unknown, found.without_rate))


def _full(address: str, origin: str) -> str:
    return origin + address if address.startswith("/") else address


def grant_rows(one: Commitment, rates: Rates, origin: str = "") -> Iterable[dict]:
    """A project's grants, each with the keys of GRANT_COLUMNS."""
    for grant in one.grants:
        worth = total([(grant.value, grant.currency, grant.decided_on)], rates)
        funder = grant.programme.funder
        yield {
            "project": one.thing.name,
            "example": _("Ja") if grant.is_example or one.thing.is_example else _("Nej"),
            "funder": funder.name if funder.live else _("Inte offentlig"),
            "programme": grant.programme.name,
            "reference": grant.reference or _("Inte angivet"),
            "granted": worth.known,
            "original": grant.value,
            "currency": grant.currency,
            "reason": grant.value_note if grant.value is None and grant.value_note else left_out(worth),
            "decided": grant.decided_on or _("Inte angivet"),
            "start": grant.starts or _("Inte angivet"),
            "end": grant.finishes or _("Inte angivet"),
            "dnr": grant.dnr or _("Inte angivet"),
            "address": f"{origin}{one.thing.get_absolute_url()}#bidrag-{grant.pk}",
        }


def csv_response(found: Iterable[Commitment], origin: str) -> HttpResponse:
    """As the site's other files: UTF-8 with a mark that Excel understands, commas, decimal points."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for one in found:
        writer.writerow([safe(cell) for cell in row(one, origin).values()])
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", "csv")


def safe(cell):
    """A cell that no spreadsheet runs and every one can hold."""
    return harmless(CONTROL.sub("", cell)) if isinstance(cell, str) else cell


def xlsx_response(
    found: Iterable[Commitment], summed: Overall, rates: Rates, origin: str, on: date
) -> HttpResponse:
    """Partnerships, projects and grants on a sheet each with its sums, then all sums and what the list is."""
    book = Workbook(write_only=True)
    book.properties.title = _("Förteckning över samarbeten och projekt")
    partnerships, projects, grants = [], [], []
    for one in found:
        (projects if one.is_project else partnerships).append(row(one, origin))
        grants.extend(grant_rows(one, rates, origin))
    shared = {key: label for key, label in COLUMNS.items() if key not in ONLY_PROJECTS}
    _sheet(book, _("Samarbeten"), shared, partnerships)
    _sheet(book, _("Projekt"), COLUMNS, projects)
    _sheet(book, _("Bidrag"), GRANT_COLUMNS, grants)
    _sums_sheet(book, summed, projects)
    _about_sheet(book, summed, on)
    content = io.BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(content.getvalue(), kind, "xlsx")


def _sheet(book: Workbook, title: str, columns: dict, rows: list[dict]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    for number, key in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = 40 if key in WIDE else 20
    sheet.append([_bold(sheet, str(label)) for label in columns.values()])
    for line in rows:
        sheet.append([safe(line[key]) for key in columns])
    if not rows:
        sheet.append([_("Inga är publicerade.")])
        return
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sums = [_bold(sheet, _("Summa"))]
    for key in list(columns)[1:]:
        sums.append(_bold(sheet, _summed(rows, key)) if key in SUMMED else None)
    sheet.append(sums)


def _summed(rows: list[dict], key: str):
    known = [line[key] for line in rows if line[key] is not None]
    return sum(known) if known else _("inga belopp")


def _bold(sheet, value) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.font = Font(bold=True)
    return cell


def _sums_sheet(book: Workbook, summed: Overall, projects: list[dict]) -> None:
    sheet = book.create_sheet(_("Summor"))
    sheet.column_dimensions["A"].width = 60
    sheet.column_dimensions["B"].width = sheet.column_dimensions["C"].width = 30
    sheet.append([_bold(sheet, head) for head in (_("Summa"), _("Kronor"), _("Räknas inte med"))])
    for label, found in sum_lines(summed):
        known = found.known if found.known is not None else _("inga belopp")
        sheet.append([label, known, left_out(found) or _("inget")])
    for key in ("received", "spent"):
        sheet.append([f"{_('Projekt')}: {COLUMNS[key]}", _summed(projects, key), _("se varje projekt")])


def sum_lines(summed: Overall) -> list[tuple[str, Total]]:
    """(what, sum) in the order of page and sheet."""
    money, ideas, examples = summed.money, summed.not_decided, summed.examples
    lines = [
        (_("Samarbeten: kostnad, kronor per år"), summed.yearly_cost),
        (_("Samarbeten: egna pengar, kronor per år"), summed.own_funding),
        (_("Projekt: hela budgeten"), money.budget),
        (_("Projekt: beviljat av andra"), money.granted),
        (_("Projekt: egna pengar"), money.own_cash),
        (_("Projekt: eget arbete och egna lokaler"), money.own_kind),
    ]
    if summed.not_decided_count:
        lines.append((_("varav budget för idéer, ansökningar och avslag"), ideas.budget))
    if summed.example_count:
        lines.append((_("varav budget för påhittade exempel"), examples.budget))
        lines.append((_("varav beviljat till påhittade exempel"), examples.granted))
    return lines


def _about_sheet(book: Workbook, summed: Overall, on: date) -> None:
    sheet = book.create_sheet(_("Om listan"))
    sheet.column_dimensions["A"].width = 60
    sheet.append([_bold(sheet, _("Om listan")), _bold(sheet, _("Antal"))])
    facts = [
        (_("Hämtad"), on),
        (_("Samarbeten"), summed.partnerships),
        (_("Projekt"), summed.projects),
        (_("Frågor till dem"), summed.questions),
        (_("Svar som saknas"), summed.missing),
        (_("Svar som saknas utan att någon har sagt varför"), summed.unexplained),
        (_("Påhittade exempel"), summed.example_count),
    ]
    for fact in facts:
        sheet.append(fact)
    sheet.append([_("Saknas, fråga för fråga"), _("Saknas"), _("varav utan skäl")])
    for question, (missing, bare) in summed.by_question.items():
        sheet.append([str(question.label), missing, bare])


def _file(content, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = _("forteckning")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
