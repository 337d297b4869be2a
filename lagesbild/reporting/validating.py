"""What must be put right before an answer can be handed in: everything at once, a sentence for each field."""

import re
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import GOAL_GRADES, numerals
from lagesbild.barometer.models import Action
from lagesbild.reporting import reported_period
from lagesbild.reporting.models import Item
from lagesbild.tables.numbers import Number, read_number, typed_in
from lagesbild.tables.outcome import sentences

MISSING = ("-", ".", "..")
JUMP = 3
"""A value this many times the last one, or a part as small, is asked about: most often it is a slip of unit."""


def problems(item: Item, content: dict, *, last: Decimal | None = None) -> dict[str, str]:
    """What is wrong with the answer, by field; empty when it can be handed in.

    ``last`` is the latest value published, to ask about a leap from it. A leap that is confirmed
    (``content["confirmed"]`` is the value as typed) is no problem.
    """
    check = {
        Item.Kind.ASSESSMENT: _assessment,
        Item.Kind.VALUE: lambda item, content: _value(item, content, last),
        Item.Kind.ACTION: _action,
        Item.Kind.TEXT: _text,
    }[item.kind]
    return check(item, content)


def _assessment(item: Item, content: dict) -> dict[str, str]:
    wrong = {}
    if content.get("grade") not in {"0", *map(str, GOAL_GRADES)}:
        wrong["grade"] = _("Välj en bedömning.")
    if not content.get("motivation_sv"):
        wrong["motivation_sv"] = _("Skriv varför: några meningar räcker.")
    return wrong


def _value(item: Item, content: dict, last: Decimal | None) -> dict[str, str]:
    wrong = {}
    if not_reported := reported_period.problem(content.get("period", ""), timezone.localdate()):
        wrong["period"] = not_reported
    typed, missing = content.get("value", ""), content.get("missing", "")
    if missing:
        if missing not in MISSING:
            wrong["missing"] = _("Välj ett av skälen.")
        if typed:
            wrong["value"] = _("Det finns både ett värde och ett skäl till att det saknas. Ta bort det ena.")
        if not content.get("comment"):
            wrong["comment"] = _("Skriv några ord om varför värdet saknas.")
        return wrong
    if not typed:
        wrong["value"] = _("Skriv värdet, eller välj varför det saknas.")
        return wrong
    outcome = read_number(typed, typed_in(item.indicator.unit_sv))
    if not isinstance(outcome, Number):
        wrong["value"] = sentences(outcome).in_(get_language())
        return wrong
    if content.get("confirmed") != typed and (
        question := leap(outcome.value, last) or beyond(outcome.value, last, item.indicator.unit_sv)
    ):
        wrong["confirmed"] = question
    return wrong


def leap(value: Decimal, last: Decimal | None) -> str:
    """A question about a value far from the last one, empty where it is not."""
    if not last:
        return ""
    far = value * last <= 0 or not (abs(last) / JUMP <= abs(value) <= abs(last) * JUMP)
    if not far:
        return ""
    return _("Förra värdet är %(last)s. Stämmer %(value)s?") % {
        "last": _number_text(last),
        "value": _number_text(value),
    }


def beyond(value: Decimal, last: Decimal | None, unit: str) -> str:
    """A question about percent outside 0–100, unless the last value was outside too: a change may well be."""
    if unit.strip() != "%" or 0 <= value <= 100 or (last is not None and not 0 <= last <= 100):
        return ""
    return _("%(value)s procent är utanför 0–100. Stämmer det?") % {"value": _number_text(value)}


def _number_text(value: Decimal) -> str:
    return numerals.number(float(value), numerals.own_decimals(float(value)))


def _action(item: Item, content: dict) -> dict[str, str]:
    wrong = {}
    status = content.get("status", "")
    if status not in Action.Status.values:
        wrong["status"] = _("Välj hur långt åtgärden har kommit.")
    finished = content.get("finished_on", "")
    if finished and read_date(finished) is None:
        wrong["finished_on"] = _("Skriv dagen som ÅÅÅÅ-MM-DD.")
    elif is_coming(finished):
        wrong["finished_on"] = _("Dagen har inte varit än. Åtgärden är inte klar förrän då.")
    elif finished and status != Action.Status.DONE:
        wrong["finished_on"] = _(
            "Åtgärden blev klar en dag men läget säger något annat. Ta bort dagen, eller välj Genomförd."
        )
    elif finished and item.action.starts and read_date(finished) < item.action.starts:
        wrong["finished_on"] = _("Åtgärden kan inte bli klar innan den började.")
    elif status == Action.Status.DONE and not finished:
        wrong["finished_on"] = _("Skriv vilken dag åtgärden blev klar.")
    if status in (Action.Status.DONE, Action.Status.CANCELLED) and not content.get("result_sv"):
        wrong["result_sv"] = _("Skriv vad det gav, eller varför det ställdes in.")
    return wrong


def _text(item: Item, content: dict) -> dict[str, str]:
    wrong = {}
    if not content.get("status_sv"):
        wrong["status_sv"] = _("Skriv hur det går, eller lämna tillbaka frågan.")
    if read_date(content.get("as_of", "")) is None:
        wrong["as_of"] = _("Skriv vilken dag texten gäller, som ÅÅÅÅ-MM-DD.")
    elif is_coming(content["as_of"]):
        wrong["as_of"] = _("Dagen har inte varit än. Texten kan gälla högst till i dag.")
    return wrong


def is_coming(text: str) -> bool:
    """Whether it is a day that has not been yet."""
    day = read_date(text)
    return day is not None and day > timezone.localdate()


def read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
