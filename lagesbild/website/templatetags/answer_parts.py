"""The small parts that stand a hundred times on a page of answers: one include of a template costs more than its words.

A page that has one of them includes a template of ``website/parts/``, which says it by these.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.framework.language import language_in_force
from lagesbild.website.drawing import signs
from lagesbild.website.indicators.page import flag_in_words, period_in_words
from lagesbild.website.templatetags.shown_as import value

register = template.Library()


@register.simple_tag
def example_of(thing) -> str:
    """Says of something that it is an example of ours."""
    is_example = thing.get("is_example") if isinstance(thing, dict) else getattr(thing, "is_example", False)
    if not is_example:
        return ""
    return format_html(' <span class="example">{}</span>', _("Exempel"))


@register.simple_tag
def verdict(answer) -> SafeString:
    """An indicator's answer behind its sign."""
    return answer.drawn(("verdict", language_in_force()), lambda: _verdict(answer.answer))


def _verdict(answer) -> SafeString:
    return format_html(
        '<p class="verdict ink-{}">{} {}</p>',
        answer.sign.colour,
        signs.answer_sign(answer.sign_key),
        answer.label.in_(get_language()),
    )


@register.simple_tag
def latest_value(answer) -> SafeString:
    """The latest figure, when it is from, and whether it is final."""
    return answer.drawn(("latest", language_in_force()), lambda: _latest_value(answer))


def _latest_value(answer) -> SafeString:
    latest = answer.latest
    if latest is None:
        return format_html('<span class="small">{}</span>', _("Ingen siffra ännu"))
    when = [period_in_words(latest.period), *filter(None, [flag_in_words(latest.flag)])]
    return format_html(
        '<span class="figure">{}</span> <span class="small">{}</span>',
        value(latest, answer.indicator, answer.decimals),
        ", ".join(when),
    )
