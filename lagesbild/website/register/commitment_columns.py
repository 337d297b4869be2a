"""A line of the auditor's list in words, with a reason wherever an answer is missing."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild.cooperation.audit.auditor_questions import AuditorAnswer
from lagesbild.cooperation.audit.commitments import Commitment, Flows
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.amounts_in_words import (
    amount_in_words,
    no_partner_in_words,
    total_in_words,
)
from lagesbild.cooperation.funding.money import KRONOR, Rates, Total, total
from lagesbild.cooperation.models import Grant
from lagesbild.cooperation.models.partnerships import Precision
from lagesbild.framework.language import language_in_force

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
    "repaid": gettext_lazy("Återbetalt till finansiärer, kronor"),
    "repaid_reason": gettext_lazy("Återbetalt: skäl om det saknas"),
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


def row(commitment: Commitment, origin: str = "") -> dict:
    """A line with the keys of COLUMNS: amounts as decimals, exact days as dates, everything else as text.

    ``origin`` goes before the addresses of our own pages ("https://exempel.se").
    """
    thing = commitment.thing
    partners = "; ".join(partner.name for partner in commitment.partners)
    return {
        "type": _("Projekt") if commitment.is_project else _("Samarbete"),
        "name": thing.name,
        "example": _("Ja") if thing.is_example else _("Nej"),
        "kind": thing.get_role_display() if commitment.is_project else thing.get_kind_display(),
        "status": thing.get_status_display(),
        "partners": partners or no_partner_in_words(thing),
        "countries": countries_in_words(commitment) or no_partner_in_words(thing),
        "together": "; ".join(partner.name for partner in commitment.together) or alone(commitment),
        **_answer("owner", commitment.asked.owner),
        "position": _positions(thing) or _("Inte angiven"),
        **_answer("decision", commitment.asked.decision),
        **_cost(commitment),
        **_grants(commitment),
        **_own(commitment),
        **_flow("received", commitment.flows),
        **_flow("repaid", commitment.flows),
        **_flow("spent", commitment.flows),
        **_answer("start", commitment.asked.start, _start(commitment)),
        **_answer("end", commitment.asked.end, commitment.asked.end.value),
        **_answer("result", commitment.asked.result),
        "analysed": commitment.analysed_on,
        "analysed_reason": "" if commitment.analysed_on else not_analysed(commitment),
        "documents": "; ".join(
            f"{partner.title} ({_full(partner.href, origin)})" for partner in thing.documents.all()
        )
        or _("Inga dokument är länkade"),
        "dnr": thing.dnr or _("Inte angivet"),
        "source": thing.source_url or _("Inte angiven"),
        "address": origin + thing.get_absolute_url(),
    }


def row_in_words(commitment: Commitment) -> dict:
    """A line as the page shows it, in words."""
    thing = commitment.thing
    granted = commitment.money.granted if commitment.money else Total()
    return {
        "thing": thing,
        "asked": commitment.asked,
        "is_project": commitment.is_project,
        "kind": thing.get_role_display() if commitment.is_project else thing.get_kind_display(),
        "partners": commitment.partners,
        "countries": countries_in_words(commitment),
        "position": _positions(thing),
        "together": commitment.together,
        "alone": alone(commitment),
        "grants": [grant_in_words(grant) for grant in commitment.grants],
        # One grant in kronor says its own sum.
        "granted": total_in_words(granted)
        if len(commitment.grants) > 1 or any(grant.currency != KRONOR for grant in commitment.grants)
        else "",
        "analysed_on": commitment.analysed_on,
        "not_analysed": not_analysed(commitment),
        "source": urlsplit(thing.source_url).hostname or thing.source_url,
    }


def countries_in_words(commitment: Commitment) -> str:
    return ", ".join(country_name(code).in_(language_in_force()) for code in commitment.countries)


def alone(commitment: Commitment) -> str:
    """Of a partnership without a public project, or a project without a public partnership."""
    return _("Inte del av något samarbete") if commitment.is_project else _("Samarbetet har inga projekt")


def not_analysed(commitment: Commitment) -> str:
    return _("Ingen lärdom är noterad") if commitment.is_project else _("Ingen analys är gjord")


def _answer(name: str, answer: AuditorAnswer, value=None) -> dict:
    if answer.is_known:
        return {name: value or answer.text, f"{name}_reason": ""}
    return {name: None, f"{name}_reason": answer.text}


def _positions(thing) -> str:
    duties = [duty for duty in thing.responsibilities.all() if duty.organisation.live]
    return "; ".join(dict.fromkeys(duty.position for duty in duties if duty.position))


def _start(commitment: Commitment) -> date | None:
    """The day, where it is known to the day."""
    inexact = not commitment.is_project and commitment.thing.since_precision != Precision.DAY
    return None if inexact else commitment.asked.start.value


def _cost(commitment: Commitment) -> dict:
    answer, thing = commitment.asked.cost, commitment.thing
    cost = answer.value or Total(unknown=1)
    original, currency = (thing.budget, thing.currency) if commitment.is_project else thing.cost_in_a_year[:2]
    return {
        "cost": cost.known,
        "cost_covers": _("hela projektet") if commitment.is_project else _("ett år"),
        "cost_original": original,
        "currency": currency,
        "cost_reason": remarks(cost) if answer.is_known else answer.text,
    }


def _grants(commitment: Commitment) -> dict:
    if commitment.money is None:
        sentence = (
            _("Bidrag ges till projekt, se samarbetets projekt") if commitment.together else alone(commitment)
        )
        return {"grants": sentence, "granted": None, "granted_reason": sentence}
    granted = commitment.money.granted
    sentence = "; ".join(map(grant_in_words, commitment.grants))
    none = _("Inget bidrag är registrerat")
    return {
        "grants": sentence or none,
        "granted": granted.known,
        "granted_reason": remarks(granted) if commitment.grants else none,
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


def _own(commitment: Commitment) -> dict:
    answer = commitment.asked.own_funding
    if commitment.money is None:
        own_funding = answer.value or Total()
        reason = _("Arbete och lokaler redovisas inte för samarbeten")
        return {
            "own_cash": own_funding.known,
            "own_kind": None,
            "own_reason": reason if own_funding.count else answer.text,
        }
    cash, kind = commitment.money.own_cash, commitment.money.own_kind
    parts = [(_("pengar"), cash), (_("arbete och lokaler"), kind)]
    unsaid = [f"{name}: {remarks(part)}" for name, part in parts if remarks(part)]
    return {
        "own_cash": cash.known,
        "own_kind": kind.known,
        "own_reason": "; ".join(unsaid) if answer.is_known else answer.text,
    }


def _flow(name: str, flows: Flows | None) -> dict:
    if flows is None:
        return {name: None, f"{name}_reason": _("Redovisas för projekt")}
    flow = getattr(flows, name)
    reason = remarks(flow) if flow != Total() else _("Inget är registrerat")
    return {name: flow.known, f"{name}_reason": reason}


def remarks(total: Total) -> str:
    """What a sum does not hold, and what in it is by an old rate; or nothing."""
    return "" if total.remarks == Total() else total_in_words(total.remarks)


def _full(address: str, origin: str) -> str:
    return origin + address if address.startswith("/") else address


def grant_rows(commitment: Commitment, rates: Rates, origin: str = "") -> Iterable[dict]:
    """A project's grants, each with the keys of GRANT_COLUMNS."""
    for grant in commitment.grants:
        worth = total([(grant.value, grant.currency, grant.decided_on)], rates)
        funder = grant.programme.funder
        yield {
            "project": commitment.thing.name,
            "example": _("Ja") if grant.is_example or commitment.thing.is_example else _("Nej"),
            "funder": funder.name if funder.live else _("Inte offentlig"),
            "programme": grant.programme.name,
            "reference": grant.reference or _("Inte angivet"),
            "granted": worth.known,
            "original": grant.value,
            "currency": grant.currency,
            "reason": grant.value_note if grant.value is None and grant.value_note else remarks(worth),
            "decided": grant.decided_on or _("Inte angivet"),
            "start": grant.starts or _("Inte angivet"),
            "end": grant.finishes or _("Inte angivet"),
            "dnr": grant.dnr or _("Inte angivet"),
            "address": f"{origin}{commitment.thing.get_absolute_url()}#bidrag-{grant.pk}",
        }
