"""A claim is a request and an instalment a payment: the editor asks when the same money seems to be written as both."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.rules.sentences import money
from lagesbild.framework.form_names import EditorForm

DAYS_APART = 31
"""A funder's day of payment and the day it is booked here may differ by so much."""

Fields = Mapping[str, Any]


def seems_same(claim: Fields, instalment: Fields) -> bool:
    """Whether a paid claim and an instalment that has come are of the same day, or near it and as large."""
    paid, came = claim.get("paid_on"), instalment.get("received_on")
    if not paid or not came:
        return False
    alike = claim.get("approved") == instalment.get("value")
    return paid == came or (alike and abs((paid - came).days) <= DAYS_APART)


def question(claim: Fields, instalments: Iterable[Fields], currency: str) -> str:
    """What must be put right before the money of a claim can be counted; empty where nothing must."""
    if claim.get("came_as") == "instalment":
        return _missing(claim, instalments)
    if claim.get("came_as"):
        return ""
    same = next((instalment for instalment in instalments if seems_same(claim, instalment)), None)
    return _doubled(same["value"], same["received_on"], currency) if same else ""


def _missing(claim: Fields, instalments: Iterable[Fields]) -> str:
    if not claim.get("paid_on") or any(instalment.get("received_on") for instalment in instalments):
        return ""
    return _("Ingen utbetalning har kommit in. Lägg till den ovan med dag, annars räknas pengarna inte alls.")


def _doubled(value: Decimal, day: date, currency: str) -> str:
    return _(
        "Samma pengar finns som en utbetalning på %(amount)s den %(day)s; koppla ihop dem."
        " Välj här om det är den utbetalningen eller en egen betalning."
    ) % {
        "amount": money(value, currency).in_(get_language() or "sv"),
        "day": date_format(day, "Y-m-d"),
    }


class GrantForm(EditorForm):
    """Holds the claims of a grant against its instalments, which are on the same form."""

    def is_valid(self):
        if not super().is_valid():
            return False
        instalments = [form.cleaned_data for form in self._kept("instalments")]
        currency, has_question = self.cleaned_data.get("currency", ""), False
        for claim in self._kept("claims"):
            if text := question(claim.cleaned_data, instalments, currency):
                claim.add_error("came_as", text)
                has_question = True
        return not has_question

    def _kept(self, name: str) -> list:
        formset = self.formsets.get(name)
        forms = formset.forms if formset else []
        return [form for form in forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
