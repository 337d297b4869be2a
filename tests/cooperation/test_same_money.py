"""The same money written as a claim and as an instalment: the editor asks, and guesses nothing."""

from datetime import date
from decimal import Decimal

import pytest

from lagesbild.cooperation.same_money import question, seems_same

CAME = {"value": Decimal(134_400), "received_on": date(2026, 2, 3)}


def claim(approved: int, paid_on: str | None, came_as: str = "") -> dict:
    day = date.fromisoformat(paid_on) if paid_on else None
    return {"approved": Decimal(approved), "paid_on": day, "came_as": came_as}


@pytest.mark.parametrize(
    "approved, paid_on, same",
    [
        (134_400, "2026-02-03", True),
        (134_400, "2026-03-06", True),  # a month later
        (134_400, "2026-03-07", False),  # 32 days
        (134_400, "2026-01-03", True),  # and before
        (100_000, "2026-02-03", True),  # another amount on the same day
        (100_000, "2026-02-04", False),
        (134_400, None, False),  # not paid yet
    ],
)
def test_what_seems_to_be_the_same_money(approved, paid_on, same):
    assert seems_same(claim(approved, paid_on), CAME) is same


def test_an_instalment_that_has_not_come_is_no_money():
    assert not seems_same(claim(134_400, "2026-02-03"), CAME | {"received_on": None})


def test_the_editor_is_asked_only_where_nothing_is_said():
    sentence = question(claim(134_400, "2026-02-03"), [CAME], "SEK")
    assert "134\xa0400 kronor den 2026-02-03; koppla ihop dem" in sentence
    assert not question(claim(134_400, "2026-02-03", "itself"), [CAME], "SEK")
    assert not question(claim(134_400, "2026-02-03", "instalment"), [CAME], "SEK")


def test_a_claim_cannot_point_at_money_that_is_not_there():
    claim_of_nothing = claim(134_400, "2026-02-03", "instalment")
    assert "Ingen utbetalning har kommit in" in question(
        claim_of_nothing, [CAME | {"received_on": None}], "SEK"
    )
    assert not question(claim(134_400, None, "instalment"), [], "SEK")
