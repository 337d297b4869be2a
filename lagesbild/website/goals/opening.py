"""A goal's page begins with what the figures say: two or three sentences, each number out of the store."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.assessment import with_unit
from lagesbild.assessment.numerals import own_decimals
from lagesbild.framework.language import language_in_force
from lagesbild.website.goals.lead import change_words, lead_answer, telling_order
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.page import period_in_words

MOST = 3


@dataclass(frozen=True)
class OpeningSentence:
    text: SafeString
    is_example: bool


def opening(goal_answers: Iterable[IndicatorAnswer], picked: Iterable[int] = ()) -> list[OpeningSentence]:
    """Of the figure that leads the goal's card and the next most telling. An example's only where there is no other."""
    measured = [answer for answer in goal_answers if answer.latest and answer.latest.value is not None]
    lead = lead_answer(measured, picked)
    if lead is None:
        return []
    rest = sorted((answer for answer in measured if answer is not lead), key=telling_order)
    alike = [answer for answer in rest if answer.indicator.is_example == lead.indicator.is_example]
    return [
        OpeningSentence(_sentence(answer), answer.indicator.is_example) for answer in [lead, *alike][:MOST]
    ]


def _sentence(answer: IndicatorAnswer) -> SafeString:
    """What it was, how it has changed and what was promised, in one sentence that leads to the indicator."""
    value = answer.latest.value
    opening_words = format_html(
        _('<a href="{}">{}</a> var <data value="{}">{}</data> {}'),
        answer.indicator.get_absolute_url(),
        answer.indicator.name,
        value,
        with_unit(value, answer.decimals, answer.indicator.unit_text, language_in_force()),
        period_in_words(answer.latest.period),
    )
    return format_html("{}{}{}.", opening_words, _change(answer), _target(answer))


def _change(answer: IndicatorAnswer) -> str:
    words = change_words(answer)
    return _(", %(sign)s%(change)s sedan %(since)s") % words if words.get("change") else ""


def _target(answer: IndicatorAnswer) -> str:
    reference = answer.answer.target
    if reference is None:
        return ""
    target = with_unit(
        reference.value, own_decimals(reference.value), answer.indicator.unit_text, language_in_force()
    )
    words = {"target": target, "year": reference.year}
    if reference.year is None:
        return _("; målet är %(target)s") % words
    if reference.year < answer.year_now:
        return _("; målet var %(target)s till %(year)s") % words
    return _("; målet är %(target)s till %(year)s") % words
