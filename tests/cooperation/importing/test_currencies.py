"""Amounts in euro are taken: a visit keeps its own currency, a partnership's is kronor where the rate is known."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lagesbild.cooperation.importing import write
from lagesbild.cooperation.models import Exchange, ExchangeRate, Partnership
from tests.cooperation.importing.test_importing import TODAY, planned, reading, said

pytestmark = pytest.mark.django_db
TOWN = """
Slag    | Namn      | Partner | Land   | Kostnad
Nätverk | Eurotowns | Kuopio  | Finland| 100,50 €
"""
VISIT = """
Slag  | Namn    | Start      | Kostnad
Besök | Kuopio  | 2024-05-01 | 100,50 €
"""


def rate(days_ago: int) -> None:
    on = timezone.localdate() - timedelta(days_ago)
    ExchangeRate.objects.create(currency="EUR", on=on, kronor=Decimal("11.10"), source="ECB, EUR/SEK")


def test_a_partnerships_cost_is_in_kronor_at_todays_rate_and_says_so():
    rate(days_ago=7)
    write(reading(TOWN), {}, TODAY)
    town = Partnership.objects.get()
    assert town.yearly_cost == Decimal("1115.55")
    assert town.cost_note_sv.startswith("100,50 EUR, kurs 11.1 20") and "ECB" in town.cost_note_sv


@pytest.mark.parametrize("days_ago", [None, 8])
def test_without_a_rate_of_this_week_it_is_asked_for(days_ago):
    if days_ago:
        rate(days_ago)
    (sentence,) = said(planned(TOWN))
    assert "registret har ingen kurs för i dag" in sentence and "lagesbild fetch rates" in sentence


def test_a_visit_keeps_its_own_currency():
    write(reading(VISIT), {}, TODAY)
    exchange = Exchange.objects.get()
    assert (exchange.cost, exchange.currency) == (Decimal("100.50"), "EUR")
