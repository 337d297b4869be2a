"""The money of a row that is not a grant's own: who gives it and how much, beside a project, a partnership or a visit.

A project's becomes a grant of its own. The register has no grants of partnerships and exchanges: there the list's own
words are kept as a note, and nothing is summed that nobody has said how to sum.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.cells import CellAmount
from lagesbild.cooperation.importing.headings import PARTNERSHIP, PROJECT, plain

OURSELVES = {
    *("egna medel", "egen finansiering", "egenfinansiering", "egen budget", "kommunen", "kommunala medel"),
    *("ordinarie budget", "ram", "inom ram", "egna pengar", "vi själva", "own funds", "the municipality"),
}
ABOUT = "Beloppet är ungefärligt: i listan står ”{cell}”."
SAID = "I listan står {words}."


@dataclass(frozen=True)
class RowMoney:
    """What a row says of who gives how much."""

    funder: str = ""
    programme: str = ""
    amount: CellAmount | None = None


def take_money(thing: str, values: dict, remark) -> dict | None:
    """What the grant's own row would say, where there is one. The rest is moved to where the thing has it."""
    money = RowMoney(
        *(
            values.pop(name, default)
            for name, default in (("funder", ""), ("programme", ""), ("amount", None))
        )
    )
    if plain(money.funder) in OURSELVES and money.amount and _is_own(thing, values, money.amount):
        values["own"] = money.amount
        return None
    if thing == PROJECT and (money.funder or money.programme) and plain(money.funder) not in OURSELVES:
        return _grant(values, money)
    if money.amount is not None and not money.funder:
        _keep_as_cost(thing, values, money.amount, remark)
    elif money != RowMoney():
        _keep_as_note(thing, values, money, remark)
    return None


def _is_own(thing: str, values: dict, amount: CellAmount) -> bool:
    """Whether the register has a place for money of our own: of a partnership that of a year."""
    return "own" not in values and (thing == PROJECT or (thing == PARTNERSHIP and amount.is_yearly))


def _grant(values: dict, money: RowMoney) -> dict:
    grant: dict[str, object] = {"project": values.get("name", "")}
    grant |= {"funder": money.funder} if money.funder else {}
    grant |= {"programme": money.programme} if money.programme else {}
    return grant | ({"amount": money.amount} if money.amount else {})


def _keep_as_cost(thing: str, values: dict, amount: CellAmount, remark) -> None:
    """Money that nobody else gives: a project's budget, what a visit cost, and what a partnership costs in a year."""
    name = "budget" if thing == PROJECT else "cost"
    if name in values or (thing == PARTNERSHIP and not amount.is_yearly) or _is_foreign(thing, amount):
        _keep_as_note(thing, values, RowMoney(amount=amount), remark)
        return
    values[name] = amount
    what = _("Raden har ingen finansiär. Beloppet sparas som: %(column)s.")
    remark("amount", what % {"column": headings.label(thing, name)})


def _is_foreign(thing: str, amount: CellAmount) -> bool:
    return thing == PARTNERSHIP and amount.currency not in ("", "SEK")


def _keep_as_note(thing: str, values: dict, money: RowMoney, remark) -> None:
    amount = amount_in_words(money.amount) if money.amount else ""
    words = ", ".join(filter(None, (money.funder, money.programme, amount)))
    values["money_note"] = SAID.format(words=words)
    what = _("%(words)s sparas som en anteckning: det går inte att säga vad pengarna är för ett %(thing)s.")
    remark("amount", what % {"words": words, "thing": str(headings.THINGS[thing]).lower()})


def amount_in_words(amount: CellAmount) -> str:
    if amount.about:
        return amount.about
    whole = amount.value == amount.value.to_integral_value()
    number = f"{amount.value:,.0f}" if whole else f"{amount.value:,.2f}"
    return f"{number.replace(',', ' ').replace('.', ',')} {amount.currency or 'kr'}"


def notes(values: dict) -> str:
    """What is to be told beside the row's amounts, in Swedish as the list is."""
    rough = [amount for amount in values.values() if isinstance(amount, CellAmount) and amount.about]
    sentences = [ABOUT.format(cell=amount.about) for amount in rough]
    return " ".join(filter(None, (*sentences, str(values.get("money_note", "")))))
